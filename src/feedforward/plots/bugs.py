"""A gradient check: the relative error of each array, and each entry beside its nudge."""

from dataclasses import dataclass

import numpy as np
from matplotlib.patches import Rectangle

from feedforward.bugs import ARRAYS
from feedforward.gradcheck import relative_error

from .style import (
    FONT_SIZE,
    GRADIENT,
    INK,
    MUTED,
    SERIES,
    SMALL_SIZE,
    dress,
    legend_below,
    number_by_powers,
)

BELL = 1e-4
LOWEST, HIGHEST = 1e-12, 30.0
QUIET, RINGING = SERIES[4], GRADIENT


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
        """Return the arrays whose error is above BELL."""
        return [name for name in ARRAYS if not self.errors[name] <= BELL]


def errors_of(given, nudged, error=relative_error):
    """The relative error of each array."""
    return {name: float(error(given[name], nudged[name])) for name in ARRAYS}


def _bar_artists(ax):
    dress(ax, "Largest relative error of each gradient", "", "relative error")
    ax.set(yscale="log", xlim=(-0.6, len(ARRAYS) - 0.4), ylim=(LOWEST, HIGHEST),
           yticks=10.0 ** np.arange(-12, 1, 2))  # fmt: skip
    ax.minorticks_off()
    number_by_powers(ax.yaxis)
    names = [f"$d{name[0]}_{name[1]}$" for name in ARRAYS]
    ax.set_xticks(range(len(ARRAYS)), names, fontsize=FONT_SIZE, color=INK)
    ax.tick_params(axis="x", length=0)
    ax.grid(axis="y")
    ax.axhspan(BELL, HIGHEST, color=RINGING.tint, alpha=0.6, linewidth=0, zorder=0)
    ax.axhline(BELL, color=RINGING.ink, linestyle=(0, (2, 2)), linewidth=1.2, zorder=3)
    ax.text(-0.55, HIGHEST / 1.6, "shaded: above $10^{-4}$, the bell rings", va="top",
            color=RINGING.ink, fontsize=SMALL_SIZE + 0.5)  # fmt: skip
    artists = {}
    for name, role in (("quiet", QUIET), ("ringing", RINGING)):
        artists[name] = [
            ax.add_patch(Rectangle((i - 0.33, LOWEST), 0.66, 0, fc=role.fill, ec="none", zorder=2))
            for i in range(len(ARRAYS))
        ]
    return artists


def draw_errors(ax, arrays, artists=None):
    """Draw a bar for the error of each array, red where the bell rings.

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
    dress(
        ax,
        "Every entry of every gradient",
        "by nudging the weight (max: largest of the layer)",
        "by the backward pass",
    )
    ax.set(xlim=(-1.12, 1.12), ylim=(-1.12, 1.12), aspect="equal")
    ax.set_xticks([-1, 0, 1], ["−max", "0", "max"])
    ax.set_yticks([-1, 0, 1], ["−max", "0", "max"])
    ax.grid()
    ax.plot([-2, 2], [-2, 2], color=INK, linewidth=1.2, zorder=1)
    ax.annotate("equal", (-0.8, -0.8), (4, -4), textcoords="offset points", ha="center", va="top",
                color=MUTED, fontsize=SMALL_SIZE + 0.5, rotation=45, rotation_mode="anchor",
                )  # fmt: skip
    artists = {
        layer: ax.plot([], [], role.marker, color=role.fill, markersize=8, alpha=0.8,
                       label=f"layer {layer}", zorder=3)[0]
        for layer, role in zip("123", SERIES, strict=False)
    }  # fmt: skip
    legend_below(ax, None, 3, below=0.2)
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
