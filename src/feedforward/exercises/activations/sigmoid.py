"""Exercise `sigmoid` of section 6.4."""

import math

import numpy as np

from feedforward.activations import sigmoid
from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import strided, tidy


def _cases(rng):
    yield Case((np.array([-1.5, 0.3, 2.0]),))
    yield Case((rng.normal(size=(4, 3)),))
    yield Case((rng.normal(size=(2, 3, 5)),), "three axes")
    yield Case((np.array([-1000.0, 0.0, 1000.0]),), "±1000")
    yield Case((np.array([-14.0, -9.5, -6.0, 5.5, 8.0, 12.5]),), "results close to 0 and 1")
    yield Case((np.array([-2, 0, 3]),), "whole numbers")
    yield Case((strided(rng.normal(size=(5, 3))),), "every other column")
    yield Case((tidy(rng, 1),), "one entry")
    yield Case((np.append(rng.normal(size=6), [-1000, 1000]).astype(np.float32),), "float32")


def _sigmoid_like_h(h):
    Z = np.zeros_like(h)
    for i in np.ndindex(h.shape):
        e = math.exp(-abs(h[i]))
        Z[i] = 1 / (1 + e) if h[i] >= 0 else e / (1 + e)
    return Z


def _sigmoid_by_if(h):
    if h >= 0:
        return 1 / (1 + np.exp(-h))
    return np.exp(h) / (1 + np.exp(h))


SIGMOID = Exercise(
    name="sigmoid",
    section="6.4_activations",
    points=2,
    reference=sigmoid,
    cases=_cases,
    safe=True,
    open_question=(
        "Which exponential does your code take for a large positive entry of h, and which for"
        " a large negative one?"
    ),
    hints=(
        "Write 1/(1 + e^-h) with `np.exp`. Then try h = -1000: what is e^1000?",
        "Multiply numerator and denominator by e^h: e^h/(1 + e^h) is the same function. Which of "
        "the two forms is safe for h = -1000?",
        "e^-|h| never exceeds 1. Write both forms with it, and let `np.where` choose by h >= 0.",
    ),
    mistakes=(
        Mistake(
            "warned",
            "The numbers are right, but NumPy warns on the way to them.",
            "Which powers and fractions does your code compute for h = 1000 and h = -1000, even if "
            "it does not use them?",
            function=lambda h: 1 / (1 + np.exp(-h)),
        ),
        Mistake(
            "overflow_above",
            "Where h is large your result is NaN: e^h overflows there, and inf/inf is NaN.",
            "For which entries does your code use e^h, and for which e^-h?",
            function=lambda h: np.exp(h) / (1 + np.exp(h)),
        ),
        Mistake(
            "mirrored",
            "Your function falls from 1 to 0: it is sigmoid(-h).",
            "What does e^-h tend to as h grows?",
            function=lambda h: np.exp(np.minimum(-h, 0)) / (1 + np.exp(-np.abs(h))),
        ),
        Mistake(
            "is_tanh",
            "This is tanh: it runs from -1 to 1 and is 0 at h = 0.",
            "Between which values should a sigmoid lie?",
            function=np.tanh,
        ),
        Mistake(
            "half_tanh",
            "This is tanh(h/2), a sigmoid stretched to run from -1 to 1.",
            "What should the value at h = 0 be?",
            function=lambda h: np.tanh(h / 2),
        ),
        Mistake(
            "minus_below",
            "Your denominator is 1 - e^-h; it should be 1 + e^-h.",
            "What is your denominator at h = 0?",
            function=lambda h: 1 / (1 - np.exp(-h)),
        ),
        Mistake(
            "torn",
            "This is 1 + e^-h: Python divides 1 by 1 before it adds.",
            "Which terms belong in the denominator?",
            function=lambda h: 1 / 1 + np.exp(-h),
        ),
        Mistake(
            "one_forgotten",
            "This is e^h: the 1 in the denominator is missing.",
            "What keeps the sigmoid below 1?",
            function=lambda h: 1 / np.exp(-h),
        ),
        Mistake(
            "softmax",
            "The entries sum to 1: this is a softmax.",
            "Does the activation of a unit depend on the units beside it?",
            function=lambda h: np.exp(h) / np.sum(np.exp(h)),
        ),
        Mistake(
            "step",
            "Your result is 0 or 1, depending on the sign of h; the sigmoid goes from 0 to 1 "
            "smoothly.",
            "What should the value at h = 0.3 be?",
            function=lambda h: (h > 0) * 1.0,
        ),
        Mistake(
            "derivative",
            "This is the derivative of the sigmoid.",
            "Which of the two is close to 1 for a large h, the sigmoid or its derivative?",
            function=lambda h: 1 / (2 + np.exp(np.abs(h)) + np.exp(-np.abs(h))),
        ),
        Mistake(
            "math_exp",
            "",
            "Which function on this line accepts only one number, and what does NumPy offer "
            "instead?",
            function=lambda h: 1 / (1 + math.exp(-h)),
        ),
        Mistake(
            "if_on_array",
            "",
            "Which NumPy function chooses entry by entry?",
            function=_sigmoid_by_if,
        ),
        Mistake(
            "integer_result",
            "An array of integers in your code has turned everything between 0 and 1 into 0.",
            "What is the dtype of `np.zeros_like(a)` if `a` holds whole numbers?",
            function=_sigmoid_like_h,
        ),
    ),
)
