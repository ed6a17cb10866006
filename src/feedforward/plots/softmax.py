"""From logits to probabilities to the loss, for one sample: arrays, and bars."""

from dataclasses import dataclass

import numpy as np

from feedforward.losses import softmax

from .bars import frame, grown, make_bars, move_bars
from .style import BLACK, FONT_SIZE, ORANGE, SKY, dress

CLASSES = 4
PLACES = np.arange(CLASSES)


@dataclass(frozen=True)
class SoftmaxArrays:
    """One sample's way from its outputs to its loss."""

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
    dress(ax, title, "class", "")
    ax.set(xlim=(-0.6, CLASSES - 0.4), ylim=(low, high))
    ax.set_xticks(PLACES)
    ax.axhline(0, color=BLACK, linewidth=0.8)
    bars, words = make_bars(ax, PLACES, 0.7, SKY)
    return {"bars": bars, "words": words}


def _mark(bars, label):
    """Hatch the label's bar, in a second colour."""
    for place, bar in enumerate(bars):
        bar.set_facecolor(ORANGE if place == label else SKY)
        bar.set_hatch("//" if place == label else None)


def draw_logits(ax, arrays, artists=None):
    """Draw the outputs of one sample, the label's hatched; given its artists, move them."""
    limit = grown(np.abs(arrays.out).max(), 4.0) * 1.15
    artists = artists or _artists(ax, "Logits: out", -limit, limit)
    frame(ax, -limit, limit)
    _mark(artists["bars"], arrays.label)
    move_bars(ax, artists["bars"], artists["words"], arrays.out)
    return artists


def draw_shares(ax, arrays, artists=None):
    """Draw the shares that softmax makes of them; given its artists, move them."""
    artists = artists or _artists(ax, "Probabilities: S", 0, 1.12)
    _mark(artists["bars"], arrays.label)
    move_bars(ax, artists["bars"], artists["words"], arrays.S)
    return artists


def draw_losses(ax, arrays, artists=None):
    """Draw -log S: the label's is the loss, the others' what it would be; moves its artists."""
    finite = arrays.losses[np.isfinite(arrays.losses)]
    limit = grown(max(finite, default=0.0), 5.0) * 1.15
    artists = artists or _loss_artists(ax, limit)
    frame(ax, min(0.0, 1.2 * min(finite, default=0.0)), limit)
    _mark(artists["bars"], arrays.label)
    move_bars(ax, artists["bars"], artists["words"], arrays.losses)
    return artists


def _loss_artists(ax, limit):
    artists = _artists(ax, "Loss for each label: −log S", 0, limit)
    ax.bar([0], [0], color=ORANGE, hatch="//", edgecolor=BLACK, label="the label: J")
    ax.legend(loc="upper right", frameon=False, fontsize=FONT_SIZE - 1.5)
    return artists
