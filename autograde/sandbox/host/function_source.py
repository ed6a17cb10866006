"""Outside: turn a function, with everything from the book that it uses, into text for the sandbox.

The guest cannot import that from the book, because the functions that a case needs may be closed.
"""

import ast
import functools
import inspect
import sys
import textwrap
import types
from contextlib import suppress

import numpy as np

from ..wire.contract import Function, Import, Names

LAMBDA = "_lambda"


def carry(value):
    """Return a value with every function in it, even in lists and dicts, as a Function or Import.

    Raises TypeError if a function has no source, or is recursive through others.
    """
    return _carry(value, ())


def source_of(function):
    """Return the source of a function's definition, without indentation."""
    try:
        return textwrap.dedent(inspect.getsource(function))
    except OSError:
        raise TypeError(f"{function!r} has no source, so it cannot go into the sandbox.") from None


def _carry(value, under_way):
    if isinstance(value, list | tuple):
        return type(value)(_carry(item, under_way) for item in value)
    if isinstance(value, dict):
        return {name: _carry(item, under_way) for name, item in value.items()}
    if isinstance(value, functools.partial):
        return _partial(value, under_way)
    if isinstance(value, types.FunctionType) and _is_ours(value.__module__):
        return _function(value, under_way)
    if isinstance(value, types.ModuleType):
        return Import(value.__name__)
    if callable(value) and not isinstance(value, Function | Import | Names):
        return _imported(value)
    return value


def _is_ours(module):
    return not module or module.split(".")[0] not in sys.stdlib_module_names | {"numpy"}


def _imported(value):
    """Return an Import for something in NumPy or Python's library."""
    if isinstance(value, np.ufunc):
        return Import("numpy", value.__name__)
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    found = functools.reduce(
        lambda at, part: getattr(at, part, None), (name or "").split("."), sys.modules.get(module)
    )
    if found is not value or _is_ours(module):
        raise TypeError(f"{value!r} cannot go into the sandbox: only functions and data can.")
    return Import(module, name)


def _partial(value, under_way):
    source = "def bound(*more, **options):\n    return f(*args, *more, **(keywords | options))\n"
    parts = {"f": value.func, "args": value.args, "keywords": value.keywords}
    return Function("bound", source, _carry(parts, under_way))


def _function(function, under_way):
    if function in under_way:
        raise TypeError(
            f"{function.__name__} calls itself through other functions, so it cannot go into the "
            "sandbox."
        )
    name, source = _definition(function)
    known = function.__globals__ | inspect.getclosurevars(function).nonlocals
    under_way = (*under_way, function)
    bound = {
        name: _used_of(known[name], chains, under_way)
        for name, chains in _names_in(ast.parse(source)).items()
        if name in known and known[name] is not function
    }
    return Function(name, source, bound)


@functools.cache
def _definition(function):
    """Return the name and the source of a function's definition; a lambda gets a name."""
    source = source_of(function)
    for text in (source, f"{{{source}\n}}"):  # a line of a dict, perhaps
        with suppress(SyntaxError):
            tree = ast.parse(text)
            if isinstance(tree.body[0], ast.FunctionDef):
                return function.__name__, source
            lambdas = [node for node in ast.walk(tree) if isinstance(node, ast.Lambda)]
            if len(lambdas) == 1:
                return LAMBDA, f"{LAMBDA} = {ast.unparse(lambdas[0])}\n"
    raise TypeError(f"{source!r} does not define one function; it cannot go into the sandbox.")


def _names_in(tree):
    """Return {name: the chains of attributes that are read from it}: {"ff": {("relu",)}}."""
    found = {}
    for node in ast.walk(tree):
        chain, at = [], node
        while isinstance(at, ast.Attribute):
            chain.insert(0, at.attr)
            at = at.value
        if isinstance(at, ast.Name):
            found.setdefault(at.id, set()).add(tuple(chain))
    return found


def _used_of(value, chains, under_way):
    """Return a value as `_carry` does, but of a module of the book only what these chains reach."""
    if not isinstance(value, types.ModuleType) or not _is_ours(value.__name__):
        return _carry(value, under_way)
    parts = {}
    for first, *rest in filter(None, chains):
        parts.setdefault(first, set()).add(tuple(rest))
    return Names(
        {name: _used_of(getattr(value, name), more, under_way) for name, more in parts.items()}
    )
