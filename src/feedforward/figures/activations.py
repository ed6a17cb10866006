"""Figures of section 6.4: activation functions and their slopes."""

import numpy as np

from feedforward.activations import ACTIVATIONS, activation_pair, sigmoid
from feedforward.network import init_params
from feedforward.plots.boundary import draw_output
from feedforward.plots.picture import picture
from feedforward.plots.style import (
    ACTIVATION,
    FAINT,
    FONT_SIZE,
    GRADIENT,
    INK,
    MUTED,
    PAPER,
    PRE_ACTIVATION,
    SMALL_SIZE,
    dress,
    look,
    new_figure,
)

NAMES = {
    "sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU", "leaky_relu": "leaky ReLU", "gelu": "GELU"
}  # fmt: skip


def activations():
    """Show five activation functions above their slopes."""
    h = np.linspace(-4, 4, 801)
    steepest = {}
    with look():
        figure = new_figure(736, 370)
        axes = figure.subplots(2, len(NAMES), sharex=True, sharey="row")
        for column, (key, name) in enumerate(NAMES.items()):
            f, df = activation_pair(key)
            values, slopes = f(h), df(h, f(h))
            steepest[name] = slopes.max()
            for ax, curve, role in zip(axes[:, column], (values, slopes), (ACTIVATION, GRADIENT),
                                       strict=True):  # fmt: skip
                ax.axhline(0, color=FAINT, linewidth=0.8, zorder=0)
                ax.axvline(0, color=FAINT, linewidth=0.8, zorder=0)
                jump = np.abs(np.diff(curve, append=curve[-1])) > 0.5
                ax.plot(h, np.where(jump, np.nan, curve), color=role.ink, linewidth=2)
            dress(axes[0, column], name)
            dress(axes[1, column], "", "$h$")
            at = h[slopes.argmax()] if key != "relu" and key != "leaky_relu" else 2.0
            axes[1, column].annotate(
                f"at most {slopes.max():.3g}", (at, slopes.max()), xytext=(0, 7), ha="center",
                textcoords="offset points", fontsize=SMALL_SIZE, color=GRADIENT.ink,
                bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.5},
            )  # fmt: skip
        axes[1, 3].text(-2, 0.06, "0.01", ha="center", color=GRADIENT.ink, fontsize=SMALL_SIZE)
        axes[0, 0].set(xlim=(-4, 4), ylim=(-1.3, 3.2), xticks=[-3, 0, 3], yticks=[-1, 0, 1, 2, 3])
        axes[1, 0].set(ylim=(-0.25, 1.42), yticks=[0, 0.5, 1])
        axes[0, 0].set_ylabel("$f(h)$")
        axes[1, 0].set_ylabel("$f\\,′(h)$")
        largest = ", ".join(f"{name} {slope:.3g}" for name, slope in steepest.items())
        return picture(
            figure,
            f"Five activation functions above their slopes, for h from {h[0]:.0f} to {h[-1]:.0f}. "
            f"The largest slopes: {largest}.",
        )


def saturation():
    """Show what a sigmoid makes of inputs around 0, and of inputs around 5."""
    rng, (f, df) = np.random.default_rng(0), ACTIVATIONS["sigmoid"]
    inputs = {mean: rng.normal(mean, 1, 4000) for mean in (0, 5)}
    spreads = {mean: (f(h).std(), df(h, f(h)).mean()) for mean, h in inputs.items()}
    with look():
        figure = new_figure(740, 350)
        for ax, (mean, h) in zip(figure.subplots(1, 2), inputs.items(), strict=True):
            _draw_saturation(ax, f, h)
            dress(ax, f"Inputs around {mean}", "$h$", "$Z$")
            spread, slope = spreads[mean]
            ax.text(-6.6, 1.0, f"spread of $Z$: {spread:.2g}\nmean slope: {slope:.2g}", va="top",
                    color=INK, fontsize=FONT_SIZE)  # fmt: skip
        figure.axes[0].text(-6.6, 0.72, "dashed: the middle\n90% of the inputs", va="top",
                            color=MUTED, fontsize=SMALL_SIZE)  # fmt: skip
        found = "; ".join(
            f"around {mean} the outputs have a spread of {spread:.2g}, and the mean slope is "
            f"{slope:.2g}"
            for mean, (spread, slope) in spreads.items()
        )
        return picture(
            figure,
            "The sigmoid, with the distribution of its inputs below it and that of its outputs on "
            f"the right. The inputs have a spread of 1: {found}.",
            panels=2,
        )


def _draw_saturation(ax, f, h):
    """Draw f, a histogram of the inputs h from below and one of f(h) from the right."""
    x = np.linspace(-7, 9, 300)
    ax.set(xlim=(-7, 11.3), ylim=(-0.42, 1.08), xticks=[-5, 0, 5], yticks=[0, 0.5, 1])
    ax.axhline(0, color=FAINT, linewidth=0.8, zorder=0)
    ax.plot(x, f(x), color=ACTIVATION.ink, linewidth=2.2, zorder=3)
    count, edges = np.histogram(h, bins=np.arange(-7, 9.01, 0.25))
    ax.stairs(0.3 * count / count.max() - 0.4, edges, baseline=-0.4, fill=True,
              color=PRE_ACTIVATION.fill)  # fmt: skip
    count, edges = np.histogram(f(h), bins=np.linspace(0, 1, 41))
    ax.stairs(1.9 * count / count.max() + 9.1, edges, baseline=9.1, fill=True,
              orientation="horizontal", color=ACTIVATION.fill)  # fmt: skip
    ax.text(np.mean(h) - 2.6, -0.3, "inputs", ha="right", color=PRE_ACTIVATION.ink)
    ax.text(11, f(h).min() - 0.04, "outputs", ha="right", va="top", color=ACTIVATION.ink)
    low, high = np.quantile(h, [0.05, 0.95])
    for end in (low, high):
        ax.plot([end, end, 9], [-0.1, f(end), f(end)], color=MUTED, linewidth=0.8,
                linestyle=(0, (3, 3)), zorder=1)  # fmt: skip


