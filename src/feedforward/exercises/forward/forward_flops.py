"""Exercise `forward_flops` of section 6.7."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.random_sizes import random_widths


def forward_flops(N, sizes):
    """Count the multiplications and additions in all the matrix products of a forward pass.

    The sum for an entry starts from 0, so each of its terms costs one multiplication and one
    addition. Adding b and applying f are not counted.
    N samples, sizes [M, m_1, ..., n] -> an integer
    """
    return 2 * N * sum(sizes[i] * sizes[i + 1] for i in range(len(sizes) - 1))


def _cases(rng):
    yield Case((5, [3, 4, 2]))
    yield Case((int(rng.integers(7, 30)), random_widths(rng, 5)))
    yield Case((12, random_widths(rng, 2)), "no hidden layer")
    yield Case((1, random_widths(rng, 3)), "one sample")
    yield Case((60_000, [784, 1000, 1000, 10]), "a large network")


def _products(sizes):
    return [a * m for a, m in zip(sizes[:-1], sizes[1:], strict=True)]


FORWARD_FLOPS = Exercise(
    name="forward_flops",
    section="6.7_forward",
    points=2,
    reference=forward_flops,
    cases=_cases,
    factors=lambda case: {"N": case.args[0]},
    hints=(
        "For one entry of the product (N, m_in) times (m_in, m_out): how many "
        "multiplications, and how many additions?",
        "How many entries does that product have?",
        "Add this up over all pairs of neighbouring sizes.",
    ),
    mistakes=(
        Mistake(
            "multiplications_alone",
            "Your result counts only the multiplications.",
            "What happens to the products after they have been computed?",
            function=lambda N, sizes: N * sum(_products(sizes)),
        ),
        Mistake(
            "one_sample",
            "Your result is the count for one sample.",
            "How many rows does X have?",
            function=lambda N, sizes: 2 * sum(_products(sizes)),
        ),
        Mistake(
            "count_of_weights",
            "Your result is the number of weights.",
            "How many operations does each weight take part in?",
            function=lambda N, sizes: sum(_products(sizes)),
        ),
        Mistake(
            "biases_counted",
            "The additions of b are counted; the exercise asks for the matrix products only.",
            "Which operations are part of ZW, and which come after it?",
            function=lambda N, sizes: 2 * N * sum(_products(sizes)) + N * sum(sizes[1:]),
        ),
        Mistake(
            "biases_as_weights",
            "b is counted like another row of W.",
            "Which operations are part of ZW, and which come after it?",
            function=lambda N, sizes: 2 * N * (sum(_products(sizes)) + sum(sizes[1:])),
        ),
        Mistake(
            "one_addition_less",
            "For each entry of Z W you count m_in multiplications and m_in - 1 additions. Here the "
            "sum starts from 0, so every term is added to it.",
            "How many additions does the docstring count for each term?",
            function=lambda N, sizes: 2 * N * sum(_products(sizes)) - N * sum(sizes[1:]),
        ),
        Mistake(
            "widths_added",
            "The widths are added; a layer has a weight for every pair of an input and a unit.",
            "How many weights connect 3 units with 4?",
            function=lambda N, sizes: 2 * N * sum(sizes),
        ),
        Mistake(
            "all_multiplied",
            "All widths are multiplied together, as if every path through the network were "
            "computed separately.",
            "Which two widths does one matrix product depend on?",
            function=lambda N, sizes: 2 * N * int(np.prod(sizes)),
        ),
        Mistake(
            "last_layer_left_out",
            "The product of the last layer is not counted.",
            "How many matrix products does this network need? How many do you count?",
            function=lambda N, sizes: 2 * N * sum(_products(sizes)[:-1]),
        ),
        Mistake(
            "first_layer_left_out",
            "The product of the first layer is not counted.",
            "How many matrix products does this network need? How many do you count?",
            function=lambda N, sizes: 2 * N * sum(_products(sizes)[1:]),
        ),
        Mistake(
            "inputs_of_the_network",
            "Your result counts every layer as if it had as many inputs as the network.",
            "How many inputs does the second layer have?",
            function=lambda N, sizes: 2 * N * sum(sizes[0] * m for m in sizes[1:]),
        ),
    ),
)
