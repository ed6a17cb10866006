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
    yield Case((np.array([-0.5, -3.0]),), "negative entries only")
    yield Case((np.array([-0.5, 0.3, 0.2]),), "entries between -1 and 1")
    yield Case((strided(rng.normal(size=(5, 3))),), "every other column")
    yield Case((rng.normal(size=7).astype(np.float32),), "float32")


RELU = Exercise(
    name="relu",
    section="6.1_xor",
    points=1,
    reference=relu,
    cases=_cases,
    off_limits=(leaky_relu,),
    hints=(
        "Compare every entry with 0 and keep the larger of the two.",
        "`np.max` finds the largest entry of one array. `np.maximum` compares two "
        "arguments, entry by entry.",
    ),
    mistakes=(
        Mistake(
            "max_along_axis",
            "Your result is the largest entry along the first axis: in `np.max(z, 0)` the 0 is "
            "an axis. ReLU compares each entry with 0.",
            "Which NumPy function returns the larger of two arguments, entry by entry?",
            function=lambda z: np.max(z, 0),
        ),
        Mistake(
            "absolute_value",
            "Negative entries become positive: this is |z|.",
            "What should the output of a unit be if its input is below 0?",
            function=np.abs,
        ),
        Mistake(
            "identity",
            "Your function returns every entry unchanged.",
            "Which entries should ReLU replace by 0?",
            function=lambda z: z,
        ),
        Mistake(
            "negative_part",
            "Your function keeps the negative entries and replaces the positive ones by 0.",
            "What is max(0, z) for z = 2, and for z = -1.5?",
            function=lambda z: np.minimum(0, z),
        ),
        Mistake(
            "step",
            "Your result is 1 where z is above 0 and 0 elsewhere, so the values of z are lost.",
            "What should 2.0 become?",
            function=lambda z: (z > 0) * 1.0,
        ),
        Mistake(
            "clipped",
            "Entries above 1 are cut off at 1.",
            "Does max(0, z) have an upper limit?",
            function=lambda z: np.clip(z, 0, 1),
        ),
        Mistake(
            "leaky",
            "Negative entries are multiplied by 0.01 instead of being replaced by 0.",
            "What is the slope of max(0, z) to the left of 0?",
            function=lambda z: np.where(z > 0, z, 0.01 * z),
        ),
        Mistake(
            "largest",
            "Your result is a single number, the largest of all entries; ReLU works entry by "
            "entry.",
            "Which NumPy function compares two arguments entry by entry?",
            function=lambda z: max(0.0, np.max(z)),
        ),
        Mistake(
            "built_in_max",
            "Python's `max` and `if` decide once for the whole array; ReLU decides for every "
            "entry.",
            "Which NumPy function compares two arguments entry by entry?",
            function=lambda z: max(0, z),
        ),
        Mistake(
            "softplus",
            "This is log(1 + e^z), a smooth version of ReLU.",
            "What is max(0, z) at z = 0?",
            function=lambda z: np.logaddexp(0, z),
        ),
    ),
)
