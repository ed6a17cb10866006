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
    yield Case((tidy(rng, 4), np.array([-1.0, 0.3, 1.0, -0.8])), "a Z of exactly -1 and 1")
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
        "Differentiate the fraction (e^h - e^-h)/(e^h + e^-h) by the quotient rule, and "
        "look for Z in the result. At h = 0 the slope is 1, and far out it is 0.",
    ),
    mistakes=(
        Mistake(
            "tanh_again",
            "Your slope is that of tanh at Z, but Z is already the output of tanh.",
            "What is the slope of tanh, written with Z = tanh(h)?",
            function=lambda dZ, Z: dZ * (1 - np.tanh(Z) ** 2),
        ),
        Mistake(
            "dZ_forgotten",
            "This is dZ/dh alone, without the factor dJ/dZ.",
            "By the chain rule, dJ/dh is a product of two rates. Which one is missing?",
            function=lambda dZ, Z: 1 - Z**2,
        ),
        Mistake(
            "added",
            "Your result is dZ plus the slope of tanh; the chain rule multiplies the two.",
            "How much of dZ should a saturated unit pass on?",
            function=lambda dZ, Z: dZ + (1 - Z**2),
        ),
        Mistake(
            "passed_on",
            "dZ is returned unchanged, as if tanh had slope 1 everywhere.",
            "What is the slope of tanh where Z is near 1?",
            function=lambda dZ, Z: dZ,
        ),
        Mistake(
            "of_sigmoid",
            "You used Z(1 - Z), which is the slope of the sigmoid; here it would be negative "
            "for every negative Z.",
            "Does tanh ever fall?",
            function=lambda dZ, Z: dZ * Z * (1 - Z),
        ),
        Mistake(
            "half",
            "Every entry is half of what it should be, as if the slope of tanh were (1 - Z^2)/2.",
            "What is the slope of tanh at h = 0?",
            function=lambda dZ, Z: dZ * (1 - Z**2) / 2,
        ),
        Mistake(
            "not_squared",
            "You used 1 - Z, so the slope would be different at h and at -h.",
            "Where is tanh steeper, at h = 1 or at h = -1?",
            function=lambda dZ, Z: dZ * (1 - Z),
        ),
        Mistake(
            "square_outside",
            "You used (1 - Z)^2; only a part of it should be squared.",
            "Which part of the formula is squared?",
            function=lambda dZ, Z: dZ * (1 - Z) ** 2,
        ),
        Mistake(
            "plus",
            "You used 1 + Z^2, which grows where tanh becomes flat.",
            "What should the slope be where Z approaches 1?",
            function=lambda dZ, Z: dZ * (1 + Z**2),
        ),
        Mistake(
            "only_square",
            "You used Z^2, which is small where tanh is steep, and near 1 where it is flat.",
            "What should the slope be at Z = 0?",
            function=lambda dZ, Z: dZ * Z**2,
        ),
        Mistake(
            "torn",
            "This is dZ - Z^2: Python multiplies before it subtracts.",
            "Which part of the formula has to be inside brackets?",
            function=lambda dZ, Z: dZ * 1 - Z**2,
        ),
        Mistake(
            "dZ_squared",
            "In your result dZ is inside the square as well.",
            "How many times does dJ/dZ occur in the chain rule?",
            function=lambda dZ, Z: dZ * (1 - (dZ * Z) ** 2),
        ),
        Mistake(
            "divided",
            "Your result is dZ divided by the slope; the chain rule multiplies by the slope.",
            "Where tanh is flat, should dJ/dh be small or large?",
            function=lambda dZ, Z: dZ / (1 - Z**2),
        ),
        Mistake(
            "summed",
            "All entries have been added up; every entry of h has its own derivative.",
            "What shape should dJ/dh have?",
            function=lambda dZ, Z: np.sum(dZ * (1 - Z**2)),
        ),
        Mistake(
            "integer_result",
            "An array of integers in your code has cut off the decimals of every derivative.",
            "What is the dtype of `np.zeros_like(a)` if `a` holds whole numbers?",
            function=_tanh_backward_like_dZ,
        ),
    ),
)
