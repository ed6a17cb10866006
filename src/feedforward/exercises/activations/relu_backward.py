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
    dZ, h = case(4, 3).args
    h[:, 0] = -np.abs(h[:, 0])  # a unit that is off for all samples
    yield Case((dZ, h))
    yield case(2, 3, 5, note="three axes")
    yield Case((tidy(rng, 3), np.array([-2, 0, 3])), "an h of exactly 0")
    yield Case((tidy(rng, 3), np.array([-1e-7, 1e-7, 2])), "an h next to 0")
    yield Case(tuple(strided(a) for a in case(5, 3).args), "every other column")
    yield Case((tidy(rng, 1), np.array([-0.7])), "a single unit that is off")
    yield Case(tuple(a.astype(np.float32) for a in case(7).args), "float32")
    yield Case((tidy(rng, 3), np.array([-0.4, 0.0, 1.6])), "an h of exactly 0.0")


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
        "How does relu(h) change with h where h is above 0, and where it is below 0?",
        "A comparison gives an array of True and False, and in a product these count as 1 and 0.",
    ),
    mistakes=(
        Mistake(
            "passed_on",
            "Your result is dZ everywhere, even where h < 0.",
            "If h is below 0, does relu(h) change with h?",
            function=lambda dZ, h: dZ,
        ),
        Mistake(
            "dZ_forgotten",
            "This is the slope of ReLU, 0 or 1, without the factor dJ/dZ.",
            "By the chain rule, dJ/dh is a product of two rates. Which one is missing?",
            function=lambda dZ, h: (h > 0) * 1.0,
        ),
        Mistake(
            "mask_of_dZ",
            "Your result is 0 where dZ is negative; it should be 0 where the unit is off.",
            "Which array tells you whether a unit is on?",
            function=lambda dZ, h: np.maximum(0, dZ),
        ),
        Mistake(
            "both_masks",
            "Your result is 0 where a unit is off, and also where dZ is negative.",
            "May a derivative be negative where the unit is on?",
            function=lambda dZ, h: dZ * (h > 0) * (dZ > 0),
        ),
        Mistake(
            "inverted",
            "Your result is dZ where h is negative, and 0 where h is positive.",
            "For which h does relu(h) change with h?",
            function=lambda dZ, h: dZ * (h <= 0),
        ),
        Mistake(
            "kink",
            "At h = 0 exactly, your function passes dZ on. The corner has no slope, and this "
            "book uses 0 there.",
            "Which comparison excludes h = 0?",
            function=lambda dZ, h: dZ * (h >= 0),
        ),
        Mistake(
            "kink_half",
            "At h = 0 exactly, your function returns half of dZ. The corner has no slope, and "
            "this book uses 0 there.",
            "Which slope does your code use where h is exactly 0?",
            function=lambda dZ, h: dZ * np.heaviside(h, 0.5),
        ),
        Mistake(
            "times_relu",
            "Your result is dZ times the value relu(h), not dZ times the slope of ReLU.",
            "What is the slope of ReLU at h = 2: 2 or 1?",
            function=lambda dZ, h: dZ * relu(h),
        ),
        Mistake(
            "forward",
            "This is relu(h), the forward pass.",
            "How does dJ/dh depend on dZ?",
            function=lambda dZ, h: relu(h),
        ),
        Mistake(
            "added",
            "Your result is dZ plus the slope of ReLU; the chain rule multiplies the two.",
            "How much of dZ should a unit with slope 0 pass on?",
            function=lambda dZ, h: dZ + (h > 0),
        ),
        Mistake(
            "sign_of_h",
            "Where h < 0 your result is -dZ: this is the backward pass of |h|.",
            "What is the slope of max(0, h) to the left of 0?",
            function=lambda dZ, h: dZ * np.sign(h),
        ),
        Mistake(
            "leaky",
            "Where h < 0 your result is dZ/100: this is leaky ReLU.",
            "What is the slope of max(0, h) to the left of 0?",
            function=lambda dZ, h: np.where(h > 0, dZ, 0.01 * dZ),
        ),
        Mistake(
            "if_on_array",
            "",
            "Which NumPy function chooses entry by entry?",
            function=lambda dZ, h: dZ if h > 0 else 0 * dZ,
        ),
        Mistake(
            "selected",
            "Your result contains only the entries of units that are on, so their positions are "
            "lost.",
            "What should dJ/dh be where a unit is off?",
            function=lambda dZ, h: dZ[h > 0],
        ),
    ),
)
