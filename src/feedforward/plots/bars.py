"""Bars with their numbers: what the pictures of probabilities and losses are made of."""

import numpy as np

from feedforward.formatting import decimal

from .labels import halo
from .style import INK, PAPER, SMALL_SIZE


def make_bars(ax, places, width, role, **looks):
    """Bars of height 0 and an empty word for each -> (bars, words); `move_bars` moves them."""
    bars = ax.bar(places, 0, width, **{"color": role.fill, "linewidth": 0} | looks)
    pill = {"boxstyle": "round,pad=0.15", "fc": PAPER, "ec": "none", "alpha": 0.85}
    words = [
        ax.text(
            place,
            0,
            "",
            ha="center",
            fontsize=SMALL_SIZE,
            color=INK,
            bbox=pill,
            zorder=5,
            path_effects=halo(),
        )  # fmt: skip
        for place in places
    ]
    return list(bars), words


def move_bars(ax, bars, words, heights, places=2):
    """Give bars their heights; one that does not fit, or is infinite, ends at the edge.

    places: decimals of the numbers
    """
    low, high = ax.get_ylim()
    gap = 0.02 * (high - low)
    for bar, word, height in zip(bars, words, heights, strict=True):
        end = min(max(height, low), high)
        bar.set_height(end)
        word.set_text(decimal(height, places))
        # A number that would leave the axes stands inside its bar.
        upwards = height >= 0
        fits = end < high - 4 * gap if upwards else end > low + 4 * gap
        above = upwards == fits
        word.set_y(end + gap if above else end - gap)
        word.set_va("bottom" if above else "top")
        word.get_bbox_patch().set_visible(not fits)  # only in a bar: it would cut the grid lines


def frame(ax, low, high):
    """Set the vertical limits where they differ: only then is the background drawn again."""
    if not np.allclose(ax.get_ylim(), (low, high)):
        ax.set_ylim(low, high)


def grown(value, start=5.0):
    """The smallest of start, 2 start, 4 start, ... that holds value; start where it is infinite."""
    if not np.isfinite(value) or value <= start:
        return start
    return start * 2.0 ** np.ceil(np.log2(value / start))
