"""Figures of section 6.1."""

import numpy as np

from feedforward.activations import relu as relu_function
from feedforward.data import xor_points
from feedforward.exercises.xor.xor_forward import xor_forward
from feedforward.formatting import decimal, significant
from feedforward.plots.hidden_plane import hidden_plane, name_points, shade_output, show_move
from feedforward.plots.labels import halo
from feedforward.plots.picture import picture
from feedforward.plots.points import draw_classes
from feedforward.plots.sketch import arrow, canvas, edge_label, note, put_text, unit
from feedforward.plots.style import (
    ACTIVATION,
    CLASS_0,
    CLASS_1,
    CLASSES,
    FAINT,
    FONT_SIZE,
    INK,
    MUTED,
    NETWORK,
    PRE_ACTIVATION,
    SERIES,
    SMALL_SIZE,
    TRAINING,
    TRUTH,
    dress,
    label_curve,
    look,
    new_figure,
)

# A line that gets three of the four points right: x1 + x2 = 1/2 separates (0, 0) from the rest.
FAILING_LINE = (np.array([1.0, 1.0]), -0.5)
# The weights of Goodfellow, Bengio and Courville (2016), section 6.1.
W, C = np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([0.0, -1.0])
OUT_W, OUT_B = np.array([1.0, -2.0]), 0.0


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
            "The four points of XOR: squares for class 1 at (0, 1) and (1, 0), and discs for class "
            f"0 at (0, 0) and (1, 1). The line x1 + x2 = 1/2 puts {missed} on the wrong side.",
        )


def _draw_four_points(ax, X, y, w, b, wrong):
    dress(ax, "", "$x_1$", "$x_2$")
    ax.set(xlim=(-0.35, 1.35), ylim=(-0.35, 1.35), xticks=[0, 1], yticks=[0, 1], aspect="equal")
    x = np.array([-0.35, 1.35])
    line = -(w[0] * x + b) / w[1]
    ax.plot(x, line, color=INK, linewidth=1.6)
    ax.fill_between(x, line, 1.35, color=CLASS_1.tint, linewidth=0, zorder=0)
    ax.fill_between(x, -0.35, line, color=CLASS_0.tint, linewidth=0, zorder=0)
    draw_classes(ax, X, y, size=1.35)
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


def opposite_corners():
    """Show that an affine function has equal sums over opposite corners, and that XOR does not."""
    X, y = xor_points()
    w, b = np.array([0.6, 0.9]), -0.2
    panels = [("Any affine function", X @ w + b), ("XOR", y)]
    sums = [(values[0] + values[3], values[1] + values[2]) for _, values in panels]
    with look():
        figure = new_figure(640, 345)
        for ax, (title, values), (main, other) in zip(
            figure.subplots(1, 2), panels, sums, strict=True
        ):
            dress(ax, title)
            ax.set(xlim=(-0.42, 1.42), ylim=(-0.7, 1.3), aspect="equal")
            ax.axis("off")
            for pair, role in (((0, 3), CLASS_0), ((1, 2), CLASS_1)):
                ax.plot(*X[list(pair)].T, color=role.ink, linestyle=role.linestyle, zorder=1)
                for k in pair:
                    ax.plot(*X[k], "o", markersize=33, markerfacecolor=role.tint, zorder=2,
                            markeredgecolor=role.ink, markeredgewidth=1.3)  # fmt: skip
                    name = f"({X[k, 0]:.0f}, {X[k, 1]:.0f})"
                    ax.annotate(name, X[k], xytext=(0, -27), textcoords="offset points",
                                ha="center", color=MUTED, fontsize=SMALL_SIZE)  # fmt: skip
                    ax.text(*X[k], significant(values[k]), ha="center", va="center",
                            color=role.ink, zorder=3, fontsize=FONT_SIZE + 1)  # fmt: skip
            relation = "=" if np.isclose(main, other) else "≠"
            (zero, one), (two, three) = values[[0, 3]], values[[1, 2]]
            text = f"{zero:.3g} + {one:.3g}  {relation}  {two:.3g} + {three:.3g}"
            ax.text(0.5, -0.6, text.replace("-", "−"), ha="center", fontsize=FONT_SIZE + 2)
        return picture(
            figure,
            "The corners of the unit square. The affine function 0.6 x1 + 0.9 x2 - 0.2 has "
            f"the sum {sums[0][0]:.1f} over (0, 0) and (1, 1), and {sums[0][1]:.1f} over the other "
            f"two. XOR has the sums {sums[1][0]} and {sums[1][1]}.",
        )


