"""Figures of section 6.3: what a network should learn."""

import numpy as np

from feedforward.activations import relu
from feedforward.experiments import experiment
from feedforward.experiments.resampling import GRID, squared_bias_and_variance, wave_curve
from feedforward.losses import cross_entropy
from feedforward.network import forward
from feedforward.plots.boundary import boundary_row
from feedforward.plots.picture import picture
from feedforward.plots.sketch import canvas, heading, note
from feedforward.plots.style import (
    FAINT,
    INK,
    MUTED,
    NETWORK,
    SERIES,
    SMALL_SIZE,
    TRAINING,
    TRUTH,
    VALIDATION,
    dress,
    label_curve,
    look,
    new_figure,
)
from feedforward.plots.units import draw_layers
from feedforward.regularization import dropout_forward, early_stopping_epoch

from .experiments import (
    noisy_moons,
    overfitted_history,
    trained_on_moons,
    width_sweep,
)

SHOWN_WIDTHS, SHOWN_FITS = (2, 8, 100), 12
MOONS_X, MOONS_Y = (-1.85, 2.6), (-1.5, 1.8)


def l2_sweep():
    """Show one large network on noisy samples, trained with L2 penalties of four strengths."""
    strengths = (0, 0.001, 0.01, 0.1)
    fits = [trained_on_moons((50, 50), l2=strength) for strength in strengths]
    titles = ["no penalty", *[rf"$\lambda$ = {strength}" for strength in strengths[1:]]]
    return moons_row(fits, titles, f"Network 2-50-50-2 with L2 strengths {strengths}")


def moons_row(fits, titles, subject):
    """Draw the boundaries of `trained_on_moons` side by side -> Picture"""
    (X, y), (X_new, y_new), _ = noisy_moons()
    losses = [cross_entropy(forward(X_new, params, relu)[0], y_new) for params, _, _ in fits]
    with look():
        figure = new_figure(736, 258)
        panels = [
            (
                title,
                f"training accuracy {training:.0%}\nheld-out accuracy {new:.0%}\n"
                f"held-out loss {loss:.2f}",
                params, X, y,
            )
            for title, (params, training, new), loss in zip(titles, fits, losses, strict=True)
        ]  # fmt: skip
        boundary_row(figure, panels, MOONS_X, MOONS_Y, size=0.45)
        scores = "; ".join(
            f"{training:.0%}, {new:.0%} and {loss:.2f}"
            for (_, training, new), loss in zip(fits, losses, strict=True)
        )
        return picture(
            figure,
            f"{subject}, each trained on the same {len(X)} noisy samples of two half moons. "
            f"Accuracy on these samples, accuracy on new ones and loss on new ones: {scores}.",
        )


def training_and_validation():
    """Show a training loss that falls and a validation loss that turns around."""
    history = overfitted_history()
    epochs, training, validation = (np.array(history[key]) for key in ("epoch", "loss", "val_loss"))
    best = early_stopping_epoch(validation, len(validation))
    with look():
        figure = new_figure(460, 340)  # narrow enough to be shown whole on a telephone
        ax = figure.add_subplot()
        dress(ax, "", "epoch", "cross-entropy")
        ax.set(xlim=(0, 200), ylim=(0, 1.05 * validation.max()), xticks=[0, 50, 100, 150, 200])
        ax.set_yticks([0, 0.2, 0.4, 0.6, 0.8])
        for curve, role, name in [(training, TRAINING, "training"), (validation, VALIDATION,
                                  "validation")]:  # fmt: skip
            ax.plot(epochs, curve, color=role.ink, linestyle=role.linestyle)
            ax.plot(epochs, curve, color=role.ink, linewidth=0.7)  # holds the dashes together
            ahead, up = (0, 14) if name == "training" else (4, -24)
            label_curve(ax, 160, np.interp(160, epochs, curve), name, role, xytext=(ahead, up))
        ax.axvspan(epochs[best], 200, color=VALIDATION.tint, alpha=0.55, linewidth=0, zorder=0)
        ax.plot([epochs[best]] * 2, [0, 0.45], color=INK, linewidth=1, zorder=2)
        ax.plot(epochs[best], validation[best], "o", color=VALIDATION.ink, markersize=7, zorder=4)
        ax.text(epochs[best] + 3, 0.41, f"stop here: epoch {epochs[best]}", color=INK)
        ax.text(epochs[best] + 3, 0.73, "overfitting", color=INK)
        return picture(
            figure,
            f"Loss over {epochs[-1]} epochs. The training loss falls from {training[0]:.2f} to "
            f"{training[-1]:.3f}. The validation loss falls to {validation[best]:.2f} at epoch "
            f"{epochs[best]}, where early stopping would stop, and climbs to {validation[-1]:.2f}.",
        )


