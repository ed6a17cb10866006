"""Training curves at several learning rates, and the loss that each rate ends with."""

from dataclasses import dataclass

import numpy as np

from feedforward.network import init_params
from feedforward.training import train

from .style import FONT_SIZE, MUTED, SERIES, TRAINING, dress, label_curve, number_by_powers

ROLES = {"too small": SERIES[1], "good": SERIES[0], "too large": SERIES[5]}


@dataclass(frozen=True)
class RateSearch:
    """Training losses over epochs for each rate and start."""

    rates: np.ndarray  # (R,)
    losses: np.ndarray  # (R, seeds, epochs)
    classes: int

    @property
    def ends(self):
        """Return the mean loss that each rate ends with, (R,)."""
        return self.losses[:, :, -1].mean(axis=1)

    @property
    def untrained(self):
        """Return log K, the loss of a classifier that gives every class the same probability."""
        return float(np.log(self.classes))


def search_rates(X, labels, sizes, rates, epochs, seeds):
    """Train from `seeds` starts at each rate, in batches of 32 -> RateSearch"""
    losses = [[_losses(X, labels, sizes, rate, epochs, seed) for seed in range(seeds)]
              for rate in rates]  # fmt: skip
    return RateSearch(np.array(rates), np.array(losses), sizes[-1])


def _losses(X, labels, sizes, rate, epochs, seed):
    rng = np.random.default_rng(seed)
    _, history = train(
        X, labels, init_params(list(sizes), rng), epochs=epochs, lr=rate, batch_size=32, rng=rng,
        progress=False,
    )  # fmt: skip
    return history["loss"]


def draw_training_curves(ax, search, chosen):
    """Draw the training losses at chosen rates. chosen: index of a rate by its name in ROLES"""
    dress(ax, "Read the curve", "epoch", "training loss $J$")
    for name, k in chosen.items():
        curve, role = search.losses[k].mean(axis=0), ROLES[name]
        epochs = np.arange(1, len(curve) + 1)
        ax.plot(epochs, curve, color=role.ink, linestyle=role.linestyle)
        ax.plot(epochs, curve, role.marker, color=role.fill, markersize=5.5)
        below = {"too small": -12, "good": 24}.get(name, 14)
        label_curve(
            ax, epochs[-1], curve[-1], f"{name}, $\\eta = {search.rates[k]:.2g}$", role,
            xytext=(2, below), ha="right",
        )  # fmt: skip
    # Beyond the last epoch, the dotted line is alone, and its name cannot be taken for a curve's.
    _draw_untrained(ax, search, epochs[-1] + 0.5, ":\n", va="top", xytext=(0, -3))
    ax.set(xlim=(0.7, epochs[-1] + 2.8), ylim=(0, 3.0), xticks=epochs)


def draw_rates(ax, search, chosen, used):
    """Draw the loss at the end over the rate, on a logarithmic axis.

    chosen: index of a rate by its name in ROLES, to mark; used: a rate to mark with a line
    """
    dress(ax, "Search on a log scale", "learning rate $\\eta$", "training loss $J$")
    ax.tick_params(labelleft=True)  # a narrow page stacks the panels
    ax.plot(search.rates, search.ends, color=TRAINING.ink, linewidth=1.4)
    ax.plot(search.rates, search.ends, "o", color=TRAINING.fill, markersize=5)
    for name, k in chosen.items():
        ax.plot(search.rates[k], search.ends[k], ROLES[name].marker, color=ROLES[name].fill,
                markersize=9.5, zorder=4)  # fmt: skip
    ax.axvline(used, color=MUTED, linewidth=1, linestyle=(0, (4, 2)), zorder=1)
    ax.annotate(
        f"$\\eta = {used:g}$, used below", (used, 3.0), (-4, -4), textcoords="offset points",
        ha="right", va="top", color=MUTED, fontsize=FONT_SIZE,
    )  # fmt: skip
    ax.set(xscale="log", ylim=(0, 3.0))
    _draw_untrained(ax, search, search.rates[0])
    ax.minorticks_off()
    number_by_powers(ax.xaxis)


def _draw_untrained(ax, search, x, colon=": ", **where):
    ax.axhline(search.untrained, color=MUTED, linewidth=0.8, linestyle=(0, (2, 2)), zorder=1)
    ax.annotate(
        f"guessing{colon}$J = {search.untrained:.1f}$", (x, search.untrained), color=MUTED,
        textcoords="offset points", fontsize=FONT_SIZE - 0.5,
        **{"va": "bottom", "xytext": (0, 3)} | where,
    )  # fmt: skip
