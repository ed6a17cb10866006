"""Exercise `tanh_from_sigmoid` of section 6.4."""

import numpy as np

from feedforward.activations import sigmoid, tanh
from feedforward.checking.exercise import Ban, Case, Exercise, Mistake
from feedforward.exercises.case_arrays import strided, tidy


def tanh_from_sigmoid(h):
    """tanh(h), by way of the sigmoid.

    Both are one S-shaped curve: stretch and shift the sigmoid until it is tanh.
    h of any shape -> an array of h's shape
    """
    return 2 * sigmoid(2 * h) - 1


def _cases(rng):
    yield Case((np.array([-1.5, 0.3, 2.0]),))
    yield Case((rng.normal(size=(4, 3)),))
    yield Case((rng.normal(size=(2, 3, 5)),), "three axes")
    yield Case((np.array([-2, 0, 3]),), "whole numbers")
    yield Case((strided(rng.normal(size=(5, 3))),), "every other column")
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
        "That is ready-made. Here tanh is to be won from the sigmoid.",
        "What do you do to a curve from 0 to 1 so that it runs from -1 to 1?",
    ),
    hints=(
        "The sigmoid runs from 0 to 1, tanh from -1 to 1: what stretches and shifts the one "
        "into the other?",
        "Then compare the slopes at 0: tanh has 1. Which slope has your stretched sigmoid there, "
        "and how do you make a curve steeper without making it taller?",
    ),
    mistakes=(
        Mistake(
            "half_argument",
            "This is tanh(h/2): the formula (1 - e^-h)/(1 + e^-h) goes around under the wrong "
            "name. It has slope 1/2 at 0.",
            "Which slope has tanh at 0, and how do you make a curve steeper?",
            function=lambda h: 2 * sigmoid(h) - 1,
        ),
        Mistake(
            "quarter_argument",
            "This is tanh(h/4): halving h makes the curve flatter still.",
            "Which slope has your curve at 0, and which has tanh?",
            function=lambda h: 2 * sigmoid(h / 2) - 1,
        ),
        Mistake(
            "doubled_again",
            "This is tanh(2h): steeper than tanh.",
            "Which slope has your curve at 0, and which has tanh?",
            function=lambda h: 2 * sigmoid(4 * h) - 1,
        ),
        Mistake(
            "only_inside",
            "h is doubled, but the curve still runs from 0 to 1.",
            "Between which values does tanh lie?",
            function=lambda h: sigmoid(2 * h),
        ),
        Mistake(
            "not_shifted",
            "The curve is stretched to run from 0 to 2, and stays there.",
            "What should come out at h = 0?",
            function=lambda h: 2 * sigmoid(2 * h),
        ),
        Mistake(
            "not_stretched",
            "The curve is shifted to run from -1 to 0, and keeps its height of 1.",
            "How high is tanh from its lower end to its upper one?",
            function=lambda h: sigmoid(2 * h) - 1,
        ),
        Mistake(
            "shifted_first",
            "The 1 is taken off before the doubling, so it counts twice.",
            "Between which values does your curve run now?",
            function=lambda h: 2 * (sigmoid(2 * h) - 1),
        ),
        Mistake(
            "centred_only",
            "The curve is centred, and runs from -1/2 to 1/2.",
            "How high is tanh from its lower end to its upper one?",
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
            "This is tanh'(h), not tanh(h).",
            "What should come out at h = 0?",
            function=lambda h: 4 * sigmoid(2 * h) * (1 - sigmoid(2 * h)),
        ),
    ),
)
