"""A wide, shallow network and a narrow, deep one with the same number of parameters."""

from dataclasses import dataclass

import numpy as np

from feedforward.exercises.structure.width_for_budget import width_for_budget
from feedforward.network import count_parameters

from .diagram import Label
from .graph import network_graph, network_shapes
from .labels import halo
from .style import FONT_SIZE, INK, MUTED, SERIES, SMALL_SIZE, dress

DEPTHS = np.arange(1, 9)
WIDTH, HEIGHT = 410, 440  # of the two networks
FRAMES = ((0, 42, WIDTH, 170), (0, 264, WIDTH, 170))


@dataclass(frozen=True)
class Budget:
    """The networks that a budget of parameters allows, one for every depth."""

    M: int
    n: int
    budget: int
    deep: int  # the depth that is compared with one hidden layer
    widths: np.ndarray  # (8,), the width of each hidden layer at depths 1 to 8
    used: np.ndarray  # (8,), the parameters of these networks
    note: str = ""

    def sizes(self, depth):
        """Return [M, m, ..., m, n], or None if the budget does not pay for one unit per layer."""
        m = int(self.widths[depth - 1])
        return [self.M] + [m] * depth + [self.n] if m >= 1 else None


def budget(M, n, deep, budget, width_for_budget=width_for_budget):
    """Compute the width that a budget allows at every depth of DEPTHS -> Budget"""
    widths = np.array([float(width_for_budget(M, n, int(d), budget)) for d in DEPTHS])
    sizes = [[M] + [int(m)] * d + [n] for m, d in zip(widths, DEPTHS, strict=True)]
    used = np.array([count_parameters(s) if s[1] >= 1 else 0 for s in sizes])
    return Budget(M, n, budget, deep, widths, used)


def draw_two_networks(arrays):
    """Draw the shallow network above the deep one -> shapes"""
    shapes = []
    for depth, frame in zip((1, arrays.deep), FRAMES, strict=True):
        sizes = arrays.sizes(depth)
        layers = "1 hidden layer" if depth == 1 else f"{depth} hidden layers"
        title = f"{layers}: no unit fits"
        if sizes:
            title = f"{layers} of {sizes[1]}: {arrays.used[depth - 1]} parameters"
            shapes += network_shapes(network_graph(sizes, frame))
        shapes.append(Label(14, frame[1] - 20, title, INK, 15, "start", "semibold"))
    return shapes


def _width_artists(ax):
    dress(ax, "What the budget buys", "hidden layers", "units")
    ax.set(yscale="log", xlim=(0.5, len(DEPTHS) + 0.5))
    ax.set_xticks(DEPTHS)
    ax.set_yticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
    ax.tick_params(which="minor", left=False)
    ax.grid(axis="y")
    ax.text(
        1, 1.02, "dotted: the two networks", transform=ax.transAxes, ha="right", va="bottom",
        color=MUTED, fontsize=SMALL_SIZE,
    )  # fmt: skip
    artists = {
        "compared": [ax.plot([], [], ":", color=MUTED, linewidth=1.4, zorder=1)[0] for _ in "12"]
    }
    for name, role in (("width", SERIES[0]), ("units", SERIES[1])):
        artists[name] = ax.plot(
            [], [], linestyle=role.linestyle, marker=role.marker, color=role.ink, markersize=7,
            zorder=3,
        )[0]  # fmt: skip
        artists[f"{name} name"] = ax.text(
            0, 0, {"width": "in each layer", "units": "in all"}[name], color=role.ink,
            fontsize=FONT_SIZE, ha="right", va="top" if name == "width" else "bottom",
            path_effects=halo(),
        )  # fmt: skip
    return artists


def draw_widths(ax, arrays, artists=None):
    """Draw width and number of hidden units against depth; dotted where the two networks are.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    artists = artists or _width_artists(ax)
    widths = np.where(arrays.widths >= 1, arrays.widths, np.nan)
    # Below a curve at 1 is room for its name.
    ends = (
        0.8 if np.nanmin(widths, initial=9) > 1 else 0.5,
        120 if np.nanmax(widths * DEPTHS, initial=1) <= 70 else 1200,
    )
    if ax.get_ylim() != ends:  # only then: it draws the axes anew
        ax.set_ylim(ends)
    for name, heights, away in (("width", widths, 0.72), ("units", widths * DEPTHS, 1.3)):
        artists[name].set_data(DEPTHS, heights)
        seen = np.flatnonzero(np.isfinite(heights))
        artists[f"{name} name"].set_visible(len(seen) > 0)
        if len(seen):
            last = seen[-1]
            artists[f"{name} name"].set_position((DEPTHS[last] + 0.2, heights[last] * away))
    for line, depth in zip(artists["compared"], (1, arrays.deep), strict=True):
        line.set_data([depth, depth], ends)
    return artists
