"""Exercise `relu_backward` of section 6.4."""

import numpy as np

from feedforward.activations import leaky_relu_backward, relu, relu_backward
from feedforward.checking.exercise import Case, Exercise, Mistake, Potential
from feedforward.exercises.case_arrays import strided, tidy
from feedforward.gradcheck import complex_step_gradient, numerical_gradient


def _cases(rng):
    def case(*shape, note=""):
        return Case((tidy(rng, *shape), tidy(rng, *shape)), note)

    yield Case((tidy(rng, 4), np.array([-1.5, 0.3, 2.0, -0.4])))
    yield case(4, 3)
    yield case(2, 3, 5, note="three axes")
    yield Case((tidy(rng, 3), np.array([-2, 0, 3])), "an h of exactly 0")
    yield Case((tidy(rng, 3), np.array([-1e-7, 1e-7, 2])), "an h next to 0")
    yield Case(tuple(strided(a) for a in case(5, 3).args), "every other column")
    yield Case((tidy(rng, 1), np.array([-0.7])), "one unit, and it is off")
    yield Case(tuple(a.astype(np.float32) for a in case(7).args), "float32")


def _relu_backward_in_place(dZ, h):
    dZ[h <= 0] = 0
    return dZ


def _weighted_relu(args, path, step):
    dZ, h = args
    return np.sum(dZ * relu(h + step))


RELU_BACKWARD = Exercise(
    name="relu_backward",
    section="6.4_activations",
    points=2,
    reference=relu_backward,
    cases=_cases,
    off_limits=(leaky_relu_backward, numerical_gradient, complex_step_gradient),
    potentials={"result": Potential("h", _weighted_relu)},
    hints=(
        "How does relu(h) move when h does: where h is above 0, and where it is below?",
        "A comparison gives an array of True and False, and in a product they count as 1 and 0.",
    ),
    mistakes=(
        Mistake(
            "passed_on",
            "All of dZ comes through, even to units that were off.",
            "When h is below 0, does relu(h) move with it?",
            function=lambda dZ, h: dZ,
        ),
        Mistake(
            "dZ_forgotten",
            "This is the relu's own slope, 0 or 1: what comes from above, dJ/dZ, is not in it.",
            "Which second factor has the chain rule?",
            function=lambda dZ, h: (h > 0) * 1.0,
        ),
        Mistake(
            "mask_of_dZ",
            "The mask looks at dZ: this stops negative derivatives, not units that were off.",
            "Which array says whether a unit was on?",
            function=lambda dZ, h: np.maximum(0, dZ),
        ),
        Mistake(
            "both_masks",
            "Besides units that were off, this stops every negative derivative.",
            "May a derivative be below 0 where the unit is on?",
            function=lambda dZ, h: dZ * (h > 0) * (dZ > 0),
        ),
        Mistake(
            "inverted",
            "The mask is inverted: units that were off let dZ pass, the others stop it.",
            "For which h does relu(h) move with h?",
            function=lambda dZ, h: dZ * (h <= 0),
        ),
        Mistake(
            "kink",
            "At h = 0 exactly, dZ comes through. The kink has no one slope; "
            "this book counts it as 0, like all to its left.",
            "Which comparison leaves h = 0 out?",
            function=lambda dZ, h: dZ * (h >= 0),
        ),
        Mistake(
            "kink_half",
            "At h = 0 exactly, half of dZ comes through. The kink has no one slope; "
            "this book counts it as 0, like all to its left.",
            "Which comparison puts h = 0 with the units that are off?",
            function=lambda dZ, h: dZ * np.heaviside(h, 0.5),
        ),
        Mistake(
            "times_relu",
            "dZ is multiplied by relu(h), the value, where its slope is meant.",
            "How steep is the relu at h = 2: 2, or 1?",
            function=lambda dZ, h: dZ * relu(h),
        ),
        Mistake(
            "forward",
            "This is the relu itself, on its way forward.",
            "What does dZ have to do with dJ/dh?",
            function=lambda dZ, h: relu(h),
        ),
        Mistake(
            "added",
            "dZ and the slope of the relu are added.",
            "How does the chain rule join two rates of change?",
            function=lambda dZ, h: dZ + (h > 0),
        ),
        Mistake(
            "sign_of_h",
            "Units that were off send dZ back negated: that is the slope of |h|.",
            "What is the slope of max(0, h) to the left of 0?",
            function=lambda dZ, h: dZ * np.sign(h),
        ),
        Mistake(
            "leaky",
            "A hundredth of dZ leaks through units that were off: that is a leaky relu.",
            "What is the slope of max(0, h) to the left of 0?",
            function=lambda dZ, h: np.where(h > 0, dZ, 0.01 * dZ),
        ),
        Mistake(
            "if_on_array",
            "An `if` asks one question of the whole array, and its entries differ.",
            "Which NumPy function chooses entry by entry?",
            function=lambda dZ, h: dZ if h > 0 else 0 * dZ,
        ),
        Mistake(
            "selected",
            "`dZ[h > 0]` picks out the units that are on and loses the places of the others.",
            "What should stand in dJ/dh where a unit was off?",
            function=lambda dZ, h: dZ[h > 0],
        ),
        Mistake(
            "changed_arguments",
            "The zeros are written into dZ itself, and somebody still needs it.",
            "How do you get them in a new array?",
            function=_relu_backward_in_place,
        ),
    ),
)
