"""6.5 Losses: the exercises as data."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake, Potential
from feedforward.exercises.drawing import strided, tidy
from feedforward.exercises.gaussian_nll import GAUSSIAN_NLL
from feedforward.gradcheck import complex_step_gradient, numerical_gradient
from feedforward.losses import (
    cross_entropy,
    cross_entropy_backward,
    kl_divergence,
    mse,
    mse_backward,
    softmax,
)

SECTION = "6.5_losses"


def _mse_cases(rng):
    """Never two columns: there a mean over all entries equals 1/(2N)."""

    def case(*shape, note="", kind=float):
        return Case((tidy(rng, *shape).astype(kind), tidy(rng, *shape).astype(kind)), note)

    yield case(2, 3)
    yield case(5, 4)
    yield case(6, note="out and y of shape (N,)")
    yield case(1, 3, note="one sample")
    yield case(4, 1, note="one output")
    yield Case((np.array([[1, 5, -2]]), np.array([[2, 2, 2]])), "whole numbers")
    yield Case(tuple(strided(a) for a in case(3, 5).args), "every other column")
    yield case(7, 3, note="float32", kind=np.float32)


def _sizes(case):
    """N and n, which is 1 where out is (N,)."""
    out = case.args[0]
    return {"N": len(out), "n": out.size // len(out)}


MSE = Exercise(
    name="mse",
    section=SECTION,
    points=1,
    reference=mse,
    cases=_mse_cases,
    factors=_sizes,
    hints=(
        "Three steps: the differences, their squares, the sum of all of them.",
        "Then divide once, by 2N. N counts the samples: is that `out.size` or `len(out)`?",
    ),
    mistakes=(
        Mistake(
            "mean_of_all",
            "`np.mean` divides by the number of all entries, N times n.",
            "The sum belongs over 2N: which two numbers have changed places with it?",
            function=lambda out, y: np.mean((out - y) ** 2),
        ),
        Mistake(
            "half_mean_of_all",
            "The mean goes over all entries, so each sample is also averaged over its n outputs.",
            "How many samples are there, and how many entries?",
            function=lambda out, y: np.mean((out - y) ** 2) / 2,
        ),
        Mistake(
            "not_halved",
            "The 1/2 of 1/(2N) is missing, and J is twice as large.",
            "Which factor does the 2 from the square meet when J is differentiated?",
            function=lambda out, y: np.sum((out - y) ** 2) / len(out),
        ),
        Mistake(
            "not_averaged",
            "This grows with the number of samples: it is a sum over them, no mean.",
            "What happens to J when every sample stands there twice?",
            function=lambda out, y: np.sum((out - y) ** 2) / 2,
        ),
        Mistake(
            "bare_sum",
            "This is the bare sum of squares.",
            "By what is it to be divided?",
            function=lambda out, y: np.sum((out - y) ** 2),
        ),
        Mistake(
            "precedence",
            "Python works from left to right: `/ 2 * N` divides by 2, then multiplies by N.",
            "What has to be multiplied before you divide?",
            function=lambda out, y: np.sum((out - y) ** 2) / 2 * len(out),
        ),
        Mistake(
            "square_of_sum",
            "The differences are added first, and their sum is squared: "
            "errors of opposite sign cancel.",
            "Which comes first, the square or the sum?",
            function=lambda out, y: np.sum(out - y) ** 2 / (2 * len(out)),
        ),
        Mistake(
            "absolute",
            "These are the sizes of the differences, not their squares.",
            "What should a difference of 3 contribute?",
            function=lambda out, y: np.sum(np.abs(out - y)) / (2 * len(out)),
        ),
        Mistake(
            "not_squared",
            "The differences are added as they are, and those of opposite sign cancel.",
            "Can a loss be below 0?",
            function=lambda out, y: np.sum(out - y) / (2 * len(out)),
        ),
        Mistake(
            "root",
            "This is the length of the error: a root was taken.",
            "Does the formula hold a root?",
            function=lambda out, y: np.sqrt(np.sum((out - y) ** 2) / (2 * len(out))),
        ),
        Mistake(
            "one_a_sample",
            "This is one number a sample; J is one number for all.",
            "What is left to be done with the samples?",
            function=lambda out, y: np.sum((out - y) ** 2, axis=-1) / (2 * len(out)),
        ),
        Mistake(
            "axis_1",
            "An (N,) has no axis 1, so a regression with one output a sample fails.",
            "Does J need to know which axis an entry stands on?",
            function=lambda out, y: np.mean(np.sum((out - y) ** 2, axis=1)) / 2,
        ),
    ),
)


def _mse_gradient_like_out(out, y):
    dout = np.zeros_like(out)
    dout[...] = ((out - y) / len(out)).astype(out.dtype)
    return dout


def _mse_gradient_in_place(out, y):
    out -= y
    return out / len(out)


def _mse_backward_cases(rng):
    for case in _mse_cases(rng):
        if case.note != "whole numbers":
            yield case
    whole = np.array([[1, 5, -2, 0], [3, -1, 4, 2], [2, 0, 1, 5]])
    yield Case((whole, whole[::-1] + 2), "whole numbers")


MSE_BACKWARD = Exercise(
    name="mse_backward",
    section=SECTION,
    points=2,
    reference=mse_backward,
    cases=_mse_backward_cases,
    factors=_sizes,
    off_limits=(numerical_gradient, complex_step_gradient),
    potentials={
        "result": Potential("out", lambda args, path, step: mse(args[0] + step, args[1])),
    },
    hints=(
        "One entry of out stands in one square only. Differentiate that square: which factor "
        "comes down?",
        "That factor meets the 1/(2N) in front of the sum. What is left of the two?",
    ),
    mistakes=(
        Mistake(
            "half_kept",
            "The 2 that the square sends down is missing: 1/(2N) still stands in front.",
            "What is the derivative of (out - y)^2?",
            function=lambda out, y: (out - y) / (2 * len(out)),
        ),
        Mistake(
            "two_kept",
            "The 2 that the square sends down is still there.",
            "Which factor in front of the sum does it meet?",
            function=lambda out, y: 2 * (out - y) / len(out),
        ),
        Mistake(
            "not_averaged",
            "The 1/N of the mean is missing.",
            "How much does one of N samples count in J?",
            function=lambda out, y: out - y,
        ),
        Mistake(
            "averaged_over_all",
            "You divide by the number of all entries, N times n.",
            "Over how many samples does J take its mean?",
            function=lambda out, y: (out - y) / out.size,
        ),
        Mistake(
            "of_np_mean",
            "This is the derivative of `np.mean((out - y)**2)`, another J.",
            "What stands in front of the sum of squares here?",
            function=lambda out, y: 2 * (out - y) / out.size,
        ),
        Mistake(
            "averaged_over_outputs",
            "You divide by the number of outputs a sample.",
            "Which axis of out holds the samples?",
            function=lambda out, y: (out - y) / out.shape[-1],
        ),
        Mistake(
            "sign",
            "The sign is turned round: this is y - out, the way downhill.",
            "When out is above y and grows further, does J rise or fall?",
            function=lambda out, y: (y - out) / len(out),
        ),
        Mistake(
            "squared",
            "The square is still there: no derivative was taken.",
            "What does d/dx x^2 look like?",
            function=lambda out, y: (out - y) ** 2 / len(out),
        ),
        Mistake(
            "direction_only",
            "Only the sign of each difference is left: this is the derivative of |out - y|.",
            "Should a far miss pull harder than a near one?",
            function=lambda out, y: np.sign(out - y) / len(out),
        ),
        Mistake(
            "loss",
            "This is J itself.",
            "How many derivatives are asked for: one, or one for each entry of out?",
            function=lambda out, y: np.sum((out - y) ** 2) / (2 * len(out)),
        ),
        Mistake(
            "summed",
            "All entries are added up; each has a derivative of its own.",
            "Which shape should dJ/dout have?",
            function=lambda out, y: np.sum(out - y) / len(out),
        ),
        Mistake(
            "summed_over_samples",
            "The samples are added up; each has derivatives of its own.",
            "Which shape should dJ/dout have?",
            function=lambda out, y: np.sum(out - y, axis=0) / len(out),
        ),
        Mistake(
            "integer_result",
            "Made like an out of whole numbers, the result holds whole numbers, "
            "and every derivative loses its decimals.",
            "Of which type should the array be that you fill in?",
            function=_mse_gradient_like_out,
        ),
        Mistake(
            "changed_arguments",
            "The difference is written into out itself, and somebody still needs it.",
            "How do you get it in a new array?",
            function=_mse_gradient_in_place,
        ),
    ),
)


def _softmax_cases(rng):
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


def _log_softmax(out):
    shifted = out - out.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def _softmax_of_all(out):
    e = np.exp(out - out.max())
    return e / e.sum()


def _softmax_of_columns(out):
    e = np.exp(out - out.max(axis=0))
    return e / e.sum(axis=0)


def _softmax_negated(out):
    e = np.exp(out.min(axis=1, keepdims=True) - out)
    return e / e.sum(axis=1, keepdims=True)


def _softmax_less_highest(out):
    e = np.exp(out - out.max())
    return e / e.sum(axis=1, keepdims=True)


SOFTMAX = Exercise(
    name="softmax",
    section=SECTION,
    points=2,
    reference=softmax,
    cases=_softmax_cases,
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
            function=_softmax_of_columns,
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
            function=_log_softmax,
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


def _kl_cases(rng):
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
    section=SECTION,
    points=3,
    reference=kl_divergence,
    cases=_kl_cases,
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


def _labelled(rng, N, K, note="", kind=float):
    """Labels among which each class stands, the last first, as far as N allows."""
    labels = rng.permutation(np.append(np.arange(K)[::-1], rng.integers(0, K, size=N))[:N])
    return Case((tidy(rng, N, K).astype(kind), labels), note)


def _label_cases(rng):
    yield Case((tidy(rng, 2, 3), np.array([0, 2])))
    yield _labelled(rng, 6, 4)
    yield _labelled(rng, 1, 4, "one sample")
    yield _labelled(rng, 3, 1, "one class")
    yield Case((tidy(rng, 5, 4), np.array([1, 0, 2, 1, 1])), "labels that miss the last class")
    yield Case((np.array([[2, -1, 0, 1, 3], [1, 4, -2, 0, 2]]), np.array([4, 0])), "whole numbers")
    out, labels = _labelled(rng, 7, 3).args
    yield Case((strided(out), labels), "every other column")
    yield _labelled(rng, 8, 5, "float32", np.float32)


def _cross_entropy_cases(rng):
    yield from _label_cases(rng)
    high = np.array([[1000.0, -1000, 0, 999], [-1000, -1001, -999, -1000], [0, 1000, 2, -1000]])
    yield Case((high, np.array([1, 3, 2])), "±1000")


def _label_sizes(case):
    N, K = case.args[0].shape
    return {"N": N, "K": K}


def _log_share(out, labels):
    return _log_softmax(out)[np.arange(len(out)), labels]


def _share(out, labels):
    return softmax(out)[np.arange(len(out)), labels]


def _cross_entropy_less_highest(out, labels):
    shifted = out - out.max()
    log_S = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -log_S[np.arange(len(out)), labels].mean()


def _cross_entropy_unshifted(out, labels):
    return np.mean(np.log(np.exp(out).sum(axis=1)) - out[np.arange(len(out)), labels])


def _narrow_one_hot(out, labels):
    one_hot = np.eye(labels.max() + 1)[labels]
    return -np.sum(one_hot * _log_softmax(out)) / len(out)


def _binary_cross_entropy(out, labels):
    S, one_hot = softmax(out), np.eye(out.shape[1])[labels]
    with_zero = np.where(one_hot == 1, S, 1 - S)
    return -np.sum(np.log(with_zero)) / len(out)


def _log_of_columns(out, labels):
    return -np.mean(np.log(_softmax_of_columns(out))[np.arange(len(out)), labels])


def _is_capped(case, got):
    """Whether entries of ±1000 gave a loss that is finite and too small."""
    large = np.abs(case.args[0]).max() >= 999
    single = isinstance(got, np.ndarray) and got.shape == () and np.isfinite(got)
    return bool(large and single and 0 <= got < 0.99 * cross_entropy(*case.args))


CROSS_ENTROPY = Exercise(
    name="cross_entropy",
    section=SECTION,
    points=3,
    reference=cross_entropy,
    cases=_cross_entropy_cases,
    safe=True,
    factors=_label_sizes,
    hints=(
        "For one sample: -log of the share that softmax gives to its label. "
        "`array[np.arange(N), labels]` picks one entry in each row.",
        "A share can be so small that a float holds 0, and log 0 is -inf. Write out the "
        "logarithm of the fraction before you compute anything: log e^a is a.",
        "log softmax(out) is out minus the logarithm of the row's sum of e^out. Take the row's "
        "maximum off first, as in softmax.",
    ),
    mistakes=(
        Mistake(
            "log_of_zero",
            "Softmax has rounded a tiny share to 0, and its logarithm is -inf.",
            "What is log(e^a / s), written as a difference?",
            function=lambda out, labels: -np.mean(np.log(_share(out, labels))),
        ),
        Mistake(
            "overflow",
            "e^1000 is more than a float can hold.",
            "Which number may you take off a row without changing its softmax?",
            function=_cross_entropy_unshifted,
        ),
        Mistake(
            "one_maximum_for_all",
            "One maximum is taken off all rows: in a row far below it every e^ is 0, "
            "and the logarithm of their sum is -inf.",
            "Whose maximum does a row need?",
            function=_cross_entropy_less_highest,
        ),
        Mistake(
            "not_averaged",
            "The samples are added up; J is their mean.",
            "What happens to J when every sample stands there twice?",
            function=lambda out, labels: -np.sum(_log_share(out, labels)),
        ),
        Mistake(
            "averaged_over_classes",
            "The mean goes over the classes as well: J is divided by N times K.",
            "Over what does J take its mean?",
            function=lambda out, labels: -np.mean(_log_share(out, labels)) / out.shape[1],
        ),
        Mistake(
            "softmax_twice",
            "The shares went through softmax once more.",
            "Does what you take the softmax of hold logits, or shares already?",
            function=lambda out, labels: -np.mean(_log_share(softmax(out), labels)),
        ),
        Mistake(
            "no_softmax",
            "The logits are put into the logarithm as if they were probabilities.",
            "What turns a row of logits into shares?",
            function=lambda out, labels: -np.mean(np.log(out[np.arange(len(out)), labels])),
        ),
        Mistake(
            "no_logarithm",
            "The shares are averaged without their logarithm.",
            "How large should the loss be for a share near 0?",
            function=lambda out, labels: -np.mean(_share(out, labels)),
        ),
        Mistake(
            "logit_only",
            "This is minus the label's logit: the other classes do not enter.",
            "What happens to the label's share when another logit grows?",
            function=lambda out, labels: -np.mean(out[np.arange(len(out)), labels]),
        ),
        Mistake(
            "log2",
            "This counts in bits: the logarithm has base 2.",
            "Which logarithm undoes e^?",
            function=lambda out, labels: -np.mean(_log_share(out, labels)) / np.log(2),
        ),
        Mistake(
            "log10",
            "The logarithm has base 10.",
            "Which logarithm undoes e^?",
            function=lambda out, labels: -np.mean(_log_share(out, labels)) / np.log(10),
        ),
        Mistake(
            "all_classes",
            "Every class's -log share is counted, whatever the label.",
            "Which entry of a row does its label point to?",
            function=lambda out, labels: -np.sum(_log_softmax(out)) / len(out),
        ),
        Mistake(
            "all_pairs",
            "`S[:, labels]` takes every label's column in every row.",
            "How do you name one place in each row?",
            function=lambda out, labels: -np.mean(_log_softmax(out)[:, labels]),
        ),
        Mistake(
            "binary",
            "To the label's term, log(1 - share) of all other classes is added: "
            "that is one yes-or-no question a class.",
            "How many of the K classes is a sample in?",
            function=_binary_cross_entropy,
        ),
        Mistake(
            "log_of_mean",
            "The shares are averaged first, and then the logarithm is taken.",
            "Of what does J take the mean?",
            function=lambda out, labels: -np.log(np.mean(_share(out, labels))),
        ),
        Mistake(
            "columns",
            "The softmax runs down the columns: the samples share 1 among them.",
            "Along which axis should the shares of one sample sum to 1?",
            function=_log_of_columns,
        ),
        Mistake(
            "one_a_sample",
            "This is one number a sample; J is one number for all.",
            "What is left to be done with the samples?",
            function=lambda out, labels: -_log_share(out, labels),
        ),
        Mistake(
            "labels_from_1",
            "Labels are counted from 1 here: each points one class too low.",
            "Which column belongs to label 0?",
            function=lambda out, labels: -np.mean(_log_share(out, labels - 1)),
        ),
        Mistake(
            "one_hot_too_narrow",
            "The one-hot rows are as long as the largest label asks for, and the last class "
            "may be missing among the labels.",
            "Which array knows how many classes there are?",
            function=_narrow_one_hot,
        ),
        Mistake(
            "capped",
            "A tiny share is replaced by a somewhat larger one, and the loss of a confident "
            "error stops growing.",
            "How large should -log(share) be for logits of 1000 and -1000?",
            rule=_is_capped,
        ),
    ),
)


def _one_hot(out, labels):
    return np.eye(out.shape[1])[labels]


def _one_off_all_rows(out, labels):
    dout = softmax(out)
    dout[:, labels] -= 1
    return dout / len(out)


def _one_off_first_rows(out, labels):
    dout = softmax(out)
    dout[labels % len(out)] -= 1
    return dout / len(out)


def _narrow_difference(out, labels):
    return (softmax(out) - np.eye(labels.max() + 1)[labels]) / len(out)


def _difference_like_out(out, labels):
    dout = np.zeros_like(out)
    dout[...] = ((softmax(out) - _one_hot(out, labels)) / len(out)).astype(out.dtype)
    return dout


def _softmax_into_out(out, labels):
    out[...] = softmax(out) - _one_hot(out, labels)
    return out / len(out)


CROSS_ENTROPY_BACKWARD = Exercise(
    name="cross_entropy_backward",
    section=SECTION,
    points=3,
    reference=cross_entropy_backward,
    cases=_label_cases,
    factors=_label_sizes,
    off_limits=(numerical_gradient, complex_step_gradient),
    potentials={
        "result": Potential("out", lambda args, path, step: cross_entropy(args[0] + step, args[1])),
    },
    hints=(
        "For one sample, J is log(sum of e^out) minus the label's own entry. Differentiate both "
        "parts with respect to one entry of out.",
        "The first part gives a share that you know. The second is there for one class only: "
        "a row with a 1 at the label and 0 elsewhere.",
        "J is a mean over samples: which factor does that put in front?",
    ),
    mistakes=(
        Mistake(
            "not_averaged",
            "The 1/N of the mean is missing.",
            "How much does one of N samples count in J?",
            function=lambda out, labels: softmax(out) - _one_hot(out, labels),
        ),
        Mistake(
            "averaged_over_all",
            "You divide by the number of all entries, N times K.",
            "Over what does J take its mean?",
            function=lambda out, labels: (softmax(out) - _one_hot(out, labels)) / out.size,
        ),
        Mistake(
            "averaged_over_classes",
            "You divide by K, the number of classes.",
            "Which axis of out holds the samples?",
            function=lambda out, labels: (softmax(out) - _one_hot(out, labels)) / out.shape[1],
        ),
        Mistake(
            "sign",
            "The sign is turned round: this is one-hot minus S, the way downhill.",
            "When the label's logit grows, does J rise or fall?",
            function=lambda out, labels: (_one_hot(out, labels) - softmax(out)) / len(out),
        ),
        Mistake(
            "labels_forgotten",
            "The labels do not enter: this is S/N, and it would push every class down.",
            "Which class of a sample should be pulled up?",
            function=lambda out, labels: softmax(out) / len(out),
        ),
        Mistake(
            "averaged_S_only",
            "Only S is divided by N, and the 1 at the label is not.",
            "Where do brackets belong?",
            function=lambda out, labels: softmax(out) / len(out) - _one_hot(out, labels),
        ),
        Mistake(
            "averaged_one_hot_only",
            "Only the 1 at the label is divided by N: a division binds tighter than a difference.",
            "Where do brackets belong?",
            function=lambda out, labels: softmax(out) - _one_hot(out, labels) / len(out),
        ),
        Mistake(
            "no_softmax",
            "The one-hot rows are taken off the logits themselves.",
            "What do the e^ in J turn into when they are differentiated?",
            function=lambda out, labels: (out - _one_hot(out, labels)) / len(out),
        ),
        Mistake(
            "label_only",
            "Only the label's own entries are filled in. The other logits move J, too: "
            "they stand in every share's denominator.",
            "What happens to the label's share when another logit grows?",
            function=lambda out, labels: (softmax(out) - 1) * _one_hot(out, labels) / len(out),
        ),
        Mistake(
            "with_respect_to_S",
            "This is dJ/dS, the derivative with respect to the shares.",
            "Which step leads from S back to out?",
            function=lambda out, labels: -_one_hot(out, labels) / softmax(out) / len(out),
        ),
        Mistake(
            "slope_of_S",
            "This is S(1 - S), how each share moves with its own logit; J does not enter.",
            "Which share stands in J, and how does J move with it?",
            function=lambda out, labels: softmax(out) * (1 - softmax(out)) / len(out),
        ),
        Mistake(
            "one_hot_only",
            "Only the label's own logit enters, with -1/N: the sum of e^out moves as well.",
            "What is the derivative of log(sum of e^out)?",
            function=lambda out, labels: -_one_hot(out, labels) / len(out),
        ),
        Mistake(
            "log_S",
            "log S stands where S belongs.",
            "What is the derivative of log(sum of e^out) with respect to one entry of out?",
            function=lambda out, labels: (_log_softmax(out) - _one_hot(out, labels)) / len(out),
        ),
        Mistake(
            "sigmoid_slope",
            "S(1 - S) is there as well: it is part of the way from S to out, and has "
            "cancelled against 1/S already.",
            "Does S minus one-hot still need another derivative?",
            function=lambda out, labels: (
                (softmax(out) - _one_hot(out, labels))
                * softmax(out)
                * (1 - softmax(out))
                / len(out)
            ),
        ),
        Mistake(
            "labels_as_numbers",
            "The labels are taken off as numbers; they are names of classes.",
            "What would a label of 3 have to do with a share?",
            function=lambda out, labels: (softmax(out) - labels[:, np.newaxis]) / len(out),
        ),
        Mistake(
            "all_rows",
            "`[:, labels]` takes 1 off in every row, in the columns of all labels.",
            "How do you name one place in each row?",
            function=_one_off_all_rows,
        ),
        Mistake(
            "whole_rows",
            "`[labels]` picks whole rows: labels name columns.",
            "How do you name one place in each row?",
            function=_one_off_first_rows,
        ),
        Mistake(
            "columns",
            "The softmax runs down the columns: the samples share 1 among them.",
            "Along which axis should the shares of one sample sum to 1?",
            function=lambda out, labels: (
                (_softmax_of_columns(out) - _one_hot(out, labels)) / len(out)
            ),
        ),
        Mistake(
            "labels_from_1",
            "Labels are counted from 1 here: each points one class too low.",
            "Which column belongs to label 0?",
            function=lambda out, labels: (softmax(out) - _one_hot(out, labels - 1)) / len(out),
        ),
        Mistake(
            "one_hot_too_narrow",
            "The one-hot rows are as long as the largest label asks for, and the last class "
            "may be missing among the labels.",
            "Which array knows how many classes there are?",
            function=_narrow_difference,
        ),
        Mistake(
            "integer_result",
            "Made like an out of whole numbers, the result holds whole numbers, "
            "and every derivative loses its decimals.",
            "Of which type should the array be that you fill in?",
            function=_difference_like_out,
        ),
        Mistake(
            "changed_arguments",
            "The result is written into out itself, and somebody still needs it.",
            "How do you get it in a new array?",
            function=_softmax_into_out,
        ),
    ),
)


EXERCISES = (
    MSE,
    GAUSSIAN_NLL,
    MSE_BACKWARD,
    SOFTMAX,
    KL_DIVERGENCE,
    CROSS_ENTROPY,
    CROSS_ENTROPY_BACKWARD,
)
