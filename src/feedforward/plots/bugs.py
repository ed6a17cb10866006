"""A gradient checked: the relative error of each array, and every entry against its nudge."""

from dataclasses import dataclass

import numpy as np
from matplotlib.patches import Rectangle

from feedforward.bugs import ARRAYS
from feedforward.gradcheck import relative_error

from .style import BLACK, BLUE, GREY, VERMILION, dress, legend_below

BELL = 1e-4
LOWEST, HIGHEST = 1e-12, 10.0


@dataclass(frozen=True)
class CheckArrays:
    """One network's gradients beside the nudges, by array of ARRAYS."""

    name: str  # of the network
    N: int
    activation: str
    given: dict
    nudged: dict
    errors: dict  # (by array) the relative error, a number
    fitting: tuple  # suspects that would give the same numbers here
    verdicts: dict  # what is suspected of each network, by its name; "" for nothing yet
    right: int  # how many of the verdicts are right
    note: str = ""

    @property
    def ringing(self):
        """The arrays whose error is above the bell's mark."""
        return [name for name in ARRAYS if not self.errors[name] <= BELL]


def errors_of(given, nudged, error=relative_error):
    """The relative error of each array."""
    return {name: float(error(given[name], nudged[name])) for name in ARRAYS}


def _bar_artists(ax):
    dress(ax, "Relative error of each array", "", "relative error (the largest of its entries)")
    ax.set(yscale="log", xlim=(-0.6, len(ARRAYS) - 0.4), ylim=(LOWEST, HIGHEST))
    ax.set_xticks(range(len(ARRAYS)), [f"d{name}" for name in ARRAYS])
    ax.axhline(BELL, color=BLACK, linestyle="--", linewidth=1.2, label="the bell rings above 1e-4")
    artists = {}
    for name, color, hatch, label in [("quiet", BLUE, None, "quiet"),
                                      ("ringing", VERMILION, "//", "rings")]:  # fmt: skip
        bars = [
            ax.add_patch(Rectangle((i - 0.35, LOWEST), 0.7, 0, fc=color, ec="white", hatch=hatch,
                                   label=label if i == 0 else None, zorder=2))
            for i in range(len(ARRAYS))
        ]  # fmt: skip
        artists[name] = bars
    legend_below(ax, None, 3)
    return artists


def draw_errors(ax, arrays, artists=None):
    """Draw a bar for the error of each array, hatched where the bell rings.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    artists = artists or _bar_artists(ax)
    for i, name in enumerate(ARRAYS):
        height = max(arrays.errors[name], 2 * LOWEST) - LOWEST
        rings = name in arrays.ringing
        artists["ringing"][i].set_height(height if rings else 0)
        artists["quiet"][i].set_height(0 if rings else height)
    return artists


def _entry_artists(ax):
    dress(ax, "Every entry", "by a nudge", "by the network's way back")
    ax.set(xlim=(-1.08, 1.08), ylim=(-1.08, 1.08))
    ax.set_xticks([-1, 0, 1], ["−", "0", "+"])
    ax.set_yticks([-1, 0, 1], ["−", "0", "+"])
    ax.plot([-2, 2], [-2, 2], "--", color=BLACK, linewidth=1.2, label="equal", zorder=1)
    ax.axhline(0, color=GREY, linewidth=0.6)
    ax.axvline(0, color=GREY, linewidth=0.6)
    looks = zip(("1", "2", "3"), ("o", "s", "^"), (BLUE, VERMILION, BLACK), strict=True)
    artists = {
        layer: ax.plot([], [], marker, color=color, mfc="none", mew=1.5, markersize=7,
                       label=f"layer {layer}", zorder=3)[0]
        for layer, marker, color in looks
    }  # fmt: skip
    legend_below(ax, None, 4)
    return artists


def draw_entries(ax, arrays, artists=None):
    """Draw each entry of all gradients as a point; the largest of each layer reaches the rim.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    artists = artists or _entry_artists(ax)
    for layer in "123":
        across, up = (
            np.concatenate([side[f"{kind}{layer}"].ravel() for kind in "Wb"])
            for side in (arrays.nudged, arrays.given)
        )
        scale = max(np.abs(across).max(), np.abs(up).max()) or 1.0
        artists[layer].set_data(across / scale, up / scale)
    return artists
