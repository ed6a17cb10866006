"""6.1: parity of three inputs with few hidden units."""

import numpy as np

from .challenge import (
    Challenge,
    NotScored,
    accuracy,
    called,
    hidden_units,
    network_of,
    solve_returns_network,
)

NOISE, LEAST = 0.08, 0.97


def noisy_parity(rng, N=800):
    """Points around the eight corners of a cube, labelled 1 where an odd number of inputs are 1."""
    corners = rng.integers(0, 2, (N, 3))
    return corners + rng.normal(0, NOISE, (N, 3)), corners.sum(axis=1) % 2


def play(attempt):
    X, y = noisy_parity(np.random.default_rng(61))
    network = network_of(called(attempt, X, y, np.random.default_rng(0)), 3, 2)
    right = accuracy(network, noisy_parity(np.random.default_rng(62)))
    if right < LEAST:
        raise NotScored(
            f"Your network gets {right:.1%} of the new points right; it needs {LEAST:.0%}."
        )
    return hidden_units(network[0])


def book(X, y, rng):
    """Two tents in s = x1 + x2 + x3: relu(s) - 2 relu(s - 1) + 2 relu(s - 2) is 0, 1, 0, 1."""
    W, c = np.ones((3, 3)), np.array([0.0, -1.0, -2.0])
    odd = np.array([1.0, -2.0, 2.0])
    return [(W, c), (np.column_stack([-odd, odd]), np.array([0.5, -0.5]))]


PARITY = Challenge(
    name="parity",
    section="6.1_xor",
    task="Is the number of ones among three noisy inputs odd? Build or train a network that gets "
    f"{LEAST:.0%} of new points right with as few hidden units as you can.",
    call=solve_returns_network(3, 2),
    play=play,
    unit="hidden units",
    better="lower",
    book=book,
    score=3,
)
