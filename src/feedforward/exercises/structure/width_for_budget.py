"""Exercise `width_for_budget` of section 6.2."""

import numpy as np

from feedforward import network
from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.checking.observe import Opaque
from feedforward.exercises.random_sizes import random_widths
from feedforward.network import count_parameters


def width_for_budget(M, n, depth, budget):
    """Return the largest width m for which a network has at most `budget` parameters.

    The network has M inputs, `depth` >= 1 hidden layers of width m, and n outputs. Weights and
    biases both count. Return 0 if not even m = 1 is possible.
    """
    m = 0
    while count_parameters([M] + [m + 1] * depth + [n]) <= budget:
        m += 1
    return m


def _cases(rng):
    def case(depth, low, room, note=""):
        """A budget that width m needs exactly, and room(n) more; n is the smallest of the three."""
        n, (M, m) = int(rng.integers(2, 5)), random_widths(rng, 2, low, low + 6)
        return Case((M, n, depth, _cost(M, n, depth, m) + room(n)), note)

    yield case(2, 5, lambda n: 1)
    yield case(3, 5, lambda n: -n - 1)
    yield case(4, 5, lambda n: 2)
    yield case(2, 5, lambda n: 0, "a budget that is met exactly")
    yield case(3, 6, lambda n: -1, "a budget that lacks one")
    yield case(1, 6, lambda n: 0, "one hidden layer")
    yield case(1, 6, lambda n: -1, "one hidden layer")
    M, n = random_widths(rng, 2, 3, 9)
    yield Case((M, n, 2, _cost(M, n, 2, 1) - 1), "a budget that not even one unit a layer fits")
    yield Case((M, n, 3, n - 1), "a budget smaller than the outputs")
    yield Case((784, 10, 2, 100_000), "a network for digits")


def _widest(count):
    """The largest width whose cost, by `count(M, n, depth, m)`, keeps to the budget."""

    def width(M, n, depth, budget):
        m = 0
        while count(M, n, depth, m + 1) <= budget:
            m += 1
        return m

    return width


def _cost(M, n, depth, m):
    return count_parameters([M] + [m] * depth + [n])


_width = _widest(_cost)


def _real_width(M, n, depth, budget):
    """The width, no whole number, that meets the budget exactly."""
    a, b, c = depth - 1, M + n + depth, n - budget
    if a == 0:
        return -c / b
    return (-b + max(b * b - 4 * a * c, 0) ** 0.5) / (2 * a)


def _is_no_whole_number(case, got):
    is_number = isinstance(got, np.ndarray) and got.ndim == 0 and got.dtype.kind == "f"
    return is_number and bool(got % 1 != 0)


def _is_none_where_nothing_fits(case, got):
    M, n, depth, budget = case.args
    return isinstance(got, Opaque) and got.kind == "NoneType" and _cost(M, n, depth, 1) > budget


WIDTH_FOR_BUDGET = Exercise(
    name="width_for_budget",
    section="6.2_structure",
    points=2,
    reference=width_for_budget,
    cases=_cases,
    off_limits=(network.init_params,),
    open_question=(
        "How many parameters does the network have at your width, and how many at the next "
        "larger one?"
    ),
    hints=(
        "You can count the parameters of a network. Which list of sizes describes hidden "
        "layers of width m?",
        "The sizes are `[M] + [m] * depth + [n]`. A larger width always costs more parameters.",
        "Try m = 1, 2, 3, … What do you know as soon as the budget is exceeded?",
    ),
    mistakes=(
        Mistake(
            "first_too_wide",
            "This is the first width that exceeds the budget.",
            "Which is the largest width that does not exceed the budget?",
            function=lambda M, n, depth, budget: _width(M, n, depth, budget) + 1,
        ),
        Mistake(
            "never_exactly",
            "Your code rejects a network with exactly `budget` parameters.",
            'Does "at most `budget`" include `budget` itself?',
            function=lambda M, n, depth, budget: _width(M, n, depth, budget - 1),
        ),
        Mistake(
            "no_biases",
            "Your count leaves out the biases.",
            "Which numbers does a layer contain besides its weights?",
            function=_widest(lambda M, n, depth, m: M * m + (depth - 1) * m * m + m * n),
        ),
        Mistake(
            "output_biases_left_out",
            "Your count leaves out the biases of the output layer.",
            "Which parameters does the last layer have?",
            function=lambda M, n, depth, budget: _width(M, n, depth, budget + n),
        ),
        Mistake(
            "one_layer_too_many",
            "Your count has one matrix of shape (m, m) too many; such matrices lie between "
            "hidden layers.",
            "If there is one hidden layer, how many matrices of shape (m, m) are there?",
            function=_widest(lambda M, n, depth, m: _cost(M, n, depth + 1, m)),
        ),
        Mistake(
            "depth_ignored",
            "This is the width for one hidden layer, whatever the depth is.",
            "How many parameters does each further hidden layer cost?",
            function=lambda M, n, depth, budget: _width(M, n, 1, budget),
        ),
        Mistake(
            "output_layer_left_out",
            "Your count leaves out the output layer.",
            "What leads from the last hidden layer to the n outputs?",
            function=_widest(lambda M, n, depth, m: count_parameters([M] + [m] * depth)),
        ),
        Mistake(
            "smallest",
            "This is the smallest width that stays within the budget.",
            "Which larger widths stay within the budget, too?",
            function=lambda *args: min(_width(*args), 1),
        ),
        Mistake(
            "at_least_one",
            "Your result is 1 where no width fits.",
            "Does a network of width 1 stay within that budget?",
            function=lambda *args: max(_width(*args), 1),
        ),
        Mistake(
            "rounded",
            "Your width is rounded to the nearest whole number, so your network can exceed the "
            "budget.",
            "In which direction must you round to stay within the budget?",
            function=lambda *args: max(round(_real_width(*args)), 0),
        ),
        Mistake(
            "not_whole",
            "Your width is not a whole number.",
            "Which whole number is the largest that stays within the budget?",
            rule=_is_no_whole_number,
        ),
        Mistake(
            "none_where_nothing_fits",
            "Not even m = 1 fits this budget: your function should return 0, but it returns None.",
            "Which `return` does your code reach if it finds no width?",
            rule=_is_none_where_nothing_fits,
        ),
        Mistake(
            "inputs_of_the_network",
            "Your count gives every hidden layer as many inputs as the network has.",
            "How many inputs does the second hidden layer have?",
            function=_widest(lambda M, n, depth, m: depth * m * (M + 1) + n * (m + 1)),
        ),
    ),
)
