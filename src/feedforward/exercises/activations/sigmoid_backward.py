"""Exercise `sigmoid_backward` of section 6.4."""

import numpy as np

from feedforward.activations import sigmoid, sigmoid_backward
from feedforward.checking.exercise import Case, Exercise, Mistake, Potential
from feedforward.exercises.case_arrays import strided, tidy
from feedforward.gradcheck import complex_step_gradient, numerical_gradient


def _cases(rng):
    def case(*shape, note=""):
        return Case((tidy(rng, *shape), sigmoid(rng.normal(0, 2, size=shape))), note)

    yield Case((tidy(rng, 3), np.array([0.2, 0.9, 0.6])))
    yield case(4, 3)
    yield case(2, 3, 5, note="three axes")
    yield Case((tidy(rng, 4), np.array([0.0, 0.3, 1.0, 0.8])), "a Z of exactly 0 and 1")
    yield Case((np.array([3, -2, 1]), np.array([0.7, 0.4, 0.1])), "dZ of whole numbers")
    yield Case(tuple(strided(a) for a in case(5, 3).args), "every other column")
    yield case(1, note="one entry")
    yield Case(tuple(a.astype(np.float32) for a in case(7).args), "float32")


def _sigmoid_backward_like_dZ(dZ, Z):
    dh = np.zeros_like(dZ)
    dh[...] = (dZ * Z * (1 - Z)).astype(dZ.dtype)
    return dh


def _weighted_sigmoid(args, path, step):
    dZ, Z = args
    return np.sum(dZ * sigmoid(np.log(Z / (1 - Z)) + step))


SIGMOID_BACKWARD = Exercise(
    name="sigmoid_backward",
    section="6.4_activations",
    points=2,
    reference=sigmoid_backward,
    cases=_cases,
    off_limits=(numerical_gradient, complex_step_gradient),
    potentials={"result": Potential("h", _weighted_sigmoid)},
    hints=(
        "The chain rule, entry by entry: dJ/dh = dJ/dZ · dZ/dh. The first factor is given.",
        "Differentiate 1/(1 + e^-h), and look for Z and 1 - Z in the result.",
    ),
    mistakes=(
        Mistake(
            "sigmoid_again",
            "The slope is computed from sigmoid(Z), but Z is already the output of the sigmoid.",
            "What is the slope of the sigmoid, written with Z = sigmoid(h)?",
            function=lambda dZ, Z: dZ * sigmoid(Z) * (1 - sigmoid(Z)),
        ),
        Mistake(
            "dZ_forgotten",
            "This is dZ/dh alone, without the factor dJ/dZ.",
            "By the chain rule, dJ/dh is a product of two rates. Which one is missing?",
            function=lambda dZ, Z: Z * (1 - Z),
        ),
        Mistake(
            "added",
            "Your result is dZ plus the slope of the sigmoid; the chain rule multiplies the two.",
            "How much of dZ should a saturated unit pass on?",
            function=lambda dZ, Z: dZ + Z * (1 - Z),
        ),
        Mistake(
            "passed_on",
            "dZ is returned unchanged, as if the sigmoid had slope 1 everywhere.",
            "What is the largest slope of the sigmoid?",
            function=lambda dZ, Z: dZ,
        ),
        Mistake(
            "only_Z",
            "This is dZ times Z. A factor is missing: the slope has to vanish where Z is near 1.",
            "What is the slope of the sigmoid far to the right?",
            function=lambda dZ, Z: dZ * Z,
        ),
        Mistake(
            "only_one_minus_Z",
            "This is dZ times (1 - Z). A factor is missing: the slope has to vanish where Z is "
            "near 0.",
            "What is the slope of the sigmoid far to the left?",
            function=lambda dZ, Z: dZ * (1 - Z),
        ),
        Mistake(
            "of_tanh",
            "You used 1 - Z^2, which is the slope of tanh.",
            "What is the slope of the sigmoid at h = 0, where Z = 1/2?",
            function=lambda dZ, Z: dZ * (1 - Z**2),
        ),
        Mistake(
            "of_relu",
            "Your result is dZ where Z > 0, and 0 elsewhere: this is the backward pass of ReLU.",
            "How does the slope of a sigmoid depend on Z?",
            function=lambda dZ, Z: dZ * (Z > 0),
        ),
        Mistake(
            "torn",
            "This is dZ times Z, minus Z: Python multiplies before it subtracts.",
            "Which part of the formula has to be inside brackets?",
            function=lambda dZ, Z: dZ * Z * 1 - Z,
        ),
        Mistake(
            "divided",
            "Your result is dZ divided by the slope; the chain rule multiplies by the slope.",
            "Where the sigmoid is flat, should dJ/dh be small or large?",
            function=lambda dZ, Z: dZ / (Z * (1 - Z)),
        ),
        Mistake(
            "summed",
            "All entries have been added up; every entry of h has its own derivative.",
            "What shape should dJ/dh have?",
            function=lambda dZ, Z: np.sum(dZ * Z * (1 - Z)),
        ),
        Mistake(
            "integer_result",
            "An array of integers in your code has cut off the decimals of every derivative.",
            "What is the dtype of `np.zeros_like(a)` if `a` holds whole numbers?",
            function=_sigmoid_backward_like_dZ,
        ),
    ),
)
