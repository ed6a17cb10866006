"""From logits to probabilities to the loss of one sample, as bars."""

from dataclasses import dataclass

import numpy as np

from feedforward.losses import softmax

from .bars import frame, grown, make_bars, move_bars
from .style import FONT_SIZE, MUTED, NETWORK, SERIES, dress

CLASSES = 4
OTHERS, LABEL = NETWORK, SERIES[1]
PLACES = np.arange(CLASSES)


@dataclass(frozen=True)
class SoftmaxArrays:
    """One sample, from its logits to its loss."""

    out: np.ndarray  # (4,)
    S: np.ndarray  # (4,), the shares
    losses: np.ndarray  # (4,), -log S: the loss, if this class were the label
    label: int
    note: str = ""


def softmax_arrays(out, label, softmax=softmax):
    """Compute S and the losses of one sample's out (4,) -> SoftmaxArrays."""
    S = softmax(out[np.newaxis])[0]
    with np.errstate(divide="ignore"):
        losses = np.where(S > 0, -np.log(np.maximum(S, 0)), np.inf)
    return SoftmaxArrays(out, S, losses, label)


def _artists(ax, title, low, high):
    # Room for the word below the label's bar, and for wider numbers at larger limits.
    dress(ax, title, " ", " ")
    ax.set(xlim=(-0.6, CLASSES - 0.4), ylim=(low, high))
    ax.set_xticks(PLACES, [f"class {k}" for k in PLACES])
    ax.tick_params(axis="x", length=0)
    ax.grid(axis="y")
    ax.axhline(0, color=MUTED, linewidth=0.8)
    bars, words = make_bars(ax, PLACES, 0.7, OTHERS, linewidth=1.2)
    below = ax.text(
        0, -0.11, "the label", transform=ax.get_xaxis_transform(), ha="center", va="top",
        color=LABEL.ink, fontsize=FONT_SIZE, fontweight="semibold",
    )  # fmt: skip
    return {"bars": bars, "words": words, "label": below}


def _mark(artists, label, others):
    """Colour the label's bar, and name it below; the edges let pale bars stand out."""
    for place, bar in enumerate(artists["bars"]):
        bar.set_facecolor(LABEL.fill if place == label else others)
        bar.set_edgecolor(LABEL.fill if place == label else OTHERS.fill)
    artists["label"].set_x(label)


def draw_logits(ax, arrays, artists=None):
    """Draw the outputs of one sample; given its artists, move them."""
    limit = grown(np.abs(arrays.out).max(), 4.0) * 1.15
    artists = artists or _artists(ax, "Logits", -limit, limit)
    frame(ax, -limit, limit)
    ticks = limit / 2.3 * np.arange(-2, 3)  # whole numbers
    if not np.array_equal(ax.get_yticks(), ticks):  # only then: it draws the background again
        ax.set_yticks(ticks)
    _mark(artists, arrays.label, OTHERS.fill)
    move_bars(ax, artists["bars"], artists["words"], arrays.out)
    return artists


def draw_shares(ax, arrays, artists=None):
    """Draw the probabilities that softmax makes of them; given its artists, move them."""
    artists = artists or _share_artists(ax)
    _mark(artists, arrays.label, OTHERS.fill)
    move_bars(ax, artists["bars"], artists["words"], arrays.S)
    return artists


def _share_artists(ax):
    artists = _artists(ax, "Softmax: probabilities $S_k$", 0, 1.12)
    ax.set_yticks([0, 0.5, 1])
    return artists


def draw_losses(ax, arrays, artists=None):
    """Draw -log S_k: J for the label, and what J would be for another; moves its artists."""
    finite = arrays.losses[np.isfinite(arrays.losses)]
    limit = grown(max(finite, default=0.0), 5.0) * 1.15
    artists = artists or _artists(ax, "Loss for each label: $-\\log\\,S_k$", 0, limit)
    frame(ax, min(0.0, 1.2 * min(finite, default=0.0)), limit)
    _mark(artists, arrays.label, OTHERS.tint)
    move_bars(ax, artists["bars"], artists["words"], arrays.losses)
    return artists
