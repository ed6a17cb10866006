"""Notice names in an answer that other cells define: earlier exercises, and variables."""

import dis
import inspect

import feedforward
from feedforward import exercises

from . import cells
from .defining_cell import defines, is_python


def borrowed(name, function):
    """Say which earlier exercises an answer uses without a definition in its notebook, or "".

    The check gives it the book's versions, but outside the check it would stop with a NameError.
    """
    missing = undefined(name, function)
    if not missing:
        return ""
    names = " and ".join(f"`{n}`" for n in missing)
    are, its = ("is", "its") if len(missing) == 1 else ("are", "their")
    ways = [f"run {its} cell{'s' * (len(missing) > 1)}"] * all(_is_here(n, name) for n in missing)
    ways += ["write `ff.` in front"] * all(hasattr(feedforward, n) for n in missing)
    how = ", or ".join(ways) or f"define {'it' if len(missing) == 1 else 'them'} in this notebook"
    return (
        f"But {names} {are} not defined in this notebook: the check used the book's. Before you "
        f"call {name} yourself, {how}."
    )


def _is_here(earlier, name):
    """Return True if two exercises are in the same section, so in the same notebook."""
    return exercises.find(earlier).section == exercises.find(name).section


def undefined(name, function):
    """Return the earlier exercises that an answer uses without a definition in its notebook."""
    known, defined = exercises.earlier_than(name), getattr(function, "__globals__", {})
    used = _global_names(getattr(function, "__code__", None), "LOAD_GLOBAL", "LOAD_NAME")
    return [n for n in known if n in used and n not in defined]


def read_from_elsewhere(name, function):
    """Say which variables of other cells an answer reads, or "".

    In an answer that is wrong, these are often slips: `Z` where the argument is called `z`.
    """
    namespace, code = getattr(function, "__globals__", {}), getattr(function, "__code__", None)
    own_cell = cells.source_of(name)
    if own_cell is None or not is_python(own_cell):
        return ""  # then nobody can tell what the answer's own cell defines
    used = _global_names(code, "LOAD_GLOBAL", "LOAD_NAME") - _global_names(code, "STORE_GLOBAL")
    found = [n for n in sorted(used) if _is_variable(namespace.get(n)) and not defines(own_cell, n)]
    if not found:
        return ""
    names = " and ".join(f"`{n}`" for n in found)
    if len(found) > 1:
        return (
            f"Your function also reads {names}, which are neither arguments nor variables of its "
            "own: their values come from other cells. Is that what you meant?"
        )
    return (
        f"Your function also reads {names}, which is neither an argument nor a variable of its "
        "own: its value comes from another cell. Is that what you meant?"
    )


def _is_variable(value):
    return not (value is None or callable(value) or inspect.ismodule(value))


def _global_names(code, *instructions):
    """The names with which a function's code, and functions inside it, do one of these things."""
    if code is None:
        return set()
    own = {i.argval for i in dis.get_instructions(code) if i.opname in instructions}
    inner = [c for c in code.co_consts if inspect.iscode(c)]
    return own.union(*(_global_names(c, *instructions) for c in inner))
