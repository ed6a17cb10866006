"""Exercise `count_parameters` of section 6.2."""

import numpy as np

from feedforward import network
from feedforward.checking.exercise import Exercise, Mistake
from feedforward.exercises.random_sizes import sizes_cases
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
    open_question=(
        "Write down the shapes of W and b of every layer for these sizes. Which of them does "
        "your code count differently?"
    ),
    hints=(
        "Count one layer first: how many numbers are in W, shape (m_in, m_out), and how many in b?",
        "Then add up the layers. `layer_shapes(sizes)` lists all the shapes.",
    ),
    mistakes=(
        Mistake(
            "no_biases",
            "Your result counts the weights and leaves out the biases.",
            "How many numbers does b contain in each layer?",
            function=_adding_up(lambda m_in, m_out: m_in * m_out),
        ),
        Mistake(
            "one_bias_a_layer",
            "Your result counts a single bias per layer.",
            "b is added to each row of Z W. How many entries does such a row have?",
            function=_adding_up(lambda m_in, m_out: m_in * m_out + 1),
        ),
        Mistake(
            "biases_of_inputs",
            "Your result counts one bias for each input of a layer; there is one for each of "
            "its units.",
            "How long must b be for Z W + b to work?",
            function=_adding_up(lambda m_in, m_out: m_in * m_out + m_in),
        ),
        Mistake(
            "inputs_have_biases",
            "Your result also counts biases for the inputs of the network.",
            "Which of the sizes belong to a layer that has a b?",
            function=lambda sizes: _count(sizes) + sizes[0],
        ),
        Mistake(
            "output_without_biases",
            "Your result leaves out the biases of the output layer.",
            "out = Z W + b: how long is this b?",
            function=lambda sizes: _count(sizes) - sizes[-1],
        ),
        Mistake(
            "output_layer_left_out",
            "Your result leaves out the last layer.",
            "Which parameters lead from the last hidden layer to `out`?",
            function=lambda sizes: _count(sizes[:-1]),
        ),
        Mistake(
            "first_layer_left_out",
            "Your result leaves out the first layer.",
            "Which parameters is X multiplied by?",
            function=lambda sizes: _count(sizes[1:]),
        ),
        Mistake(
            "units",
            "Your result counts units; each unit has several parameters.",
            "How many weights does one unit have?",
            function=lambda sizes: sum(sizes[1:]),
        ),
        Mistake(
            "sizes_added",
            "Your result is the sum of the sizes, inputs included.",
            "Every input of a layer is connected to every unit. How many connections are there?",
            function=sum,
        ),
        Mistake(
            "sizes_multiplied",
            "Your result is the product of all the sizes.",
            "Does the first layer's W grow if the third layer gets more units?",
            function=lambda sizes: int(np.prod(sizes)),
        ),
        Mistake(
            "shapes_added",
            "Your result adds up the numbers in each shape instead of multiplying them.",
            "How many entries does a 3 by 4 matrix have?",
            function=_adding_up(lambda m_in, m_out: m_in + m_out + m_out),
        ),
        Mistake(
            "inputs_of_the_network",
            "Your result gives every layer as many inputs as the network has.",
            "How many inputs does the second layer have?",
            function=lambda sizes: sum((sizes[0] + 1) * m for m in sizes[1:]),
        ),
    ),
)