def bias_and_variance():
    """Show fits to resampled training sets for three widths, and bias and variance by width."""
    results = experiment("bias_and_variance")
    widths, fits = results["width"], results["fit"]
    bias, variance = squared_bias_and_variance(fits)
    with look():
        figure = new_figure(736, 300)
        figure.get_layout_engine().set(wspace=0.08)
        axes = figure.subplots(1, 4, width_ratios=[1, 1, 1, 1.7])
        shown = np.flatnonzero(np.isin(widths, SHOWN_WIDTHS))
        for ax, row in zip(axes, shown, strict=False):
            width, several = widths[row], fits[row, :SHOWN_FITS]
            dress(ax, f"{width} units", "$x$")
            ax.set(xlim=(-2, 2), ylim=(-2.7, 2.7), xticks=[-2, 0, 2], yticks=[-2, 0, 2])
            for fit in several:
                ax.plot(GRID, fit, color=NETWORK.fill, linewidth=0.8, alpha=0.55)
            ax.plot(GRID, fits[row].mean(axis=0), color=NETWORK.ink, linewidth=2)
            ax.plot(
                GRID, wave_curve(GRID), color=TRUTH.ink, linestyle=TRUTH.linestyle, linewidth=1.8
            )
        for ax in axes[1:3]:
            ax.set_yticklabels([])
        label_curve(axes[0], 0.45, wave_curve(0.45), "$f^*$", TRUTH, xytext=(0, 10), ha="center")
        label_curve(axes[0], -0.6, -0.35, "mean of\nall fits", NETWORK, xytext=(14, -30))
        _draw_bias_and_variance(axes[3], widths, bias, variance)
        summary = "; ".join(
            f"{widths[row]} units {bias[row]:.4f} and {variance[row]:.4f}" for row in shown
        )
        return picture(
            figure,
            f"Networks of three widths fitted to {fits.shape[1]} training sets of the same noisy "
            f"curve. Squared bias and variance: {summary}.",
            panels=2,  # the fits, and what follows from them
        )


def _draw_bias_and_variance(ax, widths, bias, variance):
    dress(ax, "Squared error", "hidden units $m$", "")
    ax.set(xscale="log", xlim=(0.85, widths[-1]), ylim=(0, 1.08 * (bias + variance).max()))
    ax.set_xticks([1, 10, 100], labels=["1", "10", "100"])
    for curve, role, name in [
        (bias, SERIES[0], "bias²"), (variance, SERIES[1], "variance"),
        (bias + variance, TRUTH, "sum"),
    ]:  # fmt: skip
        # Where the sum is close to the variance, its open markers leave the squares whole.
        hollow = {"mfc": "none", "mec": role.ink} if name == "sum" else {}
        ax.plot(widths, curve, color=role.ink, linestyle=role.linestyle, marker=role.marker,
                markersize=5.5, clip_on=False, **hollow)  # fmt: skip
        up = {"sum": 9, "variance": -7}.get(name, 0)
        label_curve(ax, widths[-1], curve[-1], name, role, xytext=(8, up))


