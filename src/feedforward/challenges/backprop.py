"""6.8: digits with gradients of one's own."""

import numpy as np

from feedforward.data import digits
from feedforward.network import init_params
from feedforward.training import train

from .challenge import Challenge, accuracy, called, network_of, solve_returns_network


def play(attempt):
    data = digits(np.random.default_rng(68), held_out=0.5)
    network = network_of(called(attempt, *data.train, np.random.default_rng(0)), 64, 10)
    return round(100 * accuracy(network, data.held_out), 1)


def book(X, y, rng):
    """One hidden layer of 64 units, with dropout."""
    params, _ = train(
        X, y, init_params([64, 64, 10], rng), epochs=100, lr=0.005, lr_decay=0.97, dropout=0.2,
        batch_size=32, optimizer="adam", rng=rng, record_every=100, progress=False,
    )  # fmt: skip
    return params


OWN_GRADIENTS = Challenge(
    name="own_gradients",
    section="6.8_backprop",
    task="Learn to read digits from 898 images, with your own forward and backward pass and your "
    "own update, and get as many of 899 others right as you can.",
    call=solve_returns_network(64, 10),
    play=play,
    unit="% of new digits right",
    better="higher",
    book=book,
    score=97.3,
    within=1.0,
)
