"""6.1 XOR: the exercises as data."""

import numpy as np

from feedforward.activations import relu
from feedforward.checking.compare import Difference, precision_of, split
from feedforward.checking.exercise import Case, Exercise, Mistake

SECTION = "6.1_xor"
XOR_X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
XOR_Y = np.array([0, 1, 1, 0])


def fit_linear(X, y):
    """Return (w, b) of the line with the least mean of (X w + b - y)^2.

    X (N, M), y (N,) -> w (M,), b a float.
    Where several lines reach the least mean, any of them will do.
    """
    columns = np.column_stack([X, np.ones(len(X))])
    solution = np.linalg.lstsq(columns, y)[0]
    return solution[:-1], float(solution[-1])


def collapse(W, c, w, b):
    """Return (w_eff, b_eff): (X W + c) w + b equals X w_eff + b_eff for every X.

    W (M, m), c (m,), w (m,), b a float -> w_eff (M,), b_eff a float.
    """
    return W @ w, float(c @ w + b)


def xor_forward(X, W, c, w, b):
    """out = relu(X W + c) w + b, one number a sample.

    X (N, M), W (M, m), c (m,), w (m,), b a float -> out (N,)
    """
    return relu(X @ W + c) @ w + b


def xnor_parameters():
    """Return (W, c, w, b) with which xor_forward gives XNOR on the four points.

    XNOR is 1 where the two inputs are equal, else 0. Any parameters that do it will do:
    W (2, m), c (m,), w (m,), b a float, with any m.
    """
    return np.array([[1, 1], [1, 1]]), np.array([0, -1]), np.array([-1, 2]), 1.0
