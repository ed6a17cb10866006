"""Exercise `xor_forward` of section 6.1."""

import numpy as np

from feedforward.activations import relu
from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import tidy
from feedforward.exercises.xor.truth_table import XOR_X


def xor_forward(X, W, c, w, b):
    """out = relu(X W + c) w + b, one number per sample.

    X (N, M), W (M, m), c (m,), w (m,), b a float -> out (N,)
    """
    return relu(X @ W + c) @ w + b


def _cases(rng):
    def case(N, M, m, note="", kind=float):
        X, W, c, w, b = tidy(rng, N, M), tidy(rng, M, m), tidy(rng, m), tidy(rng, m), tidy(rng)
        return Case(tuple(a.astype(kind) for a in (X, W, c, w)) + (float(b),), note)

    yield case(3, 2, 2, "as many units as inputs")
    yield case(4, 2, 3)
    yield case(7, 3, 5)
    W, c, w = np.array([[1, 1], [1, 1]]), np.array([0, -1]), np.array([1, -2])
    yield Case((XOR_X, W, c, w, 0.0), "the known solution")
    yield Case((XOR_X, W / 4, c / 2, w, 0.3), "whole numbers in X")
    yield Case((XOR_X, W, c + 0.5, w, 0.3), "whole numbers in X and W")
    yield case(1, 3, 4, "one sample")
    yield case(5, 2, 1, "one hidden unit")
    yield case(6, 4, 3, "float32", np.float32)


XOR_FORWARD = Exercise(
    name="xor_forward",
    section="6.1_xor",
    points=2,
    reference=xor_forward,
    cases=_cases,
    results=("out",),
    open_question=(
        "For one sample with a wrong result, work out h, Z and `out` by hand. Which of the three "
        "does your code get wrong first?"
    ),
    hints=(
        "Take three steps, and print the shape of each result: h = XW + c, Z = relu(h), then out.",
        "X is (N, M) and W is (M, m), so `X @ W` is (N, m). NumPy adds c to each row.",
        "Z is (N, m) and w is (m,): what shape does `Z @ w` have?",
    ),
    mistakes=(
        Mistake(
            "no_relu",
            "Your output is what the two layers give without ReLU: together they are a single "
            "affine layer.",
            "Where does max(0, ...) belong?",
            function=lambda X, W, c, w, b: (X @ W + c) @ w + b,
        ),
        Mistake(
            "relu_on_output",
            "Your output has passed through a ReLU as well, so it can never be negative.",
            "Which values may the output of this network take?",
            function=lambda X, W, c, w, b: relu(relu(X @ W + c) @ w + b),
        ),
        Mistake(
            "c_after_relu",
            "c is added after ReLU instead of before.",
            "For which samples x is h = xW + c above 0, and for which is xW above 0?",
            function=lambda X, W, c, w, b: (relu(X @ W) + c) @ w + b,
        ),
        Mistake(
            "c_forgotten",
            "The bias c of the hidden layer is missing.",
            "For which samples x is h = xW + c above 0, and for which is xW above 0?",
            function=lambda X, W, c, w, b: relu(X @ W) @ w + b,
        ),
        Mistake(
            "b_forgotten",
            "The bias b of the output is missing.",
            "What should the output be if every hidden unit is off?",
            function=lambda X, W, c, w, b: relu(X @ W + c) @ w,
        ),
        Mistake(
            "transposed",
            "Your code exchanges the rows and columns of W. Each row of X is a sample, so the "
            "product is XW.",
            "Which axis of W corresponds to the inputs?",
            function=lambda X, W, c, w, b: relu(X @ W.T + c) @ w + b,
        ),
        Mistake(
            "one_unit_for_all",
            "The hidden units are added up without their weights w.",
            "How strongly does each hidden unit influence the output?",
            function=lambda X, W, c, w, b: relu(X @ W + c).sum(axis=1) + b,
        ),
        Mistake(
            "thresholded",
            "Your output is only 0 or 1. The exercise asks for the number that the network "
            "computes.",
            "Which step of your code turns that number into 0 or 1?",
            function=lambda X, W, c, w, b: (relu(X @ W + c) @ w + b > 0.5) * 1.0,
        ),
        Mistake(
            "one_column",
            "`out` has shape (N, 1); it should have shape (N,), one number per sample.",
            "Which step of your code gives `out` a second axis?",
            function=lambda X, W, c, w, b: (relu(X @ W + c) @ w + b)[:, None],
        ),
    ),
)
