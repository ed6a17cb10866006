"""Draw an activation at work, beside others, and what becomes of a unit's inputs.

There are two panels, so that a narrow page can stack them. The inputs are drawn below f, and the
outputs to its right.
"""

import numpy as np

from .activations import DOTS, GRID, LIMIT, NAMES
from .style import (
    ACTIVATION,
    DPI,
    FAINT,
    FONT_SIZE,
    GRADIENT,
    INK,
    MUTED,
    PRE_ACTIVATION,
    SERIES,
    SMALL_SIZE,
    TRAINING,
    axes_at,
    dress,
)  # fmt: skip

HEIGHT = 616  # of the panel with the curves, in CSS pixels
ROWS = {"f": (78, 160), "slope": (280, 160), "inputs": (484, 80)}  # from the top, and how high
BINS = np.linspace(-LIMIT, LIMIT, 81)
SLOPE_LIMITS = (-0.22, 1.22)
SLOPE_AXIS = {"ylim": SLOPE_LIMITS, "yticks": [0, 0.25, 0.5, 0.75, 1]}
JUMP = 0.5  # in a slope, between two neighbours on the grid
SLOPE_BINS = np.linspace(*SLOPE_LIMITS, 41)
WORDS = {"relu": "ReLU", "leaky_relu": "leaky ReLU", "gelu": "GELU"}
# Grey is left to leaky ReLU, so that GELU stands out from the flat parts of the bars.
ROLES = dict(zip((*NAMES, "own"), (*SERIES[:3], SERIES[4], SERIES[3], SERIES[5]), strict=True))


def heights(values, edges):
    """Count the values (K,) between edges; values beyond the edges count in the outermost bars."""
    return np.histogram(np.clip(values, edges[0], edges[-1]), edges)[0]


def broken_at_jumps(slopes):
    """Put nan where the slope jumps, as that of ReLU does at 0, so that no line joins its ends."""
    return np.where(np.abs(np.diff(slopes, append=slopes[-1])) > JUMP, np.nan, slopes)


def frame_of(curve):
    """Limits for f: those of tanh, or as far as f goes."""
    if np.abs(curve).max() <= 1.0:
        return -1.3, 1.3
    return min(-1.3, float(np.floor(curve.min()))), float(np.ceil(curve.max())) + 0.3


def curve_axes(figure):
    """The names of the curves, and below each other f, f' and the inputs, all over h."""
    axes = {name: _axes(figure, name) for name in ("f", "slope", "inputs")}
    for name in ("slope", "inputs"):
        axes[name].sharex(axes["f"])
    return axes | {"key": axes_at(figure, 46, HEIGHT - 40, 8, 0)}


def outcome_axes(figure):
    """The outputs and the slopes that the inputs meet, level with f and f' in the other panel."""
    return {"outputs": _axes(figure, "f"), "passed": _axes(figure, "slope")}


def _axes(figure, name):
    height = figure.bbox.height * DPI / figure.dpi
    above, tall = ROWS[name]
    return axes_at(figure, 46, height - above - tall, 8, above)


def _dress(axes):
    dress(axes["f"], "Activation $Z = f(h)$, and its tangent")
    dress(axes["slope"], "Slope $f\\,′(h)$")
    dress(axes["inputs"], "Inputs of a unit", "$h$")
    axes["f"].set(xlim=(-LIMIT, LIMIT))
    axes["inputs"].set(ylim=(0, 1.08), yticks=[])
    axes["inputs"].spines["left"].set_visible(False)
    for name in ("f", "slope"):
        axes[name].tick_params(labelbottom=False)
        axes[name].axhline(0, color=FAINT, linewidth=0.8, zorder=0)
        axes[name].axvline(0, color=FAINT, linewidth=0.8, zorder=0)
    axes["slope"].set(**SLOPE_AXIS)
    axes["key"].axis("off")
    axes["key"].spines[:].set_visible(False)  # a panel draws them also where the axis is off
    axes["key"].set(xlim=(0, 3), ylim=(0, 2))


def _bars(ax, edges, orientation, role):
    """Bars for all, and over them grey ones for those that meet a flat f."""
    empty = np.zeros(len(edges) - 1)
    options = {"orientation": orientation, "fill": True, "zorder": 2, "lw": 0}
    return [
        ax.stairs(empty, edges, fc=role.fill, **options),
        ax.stairs(empty, edges, fc=TRAINING.ink, **options),
    ]


def _curves(ax, zorder):
    """A line for each activation that may be drawn, by name; thin but for the chosen one."""
    return {
        name: ax.plot([], [], color=role.ink, linestyle=role.linestyle, zorder=zorder)[0]
        for name, role in ROLES.items()
    }


def _names(ax):
    """A line and a name for each activation: five curves that cross leave no room for labels."""
    lines, names = {}, {}
    for place, (name, role) in enumerate(ROLES.items()):
        x, y = place % 3 + 0.02, 1.5 - place // 3
        lines[name] = ax.plot([x, x + 0.2], [y, y], color=role.ink, linestyle=role.linestyle,
                              clip_on=False)[0]  # fmt: skip
        names[name] = ax.text(x + 0.25, y, WORDS.get(name, name), va="center", color=role.ink,
                              fontsize=FONT_SIZE)  # fmt: skip
    return lines, names


