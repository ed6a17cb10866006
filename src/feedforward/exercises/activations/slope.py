"""Exercise `slope` of section 6.4."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import strided, tidy
from feedforward.gradcheck import complex_step_gradient, numerical_gradient


def cube(x):
    """x^3: its central difference, 3x^2 + eps^2, tells one eps from another."""
    return x**3


def slope(f, x, eps=1e-5):
    """(f(x + eps) - f(x - eps)) / (2 eps) at every entry of x: the central difference.

    f works entry by entry; x has any shape -> an array of x's shape
    """
    return (f(x + eps) - f(x - eps)) / (2 * eps)


def ripples(x):
    """Bends so much that another eps than the one asked for shows."""
    return np.sin(20 * x)


def _cases(rng):
    yield Case((cube, np.array([-1.2, 0.5, 2.0]), 0.1))
    yield Case((ripples, tidy(rng, 4)), "eps left at 1e-5")
    yield Case((np.exp, rng.normal(size=(4, 3)), 0.3))
    yield Case((np.arctan, rng.normal(size=(2, 3, 5)), 0.5), "three axes")
    yield Case((cube, np.array([-2, 1, 3]), 0.5), "whole numbers")
    yield Case((cube, strided(tidy(rng, 5, 2)), 0.2), "every other column")
    yield Case((np.exp, tidy(rng, 1), 0.4), "one entry")
    yield Case((cube, tidy(rng, 6).astype(np.float32), 0.25), "float32")


def _slopes_like_x(f, x, eps=1e-5):
    result = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        result[i] = (f(x[i] + eps) - f(x[i] - eps)) / (2 * eps)
    return result


SLOPE = Exercise(
    name="slope",
    section="6.4_activations",
    points=1,
    reference=slope,
    cases=_cases,
    off_limits=(numerical_gradient, complex_step_gradient),
    hints=(
        "You need the rise of f over a short distance: from x - eps to x + eps.",
        "How far apart are the two points? Mind the brackets: `a / 2 * eps` multiplies by eps.",
        "x + eps moves all entries at once, whatever the shape, and f accepts the whole array.",
    ),
    mistakes=(
        Mistake(
            "forward",
            "This is the one-sided difference from x to x + eps.",
            "Which point balances x + eps on the other side of x?",
            function=lambda f, x, eps=1e-5: (f(x + eps) - f(x)) / eps,
        ),
        Mistake(
            "backward",
            "This is the one-sided difference from x - eps to x.",
            "Which point balances x - eps on the other side of x?",
            function=lambda f, x, eps=1e-5: (f(x) - f(x - eps)) / eps,
        ),
        Mistake(
            "one_eps",
            "f(x + eps) - f(x - eps) is divided by eps, so every slope is twice as large as it "
            "should be.",
            "How far apart are x - eps and x + eps?",
            function=lambda f, x, eps=1e-5: (f(x + eps) - f(x - eps)) / eps,
        ),
        Mistake(
            "one_sided_by_two",
            "Your two points are eps apart, but the rise between them is divided by 2 eps.",
            "Which two points does your numerator compare?",
            function=lambda f, x, eps=1e-5: (f(x + eps) - f(x)) / (2 * eps),
        ),
        Mistake(
            "precedence",
            "Your result is the rise of f divided by 2, times eps. Python computes a / b * c from "
            "left to right.",
            "Which product should the rise be divided by?",
            function=lambda f, x, eps=1e-5: (f(x + eps) - f(x - eps)) / 2 * eps,
        ),
        Mistake(
            "numerator_torn",
            "Only f(x - eps) is divided by 2 eps, because Python divides before it subtracts.",
            "Which part of the formula has to be inside brackets?",
            function=lambda f, x, eps=1e-5: f(x + eps) - f(x - eps) / (2 * eps),
        ),
        Mistake(
            "rise_only",
            "This is the rise of f, not its slope.",
            "Over what distance does f rise this much?",
            function=lambda f, x, eps=1e-5: f(x + eps) - f(x - eps),
        ),
        Mistake(
            "half_step",
            "Your two points lie eps/2 to each side of x.",
            "How far from x should each of them lie?",
            function=lambda f, x, eps=1e-5: (f(x + eps / 2) - f(x - eps / 2)) / eps,
        ),
        Mistake(
            "eps_ignored",
            "Your step is the same whatever eps is.",
            "What should happen if somebody calls your function with eps=0.1?",
            function=lambda f, x, eps=1e-5: (f(x + 1e-5) - f(x - 1e-5)) / 2e-5,
        ),
        Mistake(
            "outside_f",
            "eps is added to f(x) instead of to x, so every slope is 1.",
            "Which of the two must be shifted to measure a slope, x or f(x)?",
            function=lambda f, x, eps=1e-5: (f(x) + eps - (f(x) - eps)) / (2 * eps),
        ),
        Mistake(
            "summed",
            "All slopes have been added up into one number.",
            "How many slopes does an x of this shape have?",
            function=lambda f, x, eps=1e-5: np.sum(f(x + eps) - f(x - eps)) / (2 * eps),
        ),
        Mistake(
            "integer_result",
            "An array of integers in your code has cut off the decimals of every slope.",
            "What is the dtype of `np.zeros_like(a)` if `a` holds whole numbers?",
            function=_slopes_like_x,
        ),
        Mistake(
            "second_difference",
            "This is the second difference, divided by eps²: it says how the slope changes.",
            "At which two points does the central difference compare f?",
            function=lambda f, x, eps=1e-5: (f(x + eps) - 2 * f(x) + f(x - eps)) / eps**2,
        ),
    ),
)
