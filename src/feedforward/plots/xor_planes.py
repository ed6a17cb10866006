"""Draw the two planes of XOR: the inputs, and the sheet that bends."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator

from .geometry import region_path, side_ticks
from .labels import boxes_along, halo, place_labels, place_on_line
from .style import (
    CLASSES,
    FAINT,
    FONT_SIZE,
    GROUND,
    INK,
    MUTED,
    PRE_ACTIVATION,
    SMALL_SIZE,
    dress,
)  # fmt: skip
from .xor import GRID, HIGH, LEVEL, LOW, NAMES, TARGETS, X, XorArrays, bent

FAR = 1000.0
TRACK = 1.05  # in heights of the axes
FOLD_STYLES = ("-", (0, (5, 2)))  # of hidden units 1 and 2
CUT_NAME = "out ≥ ½"  # on its side of the cut
STOPS = ((0.0, "$X$"), (0.5, "$h = XW + c$"), (1.0, r"$Z = \mathrm{relu}(h)$"))


def square(figure):
    """Axes that are as large in both panels, so that the two planes stand on one line."""
    figure.set_layout_engine("none")
    width, height = figure.get_size_inches()
    side = 0.85 * width
    return figure.add_axes((0.12, 0.53 / height, side / width, side / height))


def _mesh_look(role):
    return {"linewidths": 0.8, "alpha": 0.6, "linestyles": role.linestyle}


def _mesh(ax, label):
    role = CLASSES[label]
    lines = LineCollection([], colors=role.ink, zorder=2, **_mesh_look(role))
    ax.add_collection(lines, autolim=False)
    return lines


def _area(ax, color, zorder):
    area = PathPatch(Path(np.empty((0, 2))), facecolor=color, linewidth=0, zorder=zorder)
    ax.add_patch(area)
    return area


def _shared_artists(ax):
    """What both planes have: the mesh, the cut, the points and their names."""
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


def _line_label(ax, text, color):
    return ax.text(
        0, 0, text, color=color, fontsize=FONT_SIZE, ha="center", va="center", zorder=7,
        path_effects=halo(), visible=False,
    )  # fmt: skip


def _move_shared(ax, artists, points, mesh, cut, right, lines):
    """Move what both planes have; the points' names keep off the cut and other lines."""
    for label in (0, 1):
        artists[f"mesh {label}"].set_segments(mesh[label])
        artists[f"class {label}"].set_data(*points[label == TARGETS].T)
    artists["cut"].set_segments(cut)
    artists["wrong"].set_data(*points[~right].T)
    taken = boxes_along(ax, [*cut, *lines])
    return place_labels(ax, artists["names"], points, NAMES, taken)


def _input_artists(ax):
    dress(ax, "Input plane", "$x_1$", "$x_2$")
    ax.set(xlim=(LOW, HIGH), ylim=(LOW, HIGH), aspect="equal", facecolor=CLASSES[0].tint)
    ax.set(xticks=[0, 1], yticks=[0, 1])
    artists = {"region": _area(ax, CLASSES[1].tint, 1)} | _shared_artists(ax)
    for unit, style in enumerate(FOLD_STYLES, start=1):
        ink = PRE_ACTIVATION.ink
        artists[f"fold {unit}"] = ax.plot([], [], linestyle=style, color=ink, lw=1.5, zorder=3)[0]
        strokes = LineCollection([], colors=ink, linewidths=1.2, zorder=3)
        ax.add_collection(strokes, autolim=False)
        artists[f"on-side {unit}"] = strokes
        artists[f"fold {unit} name"] = _line_label(ax, f"$h_{unit} = 0$", ink)
    artists["ring"] = ax.text(
        1, 1.02, "ringed: wrong", transform=ax.transAxes, ha="right", va="bottom", color=MUTED,
        fontsize=SMALL_SIZE,
    )  # fmt: skip
    artists["cut name"] = _line_label(ax, CUT_NAME, INK)
    return artists


def draw_input_plane(ax, arrays: XorArrays, artists=None):
    """Draw the four inputs, class 1's region, the cut, and where each unit switches on.

    Strokes on a line point to the side where its unit is on. Returns the artists by name; given
    them back, it moves them instead of drawing new ones.
    """
    artists = artists or _input_artists(ax)
    artists["region"].set_path(region_path(GRID, GRID, arrays.out_input, LEVEL))
    for unit, ends in enumerate(arrays.fold_lines, start=1):
        artists[f"fold {unit}"].set_data(*ends.T)
        artists[f"on-side {unit}"].set_segments(side_ticks(ends, spacing=0.25, length=0.04))
    taken = _move_shared(ax, artists, X, arrays.mesh, arrays.cut, arrays.right, arrays.fold_lines)
    artists["ring"].set_visible(not arrays.right.all())
    longest = max(arrays.cut, key=len, default=np.empty((0, 2)))
    taken = place_on_line(ax, artists["cut name"], longest, taken, sides=(-1,))
    for unit, ends in enumerate(arrays.fold_lines, start=1):
        taken = place_on_line(ax, artists[f"fold {unit} name"], ends, taken)
    return artists