def double_descent():
    """Show an error on new samples that falls, climbs up to m = N, and falls again beyond."""
    N = 400
    widths, training, new = width_sweep(N)
    peak, ascent = widths[new.argmax()], new[: new.argmax()].argmin()
    with look():
        figure = new_figure(460, 380)  # narrow enough to be shown whole on a telephone
        ax = figure.add_subplot()
        dress(ax, "", "number of random ReLU units $m$", "mean squared error")
        _draw_descents(ax, N, widths, training, new)
        remark = {"color": MUTED, "fontsize": SMALL_SIZE}  # of parts of the curve, not its name
        label_curve(ax, widths[ascent], new[ascent], "first descent", VALIDATION,
                    xytext=(-12, 28), ha="right", **remark)  # fmt: skip
        label_curve(ax, 2.6 * N, np.interp(2.6 * N, widths, new), "second descent", VALIDATION,
                    xytext=(10, 16), **remark)  # fmt: skip
        return picture(
            figure,
            f"Error of least-squares fits to {N} digits against the number m of random ReLU units. "
            f"On new samples it falls from {new[0]:.3f} at m = {widths[0]} to {new[ascent]:.3f} at "
            f"m = {widths[ascent]}, climbs to {new.max():.1f} at m = {peak}, where m = N, and "
            f"falls again to {new[-1]:.3f} at m = {widths[-1]}. The training error falls all the "
            "way to m = N and is 0 from there on.",
        )


def _draw_descents(ax, N, widths, training, new, floor=1e-4):
    """Draw both errors over m on logarithmic axes, the 0 of the training error as the floor."""
    ax.set(xscale="log", yscale="log", xlim=(widths[0], 3 * widths[-1]), ylim=(floor, 15))
    ax.set_xticks([10, 100, 1000], labels=["10", "100", "1000"])
    ax.set_yticks([floor, 1e-3, 1e-2, 0.1, 1, 10], labels=["0", "0.001", "0.01", "0.1", "1", "10"])
    ax.minorticks_off()
    ax.axvline(N, color=FAINT, linewidth=1.2, zorder=0)
    ax.text(N * 1.25, 5, f"$m = N = {N}$:\nevery sample can be fitted", color=MUTED,
            fontsize=SMALL_SIZE, va="center")  # fmt: skip
    before = widths < N
    m = [*widths[before], N, widths[-1]]
    ax.plot(m, [*training[before], floor, floor], color=TRAINING.ink, clip_on=False,
            linestyle=TRAINING.linestyle, zorder=3)  # fmt: skip
    ax.plot(widths, new, color=VALIDATION.ink, linestyle=VALIDATION.linestyle)
    # The axis is broken between 0 and the rest, which is logarithmic.
    ax.plot([0, 0], [2.7e-4, 3.7e-4], linestyle="", marker=[(-1, -0.5), (1, 0.5)], markersize=9,
            color=MUTED, mec=MUTED, clip_on=False, transform=ax.get_yaxis_transform())  # fmt: skip
    label_curve(ax, 120, np.interp(120, widths, training), "training", TRAINING, xytext=(-4, -8),
                ha="right")  # fmt: skip
    label_curve(ax, N, floor, "training error 0", TRAINING, xytext=(14, 12))
    label_curve(ax, widths[-1], new[-1], "new samples", VALIDATION)


def dropout():
    """Show three passes through one network with dropout, each with another half of its units."""
    sizes, drop, rng = [3, 6, 6, 2], 0.5, np.random.default_rng(4)
    kept = []
    with look():
        figure, ax = canvas(716, 250)
        for left in (30, 280, 530):
            masks = [dropout_forward(np.ones((1, m)), drop, rng)[1][0] > 0 for m in sizes[1:-1]]
            kept.append([int(mask.sum()) for mask in masks])
            x = left + 52 * np.arange(len(sizes))
            draw_layers(ax, sizes, x, middle=118, spacing=30, radius=9, kept=masks)
            heading(ax, left - 10, 228, f"Pass {len(kept)}")
        note(ax, 20, 12, "×: a unit that is dropped in this pass", ha="left")
        passes = "; ".join(f"{first} and {second}" for first, second in kept)
        return picture(
            figure,
            f"Three passes through a network {'-'.join(map(str, sizes))} with dropout of {drop}. "
            f"Each hidden layer has 6 units; the passes keep these numbers in the two layers: "
            f"{passes}. Dropped units are crossed out, and their edges are gone.",
        )
