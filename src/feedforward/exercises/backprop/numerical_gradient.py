"""Exercise `numerical_gradient` of section 6.8."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import strided, tidy
from feedforward.gradcheck import complex_step_gradient, numerical_gradient


def sum_of_cubes(x):
    """A J whose entries each go their own way."""
    return np.sum(x**3)


def neighbours(x):
    """A J in which the entries of a row meet: x_0 e^x_1 + x_1 e^x_2 + ..., and the squares."""
    return np.sum(x[..., :-1] * np.exp(x[..., 1:] / 2)) + np.sum(x**2)


def _cases(rng):
    yield Case((sum_of_cubes, tidy(rng, 3)))
    yield Case((neighbours, tidy(rng, 2, 4)))
    yield Case((neighbours, tidy(rng, 3), 0.1), "a coarse eps")
    yield Case((neighbours, rng.normal(size=(2, 3, 4))), "three axes")
    yield Case((sum_of_cubes, rng.uniform(1, 2, size=1)), "one entry")
    yield Case((neighbours, strided(rng.normal(size=(3, 2)))), "every other column")


def _differences(up, down, span):
    """A gradient by differences: where J is asked, in units of eps, and what it is divided by."""

    def gradient(J, x, eps=1e-5):
        result = np.zeros(x.shape)
        for index in np.ndindex(x.shape):
            nudge = np.zeros(x.shape)
            nudge[index] = eps
            result[index] = (J(x + up * nudge) - J(x + down * nudge)) / (span * eps)
        return result

    return gradient


def _all_at_once(J, x, eps=1e-5):
    return np.full(x.shape, (J(x + eps) - J(x - eps)) / (2 * eps))


def _row_at_once(J, x, eps=1e-5):
    result = np.zeros(x.shape)
    for i in range(len(x)):
        nudge = np.zeros(x.shape)
        nudge[i] = eps
        result[i] = (J(x + nudge) - J(x - nudge)) / (2 * eps)
    return result


def _never_put_back(J, x, eps=1e-5):
    x, result = x.copy(), np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += eps
        up = J(x)
        x[index] -= 2 * eps
        result[index] = (up - J(x)) / (2 * eps)
    return result


def _added_back(J, x, eps=1e-5):
    result = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += eps
        up = J(x)
        x[index] -= 2 * eps
        result[index] = (up - J(x)) / (2 * eps)
        x[index] += eps
    return result


def _nudging_a_copy(J, x, eps=1e-5):
    flat, result = x.ravel(), np.zeros(x.size)
    for i in range(x.size):
        old = flat[i]
        flat[i] = old + eps
        up = J(x)
        flat[i] = old - eps
        result[i] = (up - J(x)) / (2 * eps)
        flat[i] = old
    return result.reshape(x.shape)


def _entry_alone(J, x, eps=1e-5):
    result = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        result[index] = (J(x[index] + eps) - J(x[index] - eps)) / (2 * eps)
    return result


NUMERICAL_GRADIENT = Exercise(
    name="numerical_gradient",
    section="6.8_backprop",
    points=3,
    reference=numerical_gradient,
    cases=_cases,
    off_limits=(complex_step_gradient,),
    hints=(
        "For one entry: move it up by eps and ask J, move it down by eps and ask J again.",
        "`np.ndindex(x.shape)` gives every index of an array of any shape.",
        "An array of zeros with eps at that one index can be added to x without touching x.",
    ),
    mistakes=(
        Mistake(
            "forward_difference",
            "J is asked above x and at x itself. That is off by an amount that grows with eps; "
            "on both sides of x, most of it cancels.",
            "At which two places does a central difference ask J?",
            function=_differences(1, 0, 1),
        ),
        Mistake(
            "backward_difference",
            "J is asked at x itself and below. That is off by an amount that grows with eps; "
            "on both sides of x, most of it cancels.",
            "At which two places does a central difference ask J?",
            function=_differences(0, -1, 1),
        ),
        Mistake(
            "divided_by_eps",
            "The difference is divided by eps.",
            "How far apart are the two places where J is asked?",
            function=_differences(1, -1, 1),
        ),
        Mistake(
            "one_sided_over_two",
            "J is asked on one side of x only, and the difference divided by 2 eps.",
            "How far apart are the two places where J is asked?",
            function=_differences(1, 0, 2),
        ),
        Mistake(
            "half_steps",
            "The entry is moved by eps/2 each way; asked is eps each way.",
            "How far apart should the two places be?",
            function=_differences(0.5, -0.5, 1),
        ),
        Mistake(
            "not_divided",
            "This is how far J moves, not how far it moves a unit.",
            "By how much was x moved between the two calls?",
            function=lambda J, x, eps=1e-5: _differences(1, -1, 1 / eps)(J, x, eps),
        ),
        Mistake(
            "eps_ignored",
            "eps is always 1e-5, whatever was asked.",
            "What is the third argument for?",
            function=lambda J, x, eps=1e-5: _differences(1, -1, 2)(J, x),
        ),
        Mistake(
            "one_number",
            "Your result is one number for the whole of x: all entries were moved together, and "
            "the entries were not told apart.",
            "How can you move one entry of x and leave all others where they are?",
            function=lambda J, x, eps=1e-5: (J(x + eps) - J(x - eps)) / (2 * eps),
        ),
        Mistake(
            "all_at_once",
            "All entries are moved together, so each gets the sum of all derivatives.",
            "How do you move one entry and leave the rest?",
            function=_all_at_once,
        ),
        Mistake(
            "row_at_once",
            "All entries of a row are moved together.",
            "What does x[i] stand for when x has two axes?",
            function=_row_at_once,
        ),
        Mistake(
            "never_put_back",
            "An entry that was moved stays moved while the next ones have their turn.",
            "Where should all other entries be when one is nudged?",
            function=_never_put_back,
        ),
        Mistake(
            "nudging_a_copy",
            "Where x does not lie in one piece, as every other column of something wider, `ravel` "
            "and `reshape` give a copy: it is nudged, and x stays.",
            "What could you hand to J in place of x?",
            function=_nudging_a_copy,
        ),
        Mistake(
            "entry_alone",
            "J is given one entry; it is a function of the whole x.",
            "What should J get, so that only one entry of it has moved?",
            function=_entry_alone,
        ),
        Mistake(
            "changed_arguments",
            "x is nudged where it lies, and adding eps back does not undo it to the last bit.",
            "Where could you keep the old number, or what could you nudge in place of x?",
            function=_added_back,
        ),
    ),
)
