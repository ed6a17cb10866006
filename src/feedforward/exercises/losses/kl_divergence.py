"""Exercise `kl_divergence` of section 6.5."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import strided
from feedforward.losses import kl_divergence


def _cases(rng):
    def rows(*shape):
        return rng.dirichlet(np.full(shape[-1], 2.0), size=shape[:-1])

    first = np.array([[0.5, 0.2, 0.3], [0.1, 0.6, 0.3]])
    yield Case((first, np.array([[0.2, 0.4, 0.4], [0.7, 0.1, 0.2]])))
    yield Case((rows(4, 5), rows(4, 5)))
    yield Case((first[0], np.array([0.1, 0.7, 0.2])), "one pair of shape (K,)")
    yield Case((np.array([[0, 0.4, 0.6], [0.3, 0.7, 0]]), rows(2, 3)), "a 0 in p")
    yield Case((np.array([[0.5, 0, 0.5], [0.9, 0.1, 0]]), np.array([[0.2, 0, 0.8], [0.6, 0.4, 0]])),
               "a 0 at the same place in p and q")  # fmt: skip
    yield Case((rows(3, 4), np.array([[0.1, 0.2, 0.3, 0.4], [0.5, 0, 0.3, 0.2], [0, 0.2, 0.8, 0]])),
               "q = 0 where p > 0")  # fmt: skip
    yield Case((np.eye(4, dtype=int)[[2, 0, 3]], rows(3, 4)), "p of whole numbers")
    yield Case((rows(1, 6), rows(1, 6)), "one row")
    yield Case((strided(rows(5, 3)), strided(rows(5, 3))), "every other column")
    yield Case((rows(6, 3).astype(np.float32), rows(6, 3).astype(np.float32)), "float32")


def _kl_terms(p, q):
    return np.where(p > 0, p * np.log(p / q), 0)


def _finite_for_impossible(case, got):
    """Return True if a row with q = 0 < p got a finite number."""
    p, q = (np.atleast_2d(a) for a in case.args)
    impossible = ((q == 0) & (p > 0)).any(axis=1)
    right_form = isinstance(got, np.ndarray) and got.shape == (len(p),)
    return right_form and impossible.any() and bool(np.isfinite(got[impossible]).all())


KL_DIVERGENCE = Exercise(
    name="kl_divergence",
    section="6.5_losses",
    points=3,
    reference=kl_divergence,
    cases=_cases,
    safe=True,
    factors=lambda case: {"K": case.args[0].shape[-1]},
    hints=(
        "Start with p log(p/q), entry by entry, and sum over `axis=-1`, the last axis of any "
        "array.",
        "Three kinds of entries need care: p = 0 gives 0, q = 0 < p gives inf, and all others "
        "give p log(p/q).",
        "`np.where` computes both alternatives for all entries. Replace the zeros by "
        "harmless numbers before you take the logarithm, or tell `np.errstate` which "
        "warnings to ignore.",
    ),
    mistakes=(
        Mistake(
            "warned",
            "The numbers are right, but NumPy warns on the way to them. This exercise must run "
            "without warnings.",
            "Which entries should never reach the logarithm?",
            function=lambda p, q: _kl_terms(p, q).sum(axis=-1),
        ),
        Mistake(
            "zero_times_log_zero",
            "Where p is 0, you get NaN from 0 times log 0.",
            "How much should an outcome of probability 0 contribute?",
            function=lambda p, q: np.sum(p * np.log(p / q), axis=-1),
        ),
        Mistake(
            "swapped",
            "This is KL(q || p): p and q are exchanged.",
            "In KL(p || q), which one stands in front of the logarithm, p or q?",
            function=lambda p, q: _kl_terms(q, p).sum(axis=-1),
        ),
        Mistake(
            "cross_entropy",
            "This is the cross-entropy -sum p log q, which is KL plus the entropy of p.",
            "What should the result be if p and q are the same?",
            function=lambda p, q: -np.where(p > 0, p * np.log(q), 0).sum(axis=-1),
        ),
        Mistake(
            "entropy",
            "Your result does not depend on q: it is the entropy of p.",
            "Where does q occur in the formula?",
            function=lambda p, q: -np.where(p > 0, p * np.log(p), 0).sum(axis=-1),
        ),
        Mistake(
            "unweighted",
            "The logarithms are summed without the weights p.",
            "How often does each outcome happen?",
            function=lambda p, q: np.where(p > 0, np.log(p / q), 0).sum(axis=-1),
        ),
        Mistake(
            "log2",
            "Your result is in bits, because the logarithm has base 2.",
            "Which logarithm gives nats?",
            function=lambda p, q: _kl_terms(p, q).sum(axis=-1) / np.log(2),
        ),
        Mistake(
            "log10",
            "Your logarithm has base 10.",
            "Which logarithm gives nats?",
            function=lambda p, q: _kl_terms(p, q).sum(axis=-1) / np.log(10),
        ),
        Mistake(
            "mean_over_classes",
            "The terms of each row are averaged; they should be summed, because p already "
            "weights them.",
            "Is KL a sum or a mean over the outcomes?",
            function=lambda p, q: _kl_terms(p, q).mean(axis=-1),
        ),
        Mistake(
            "all_rows",
            "All rows are summed into a single number; each row of p and q is a distribution with "
            "its own divergence.",
            "How many pairs of distributions do p and q contain?",
            function=lambda p, q: _kl_terms(p, q).sum(),
        ),
        Mistake(
            "mean_over_rows",
            "The rows are averaged into a single number; each row has its own divergence.",
            "How many pairs of distributions do p and q contain?",
            function=lambda p, q: _kl_terms(p, q).sum(axis=-1).mean(),
        ),
        Mistake(
            "columns",
            "Your result sums over the rows, that is, over different distributions.",
            "Along which axis do the probabilities of one distribution lie?",
            function=lambda p, q: _kl_terms(p, q).sum(axis=0),
        ),
        Mistake(
            "axis_1",
            "Your function fails for a single pair of shape (K,), which has no axis 1.",
            "How can you name the last axis of any array?",
            function=lambda p, q: _kl_terms(p, q).sum(axis=1),
        ),
        Mistake(
            "terms",
            "These are the terms of the sum, not yet added up.",
            "How many numbers should one pair of distributions give?",
            function=_kl_terms,
        ),
        Mistake(
            "symmetric",
            "This is KL(p || q) + KL(q || p), which stays the same if p and q are exchanged.",
            "Does KL(p || q) alone stay the same?",
            function=lambda p, q: (_kl_terms(p, q) + _kl_terms(q, p)).sum(axis=-1),
        ),
        Mistake(
            "impossible_dropped",
            "Where q is 0 your term is 0, even if p is not 0.",
            "What does -log q tend to as q tends to 0?",
            function=lambda p, q: np.where((p > 0) & (q > 0), p * np.log(p / q), 0).sum(axis=-1),
        ),
        Mistake(
            "finite_for_impossible",
            "Where q = 0 < p your result is finite; it should be infinite.",
            "What happens to p log(p/q) as q tends to 0?",
            rule=_finite_for_impossible,
        ),
        Mistake(
            "squared_distance",
            "This is the squared distance between p and q, without any logarithm.",
            "Does the formula contain p - q or p / q?",
            function=lambda p, q: ((p - q) ** 2).sum(axis=-1),
        ),
        Mistake(
            "absolute_distance",
            "Your result is the sum of |p - q|, without any logarithm.",
            "Does the formula contain p - q or p / q?",
            function=lambda p, q: np.abs(p - q).sum(axis=-1),
        ),
    ),
)