def relu():
    """Show ReLU: 0 up to its corner at 0, and the identity beyond."""
    z = np.linspace(-3, 3, 121)
    values = relu_function(z)
    with look():
        figure = new_figure(460, 300)
        ax = figure.add_subplot()
        dress(ax, "", "$z$", "")
        ax.set(xlim=(-3, 3.2), ylim=(-0.6, 3.2), xticks=[-3, 0, 3], yticks=[0, 3], aspect="equal")
        ax.axvline(0, color=FAINT, linewidth=0.8, zorder=0)
        ax.plot(z, values, color=ACTIVATION.ink, linewidth=2.4)
        ax.plot(0, 0, "o", color=INK, markersize=6.5, zorder=4)
        ax.text(
            -2.75, 2.2, r"$\mathrm{relu}(z)=\max(0,\,z)$", fontsize=FONT_SIZE + 1.5,
            color=ACTIVATION.ink,
        )  # fmt: skip
        ax.text(-1.5, 0.15, "off: slope 0", ha="center", color=MUTED)
        ax.text(1.75, 1.25, "on: slope 1", ha="left", color=MUTED)
        ax.text(0.12, -0.38, "corner", ha="left", color=INK)
        return picture(
            figure,
            f"relu(z) for z from {z[0]:.0f} to {z[-1]:.0f}: {values[0]:.0f} with slope 0 up to "
            f"the corner at 0, then a line of slope 1 that reaches {values[-1]:.0f} at z = 3.",
        )


def bent_line():
    """Show the pre-activations of XOR on one line, and the same line after ReLU, cut in two."""
    X, y = xor_points()
    h = X @ W + C
    Z = relu_function(h)
    s = np.linspace(-0.45, 2.4, 200)[:, None]
    line = np.column_stack([s / 2, s / 2]) @ W + C  # inputs along x1 = x2, where x1 + x2 = s
    with look():
        figure = new_figure(740, 350)
        left, right = figure.subplots(1, 2)
        hidden_plane(left, "Before ReLU: on a straight line", "$h_1$", "$h_2$")
        left.plot(*line.T, color=PRE_ACTIVATION.ink, linewidth=2.2, zorder=2)
        name_points(left, h, y, [(12, -4), (10, -14), (0, 0), (-12, 4)])
        hidden_plane(right, "After ReLU: the line has a corner", "$Z_1$", "$Z_2$")
        shade_output(right, OUT_W, OUT_B)
        show_move(right, h[0], Z[0], line)
        right.plot(*relu_function(line).T, color=ACTIVATION.ink, linewidth=2.2, zorder=2)
        name_points(right, Z, y, [(-2, 15), (10, -14), (0, 0), (-12, 4)])
        places = [", ".join(f"({a:.0f}, {b:.0f})" for a, b in points) for points in (h, Z)]
        return picture(
            figure,
            f"Left: the pre-activations of the four points, {places[0]}, lie on one straight line, "
            "with class 0 at both ends and class 1 in the middle. Right: after ReLU they are "
            f"{places[1]}; the line has a corner at (1, 0), and the cut Z1 - 2 Z2 = 1/2 separates "
            "the corner, class 1, from both ends, class 0.",
            panels=2,
        )


