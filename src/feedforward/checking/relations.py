"""Relations between a wrong result and the right one that hold whatever the exercise."""

import numpy as np

from .compare import close, precision_of
from .exercise import Case, Mistake
from .observe import observe_answer

PLAIN_FACTORS = {"2": 2.0, "1/2": 0.5}


def relation(exercise, trials):
    """The Mistake that relates every wrong result to the right one in one way, or None."""
    faults = [(f, t.case) for t in trials for f in t.faults.values() if f]
    if any(f.got is None for f, _ in faults):
        return _only_edges(trials)
    pairs = [(f.got, f.expected, precision_of(case)) for f, case in faults]
    for name, holds, what, ask in RELATIONS:
        if all(holds(*pair) for pair in pairs):
            return Mistake(name, what, ask)
    return (
        _factor(exercise, faults)
        or _applied_twice(exercise, trials)
        or _only_edges(trials)
        or _places(pairs)
    )


def _factor(exercise, faults):
    """A constant factor that one quantity of every case gives: 2, 1/2, N, 1/N, …"""
    found = [
        name
        for name in candidates(exercise, faults[0][1])
        if all(
            close(f.got, candidates(exercise, case)[name] * f.expected, precision_of(case)).all()
            for f, case in faults
        )
    ]
    if len(found) != 1:
        return None
    return Mistake(
        f"factor_{found[0]}",
        f"Every entry that differs is {found[0]} times what it should be.",
        "Where does that factor come in?",
    )


def candidates(exercise, case):
    """The factors that may have slipped into a result, by name."""
    sizes = exercise.factors(case)
    return PLAIN_FACTORS | sizes | {f"1/{name}": 1 / size for name, size in sizes.items()}


def _applied_twice(exercise, trials):
    """Whether a function of one argument was applied to its own result."""
    for trial in trials:
        fault = trial.fault
        if fault and len(trial.case.args) != 1:
            return None
        if fault:
            again = observe_answer(exercise, exercise.reference, Case((fault.expected,))).returned
            if not isinstance(again, np.ndarray) or again.shape != fault.got.shape:
                return None
            if not close(fault.got, again, precision_of(trial.case)).all():
                return None
    return Mistake(
        "applied_twice",
        "This is the function of the function: it was applied twice.",
        "Which of your lines does it a second time?",
    )


def _only_edges(trials):
    """Whether all ordinary cases are right, and only one kind of special case is not."""
    ordinary = [t for t in trials if not t.case.note]
    wrong = {t.case.note for t in trials if t.fault}
    if not ordinary or any(t.fault for t in ordinary) or len(wrong) != 1:
        return None
    return Mistake(
        "edge_case",
        f"Ordinary cases come out right. This one does not: {wrong.pop()}.",
        "What is different about it?",
    )


def _places(pairs):
    """Whether only the first row, only the last, or all from some entry on are wrong."""
    wrong = [~close(got, expected, precision) for got, expected, precision in pairs]
    if any(w.ndim == 0 or len(w) < 3 for w in wrong):
        return None
    rows = [w.reshape(len(w), -1).any(axis=1) for w in wrong]
    if all(r[0] and not r[1:].any() for r in rows):
        return Mistake("first_row", "Only the first row differs.", "What is done to row 0 alone?")
    if all(r[-1] and not r[:-1].any() for r in rows):
        return Mistake("last_row", "Only the last row differs.", "Where does your loop end?")
    if all(r[r.argmax() :].all() and 0 < r.argmax() < len(r) - 1 for r in rows):
        what = "All is right up to some row, and wrong from there on."
        return Mistake("from_some_row_on", what, "What has changed when your code gets there?")
    return None


def _is_sign(got, expected, precision):
    return close(got, -expected, precision).all()


def _is_transposed(got, expected, precision):
    square = got.ndim == 2 and got.shape[0] == got.shape[1]
    return square and close(got, expected.T, precision).all()


def _is_reversed(got, expected, precision):
    return got.ndim > 0 and len(got) > 1 and close(got, expected[::-1], precision).all()


def _is_shifted(got, expected, precision):
    if expected.dtype.kind != "f":  # classes and counts are not shifted, they are others
        return False
    shift = got - expected
    return got.size > 1 and close(shift, np.full_like(shift, shift.flat[0]), precision).all()


def _is_off_by_one(got, expected, precision):
    return expected.dtype.kind in "iu" and (np.abs(got - expected) == 1).all()


def _is_not_a_number(got, expected, precision):
    return bool(np.isnan(got).any())


def _is_infinite(got, expected, precision):
    return bool((np.isinf(got) & np.isfinite(expected)).any())


def _is_zero(got, expected, precision):
    return not got.any()


RELATIONS = (
    ("not_a_number", _is_not_a_number, "NaN comes out: somewhere 0/0 or inf - inf is computed.",
     "Which of your terms can become infinite, or divide by zero?"),
    ("infinite", _is_infinite, "An infinite number comes out where the right one is finite.",
     "Which of your terms can overflow, or is a logarithm of 0?"),
    ("zeros", _is_zero, "Everything that differs is 0.", "Where is the result filled in?"),
    ("sign", _is_sign, "The size is right and the sign is not: every differing entry is negated.",
     "Which difference did you take, and in which order?"),
    ("transposed", _is_transposed, "Your numbers are the right ones, rows and columns exchanged.",
     "What does a row stand for, and what a column?"),
    ("reversed", _is_reversed, "Your numbers are the right ones, last first.",
     "In which order are they asked for?"),
    ("off_by_one", _is_off_by_one, "Every number that differs is off by one.",
     "Does your count start at 0 or at 1, and which end does it leave out?"),
    ("shifted", _is_shifted, "Every entry is off by the same amount.",
     "Which term is added to all entries alike?"),
)  # fmt: skip
