"""Figures of section 6.6 that plot the stored experiments with digit networks."""

import numpy as np
from matplotlib.ticker import StrMethodFormatter

from feedforward.experiments import experiment
from feedforward.experiments.batch_size import TARGET, N
from feedforward.experiments.optimisers import NETWORKS, RECORDS
from feedforward.plots.descent import ROLES as RACERS
from feedforward.plots.labels import spread
from feedforward.plots.picture import picture
from feedforward.plots.race import ADAM, MINI, MOMENTUM, NESTEROV
from feedforward.plots.style import (
    MUTED,
    NETWORK,
    SMALL_SIZE,
    dress,
    label_curve,
    look,
    new_figure,
)

NAMES = {"sgd": "plain SGD", "momentum": "momentum", "nesterov": "Nesterov", "adam": "Adam"}
ROLES = {
    "sgd": RACERS[MINI], "momentum": RACERS[MOMENTUM], "nesterov": RACERS[NESTEROV],
    "adam": RACERS[ADAM],
}  # fmt: skip
TITLES = {"relu": "Two hidden layers of ReLUs", "sigmoid": "Four hidden layers of sigmoids"}
LIMITS = {"relu": (3e-3, 3), "sigmoid": (1e-3, 4)}  # of the loss that is shown


def best_rows(results, network):
    """Return each optimiser's row with the lowest mean training loss at the end -> dict of rows."""
    at_the_end = results["train"][:, :, -1].mean(axis=1)
    rows = {}
    for optimizer in NAMES:
        mine = (results["network"] == network) & (results["optimizer"] == optimizer)
        rows[optimizer] = int(np.where(mine, at_the_end, np.inf).argmin())
    return rows


def optimisers_on_digits():
    """Show the training loss of two digit networks under four optimisers at their best settings."""
    results = experiment("optimisers_on_digits")
    spoken = []
    with look():
        figure = new_figure(740, 400)
        for ax, network in zip(figure.subplots(1, 2), NETWORKS, strict=True):
            rows = best_rows(results, network)
            _draw_training(ax, network, {name: results["train"][row] for name, row in rows.items()})
            _name_curves(ax, network, results, rows)
            told = ", ".join(
                f"{NAMES[name]} {results['train'][row, :, -1].mean():.2g} and "
                f"{results['held_out'][row].mean():.1%}"
                for name, row in rows.items()
            )
            spoken.append(f"{TITLES[network]}: {told}.")
        return picture(
            figure,
            f"Training loss over epochs, a thin curve for each of {results['train'].shape[1]} "
            "seeds and a thick one at their median, with every optimiser at the setting whose mean "
            "loss is lowest at the end. Mean loss at the end and mean accuracy on held-out digits. "
            + " ".join(spoken),
            panels=2,
        )


def _draw_training(ax, network, losses):
    """Draw every run thin and their median thick. losses: by optimiser, (seeds, RECORDS)"""
    epochs = NETWORKS[network][2] // RECORDS * np.arange(1, RECORDS + 1)
    low, high = LIMITS[network]
    dress(ax, TITLES[network], "epochs", "training loss")
    for name, runs in losses.items():
        role, median = ROLES[name], np.median(runs, axis=0)
        ax.plot(epochs, runs.T, color=role.ink, linewidth=0.7, alpha=0.3)
        ax.plot(epochs, median, color=role.ink, linestyle=role.linestyle, zorder=3)
    ax.set(yscale="log", xlim=(0, epochs[-1]), ylim=(low, high), xticks=epochs[1::2])
    ax.set_yticks([place for place in (0.001, 0.01, 0.1, 1) if low <= place <= high])
    ax.yaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
    ax.minorticks_off()


def _name_curves(ax, network, results, rows):
    """Write each optimiser's name, rate and held-out accuracy beside the end of its median."""
    ax.annotate("rate, mean accuracy\non held-out digits", (1, 1), (8, 0), va="top",
                xycoords="axes fraction", textcoords="offset points", color=MUTED,
                fontsize=SMALL_SIZE, linespacing=1.0)  # fmt: skip
    low, high = np.log10(LIMITS[network])
    ends = np.log10(np.median(results["train"][list(rows.values()), :, -1], axis=1))
    places = spread(ends, 0.14 * (high - low), low + 0.05 * (high - low), high)
    for (name, row), place in zip(rows.items(), places, strict=True):
        words = (
            f"{NAMES[name]}\nrate {results['lr'][row]:g}, "
            f"{100 * results['held_out'][row].mean():.1f}%"
        )
        label_curve(ax, NETWORKS[network][2], 10**place, words, ROLES[name], xytext=(8, 0),
                    linespacing=0.9)  # fmt: skip


def updates_by_batch_size():
    """Show the updates, samples and best rate that reach a loss, for batches of 4 to 512 digits."""
    results = experiment("batch_sizes_on_digits")
    means, sizes = results["updates"].mean(axis=1), np.unique(results["B"])
    rows = [np.flatnonzero(results["B"] == B) for B in sizes]
    best = np.array([mine[means[mine].argmin()] for mine in rows])
    updates, rates = results["updates"][best], results["lr"][best]
    panels = {
        "Updates to the target": (updates, (30, 350), (50, 100, 200)),
        "Samples to the target": (updates * sizes[:, None], (600, 40_000), (1000, 10_000)),
        "Best learning rate": (rates[:, None], (0.12, 1.2), (0.2, 0.4, 0.8)),
    }
    with look():
        figure = new_figure(740, 300)
        for ax, (title, panel) in zip(figure.subplots(1, 3), panels.items(), strict=True):
            dress(ax, title, "batch size $B$")
            _draw_over_sizes(ax, sizes, *panel)
        told = "; ".join(
            f"B = {B}: {mean:.0f} updates at the rate {lr:g}"
            for B, mean, lr in zip(sizes, updates.mean(axis=1), rates, strict=True)
        )
        return picture(
            figure,
            f"Updates (left) and samples (middle) until the loss on {N} digits is below {TARGET}, "
            "and the rate at which this takes the fewest updates (right), over the batch size, all "
            f"axes logarithmic, {updates.shape[1]} seeds. Means: {told}.",
            panels=3,
        )


def _draw_over_sizes(ax, sizes, runs, limits, ticks):
    """Draw a dot per run and a line through the means. sizes (S,), runs (S, seeds)"""
    if runs.shape[1] > 1:
        ax.plot(sizes, runs, "o", color=NETWORK.fill, markersize=4, alpha=0.5, markeredgewidth=0)
    ax.plot(sizes, runs.mean(axis=1), color=NETWORK.ink, marker="o", markersize=6)
    ax.set(xscale="log", yscale="log", ylim=limits)
    ax.set_xticks(sizes[::2], labels=map(str, sizes[::2]))
    ax.set_yticks(ticks, labels=[f"{tick:,}" for tick in ticks])
    ax.minorticks_off()
    ax.grid(axis="y")