def _track(ax):
    """The way from X over h to Z above the axes, and a dot that shows how far the sheet is."""
    axes = ax.transAxes
    ax.plot([0, 1], [TRACK, TRACK], color=FAINT, lw=1.5, transform=axes, clip_on=False, zorder=2)
    for (x, text), side in zip(STOPS, ("left", "center", "right"), strict=True):
        ax.plot([x], [TRACK], "|", color=MUTED, ms=6, mew=1.2, transform=axes, clip_on=False)
        ax.text(
            x, TRACK + 0.035, text, transform=axes, ha=side, va="bottom", fontsize=FONT_SIZE + 1,
            color=INK,
        )  # fmt: skip
    dot = ax.plot([], [], "o", color=INK, mec="white", ms=9, transform=axes, clip_on=False,
                  zorder=9)[0]  # fmt: skip
    way = ax.plot([], [], "-", color=INK, lw=2, transform=axes, clip_on=False, zorder=8)[0]
    return {"dot": dot, "way": way}


def _hidden_artists(ax):
    ax.set(aspect="equal", xlabel="hidden unit 1", ylabel="hidden unit 2")
    ax.tick_params(labelsize=SMALL_SIZE, length=3)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    ax.axhline(0, color=FAINT, lw=0.8, zorder=1)
    ax.axvline(0, color=FAINT, lw=0.8, zorder=1)
    # Far larger than any frame, so that they need not move with it.
    artists = {
        "unreached": [
            ax.add_patch(Rectangle(corner, FAR, height, fc=GROUND, lw=0, zorder=0.5))
            for corner, height in [((-FAR, -FAR), 2 * FAR), ((0, -FAR), FAR)]
        ],
        "other region": ax.add_patch(
            Rectangle((0, 0), FAR, FAR, fc=CLASSES[0].tint, lw=0, zorder=0.6)
        ),
        "region": _area(ax, CLASSES[1].tint, 0.7),
    }
    artists["sheet 0"] = _area(ax, CLASSES[0].tint, 1.1)
    artists["sheet 1"] = _area(ax, CLASSES[1].tint, 1.2)
    artists |= _shared_artists(ax)
    artists["output line"] = ax.plot([], [], "-", color=INK, linewidth=1.6, zorder=3)[0]
    artists["output line name"] = _line_label(ax, CUT_NAME, INK)
    artists["line name"] = _line_label(ax, "", INK)
    artists["moved by relu"] = LineCollection([], colors=MUTED, linestyles=":", lw=1.4, zorder=3)
    ax.add_collection(artists["moved by relu"], autolim=False)
    return artists | _track(ax)


def _move_sheet(artists, arrays):
    for label, polygons in enumerate(arrays.bent_sheet):
        paths = [Path(np.vstack([ring, ring[:1]]), closed=True) for ring in polygons]
        whole = Path.make_compound_path(*paths) if paths else Path(np.empty((0, 2)))
        artists[f"sheet {label}"].set_path(whole)
    flat = arrays.collapsed and arrays.bend >= 1
    for label, role in enumerate(CLASSES):  # the line that a flat sheet becomes must not vanish
        look = {"linewidths": 3.5, "alpha": 1, "linestyles": "-"} if flat else _mesh_look(role)
        artists[f"mesh {label}"].set(**look)


def _move_relu(artists, arrays):
    """What belongs to Z fades in while relu bends the sheet."""
    shown = min(max(arrays.bend - 1, 0), 1)
    cells = region_path(arrays.hidden_grid, arrays.hidden_grid, arrays.out_hidden, LEVEL)
    artists["region"].set_path(cells)
    artists["output line"].set_data(*arrays.output_line.T)
    for name in ("region", "other region", "output line"):
        artists[name].set_alpha(shown)
    for patch in artists["unreached"]:
        patch.set_alpha(shown)
    moved = (arrays.h != arrays.points).any(axis=1) & (shown > 0)
    artists["moved by relu"].set_segments(np.stack([arrays.h, arrays.points], axis=1)[moved])


def _reached_line(arrays):
    """The line (P, 2) onto which W flattens the sheet, bent; (0, 2) where there is none."""
    W, c, *_ = arrays.parameters
    if not arrays.collapsed or arrays.bend < 1 or not W.any():
        return np.empty((0, 2))
    way = np.linalg.svd(W)[0][:, 0]  # the direction of the inputs that W keeps
    middle = (LOW + HIGH) / 2
    inputs = middle + np.linspace(-1, 1, 81)[:, None] * way * (HIGH - LOW) / 2 / np.abs(way).max()
    return bent(inputs, W, c, arrays.bend)


def draw_hidden_plane(ax, arrays: XorArrays, artists=None):
    """Draw the sheet on its way from X over h to Z, and the line that must separate the points.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    artists = artists or _hidden_artists(ax)
    if ax.get_xlim() != arrays.frame:  # only then, since it draws the axes anew
        ax.set(xlim=arrays.frame, ylim=arrays.frame)
    _move_sheet(artists, arrays)
    _move_relu(artists, arrays)
    reached = _reached_line(arrays)
    lines = [reached, arrays.output_line] if arrays.bend > 1 else [reached]
    taken = _move_shared(
        ax, artists, arrays.points, arrays.bent_mesh, arrays.bent_cut, arrays.right, lines
    )
    line = arrays.reached_output_line if arrays.bend == 2 else np.empty((0, 2))
    taken = place_on_line(ax, artists["output line name"], line, taken, sides=(-1,))
    said = "all $h$ lie on one line" if arrays.bend == 1 else "relu bends the line"
    artists["line name"].set_text(said)
    place_on_line(ax, artists["line name"], reached, taken)
    artists["dot"].set_data([arrays.bend / 2], [TRACK])
    artists["way"].set_data([0, arrays.bend / 2], [TRACK, TRACK])
    return artists
