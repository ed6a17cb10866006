"""Exercise `predict` of section 6.7."""

import numpy as np

import feedforward as ff
from feedforward.activations import relu, softplus, tanh
from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import tidy
from feedforward.exercises.forward.shared import forward_variant, random_params
from feedforward.network import forward


def predict(X, params, f):
    """Return the class of each sample: the index of its largest output, the first one in a tie.

    X (N, M), params [(W, b), ...], f for the hidden layers -> classes (N,), integers
    """
    out, cache = forward(X, params, f)
    return out.argmax(axis=1)


def _clear(draw):
    """Draw until no output comes near another of its row: rounding must not choose the class."""
    while True:
        X, params, f = draw()
        best = np.sort(ff.forward(X, params, f)[0].astype(float), axis=1)
        if (best[:, -1] - best[:, -2] > 1e-3).all():
            return X, params, f


def _cases(rng):
    def case(N, sizes, f, note="", kind=float, drop=0.0):
        def draw():
            params = [(W.astype(kind), b.astype(kind)) for W, b in random_params(rng, sizes)]
            params[-1] = (params[-1][0], params[-1][1] - kind(drop))
            return (2 * tidy(rng, N, sizes[0])).astype(kind), params, f

        return Case(_clear(draw), note)

    yield case(3, [2, 4, 3], tanh)
    yield Case(ALL_NEGATIVE, "every output below 0")
    yield case(40, [3, 6, 4], relu, drop=30.0)
    yield case(200, [3, 5, 4, 6], tanh)
    yield case(30, [4, 3], softplus, "no hidden layer")
    yield case(1, [3, 4, 5], tanh, "one sample")
    yield Case(_with_equals(rng), "two largest outputs that are equal")
    yield Case(_with_equals(rng, base=5, lead=0.01), "two largest outputs that are nearly equal")
    yield Case(_with_equals(rng, lead=5), "outputs so large that their exponentials overflow")
    yield case(31, [2, 5, 3], softplus, "float32", np.float32)


# Fixed, so that with no seed relu of the outputs gives the right classes by chance.
ALL_NEGATIVE = (
    np.array([[2.0, 1.0], [-1.0, 3.0], [0.0, -2.0], [1.0, 4.0]]),
    [
        (np.array([[1.0, -2.0, 0.0], [0.0, 1.0, 3.0]]), np.array([0.0, 1.0, -1.0])),
        (
            np.array([[2.0, 1.0, -1.0], [0.0, -1.0, 2.0], [1.0, 2.0, 1.0]]),
            np.array([-90.0, -85.0, -86.0]),
        ),
    ],
    relu,
)


def _with_equals(rng, base=3000, lead=0):
    """A network whose outputs 1 and 3 are above the others, and 3 by `lead` above 1.

    base: the biases of outputs 1 and 3.
    """
    W1, W2 = rng.integers(-3, 4, size=(2, 3)), rng.integers(1, 4, size=(3, 5))
    W2[:, 3], b2 = W2[:, 1], np.array([-base, base, 1 - base, base + lead, 2 - base])
    X = rng.integers(-4, 5, size=(6, 2))
    return X, [(W1, np.array([1, 0, 2])), (W2, b2)], relu


def _out(X, params, f):
    return forward_variant(X, params, f)[0]


PREDICT = Exercise(
    name="predict",
    section="6.7_forward",
    points=1,
    reference=predict,
    cases=_cases,
    off_limits=(ff.network.predict,),
    open_question=(
        "Print the outputs for these inputs. At which index is the largest number of each row, and "
        "what does your code return for that row?"
    ),
    hints=(
        "`forward` returns two results. Which of them has a number for every class?",
        "Each row of out is one sample. NumPy has a function that finds the index of the "
        "largest entry.",
        "`argmax` has an argument `axis`: which axis should disappear from the result?",
    ),
    mistakes=(
        Mistake(
            "down_the_columns",
            "Your result is the best sample for each class.",
            "Along which axis of `out` do the classes lie?",
            function=lambda X, params, f: _out(X, params, f).argmax(axis=0),
        ),
        Mistake(
            "over_all",
            "Your result is a single index into the whole of `out`.",
            "How many answers do N samples need?",
            function=lambda X, params, f: _out(X, params, f).argmax(),
        ),
        Mistake(
            "largest_value",
            "Your result is the value of the largest output, not its index.",
            "Which NumPy function returns the index of the largest entry?",
            function=lambda X, params, f: _out(X, params, f).max(axis=1),
        ),
        Mistake(
            "smallest",
            "Your result is the class with the smallest output.",
            "Does a large output speak for its class or against it?",
            function=lambda X, params, f: _out(X, params, f).argmin(axis=1),
        ),
        Mistake(
            "last_of_equals",
            "If several outputs are equally large, your result is not always the first of them, as "
            "it should be.",
            "For a row with the outputs 1, 5 and 5, which class should your function return?",
            function=lambda X, params, f: (
                params[-1][1].size - 1 - _out(X, params, f)[:, ::-1].argmax(axis=1)
            ),
        ),
        Mistake(
            "counted_from_1",
            "Your classes are counted from 1.",
            "What is the index of the first column of `out`?",
            function=lambda X, params, f: _out(X, params, f).argmax(axis=1) + 1,
        ),
        Mistake(
            "whole_output",
            "Your function returns all outputs.",
            "Which of the outputs in a row decides the class?",
            function=_out,
        ),
        Mistake(
            "last_hidden_layer",
            "Your classes come from the last hidden layer, which has units, not classes.",
            "Which result of `forward` has a column for each class?",
            function=lambda X, params, f: forward_variant(X, params, f)[1][-1][1].argmax(axis=1),
        ),
        Mistake(
            "f_on_output",
            "Your classes come from f(out). ReLU makes all negative outputs equal.",
            "If all outputs of a row are negative, which class do you get?",
            function=lambda X, params, f: f(_out(X, params, f)).argmax(axis=1),
        ),
        Mistake(
            "f_left_out",
            "Your classes come from a network without f in its hidden layers.",
            "Which arrays does your code apply f to?",
            function=lambda X, params, f: _out(X, params, lambda h: h).argmax(axis=1),
        ),
        Mistake(
            "one_hot",
            "Each row has a 1 at its class; the exercise asks for the number of the class.",
            "What is the index of that 1?",
            function=lambda X, params, f: np.eye(len(params[-1][1]))[
                _out(X, params, f).argmax(axis=1)
            ],
        ),
    ),
)
