"""Exercise `tanh_backward` of section 6.4."""

import numpy as np

from feedforward.activations import tanh_backward
from feedforward.checking.exercise import Case, Exercise, Mistake, Potential
from feedforward.exercises.case_arrays import strided, tidy
from feedforward.gradcheck import complex_step_gradient, numerical_gradient


def _cases(rng):
    def case(*shape, note=""):
        return Case((tidy(rng, *shape), np.tanh(rng.normal(size=shape))), note)

    yield Case((tidy(rng, 3), np.array([-0.6, 0.3, 0.9])))
    yield case(4, 3)
    yield case(2, 3, 5, note="three axes")
    yield Case((tidy(rng, 4), np.array([-1.0, 0.3, 1.0, -0.8])), "Z that has reached -1 and 1")
    yield Case((np.array([3, -2, 1]), np.array([0.7, -0.4, 0.1])), "dZ of whole numbers")
    yield Case(tuple(strided(a) for a in case(5, 3).args), "every other column")
    yield case(1, note="one entry")
    yield Case(tuple(a.astype(np.float32) for a in case(7).args), "float32")


def _tanh_backward_like_dZ(dZ, Z):
    dh = np.zeros_like(dZ)
    dh[...] = (dZ * (1 - Z**2)).astype(dZ.dtype)
    return dh


def _weighted_tanh(args, path, step):
    dZ, Z = args
    return np.sum(dZ * np.tanh(np.arctanh(Z) + step))


TANH_BACKWARD = Exercise(
    name="tanh_backward",
    section="6.4_activations",
    points=2,
    reference=tanh_backward,
    cases=_cases,
    off_limits=(numerical_gradient, complex_step_gradient),
    potentials={"result": Potential("h", _weighted_tanh)},
    hints=(
        "The chain rule, entry by entry: dJ/dh = dJ/dZ · dZ/dh. The first factor is given.",
        "Differentiate the fraction (e^h - e^-h)/(e^h + e^-h) by the quotient rule, and look for "
        "Z in what you get. At h = 0 the slope is 1, far out it is 0.",
    ),
    mistakes=(
        Mistake(
            "tanh_again",
            "Z is what tanh put out; here it goes through tanh once more.",
            "Z is tanh(h) already: what is left of your formula?",
            function=lambda dZ, Z: dZ * (1 - np.tanh(Z) ** 2),
        ),
        Mistake(
            "dZ_forgotten",
            "This is dZ/dh alone: what comes from above, dJ/dZ, is not in it.",
            "Which second factor has the chain rule?",
            function=lambda dZ, Z: 1 - Z**2,
        ),
        Mistake(
            "added",
            "dZ and the slope of tanh are added.",
            "How does the chain rule join two rates of change?",
            function=lambda dZ, Z: dZ + (1 - Z**2),
        ),
        Mistake(
            "passed_on",
            "dZ comes back as it was, as if tanh were straight with slope 1.",
            "How steep is tanh where Z is near 1?",
            function=lambda dZ, Z: dZ,
        ),
        Mistake(
            "of_sigmoid",
            "Z(1 - Z) is the slope of the sigmoid; here it would be below 0 for every Z below 0.",
            "Does tanh ever fall?",
            function=lambda dZ, Z: dZ * Z * (1 - Z),
        ),
        Mistake(
            "half",
            "Half of it is missing: (1 - Z^2)/2 is the slope of tanh(h/2).",
            "How steep is tanh at h = 0?",
            function=lambda dZ, Z: dZ * (1 - Z**2) / 2,
        ),
        Mistake(
            "not_squared",
            "With 1 - Z the slope would differ between h and -h.",
            "Where is tanh steeper: at h = 1 or at h = -1?",
            function=lambda dZ, Z: dZ * (1 - Z),
        ),
        Mistake(
            "square_outside",
            "The square is taken of 1 - Z as a whole.",
            "Which part of the formula does the square belong to?",
            function=lambda dZ, Z: dZ * (1 - Z) ** 2,
        ),
        Mistake(
            "plus",
            "1 + Z^2 grows where tanh levels off.",
            "What should the slope be where Z reaches 1?",
            function=lambda dZ, Z: dZ * (1 + Z**2),
        ),
        Mistake(
            "only_square",
            "Z^2 is small where tanh is steep, and near 1 where it is flat.",
            "What should the slope be at Z = 0?",
            function=lambda dZ, Z: dZ * Z**2,
        ),
        Mistake(
            "torn",
            "`dZ * 1 - Z**2` multiplies by 1 and takes the square off at the end.",
            "Where do brackets belong?",
            function=lambda dZ, Z: dZ * 1 - Z**2,
        ),
        Mistake(
            "dZ_squared",
            "dZ stands inside the square as well.",
            "How often does dJ/dZ enter the chain rule?",
            function=lambda dZ, Z: dZ * (1 - (dZ * Z) ** 2),
        ),
        Mistake(
            "divided",
            "Dividing by the slope leads from dJ/dh to dJ/dZ, the other way.",
            "A flat tanh: should little or much of dZ come through?",
            function=lambda dZ, Z: dZ / (1 - Z**2),
        ),
        Mistake(
            "summed",
            "All entries are added up; every h has a derivative of its own.",
            "Which shape should dJ/dh have?",
            function=lambda dZ, Z: np.sum(dZ * (1 - Z**2)),
        ),
        Mistake(
            "integer_result",
            "Made like a dZ of whole numbers, the result holds whole numbers, "
            "and every derivative loses its decimals.",
            "Of which type should the array be that you fill in?",
            function=_tanh_backward_like_dZ,
        ),
    ),
)
