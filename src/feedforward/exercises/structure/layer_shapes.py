"""Exercise `layer_shapes` of section 6.2."""

import re

from feedforward import network
from feedforward.checking.exercise import Exercise, Mistake
from feedforward.exercises.random_sizes import sizes_cases


def layer_shapes(sizes):
    """Return the shapes of all parameters: a list with ((m_in, m_out), (m_out,)) for each layer.

    sizes [M, m_1, ..., n]: the number of inputs, then the number of units in each layer.
    Each layer's entry is the shape of its W followed by the shape of its b.
    """
    return [((m_in, m_out), (m_out,)) for m_in, m_out in zip(sizes[:-1], sizes[1:], strict=True)]


def _layers_as(layer):
    """A mistaken answer to layer_shapes: what `layer` makes of each (m_in, m_out)."""
    return lambda sizes: [layer(a, b) for a, b in zip(sizes[:-1], sizes[1:], strict=True)]


def _as_a_shape(case, text):
    """Say of which array a tuple is the shape, and how many entries it should have."""
    found = re.match(r"(layer_shapes\[\d+\]\[([01])\] .*; it should )have [12]", text)
    if not found:
        return text
    shape = ("two entries, the shape of W", "one entry, the shape of b")[int(found[2])]
    return f"{found[1]}be a tuple with {shape}."


_all_shapes = _layers_as(lambda m_in, m_out: ((m_in, m_out), (m_out,)))


LAYER_SHAPES = Exercise(
    name="layer_shapes",
    section="6.2_structure",
    points=1,
    reference=layer_shapes,
    cases=sizes_cases,
    off_limits=(network.init_params,),
    wording=_as_a_shape,
    hints=(
        "Each layer connects two neighbouring entries of `sizes`. How many such pairs are there?",
        "`zip(sizes[:-1], sizes[1:])` gives the pairs (m_in, m_out) one after the other.",
        "Z W + b adds b to each row of Z W. How long is such a row? A tuple with one entry "
        "is written `(m,)`.",
    ),
    mistakes=(
        Mistake(
            "transposed",
            "The shapes of W are reversed: W should have a row for each input of its layer and a "
            "column for each unit.",
            "Z is (N, m_in). Which shape must W have so that Z W is (N, m_out)?",
            function=_layers_as(lambda m_in, m_out: ((m_out, m_in), (m_out,))),
        ),
        Mistake(
            "bias_of_inputs",
            "Your b has an entry for each input of the layer; it needs one for each unit.",
            "What is b added to: Z, or Z W?",
            function=_layers_as(lambda m_in, m_out: ((m_in, m_out), (m_in,))),
        ),
        Mistake(
            "no_bias",
            "These are the shapes of the weights alone.",
            "Which other array does Z W + b contain?",
            function=_layers_as(lambda m_in, m_out: (m_in, m_out)),
        ),
        Mistake(
            "bias_is_a_number",
            "You give a number as the shape of b. A shape is a tuple, even if it has one entry.",
            "How does Python write a tuple with one entry?",
            function=_layers_as(lambda m_in, m_out: ((m_in, m_out), m_out)),
        ),
        Mistake(
            "bias_is_a_row",
            "Your b has two axes; in this book it has one.",
            "What is `np.zeros(m).shape`?",
            function=_layers_as(lambda m_in, m_out: ((m_in, m_out), (1, m_out))),
        ),
        Mistake(
            "output_layer_left_out",
            "The last layer is missing.",
            "Which W leads from the last hidden layer to the outputs?",
            function=lambda sizes: _all_shapes(sizes)[:-1],
        ),
        Mistake(
            "first_layer_left_out",
            "The first layer is missing.",
            "Which W is X multiplied by?",
            function=lambda sizes: _all_shapes(sizes)[1:],
        ),
        Mistake(
            "from_the_inputs",
            "Your layers all take the M inputs of the network; only the first one should.",
            "What is the input of the second layer?",
            function=lambda sizes: [((sizes[0], m), (m,)) for m in sizes[1:]],
        ),
        Mistake(
            "inputs_as_layer",
            "There is one layer too many, from the outputs back to the inputs: index -1 of "
            "`sizes` means the last entry.",
            "How many layers does a network with K sizes have?",
            function=lambda sizes: [
                ((sizes[i - 1], sizes[i]), (sizes[i],)) for i in range(len(sizes))
            ],
        ),
        Mistake(
            "past_the_end",
            "Your code asks for an entry of `sizes` beyond the last one.",
            "How many neighbouring pairs are there among K sizes?",
            function=lambda sizes: [
                ((sizes[i], sizes[i + 1]), (sizes[i + 1],)) for i in range(len(sizes))
            ],
        ),
    ),
)
