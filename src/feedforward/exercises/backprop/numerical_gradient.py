"""Exercise `numerical_gradient` of section 6.8."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import strided, tidy
from feedforward.gradcheck import complex_step_gradient, numerical_gradient


def sum_of_cubes(x):
    """Return a J in which the entries do not interact."""
    return np.sum(x**3)


def neighbours(x):
    """Return a J in which neighbours interact: x_0 e^(x_1/2) + x_1 e^(x_2/2) + …, plus sum x^2."""
    return np.sum(x[..., :-1] * np.exp(x[..., 1:] / 2)) + np.sum(x**2)


def _cases(rng):
    yield Case((sum_of_cubes, tidy(rng, 3)))
    yield Case((neighbours, tidy(rng, 2, 4)))
    yield Case((neighbours, tidy(rng, 3), 0.1), "eps = 0.1")
    yield Case((neighbours, rng.normal(size=(2, 3, 4))), "three axes")
    yield Case((sum_of_cubes, rng.uniform(1, 2, size=1)), "one entry")
    yield Case((neighbours, strided(rng.normal(size=(3, 2)))), "every other column")


def _differences(up, down, span):
    """Return a difference quotient, (J(x + up eps) - J(x + down eps)) / (span eps) per entry."""

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


def _put_back_in_place(J, x, eps=1e-5):
    result = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += eps
        up = J(x)
        x[index] -= 2 * eps
        result[index] = (up - J(x)) / (2 * eps)
        x[index] += eps
    return result


def _never_put_back(J, x, eps=1e-5):
    x, result = x.copy(), np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += eps
        up = J(x)
        x[index] -= 2 * eps
        result[index] = (up - J(x)) / (2 * eps)
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
    open_question=(
        "For one entry of x, print what you pass to J. In which entries does it differ from x, and "
        "by how much?"
    ),
    hints=(
        "Take one entry. Evaluate J with this entry raised by eps, and again with this "
        "entry lowered by eps.",
        "`np.ndindex(x.shape)` yields every index of an array of any shape.",
        "Create an array of zeros with eps at this one index. Adding it to x makes a new "
        "array and leaves x unchanged.",
    ),
    mistakes=(
        Mistake(
            "forward_difference",
            "You compute a forward difference: J is evaluated at x + eps and at x. Its error is "
            "proportional to eps, and most of that cancels in a central difference.",
            "At which two points does a central difference evaluate J?",
            function=_differences(1, 0, 1),
        ),
        Mistake(
            "backward_difference",
            "You compute a backward difference: J is evaluated at x and at x - eps. Its error "
            "is proportional to eps, and most of that cancels in a central difference.",
            "At which two points does a central difference evaluate J?",
            function=_differences(0, -1, 1),
        ),
        Mistake(
            "divided_by_eps",
            "Your result is the difference divided by eps, so every entry is twice as large as it "
            "should be.",
            "How far apart are the two points at which J is evaluated?",
            function=_differences(1, -1, 1),
        ),
        Mistake(
            "one_sided_over_two",
            "Your result is the difference between J at x + eps and J at x, divided by 2 eps.",
            "At which two points does a central difference evaluate J?",
            function=_differences(1, 0, 2),
        ),
        Mistake(
            "half_steps",
            "You move each entry by eps/2 in both directions; it should move by eps.",
            "J is evaluated at two points. How far apart should they be?",
            function=_differences(0.5, -0.5, 1),
        ),
        Mistake(
            "not_divided",
            "Your result is the change in J, which is not yet a slope.",
            "By how much does the entry of x differ between the two points?",
            function=lambda J, x, eps=1e-5: _differences(1, -1, 1 / eps)(J, x, eps),
        ),
        Mistake(
            "eps_ignored",
            "Your function always uses eps = 1e-5, whatever is passed in.",
            "Where in your lines does the argument eps appear?",
            function=lambda J, x, eps=1e-5: _differences(1, -1, 2)(J, x),
        ),
        Mistake(
            "one_number",
            "Your result is a single number, the sum of all derivatives: all entries of x move "
            "together.",
            "How can you move one entry and leave all others unchanged?",
            function=lambda J, x, eps=1e-5: (J(x + eps) - J(x - eps)) / (2 * eps),
        ),
        Mistake(
            "all_at_once",
            "All entries move together, so each entry of your result is the sum of all "
            "derivatives.",
            "How can you move one entry and leave all others unchanged?",
            function=_all_at_once,
        ),
        Mistake(
            "row_at_once",
            "If x has several axes, your code moves all entries with the same first index at once.",
            "What is x[i] if x has two axes?",
            function=_row_at_once,
        ),
        Mistake(
            "changed_arguments",
            "Your function changed its argument `x`.",
            "Print `x.tolist()` before and after your call. Which entries have changed, and by how "
            "much?",
            function=_put_back_in_place,
        ),
        Mistake(
            "never_put_back",
            "You do not put an entry back before you move the next one.",
            "While one entry is moved, what values should the others have?",
            function=_never_put_back,
        ),
        Mistake(
            "nudging_a_copy",
            "Your result is wrong if x is not contiguous in memory, for example if x is a slice "
            "such as `wider[:, ::2]`. For such an x, `ravel` returns a copy, and changing the "
            "copy does not change x.",
            "Which array do you change, and which array does J receive?",
            function=_nudging_a_copy,
        ),
        Mistake(
            "entry_alone",
            "J receives a single entry, but it is a function of the whole x.",
            "What should J receive, if only one entry of x is to move?",
            function=_entry_alone,
        ),
    ),
)
