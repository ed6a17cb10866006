"""Notice names in an answer that other cells define: earlier exercises, and variables."""

import dis
import inspect

import feedforward
from feedforward import exercises

from . import cells
from .defining_cell import defines, first_line


def borrowed(name, function):
    """Say which earlier exercises an answer uses without a definition in its notebook, or "".

    The check gives it the book's versions, but outside the check it would stop with a NameError.
    """
    known, defined = exercises.earlier_than(name), getattr(function, "__globals__", {})
    used = _global_names(getattr(function, "__code__", None))
    missing = [n for n in known if n in used and n not in defined]
    if not missing:
        return ""
    names = " and ".join(f"`{n}`" for n in missing)
    are, cells_of = ("is", "its cell") if len(missing) == 1 else ("are", "their cells")
    or_ours = ", or write `ff.` in front" if all(hasattr(feedforward, n) for n in missing) else ""
    return (
        f"But {names} {are} not defined in this notebook: the check used the book's. Before you "
        f"call {name} yourself, run {cells_of}{or_ours}."
    )


def read_from_elsewhere(name, function):
    """Say which variables of other cells an answer reads, or "".

    In an answer that is wrong, these are often slips: `Z` where the argument is called `z`.
    """
    namespace = getattr(function, "__globals__", {})
    own_cell = cells.source_of(name) or ""
    used = _global_names(getattr(function, "__code__", None))
    found = [n for n in sorted(used) if _is_variable(namespace.get(n)) and not defines(own_cell, n)]
    if not found:
        return ""
    names = " and ".join(f"`{n}`" for n in found)
    if len(found) > 1:
        return (
            f"Your function also reads {names}, which are neither arguments nor variables of its "
            "own: their values come from other cells. Is that what you meant?"
        )
    line = first_line(found[0])
    place = f"the cell that begins with `{line}`" if line else "another cell"
    return (
        f"Your function also reads {names}, which is neither an argument nor a variable of its "
        f"own: its value comes from {place}. Is that what you meant?"
    )


def _is_variable(value):
    return not (value is None or callable(value) or inspect.ismodule(value))


def _global_names(code):
    """The names that a function's code, and that of functions inside it, reads as globals."""
    if code is None:
        return set()
    loads = {
        i.argval for i in dis.get_instructions(code) if i.opname in ("LOAD_GLOBAL", "LOAD_NAME")
    }
    inner = [c for c in code.co_consts if inspect.iscode(c)]
    return loads.union(*map(_global_names, inner))
