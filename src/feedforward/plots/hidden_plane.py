"""The hidden plane of XOR: the line of pre-activations, its bend, and the cut."""

import numpy as np

from .points import draw_classes
from .style import CLASS_0, CLASS_1, CLASSES, FAINT, FONT_SIZE, INK, PRE_ACTIVATION, dress


def hidden_plane(ax, title, xlabel, ylabel):
    """Prepare axes that hold the pre-activations of XOR and what ReLU makes of them."""
    dress(ax, title, xlabel, ylabel)
    ax.set(xlim=(-0.5, 2.6), ylim=(-1.35, 1.55), xticks=[0, 1, 2], yticks=[-1, 0, 1])
    ax.set_aspect("equal")
    ax.axhline(0, color=FAINT, linewidth=0.8, zorder=0)
    ax.axvline(0, color=FAINT, linewidth=0.8, zorder=0)


def shade_output(ax, w, b):
    """Shade the two sides of w . Z + b = 1/2, and name the cut."""
    (x_low, x_high), (y_low, y_high) = ax.get_xlim(), ax.get_ylim()
    x = np.array([x_low, x_high])
    cut = (0.5 - b - w[0] * x) / w[1]
    ax.fill_between(
        x, np.clip(cut, y_low, y_high), y_high, color=CLASS_0.tint, linewidth=0, zorder=0
    )
    ax.fill_between(
        x, y_low, np.clip(cut, y_low, y_high), color=CLASS_1.tint, linewidth=0, zorder=0
    )
    ax.plot(x, cut, color=INK, linewidth=1.4, zorder=1)
    ax.text(1.68, 0.4, r"$Z_1 - 2Z_2 = \frac{1}{2}$", color=INK, fontsize=FONT_SIZE)
    ax.text(1.75, -1.15, "$out$ > ½", color=CLASS_1.ink, fontsize=FONT_SIZE)
    ax.text(-0.38, 1.25, "$out$ < ½", color=CLASS_0.ink, fontsize=FONT_SIZE)


def show_move(ax, start, end, line):
    """Show where the line was, and the one point that ReLU moves."""
    below = line[line[:, 1] < 0]
    ax.plot(*below.T, color=PRE_ACTIVATION.ink, linewidth=1.2, linestyle=(0, (4, 3)), zorder=1)
    ax.plot(*start, "o", markersize=10, markerfacecolor=CLASS_1.tint, zorder=2,
            markeredgecolor=CLASS_0.ink, markeredgewidth=1.2)  # fmt: skip
    ax.annotate(
        "", end, start, zorder=3,
        arrowprops={"arrowstyle": "-|>", "color": CLASS_0.ink, "shrinkA": 7, "shrinkB": 9},
    )  # fmt: skip


def name_points(ax, points, y, steps):
    """Draw the four images and their inputs' names; the two that coincide share one."""
    draw_classes(ax, points, y, size=1.3)
    names = ["(0, 0)", "(0, 1) and (1, 0)", "", "(1, 1)"]
    for point, label, name, step in zip(points, y, names, steps, strict=True):
        if name:
            ax.annotate(
                name, point, xytext=step, textcoords="offset points", fontsize=FONT_SIZE,
                ha="right" if step[0] < 0 else "left", va="center", color=CLASSES[label].ink,
            )  # fmt: skip