ZIGZAG_RATES = (0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0, 5.6)
ZIGZAG_UPDATES, ZIGZAG_DRAWS = 12, 200
TYPICAL_DRAW = 79  # ends about as far from the target as the mean of all draws, in both panels


def zigzag():
    """Show two weights on their way to a target, with positive inputs and with centred ones."""
    start, target = np.array([-1.0, 1.0]), np.array([1.0, -1.0])
    inputs = {"Inputs between 0 and 1": sigmoid, "Inputs minus ½": lambda h: sigmoid(h) - 0.5}
    said = []
    with look():
        figure = new_figure(640, 340)
        for ax, (name, f) in zip(figure.subplots(1, 2), inputs.items(), strict=True):
            left, lr = min((mean_share_left(start, target, f, lr), lr) for lr in ZIGZAG_RATES)
            path = descend(start, target, f, np.random.default_rng(TYPICAL_DRAW), lr)
            said.append(f"rate {lr:g}, {left:.0%} of the distance left")
            dress(ax, f"{name}, best rate {lr:g}", "$w_1$", "$w_2$")
            ax.set(xlim=(-1.5, 1.9), ylim=(-1.6, 1.6), xticks=[-1, 0, 1], yticks=[-1, 0, 1])
            ax.set_aspect("equal")
            ax.plot(*path.T, color=GRADIENT.ink, linewidth=1.3, marker="o", markersize=4,
                    markeredgewidth=0.6)  # fmt: skip
            ax.plot(*start, "o", color=INK, markersize=8, zorder=4)
            ax.plot(*target, "*", color=INK, markersize=14, zorder=4)
            ax.text(*(start - (0.2, 0.34)), "start", color=INK, ha="center")
            ax.text(*(target + (0.12, -0.32)), "target", color=INK)
            ax.text(-1.4, -1.5, "dots: updates", color=MUTED, fontsize=SMALL_SIZE)
        return picture(
            figure,
            f"{ZIGZAG_UPDATES} updates of two weights, one sample each, from (-1, 1) towards the "
            "target (1, -1), at the best rate of each panel. With sigmoid inputs, all positive, "
            f"both weights move the same way in every update: {said[0]}, on average over "
            f"{ZIGZAG_DRAWS} draws. With the same inputs minus one half: {said[1]}.",
            panels=2,
        )


def descend(start, target, f, rng, lr, updates=ZIGZAG_UPDATES):
    """Fit w . Z to target . Z by one sample Z = f(normal) an update -> path (updates + 1, 2)."""
    path = [start]
    for _ in range(updates):
        Z = f(rng.normal(0, 1.5, 2))
        path.append(path[-1] - lr * (Z @ (path[-1] - target)) * Z)
    return np.array(path)


def mean_share_left(start, target, f, lr):
    """Return the mean share of the distance to the target that is left at this rate."""
    ends = [
        descend(start, target, f, np.random.default_rng(seed), lr)[-1]
        for seed in range(ZIGZAG_DRAWS)
    ]
    return np.linalg.norm(np.array(ends) - target, axis=1).mean() / np.linalg.norm(start - target)


def straight_pieces():
    """Show one random network over the plane, with ReLU and with tanh: linear pieces, and none."""
    params, limits = random_plane_network(), (-2.5, 2.5)
    names = {"relu": "ReLU: linear pieces", "tanh": "tanh: curved everywhere"}
    patterns = {}
    with look():
        figure = new_figure(640, 390)
        for ax, (name, title) in zip(figure.subplots(1, 2), names.items(), strict=True):
            dress(ax, title, "$x_1$", "$x_2$")
            patterns[name] = draw_output(ax, params, ACTIVATIONS[name][0], limits, name == "relu")
            remark = "thin, blue: contour lines of the output"
            if name == "relu":
                remark = "thin, blue: contour lines; thick: a unit switches"
            ax.set_xlabel(f"$x_1$\n{remark}", color=MUTED, fontsize=SMALL_SIZE, linespacing=1.6)
        return picture(
            figure,
            "Contour lines of the output of a random network 2-6-4-1 over a square. With ReLU the "
            f"square is divided into {patterns['relu']} pieces, on each of which the contour lines "
            "are straight and parallel. With tanh they are curved everywhere.",
            panels=2,
        )


def random_plane_network(seed=7):
    """Draw a network 2-6-4-1 with random weights and biases -> params"""
    rng = np.random.default_rng(seed)
    return [(W, rng.normal(0, 0.8, b.shape)) for W, b in init_params([2, 6, 4, 1], rng)]
