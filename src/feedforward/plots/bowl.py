"""The bowl that the squared error of a line is: its curvatures, its lowest point, walks down it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from feedforward.exercises.descent import linear_gradient
from feedforward.training import minibatches

FAR = 1e6  # a walk that gets there will not come back


@dataclass(frozen=True)
class Bowl:
    """J = 1/(2N) times the sum of (X w + b - y)^2, over the places (w, b) of a line.

    X (N, 1), y (N,); a place is (w, b), so places have the shape (..., 2)
    """

    X: np.ndarray
    y: np.ndarray

    @cached_property
    def curvature(self):
        """The second derivatives of J, (2, 2), the same at every place."""
        inputs = self._inputs
        return inputs.T @ inputs / len(inputs)

    @cached_property
    def best(self):
        """The place (2,) where J is smallest."""
        return np.linalg.lstsq(self._inputs, self.y, rcond=None)[0]

    @property
    def _inputs(self):
        """X, and the input that is always 1: b is its weight. (N, 2)"""
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

    batch_size: int
    places: np.ndarray  # (T + 1, 2)
    samples: np.ndarray  # (T + 1,), how many samples were looked at on the way there
    excess: np.ndarray  # (T + 1,)

    def updates_at(self, step, unit):
        """How many updates lie behind it after `step` updates, or after `step` samples seen."""
        if unit == "updates":
            return min(step, len(self.places) - 1)
        return int(np.searchsorted(self.samples, step, side="right")) - 1


def walk_down(
    bowl, start, lr, batch_size, updates, rng, *, gradient=linear_gradient, deal=minibatches
):
    """Walk with one update a batch: batch_size N, 1 or between is all that tells walks apart.

    start (2,) -> Walk, cut short where it leaves for ever
    """
    w, b = np.array(start[:1]), start[1]
    places, samples = [np.append(w, b)], [0]
    while len(places) <= updates:
        for X, y in deal(bowl.X, bowl.y, batch_size, rng):
            dw, db = gradient(X, y, w, b)
            w, b = w - lr * dw, float(b - lr * db)
            places.append(np.append(w, b))
            samples.append(samples[-1] + len(X))
            if len(places) > updates or np.abs(places[-1]).max() > FAR:
                break
        if np.abs(places[-1]).max() > FAR:
            break
    places = np.array(places)
    return Walk(batch_size, places, np.array(samples), bowl.excess(places))
