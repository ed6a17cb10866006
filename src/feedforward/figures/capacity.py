"""Figures of section 6.3: what a network can express."""

import numpy as np
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator, PercentFormatter

from feedforward.activations import relu
from feedforward.exercises.capacity.hat import hat
from feedforward.exercises.capacity.relu_interpolant import relu_interpolant
from feedforward.exercises.capacity.sawtooth import sawtooth
from feedforward.experiments import experiment
from feedforward.experiments.depth import DIGITS, SPIRALS, WINE, stored_boundary
from feedforward.plots.boundary import boundary_row
from feedforward.plots.picture import picture
from feedforward.plots.style import (
    FAINT,
    INK,
    MUTED,
    NETWORK,
    PAPER,
    SERIES,
    SMALL_SIZE,
    TRUTH,
    dress,
    label_curve,
    look,
    new_figure,
)

from .experiments import (
    fits_from_zero_biases,
    one_period,
    trained_on_moons,
)
from .generalization import moons_row

DEPTH_EXPERIMENTS = {
    "spirals": ("depth_against_width", SPIRALS),
    "digits": ("depth_on_digits", DIGITS),
    "wine": ("depth_on_wine", WINE),
}


def decision_boundaries():
    """Show what networks of 1, 3, 10 and 50 hidden units make of the same noisy samples."""
    widths = (1, 3, 10, 50)
    fits = [trained_on_moons((width,)) for width in widths]
    titles = ["1 unit", *[f"{width} units" for width in widths[1:]]]
    return moons_row(fits, titles, "One hidden layer of " + ", ".join(map(str, widths)) + " units")


def depth_on_spirals():
    """Show networks of 1 to 4 hidden layers with equal budgets on three spiral arms."""
    results = experiment("spiral_boundaries")
    X, y = (part[::3] for part in SPIRALS.draw(np.random.default_rng(0)).train)
    panels, scores = [], []
    for row, depth in enumerate(results["depth"]):
        params, accuracy = stored_boundary(results, row), results["held_out"][row, 0]
        width = params[0][0].shape[1]
        title = "1 hidden layer" if depth == 1 else f"{depth} hidden layers"
        remark = f"{depth} × {width} units\nheld-out accuracy {accuracy:.1%}"
        panels.append((title, remark, params, X, y))
        scores.append(f"{width} units: {accuracy:.1%}")
    with look():
        figure = new_figure(736, 255)
        boundary_row(figure, panels, (-1.1, 1.1), (-1.1, 1.1), size=0.36)
        return picture(
            figure,
            f"Three spiral arms, and networks of at most {SPIRALS.budget} parameters with 1, 2, 3 "
            "and 4 hidden layers, one run each. Width of a layer and accuracy on new samples: "
            f"{', '.join(scores)}.",
        )


def depth_at_equal_budget():
    """Show held-out accuracies of 1 to 6 hidden layers with equal budgets on three data sets."""
    found = {}
    for data, (name, task) in DEPTH_EXPERIMENTS.items():
        results = experiment(name)
        accuracies = results["held_out"][results.best("depth", by="validation")]
        found[f"{data}: {task.budget} parameters"] = accuracies
    with look():
        figure = new_figure(736, 320)
        for ax, (title, accuracies) in zip(
            figure.subplots(1, len(found)), found.items(), strict=True
        ):
            _draw_scores(ax, accuracies)
            # Every panel says its range, since they differ.
            scale = f"held-out accuracy from {ax.get_yticks()[0]:.0%} to 100%"
            dress(ax, title, "hidden layers", scale)
        first = found[next(iter(found))]
        label_curve(figure.axes[0], 1.32, first[0].mean(), "mean", TRUTH, xytext=(4, 0))
        means = "; ".join(
            f"{title} " + ", ".join(f"{mean:.1%}" for mean in accuracies.mean(axis=1))
            for title, accuracies in found.items()
        )
        return picture(
            figure,
            "Accuracy on new samples of networks with 1 to 6 hidden layers and equal budgets, "
            f"{accuracies.shape[1]} runs each at its best learning rate. Means by depth: {means}.",
            panels=len(found),
        )


