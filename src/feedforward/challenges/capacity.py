"""6.3: long spirals with few parameters."""

import numpy as np

from feedforward.data import spirals
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

LEAST = 0.95


def play(attempt):
    data = spirals(np.random.default_rng(63), N=2400, turns=1.75, held_out=0.5)
    network = network_of(called(attempt, *data.train, np.random.default_rng(0)), 2, 3)
    require("held-out accuracy", accuracy(network, data.held_out), LEAST)
    return parameters(network[0])


def book(X, y, rng):
    """Two hidden layers of twelve units."""
    params, _ = train(
        X, y, init_params([2, 12, 12, 3], rng), epochs=400, lr=0.02, lr_decay=0.99,
        batch_size=50, optimizer="adam", rng=rng, record_every=400, progress=False,
    )  # fmt: skip
    return params


SPIRALS = Challenge(
    name="small_spirals",
    section="6.3_capacity",
    task=f"Get {LEAST:.0%} of new points on three long spiral arms right with as few parameters as "
    "you can.",
    call=solve_returns_network(2, 3),
    play=play,
    unit="parameters",
    better="lower",
    book=book,
    score=231,
)
