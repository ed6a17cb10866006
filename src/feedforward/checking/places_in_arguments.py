"""Relate wrong results to the arguments, entry by entry."""

import numpy as np

from .compare import close, precision_of
from .exercise import Mistake

FEWEST_RIGHT = 0.2  # of all entries, to say that only some are wrong
FEWEST_NUMBERS = 4  # fewer may be related by chance


def signs_of_inputs(exercise, trials):
    """Find an argument that is negative, or 0, … exactly where the entries are wrong."""
    cases = [t for t in trials if not _is_whole(t)]
    if len(cases) < len(trials) or exercise.law or len(exercise.results) > 1:
        return None
    for place, name in enumerate(exercise.parameters):
        for test, words in INPUT_TESTS:
            found = [_agrees(t, place, test) for t in cases]
            if all(f is not None for f in found) and all(f[0] for f in found):
                wrong, right = sum(f[1] for f in found), sum(f[2] for f in found)
                if wrong and right >= FEWEST_RIGHT * (wrong + right):
                    what = f"Your result is wrong exactly where {name} {words}."
                    ask = f"What does your code compute where {name} {words}?"
                    return Mistake(f"where_{name}_{words.replace(' ', '_')}", what, ask)
    return None


INPUT_TESTS = (
    (lambda a: a < 0, "is negative"),
    (lambda a: a > 0, "is positive"),
    (lambda a: a == 0, "is 0"),
    (lambda a: np.abs(a) > 1, "is above 1 or below -1"),
)


def _is_whole(trial):
    """Return True if a fault is of the whole call or of form, so that entries mean nothing."""
    return any(f and f.got is None for f in trial.faults.values())


def _agrees(trial, place, test):
    """Return (the test holds exactly for the wrong entries, how many are wrong, right), or None."""
    if place >= len(trial.case.args):
        return None
    arg, fault = trial.case.args[place], trial.fault
    if not isinstance(arg, np.ndarray) or not arg.ndim:
        return None
    holds = test(arg)
    if fault is None:
        return not holds.any(), 0, holds.size
    if fault.path or fault.got.shape != arg.shape:
        return None
    wrong = ~close(fault.got, fault.expected, precision_of(trial.case))
    return bool((wrong == holds).all()), wrong.sum(), (~wrong).sum()


COMBINED = (
    (np.subtract, "{arg} minus the right {one}"),
    (np.add, "{arg} plus the right {one}"),
    (lambda arg, right: right - arg, "the right {one} minus {arg}"),
    (np.multiply, "{arg} times the right {one}, entry by entry"),
)


def combined(exercise, trials):
    """Find arguments that combine with the right results to give the wrong ones."""
    wrong = [t for t in trials if t.fault]
    if exercise.law or any(_is_whole(t) or t.fault.path for t in wrong):
        return None
    said, arguments = [], []
    for name in exercise.results:
        faults = [(t.faults[name], t.case) for t in wrong if t.faults.get(name)]
        if not faults:
            continue
        found = _combination(exercise, faults)
        if found is None:
            return None
        arg, words = found
        one = "one" if name == "result" else name
        said.append(f"your {name} is {words.format(arg=arg, one=one)}")
        arguments.append(arg)
    what = "; ".join(said)
    ask = f"Where does your code use {arguments[0]}, and where should it?"
    return Mistake("combined_with_argument", f"{what[0].upper()}{what[1:]}.", ask)


def _combination(exercise, faults):
    """Return (name of an argument, how it is combined) that explains all faults, or None."""
    if sum(fault.got.size for fault, _ in faults) < FEWEST_NUMBERS:
        return None
    for place, arg in enumerate(exercise.parameters):
        for combine, words in COMBINED:
            if all(_is_combined(combine, place, fault, case) for fault, case in faults):
                return arg, words
    return None


def _is_combined(combine, place, fault, case):
    value = case.args[place] if place < len(case.args) else None
    if not isinstance(value, (int, float, np.ndarray)) or np.shape(value) != fault.expected.shape:
        return False
    if fault.got.shape != fault.expected.shape:
        return False
    return bool(close(fault.got, combine(value, fault.expected), precision_of(case)).all())
