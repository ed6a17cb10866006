"""Draw the sheet that the hidden layer of XOR moves: from X over h to Z."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator

from .geometry import region_path
from .labels import place_on_line
from .style import CLASSES, FAINT, FONT_SIZE, GROUND, INK, MUTED, SMALL_SIZE, TITLE_SIZE
from .xor import LEVEL, XorArrays, effect_on_line, flattened_line
from .xor_planes import CUT_NAME, area, line_label, mesh_look, move_shared, shared_artists

FAR = 1000.0
TRACK = 1.05  # in heights of the axes
STOPS = ((0.0, "$X$"), (0.5, "$h = XW + c$"), (1.0, r"$Z = \mathrm{relu}(h)$"))


def _track(ax):
    """Draw a track from X over h to Z above the axes, with a dot where the sheet is."""
    ax.set_title("Hidden plane", fontsize=TITLE_SIZE, fontweight="semibold", loc="left", pad=43)
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


def _hidden_artists(ax, cut_name, other_name):
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
        "region": area(ax, CLASSES[1].tint, 0.7),
    }
    artists["sheet 0"] = area(ax, CLASSES[0].tint, 1.1)
    artists["sheet 1"] = area(ax, CLASSES[1].tint, 1.2)
    artists |= shared_artists(ax)
    artists["output line"] = ax.plot([], [], "-", color=INK, linewidth=1.6, zorder=3)[0]
    artists["output line name"] = line_label(ax, cut_name, INK)
    artists["other name"] = line_label(ax, other_name, INK)
    artists["line name"] = line_label(ax, "", INK)
    artists["moved by relu"] = LineCollection([], colors=MUTED, linestyles=":", lw=1.4, zorder=3)
    ax.add_collection(artists["moved by relu"], autolim=False)
    return artists


def _move_sheet(artists, arrays):
    for label, polygons in enumerate(arrays.bent_sheet):
        paths = [Path(np.vstack([ring, ring[:1]]), closed=True) for ring in polygons]
        whole = Path.make_compound_path(*paths) if paths else Path(np.empty((0, 2)))
        artists[f"sheet {label}"].set_path(whole)
    flat = arrays.collapsed and arrays.bend >= 1
    for label, role in enumerate(CLASSES):
        look = mesh_look(role)
        if flat:  # the line that it becomes must not vanish, and its classes must differ in grey
            look = {"colors": role.fill, "linewidths": 4, "alpha": 1, "linestyles": "-"}
        artists[f"mesh {label}"].set(**look)


def _move_relu(artists, arrays):
    """Fade in the parts that belong to Z while relu bends the sheet."""
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


def _said_of_line(arrays):
    return "all $h$ lie on one line" if arrays.bend == 1 else effect_on_line(arrays, "the line")


def draw_hidden_plane(
    ax, arrays: XorArrays, artists=None, cut_name=CUT_NAME, other_name="", track=True
):
    """Draw the sheet on its way from X over h to Z, and the line that must separate the points.

    cut_name, other_name: what is written on class 1's side of the cut, and on the other; track:
    True to show above the axes how far the sheet has come. Returns the artists by name; given them
    back, it moves them instead of drawing new ones.
    """
    artists = artists or _hidden_artists(ax, cut_name, other_name) | (_track(ax) if track else {})
    if ax.get_xlim() != arrays.frame:  # setting it redraws the background
        ax.set(xlim=arrays.frame, ylim=arrays.frame)
    _move_sheet(artists, arrays)
    _move_relu(artists, arrays)
    reached = flattened_line(arrays)
    lines = [reached, arrays.output_line] if arrays.bend > 1 else [reached]
    taken = move_shared(
        ax, artists, arrays, arrays.points, arrays.bent_mesh, arrays.bent_cut, lines
    )
    line = arrays.reached_output_line if arrays.bend == 2 else np.empty((0, 2))
    taken = place_on_line(ax, artists["output line name"], line, taken, sides=(-1,))
    if other_name:
        taken = place_on_line(ax, artists["other name"], line, taken, sides=(1,))
    artists["line name"].set_text(_said_of_line(arrays))
    place_on_line(ax, artists["line name"], reached, taken)
    if track:
        artists["dot"].set_data([arrays.bend / 2], [TRACK])
        artists["way"].set_data([0, arrays.bend / 2], [TRACK, TRACK])
    return artists
