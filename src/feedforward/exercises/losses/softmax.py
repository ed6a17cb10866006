"""Exercise `softmax` of section 6.5."""

import numpy as np

from feedforward.checking.compare import precision_of
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


def _softmax_of_all(out):
    e = np.exp(out - out.max())
    return e / e.sum()


def _softmax_negated(out):
    e = np.exp(out.min(axis=1, keepdims=True) - out)
    return e / e.sum(axis=1, keepdims=True)


def _softmax_less_highest(out):
    e = np.exp(out - out.max())
    return e / e.sum(axis=1, keepdims=True)


def _is_linear(case, got):
    """Return True if every row of `got` is a multiple of its row of logits plus a constant."""
    out = np.asarray(case.args[0], float)
    if not isinstance(got, np.ndarray) or got.shape != out.shape or not np.isfinite(got).all():
        return False
    flat = got - got.mean(axis=1, keepdims=True)
    logits = out - out.mean(axis=1, keepdims=True)
    slope = np.sum(flat * logits, axis=1) / np.maximum(np.sum(logits**2, axis=1), 1e-300)
    error = flat - slope[:, None] * logits
    tolerance = {"float64": 1e-6, "float32": 1e-3}[precision_of(case)]
    return bool(
        out.shape[1] > 2 and slope.any() and np.abs(error).max() <= tolerance * np.abs(flat).max()
    )


SOFTMAX = Exercise(
    name="softmax",
    section="6.5_losses",
    points=2,
    reference=softmax,
    cases=_cases,
    safe=True,
    hints=(
        "For one row: e to the power of each entry, divided by the sum of these powers. "
        "`axis=1` sums along a row, and `keepdims=True` keeps the sums as a column (N, 1).",
        "e^1000 is too large for a float. What happens to the fraction if you subtract the "
        "same number from every entry of a row?",
        "Which number, subtracted from a row, guarantees that no entry is above 0?",
    ),
    mistakes=(
        Mistake(
            "overflow",
            "e^1000 overflows to infinity, and infinity divided by infinity is NaN.",
            "Which number can you subtract from a whole row, so that no power of e overflows?",
            function=lambda out: np.exp(out) / np.exp(out).sum(axis=1, keepdims=True),
        ),
        Mistake(
            "one_maximum_for_all",
            "In some row, every number is far below the one that you subtract. There all powers of "
            "e are 0, and 0/0 is NaN.",
            "What does your code subtract from each row, and is it the maximum of that row?",
            function=_softmax_less_highest,
        ),
        Mistake(
            "columns",
            "In your result each column sums to 1, not each row.",
            "A row is a sample. Along which axis do its probabilities lie?",
            function=softmax_of_columns,
        ),
        Mistake(
            "all_entries",
            "Your whole array sums to 1, not each row.",
            "Which entries make up the distribution of one sample?",
            function=_softmax_of_all,
        ),
        Mistake(
            "keepdims",
            "A sum or a maximum over each row has shape (N,), so NumPy aligns it with the columns.",
            "How can you keep it as a column of shape (N, 1)?",
            function=lambda out: np.exp(out) / np.exp(out).sum(axis=1),
        ),
        Mistake(
            "not_divided",
            "These are powers of e that have not been normalised: the rows do not sum to 1.",
            "What should each power of e be divided by?",
            function=lambda out: np.exp(out - out.max(axis=1, keepdims=True)),
        ),
        Mistake(
            "no_exponential",
            "Your result divides each entry by the sum of its row, without the exponential, so "
            "some entries are negative.",
            "What makes every entry positive first?",
            function=lambda out: out / out.sum(axis=1, keepdims=True),
        ),
        Mistake(
            "negated",
            "The smallest entry of a row gets the largest probability: the sign of the exponent "
            "is wrong.",
            "Which class should be the most probable, the one with the largest logit or the one "
            "with the smallest?",
            function=_softmax_negated,
        ),
        Mistake(
            "logarithm",
            "These are the logarithms of the probabilities.",
            "Between which values does a probability lie?",
            function=log_softmax,
        ),
        Mistake(
            "sigmoid",
            "Each entry is the sigmoid of its own logit, so the rows do not sum to 1.",
            "How does the probability of one class depend on the logits of the others?",
            function=lambda out: 0.5 * (1 + np.tanh(out / 2)),
        ),
        Mistake(
            "hard",
            "In your result, the largest entry of a row gets probability 1 and all others get 0.",
            "What probability should the other classes get?",
            function=lambda out: (out == out.max(axis=1, keepdims=True)) * 1.0,
        ),
        Mistake(
            "integer_result",
            "An array of integers in your code has turned every probability below 1 into 0.",
            "What is the dtype of `np.zeros_like(a)` if `a` holds whole numbers?",
            function=_softmax_like_out,
        ),
        Mistake(
            "in_proportion",
            "Plotted against its logits, each row of your result lies on a straight line. A "
            "softmax does not.",
            "If one logit is larger than another by 1, what is the ratio of their probabilities?",
            rule=_is_linear,
        ),
    ),
)
