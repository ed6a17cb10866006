"""Two losses and their slopes at a confident error, over the margin of the label."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from feedforward.losses import (
    cross_entropy,
    cross_entropy_backward,
    mse_on_softmax,
    mse_on_softmax_backward,
)

from .labels import spread
from .style import FAINT, FONT_SIZE, MUTED, SERIES, SMALL_SIZE, TITLE_SIZE, ZONE, dress, label_curve

LIMIT = 12.0
MARGINS = np.linspace(-LIMIT, LIMIT, 97)
STEPS = 100
LABEL = np.array([0])
NAMES = ("cross-entropy", "squared error on S")
ROLES = SERIES[:2]  # in the order of NAMES
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
    """Return logits (1, classes) in which the label, class 0, leads all others by the margin."""
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
    """Evaluate loss_at or slope_at at each of MARGINS -> (97,)."""
    return np.array([value_at(function, margin, classes) for margin in MARGINS])


def walk(backward, margin, classes, rate):
    """Return the margin over STEPS steps of descent on the logits -> (STEPS + 1,)."""
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
    """Make axes for the losses, and below them for their slopes."""
    return figure.subplots(2, 1, sharex=True)


def _curves(ax, kind):
    """A curve and a point for each loss; they move. The square can be seen behind the disc."""
    artists = {}
    for name, role, size in zip(NAMES, ROLES, (7, 10), strict=True):
        artists[f"{kind} {name}"] = ax.plot([], [], linestyle=role.linestyle, color=role.ink)[0]
        artists[f"{kind} point {name}"] = ax.plot(
            [], [], role.marker, color=role.ink, markersize=size, zorder=5 - 0.1 * size
        )[0]
    return artists


def _loss_artists(axes):
    dress(axes[0], "The loss of one sample", "", "$J$")
    axes[0].set(xlim=(-LIMIT, LIMIT), ylim=(-0.5, LIMIT + 1), yticks=[0, 4, 8, 12])
    dress(axes[1], "Its slope", "margin of the label's logit", "")
    artists = _curves(axes[0], "J") | _curves(axes[1], "slope")
    for kind, ax in zip(("J", "slope"), axes, strict=True):
        ax.grid(axis="y")
        artists[f"{kind} here"] = ax.axvline(0, color=MUTED, linestyle=(0, (2, 2)), linewidth=1)
    for name, role, where in zip(NAMES, ROLES, ((10, 4), (6, 14)), strict=True):
        artists[f"name {name}"] = label_curve(axes[0], 0, 0, name, role, xytext=where)
    return artists


def _slope_axis(ax, scale):
    """Give the slope's axis its scale where it has another."""
    kind = "log" if scale == SCALES[1] else "linear"
    if ax.get_yscale() == kind and ax.get_ylabel():
        return
    ax.set_yscale(kind)
    if kind == "log":
        ax.set(ylim=(TINY, 4.0), yticks=10.0 ** np.arange(-6, 1, 2))
        ax.minorticks_off()
    else:
        ax.set(ylim=(-1.2, 0.2), yticks=[-1, -0.5, 0])
    ax.set_ylabel("$|\\partial J/\\partial out|$" if kind == "log" else
                  "$\\partial J/\\partial out$", fontsize=FONT_SIZE + 1)  # fmt: skip
    title = "The size of its slope, log axis" if kind == "log" else "Its slope"
    ax.set_title(title, fontsize=TITLE_SIZE, loc="left", fontweight="semibold")


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
    steep = np.argmin(np.abs(arrays.J[0] - LIMIT / 2))
    for name, J, k in zip(NAMES, arrays.J, (steep, 0), strict=True):
        artists[f"name {name}"].xy = MARGINS[k], J[k]
    for kind in ("J", "slope"):
        artists[f"{kind} here"].set_xdata([arrays.margin] * 2)
    return artists


def draw_walks(ax, arrays, artists=None):
    """Draw how the margin grows while each loss is followed downhill; moves given artists."""
    artists = artists or _walk_artists(ax)
    steps = np.arange(STEPS + 1)
    ends = spread([walk[-1] for walk in arrays.walks], 1.6, -LIMIT, LIMIT + 6)
    for name, walk, end in zip(NAMES, arrays.walks, ends, strict=True):
        artists[f"walk {name}"].set_data(steps, walk)
        artists[f"walk point {name}"].set_data(steps[:1], walk[:1])
        artists[f"walk name {name}"].set_y(end)
    return artists


def _walk_artists(ax):
    dress(ax, f"{STEPS} steps downhill", "step", "margin of the label's logit")
    ax.set(xlim=(-2, STEPS * 1.42), ylim=(-LIMIT - 5, LIMIT + 7), xticks=np.arange(0, 101, 25),
           yticks=[-10, 0, 10])  # fmt: skip
    ax.axhspan(0, LIMIT + 7, color=ZONE, linewidth=0, zorder=0)
    ax.axhline(0, color=FAINT, linewidth=1)
    ax.text(2, LIMIT + 6.2, "classified correctly", va="top", fontsize=SMALL_SIZE, color=MUTED)
    ax.text(2, -LIMIT - 4.4, "wrong", va="bottom", fontsize=SMALL_SIZE, color=MUTED)
    artists = _curves(ax, "walk")
    for name, role in zip(NAMES, ROLES, strict=True):
        artists[f"walk name {name}"] = ax.text(
            STEPS * 1.02, 0, name.removesuffix(" on S"), color=role.ink, fontsize=FONT_SIZE,
            va="center",
        )  # fmt: skip
    return artists
