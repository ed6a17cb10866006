"""Exercise `forward_flops` of section 6.7."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake


def forward_flops(N, sizes):
    """Count the multiplications and additions of all matrix products of a forward pass.

    A product of (N, m_in) and (m_in, m_out) takes, for each of its N m_out entries, m_in
    multiplications and m_in additions. Adding b, and f, are not counted.
    N samples, sizes [M, m_1, ..., n] -> an integer
    """
    return 2 * N * sum(sizes[i] * sizes[i + 1] for i in range(len(sizes) - 1))


def _cases(rng):
    yield Case((5, [3, 4, 2]))
    yield Case((int(rng.integers(7, 30)), [4, 9, 6, 11, 3]))
    yield Case((12, [3, 7]), "no hidden layer")
    yield Case((1, [5, 8, 3]), "one sample")
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
        "One entry of (N, m_in) times (m_in, m_out): how many multiplications, how many additions?",
        "How many entries does that product have?",
        "Add this up over all pairs of neighbouring sizes.",
    ),
    mistakes=(
        Mistake(
            "multiplications_alone",
            "Only the multiplications are counted.",
            "What is done with the products after they are made?",
            function=lambda N, sizes: N * sum(_products(sizes)),
        ),
        Mistake(
            "one_sample",
            "This is the work for one sample.",
            "How many rows does X have?",
            function=lambda N, sizes: 2 * sum(_products(sizes)),
        ),
        Mistake(
            "count_of_weights",
            "This is how many weights there are.",
            "How often is each weight used, and for how many operations?",
            function=lambda N, sizes: sum(_products(sizes)),
        ),
        Mistake(
            "biases_counted",
            "Adding b is counted, too; the products alone are asked.",
            "Which operations belong to Z W, and which come after it?",
            function=lambda N, sizes: 2 * N * sum(_products(sizes)) + N * sum(sizes[1:]),
        ),
        Mistake(
            "biases_as_weights",
            "b is counted like a row of W.",
            "Which operations belong to Z W, and which come after it?",
            function=lambda N, sizes: 2 * N * (sum(_products(sizes)) + sum(sizes[1:])),
        ),
        Mistake(
            "one_addition_less",
            "For each entry one addition less is counted than there are products. "
            "Here the sum starts from 0, and each product is added to it.",
            "How many additions does the docstring count for one entry?",
            function=lambda N, sizes: 2 * N * sum(_products(sizes)) - N * sum(sizes[1:]),
        ),
        Mistake(
            "widths_added",
            "The widths are added up; a product takes every pair of input and output.",
            "How many weights lie between 3 units and 4?",
            function=lambda N, sizes: 2 * N * sum(sizes),
        ),
        Mistake(
            "all_multiplied",
            "All widths are multiplied with each other, as if every path were walked alone.",
            "Which two widths does one matrix product know?",
            function=lambda N, sizes: 2 * N * int(np.prod(sizes)),
        ),
        Mistake(
            "last_layer_left_out",
            "The last layer's product is not counted.",
            "How many pairs of neighbours do four sizes have?",
            function=lambda N, sizes: 2 * N * sum(_products(sizes)[:-1]),
        ),
        Mistake(
            "first_layer_left_out",
            "The first layer's product is not counted.",
            "How many pairs of neighbours do four sizes have?",
            function=lambda N, sizes: 2 * N * sum(_products(sizes)[1:]),
        ),
    ),
)
