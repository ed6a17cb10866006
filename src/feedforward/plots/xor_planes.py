"""Draw the input plane of XOR, and what its two planes have in common."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from .geometry import region_path, side_ticks
from .labels import boxes_along, halo, place_labels, place_on_line
from .style import (
    CLASSES,
    FONT_SIZE,
    INK,
    MUTED,
    PRE_ACTIVATION,
    SMALL_SIZE,
    axes_at,
    dress,
)  # fmt: skip
from .xor import GRID, HIGH, LEVEL, LOW, NAMES, X, XorArrays

FOLD_STYLES = ("-", (0, (5, 2)))  # of hidden units 1 and 2
CUT_NAME = "out ≥ ½"  # on its side of the cut


def square(figure):
    """Axes that are as large in both panels, so that the two planes stand on one line."""
    return axes_at(figure, left=48, below=53, right=12, above=87)


def mesh_look(role):
    """Return the look of the lines of one class, for a sheet that is not flat."""
    return {"colors": role.ink, "linewidths": 0.8, "alpha": 0.6, "linestyles": role.linestyle}


def _mesh(ax, label):
    role = CLASSES[label]
    lines = LineCollection([], zorder=2, **mesh_look(role))
    ax.add_collection(lines, autolim=False)
    return lines


def area(ax, color, zorder):
    """An empty shape on axes, to which a path is given later."""
    patch = PathPatch(Path(np.empty((0, 2))), facecolor=color, linewidth=0, zorder=zorder)
    return ax.add_patch(patch)


def shared_artists(ax):
    """Make the artists of both planes: the mesh, the cut, the points and their names."""
    artists = {f"mesh {label}": _mesh(ax, label) for label in (0, 1)}
    artists["cut"] = LineCollection([], colors=INK, linewidths=1.8, zorder=4)
    ax.add_collection(artists["cut"], autolim=False)
    for label in (1, 0):  # the smaller disc comes over the larger square
        role = CLASSES[label]
        artists[f"class {label}"] = ax.plot(
            [], [], role.marker, color=role.fill, markersize=role.marker_size + 1, mec="white",
            zorder=5,
        )[0]  # fmt: skip
    artists["wrong"] = ax.plot(
        [], [], "o", mfc="none", mec=INK, markersize=22, mew=1.3, zorder=6
    )[0]  # fmt: skip
    artists["names"] = [
        ax.annotate(
            "", (0, 0), xytext=(0, 0), textcoords="offset points", fontsize=FONT_SIZE,
            color=INK, zorder=7, path_effects=halo(),
        )
        for _ in NAMES
    ]  # fmt: skip
    return artists


def line_label(ax, text, color):
    """A hidden text on axes, for `place_on_line` to put beside a line."""
    return ax.text(
        0, 0, text, color=color, fontsize=FONT_SIZE, ha="center", va="center", zorder=7,
        path_effects=halo(4), visible=False,
    )  # fmt: skip


def move_shared(ax, artists, arrays, points, mesh, cut, lines):
    """Move what both planes have; the points' names keep off the cut and other lines."""
    for label in (0, 1):
        artists[f"mesh {label}"].set_segments(mesh[label])
        artists[f"class {label}"].set_data(*points[label == arrays.y].T)
    artists["cut"].set_segments(cut)
    artists["wrong"].set_data(*points[~arrays.right].T)
    taken = boxes_along(ax, [*cut, *lines])
    return place_labels(ax, artists["names"], points, NAMES, taken)


def _input_artists(ax, cut_name):
    dress(ax, "Input plane", "$x_1$", "$x_2$")
    ax.set(xlim=(LOW, HIGH), ylim=(LOW, HIGH), aspect="equal", facecolor=CLASSES[0].tint)
    ax.set(xticks=[0, 1], yticks=[0, 1])
    artists = {"region": area(ax, CLASSES[1].tint, 1)} | shared_artists(ax)
    for unit, style in enumerate(FOLD_STYLES, start=1):
        ink = PRE_ACTIVATION.ink
        artists[f"fold {unit}"] = ax.plot([], [], linestyle=style, color=ink, lw=1.5, zorder=3)[0]
        strokes = LineCollection([], colors=ink, linewidths=1.2, zorder=3)
        ax.add_collection(strokes, autolim=False)
        artists[f"on-side {unit}"] = strokes
        artists[f"fold {unit} name"] = line_label(ax, f"$h_{unit} = 0$", ink)
    artists["ring"] = ax.text(
        1, 1.02, "ringed: wrong", transform=ax.transAxes, ha="right", va="bottom", color=MUTED,
        fontsize=SMALL_SIZE,
    )  # fmt: skip
    artists["cut name"] = line_label(ax, cut_name, INK)
    return artists


def draw_input_plane(ax, arrays: XorArrays, artists=None, cut_name=CUT_NAME):
    """Draw the four inputs, class 1's region, the cut, and where each unit switches on.

    Strokes on a line point to the side where its unit is on. Returns the artists by name; given
    them back, it moves them instead of drawing new ones.
    """
    artists = artists or _input_artists(ax, cut_name)
    artists["region"].set_path(region_path(GRID, GRID, arrays.out_input, LEVEL))
    lines = list(arrays.fold_lines)
    for unit, ends in enumerate(arrays.fold_lines, start=1):
        artists[f"fold {unit}"].set_data(*ends.T)
        strokes = side_ticks(ends, spacing=0.25, length=0.04)
        artists[f"on-side {unit}"].set_segments(strokes)
        lines.extend(strokes)
    taken = move_shared(ax, artists, arrays, X, arrays.mesh, arrays.cut, lines)
    artists["ring"].set_visible(not arrays.right.all())
    longest = max(arrays.cut, key=len, default=np.empty((0, 2)))
    taken = place_on_line(ax, artists["cut name"], longest, taken, sides=(-1,))
    for unit, ends in enumerate(arrays.fold_lines, start=1):
        taken = place_on_line(ax, artists[f"fold {unit} name"], ends, taken)
    return artists
