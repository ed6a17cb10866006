"""Watch what an answer uses: functions of this package, banned names, other libraries."""

import contextlib
import dis
import functools
import sys
from types import FunctionType

FOREIGN = {"autograd", "jax", "numba", "scipy", "sklearn", "tensorflow", "torch"}
ATTRIBUTES = {"LOAD_ATTR", "LOAD_METHOD", "IMPORT_FROM"}
TELLING = ATTRIBUTES | {"BINARY_OP", "IMPORT_NAME", "LOAD_GLOBAL"}


@contextlib.contextmanager
def watching(function, watched, banned, found):
    """While the block runs, note in the set `found` what is used.

    watched: functions, noted by their names, however they are reached. banned: names that must not
    stand in the learner's code, such as "dot", and operators such as "@". The name of a foreign
    library is noted wherever the learner's code refers to it.
    """
    codes = {id(w.__code__): w.__name__ for w in watched}
    namespace = getattr(function, "__globals__", None)
    read = set()
    found.update(_stands_for(function, namespace, banned))

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

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(before)


def _uses(code, namespace, banned):
    """Banned names and foreign libraries that a piece of the learner's code refers to."""
    if not banned and not any(_may_be_foreign(name, namespace) for name in code.co_names):
        return
    for step in _telling_steps(code):
        if step.opname == "BINARY_OP" and step.argrepr.rstrip("=") in banned:
            yield step.argrepr.rstrip("=")
        elif step.opname in ATTRIBUTES and step.argval in banned:
            yield step.argval
        elif step.opname == "IMPORT_NAME":
            yield from {step.argval.split(".")[0]} & FOREIGN
        elif step.opname == "LOAD_GLOBAL" and step.argval in namespace:
            yield from _stands_for(namespace[step.argval], namespace, banned)


def _may_be_foreign(name, namespace):
    """Whether a name in a piece of code, which may be one of several things, is foreign as any."""
    known = name in namespace and any(_stands_for(namespace[name], namespace, ()))
    return known or name.split(".")[0] in FOREIGN


@functools.lru_cache(maxsize=256)
def _telling_steps(code):
    """The instructions that may name something; read once, for there are many calls of a code."""
    return [step for step in dis.get_instructions(code) if step.opname in TELLING]


def _stands_for(value, namespace, banned):
    """What a global name stands for, where that is banned or foreign."""
    if isinstance(value, FunctionType) and value.__globals__ is namespace:
        return  # the learner's own helper, whatever its name
    name = getattr(value, "__name__", None)
    home = getattr(value, "__module__", None) or name
    if name in banned:
        yield name
    if isinstance(home, str):
        yield from {home.split(".")[0]} & FOREIGN
