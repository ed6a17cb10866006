"""Figures of section 6.8: training with one's own gradients."""

import numpy as np

from feedforward.activations import relu
from feedforward.data import digits, xor_points
from feedforward.network import forward, init_params, predict
from feedforward.plots import draw_hidden_plane, draw_input_plane, xor_arrays
from feedforward.plots.picture import picture
from feedforward.plots.rate_search import draw_rates, draw_training_curves, search_rates
from feedforward.plots.style import FAINT, GRADIENT, INK, NETWORK, dress, look, new_figure
from feedforward.training import train

SAMPLES, SIZES, EPOCHS, SEEDS = 600, (64, 32, 10), 8, 2
RATE_USED = 0.3  # by the training that follows the figure in 6.8
RATES = np.sort([*10.0 ** (np.arange(12) / 3 - 3), RATE_USED])
XOR_WIDTHS, XOR_STARTS = (2, 3, 4, 8, 16), 40
OUTCOMES = (
    "all four right",
    "all four right, although a unit is off at every point",
    "wrong, and a unit is off at every point",
    "wrong otherwise",
)


def rate_search():
    """Show training curves at three learning rates, and the loss over a whole range of rates."""
    X, labels = (part[:SAMPLES] for part in digits(np.random.default_rng(0)).train)
    search = search_rates(X, labels, SIZES, RATES, EPOCHS, SEEDS)
    used, best = int(np.argmin(abs(RATES - RATE_USED))), int(np.argmin(search.ends))
    chosen = {"too small": 3, "good": used, "too large": len(RATES) - 1}
    with look():
        figure = new_figure(740, 330)
        axes = figure.subplots(1, 2, sharey=True)
        draw_training_curves(axes[0], search, chosen)
        draw_rates(axes[1], search, chosen, used=RATE_USED)
        told = ", ".join(
            f"{name} ({RATES[k]:.2g}): {search.ends[k]:.2f}" for name, k in chosen.items()
        )
        return picture(
            figure,
            f"Training loss of a network on {SAMPLES} images of digits. After {EPOCHS} epochs, the "
            f"mean of {SEEDS} starts: {told}. Over rates from {RATES[0]:g} to {RATES[-1]:.2g}, "
            f"on a logarithmic axis, the loss falls, is lowest at {RATES[best]:.2g}, and at the "
            f"next rate jumps to log {SIZES[-1]} = {search.untrained:.2f}, the loss of a "
            "classifier that gives every class the same probability. "
            f"A vertical line marks {RATE_USED:g}, the rate of the next training.",
            panels=2,
        )


def learned_xor(params=None):
    """Show what a 2-2-2 ReLU network has made of XOR: its input plane and its hidden plane.

    params: [(W (2, 2), b (2,)), (W (2, 2), b (2,))], without them those of the first start from
    which 300 updates find XOR. The difference of the two logits, plus 1/2, is the out of 6.1.
    """
    (W, c), (W2, b2) = params or _first_success()
    arrays = xor_arrays(W, c, W2[:, 1] - W2[:, 0], b2[1] - b2[0] + 0.5)
    with look():
        figure = new_figure(740, 384)
        axes = figure.subplots(1, 2, width_ratios=(1, 1.25))
        draw_input_plane(axes[0], arrays, cut_name="class 1")
        draw_hidden_plane(axes[1], arrays, cut_name="class 1", other_name="class 0", track=False)
        high = arrays.frame[1]
        low = np.minimum(arrays.h.min(axis=0), 0) - 0.2 * high  # no more of what relu cannot reach
        axes[1].set(xlim=(low[0], high), ylim=(low[1], high))
        for ax in axes:
            ax.set_anchor("N")
        title = r"Hidden plane, $Z = \mathrm{relu}(XW_1 + b_1)$"
        dress(axes[1], title, "hidden unit 1", "hidden unit 2")
        places = ", ".join(f"({a:.2f}, {b:.2f})" for a, b in arrays.Z)
        return picture(
            figure,
            f"A trained network with two hidden units gets {arrays.right.sum()} of the 4 points "
            "of XOR right. Left, the input plane with class 1 shaded. Right, the hidden plane, to "
            f"which it sends (0,0), (0,1), (1,0), (1,1) as {places}.",
            panels=2,
        )


def count_xor_starts(width):
    """Train XOR_STARTS networks with one hidden layer -> counts of OUTCOMES (4,)."""
    X, y = xor_points()
    counts = [0, 0, 0, 0]
    for seed in range(XOR_STARTS):
        params = _trained_on_xor(width, seed)
        out, [(h, _)] = forward(X, params, relu)
        always_off = (h <= 1e-9).all(axis=0).any()
        if (out.argmax(axis=1) == y).all():
            counts[1 if always_off else 0] += 1
        else:
            counts[2 if always_off else 3] += 1
    return counts


def xor_starts():
    """Show for 2 to 16 hidden units how many random starts learn XOR, and how the others fail."""
    counts = np.array([count_xor_starts(width) for width in XOR_WIDTHS])
    rows = np.arange(len(XOR_WIDTHS))
    with look():
        figure = new_figure(458, 340)
        ax = figure.add_subplot()
        dress(ax, "", f"of {XOR_STARTS} random starts", "hidden units")
        left = np.zeros(len(rows))
        looks = (
            (NETWORK.fill, "white"), (NETWORK.tint, NETWORK.ink), (GRADIENT.tint, GRADIENT.ink),
            (FAINT, INK),
        )  # fmt: skip
        for name, part, (fill, ink) in zip(OUTCOMES, counts.T, looks, strict=True):
            some = part > 0  # the edge of an empty bar would still be drawn
            ax.barh(rows[some], part[some], left=left[some], height=0.68, color=fill,
                    edgecolor=ink, linewidth=0.6, label=name)  # fmt: skip
            for row, (start, count) in enumerate(zip(left, part, strict=True)):
                if count:
                    ax.text(start + count / 2, row, count, ha="center", va="center", color=ink)
            left = left + part
        ax.legend(loc="lower left", bbox_to_anchor=(-0.02, 1), labelcolor=INK, handlelength=1.4)
        ax.set(yticks=rows, xlim=(0, XOR_STARTS), ylim=(len(rows) - 0.5, -0.5))
        ax.set_yticklabels(XOR_WIDTHS)
        ax.tick_params(axis="y", length=0)
        told = "; ".join(
            f"{width} units: {', '.join(map(str, found))}"
            for width, found in zip(XOR_WIDTHS, counts, strict=True)
        )
        return picture(
            figure,
            f"Outcomes of {XOR_STARTS} random starts, counted as {'; '.join(OUTCOMES)}. {told}.",
        )


def _trained_on_xor(width, seed):
    rng = np.random.default_rng(seed)
    params, _ = train(
        *xor_points(), init_params([2, width, 2], rng), epochs=300, lr=0.5, rng=rng,
        record_every=300, progress=False,
    )  # fmt: skip
    return params


def _first_success():
    X, y = xor_points()
    for seed in range(40):
        params = _trained_on_xor(2, seed)
        if (predict(X, params) == y).all():
            return params
    raise RuntimeError("None of 40 starts has found XOR.")
