"""Exercise `count_parameters` of section 6.2."""

import numpy as np

from feedforward import network
from feedforward.checking.exercise import Exercise, Mistake
from feedforward.exercises.structure.random_sizes import sizes_cases
from feedforward.network import count_parameters


def _adding_up(layer):
    """A mistaken count: the sum of what `layer` makes of each (m_in, m_out)."""
    return lambda sizes: sum(layer(a, b) for a, b in zip(sizes[:-1], sizes[1:], strict=True))


_count = _adding_up(lambda m_in, m_out: (m_in + 1) * m_out)


COUNT_PARAMETERS = Exercise(
    name="count_parameters",
    section="6.2_structure",
    points=1,
    reference=count_parameters,
    cases=sizes_cases,
    off_limits=(network.init_params,),
    hints=(
        "Count one layer first: how many numbers are in W (m_in, m_out), and how many in b?",
        "Then add the layers up. `layer_shapes(sizes)` lists all the shapes that there are.",
    ),
    mistakes=(
        Mistake(
            "no_biases",
            "This counts the weights and leaves out the biases.",
            "How many numbers does b hold in each layer?",
            function=_adding_up(lambda m_in, m_out: m_in * m_out),
        ),
        Mistake(
            "one_bias_a_layer",
            "Each layer is given a single bias.",
            "b is added to a row of Z W. How many entries does that row have?",
            function=_adding_up(lambda m_in, m_out: m_in * m_out + 1),
        ),
        Mistake(
            "biases_of_inputs",
            "A layer has a bias for each of its units; this counts one for each of its inputs.",
            "Which length must b have so that Z W + b works?",
            function=_adding_up(lambda m_in, m_out: m_in * m_out + m_in),
        ),
        Mistake(
            "inputs_have_biases",
            "The inputs are given biases, too.",
            "Which affine step comes before X?",
            function=lambda sizes: _count(sizes) + sizes[0],
        ),
        Mistake(
            "output_without_biases",
            "The output layer is counted without its biases.",
            "out = Z W + b: how long is that b?",
            function=lambda sizes: _count(sizes) - sizes[-1],
        ),
        Mistake(
            "output_layer_left_out",
            "The last layer is not counted.",
            "Which parameters lead from the last hidden layer to out?",
            function=lambda sizes: _count(sizes[:-1]),
        ),
        Mistake(
            "first_layer_left_out",
            "The first layer is not counted.",
            "Which parameters does X meet?",
            function=lambda sizes: _count(sizes[1:]),
        ),
        Mistake(
            "units",
            "This counts the units, not the numbers that they are made of.",
            "How many weights does one unit have?",
            function=lambda sizes: sum(sizes[1:]),
        ),
        Mistake(
            "sizes_added",
            "This adds the sizes up, inputs included.",
            "Every input of a layer is tied to every unit of it. How many ties is that?",
            function=sum,
        ),
        Mistake(
            "sizes_multiplied",
            "All the sizes are multiplied with each other.",
            "Is the first layer's W any larger when the third layer gets more units?",
            function=lambda sizes: int(np.prod(sizes)),
        ),
        Mistake(
            "shapes_added",
            "The lengths of each shape are added where they should be multiplied.",
            "How many entries does a 3 by 4 matrix have?",
            function=_adding_up(lambda m_in, m_out: m_in + m_out + m_out),
        ),
    ),
)
