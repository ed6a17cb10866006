"""Short questions about the exercises of 6.7."""

from operator import itemgetter

import numpy as np

from feedforward.activations import relu
from feedforward.exercises.random_sizes import random_widths

from .template import Template, short, whole


def _layer(rng):
    return whole(rng, 2, 2), whole(rng, 2, 2), whole(rng, 2)


def _network(rng):
    params = [(whole(rng, 2, 2, most=2), whole(rng, 2)), (whole(rng, 2, 1), whole(rng, 1))]
    return whole(rng, 1, 2, most=2), params, relu


def _what_is(Z, W, b):
    return f"What is ZW + b for `Z = {short(Z)}`, `W = {short(W)}` and `b = {short(b)}`?"


def _given(X, params, f):
    (W1, b1), (W2, b2) = params
    return (
        f"A ReLU network has `W1 = {short(W1)}`, `b1 = {short(b1)}`, `W2 = {short(W2)}` and "
        f"`b2 = {short(b2)}`. For `X = {short(X)}`,"
    )


def _outputs(rng):
    """Draw outputs: in a network without hidden layers, with the identity as W, they are X."""
    return whole(rng, 2, 3), [(np.eye(3), np.zeros(3))], relu


ROW_TIMES_COLUMN = (
    "Each entry is a row of Z times a column of W, plus the entry of b for that column."
)

TEMPLATES = (
    Template("affine_loops", _layer, _what_is, ROW_TIMES_COLUMN),
    Template("affine_forward", _layer, _what_is, ROW_TIMES_COLUMN),
    Template(
        "shape_trace",
        lambda rng: (int(rng.integers(2, 8)), random_widths(rng, 3, 2, 8)),
        lambda N, sizes: f"What does `shape_trace({N}, {sizes})` return?",
        "The list has X first, then h and Z of each hidden layer, then out; all of them have N rows.",
    ),
    Template(
        "forward",
        _network,
        lambda X, params, f: f"{_given(X, params, f)} what is `out`?",
        "Every layer multiplies by W and adds b, and only the hidden layer is followed by ReLU.",
        part=itemgetter(0),
    ),
    Template(
        "forward",
        _network,
        lambda X, params, f: f"{_given(X, params, f)} what is the cache?",
        "It has one pair for each hidden layer: h_l = Z_{l-1} W_l + b_l, and Z_l = relu(h_l).",
        part=itemgetter(1),
    ),
    Template(
        "predict",
        _outputs,
        lambda X, params, f: (
            f"A network has computed the outputs `{short(X)}`. Which classes does `predict` return?"
        ),
        "The class of a row is the index of its largest output, counted from 0; in a tie, the first counts.",
    ),
    Template(
        "forward_flops",
        lambda rng: (int(rng.integers(2, 6)), random_widths(rng, 3, 2, 6)),
        lambda N, sizes: (
            f"{N} samples pass through a network with the sizes `{sizes}`. How many multiplications and "
            "additions do its matrix products take?"
        ),
        "Each weight costs a multiplication and an addition for each sample.",
    ),
)
