"""Exercise `relative_error` of section 6.8."""

import numpy as np

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
    yield Case((rng.uniform(-1.5, -0.5, size=(2, 5)) * b, b), "other signs")
    a = tidy(rng, 5)
    b = near(a)
    a[[1, 3]] = b[[1, 3]] = 0
    yield Case((a, b), "entries that are 0 in both")
    b = b.copy()
    b[1] = 0.3
    yield Case((a, b), "an entry that is 0 in one")
    yield Case((np.zeros(4), np.zeros(4)), "nothing but 0")
    a = np.concatenate([tidy(rng, 4) * 100, rng.uniform(2, 3, 3) * 1e-10])
    yield Case((a, a * np.array([1.001, 0.999, 1, 1.002, 1.3, 0.8, 1.1])), "tiny entries")
    a = rng.normal(size=(2, 3, 4)).astype(np.float32)
    yield Case((a, near(a).astype(np.float32)), "float32, three axes")


def _ratio(top, bottom):
    """The largest quotient, 0 where top and bottom are 0."""
    return float(np.max(np.where(top == 0, 0, top / np.where(bottom == 0, 1, bottom))))


def _larger(a, b):
    return np.maximum(np.abs(a), np.abs(b))


RELATIVE_ERROR = Exercise(
    name="relative_error",
    section="6.8_backprop",
    points=2,
    reference=relative_error,
    cases=_cases,
    hints=(
        "Work entry by entry, and take the largest of all only at the end.",
        "`np.maximum(np.abs(a), np.abs(b))` is the scale of each entry. Where is it 0?",
        "0/0 can be avoided: let `np.where` put another number below where the scale is 0.",
    ),
    mistakes=(
        Mistake(
            "absolute",
            "This is how far a and b lie apart, not how far beside their size.",
            "Is a difference of 0.001 large for a gradient of 1000, and for one of 0.002?",
            function=lambda a, b: np.max(np.abs(a - b)),
        ),
        Mistake(
            "sum_below",
            "Below stands abs(a) + abs(b); asked is the larger of the two.",
            "What comes out for 1 against 0.5, and what for 1 against -1?",
            function=lambda a, b: _ratio(np.abs(a - b), np.abs(a) + np.abs(b)),
        ),
        Mistake(
            "smaller_below",
            "Below stands the smaller of abs(a) and abs(b).",
            "Which of the two is never 0 unless both are?",
            function=lambda a, b: np.max(
                np.abs(a - b) / np.where(_larger(a, b) == 0, 1, np.minimum(np.abs(a), np.abs(b)))
            ),
        ),
        Mistake(
            "a_below",
            "Only the size of a stands below.",
            "What comes out when a and b change places?",
            function=lambda a, b: np.max(np.abs(a - b) / np.where(a == b, 1, np.abs(a))),
        ),
        Mistake(
            "b_below",
            "Only the size of b stands below.",
            "What comes out when a and b change places?",
            function=lambda a, b: np.max(np.abs(a - b) / np.where(a == b, 1, np.abs(b))),
        ),
        Mistake(
            "largest_of_all_below",
            "The largest entry of all stands below, so that a tiny entry may be all wrong unseen.",
            "Whose size should an entry's error be held against?",
            function=lambda a, b: _ratio(np.max(np.abs(a - b)), np.max(_larger(a, b))),
        ),
        Mistake(
            "norms",
            "Lengths of whole vectors are compared, so that a tiny entry may be all wrong unseen.",
            "Whose size should an entry's error be held against?",
            function=lambda a, b: _ratio(
                np.sqrt(np.sum((a - b) ** 2)), np.sqrt(np.sum(a**2)) + np.sqrt(np.sum(b**2))
            ),
        ),
        Mistake(
            "mean",
            "This is the mean over the entries, which one wrong entry among many hardly moves.",
            "How wrong is a gradient of which one entry is wrong?",
            function=lambda a, b: float(
                np.mean(np.abs(a - b) / np.where(_larger(a, b) == 0, 1, _larger(a, b)))
            ),
        ),
        Mistake(
            "difference_signed",
            "The difference keeps its sign: where a is the smaller, it counts as below 0.",
            "Does it matter which of the two is larger?",
            function=lambda a, b: np.max((a - b) / np.where(_larger(a, b) == 0, 1, _larger(a, b))),
        ),
        Mistake(
            "scale_signed",
            "The larger of a and b stands below, with its sign.",
            "What is the size of -3 and -2?",
            function=lambda a, b: np.max(
                np.abs(a - b) / np.where(np.maximum(a, b) == 0, 1, np.maximum(a, b))
            ),
        ),
        Mistake(
            "constant_below",
            "Below, 1e-8 is added against 0/0. It swallows the error of tiny entries.",
            "What comes out for 1e-10 against 2e-10?",
            function=lambda a, b: np.max(np.abs(a - b) / (_larger(a, b) + 1e-8)),
        ),
        Mistake(
            "constant_at_least",
            "Below stands 1e-8 at least, against 0/0. It swallows the error of tiny entries.",
            "What comes out for 1e-10 against 2e-10?",
            function=lambda a, b: np.max(np.abs(a - b) / np.maximum(_larger(a, b), 1e-8)),
        ),
        Mistake(
            "zero_over_zero",
            "Where both are 0, 0/0 is computed, and NaN is the largest of all.",
            "Which entries have to be looked at before the division?",
            function=lambda a, b: np.max(np.abs(a - b) / _larger(a, b)),
        ),
        Mistake(
            "every_entry",
            "This is the error of every entry; one number is asked.",
            "Which of them tells that something is wrong somewhere?",
            function=lambda a, b: np.abs(a - b) / np.where(_larger(a, b) == 0, 1, _larger(a, b)),
        ),
    ),
)
