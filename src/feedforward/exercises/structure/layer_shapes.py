"""Exercise `layer_shapes` of section 6.2."""

from feedforward import network
from feedforward.checking.exercise import Exercise, Mistake
from feedforward.exercises.structure.random_sizes import sizes_cases


def layer_shapes(sizes):
    """Return the shapes of all parameters: a list with ((m_in, m_out), (m_out,)) for each layer.

    sizes [M, m_1, ..., n]: the inputs, then the width of every layer, the output layer being last.
    The first pair of a layer is the shape of its W, the second the shape of its b.
    """
    return [((m_in, m_out), (m_out,)) for m_in, m_out in zip(sizes[:-1], sizes[1:], strict=True)]


def _layers_as(layer):
    """A mistaken answer to layer_shapes: what `layer` makes of each (m_in, m_out)."""
    return lambda sizes: [layer(a, b) for a, b in zip(sizes[:-1], sizes[1:], strict=True)]


_all_shapes = _layers_as(lambda m_in, m_out: ((m_in, m_out), (m_out,)))


LAYER_SHAPES = Exercise(
    name="layer_shapes",
    section="6.2_structure",
    points=1,
    reference=layer_shapes,
    cases=sizes_cases,
    off_limits=(network.init_params,),
    hints=(
        "A layer lies between two neighbours in `sizes`. How many such pairs are there?",
        "`zip(sizes[:-1], sizes[1:])` gives the pairs (m_in, m_out) one after the other.",
        "Z W + b adds b to rows of Z W. How long is such a row? A tuple of one number is `(m,)`.",
    ),
    mistakes=(
        Mistake(
            "transposed",
            "W is turned round: its rows belong to what comes in.",
            "Z is (N, m_in). Which shape must W have for Z W to be (N, m_out)?",
            function=_layers_as(lambda m_in, m_out: ((m_out, m_in), (m_out,))),
        ),
        Mistake(
            "bias_of_inputs",
            "b has a number for each input of the layer; it needs one for each unit.",
            "To what is b added: to Z, or to Z W?",
            function=_layers_as(lambda m_in, m_out: ((m_in, m_out), (m_in,))),
        ),
        Mistake(
            "no_bias",
            "These are the shapes of the weights alone.",
            "What else does Z W + b hold?",
            function=_layers_as(lambda m_in, m_out: (m_in, m_out)),
        ),
        Mistake(
            "bias_is_a_number",
            "The shape of b is given as a number; a shape is a tuple, also with one entry.",
            "How does Python write a tuple that has one entry?",
            function=_layers_as(lambda m_in, m_out: ((m_in, m_out), m_out)),
        ),
        Mistake(
            "bias_is_a_row",
            "b is given two axes; in this book it has one.",
            "What does `np.zeros(m).shape` say?",
            function=_layers_as(lambda m_in, m_out: ((m_in, m_out), (1, m_out))),
        ),
        Mistake(
            "output_layer_left_out",
            "The last layer is missing.",
            "Which W leads from the last hidden layer to out?",
            function=lambda sizes: _all_shapes(sizes)[:-1],
        ),
        Mistake(
            "first_layer_left_out",
            "The first layer is missing.",
            "Which W takes X in?",
            function=lambda sizes: _all_shapes(sizes)[1:],
        ),
        Mistake(
            "from_the_inputs",
            "Every layer is made to take in the M inputs; only the first one does.",
            "What does the second layer take in?",
            function=lambda sizes: [((sizes[0], m), (m,)) for m in sizes[1:]],
        ),
        Mistake(
            "inputs_as_layer",
            "There is one layer too many: index -1 is the last entry of `sizes`, "
            "and so the outputs are led back to the inputs.",
            "How many layers does a network with K sizes have?",
            function=lambda sizes: [
                ((sizes[i - 1], sizes[i]), (sizes[i],)) for i in range(len(sizes))
            ],
        ),
        Mistake(
            "past_the_end",
            "Your loop asks for the size behind the last one.",
            "How many neighbouring pairs are there among K sizes?",
            function=lambda sizes: [
                ((sizes[i], sizes[i + 1]), (sizes[i + 1],)) for i in range(len(sizes))
            ],
        ),
    ),
)
