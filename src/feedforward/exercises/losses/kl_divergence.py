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
               "q = 0 where p is not")  # fmt: skip
    yield Case((np.eye(4, dtype=int)[[2, 0, 3]], rows(3, 4)), "p of whole numbers")
    yield Case((rows(1, 6), rows(1, 6)), "one row")
    yield Case((strided(rows(5, 3)), strided(rows(5, 3))), "every other column")
    yield Case((rows(6, 3).astype(np.float32), rows(6, 3).astype(np.float32)), "float32")


def _kl_terms(p, q):
    return np.where(p > 0, p * np.log(p / q), 0)


def _finite_for_impossible(case, got):
    """Whether a row with q = 0 < p got a finite number."""
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
        "Begin with p log(p/q), entry by entry, and sum over `axis=-1`: the last axis, however "
        "many there are.",
        "Three kinds of entries need care: p = 0 gives 0, q = 0 < p gives inf, and all others "
        "give p log(p/q).",
        "`np.where` computes both of its sides for all entries. Put harmless numbers in the "
        "place of the zeros before the logarithm, or tell `np.errstate` what may be ignored.",
    ),
    mistakes=(
        Mistake(
            "warned",
            "The numbers are right, but on the way 0 was divided by or put into a logarithm: "
            "`np.where` and `np.nansum` choose only after all is computed.",
            "Which entries should never reach the logarithm?",
            function=lambda p, q: _kl_terms(p, q).sum(axis=-1),
        ),
        Mistake(
            "zero_times_log_zero",
            "Where p is 0, 0 times log 0 comes out as NaN.",
            "How much should an entry that never happens contribute?",
            function=lambda p, q: np.sum(p * np.log(p / q), axis=-1),
        ),
        Mistake(
            "swapped",
            "This is KL(q || p): p and q have changed places.",
            "Which of the two weights the logarithms: what happens, or what is believed?",
            function=lambda p, q: _kl_terms(q, p).sum(axis=-1),
        ),
        Mistake(
            "cross_entropy",
            "This is the cross-entropy -sum p log q. KL counts only what it costs beyond "
            "the entropy of p.",
            "What should come out where p and q are the same?",
            function=lambda p, q: -np.where(p > 0, p * np.log(q), 0).sum(axis=-1),
        ),
        Mistake(
            "entropy",
            "q does not enter: this is the entropy of p.",
            "Where are p and q compared?",
            function=lambda p, q: -np.where(p > 0, p * np.log(p), 0).sum(axis=-1),
        ),
        Mistake(
            "unweighted",
            "The logarithms are added without their weights p.",
            "How often does each of the outcomes happen?",
            function=lambda p, q: np.where(p > 0, np.log(p / q), 0).sum(axis=-1),
        ),
        Mistake(
            "log2",
            "This counts in bits: the logarithm has base 2.",
            "Which logarithm does this book use?",
            function=lambda p, q: _kl_terms(p, q).sum(axis=-1) / np.log(2),
        ),
        Mistake(
            "log10",
            "The logarithm has base 10.",
            "Which logarithm does this book use?",
            function=lambda p, q: _kl_terms(p, q).sum(axis=-1) / np.log(10),
        ),
        Mistake(
            "mean_over_classes",
            "The terms of a row are averaged; p has weighted them already.",
            "Is KL a sum or a mean over the outcomes?",
            function=lambda p, q: _kl_terms(p, q).mean(axis=-1),
        ),
        Mistake(
            "all_rows",
            "All rows are added up into one number.",
            "How many pairs of distributions stand in p and q?",
            function=lambda p, q: _kl_terms(p, q).sum(),
        ),
        Mistake(
            "mean_over_rows",
            "The rows are averaged into one number.",
            "How many pairs of distributions stand in p and q?",
            function=lambda p, q: _kl_terms(p, q).sum(axis=-1).mean(),
        ),
        Mistake(
            "columns",
            "This sums down the columns, over different distributions.",
            "Along which axis does one distribution lie?",
            function=lambda p, q: _kl_terms(p, q).sum(axis=0),
        ),
        Mistake(
            "axis_1",
            "A single pair of shape (K,) has no axis 1.",
            "How do you name the last axis, however many there are?",
            function=lambda p, q: _kl_terms(p, q).sum(axis=1),
        ),
        Mistake(
            "terms",
            "These are the terms; they are not added up.",
            "How many numbers should one pair of distributions give?",
            function=_kl_terms,
        ),
        Mistake(
            "symmetric",
            "This is KL(p || q) and KL(q || p) together, the same both ways.",
            "Should it matter which of the two is the truth?",
            function=lambda p, q: (_kl_terms(p, q) + _kl_terms(q, p)).sum(axis=-1),
        ),
        Mistake(
            "impossible_dropped",
            "Where q is 0, the term is dropped, even where p is not 0.",
            "How surprised is q by something that it held to be impossible?",
            function=lambda p, q: np.where((p > 0) & (q > 0), p * np.log(p / q), 0).sum(axis=-1),
        ),
        Mistake(
            "finite_for_impossible",
            "Where q = 0 < p a finite number comes out, as with a small number put in the place "
            "of 0: how large it is depends on that number alone.",
            "What becomes of p log(p/q) when q goes to 0?",
            rule=_finite_for_impossible,
        ),
    ),
)
