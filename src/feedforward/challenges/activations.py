"""6.4: a network of thirty hidden layers."""

import numpy as np

from feedforward.data import moons
from feedforward.network import init_params
from feedforward.training import train

from .challenge import Challenge, NotScored, accuracy, called, network_of, solve_returns_network

LAYERS = 30


def play(attempt):
    data = moons(np.random.default_rng(64), N=2400, noise=0.2, held_out=0.75)
    network = network_of(called(attempt, *data.train, np.random.default_rng(0)), 2, 2)
    layers = len(network[0]) - 1
    if layers < LAYERS:
        raise NotScored(f"Your network has {layers} hidden layers; expected at least {LAYERS}.")
    return round(100 * accuracy(network, data.held_out), 1)


def book(X, y, rng):
    """relu with He's weights, small steps of Adam."""
    params, _ = train(
        X, y, init_params([2, *[16] * LAYERS, 2], rng), epochs=60, lr=0.002, lr_decay=0.95,
        batch_size=50, optimizer="adam", rng=rng, record_every=60, progress=False,
    )  # fmt: skip
    return params


THIRTY_LAYERS = Challenge(
    name="thirty_layers",
    section="6.4_activations",
    task=f"Train a network of {LAYERS} hidden layers, of any width and activation, to tell two "
    "noisy half moons apart.",
    call=solve_returns_network(2, 2),
    play=play,
    unit="% of new points right",
    better="higher",
    book=book,
    score=96.6,
    within=1.5,
)
