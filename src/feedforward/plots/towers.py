"""A curve built from hats: a tower at each of K points, and the sum of all towers."""

from dataclasses import dataclass

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from feedforward.exercises.capacity import hat

from .style import BLACK, BLUE, GREEN, VERMILION, dress, legend_below

JUMP = 0.5
CURVES = {
    "smooth": lambda x: (1 + np.sin(2 * np.pi * x)) / 2,
    "steep at 0": lambda x: np.sqrt(np.abs(x)),
    "jump": lambda x: (x >= JUMP) * 1.0,
}
LOW, HIGH = -0.25, 1.25
# Both sides of the jump are on it: the largest distance there must not be missed.
GRID = np.union1d(np.linspace(LOW, HIGH, 301), [np.nextafter(JUMP, 0), JUMP])


@dataclass(frozen=True)
class TowerArrays:
    """A curve on [0, 1], K points on it, a tower under each, and the sum of the towers."""

    points: np.ndarray  # (K,)
    heights: np.ndarray  # (K,): the curve there
    x: np.ndarray  # (G,): where all that follows is computed
    curve: np.ndarray  # (G,): not a number outside [0, 1]
    towers: np.ndarray  # (K, G): each hat times its height
    total: np.ndarray  # (G,): their sum
    worst: int  # where in [0, 1] it is furthest from the curve
    note: str = ""  # what else the reader must be told

    @property
    def error(self):
        """The largest distance between curve and sum on [0, 1]."""
        return float(abs(self.total[self.worst] - self.curve[self.worst]))


def tower_arrays(curve, K, hat=hat):
    """Build one of CURVES, by name, from K >= 2 towers at evenly spaced points -> TowerArrays."""
    points = np.linspace(0, 1, K)
    heights = CURVES[curve](points)
    x, step = np.union1d(GRID, points), 1 / (K - 1)
    hats = np.stack([np.asarray(hat(x, p - step, p, p + step)) for p in points])
    towers = heights[:, None] * hats
    total = towers.sum(axis=0)
    wanted = np.where((x >= 0) & (x <= 1), CURVES[curve](x), np.nan)
    distance = np.abs(total - wanted)
    # Of equal ones the first, also where rounding makes another one larger by a hair.
    worst = int(np.argmax(distance >= np.nanmax(distance) - 1e-9))
    return TowerArrays(points, heights, x, wanted, towers, total, worst)


def _standing(x, tower):
    """The part of a tower that stands above the axis, with its feet: a line (k, 2)."""
    there = np.flatnonzero(tower)
    part = slice(max(0, there[0] - 1), there[-1] + 2)
    return np.column_stack([x[part], tower[part]])


def _keys():
    return [
        Line2D([], [], color=BLACK, ls=":", lw=2.4, label="curve f*"),
        Line2D([], [], color=BLUE, lw=1.8, marker="o", mec="white", label="sum of the towers"),
        Line2D([], [], color=GREEN, ls="--", lw=1.2, label="one tower"),
        Line2D([], [], color=VERMILION, lw=3, marker="_", label="largest distance"),
        Patch(fc="#E6E6E6", ec="#B0B0B0", hatch="...", lw=0, label="nothing is promised"),
    ]


def _tower_artists(ax):
    dress(ax, "A curve from towers", "x", "height")
    ax.set(xlim=(LOW, HIGH), ylim=(-0.15, 1.15), xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
    for ends in [(LOW, 0), (1, HIGH)]:
        ax.axvspan(*ends, fc="#E6E6E6", ec="#B0B0B0", hatch="..", lw=0, zorder=0)
    artists = {
        "towers": LineCollection([], colors=GREEN, linestyles="--", linewidths=1.2, zorder=2),
        "total": ax.plot([], [], "-", color=BLUE, lw=1.8, zorder=3)[0],
        "curve": ax.plot([], [], ":", color=BLACK, lw=2.4, zorder=4)[0],
        "points": ax.plot([], [], "o", color=BLUE, mec="white", markersize=7, zorder=5)[0],
        "error": ax.plot([], [], "-", color=VERMILION, lw=3, marker="_", ms=9, zorder=6)[0],
    }
    ax.add_collection(artists["towers"], autolim=False)
    legend_below(ax, _keys(), columns=2)
    return artists


def draw_towers(ax, arrays, artists=None):
    """Draw curve, towers and sum; returns the artists by name, and moves them when given back."""
    artists = artists or _tower_artists(ax)
    towers = [_standing(arrays.x, tower) for tower in arrays.towers if tower.any()]
    artists["towers"].set_segments(towers)
    artists["total"].set_data(arrays.x, arrays.total)
    artists["curve"].set_data(arrays.x, arrays.curve)
    artists["points"].set_data(arrays.points, arrays.heights)
    at = arrays.worst
    artists["error"].set_data([arrays.x[at]] * 2, [arrays.curve[at], arrays.total[at]])
    return artists
