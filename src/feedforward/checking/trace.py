"""Watch what an answer uses: functions of this package, banned names, other libraries."""

import contextlib
import dis
import functools
import re
import sys
from types import FunctionType, ModuleType

import numpy as np

FOREIGN = {"autograd", "jax", "numba", "scipy", "sklearn", "tensorflow", "torch"}
ATTRIBUTES = {"LOAD_ATTR", "LOAD_METHOD", "IMPORT_FROM"}
IMPORTERS = {"__import__", "import_module", "eval", "exec", "modules"}
MOST_PARTS = 64
MATRIX_PRODUCT = {"__matmul__", "__rmatmul__", "__imatmul__"}
TELLING = ATTRIBUTES | {"BINARY_OP", "IMPORT_NAME", "LOAD_GLOBAL"}


@contextlib.contextmanager
def watching(function, watched, banned, found):
    """While the block runs, note in the set `found` what is used.

    watched: functions, noted by their names, however they are reached. banned: names that must not
    stand in the learner's code, such as "dot", and operators such as "@". The name of a foreign
    library is noted wherever the learner's code refers to it or calls a function of it.
    """
    codes = {id(w.__code__): w.__name__ for w in watched}
    namespace = getattr(function, "__globals__", None)
    read = set()
    found.update(_reached_from(function, namespace, banned))

    def note(frame, event, arg):
        code = frame.f_code
        if event == "c_call":
            if arg.__name__ in banned:
                found.add(arg.__name__)
        elif event == "call" and id(code) in codes:
            found.add(codes[id(code)])
        elif event == "call" and frame.f_globals is namespace and id(code) not in read:
            read.add(id(code))
            found.update(_uses(code, namespace, banned))
        elif event == "call" and frame.f_back and frame.f_back.f_globals is namespace:
            found.update({str(frame.f_globals.get("__name__")).split(".")[0]} & FOREIGN)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(before)


def _uses(code, namespace, banned):
    """Banned names and foreign libraries that a piece of the learner's code refers to."""
    yield from _imported_by_name(code)
    if not banned and not any(_may_be_foreign(name, namespace) for name in code.co_names):
        return
    own, before = _own_methods(namespace), None
    operators = {"@"} if own & MATRIX_PRODUCT else set()
    for step in _telling_steps(code):
        is_own = step.argval in own and not isinstance(namespace.get(before), ModuleType)
        before = step.argval if step.opname == "LOAD_GLOBAL" else None
        if step.opname == "BINARY_OP":
            yield from {step.argrepr.rstrip("=")} & {*banned} - operators
        elif step.opname in ATTRIBUTES and step.argval in banned and not is_own:
            yield step.argval
        elif step.opname == "IMPORT_NAME":
            yield from {step.argval.split(".")[0]} & FOREIGN
        elif step.opname == "LOAD_GLOBAL" and step.argval in namespace:
            yield from _reached_from(namespace[step.argval], namespace, banned)


def _own_methods(namespace):
    """Return the names that the learner's classes define; as methods these are not ready-made."""
    own = namespace.get("__name__")
    classes = [v for v in list(namespace.values()) if isinstance(v, type) and v.__module__ == own]
    return {name for found in classes for name in vars(found)}


def _may_be_foreign(name, namespace):
    """Return True if a name in a piece of code could stand for something foreign."""
    known = name in namespace and any(_reached_from(namespace[name], namespace, ()))
    return known or name.split(".")[0] in FOREIGN


def _imported_by_name(code):
    """Foreign libraries named in a string beside a call that imports what a string names."""
    if not IMPORTERS & set(code.co_names):
        return
    for text in code.co_consts:
        if isinstance(text, str):
            yield from FOREIGN & set(re.split(r"\W+", text))


@functools.lru_cache(maxsize=256)
def _telling_steps(code):
    """The instructions that may name something; read once, for there are many calls of a code."""
    return [step for step in dis.get_instructions(code) if step.opname in TELLING]


def _reached_from(value, namespace, banned):
    """Yield what is banned or foreign in a value: itself, or what is one step inside it."""
    yield from _stands_for(value, namespace, banned)
    for part in _parts_of(value, namespace):
        yield from _stands_for(part, namespace, banned)


def _parts_of(value, namespace):
    """The values inside a container, a partial, a closure, or an object of the learner's own."""
    if isinstance(value, dict):
        return list(value.values())[:MOST_PARTS]
    if isinstance(value, (list, tuple, set)):
        return list(value)[:MOST_PARTS]
    if isinstance(value, functools.partial):
        return [value.func, *value.args]
    if isinstance(value, np.vectorize):
        return [value.pyfunc]
    if isinstance(value, FunctionType) and value.__globals__ is namespace:
        cells = [c.cell_contents for c in value.__closure__ or () if _is_filled(c)]
        return [*cells, *(value.__defaults__ or ()), *(value.__kwdefaults__ or {}).values()]
    if getattr(type(value), "__module__", None) in ("__main__", "types"):
        return list(getattr(value, "__dict__", {}).values())[:MOST_PARTS]
    return []


def _is_filled(cell):
    try:
        cell.cell_contents  # noqa: B018
    except ValueError:
        return False
    return True


def _stands_for(value, namespace, banned):
    """Return the value of a global name where it is banned or foreign."""
    if isinstance(value, FunctionType) and value.__globals__ is namespace:
        return  # the learner's own helper, whatever its name
    name = getattr(value, "__name__", None)
    if name in banned:
        yield name
    home = getattr(value, "__module__", None) or _home_of_nameless(value) or name
    if isinstance(home, str):
        yield from {home.split(".")[0]} & FOREIGN


def _home_of_nameless(value):
    """The library of a function that does not say so: compiled ufuncs and methods have no
    `__module__`."""
    if isinstance(value, np.ufunc):
        roots = FOREIGN & {name.split(".")[0] for name in sys.modules}
        modules = [m for n, m in list(sys.modules.items()) if n.split(".")[0] in roots]
        holders = (m for m in modules if vars(m).get(value.__name__) is value)
        return getattr(next(holders, None), "__name__", None)
    owner = getattr(value, "__self__", None)
    return getattr(owner, "__module__", None) if isinstance(owner, type) else None
