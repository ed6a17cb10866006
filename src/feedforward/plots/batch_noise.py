"""Gradients of batches around the gradient of all samples, and how their spread shrinks."""

import numpy as np
from matplotlib.ticker import NullLocator

from .style import (
    FONT_SIZE,
    GRADIENT,
    INK,
    MUTED,
    PAPER,
    SERIES,
    SMALL_SIZE,
    TRAINING,
    dress,
    label_curve,
)

ONCE = TRAINING
CLOUDS = {1: SERIES[1], 4: SERIES[3], 16: SERIES[0]}  # batch sizes


def batch_gradients(per_sample, batch_size, draws, rng, replace=True):
    """Mean gradients of random batches. per_sample (N, P) -> (draws, P)"""
    N = len(per_sample)
    if replace:
        rows = rng.integers(0, N, (draws, batch_size))
    else:
        rows = rng.permuted(np.tile(np.arange(N), (draws, 1)), axis=1)[:, :batch_size]
    return per_sample[rows].mean(axis=1)


def draw_clouds(ax, clouds, mean):
    """Draw the gradients of batches as points, small batches below. clouds: (draws, 2) by size"""
    dress(
        ax, "Gradients of single batches", "$\\partial J/\\partial w$", "$\\partial J/\\partial b$"
    )
    for order, (size, points) in enumerate(sorted(clouds.items())):
        role = CLOUDS[size]
        ax.plot(*points.T, role.marker, color=role.ink, markersize=6 - order, alpha=0.8,
                markeredgewidth=0.4, zorder=order + 2, label=f"$B = {size}$")  # fmt: skip
    ax.plot(*mean, "X", color=INK, markersize=11, zorder=8, linestyle="", label="all samples")
    key = ax.legend(loc="lower right", handletextpad=0.1, fontsize=FONT_SIZE,
                    labelcolor=INK)  # fmt: skip
    key.set_zorder(9)


def draw_noise_law(ax, sizes, laws, measured):
    """Draw the standard error of a batch's gradient over its size, with and without replacement.

    sizes (S,); laws, measured: (S,) by the name of the draw
    """
    dress(ax, "Standard error of $\\partial J/\\partial w$", "batch size $B$")
    # The discs are hollow, so that the triangles can be seen in them where both coincide.
    hollow = {"markerfacecolor": PAPER, "markeredgewidth": 1.6, "markersize": 10, "zorder": 2.5}
    looks = {
        "without replacement": (ONCE, "--", hollow | {"markeredgecolor": ONCE.ink}),
        "with replacement": (GRADIENT, "-", {"markersize": 6.5, "markeredgewidth": 0, "zorder": 3}),
    }
    for name, (role, dashes, points) in looks.items():
        shown = laws[name] > 0
        ax.plot(sizes[shown], laws[name][shown], dashes, color=role.ink, linewidth=1.6)
        ax.plot(sizes[shown], measured[name][shown], role.marker, color=role.ink, **points)
    ax.set(xscale="log", yscale="log")
    ax.set_xticks(sizes, [str(size) for size in sizes])
    ax.xaxis.set_minor_locator(NullLocator())
    ax.yaxis.set_minor_locator(NullLocator())
    top = laws["with replacement"]
    label_curve(
        ax, sizes[2], top[2], "with replacement:\n$\\propto 1/\\sqrt{B}$", GRADIENT, xytext=(8, 12)
    )
    ax.set_yticks([0.05, 0.1, 0.2, 0.4], ["0.05", "0.1", "0.2", "0.4"])
    ax.set_ylim(0.045, 0.42)


def note_at(ax, place, text, role=None, **where):
    """Write a small remark beside a point."""
    ax.annotate(
        text, place, textcoords="offset points", fontsize=SMALL_SIZE + 0.5,
        color=role.ink if role else MUTED, **{"xytext": (8, 0), "va": "center"} | where,
    )  # fmt: skip
