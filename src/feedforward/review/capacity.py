"""Short questions about the exercises of 6.3."""

from operator import itemgetter

import numpy as np

from .template import Template, first, one_of, short, whole


def _hat_args(rng):
    left = int(rng.integers(-1, 3))
    peak = left + one_of(rng, 2, 4)
    right = peak + one_of(rng, 2, 4, 5)
    return np.array([rng.integers(left - 1, right + 3) * 1.0]), left, peak, right


def _two_layers(rng):
    """Draw a network with one input, two hidden units and one output, and a lam."""
    layer_1 = whole(rng, 1, 2), whole(rng, 2)
    layer_2 = whole(rng, 2, 1), whole(rng, 1)
    return [layer_1, layer_2], one_of(rng, 0.1, 0.2, 0.4)


def _penalised(params, lam):
    (W1, b1), (W2, b2) = params
    return (
        f"A network has `W1 = {short(W1)}`, `b1 = {short(b1)}`, `W2 = {short(W2)}` and "
        f"`b2 = {short(b2)}`. For `lam = {short(lam)}`,"
    )


TEMPLATES = (
    Template(
        "hat",
        _hat_args,
        lambda x, left, peak, right: (
            f"A hat rises from 0 at {left} to 1 at {peak} and falls to 0 at {right}. What is its value "
            f"at x = {short(x[0])}?"
        ),
        "Each side of the hat is a straight line between 0 and 1, and outside the hat the value is 0.",
        part=first,
    ),
    Template(
        "sawtooth",
        lambda rng: (np.array([rng.integers(1, 10) / 10]), int(rng.integers(2, 4))),
        lambda x, depth: (
            f"The tent map is t(x) = 2 min(x, 1 - x). What is `sawtooth({short(x[0])}, {depth})`?"
        ),
        "Apply t to x, then to the result, and so on, as many times as `depth` says.",
        part=first,
    ),
    Template(
        "l2_penalty",
        _two_layers,
        lambda params, lam: f"{_penalised(params, lam)} what is the L2 penalty?",
        "It is lam/2 times the sum of the squares of all weights; biases are left out.",
        part=itemgetter(0),
    ),
    Template(
        "l2_penalty",
        _two_layers,
        lambda params, lam: f"{_penalised(params, lam)} what is the gradient of the L2 penalty?",
        "Each dW is lam W, and each db is 0: lam/2 times a square has derivative lam times the weight.",
        part=itemgetter(1),
    ),
    Template(
        "dropout_forward",
        lambda rng: (one_of(rng, 0.6, 1.2, 2.4, 3.0), one_of(rng, 0.2, 0.25, 0.6, 0.75)),
        lambda z, drop: (
            f"The output of a unit is {short(z)}, and dropout with `drop = {short(drop)}` keeps the "
            "unit. What value does the next layer receive?"
        ),
        "A kept entry is divided by 1 - drop, the probability of being kept.",
        right=lambda z, drop: z / (1 - drop),
        wrong={
            "not_scaled": lambda z, drop: z,
            "divided_by_drop": lambda z, drop: z / drop,
            "drop_for_keep": lambda z, drop: z / drop,
            "scaled_down": lambda z, drop: z * (1 - drop),
            "out_not_scaled": lambda z, drop: z,
            "scaled_twice": lambda z, drop: z / (1 - drop) ** 2,
        },
    ),
    Template(
        "early_stopping_epoch",
        lambda rng: ((rng.integers(3, 10, size=6) / 10).tolist(), int(rng.integers(1, 4))),
        lambda losses, patience: (
            f"The validation losses are `{short(losses)}`, and `patience = {patience}`. Which epoch does "
            "early stopping return? Epochs are counted from 0."
        ),
        "Training stops after `patience` epochs in a row without a new minimum, and the epoch with "
        "the lowest loss so far is returned.",
    ),
)
