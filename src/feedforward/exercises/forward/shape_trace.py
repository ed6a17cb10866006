"""Exercise `shape_trace` of section 6.7."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.random_sizes import random_widths


def shape_trace(N, sizes):
    """Return the shapes of X, h_1, Z_1, ..., h_L, Z_L, out, in this order, as tuples.

    sizes [M, m_1, ..., m_L, n] are the widths from the inputs to the outputs. X holds N samples,
    one per row; a hidden layer turns h into Z = f(h), entry by entry; the last layer has no f.
    """
    shapes = [(N, sizes[0])]
    for m in sizes[1:-1]:
        shapes += [(N, m), (N, m)]
    return [*shapes, (N, sizes[-1])]


def _cases(rng):
    yield Case((5, [3, 8, 2]))
    yield Case((7, random_widths(rng, 5)))
    yield Case((32, random_widths(rng, 2)), "no hidden layer")
    yield Case((1, random_widths(rng, 4)), "one sample")
    M, m, n = random_widths(rng, 3)
    yield Case((int(rng.integers(20, 30)), [M, m, m, m, n]), "layers of equal width")
    yield Case((8, [M, n, m, n]), "a hidden layer as wide as the output")


def _trace(N, sizes):
    inner = range(1, len(sizes) - 1)
    return [(N, m) for i, m in enumerate(sizes) for _ in range(2 if i in inner else 1)]


def _has_numbers(case, got):
    return isinstance(got, list) and any(
        isinstance(entry, np.ndarray) and entry.ndim == 0 for entry in got
    )


SHAPE_TRACE = Exercise(
    name="shape_trace",
    section="6.7_forward",
    points=2,
    reference=shape_trace,
    cases=_cases,
    hints=(
        "Take sizes = [3, 8, 2] and N = 5, and write the list by hand: X, h_1, Z_1, out.",
        "Which of the widths occur once, and which twice?",
        "The first and the last width occur once; each of the others gives an h and a Z.",
    ),
    mistakes=(
        Mistake(
            "turned",
            "Rows and columns are exchanged; in this book a row is a sample.",
            "How many rows do 5 samples with 3 inputs have?",
            function=lambda N, sizes: [s[::-1] for s in _trace(N, sizes)],
        ),
        Mistake(
            "once_a_layer",
            "Your list has one shape for each hidden layer, but a hidden layer has an h and a Z.",
            "Which shape does Z = f(h) have?",
            function=lambda N, sizes: [(N, m) for m in sizes],
        ),
        Mistake(
            "f_on_output",
            "Your list has two shapes for the last layer, as if it had an activation function.",
            "Does the network compute anything else from `out`?",
            function=lambda N, sizes: [*_trace(N, sizes), (N, sizes[-1])],
        ),
        Mistake(
            "X_left_out",
            "The shape of X is missing at the start of your list.",
            "What is the input of the first layer?",
            function=lambda N, sizes: _trace(N, sizes)[1:],
        ),
        Mistake(
            "out_left_out",
            "The list ends before `out`.",
            "What is the shape of the result of the last layer?",
            function=lambda N, sizes: _trace(N, sizes)[:-1],
        ),
        Mistake(
            "hidden_only",
            "The list contains the hidden layers alone.",
            "Which array goes in first, and which one comes out last?",
            function=lambda N, sizes: _trace(N, sizes)[1:-1],
        ),
        Mistake(
            "shapes_of_W",
            "Your list holds the shapes of the weights. The exercise asks for the arrays that flow "
            "through the network.",
            "Does the shape of W depend on N?",
            function=lambda N, sizes: list(zip(sizes[:-1], sizes[1:], strict=True)),
        ),
        Mistake(
            "widths_alone",
            "The widths are there, but the number of samples is missing.",
            "How many rows does each of these arrays have?",
            function=lambda N, sizes: [(m,) for _, m in _trace(N, sizes)],
        ),
        Mistake(
            "numbers",
            "Some entries of your list are single numbers. Each should be a shape, a tuple of two "
            "numbers.",
            "Where does your code put a number into the list, and where a tuple?",
            rule=_has_numbers,
        ),
        Mistake(
            "width_of_inputs",
            "In your list, each h has the width of its layer's input.",
            "If Z is (N, m_in) and W is (m_in, m_out), what is the shape of ZW?",
            function=lambda N, sizes: [
                (N, sizes[0]),
                *(
                    s
                    for a, m in zip(sizes[:-2], sizes[1:-1], strict=True)
                    for s in ((N, a), (N, m))
                ),
                (N, sizes[-1]),
            ],
        ),
    ),
)
