"""A curve built from hats: a tower at each of K points, and the sum of all towers."""

from dataclasses import dataclass

import numpy as np
from matplotlib.collections import PolyCollection

from feedforward.exercises.capacity.hat import hat

from .labels import halo
from .style import FONT_SIZE, GRADIENT, GROUND, MUTED, NETWORK, SMALL_SIZE, TRUTH, dress

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
    line = np.column_stack([x[part], tower[part]])
    feet = line[[0, -1]] * [
        1,
        0,
    ]  # where the frame cuts a tower, it stands on the axis all the same
    return np.vstack([feet[:1], line, feet[1:]])


def _tower_artists(ax):
    dress(ax, "A curve from towers", "$x$")
    ax.set(xlim=(LOW, HIGH), ylim=(-0.15, 1.15), xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
    for ends, side in [((LOW, 0), "left"), ((1, HIGH), "right")]:
        ax.axvspan(*ends, fc=GROUND, lw=0, zorder=0)
        ax.text(
            0.015 if side == "left" else 0.985, 0.97, "nothing\npromised", transform=ax.transAxes,
            ha=side, va="top", color=MUTED, fontsize=SMALL_SIZE,
        )  # fmt: skip
    artists = {
        "towers": PolyCollection(
            [], facecolors=NETWORK.tint, edgecolors=NETWORK.fill, linewidths=0.9, alpha=0.6,
            zorder=2,
        ),
        "curve": ax.plot([], [], linestyle=TRUTH.linestyle, color=TRUTH.ink, lw=2.4, zorder=3)[0],
        "total": ax.plot([], [], "-", color=NETWORK.ink, lw=2.2, zorder=4)[0],
        "points": ax.plot([], [], "o", color=NETWORK.fill, mec="white", ms=7, zorder=5)[0],
        "error": ax.plot([], [], "-", color=GRADIENT.ink, lw=3, marker="_", ms=10, mew=3,
                         mec=GRADIENT.ink, zorder=6)[0],
        "error name": _word(ax, "", GRADIENT.ink),
        "curve name": _word(ax, "$f^*$", TRUTH.ink, ha="center"),
        "total name": _word(ax, "sum", NETWORK.ink, va="center"),
    }  # fmt: skip
    ax.add_collection(artists["towers"], autolim=False)
    return artists


def _word(ax, text, color, **look):
    return ax.annotate(
        text, (0, 0), xytext=(0, 0), textcoords="offset points", color=color, zorder=7,
        fontsize=FONT_SIZE, path_effects=halo(), **look,
    )  # fmt: skip


def _move_error(artists, arrays):
    at = arrays.worst
    x, ends = arrays.x[at], (arrays.curve[at], arrays.total[at])
    artists["error"].set_data([x, x], ends)
    name, right = artists["error name"], x < 0.8
    name.set_text(f"off by {arrays.error:.3f}")
    if arrays.error < 0.12:  # too short to have its name beside it
        curve, total = ends
        above = curve > total  # the sum cuts off a hill; on this side no other line is near
        name.xy = (x, curve)
        name.set_position((0, 10 if above else -10))
        name.set(ha="center", va="bottom" if above else "top")
    else:
        name.xy = (x, sum(ends) / 2)
        name.set_position((9 if right else -9, 0))
        name.set(ha="left" if right else "right", va="center")


def _move_names(artists, arrays):
    """Name the curve above its middle, and the sum where it falls to 0."""
    ahead, here = np.interp([0.64, 0.6], arrays.x, arrays.curve)
    artists["curve name"].xy = (0.62, (ahead + here) / 2)
    artists["curve name"].set_position((14 if ahead < here else -14, 12))
    step = arrays.points[1] - arrays.points[0]
    x = 1 + min(step / 2, 0.12)
    artists["total name"].xy = (x, np.interp(x, arrays.x, arrays.total))
    artists["total name"].set_position((8, 4))


def draw_towers(ax, arrays, artists=None):
    """Draw curve, towers and sum; returns the artists by name, and moves them when given back."""
    artists = artists or _tower_artists(ax)
    towers = [_standing(arrays.x, tower) for tower in arrays.towers if tower.any()]
    artists["towers"].set_verts(towers, closed=False)
    artists["total"].set_data(arrays.x, arrays.total)
    artists["curve"].set_data(arrays.x, arrays.curve)
    artists["points"].set_data(arrays.points, arrays.heights)
    _move_error(artists, arrays)
    _move_names(artists, arrays)
    return artists
