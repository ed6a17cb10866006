"""Straight pieces: what a few folding layers make, and how far one hidden layer comes."""

from dataclasses import dataclass

import numpy as np

from feedforward.activations import relu
from feedforward.exercises.capacity.relu_interpolant import relu_interpolant
from feedforward.exercises.capacity.sawtooth import sawtooth
from feedforward.network import count_parameters, forward

from .style import (
    FAINT,
    FONT_SIZE,
    INK,
    MUTED,
    NETWORK,
    SERIES,
    SMALL_SIZE,
    TRUTH,
    dress,
)

SHALLOW = SERIES[3]

DEEPEST = 6
# Every kink of the deepest sawtooth is on it, and three places between two of them.
GRID = np.linspace(0, 1, 4 * 2**DEEPEST + 1)


@dataclass(frozen=True)
class PieceArrays:
    """A sawtooth from `depth` layers, and what one hidden layer of m units makes of it."""

    depth: int
    units: int  # m of the one hidden layer
    deep: np.ndarray  # (G,) over GRID
    shallow: np.ndarray  # (G,)
    points: np.ndarray  # (k, 2): where the pieces of the shallow one begin and end
    deep_pieces: int
    shallow_pieces: int
    note: str = ""  # what else the reader must be told

    @property
    def deep_sizes(self):
        """The layers of the deep network: two units each."""
        return [1, *[2] * self.depth, 1]

    @property
    def parameters(self):
        """Return the numbers of parameters of the two networks."""
        return count_parameters(self.deep_sizes), count_parameters([1, self.units, 1])

    @property
    def error(self):
        """The largest distance between the two."""
        return float(np.abs(self.deep - self.shallow).max())


def fold_params(depth):
    """A relu network of `depth` layers, two units each, that is the sawtooth on [0, 1].

    A layer computes relu(t) and relu(t - 1/2); 2 and -4 times these are the tent, and the next
    layer's t.
    """
    tent = np.array([[2.0], [-4.0]])
    first, later = np.ones((1, 2)), tent @ np.ones((1, 2))
    b = np.array([0.0, -0.5])
    return [(first, b), *[(later, b)] * (depth - 1), (tent, np.zeros(1))]


def count_pieces(x, y):
    """Into how many straight pieces y (G,) over x (G,) falls; kinks must lie on x."""
    slopes = np.diff(y) / np.diff(x)
    return 1 + int((np.abs(np.diff(slopes)) > 1e-6 * (1 + np.abs(slopes).max())).sum())


def one_layer(depth, units):
    """Points (k + 1, 2) through which one hidden layer of `units` goes: k pieces from k units.

    The first unit bends at 0, the start of the interval, and provides the first slope.

    It copies the sawtooth for as long as the pieces last, and stays at 1/2 from then on: with fewer
    pieces than the sawtooth has, nothing comes closer to all of it than 1/2.
    """
    pieces = 2**depth
    copied = np.arange(pieces + 1 if units >= pieces else units - 1)
    points = np.column_stack([copied / pieces, copied % 2])
    if units >= pieces:
        return points
    bend = max(0, units - 1.5) / pieces
    return np.vstack([points, [[bend, 0.5], [1.0, 0.5]]])


def piece_arrays(depth, units, sawtooth=sawtooth):
    """Compare `depth` folding layers with one hidden layer of m = `units` -> PieceArrays."""
    deep = np.asarray(sawtooth(GRID, depth))
    points = one_layer(depth, units)
    w1, b1, w2, b2 = relu_interpolant(*points.T)
    params = [(w1[None], b1), (w2[:, None], np.array([b2]))]
    shallow = forward(GRID[:, None], params, relu)[0][:, 0]
    pieces = count_pieces(GRID, deep), count_pieces(GRID, shallow)
    return PieceArrays(depth, units, deep, shallow, points, *pieces)


def _axes_for(ax, title):
    dress(ax, title, "$x$")
    ax.set(xlim=(-0.02, 1.02), ylim=(-0.24, 1.24), xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
    ax.axhline(0.5, color=FAINT, lw=0.8, zorder=1)


def _count(ax, color):
    """A word for the number of pieces, above the curves."""
    return ax.text(0, 1.14, "", color=color, fontsize=FONT_SIZE + 0.5, va="center")


def _pieces(number):
    return "1 straight piece" if number == 1 else f"{number} straight pieces"


def draw_deep(ax, arrays, artists=None):
    """Draw the sawtooth and the ends of its pieces; returns the artists, and moves them again."""
    if artists is None:
        _axes_for(ax, "Deep: every layer folds once more")
        artists = {
            "deep": ax.plot([], [], "-", color=NETWORK.ink, lw=2, zorder=3)[0],
            "ends": ax.plot([], [], "o", color=NETWORK.ink, mew=0, ms=5, zorder=4)[0],
            "count": _count(ax, NETWORK.ink),
        }
    artists["deep"].set_data(GRID, arrays.deep)
    slopes = np.diff(arrays.deep)
    inner = 1 + np.flatnonzero(np.abs(np.diff(slopes)) > 1e-6)
    ends = np.array([0, *inner, len(GRID) - 1])  # of the pieces
    artists["ends"].set_data(GRID[ends], arrays.deep[ends])
    layers = "1 layer" if arrays.depth == 1 else f"{arrays.depth} layers"
    artists["count"].set_text(f"{layers} of 2 units make {_pieces(arrays.deep_pieces)}")
    return artists


def draw_shallow(ax, arrays, artists=None):
    """Draw one hidden layer over the sawtooth; returns the artists, and moves them again."""
    if artists is None:
        _axes_for(ax, "Shallow: one hidden layer")
        ax.text(1, 1.02, "dotted: deep", transform=ax.transAxes, ha="right", va="bottom",
                color=MUTED, fontsize=SMALL_SIZE)  # fmt: skip
        artists = {
            "deep": ax.plot([], [], linestyle=TRUTH.linestyle, color=TRUTH.fill, lw=1.4,
                            zorder=2)[0],
            "shallow": ax.plot([], [], "-", color=SHALLOW.ink, lw=2.2, zorder=3)[0],
            "points": ax.plot([], [], "o", color=SHALLOW.ink, mew=0, ms=5, zorder=4)[0],
            "count": _count(ax, SHALLOW.ink),
            "end": ax.annotate(
                "the last piece starts here", (0, 0), color=INK, ha="center", va="center",
                fontsize=FONT_SIZE, zorder=5,
                arrowprops={"arrowstyle": "-", "color": INK, "lw": 0.8, "relpos": (0.5, 1)},
            ),
        }  # fmt: skip
    artists["deep"].set_data(GRID, arrays.deep)
    artists["shallow"].set_data(GRID, arrays.shallow)
    artists["points"].set_data(*arrays.points.T)
    units = "1 unit makes" if arrays.units == 1 else f"{arrays.units} units make"
    artists["count"].set_text(f"{units} {_pieces(arrays.shallow_pieces)}")
    short = arrays.error > 0.01 and len(arrays.points) > 2
    artists["end"].set_visible(bool(short))
    end = artists["end"]
    end.xy = arrays.points[-2]
    end.set_position((np.clip(end.xy[0], 0.24, 0.76), -0.15))  # below the curves
    return artists
