"""The figure of 6.3 that compares ways to prevent overfitting."""

import numpy as np

from feedforward.experiments import experiment
from feedforward.plots.picture import picture
from feedforward.plots.style import MUTED, SERIES, SMALL_SIZE, dress, look, new_figure

CHANGES = {
    "none": "no change",
    "width": "fewer units",
    "dropout": "dropout",
    "l2": "L2 penalty",
    "samples": "more samples",
}
SETTINGS = {"none": "200 units", "width": "{} units", "dropout": "drop {}", "l2": r"$\lambda$ = {}",
            "samples": "{} samples"}  # fmt: skip
ROLES = {"end": SERIES[1], "stopped": SERIES[0]}


def best_settings(results, change, when):
    """The row with the lowest mean validation loss among the settings of one change."""
    rows = [i for i, setting in enumerate(results.settings) if setting["change"] == change]
    return min(rows, key=lambda i: results[f"{when}_validation_loss"][i].mean())


def regularisers():
    """Show the loss on new samples for each way to prevent overfitting, at its best setting."""
    results = experiment("brakes")
    spoken = []
    with look():
        figure = new_figure(736, 430)
        ax = figure.add_subplot()
        dress(ax, "", "cross-entropy on new samples, logarithmic axis", "")
        ax.set(xscale="log", xlim=(0.18, 1.5), ylim=(len(CHANGES) - 0.1, -0.75))
        ax.set_xticks([0.2, 0.3, 0.5, 1], labels=["0.2", "0.3", "0.5", "1"])
        ax.minorticks_off()
        ax.set_yticks(range(len(CHANGES)), labels=list(CHANGES.values()))
        ax.tick_params(axis="y", length=0)
        alone = results["stopped_held_out_loss"][0].mean()
        ax.vlines(alone, -0.3, len(CHANGES) - 0.1, color=MUTED, linewidth=1,
                  linestyle=(0, (4, 3)), zorder=0)  # fmt: skip
        for place, change in enumerate(CHANGES):
            means = [_draw_runs(ax, results, change, when, place) for when in ROLES]
            spoken.append(f"{CHANGES[change]} {means[0]:.3f} and {means[1]:.3f}")
        seeds = results["end_accuracy"].shape[1]
        ax.text(alone * 1.02, len(CHANGES) - 0.35, "large network with early stopping, mean",
                va="center", color=MUTED, fontsize=SMALL_SIZE)  # fmt: skip
        ax.text(1.48, len(CHANGES) - 1, f"large mark: mean of {seeds} seeds\nsmall mark: one seed",
                va="center", ha="right", color=MUTED, fontsize=SMALL_SIZE)  # fmt: skip
        ax.text(0.62, -0.5, "at the end of training", color=ROLES["end"].ink)
        ax.text(0.205, -0.5, "with early stopping", color=ROLES["stopped"].ink)
        return picture(
            figure,
            "Mean loss on new samples at the end of training and with early stopping, over "
            f"{seeds} seeds, each change at its best setting: "
            + "; ".join(spoken) + ".",
        )  # fmt: skip


def _draw_runs(ax, results, change, when, place):
    """Draw a small mark per seed, a large one at the mean, and the setting -> the mean."""
    row, role = best_settings(results, change, when), ROLES[when]
    losses = results[f"{when}_held_out_loss"][row]
    y = place + (-0.17 if when == "end" else 0.17)
    spread = y + 0.045 * (np.arange(len(losses)) % 3 - 1)
    ax.plot(losses, spread, "o", color=role.ink, alpha=0.7, markersize=4, markeredgewidth=0)
    inside = role.ink if when == "end" else "white"
    ax.plot(losses.mean(), y, "o", color=inside, markersize=11, markeredgecolor=role.ink,
            markeredgewidth=2.2, zorder=4)  # fmt: skip
    setting = SETTINGS[change].format(results.settings[row]["value"])
    ax.text(1.02, y, f"mean {losses.mean():.3f}  ({setting})", va="center", color=role.ink,
            fontsize=SMALL_SIZE, transform=ax.get_yaxis_transform())  # fmt: skip
    return losses.mean()
