"""Inside: cut a cell between two of its statements."""

import ast


def first(source, number):
    """Return the text of the first `number` statements of a cell."""
    body = ast.parse(source).body
    if number >= len(body):
        return source
    return "\n".join(source.split("\n")[: _first_line(body[number]) - 1])


def after(source, number):
    """Return the text of a cell without its first `number` statements; empty lines replace them."""
    body = ast.parse(source).body
    if number >= len(body):
        return ""
    line = _first_line(body[number])
    lines = source.split("\n")
    start = lines[line - 1].encode()
    if line == body[number].lineno:  # `a; b`: the statements share a line
        start = start[body[number].col_offset :]
    return "\n".join([""] * (line - 1) + [start.decode(), *lines[line:]])


def _first_line(statement):
    decorators = getattr(statement, "decorator_list", ())
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])
