"""Figures of section 6.8: training with one's own gradients."""

import numpy as np

from feedforward.data import digits, xor_points
from feedforward.network import init_params, predict
from feedforward.plots import draw_hidden_plane, draw_input_plane, xor_arrays
from feedforward.plots.picture import picture
from feedforward.plots.rate_search import draw_rates, draw_training_curves, search_rates
from feedforward.plots.style import look, new_figure
from feedforward.training import train

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


def learned_xor(params=None):
    """Show what a 2-2-2 ReLU network has made of XOR: its input plane and its hidden plane.

    params: [(W (2, 2), b (2,)), (W (2, 2), b (2,))], without them those of the first start from
    which 300 updates find XOR. The difference of the two logits, plus 1/2, is the out of 6.1.
    """
    (W, c), (W2, b2) = params or _first_success()
    arrays = xor_arrays(W, c, W2[:, 1] - W2[:, 0], b2[1] - b2[0] + 0.5)
    with look():
        figure = new_figure(720, 380)
        axes = figure.subplots(1, 2)
        draw_input_plane(axes[0], arrays)
        draw_hidden_plane(axes[1], arrays)
        places = ", ".join(f"({a:.2f}, {b:.2f})" for a, b in arrays.Z)
        return picture(
            figure,
            f"A trained network with two hidden units gets {arrays.right.sum()} of the four points "
            "of XOR right. Left, the input plane with class 1 shaded. Right, the hidden plane, to "
            f"which it sends (0,0), (0,1), (1,0), (1,1) as {places}.",
        )


def _first_success():
    X, y = xor_points()
    for seed in range(40):
        rng = np.random.default_rng(seed)
        params, _ = train(
            X, y, init_params([2, 2, 2], rng), epochs=300, lr=0.5, rng=rng, record_every=300,
            progress=False,
        )  # fmt: skip
        if (predict(X, params) == y).all():
            return params
    raise RuntimeError("None of 40 starts has found XOR.")
