"""Exercise `softmax` of section 6.5."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import strided, tidy
from feedforward.exercises.losses.shared import log_softmax, softmax_of_columns
from feedforward.losses import softmax


def _cases(rng):
    yield Case((tidy(rng, 2, 3),))
    yield Case((rng.normal(size=(4, 5)),))
    yield Case((tidy(rng, 1, 4),), "one sample")
    yield Case((tidy(rng, 3, 1),), "one class")
    high = np.array([[1000.0, 1001, 999, 998], [-1000, -1001, -1002, -999]])
    yield Case((high,), "one row near 1000 and one near -1000")
    yield Case((np.array([[1000, -1000, 0], [3, 1, 2]]),), "whole numbers up to ±1000")
    yield Case((strided(rng.normal(size=(5, 3))),), "every other column")
    yield Case((tidy(rng, 6, 4).astype(np.float32),), "float32")


def _softmax_like_out(out):
    S = np.zeros_like(out)
    for n, row in enumerate(out):
        e = np.exp(row - row.max())
        S[n] = e / e.sum()
    return S


def _softmax_in_place(out):
    out -= out.max(axis=1, keepdims=True)
    return np.exp(out) / np.exp(out).sum(axis=1, keepdims=True)


def _softmax_of_all(out):
    e = np.exp(out - out.max())
    return e / e.sum()


def _softmax_negated(out):
    e = np.exp(out.min(axis=1, keepdims=True) - out)
    return e / e.sum(axis=1, keepdims=True)


def _softmax_less_highest(out):
    e = np.exp(out - out.max())
    return e / e.sum(axis=1, keepdims=True)


SOFTMAX = Exercise(
    name="softmax",
    section="6.5_losses",
    points=2,
    reference=softmax,
    cases=_cases,
    safe=True,
    hints=(
        "For one row: e to each entry, divided by the sum of these. `axis=1` sums along a row, "
        "and `keepdims=True` keeps the sums as a column (N, 1).",
        "e^1000 is too much for a float. What changes in the fraction when you take the same "
        "number off every entry of a row?",
        "Which number, taken off a row, makes sure that no entry is above 0?",
    ),
    mistakes=(
        Mistake(
            "overflow",
            "e^1000 is more than a float can hold, and inf/inf is NaN.",
            "Which number may you take off a row without changing its softmax?",
            function=lambda out: np.exp(out) / np.exp(out).sum(axis=1, keepdims=True),
        ),
        Mistake(
            "one_maximum_for_all",
            "One maximum is taken off all rows: in a row far below it every e^ is 0, "
            "and 0/0 is NaN.",
            "Whose maximum does a row need?",
            function=_softmax_less_highest,
        ),
        Mistake(
            "columns",
            "Each column sums to 1: this goes along the wrong axis.",
            "A row is a sample. Along which axis should the shares of one sample sum to 1?",
            function=softmax_of_columns,
        ),
        Mistake(
            "all_entries",
            "All entries together sum to 1.",
            "Over how many of them should one sample's shares be summed?",
            function=_softmax_of_all,
        ),
        Mistake(
            "keepdims",
            "The row sums have shape (N,), and NumPy lines them up with the columns.",
            "How do you keep the sums as a column (N, 1)?",
            function=lambda out: np.exp(out) / np.exp(out).sum(axis=1),
        ),
        Mistake(
            "not_divided",
            "These are the e^ of each row, not yet shares: no row sums to 1.",
            "By what is each of them to be divided?",
            function=lambda out: np.exp(out - out.max(axis=1, keepdims=True)),
        ),
        Mistake(
            "no_exponential",
            "The entries are divided by their sum without an e^: some come out below 0.",
            "What makes every entry positive first?",
            function=lambda out: out / out.sum(axis=1, keepdims=True),
        ),
        Mistake(
            "negated",
            "The smallest entry gets the largest share: the sign in e^ is turned round.",
            "Which class should win, that of the largest entry or of the smallest?",
            function=_softmax_negated,
        ),
        Mistake(
            "logarithm",
            "These are the logarithms of the shares.",
            "Between which values does a share lie?",
            function=log_softmax,
        ),
        Mistake(
            "sigmoid",
            "Each entry goes through a sigmoid of its own, so the rows do not sum to 1.",
            "How do the entries of a row come to share 1 among them?",
            function=lambda out: 0.5 * (1 + np.tanh(out / 2)),
        ),
        Mistake(
            "hard",
            "The largest entry takes all: this is a hard maximum.",
            "What should the others get?",
            function=lambda out: (out == out.max(axis=1, keepdims=True)) * 1.0,
        ),
        Mistake(
            "integer_result",
            "Made like an out of whole numbers, the result holds whole numbers: "
            "every share below 1 becomes 0.",
            "Of which type should the array be that you fill in?",
            function=_softmax_like_out,
        ),
        Mistake(
            "changed_arguments",
            "The maximum is taken off out itself, and somebody still needs it.",
            "How do you get the shifted entries in a new array?",
            function=_softmax_in_place,
        ),
    ),
)
