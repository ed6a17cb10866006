"""Figures of section 6.8: training with one's own gradients."""

import numpy as np

from feedforward.data import digits
from feedforward.plots.picture import picture
from feedforward.plots.rate_search import draw_rates, draw_training_curves, search_rates
from feedforward.plots.style import look, new_figure

SAMPLES, SIZES, EPOCHS, SEEDS = 600, (64, 32, 10), 8, 2
RATES = 10.0 ** (np.arange(12) / 3 - 3)


def rate_search():
    """Show training curves at three learning rates, and the loss over a whole range of rates."""
    X, labels = (part[:SAMPLES] for part in digits(np.random.default_rng(0)).train)
    search = search_rates(X, labels, SIZES, RATES, EPOCHS, SEEDS)
    best = int(np.argmin(search.ends))
    chosen = {"too small": 3, "good": best, "too large": len(RATES) - 1}
    with look():
        figure = new_figure(720, 320)
        axes = figure.subplots(1, 2, sharey=True)
        draw_training_curves(axes[0], search, chosen)
        draw_rates(axes[1], search, chosen)
        told = ", ".join(
            f"{name} ({RATES[k]:.2g}): {search.ends[k]:.2f}" for name, k in chosen.items()
        )
        return picture(
            figure,
            f"Training loss of a network on {SAMPLES} images of digits. After {EPOCHS} epochs, the "
            f"mean of {SEEDS} starts: {told}. Over rates from {RATES[0]:g} to {RATES[-1]:.2g}, "
            "on a logarithmic axis, the loss falls, is lowest around the good rate, and jumps to "
            f"log {SIZES[-1]} = {search.untrained:.2f}, the loss of an untrained classifier.",
        )
