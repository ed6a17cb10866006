"""Exercise `relu` of section 6.1."""

import numpy as np

from feedforward.activations import leaky_relu, relu
from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import strided


def _cases(rng):
    yield Case((np.array([-1.5, 0.3, 2.0]),))
    yield Case((rng.normal(size=(4, 3)),))
    yield Case((rng.normal(size=(2, 3, 5)),), "three axes")
    yield Case((np.array([-1000.0, 0.0, 1000.0]),), "±1000")
    yield Case((np.array([-2, 0, 3]),), "whole numbers")
    yield Case((strided(rng.normal(size=(5, 3))),), "every other column")
    yield Case((rng.normal(size=7).astype(np.float32),), "float32")


def _relu_changing(z):
    z[z < 0] = 0
    return z


RELU = Exercise(
    name="relu",
    section="6.1_xor",
    points=1,
    reference=relu,
    cases=_cases,
    off_limits=(leaky_relu,),
    hints=(
        "Compare every entry with 0 and keep the larger of the two.",
        "`np.max` looks for one largest entry. Its neighbour `np.maximum` takes two things.",
    ),
    mistakes=(
        Mistake(
            "absolute_value",
            "Negative entries come back positive: this is |z|.",
            "What should a unit put out when its input is below 0?",
            function=np.abs,
        ),
        Mistake(
            "identity",
            "Everything passes as it came.",
            "Which entries should a relu hold back?",
            function=lambda z: z,
        ),
        Mistake(
            "negative_part",
            "This keeps the negative entries and drops the positive ones.",
            "Which of the two, 0 and z, should win?",
            function=lambda z: np.minimum(0, z),
        ),
        Mistake(
            "step",
            "This says whether z is above 0, not how far.",
            "What should 2.0 become?",
            function=lambda z: (z > 0) * 1.0,
        ),
        Mistake(
            "clipped",
            "Entries above 1 are cut off at 1.",
            "Is there an upper end in max(0, z)?",
            function=lambda z: np.clip(z, 0, 1),
        ),
        Mistake(
            "leaky",
            "Negative entries still leak through, scaled by 0.01.",
            "What is the slope of max(0, z) to the left of 0?",
            function=lambda z: np.where(z > 0, z, 0.01 * z),
        ),
        Mistake(
            "largest",
            "This gives one number, the largest of all; relu works entry by entry.",
            "Which NumPy function compares two things entry by entry?",
            function=lambda z: max(0.0, np.max(z)),
        ),
        Mistake(
            "built_in_max",
            "Python's max asks whether the whole array is larger than 0, "
            "and an array has no one answer.",
            "Which NumPy function compares two things entry by entry?",
            function=lambda z: max(0, z),
        ),
        Mistake(
            "changed_arguments",
            "What came in is changed, and somebody still needs it.",
            "How do you get the same numbers in a new array?",
            function=_relu_changing,
        ),
        Mistake(
            "softplus",
            "This is log(1 + e^z), the relu with its corner rounded off.",
            "What is max(0, z) at z = 0?",
            function=lambda z: np.logaddexp(0, z),
        ),
    ),
)