def _draw_scores(ax, accuracies):
    """Draw one dot per run and a bar at the mean, a column for each depth."""
    depths = np.arange(1, len(accuracies) + 1)
    means = np.mean(accuracies, axis=1)
    ticks = MaxNLocator(5, steps=[1, 2, 5, 10]).tick_values(np.min(accuracies), 1)
    low = ticks[0]
    ax.set(xlim=(0.4, depths[-1] + 0.6), xticks=depths, yticks=ticks[ticks < 1 + 1e-9])
    ax.set_ylim(low - 0.04 * (1 - low), 1 + 0.04 * (1 - low))
    for depth, runs in zip(depths, accuracies, strict=True):
        shift = np.linspace(-0.16, 0.16, len(runs))
        ax.plot(depth + shift, runs, "o", color=NETWORK.fill, alpha=0.6, markersize=5)
    ax.hlines(means, depths - 0.32, depths + 0.32, color=INK, linewidth=2, zorder=4)
    ax.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))


def hats():
    """Show three ReLUs that make a hat, and hats that add up to a curve through given points."""
    bends, slopes, K = (0.25, 0.5, 0.75), (4, -8, 4), 6
    x, points = np.linspace(0, 1, 401), np.linspace(0, 1, K)
    curve, heights = _hilly(x), _hilly(points)
    step = points[1]
    peaks = zip(points, heights, strict=True)
    towers = np.stack([height * hat(x, p - step, p, p + step) for p, height in peaks])
    w1, b1, w2, b2 = relu_interpolant(points, heights)
    total = relu(x[:, None] * w1 + b1) @ w2 + b2
    with look():
        figure = new_figure(740, 310)
        figure.get_layout_engine().set(wspace=0.08)
        one, many = figure.subplots(1, 2)
        _draw_hat(one, x, bends, slopes)
        dress(many, f"{K} scaled hats add up", "$x$", "")
        many.set(xlim=(0, 1.01), ylim=(0, 1.5), xticks=[0, 1], yticks=[0, 1])
        for tower in towers:
            many.fill_between(x, tower, color=NETWORK.fill, alpha=0.1, linewidth=0)
            many.plot(x, tower, color=NETWORK.fill, linewidth=0.8, alpha=0.6)
        many.plot(x, curve, color=TRUTH.ink, linestyle=TRUTH.linestyle, linewidth=1.8, zorder=3)
        many.plot(x, total, color=NETWORK.ink, linewidth=2.2, zorder=4)
        many.plot(points, heights, "o", color=NETWORK.ink, markersize=7, zorder=5, clip_on=False)
        label_curve(many, 0.4, np.interp(0.4, x, total), "sum", NETWORK, xytext=(10, 8))
        label_curve(many, x[125], curve[125], "$f^*$", TRUTH, xytext=(2, 13))
        return picture(
            figure,
            f"Left: ReLUs with slopes {slopes[0]}, {slopes[1]} and {slopes[2]}, which bend at "
            f"{bends[0]}, {bends[1]} and {bends[2]}, add up to a hat of height 1. Right: {K} hats, "
            "each as high as the curve at its peak, add up to straight lines between the points of "
            f"the curve; their largest distance from it is {np.abs(total - curve).max():.2f}.",
            panels=2,
        )


def _hilly(x):
    return 0.65 + np.sin(1.7 * np.pi * x + 0.3) / 2


def _draw_hat(ax, x, bends, slopes):
    """Draw a hat and the three ReLUs that it is the sum of; each label says which one it names."""
    dress(ax, "Three ReLUs make a hat", "$x$", "")
    ax.set(xlim=(0, 1.02), ylim=(-1.5, 1.75), yticks=[-1, 0, 1])
    names = ("¼", "½", "¾")
    ax.set_xticks([0, *bends, 1], labels=["0", *names, "1"])
    ax.axhline(0, color=FAINT, linewidth=0.8, zorder=0)
    places = [(0, 11, "center"), (7, 2, "left"), (0, 11, "right")]
    for bend, name, slope, role, (right, up, side) in zip(
        bends, names, slopes, SERIES[1:4], places, strict=True
    ):
        part = slope * relu(x - bend)
        drawn = (x >= bend) & (np.abs(part) <= 1.3)
        x_shown, shown = x[drawn], part[drawn]
        # On the thick hat, a halo shows the part that the hat coincides with.
        ax.plot(x_shown, shown, color=role.ink, linestyle=role.linestyle, linewidth=1.6, zorder=4,
                path_effects=[withStroke(linewidth=3.2, foreground=PAPER)])  # fmt: skip
        text = rf"${slope}\,\mathrm{{relu}}(x-${name}$)$"
        label_curve(ax, x_shown[-1], shown[-1], text, role, xytext=(right, up), ha=side,
                    fontsize=SMALL_SIZE)  # fmt: skip
    ax.plot(x, hat(x, *bends), color=INK, linewidth=4.4, zorder=3)
    label_curve(ax, 0.4, hat(np.array([0.4]), *bends)[0], "hat", TRUTH, xytext=(-10, 8), ha="right")


