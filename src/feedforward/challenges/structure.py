"""6.2: digits with few parameters."""

import numpy as np

from feedforward.data import digits
from feedforward.network import init_params
from feedforward.training import train

from .challenge import (
    Challenge,
    accuracy,
    called,
    network_of,
    parameters,
    require,
    solve_returns_network,
)

LEAST = 0.9


def play(attempt):
    data = digits(np.random.default_rng(62))
    network = network_of(called(attempt, *data.train, np.random.default_rng(0)), 64, 10)
    require("held-out accuracy", accuracy(network, data.held_out), LEAST)
    return parameters(network[0])


def book(X, y, rng):
    """One hidden layer of five tanh units: a ReLU layer as narrow as this often dies."""
    params, _ = train(
        X, y, init_params([64, 5, 10], rng), activation="tanh", epochs=150, lr=0.01, batch_size=50,
        optimizer="adam", rng=rng, record_every=150, progress=False,
    )  # fmt: skip
    return params, "tanh"


SMALL_DIGITS = Challenge(
    name="small_digits",
    section="6.2_structure",
    task=f"Read {LEAST:.0%} of new digits correctly with as few parameters as you can.",
    call=solve_returns_network(64, 10),
    play=play,
    unit="parameters",
    better="lower",
    book=book,
    score=385,
)
