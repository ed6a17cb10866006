"""How hard two losses pull at a confident error: arrays over the margin, and curves."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from feedforward.losses import (
    cross_entropy,
    cross_entropy_backward,
    mse_on_softmax,
    mse_on_softmax_backward,
)

from .style import BLACK, FONT_SIZE, GREY, LINES, TITLE_SIZE, dress

LIMIT = 12.0
MARGINS = np.linspace(-LIMIT, LIMIT, 97)
STEPS = 100
LABEL = np.array([0])
NAMES = ("cross-entropy", "squared error on S")
LOOKS = (LINES[2], LINES[4])
MARKERS = ("o", "s")
SCALES = ("as it is", "size, log axis")
TINY = 1e-7  # the log axis begins here


@dataclass(frozen=True)
class ErrorArrays:
    """Both losses, in the order of NAMES, over the margin and at one margin."""

    margin: float
    J: tuple  # two of (97,), over MARGINS
    slope: tuple  # two of (97,), dJ/dout of the label's logit
    J_here: tuple  # two numbers
    slope_here: tuple  # two numbers
    walks: tuple  # two of (STEPS + 1,): the margin, step by step
    scale: str
    note: str = ""


def logits(margin, classes):
    """One sample whose label, class 0, leads all other classes by the margin -> (1, classes)."""
    out = np.zeros((1, classes))
    out[0, 0] = margin
    return out


def loss_at(loss, margin, classes):
    """J of one sample at a margin."""
    return float(loss(logits(margin, classes), LABEL))


def slope_at(backward, margin, classes):
    """dJ/dout of the label's logit at a margin."""
    return float(backward(logits(margin, classes), LABEL)[0, 0])


@lru_cache(maxsize=32)
def over_margins(value_at, function, classes):
    """loss_at or slope_at, at each of MARGINS -> (97,)."""
    return np.array([value_at(function, margin, classes) for margin in MARGINS])


def walk(backward, margin, classes, rate):
    """The margin while the logits follow their own slope down, STEPS times -> (STEPS + 1,)."""
    out, margins = logits(margin, classes), [margin]
    for _ in range(STEPS):
        out = out - rate * backward(out, LABEL)
        margins.append(out[0, 0] - out[0, 1:].max())
    return np.array(margins)


def error_arrays(margin, classes, rate, scale, backward=cross_entropy_backward):
    """Compute both losses and their slopes -> ErrorArrays.

    `backward(out, labels)` gives dJ/dout of the cross-entropy.
    """
    losses, backwards = (cross_entropy, mse_on_softmax), (backward, mse_on_softmax_backward)
    return ErrorArrays(
        margin=margin,
        J=tuple(over_margins(loss_at, loss, classes) for loss in losses),
        slope=tuple(over_margins(slope_at, of, classes) for of in backwards),
        J_here=tuple(loss_at(loss, margin, classes) for loss in losses),
        slope_here=tuple(slope_at(of, margin, classes) for of in backwards),
        walks=tuple(walk(of, margin, classes, rate) for of in backwards),
        scale=scale,
    )


def two_axes(figure):
    """Axes for the losses, and below them for their slopes."""
    return figure.subplots(2, 1, sharex=True)


def _curves(ax, kind):
    """A curve and a point for each loss, and a line at the margin; they move."""
    artists = {f"{kind} here": ax.axvline(0, color=GREY, linestyle=":", linewidth=1.2)}
    for name, look, marker in zip(NAMES, LOOKS, MARKERS, strict=True):
        artists[f"{kind} {name}"] = ax.plot(
            [], [], linestyle=look.linestyle, color=look.color, linewidth=2, label=name
        )[0]
        artists[f"{kind} point {name}"] = ax.plot(
            [], [], marker, color=look.color, mec=BLACK, markersize=7, zorder=4
        )[0]
    return artists


def _loss_artists(axes):
    dress(axes[0], "The loss", "", "J")
    axes[0].set(xlim=(-LIMIT, LIMIT), ylim=(-0.5, LIMIT + 1))
    dress(axes[1], "Its slope: dJ/dout of the label", "margin of the label", "")
    artists = _curves(axes[0], "J") | _curves(axes[1], "slope")
    axes[0].legend(loc="upper right", frameon=False, fontsize=FONT_SIZE - 1)
    return artists


def _slope_axis(ax, scale):
    """Give the slope's axis its scale where it has another."""
    kind = "log" if scale == SCALES[1] else "linear"
    if ax.get_yscale() == kind and ax.get_ylabel():
        return
    ax.set_yscale(kind)
    ax.set_ylim(*((TINY, 4.0) if kind == "log" else (-1.2, 0.2)))
    ax.set_ylabel("size of the slope" if kind == "log" else "slope", fontsize=FONT_SIZE)
    ax.set_title(f"Its slope: dJ/dout of the label, {scale}", fontsize=TITLE_SIZE)


def draw_losses_and_slopes(axes, arrays, artists=None):
    """Draw both losses over the margin, and below them their slopes; moves given artists."""
    artists = artists or _loss_artists(axes)
    _slope_axis(axes[1], arrays.scale)
    as_shown = np.abs if arrays.scale == SCALES[1] else np.asarray
    for index, name in enumerate(NAMES):
        artists[f"J {name}"].set_data(MARGINS, arrays.J[index])
        artists[f"J point {name}"].set_data([arrays.margin], [arrays.J_here[index]])
        artists[f"slope {name}"].set_data(MARGINS, as_shown(arrays.slope[index]))
        point = as_shown(arrays.slope_here[index])
        artists[f"slope point {name}"].set_data([arrays.margin], [point])
    for kind in ("J", "slope"):
        artists[f"{kind} here"].set_xdata([arrays.margin] * 2)
    return artists


def draw_walks(ax, arrays, artists=None):
    """Draw how the margin grows while each loss is followed downhill; moves given artists."""
    if artists is None:
        dress(ax, f"{STEPS} steps downhill", "step", "margin of the label")
        ax.set(xlim=(0, STEPS), ylim=(-LIMIT - 1, LIMIT + 7))
        ax.axhline(0, color=GREY, linewidth=0.8)
        ax.text(STEPS - 1, 0.3, "right above this line", ha="right", fontsize=FONT_SIZE - 1)
        artists = _curves(ax, "walk")
        artists.pop("walk here").remove()
        ax.legend(loc="upper right", frameon=False, fontsize=FONT_SIZE - 1)
    for index, name in enumerate(NAMES):
        steps = np.arange(STEPS + 1)
        artists[f"walk {name}"].set_data(steps, arrays.walks[index])
        artists[f"walk point {name}"].set_data(steps[:1], arrays.walks[index][:1])
    return artists
