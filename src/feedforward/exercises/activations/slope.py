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


def _slope_moving_x(f, x, eps=1e-5):
    x += eps
    up = f(x)
    x -= 2 * eps
    return (up - f(x)) / (2 * eps)


SLOPE = Exercise(
    name="slope",
    section="6.4_activations",
    points=1,
    reference=slope,
    cases=_cases,
    off_limits=(numerical_gradient, complex_step_gradient),
    hints=(
        "The rise of f over a short way: from eps left of x to eps right of it.",
        "How long is that way? Mind the brackets: `a / 2 * eps` multiplies by eps.",
        "x + eps moves all entries at once, whatever the shape, and f takes the whole array.",
    ),
    mistakes=(
        Mistake(
            "forward",
            "This is the one-sided difference: it starts at x itself and leans to the right.",
            "Which point would balance x + eps on the other side of x?",
            function=lambda f, x, eps=1e-5: (f(x + eps) - f(x)) / eps,
        ),
        Mistake(
            "backward",
            "This is the one-sided difference: it ends at x itself and leans to the left.",
            "Which point would balance x - eps on the other side of x?",
            function=lambda f, x, eps=1e-5: (f(x) - f(x - eps)) / eps,
        ),
        Mistake(
            "one_eps",
            "You divide by eps, and every slope comes out twice as steep.",
            "How far apart are x - eps and x + eps?",
            function=lambda f, x, eps=1e-5: (f(x + eps) - f(x - eps)) / eps,
        ),
        Mistake(
            "one_sided_by_two",
            "The rise is taken over one eps, but divided by two.",
            "From where to where does your numerator go?",
            function=lambda f, x, eps=1e-5: (f(x + eps) - f(x)) / (2 * eps),
        ),
        Mistake(
            "precedence",
            "Python works from left to right: `/ 2 * eps` divides by 2, then multiplies by eps.",
            "What has to be multiplied before you divide?",
            function=lambda f, x, eps=1e-5: (f(x + eps) - f(x - eps)) / 2 * eps,
        ),
        Mistake(
            "numerator_torn",
            "Only f(x - eps) is divided by 2 eps: a division binds tighter than a difference.",
            "Where do brackets keep the numerator together?",
            function=lambda f, x, eps=1e-5: f(x + eps) - f(x - eps) / (2 * eps),
        ),
        Mistake(
            "rise_only",
            "This is how far f rises, not how steeply.",
            "Over what distance does it rise that far?",
            function=lambda f, x, eps=1e-5: f(x + eps) - f(x - eps),
        ),
        Mistake(
            "half_step",
            "The two points lie eps/2 to each side of x.",
            "How far from x should each of them lie?",
            function=lambda f, x, eps=1e-5: (f(x + eps / 2) - f(x - eps / 2)) / eps,
        ),
        Mistake(
            "eps_ignored",
            "The step is 1e-5 whatever eps is.",
            "What should happen when somebody calls it with eps=0.1?",
            function=lambda f, x, eps=1e-5: (f(x + 1e-5) - f(x - 1e-5)) / 2e-5,
        ),
        Mistake(
            "outside_f",
            "eps is added to f(x), so f itself never moves and every slope is 1.",
            "What has to move so that f shows how it reacts?",
            function=lambda f, x, eps=1e-5: (f(x) + eps - (f(x) - eps)) / (2 * eps),
        ),
        Mistake(
            "summed",
            "All slopes are added up into one number.",
            "How many slopes does an x of this shape ask for?",
            function=lambda f, x, eps=1e-5: np.sum(f(x + eps) - f(x - eps)) / (2 * eps),
        ),
        Mistake(
            "integer_result",
            "Made like an x of whole numbers, the result holds whole numbers, "
            "and every slope loses its decimals.",
            "Of which type should the array be that you fill in?",
            function=_slopes_like_x,
        ),
        Mistake(
            "changed_arguments",
            "x itself is moved, and rounding keeps it from coming back exactly.",
            "How do you get a moved x beside the one that you were given?",
            function=_slope_moving_x,
        ),
    ),
)
