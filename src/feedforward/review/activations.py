"""Short questions about the exercises of 6.4."""

import numpy as np

from feedforward.activations import sigmoid
from feedforward.exercises.case_arrays import tidy

from .template import Template, first, one_of, short


def square(h):
    return h**2


def cube(h):
    return h**3


def twice(h):
    return 2 * h


def _slope_args(rng):
    return one_of(rng, square, cube), np.array([rng.integers(1, 5) * 1.0]), one_of(rng, 0.5, 1.0)


def _relu_pair(rng):
    positive, negative = np.abs(tidy(rng, 2)) * [1, -1]
    return tidy(rng, 3), rng.permutation([positive, negative, 0.0])


TEMPLATES = (
    Template(
        "slope",
        _slope_args,
        lambda f, x, eps: (
            f"Let f(x) = {'x²' if f is square else 'x³'}. What is the central difference at "
            f"x = {short(x[0])} with `eps = {short(eps)}`?"
        ),
        "It is (f(x + eps) - f(x - eps)) / (2 eps).",
        part=first,
    ),
    Template(
        "sigmoid",
        lambda rng: (rng.permutation([0.0, one_of(rng, -3.0, -2.0, -1.0, 1.0, 2.0, 3.0)]),),
        lambda h: f"What is `sigmoid(h)` for `h = {short(h)}`?",
        "sigmoid(h) = 1/(1 + e^-h), which is 1/2 at h = 0 and rises from 0 to 1.",
    ),
    Template(
        "sigmoid_backward",
        lambda rng: (tidy(rng, 1), rng.integers(1, 10, size=1) / 10),
        lambda dZ, Z: (
            f"Let Z = sigmoid(h). If Z = {short(Z[0])} and dJ/dZ = {short(dZ[0])}, what is dJ/dh?"
        ),
        "It is dJ/dZ times Z(1 - Z).",
        part=first,
    ),
    Template(
        "tanh_from_sigmoid",
        lambda rng: (np.array([one_of(rng, -2.0, -1.0, -0.5, 0.5, 1.0, 2.0)]),),
        lambda h: (
            f"sigmoid({short(h[0])}) is {short(sigmoid(h)[0])}, and sigmoid({short(2 * h[0])}) is "
            f"{short(sigmoid(2 * h)[0])}. What is tanh({short(h[0])})?"
        ),
        "tanh(h) = 2 sigmoid(2h) - 1.",
        part=first,
    ),
    Template(
        "tanh_backward",
        lambda rng: (tidy(rng, 1), rng.integers(1, 10, size=1) / 10 * rng.choice([-1, 1])),
        lambda dZ, Z: (
            f"Let Z = tanh(h). If Z = {short(Z[0])} and dJ/dZ = {short(dZ[0])}, what is dJ/dh?"
        ),
        "It is dJ/dZ times 1 - Z².",
        part=first,
    ),
    Template(
        "relu_backward",
        _relu_pair,
        lambda dZ, h: (
            f"Let Z = relu(h). If `h = {short(h)}` and `dZ = {short(dZ)}`, what is dJ/dh?"
        ),
        "dZ passes through where h > 0; everywhere else, including h = 0, the result is 0.",
    ),
    Template(
        "chain_gradient",
        lambda rng: (
            float(rng.integers(1, 3)),
            rng.permutation([one_of(rng, 2.0, 3.0), one_of(rng, 0.5, -0.5, 1.0)]),
            square,
            twice,
        ),
        lambda x, weights, f, df: (
            f"A chain has two layers, with `weights = {short(weights)}`. Each computes h = wz and "
            f"passes on h². What is the derivative of the output with respect to x at x = {short(x)}?"
        ),
        "Each layer contributes a factor of 2h times its weight, where h is its own pre-activation.",
    ),
)
