"""Exercise `tanh_from_sigmoid` of section 6.4."""

import numpy as np

from feedforward.activations import sigmoid, tanh
from feedforward.checking.exercise import Ban, Case, Exercise, Mistake
from feedforward.exercises.case_arrays import strided, tidy


def tanh_from_sigmoid(h):
    """Compute tanh(h) from the sigmoid.

    Both curves have the same S shape, so stretch and shift the sigmoid until it becomes tanh.
    h of any shape -> an array of h's shape
    """
    return 2 * sigmoid(2 * h) - 1


def _cases(rng):
    yield Case((np.array([-1.5, 0.3, 2.0]),))
    yield Case((rng.normal(size=(4, 3)),))
    yield Case((rng.normal(size=(2, 3, 5)),), "three axes")
    yield Case((np.array([-2, 0, 3]),), "whole numbers")
    yield Case((strided(rng.normal(size=(5, 3))),), "every other column")
    yield Case((np.array([-40.0, 25.0, 40.0]),), "values far from 0")
    yield Case((np.array([0.0, -0.7, 1.2]),), "0 as the first entry")
    yield Case((tidy(rng, 1),), "one entry")
    yield Case((rng.normal(size=7).astype(np.float32),), "float32")


TANH_FROM_SIGMOID = Exercise(
    name="tanh_from_sigmoid",
    section="6.4_activations",
    points=2,
    reference=tanh_from_sigmoid,
    cases=_cases,
    off_limits=(tanh,),
    ban=Ban(
        ("tanh", "sinh", "cosh", "tan"),
        "Your answer uses a ready-made function; here tanh has to be computed from the sigmoid.",
        "How do you stretch and shift a curve that runs from 0 to 1 so that it runs from -1 to 1?",
    ),
    open_question=(
        "Draw your curve next to tanh. How do their ends, their values at 0 and their slopes at 0 "
        "differ?"
    ),
    hints=(
        "The sigmoid runs from 0 to 1 and tanh from -1 to 1. How do you stretch and shift "
        "one into the other?",
        "Compare the slopes at 0: tanh has slope 1. How can you make your stretched sigmoid as "
        "steep as tanh there without making it taller?",
    ),
    mistakes=(
        Mistake(
            "half_argument",
            "Your curve is tanh(h/2), not tanh(h). At 0 the slope of your curve is only 1/2.",
            "How can you give this curve the slope of tanh at 0?",
            function=lambda h: 2 * sigmoid(h) - 1,
        ),
        Mistake(
            "quarter_argument",
            "This is tanh(h/4), which is flatter than tanh.",
            "What is the slope of your curve at 0? What is the slope of tanh there?",
            function=lambda h: 2 * sigmoid(h / 2) - 1,
        ),
        Mistake(
            "doubled_again",
            "This is tanh(2h), which is steeper than tanh.",
            "What is the slope of your curve at 0? What is the slope of tanh there?",
            function=lambda h: 2 * sigmoid(4 * h) - 1,
        ),
        Mistake(
            "only_inside",
            "This is sigmoid(2h): h is doubled, but the curve still runs from 0 to 1.",
            "Between which values does tanh lie?",
            function=lambda h: sigmoid(2 * h),
        ),
        Mistake(
            "not_shifted",
            "Your curve runs from 0 to 2: it is stretched but not shifted.",
            "What should the value at h = 0 be?",
            function=lambda h: 2 * sigmoid(2 * h),
        ),
        Mistake(
            "not_stretched",
            "Your curve runs from -1 to 0: it is shifted but not stretched.",
            "Between which two values does tanh run, and how far apart are they?",
            function=lambda h: sigmoid(2 * h) - 1,
        ),
        Mistake(
            "shifted_first",
            "Your result is 2 sigmoid(2h) - 2: the subtracted 1 is doubled as well.",
            "Between which values does your curve run now?",
            function=lambda h: 2 * (sigmoid(2 * h) - 1),
        ),
        Mistake(
            "centred_only",
            "Your curve is centred, but it runs from -1/2 to 1/2.",
            "Between which two values does tanh run, and how far apart are they?",
            function=lambda h: sigmoid(2 * h) - 0.5,
        ),
        Mistake(
            "plain_sigmoid",
            "This is the sigmoid itself.",
            "Between which values does tanh lie?",
            function=lambda h: sigmoid(h),
        ),
        Mistake(
            "derivative",
            "This is the derivative of tanh, not tanh.",
            "What should the value at h = 0 be?",
            function=lambda h: 4 * sigmoid(2 * h) * (1 - sigmoid(2 * h)),
        ),
    ),
)
