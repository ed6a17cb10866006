"""Notice that a right answer uses earlier exercises which its notebook does not define."""

import dis
import inspect

import feedforward
from feedforward import exercises


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


def _global_names(code):
    """The names that a function's code, and that of functions inside it, reads as globals."""
    if code is None:
        return set()
    loads = {
        i.argval for i in dis.get_instructions(code) if i.opname in ("LOAD_GLOBAL", "LOAD_NAME")
    }
    inner = [c for c in code.co_consts if inspect.iscode(c)]
    return loads.union(*map(_global_names, inner))
