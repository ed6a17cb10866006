"""Inside: run the cells that give points, without the parts of IPython that a learner can replace.

A learner may replace any part of IPython, so that it hides errors, shows other values or runs
nothing. So a scored cell is compiled before any learner's code runs, and a closure keeps what it
needs later. This module itself determines whether the cell failed, and the number that it ends
with.

It runs in the learner's process, so code that looks for this module's functions, or for those that
send the result, can still replace them. No module in that process can prevent this, so only
exercises that are judged outside are safe from it.
"""

import ast
import inspect
import sys

from IPython.core.displayhook import DisplayHook

NUMBERS = (int, float)  # the types of a value that nbgrader reads as points


def prepare(shell, source):
    """Compile a cell; return the function run(note, stop) -> (error, outputs).

    Call it before any learner's code runs. note() is called before each statement. stop: how many
    statements to run, or None for all. error: the exception that ended the cell, or None. outputs:
    the value of its last line, if that is a number.
    """
    evaluate, wait_for, end_tracing, namespace = (
        eval,
        shell.loop_runner,
        sys.settrace,
        shell.user_ns,
    )
    type_of, write, numbers, everything = type, repr, NUMBERS, BaseException
    show_error, show_value = _show_error, _show_value
    statements, has_value, unreadable = _compile(shell, source)

    def run(note, stop):
        end_tracing(None)
        value = None
        try:
            if unreadable is not None:
                raise unreadable
            for code, is_async in statements[:stop]:
                note()
                value = evaluate(code, namespace)
                if is_async:
                    value = wait_for(value)
        except everything as error:
            show_error(shell)
            return error, []
        if value is None or not has_value or stop is not None:
            return None, []
        if type_of(value) in numbers:
            return None, [_result(write(value))]
        show_value(shell, value)
        return None, []

    return run


def _compile(shell, source):
    """Compile a cell; return (statements, has_value, error).

    statements: [(code, whether it has to be awaited)]. has_value: whether the cell shows the value
    of the last one. error: the exception that keeps the cell from running, or None.
    """
    try:
        source = shell.transform_cell(source)
        name = shell.compile.cache(source, raw_code=source)
        body = ast.parse(source).body
        has_value = bool(body) and isinstance(body[-1], ast.Expr)
        has_value = has_value and not DisplayHook.semicolon_at_end_of_expression(source)
        return [_compile_statement(node, name) for node in body], has_value, None
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
        return [], False, error


def _compile_statement(node, name):
    is_value = isinstance(node, ast.Expr)
    tree = ast.Expression(node.value) if is_value else ast.Module([node], [])
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    code = compile(tree, name, "eval" if is_value else "exec", flags, dont_inherit=True)
    return code, bool(code.co_flags & inspect.CO_COROUTINE)


def _result(text):
    data = {"text/plain": text}
    return {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": None}


def _show_error(shell):
    """Show the current exception, unless the learner's code has broken the function that does."""
    try:
        shell.showtraceback()
    except BaseException:
        pass  # the host still says that there was an exception


def _show_value(shell, value):
    """Show a value that is not a number, and so does not affect the points."""
    try:
        shell.outputs.show("display_data", shell.display_formatter.format(value)[0])
    except BaseException:
        pass
