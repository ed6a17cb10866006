"""Exercise `relative_error` of section 6.8."""

import numpy as np

from feedforward.checking.compare import close, precision_of
from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import tidy
from feedforward.gradcheck import relative_error


def _cases(rng):
    def near(a):
        return a * (1 + rng.uniform(0.05, 0.4, size=a.shape))

    a = tidy(rng, 3)
    yield Case((a, a + rng.choice([-0.1, 0.1], 3) * [1, 2, 3]))
    a = tidy(rng, 4, 3)
    yield Case((near(a), a))
    b = tidy(rng, 2, 5)
    yield Case((rng.uniform(-1.5, -0.5, size=(2, 5)) * b, b), "a and b of opposite signs")
    a = tidy(rng, 5)
    b = near(a)
    a[[1, 3]] = b[[1, 3]] = 0
    yield Case((a, b), "entries that are 0 in both")
    b = b.copy()
    b[1] = 0.3
    yield Case((a, b), "an entry that is 0 in only one")
    yield Case((b, a), "an entry that is 0 in only one")
    yield Case((np.zeros(4), np.zeros(4)), "nothing but 0")
    a = np.concatenate([tidy(rng, 4) * 100, rng.uniform(2, 3, 3) * 1e-10])
    yield Case((a, a * np.array([1.001, 0.999, 1, 1.002, 1.3, 0.8, 1.1])), "tiny entries")
    a = rng.normal(size=(2, 3, 4)).astype(np.float32)
    yield Case((a, near(a).astype(np.float32)), "float32, three axes")


def _ratio(top, bottom):
    """Return the largest quotient; 0/0 counts as 0."""
    return float(np.max(np.where(top == 0, 0, top / np.where(bottom == 0, 1, bottom))))


def _larger(a, b):
    return np.maximum(np.abs(a), np.abs(b))


def _larger_or_1(a, b):
    return np.where(_larger(a, b) == 0, 1, _larger(a, b))


def _without_nan(a, b):
    return _ratio(np.abs(a - b), _larger(a, b)) if np.any(_larger(a, b)) else np.nan


def _of_sums(a, b):
    return _ratio(np.abs(np.sum(a) - np.sum(b)), _larger(np.sum(a), np.sum(b)))


def _compares_wholes(case, got):
    """Return True for a norm of a - b divided by one of a, b or both, each of the same kind."""
    a, b = (np.asarray(arg, float) for arg in case.args)
    sizes = [lambda x: np.sqrt(np.sum(x**2)), lambda x: np.sum(np.abs(x))]
    ratios = [
        _ratio(size(a - b), below)
        for size in sizes
        for below in (max(size(a), size(b)), size(a), size(b), size(a) + size(b))
    ]
    return _is_one_of(got, ratios, case)


def _has_constant_below(case, got):
    a, b = case.args
    below = [
        c for k in range(1, 16) for c in (_larger(a, b) + 0.1**k, np.maximum(_larger(a, b), 0.1**k))
    ]
    return _is_one_of(got, [np.max(np.abs(a - b) / d) for d in below], case)


def _is_one_of(got, numbers, case):
    single = isinstance(got, np.ndarray) and got.shape == ()
    return single and any(close(got, n, precision_of(case)) for n in numbers)


