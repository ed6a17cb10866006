"""XOR in two planes: where its four points lie, and where relu(XW + c) w + b takes them."""

from dataclasses import dataclass

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator

from feedforward.activations import relu
from feedforward.exercises.xor import xor_forward

from .geometry import line_in_box, region_path, side_ticks
from .labels import place_labels
from .style import BLACK, CLASSES, FONT_SIZE, GREY, LINES, dress, legend_below

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
TARGETS = np.array([0, 1, 1, 0])
NAMES = ("(0,0)", "(0,1)", "(1,0)", "(1,1)")
# Class 1 begins at 1/2; rounding in an out's last digits must not put an exact 1/2 below it.
LEVEL = 0.5 - 1e-9
LOW, HIGH = -0.5, 1.5
GRID = np.linspace(LOW, HIGH, 81)
FAR = 1000.0


@dataclass(frozen=True)
class XorArrays:
    """All that the two planes show, for one choice of W, c, w, b."""

    parameters: tuple  # W (2, 2), c (2,), w (2,), b
    h: np.ndarray  # (4, 2), before relu
    Z: np.ndarray  # (4, 2), after it
    out: np.ndarray  # (4,)
    right: np.ndarray  # (4,) of bool
    out_input: np.ndarray  # (81, 81), out over the input plane, a row for each x2 of GRID
    fold_lines: list  # two of (2, 2) or (0, 2): where h_j = 0, its on-side to the left
    limit: float  # the hidden plane reaches from -limit/2 to limit
    hidden_grid: np.ndarray  # (21,), from 0 to limit
    out_hidden: np.ndarray  # (21, 21), out over what relu can reach, a row for each Z2
    output_line: np.ndarray  # (2, 2) or (0, 2): where w . Z + b = 1/2
    note: str = ""  # what else the reader must be told


def _out_over(grid, forward, W, c, w, b):
    """out (n, n) over the square of a grid (n,), a row for each value of the second coordinate."""
    first, second = np.meshgrid(grid, grid)
    points = np.column_stack([first.ravel(), second.ravel()])
    return np.asarray(forward(points, W, c, w, b)).reshape(first.shape)


def hidden_limit(Z):
    """The smallest of 2.5, 5, 10, ... whose plane holds all points Z (N, 2) with some air."""
    return 2.5 * 2.0 ** max(0, np.ceil(np.log2(max(Z.max(), 1e-9) / 2.3)))


def xor_arrays(W, c, w, b, forward=xor_forward):
    """Compute both planes. W (2, 2), c (2,), w (2,), b a number -> XorArrays.

    `forward(X, W, c, w, b)` says what comes out, over either plane: with W = 1 and c = 0 it maps a
    hidden point Z >= 0 to its out, since relu leaves such a point where it is.
    """
    h = X @ W + c
    Z = relu(h)
    out = np.asarray(forward(X, W, c, w, b))
    limit = hidden_limit(Z)
    hidden_grid = np.linspace(0, limit, 21)
    return XorArrays(
        parameters=(W, c, w, b),
        h=h,
        Z=Z,
        out=out,
        right=(out >= LEVEL) == (TARGETS == 1),
        out_input=_out_over(GRID, forward, W, c, w, b),
        fold_lines=[line_in_box(W[:, j], c[j], LOW, HIGH) for j in range(2)],
        limit=limit,
        hidden_grid=hidden_grid,
        out_hidden=_out_over(hidden_grid, forward, np.eye(2), np.zeros(2), w, b),
        output_line=line_in_box(w, b - 0.5, -limit / 2, limit),
    )


def _shared_artists(ax):
    """The region of class 1, the points and their names, which both planes have."""
    region = PathPatch(
        Path(np.empty((0, 2))),
        facecolor=CLASSES[1].tint,
        edgecolor="#B98B45",
        hatch="//",
        linewidth=0,
        zorder=1,
    )
    ax.add_patch(region)
    artists = {"region": region}
    for label in (1, 0):  # the smaller disc comes over the larger square
        look = CLASSES[label]
        artists[f"class {label}"] = ax.plot(
            [],
            [],
            look.marker,
            color=look.color,
            markersize=look.marker_size,
            mec="white",
            zorder=5,
        )[0]
    artists["wrong"] = ax.plot(
        [], [], "x", color=BLACK, markersize=20, markeredgewidth=1.6, zorder=6
    )[0]
    artists["names"] = [
        ax.annotate("", (0, 0), xytext=(0, 0), textcoords="offset points", fontsize=FONT_SIZE,
                    zorder=7, bbox={"boxstyle": "round,pad=0.1", "fc": "white", "ec": "none",
                                    "alpha": 0.75})
        for _ in NAMES
    ]  # fmt: skip
    return artists