def _artists(axes):
    _dress(axes)
    f_axes, slope_axes = axes["f"], axes["slope"]
    key_lines, key_names = _names(axes["key"])
    artists = {
        "tangent": f_axes.plot([], [], "-", color=INK, lw=1.4, zorder=4)[0],
        "dots": slope_axes.plot([], [], "o", color=INK, mec=INK, mfc="none", mew=0.9, ms=5.5,
                                zorder=4)[0],
        "dots name": slope_axes.text(
            1, 1.03, "circles: measured", color=INK, ha="right", va="bottom",
            fontsize=SMALL_SIZE, transform=slope_axes.transAxes,
        ),
        "inputs": _bars(axes["inputs"], BINS, "vertical", PRE_ACTIVATION),
        "flat": axes["inputs"].text(0, 0.98, "", transform=axes["inputs"].transAxes, va="top",
                                    color=TRAINING.ink, fontsize=SMALL_SIZE),
        "here": [ax.axvline(0, color=MUTED, lw=0.8, ls=(0, (2, 2)), zorder=1)
                 for ax in (f_axes, slope_axes)],
        "key lines": list(key_lines.values()),
        "key names": list(key_names.values()),
    }  # fmt: skip
    for name, line in _curves(f_axes, 3).items():
        artists[f"f of {name}"] = line
    for name, line in _curves(slope_axes, 3).items():
        artists[f"slope of {name}"] = line
    for name, ax in [("f", f_axes), ("slope", slope_axes)]:
        artists[f"point {name}"] = ax.plot([], [], "o", color=INK, mec="white", ms=9, zorder=6)[0]
    return artists


def _outcome_artists(axes):
    dress(axes["outputs"], "Outputs $Z$")
    dress(axes["passed"], "Slopes met")
    axes["passed"].set(**SLOPE_AXIS)
    for ax in axes.values():
        ax.set(xlim=(0, 1.08), xticks=[])
        ax.spines["bottom"].set_visible(False)
    return {
        "outputs": _bars(axes["outputs"], np.linspace(-1.3, 1.3, 53), "horizontal", ACTIVATION),
        "passed": _bars(axes["passed"], SLOPE_BINS, "horizontal", GRADIENT),
    }


def _move_bars(bars, values, flat, edges):
    """Set both sets of bars; the tallest is 1 high."""
    all_heights = heights(values, edges)
    bars[0].set_data(all_heights / all_heights.max(), edges)
    bars[1].set_data(heights(values[flat], edges) / all_heights.max(), edges)


def _move_curves(artists, arrays):
    chosen = arrays.name if arrays.name in NAMES else "own"
    shown = {name: (other.curve, other.slopes) for name, other in arrays.others.items()}
    shown[chosen] = arrays.curve, arrays.slopes
    keys = zip(ROLES, artists["key lines"], artists["key names"], strict=True)
    for name, key_line, key_name in keys:
        curve, slopes = shown.get(name, (None, None))
        lines = artists[f"f of {name}"], artists[f"slope of {name}"]
        pieces = None if slopes is None else broken_at_jumps(slopes)
        for line, values in zip(lines, (curve, pieces), strict=True):
            line.set_data(*((GRID, values) if values is not None else ([], [])))
        look = {"lw": 3.2, "linestyle": "-"}
        if name != chosen:
            # To the right of 0 the thin line of leaky ReLU lies on the thick dots of ReLU.
            look = {"lw": 2.2 if name == "relu" else 1.3, "linestyle": ROLES[name].linestyle}
        for line in (*lines, key_line):
            line.set(**look)
        key_line.set_visible(name in shown)
        key_name.set_visible(name in shown)
        key_name.set_fontweight("semibold" if name == chosen else "normal")
    artists["key names"][-1].set_text(arrays.name if chosen == "own" else "own")


def _set_frame(ax, arrays):
    """Fit the axis of Z to the function; only where it changes, since that draws all anew."""
    frame = frame_of(arrays.curve)
    if ax.get_ylim() != frame:
        ax.set_ylim(frame)
    return frame


def draw_activation(axes, arrays, artists=None):
    """Draw f and f' beside others, and the inputs below them.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    artists = artists or _artists(axes)
    _set_frame(axes["f"], arrays)
    _move_curves(artists, arrays)
    way = 0.3 * LIMIT / np.hypot(1, arrays.slope) * np.array([-1, 1])
    artists["tangent"].set_data(arrays.h + way, arrays.Z + arrays.slope * way)
    artists["dots"].set_data(*((DOTS, arrays.dots) if arrays.dots is not None else ([], [])))
    artists["dots name"].set_visible(arrays.dots is not None)
    for line in artists["here"]:
        line.set_xdata([arrays.h] * 2)
    artists["point f"].set_data([arrays.h], [arrays.Z])
    artists["point slope"].set_data([arrays.h], [arrays.slope])
    _move_bars(artists["inputs"], arrays.inputs, arrays.flat, BINS)
    artists["flat"].set_text("grey: $f$ is flat here" if arrays.flat.any() else "")
    inputs_on_left = bool(np.mean(arrays.inputs) < 0)  # so the words go to the right of them
    artists["flat"].set(x=float(inputs_on_left), ha="right" if inputs_on_left else "left")
    return artists


def draw_outcomes(axes, arrays, artists=None):
    """Draw what becomes of the inputs, and the slopes that they meet; moves given artists."""
    artists = artists or _outcome_artists(axes)
    frame = _set_frame(axes["outputs"], arrays)
    _move_bars(artists["outputs"], arrays.outputs, arrays.flat, np.linspace(*frame, 53))
    _move_bars(artists["passed"], arrays.passed, arrays.flat, SLOPE_BINS)
    return artists