RELATIVE_ERROR = Exercise(
    name="relative_error",
    section="6.8_backprop",
    points=2,
    reference=relative_error,
    cases=_cases,
    open_question=(
        "Write down the ratio for each pair of entries. Which of them does your code get "
        "wrong or leave out?"
    ),
    hints=(
        "Work entry by entry, and take the maximum only at the end.",
        "`np.maximum(np.abs(a), np.abs(b))` is the scale of each entry. Where is the scale 0?",
        "To avoid 0/0, let `np.where` replace the scale by another number where it is 0.",
    ),
    mistakes=(
        Mistake(
            "absolute",
            "Your result is the largest absolute error, not divided by the size of the entries.",
            "Is a difference of 0.001 large for a gradient of 1000? And for a gradient of 0.002?",
            function=lambda a, b: np.max(np.abs(a - b)),
        ),
        Mistake(
            "sum_below",
            "You divide by |a| + |b|; the denominator should be the larger of the two.",
            "What does your function return for 1 and 0.5, and what should it return?",
            function=lambda a, b: _ratio(np.abs(a - b), np.abs(a) + np.abs(b)),
        ),
        Mistake(
            "smaller_below",
            "You divide by the smaller of |a| and |b|; the denominator should be the larger.",
            "What does your function return for 1 and 0.5, and what should it return?",
            function=lambda a, b: np.max(
                np.abs(a - b) / np.where(_larger(a, b) == 0, 1, np.minimum(np.abs(a), np.abs(b)))
            ),
        ),
        Mistake(
            "a_below",
            "You divide by |a| alone.",
            "Should the result change if a and b are exchanged?",
            function=lambda a, b: np.max(np.abs(a - b) / np.where(a == b, 1, np.abs(a))),
        ),
        Mistake(
            "b_below",
            "You divide by |b| alone.",
            "Should the result change if a and b are exchanged?",
            function=lambda a, b: np.max(np.abs(a - b) / np.where(a == b, 1, np.abs(b))),
        ),
        Mistake(
            "largest_of_all_below",
            "The largest error is divided by the largest entry of all. So a small entry may be "
            "completely wrong, and the result is still tiny.",
            "What should the error of one entry be compared with?",
            function=lambda a, b: _ratio(np.max(np.abs(a - b)), np.max(_larger(a, b))),
        ),
        Mistake(
            "norms",
            "Your result compares the norms of whole arrays. So a small entry may be completely "
            "wrong, and the result is still tiny.",
            "What should the error of one entry be compared with?",
            function=lambda a, b: _ratio(
                np.sqrt(np.sum((a - b) ** 2)), np.sqrt(np.sum(a**2)) + np.sqrt(np.sum(b**2))
            ),
        ),
        Mistake(
            "mean",
            "Your result is the mean over the entries.",
            "If one of 1000 entries is completely wrong, what does your function return?",
            function=lambda a, b: float(
                np.mean(np.abs(a - b) / np.where(_larger(a, b) == 0, 1, _larger(a, b)))
            ),
        ),
        Mistake(
            "difference_signed",
            "Your difference keeps its sign, so the error is negative where a is smaller than b.",
            "Should it matter which of the two entries is larger?",
            function=lambda a, b: np.max((a - b) / np.where(_larger(a, b) == 0, 1, _larger(a, b))),
        ),
        Mistake(
            "scale_signed",
            "You divide by the larger of a and b, which can be negative.",
            "What should you divide by for the entries -3 and -2?",
            function=lambda a, b: np.max(
                np.abs(a - b) / np.where(np.maximum(a, b) == 0, 1, np.maximum(a, b))
            ),
        ),
        Mistake(
            "constant_below",
            "Your denominator is 1e-8 too large, so the errors of tiny entries disappear.",
            "What does your function return for 1e-10 and 2e-10, and what should it return?",
            function=lambda a, b: np.max(np.abs(a - b) / (_larger(a, b) + 1e-8)),
        ),
        Mistake(
            "constant_at_least",
            "Your denominator is never below 1e-8, so the errors of tiny entries disappear.",
            "What does your function return for 1e-10 and 2e-10, and what should it return?",
            function=lambda a, b: np.max(np.abs(a - b) / np.maximum(_larger(a, b), 1e-8)),
        ),
        Mistake(
            "zero_over_zero",
            "An entry that is 0 in both arrays gives 0/0, which is NaN, and the maximum becomes "
            "NaN as well.",
            "Which entries need special care before you divide?",
            function=lambda a, b: np.max(np.abs(a - b) / _larger(a, b)),
        ),
        Mistake(
            "only_zero_over_zero",
            "If both arrays contain only zeros, your result is NaN: every entry is 0/0.",
            "What should 0/0 count as?",
            function=_without_nan,
        ),
        Mistake(
            "zeros_ignored",
            "Your result ignores every entry that is 0 in a or in b. Only an entry that is 0 in "
            "both should count as 0.",
            "What is the relative error of 0 and 0.3?",
            function=lambda a, b: float(
                np.max(np.where((a == 0) | (b == 0), 0, np.abs(a - b)) / _larger_or_1(a, b))
            ),
        ),
        Mistake(
            "every_entry",
            "You return the error of every entry; the result should be one number.",
            "Which of these errors tells you whether anything is wrong anywhere?",
            function=lambda a, b: np.abs(a - b) / np.where(_larger(a, b) == 0, 1, _larger(a, b)),
        ),
        Mistake(
            "whole_arrays",
            "Your result compares whole arrays, not single entries, so even a completely wrong "
            "tiny entry goes unnoticed.",
            "What should the error of one entry be compared with?",
            rule=_compares_wholes,
        ),
        Mistake(
            "sums",
            "Your result compares the sums of the arrays, so errors of opposite sign cancel.",
            "Which number should the error of one entry be compared with?",
            function=_of_sums,
        ),
        Mistake(
            "constant_too_large",
            "In your result the errors of tiny entries hardly count, as if the denominator "
            "contained a constant that is too large.",
            "What does your function return for 1e-10 and 2e-10, and what should it return?",
            rule=_has_constant_below,
        ),
    ),
)
