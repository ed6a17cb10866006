"""The squared error of a line is a bowl: its curvature, its lowest point, and walks down it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from feedforward.exercises.descent.linear_gradient import linear_gradient
from feedforward.optimizers import sgd
from feedforward.training import minibatches

FAR = 1e6  # a walk that gets this far will not come back


@dataclass(frozen=True)
class Bowl:
    """J = 1/(2N) times the sum of (X w + b - y)^2, over the parameters (w, b) of a line.

    X (N, 1), y (N,); a place is one (w, b), so places have the shape (..., 2)
    """

    X: np.ndarray
    y: np.ndarray

    @cached_property
    def curvature(self):
        """The second derivatives of J, (2, 2), the same everywhere."""
        inputs = self._inputs
        return inputs.T @ inputs / len(inputs)

    @cached_property
    def best(self):
        """The place (2,) where J is smallest."""
        return np.linalg.lstsq(self._inputs, self.y, rcond=None)[0]

    @property
    def _inputs(self):
        """X with a column of ones, whose weight is b, (N, 2)."""
        return np.column_stack([self.X, np.ones(len(self.X))])

    @property
    def largest_rate(self):
        """2 over the largest curvature: with a smaller rate the full batch converges."""
        return 2 / np.linalg.eigvalsh(self.curvature)[-1]

    def excess(self, places):
        """J - J*, how far above the lowest point: 1/2 u^T curvature u for u = place - best."""
        u = np.asarray(places) - self.best
        return 0.5 * np.einsum("...i,ij,...j->...", u, self.curvature, u)


@dataclass(frozen=True)
class Walk:
    """One walk down a bowl, from its start: where it was after each update."""

    lr: float
    batch_size: int
    places: np.ndarray  # (T + 1, 2)
    samples: np.ndarray  # (T + 1,), how many samples it had looked at by then
    excess: np.ndarray  # (T + 1,), J - J*

    @property
    def left(self):
        """Return True if the walk left the bowl for good; it ends there."""
        return bool(np.abs(self.places[-1]).max() > FAR)


def walk_down(
    bowl, start, lr, batch_size, updates, rng, *,
    rule=sgd, gradient=linear_gradient, deal=minibatches,
):  # fmt: skip
    """Walk down a bowl, one update per batch.

    start (2,); rule: one of `feedforward.optimizers`, or a function like those
    -> Walk, cut short where it leaves the bowl for good
    """
    theta, slope = np.array(start, float), np.empty(2)
    step = rule(theta, slope)
    places, samples = [theta.copy()], [0]
    while len(places) <= updates:
        for X, y in deal(bowl.X, bowl.y, batch_size, rng):
            slope[:1], slope[1] = gradient(X, y, theta[:1], float(theta[1]))
            step(lr)
            places.append(theta.copy())
            samples.append(samples[-1] + len(X))
            if len(places) > updates or np.abs(theta).max() > FAR:
                break
        if np.abs(theta).max() > FAR:
            break
    places = np.array(places)
    return Walk(lr, batch_size, places, np.array(samples), bowl.excess(places))