def _move_points(ax, artists, points, right):
    for label in (0, 1):
        artists[f"class {label}"].set_data(*points[label == TARGETS].T)
    artists["wrong"].set_data(*points[~right].T)
    place_labels(ax, artists["names"], points, NAMES)


def _point_keys():
    keys = [
        Line2D([], [], linestyle="", marker=look.marker, color=look.color, mec="white",
               markersize=look.marker_size * 0.8, label=f"target {label}")
        for label, look in enumerate(CLASSES)
    ]  # fmt: skip
    wrong = Line2D([], [], linestyle="", marker="x", color=BLACK, mew=1.6, label="wrong")
    one = Patch(fc=CLASSES[1].tint, ec="#B98B45", hatch="///", lw=0, label="out ≥ ½: class 1")
    return [*keys, wrong, one]


def _input_artists(ax):
    dress(ax, "Input plane", "x1", "x2")
    ax.set(xlim=(LOW, HIGH), ylim=(LOW, HIGH), aspect="equal", facecolor=CLASSES[0].tint)
    ax.set_xticks([0, 1])
    ax.set_yticks([0, 1])
    artists = _shared_artists(ax)
    keys = []
    for unit, look in enumerate(LINES[:2], start=1):
        line = ax.plot([], [], look.linestyle, color=look.color, linewidth=2, zorder=3)[0]
        strokes = LineCollection([], colors=look.color, linewidths=1.5, zorder=3)
        ax.add_collection(strokes, autolim=False)
        artists[f"fold {unit}"], artists[f"on-side {unit}"] = line, strokes
        keys.append(
            Line2D(
                [],
                [],
                linestyle=look.linestyle,
                color=look.color,
                lw=2,
                label=f"h{unit} = 0 (ticks: on)",
            )
        )
    legend_below(ax, [*_point_keys(), *keys], columns=3)
    return artists


def draw_input_plane(ax, arrays, artists=None):
    """Draw the four inputs, class 1's region and the lines where each unit switches on.

    Strokes on a line point to the side where its unit is on. Returns the artists by name; given
    them back, it moves them instead of drawing new ones.
    """
    artists = artists or _input_artists(ax)
    artists["region"].set_path(region_path(GRID, GRID, arrays.out_input, LEVEL))
    for unit, ends in enumerate(arrays.fold_lines, start=1):
        artists[f"fold {unit}"].set_data(*ends.T)
        artists[f"on-side {unit}"].set_segments(side_ticks(ends, spacing=0.12, length=0.05))
    _move_points(ax, artists, X, arrays.right)
    return artists


def _hidden_artists(ax):
    dress(ax, "Hidden plane: Z = relu(XW + c)", "Z1", "Z2")
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    ax.set(aspect="equal", facecolor=CLASSES[0].tint)
    artists = _shared_artists(ax)
    # Far larger than any frame, so that they need not move with it.
    for corner, width, height in [((-FAR, -FAR), FAR, 2 * FAR), ((0, -FAR), FAR, FAR)]:
        ax.add_patch(
            Rectangle(corner, width, height, fc="#D4D4D4", ec="#A8A8A8", hatch="..", lw=0, zorder=0)
        )
    artists["output line"] = ax.plot([], [], "-", color=BLACK, linewidth=2, zorder=3)[0]
    artists["moved by relu"] = LineCollection([], colors=GREY, linestyles=":", lw=1.5, zorder=4)
    ax.add_collection(artists["moved by relu"], autolim=False)
    artists["before relu"] = ax.plot([], [], "o", mfc="white", mec=GREY, markersize=5, zorder=4)[0]
    legend_below(ax, [
        Line2D([], [], color=BLACK, lw=2, label="w·Z + b = ½"),
        Line2D([], [], color=GREY, linestyle=":", marker="o", mfc="white", label="h, before relu"),
        Patch(fc="#D4D4D4", ec="#A8A8A8", hatch="...", lw=0, label="out of relu's reach"),
    ], columns=2)  # fmt: skip
    return artists


def draw_hidden_plane(ax, arrays, artists=None):
    """Draw the four hidden points, what relu did to them, and the line that must separate them.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    artists = artists or _hidden_artists(ax)
    frame = (-arrays.limit / 2, arrays.limit)
    if ax.get_xlim() != frame:  # only then, since it draws the axes anew
        ax.set(xlim=frame, ylim=frame)
    artists["region"].set_path(
        region_path(arrays.hidden_grid, arrays.hidden_grid, arrays.out_hidden, LEVEL)
    )
    artists["output line"].set_data(*arrays.output_line.T)
    moved = (arrays.h != arrays.Z).any(axis=1)
    artists["moved by relu"].set_segments(np.stack([arrays.h, arrays.Z], axis=1)[moved])
    artists["before relu"].set_data(*arrays.h[moved].T)
    _move_points(ax, artists, arrays.Z, arrays.right)
    return artists
