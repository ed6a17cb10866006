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
    hints=(
        "Go in three steps, and print the shape of each: h = XW + c, Z = relu(h), then out.",
        "X is (N, M) and W is (M, m), so `X @ W` is (N, m). c is added to each row by itself.",
        "Z is (N, m) and w is (m,): what shape does `Z @ w` have?",
    ),
    mistakes=(
        Mistake(
            "no_relu",
            "Without the relu the two layers are one affine layer.",
            "Where does max(0, ...) belong?",
            function=lambda X, W, c, w, b: (X @ W + c) @ w + b,
        ),
        Mistake(
            "relu_on_output",
            "The output went through a relu as well.",
            "Could out ever be negative in your version?",
            function=lambda X, W, c, w, b: relu(relu(X @ W + c) @ w + b),
        ),
        Mistake(
            "c_after_relu",
            "c is added after the relu; it belongs inside.",
            "What moves the fold away from the origin?",
            function=lambda X, W, c, w, b: (relu(X @ W) + c) @ w + b,
        ),
        Mistake(
            "c_forgotten",
            "The hidden layer's c is missing.",
            "Where does each unit switch on without c?",
            function=lambda X, W, c, w, b: relu(X @ W) @ w + b,
        ),
        Mistake(
            "b_forgotten",
            "The output's b is missing.",
            "What should come out when no hidden unit is on?",
            function=lambda X, W, c, w, b: relu(X @ W + c) @ w,
        ),
        Mistake(
            "transposed",
            "W is transposed here. When each row is a sample, it is X W.",
            "Which axis of W belongs to the inputs?",
            function=lambda X, W, c, w, b: relu(X @ W.T + c) @ w + b,
        ),
        Mistake(
            "one_unit_for_all",
            "The hidden units are added up without their weights w.",
            "How strongly does each unit reach the output?",
            function=lambda X, W, c, w, b: relu(X @ W + c).sum(axis=1) + b,
        ),
        Mistake(
            "thresholded",
            "The output is rounded to 0 or 1; the network's own number is wanted.",
            "What is out before anyone decides for a class?",
            function=lambda X, W, c, w, b: (relu(X @ W + c) @ w + b > 0.5) * 1.0,
        ),
        Mistake(
            "one_column",
            "out has shape (N, 1); what is wanted is (N,), one number per sample.",
            "What shape does w have, (m,) or (m, 1)?",
            function=lambda X, W, c, w, b: (relu(X @ W + c) @ w + b)[:, None],
        ),
    ),
)