def tent():
    """Show the output of the XOR network as a function of s = x1 + x2: two ReLUs make a tent."""
    X, y = xor_points()
    s = np.linspace(-0.5, 2.5, 301)
    first, second = OUT_W[0] * relu_function(s), OUT_W[1] * relu_function(s - 1)
    out = first + second
    out_at_points = xor_forward(X, W, C, OUT_W, OUT_B)
    with look():
        figure = new_figure(440, 380)  # narrow enough to be shown whole on a telephone
        ax = figure.add_subplot()
        dress(ax, "", "$s = x_1 + x_2$", "$out$ and its two terms")
        ax.set(xlim=(-0.5, 2.75), ylim=(-3.4, 2.9), xticks=[0, 1, 2], yticks=[-2, 0, 2])
        ax.axhline(0, color=FAINT, linewidth=0.8, zorder=0)
        ax.axhline(0.5, color=MUTED, linewidth=0.8, linestyle=(0, (4, 3)), zorder=0)
        for curve, role, text, step in [
            (first, SERIES[2], r"$\mathrm{relu}(s)$", (-8, 4)),
            (second, SERIES[3], r"$-2\,\mathrm{relu}(s-1)$", (-14, 0)),
        ]:
            ax.plot(s, curve, color=role.ink, linewidth=1.6, linestyle=role.linestyle, zorder=4,
                    path_effects=halo())  # fmt: skip
            label_curve(ax, s[-1], curve[-1], text, role, xytext=step, ha="right")
        ax.plot(s, out, color=INK, linewidth=3.6, zorder=3)
        label_curve(ax, s[-1], out[-1], "their\nsum, $out$", TRUTH, xytext=(-6, -20), ha="center",
                    linespacing=1.1)  # fmt: skip
        ax.text(2.73, 0.68, "out = ½", ha="right", color=MUTED, fontsize=SMALL_SIZE)
        sums = X.sum(axis=1)
        draw_classes(ax, np.column_stack([sums, out_at_points]), y, size=1.2)
        for place, value, text, label, step in [
            (0, 0, "(0, 0)", 0, (0, -15)), (1, 1, "(0, 1) and (1, 0)", 1, (-58, 8)),
            (2, 0, "(1, 1)", 0, (-16, -13)),
        ]:  # fmt: skip
            ax.annotate(
                text, (place, value), xytext=step, textcoords="offset points", ha="center",
                va="center", fontsize=FONT_SIZE, color=CLASSES[label].ink,
            )  # fmt: skip
        heights = ", ".join(f"{value:.0f}" for value in out_at_points)
        return picture(
            figure,
            "relu(s), -2 relu(s - 1) and their sum, plotted against s = x1 + x2. The sum is a "
            f"tent: 0 up to s = 0, {out.max():.0f} at s = {s[out.argmax()]:.0f}, 0 again at s = 2. "
            f"At the four points the output is {heights}.",
        )


def xor_network():
    """Show the network that computes XOR, with a weight on every edge and a bias at every unit."""
    inputs, hidden, output = [(40, 215), (40, 95)], [(220, 215), (220, 95)], (390, 155)
    with look():
        figure, ax = canvas(440, 280)
        for i, place in enumerate(inputs):
            unit(ax, *place, TRAINING, 19, f"$x_{i + 1}$")
            for j, end in enumerate(hidden):
                arrow(ax, place, end, gap=(20, 22), color=NETWORK.ink)
                edge_label(ax, place, end, f"{W[i, j]:.0f}", along=0.5 if i == j else 0.3,
                           color=NETWORK.ink)  # fmt: skip
        for j, place in enumerate(hidden):
            arrow(ax, place, output, gap=(24, 24), color=NETWORK.ink)
            edge_label(ax, place, output, decimal(OUT_W[j], 0), color=NETWORK.ink)
            unit(ax, *place, ACTIVATION, 22, "relu", fontsize=SMALL_SIZE)
            above = 1 if j == 0 else -1
            note(ax, place[0], place[1] + 34 * above, f"bias {decimal(C[j], 0)}")
        unit(ax, *output, TRAINING, 22, "$out$")
        note(ax, output[0], output[1] + 34, f"bias {OUT_B:.0f}")
        for x, text in [(40, "input"), (220, "hidden layer"), (390, "output")]:
            put_text(ax, x, 20, text, color=MUTED)
        W_text = "; ".join(f"{row[0]:.0f} and {row[1]:.0f}" for row in W)
        return picture(
            figure,
            f"A network of 2 inputs, 2 hidden ReLU units and 1 output. Weights from x1 and from x2 "
            f"to the hidden units: {W_text}. Their biases: {C[0]:.0f} and {C[1]:.0f}. Weights to "
            f"the output: {OUT_W[0]:.0f} and {OUT_W[1]:.0f}, bias {OUT_B:.0f}.",
        )
