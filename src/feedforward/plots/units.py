"""Layers of units as columns of circles, and a state that is fed back into its next step."""

from itertools import compress, product

import numpy as np
from matplotlib.patches import FancyArrowPatch
from matplotlib.path import Path

from .sketch import arrow, edge, note, put_text, unit
from .style import FAINT, INK, MUTED, NETWORK, TRAINING

LOOP = [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
FRAMES = 6  # of the speech signal that are drawn; the last one stands for x_T


def draw_layers(ax, sizes, x, middle, spacing, radius=14, arrows=False, kept=None):
    """Draw fully connected layers as columns of units.

    x: where each layer's column stands; kept: bool (m,) for each hidden layer, the units that are
    not dropped; a dropped unit is crossed out and has no edges.
    """
    columns = [
        [(column, middle + spacing * (i - (m - 1) / 2)) for i in range(m)]
        for column, m in zip(x, sizes, strict=True)
    ]
    there = [[True] * sizes[0], *(kept or [[True] * m for m in sizes[1:-1]]), [True] * sizes[-1]]
    for layer in range(len(sizes) - 1):
        for start, end in product(
            compress(columns[layer], there[layer]), compress(columns[layer + 1], there[layer + 1])
        ):
            if arrows:
                arrow(ax, start, end, gap=(radius, radius + 1), color=MUTED, linewidth=0.8,
                      mutation_scale=7)  # fmt: skip
            else:
                edge(ax, start, end, linewidth=0.6, color="#9aa5b1")
    for layer, column in enumerate(columns):
        role = TRAINING if layer in (0, len(sizes) - 1) else NETWORK
        for place, stays in zip(column, there[layer], strict=True):
            if stays:
                unit(ax, *place, role, radius)
            else:
                ax.plot(*place, "x", color=MUTED, markersize=9, markeredgewidth=1.3, zorder=4,
                        markeredgecolor=MUTED)  # fmt: skip


def draw_recurrent(ax, left, right):
    """Draw a state with an arrow back to itself above a speech signal cut into frames."""
    edges = np.linspace(left, right, FRAMES + 1)
    middle = (edges[1] + edges[2]) / 2
    time = np.linspace(0, 1, 600)
    loud = np.abs(np.sin(3.1 * np.pi * time)) * (0.35 + 0.65 * np.sin(np.pi * time))
    wave = loud * (0.7 * np.sin(150 * time) + 0.3 * np.sin(401 * time + 1))
    ax.fill_between([edges[1], edges[2]], 60, 110, color=NETWORK.tint, linewidth=0, zorder=0)
    ax.plot(left + (right - left) * time, 85 + 22 * wave, color=INK, linewidth=0.7, zorder=2)
    for x in edges:
        ax.plot([x, x], [60, 110], color=FAINT, linewidth=0.8, zorder=1)
    centres = (edges[:-1] + edges[1:]) / 2
    places = [*centres[:3], centres[3:-1].mean(), centres[-1]]
    for x, name in zip(places, ["$x_1$", "$x_2$", "$x_3$", "…", "$x_T$"], strict=True):
        put_text(ax, x, 44, name, color=NETWORK.ink if x == middle else INK)
    note(ax, (left + right) / 2, 20, "speech, one frame at a time")
    arrow(ax, (middle, 112), (middle, 172), gap=(0, 27), color=INK)
    arrow(ax, (middle, 172), (middle, 250), gap=(26, 22), color=INK)
    unit(ax, middle, 172, NETWORK, 26, "state")
    unit(ax, middle, 250, TRAINING, 22, "$out_2$")
    _draw_loop(ax, (middle, 172), 26)
    put_text(ax, middle + 94, 172, "fed back into\nthe next step", ha="left", color=NETWORK.ink)


def _draw_loop(ax, centre, radius):
    """Draw an arrow that leaves a unit on its right and comes back to it."""
    x, y = centre
    start, end = (x + 0.82 * radius, y + 0.58 * radius), (x + 0.86 * radius, y - 0.58 * radius)
    far = x + 3.9 * radius
    path = Path([start, (far, y + 2.0 * radius), (far, y - 2.0 * radius), end], LOOP)
    ax.add_patch(
        FancyArrowPatch(
            path=path, arrowstyle="-|>", color=NETWORK.ink, linewidth=1.8, mutation_scale=13,
            shrinkA=0, shrinkB=0, zorder=5,
        )
    )  # fmt: skip
