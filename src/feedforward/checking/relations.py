"""Relations between a wrong result and the right one that hold whatever the exercise."""

import numpy as np

from .compare import close, precision_of
from .exercise import Mistake

PLAIN_FACTORS = {"2": 2.0, "1/2": 0.5}


def relation(exercise, trials):
    """The Mistake that relates every wrong result to the right one in one way, or None."""
    pairs = [
        (fault.got, fault.expected, t.case, precision_of(t.case))
        for t in trials
        for fault in t.faults.values()
        if fault
    ]
    if any(got is None for got, *_ in pairs):
        return None
    for name, holds, what, ask in RELATIONS:
        if all(holds(got, expected, precision) for got, expected, _, precision in pairs):
            return Mistake(name, what, ask)
    return _factor(exercise, pairs)


def _factor(exercise, pairs):
    """A constant factor that one quantity of every case gives: 2, 1/2, N, 1/N, …"""
    found = [
        name
        for name in candidates(exercise, pairs[0][2])
        if all(
            close(got, candidates(exercise, case)[name] * expected, precision).all()
            for got, expected, case, precision in pairs
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


def _is_sign(got, expected, precision):
    return close(got, -expected, precision).all()


def _is_transposed(got, expected, precision):
    square = got.ndim == 2 and got.shape[0] == got.shape[1]
    return square and close(got, expected.T, precision).all()


def _is_shifted(got, expected, precision):
    shift = got - expected
    return got.size > 1 and close(shift, np.full_like(shift, shift.flat[0]), precision).all()


def _is_not_a_number(got, expected, precision):
    return bool(np.isnan(got).any())


RELATIONS = (
    ("not_a_number", _is_not_a_number, "NaN comes out: somewhere 0/0 or inf - inf is computed.",
     "Which of your terms can become infinite, or divide by zero?"),
    ("sign", _is_sign, "The size is right and the sign is not: every differing entry is negated.",
     "Which difference did you take, and in which order?"),
    ("transposed", _is_transposed, "Your numbers are the right ones, rows and columns exchanged.",
     "What does a row stand for, and what a column?"),
    ("shifted", _is_shifted, "Every entry is off by the same amount.",
     "Which term is added to all entries alike?"),
)  # fmt: skip
