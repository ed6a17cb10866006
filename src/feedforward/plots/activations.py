"""An activation function at work: its curve, its slope, and what becomes of a unit's inputs."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from feedforward.activations import ACTIVATIONS
from feedforward.exercises.activations import slope as central_difference

from .style import BLACK, BLUE, FONT_SIZE, GREY, SKY, VERMILION, dress

NAMES = ("sigmoid", "tanh", "relu", "leaky_relu")
LIMIT = 8.0
GRID = np.linspace(-LIMIT, LIMIT, 321)
DOTS = np.linspace(-LIMIT, LIMIT, 33)
N = 1000
# Every share in the picture is then the normal distribution's own, not that of a drawing.
QUANTILES = np.array([NormalDist().inv_cdf((i + 0.5) / N) for i in range(N)])
FLAT = 0.1  # a slope under this share of the steepest one counts as flat
BINS = np.linspace(-LIMIT, LIMIT, 81)
SLOPE_LIMITS = (-0.06, 1.12)


@dataclass(frozen=True)
class ActivationArrays:
    """All that the picture shows of one f, at one point and for one set of inputs."""

    name: str
    curve: np.ndarray  # (321,), f on GRID
    slopes: np.ndarray | None  # (321,), f' on GRID; None where no f' is known
    dots: np.ndarray | None  # (33,), f' measured at DOTS; None where nothing measures it
    h: float
    Z: float
    slope: float  # f'(h), or what was measured where no f' is known
    measured: float | None
    inputs: np.ndarray  # (1000,)
    outputs: np.ndarray  # (1000,)
    passed: np.ndarray  # (1000,), f' at every input
    flat: np.ndarray  # (1000,) of bool: where it is under a tenth of the steepest slope
    steepest: float
    note: str = ""


def activation_arrays(name, h, center, spread, f=None, df=None, measure=None):
    """Compute the picture of f around the point h, and for inputs ~ Normal(center, spread).

    f(h) and df(h, Z), which gives f'(h), are the book's for this name where they are None; a name
    of no book's function may have no df. measure(f, x) is a finite difference, or None.
    """
    book_f, book_df = ACTIVATIONS.get(name, (None, None))
    f, df = f or book_f, df or book_df
    inputs = center + spread * QUANTILES
    points = np.concatenate([[h], inputs, GRID])
    values = f(points)
    slopes = df(points, values) if df else (measure or central_difference)(f, points)
    steepest = np.abs(slopes[1 + N :]).max()
    return ActivationArrays(
        name=name,
        curve=values[1 + N :],
        slopes=slopes[1 + N :] if df else None,
        dots=measure(f, DOTS) if measure else None,
        h=h,
        Z=values[0],
        slope=slopes[0],
        measured=measure(f, np.array([h]))[0] if measure else None,
        inputs=inputs,
        outputs=values[1 : 1 + N],
        passed=slopes[1 : 1 + N],
        flat=np.abs(slopes[1 : 1 + N]) < FLAT * steepest,
        steepest=steepest,
    )


def heights(values, edges):
    """How many of the values (K,) fall between two edges; beyond them, into the last bar there."""
    return np.histogram(np.clip(values, edges[0], edges[-1]), edges)[0]


def frame_of(curve):
    """Limits for f: those of tanh, or as far as f goes."""
    if np.abs(curve).max() <= 1.0:
        return -1.3, 1.3
    return min(-1.3, float(np.floor(curve.min()))), float(np.ceil(curve.max())) + 0.3


def axes_of(figure):
    """f, f' and the inputs below each other; beside f and f' what comes out, and with what slope.

    Neighbours share an axis: look down from f for the inputs, and to the right for the rest.
    """
    grid = figure.add_gridspec(3, 2, width_ratios=(3, 1), height_ratios=(3, 3, 2))
    curve = figure.add_subplot(grid[0, 0])
    slope = figure.add_subplot(grid[1, 0], sharex=curve)
    return {
        "f": curve,
        "slope": slope,
        "inputs": figure.add_subplot(grid[2, 0], sharex=curve),
        "outputs": figure.add_subplot(grid[0, 1], sharey=curve),
        "passed": figure.add_subplot(grid[1, 1], sharey=slope),
        "legend": figure.add_subplot(grid[2, 1]),
    }


def _dress(axes):
    dress(axes["f"], "Z = f(h), with its tangent", "", "Z")
    dress(axes["slope"], "f'(h): the slope of that tangent", "", "f'")
    dress(axes["inputs"], "the inputs of a unit", "h", "how many")
    dress(axes["outputs"], "what comes out", "how many", "")
    dress(axes["passed"], "slopes that they meet", "how many", "")
    axes["f"].set(xlim=(-LIMIT, LIMIT), ylim=(-1.3, 1.3))
    axes["slope"].set(ylim=SLOPE_LIMITS)
    axes["inputs"].set(ylim=(0, 1.08), yticks=[])
    for name in ("outputs", "passed"):
        axes[name].set(xlim=(0, 1.08), xticks=[])
        axes[name].tick_params(labelleft=False)
    for name in ("f", "slope"):
        axes[name].tick_params(labelbottom=False)
        axes[name].axhline(0, color=GREY, linewidth=0.8, zorder=0)
        axes[name].axvline(0, color=GREY, linewidth=0.8, zorder=0)
    axes["legend"].axis("off")


def _bars(ax, edges, orientation):
    """Bars for all, and over them hatched ones for those that meet a flat f."""
    empty = np.zeros(len(edges) - 1)
    options = {"orientation": orientation, "fill": True, "zorder": 2}
    return [
        ax.stairs(empty, edges, fc=SKY, ec=BLUE, **options),
        ax.stairs(empty, edges, fc="#F6CF9A", ec=VERMILION, hatch="////", **options),
    ]


def _legend(ax):
    handles = [
        Line2D([], [], color=BLUE, lw=2, label="f and f'"),
        Line2D([], [], color=BLACK, lw=2, ls="--", label="tangent"),
        Line2D([], [], color=VERMILION, ls="", marker="o", mfc="none", label="f' measured"),
        Patch(fc=SKY, ec=BLUE, label="inputs"),
        Patch(fc="#F6CF9A", ec=VERMILION, hatch="////", label="on a flat f"),
    ]
    ax.legend(handles=handles, loc="center", frameon=False, fontsize=FONT_SIZE - 1.5)


def _artists(axes):
    _dress(axes)
    _legend(axes["legend"])
    artists = {
        "curve": axes["f"].plot([], [], "-", color=BLUE, lw=2, zorder=3)[0],
        "tangent": axes["f"].plot([], [], "--", color=BLACK, lw=2, zorder=4)[0],
        "slopes": axes["slope"].plot([], [], "-", color=BLUE, lw=2, zorder=3)[0],
        "dots": axes["slope"].plot([], [], "o", color=VERMILION, mfc="none", ms=5, zorder=4)[0],
        "inputs": _bars(axes["inputs"], BINS, "vertical"),
        "outputs": _bars(axes["outputs"], np.linspace(-1.3, 1.3, 53), "horizontal"),
        "passed": _bars(axes["passed"], np.linspace(*SLOPE_LIMITS, 41), "horizontal"),
    }
    for name in ("f", "slope"):
        artists[f"point {name}"] = axes[name].plot([], [], "D", color=BLACK, ms=7, zorder=5)[0]
    return artists


def _move_bars(bars, values, flat, edges):
    """Set both sets of bars; the tallest is 1 high."""
    all_heights = heights(values, edges)
    bars[0].set_data(all_heights / all_heights.max(), edges)
    bars[1].set_data(heights(values[flat], edges) / all_heights.max(), edges)


def draw_activation(axes, arrays, artists=None):
    """Draw f, f' and the inputs, what they become, and the slopes that they meet.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    artists = artists or _artists(axes)
    frame = frame_of(arrays.curve)
    if axes["f"].get_ylim() != frame:  # only then, since it draws the axes anew
        axes["f"].set_ylim(frame)
    artists["curve"].set_data(GRID, arrays.curve)
    way = 0.3 * LIMIT / np.hypot(1, arrays.slope) * np.array([-1, 1])
    artists["tangent"].set_data(arrays.h + way, arrays.Z + arrays.slope * way)
    artists["slopes"].set_data(*((GRID, arrays.slopes) if arrays.slopes is not None else ([], [])))
    artists["dots"].set_data(*((DOTS, arrays.dots) if arrays.dots is not None else ([], [])))
    artists["point f"].set_data([arrays.h], [arrays.Z])
    artists["point slope"].set_data([arrays.h], [arrays.slope])
    _move_bars(artists["inputs"], arrays.inputs, arrays.flat, BINS)
    _move_bars(artists["outputs"], arrays.outputs, arrays.flat, np.linspace(*frame, 53))
    _move_bars(artists["passed"], arrays.passed, arrays.flat, np.linspace(*SLOPE_LIMITS, 41))
    return artists
