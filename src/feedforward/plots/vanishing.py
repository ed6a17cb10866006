"""The size of a derivative on its way down a deep network, and of the signal on its way up."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from matplotlib.ticker import NullLocator

from feedforward.activations import ACTIVATIONS
from feedforward.formatting import power_of_ten

from .activation_panel import ROLES, WORDS
from .activations import FLAT
from .labels import SHARES, boxes_along, halo, place_labels, place_on_line, spread
from .style import FAINT, INK, LARGER, dress, number_by_powers

WIDTH, SAMPLES, DEEPEST = 100, 20, 40
LOOKS = {name: ROLES[name] for name in ("sigmoid", "tanh", "relu")}
LONG_ENOUGH = 10  # layers of a network whose lines have room for their names
FRAMES = (4, 12, 24, 48, 96)  # powers of ten at which a frame may end; a change draws all anew
STEPS = (1, 2, 4, 8, 12, 16, 24, 32)  # powers of ten between two numbers of the axis


@dataclass(frozen=True)
class Pass:
    """One network with one f, up and down."""

    gradients: np.ndarray  # (L + 1,), the size of dJ/dZ_l from l = 0 to L, where it is 1
    signals: np.ndarray  # (L + 1,), the size of Z_l
    slope: float  # the mean of f'(h) over all layers, units and samples
    flat_units: float  # share of the last layer's units on whose flat part every sample lies


@dataclass(frozen=True)
class VanishingArrays:
    """The same weights under three activations."""

    depth: int
    gain: float
    chosen: str
    passes: dict  # a Pass by the name of the activation
    note: str = ""


def size(array):
    """The root of the mean square: what one entry amounts to."""
    return float(np.sqrt(np.mean(np.square(array))))


@lru_cache(maxsize=2)
def draw_network(number):
    """X (20, 100), dJ/dZ_L (20, 100) of size 1, and 40 matrices W (100, 100) of std 1/sqrt(100)."""
    rng = np.random.default_rng(number)
    X, dZ = rng.normal(size=(2, SAMPLES, WIDTH))
    return X, dZ / size(dZ), rng.normal(0, WIDTH**-0.5, size=(DEEPEST, WIDTH, WIDTH))


def passes_through(f, df, X, dZ, weights):
    """Go up through h = Z W, Z = f(h), layer by layer, and down again.

    X (N, m), dZ (N, m), weights L matrices (m, m); df(h, Z) gives f'(h) -> a Pass
    """
    Z, gradients, signals, slopes = X, [size(dZ)], [size(X)], []
    for W in weights:
        h = Z @ W
        Z = f(h)
        slopes.append(df(h, Z))
        signals.append(size(Z))
    with np.errstate(over="ignore", invalid="ignore"):  # a wrong df may let it grow past all floats
        for W, slope in zip(weights[::-1], slopes[::-1], strict=True):
            dZ = (dZ * slope) @ W.T
            gradients.append(size(dZ))
    return Pass(
        gradients=np.array(gradients[::-1]),
        signals=np.array(signals),
        slope=float(np.mean(slopes)),
        flat_units=float((slopes[-1] < FLAT * _steepest(f, df)).all(axis=0).mean()),
    )


def _steepest(f, df):
    """The steepest slope of sigmoid and tanh, which have it at 0, and of relu, right of it."""
    h = np.array([0.0, 1.0])
    return df(h, f(h)).max()


def vanishing_arrays(depth, gain, chosen, number, f=None, df=None):
    """Compute a Pass for each activation with weights of std gain/sqrt(m).

    f and df stand in for the book's own of the chosen activation; `number` says which weights.
    """
    X, dZ, weights = draw_network(number)
    weights = gain * weights[:depth]
    passes = {}
    for name in LOOKS:
        book_f, book_df = ACTIVATIONS[name]
        own = (f or book_f, df or book_df) if name == chosen else (book_f, book_df)
        passes[name] = passes_through(*own, X, dZ, weights)
    return VanishingArrays(depth, gain, chosen, passes)


def frame_around(lines):
    """Limits of a log axis, in a few steps, so that it seldom moves.

    They hold 1 and every size above 0, short of 1e96 either way.
    """
    sizes = np.concatenate([*lines, [1.0]])
    powers = np.log10(sizes[(sizes > 0) & np.isfinite(sizes)])
    down = next((step for step in FRAMES if -step <= powers.min()), FRAMES[-1])
    up = next((step for step in FRAMES if step >= powers.max()), FRAMES[-1])
    # Above is room for the number at the end of the chosen line.
    return 10.0**-down / 3, 10.0 ** (up + 0.1 * (up + down))


def powers_within(frame):
    """Choose powers of ten in a frame for the numbers of its axis: eight at most, 1 among them."""
    low, high = np.log10(frame)
    step = next((step for step in STEPS if high - low < 8 * step), STEPS[-1])
    return 10.0 ** (step * np.arange(np.ceil(low / step), np.floor(high / step) + 1))


def in_words(value):
    """A size of two digits, such as 0.15 or 7.6 × 10⁵."""
    if not np.isfinite(value) or value == 0 or 1e-3 <= value < 1e4:
        return f"{float(f'{value:.2g}'):g}"
    factor, exponent = f"{value:.1e}".split("e")  # which carries: 9.97e-4 is 1.0e-03
    return f"{factor} × {power_of_ten(10.0 ** int(exponent))}"


def _artists(ax, title, ylabel):
    dress(ax, title, "layer $l$ (0: the input)", ylabel)
    ax.set(yscale="log")
    ax.yaxis.set_minor_locator(NullLocator())
    number_by_powers(ax.yaxis)
    ax.axhline(1, color=FAINT, linewidth=1, zorder=0)
    artists = {
        name: ax.plot([], [], color=role.ink, linestyle=role.linestyle, zorder=3)[0]
        for name, role in LOOKS.items()
    }
    artists["end"] = ax.plot([], [], "o", color=INK, mec="white", ms=9, zorder=4)[0]
    words = {"fontsize": LARGER, "zorder": 5, "path_effects": halo()}
    artists["end name"] = ax.annotate(
        "", (0, 0), xytext=(0, 0), textcoords="offset points", color=INK, fontweight="semibold",
        **words,
    )  # fmt: skip
    artists["names"] = [
        ax.text(0, 0, WORDS.get(name, name), color=role.ink, ha="center", va="center", **words)
        for name, role in LOOKS.items()
    ]
    return artists


def _move(ax, artists, arrays, lines, end):
    frame = frame_around(lines.values())
    if ax.get_ylim() != frame:  # only then, since it draws the axes anew
        ax.set(ylim=frame, yticks=powers_within(frame))
    last = 10 * np.ceil(max(arrays.depth, 2 * LONG_ENOUGH) / 10)
    if ax.get_xlim() != (-0.04 * last, 1.04 * last):
        ax.set_xlim(-0.04 * last, 1.04 * last)
    layers, drawn = np.arange(arrays.depth + 1), {}
    for name, line in lines.items():
        artists[name].set_data(layers, line)
        artists[name].set_linewidth(3.2 if name == arrays.chosen else 1.5)
        seen = (line > frame[0]) & (line < frame[1])
        drawn[name] = np.column_stack([layers, line])[seen]
    value = lines[arrays.chosen][end]
    artists["end"].set_data([end], [value])
    taken = boxes_along(ax, drawn.values())
    taken = place_labels(ax, [artists["end name"]], [[end, value]], [in_words(value)], taken)
    if arrays.depth < LONG_ENOUGH:
        _list_names(ax, artists["names"], arrays.depth, [line[end] for line in lines.values()])
        return
    shares = sorted(SHARES, reverse=end > 0)  # all lines meet in 1 at the other end
    for label, line in zip(artists["names"], drawn.values(), strict=True):
        label.set_ha("center")
        taken = place_on_line(ax, label, line, taken, shares=shares)


def _list_names(ax, labels, depth, values):
    """Put the names of short lines below each other at their right, in the lines' order."""
    to_axes = ax.transData + ax.transAxes.inverted()
    heights = to_axes.transform(np.column_stack([np.zeros(len(values)), values]))[:, 1]
    for label, height in zip(labels, spread(heights, 0.07), strict=True):
        _, y = to_axes.inverted().transform((0, height))
        label.set(position=(depth + 3, y), ha="left", visible=True)


def draw_gradients(ax, arrays, artists=None):
    """Draw the size of dJ/dZ_l against l; it starts with 1 at the top and goes down to the input.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    artists = artists or _artists(ax, "Down: the gradient", r"size of $\partial J/\partial Z_l$")
    lines = {name: up_down.gradients for name, up_down in arrays.passes.items()}
    _move(ax, artists, arrays, lines, 0)
    return artists


def draw_signals(ax, arrays, artists=None):
    """Draw the size of Z_l against l. Returns or moves the artists, as draw_gradients does."""
    artists = artists or _artists(ax, "Up: the signal", "size of $Z_l$")
    lines = {name: up_down.signals for name, up_down in arrays.passes.items()}
    _move(ax, artists, arrays, lines, arrays.depth)
    return artists
