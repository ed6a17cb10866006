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
    yield Case((tidy(rng, 4), np.array([0.0, 0.3, 1.0, 0.8])), "Z that has reached 0 and 1")
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
        "Differentiate 1/(1 + e^-h), and look for Z and for 1 - Z in what you get.",
    ),
    mistakes=(
        Mistake(
            "sigmoid_again",
            "Z is what the sigmoid put out; here it goes through the sigmoid once more.",
            "What does Z(1 - Z) become when Z is sigmoid(h) already?",
            function=lambda dZ, Z: dZ * sigmoid(Z) * (1 - sigmoid(Z)),
        ),
        Mistake(
            "dZ_forgotten",
            "This is dZ/dh alone: what comes from above, dJ/dZ, is not in it.",
            "Which second factor has the chain rule?",
            function=lambda dZ, Z: Z * (1 - Z),
        ),
        Mistake(
            "added",
            "dZ and the sigmoid's slope are added.",
            "How does the chain rule join two rates of change?",
            function=lambda dZ, Z: dZ + Z * (1 - Z),
        ),
        Mistake(
            "passed_on",
            "dZ comes back as it was, as if the sigmoid were straight with slope 1.",
            "How steep is the sigmoid at most?",
            function=lambda dZ, Z: dZ,
        ),
        Mistake(
            "only_Z",
            "dZ times Z is half of it: this slope would not vanish where Z is near 1.",
            "What is the sigmoid's slope far to the right?",
            function=lambda dZ, Z: dZ * Z,
        ),
        Mistake(
            "only_one_minus_Z",
            "dZ times 1 - Z is half of it: this slope would not vanish where Z is near 0.",
            "What is the sigmoid's slope far to the left?",
            function=lambda dZ, Z: dZ * (1 - Z),
        ),
        Mistake(
            "of_tanh",
            "1 - Z^2 is the slope of tanh.",
            "What is the slope of the sigmoid at h = 0, where Z = 1/2?",
            function=lambda dZ, Z: dZ * (1 - Z**2),
        ),
        Mistake(
            "of_relu",
            "Z is above 0 everywhere, so this lets all of dZ pass: it is the slope of a relu.",
            "How does a sigmoid's slope depend on Z?",
            function=lambda dZ, Z: dZ * (Z > 0),
        ),
        Mistake(
            "torn",
            "`dZ * Z * 1 - Z` multiplies by 1 and takes Z off at the end.",
            "Where do brackets belong?",
            function=lambda dZ, Z: dZ * Z * 1 - Z,
        ),
        Mistake(
            "divided",
            "Dividing by the slope leads from dJ/dh to dJ/dZ, the other way.",
            "A flat sigmoid: should little or much of dZ come through?",
            function=lambda dZ, Z: dZ / (Z * (1 - Z)),
        ),
        Mistake(
            "summed",
            "All entries are added up; every h has a derivative of its own.",
            "Which shape should dJ/dh have?",
            function=lambda dZ, Z: np.sum(dZ * Z * (1 - Z)),
        ),
        Mistake(
            "integer_result",
            "Made like a dZ of whole numbers, the result holds whole numbers, "
            "and every derivative loses its decimals.",
            "Of which type should the array be that you fill in?",
            function=_sigmoid_backward_like_dZ,
        ),
    ),
)
