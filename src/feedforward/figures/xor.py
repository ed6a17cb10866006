"""Figures of section 6.1."""

import numpy as np

from feedforward.data import xor_points
from feedforward.plots.picture import picture
from feedforward.plots.style import CLASSES, FONT_SIZE, INK, MUTED, dress, look, new_figure

# A line that gets three of the four points right: x1 + x2 = 1/2 separates (0, 0) from the rest.
FAILING_LINE = (np.array([1.0, 1.0]), -0.5)


def four_points():
    """Show the four points of XOR and a line that classifies three of them correctly."""
    X, y = xor_points()
    w, b = FAILING_LINE
    wrong = (X @ w + b > 0) != (y == 1)
    with look():
        figure = new_figure(430, 400)
        ax = figure.add_subplot()
        _draw_four_points(ax, X, y, w, b, wrong)
        missed = " and ".join(f"({x:.0f}, {z:.0f})" for x, z in X[wrong])
        return picture(
            figure,
            "The four points of XOR. Class 1, squares, lies at (0, 1) and (1, 0); class 0, discs, "
            f"at (0, 0) and (1, 1). The line x1 + x2 = 1/2 puts {missed} on the wrong side.",
        )


def _draw_four_points(ax, X, y, w, b, wrong):
    dress(ax, "", "$x_1$", "$x_2$")
    ax.set(xlim=(-0.35, 1.35), ylim=(-0.35, 1.35), xticks=[0, 1], yticks=[0, 1], aspect="equal")
    x = np.array([-0.35, 1.35])
    ax.plot(x, -(w[0] * x + b) / w[1], color=INK, linewidth=1.6)
    ax.fill_between(x, -(w[0] * x + b) / w[1], 1.35, color=CLASSES[1].tint, linewidth=0, zorder=0)
    ax.fill_between(x, -0.35, -(w[0] * x + b) / w[1], color=CLASSES[0].tint, linewidth=0, zorder=0)
    for label, role in enumerate(CLASSES):
        points = X[y == label]
        ax.plot(
            *points.T, role.marker, color=role.fill, markersize=role.marker_size + 3, zorder=3,
            linestyle="",
        )  # fmt: skip
    for point, label in zip(X, y, strict=True):
        ax.annotate(
            f"{label}", point, xytext=(11, 9), textcoords="offset points", fontsize=FONT_SIZE + 1,
            color=CLASSES[label].ink, fontweight="semibold",
        )  # fmt: skip
    ax.annotate(
        "on the wrong side", X[wrong][0], xytext=(-4, -22), textcoords="offset points",
        ha="center", fontsize=FONT_SIZE - 0.5, color=MUTED,
    )  # fmt: skip
    ax.scatter(*X[wrong].T, s=420, facecolors="none", edgecolors=INK, linewidths=1.2, zorder=2)