def sawtooth_folds():
    """Show the sawtooth that 1 to 4 folding layers make: every layer doubles its pieces."""
    depths = (1, 2, 3, 4)
    x = np.linspace(0, 1, 2 ** (max(depths) + 3) + 1)
    with look():
        figure = new_figure(736, 215)
        for ax, depth in zip(figure.subplots(1, len(depths)), depths, strict=True):
            pieces = 2**depth
            dress(ax, "1 layer" if depth == 1 else f"{depth} layers", "", "")
            ax.set(xlim=(0, 1), ylim=(-0.04, 1.1), xticks=[0, 1], yticks=[0, 1])
            for piece in range(pieces):
                part = (x >= piece / pieces) & (x <= (piece + 1) / pieces)
                color = NETWORK.tint if piece % 2 == 0 else "white"
                ax.axvspan(piece / pieces, (piece + 1) / pieces, color=color, linewidth=0, zorder=0)
                ax.plot(x[part], sawtooth(x[part], depth), color=NETWORK.ink, linewidth=1.8)
            ax.set_xlabel("$x$", labelpad=-13)
            ax.text(0, -0.41, f"{2 * depth} units, {pieces} pieces", transform=ax.transAxes,
                    fontsize=SMALL_SIZE, color=MUTED)  # fmt: skip
        counts = ", ".join(str(2**depth) for depth in depths)
        return picture(
            figure,
            f"A tent, composed with itself. {len(depths)} panels, with 1 to {depths[-1]} layers of "
            f"two units, show {counts} straight pieces between 0 and 1.",
        )


def centred_inputs():
    """Show fits to one curve from zero biases, with inputs as they are and with centred ones."""
    with look():
        figure = new_figure(736, 300)
        figure.get_layout_engine().set(wspace=0.08)
        errors = []
        panels = [
            (False, "Inputs from 0 to 1", ["0", "1"]),
            (True, "Inputs centred: −½ to ½", ["−½", "½"]),
        ]
        for ax, (centred, title, ends) in zip(figure.subplots(1, 2), panels, strict=True):
            x, runs = fits_from_zero_biases(centred)
            errors.append(np.abs(runs - one_period(x)).max(axis=1))
            dress(ax, title, "$x$")
            ax.set(xlim=(0, 1), ylim=(-0.15, 1.2), yticks=[0, 1])
            ax.set_xticks([0, 1], labels=ends)
            ax.plot(x, runs.T, color=NETWORK.fill, linewidth=1.1, alpha=0.8)
            ax.plot(x, one_period(x), color=TRUTH.ink, linestyle=TRUTH.linestyle, linewidth=2.2)
            ax.text(0.97, 1.08, f"largest error {errors[-1].min():.2f} to {errors[-1].max():.2f}",
                    ha="right", color=NETWORK.ink)  # fmt: skip
            label_curve(ax, 0.6, one_period(0.6), "sine", TRUTH, xytext=(-8, -6), ha="right")
            if not centred:
                name = f"{len(runs)} networks"
                label_curve(ax, 0.7, runs[:, 140].max(), name, NETWORK, xytext=(6, 14))
        return picture(
            figure,
            f"{len(errors[0])} networks of 20 units, trained from zero biases on one period of a "
            f"sine. With inputs from 0 to 1 their largest errors are {errors[0].min():.2f} to "
            f"{errors[0].max():.2f}: they miss the second half of the sine. With the mean "
            f"subtracted, the errors are {errors[1].min():.2f} to {errors[1].max():.2f}.",
            panels=2,
        )
