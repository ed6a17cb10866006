"""A loss of one weight with several valleys, and where walks through them begin and end."""

from dataclasses import dataclass

import numpy as np

from .style import MUTED, NETWORK, SERIES, dress

STARTS = np.arange(-3.0, 13.0)
LOWEST_VALLEY = 0.1  # J below this is reached in one valley alone
FOUND, MISSED = SERIES[2], SERIES[5]


@dataclass(frozen=True)
class SineModel:
    """out = sin(w x) with J = 1/(2N) times the sum of (out - y)^2. x (N,), y (N,)"""

    x: np.ndarray
    y: np.ndarray

    def J(self, w):
        """The loss at each of w, (S,) -> (S,)."""
        return np.mean((np.sin(np.outer(w, self.x)) - self.y) ** 2, axis=1) / 2

    def slope(self, w, rows):
        """dJ/dw of one batch for each walk. w (S,), rows (S, B) -> (S,)"""
        out = w[:, np.newaxis] * self.x[rows]
        return np.mean((np.sin(out) - self.y[rows]) * np.cos(out) * self.x[rows], axis=1)


def walk_ends(model, starts, batch_size, lr, updates, rng):
    """Return where walks end that shuffle their samples anew for each epoch. starts (S,) -> (S,)

    batch_size has to divide the number of samples.
    """
    w, N = np.array(starts, float), len(model.x)
    for _ in range(updates * batch_size // N):
        order = rng.permuted(np.tile(np.arange(N), (len(w), 1)), axis=1)
        for first in range(0, N, batch_size):
            w = w - lr * model.slope(w, order[:, first : first + batch_size])
    return w


def arc(start, end, height, depth, points=60):
    """Return an arc over the curve from (start, height) to (end, depth), the wider the higher."""
    t, rise = np.linspace(0, 1, points), 0.08 + 0.05 * min(abs(end - start), 9.0)
    y = height + (depth - height) * t + 4 * rise * t * (1 - t)
    return start + (end - start) * t, y


def draw_walks_in_valleys(ax, model, starts, ends, title):
    """Draw J, and an arc from the start of each walk, a ring, to its end, a full marker."""
    places = np.linspace(*ax.get_xlim(), 900)
    ax.plot(places, model.J(places), color=NETWORK.fill, linewidth=2, zorder=2)
    heights, depths = model.J(starts), model.J(ends)
    found = depths < LOWEST_VALLEY
    for *walk, there in zip(starts, ends, heights, depths, found, strict=True):
        ax.plot(*arc(*walk), color=(FOUND if there else MISSED).ink, linewidth=1.1, alpha=0.75)
    ax.plot(starts, heights, "o", mfc="white", mec=MUTED, mew=1.1, markersize=5, zorder=4)
    for role, chosen in ((FOUND, found), (MISSED, ~found)):
        ax.plot(ends[chosen], depths[chosen], role.marker, color=role.ink, markersize=8, zorder=5)
    ends_there = "ends" if found.sum() == 1 else "end"
    count = f"{found.sum()} of {len(starts)} {ends_there} in the lowest valley"
    dress(ax, f"{title}, {count}", "$w$", "$J$")
