"""The pictures of a race down a bowl: where the racers are, and how high above the lowest loss."""

from dataclasses import replace

import numpy as np

from .labels import spread
from .race import ADAM, BATCH, MINI, MOMENTUM, NAMES, NESTEROV, ONE, SAMPLES, SECONDS, START
from .style import (
    FONT_SIZE,
    GROUND,
    INK,
    MUTED,
    SERIES,
    SMALL_SIZE,
    VALIDATION,
    dress,
    number_by_powers,
)

REACH = 2.9  # half the side of the map, in w and in b
LATELY = 8  # updates whose way is drawn in full; what lies further back has faded
LEVELS = 0.01 * 4.0 ** np.arange(7)  # of J - J*
SHADES = ("#ffffff", "#fafbfd", GROUND, "#edf1f6", "#e6ebf2", "#dfe6ef", "#d7e0eb", "#cfd9e6")
LOWEST, HIGHEST = 1e-6, 1e2  # what the curves show of J - J*

# The fifth of SERIES without its grey, which would look switched off.
VIOLET = replace(SERIES[4], ink=VALIDATION.ink, fill=VALIDATION.fill, tint=VALIDATION.tint)
ROLES = {
    ONE: SERIES[1], BATCH: SERIES[0], MINI: SERIES[2],
    MOMENTUM: SERIES[3], NESTEROV: VIOLET, ADAM: SERIES[5],
}  # fmt: skip
WIDTHS = {ONE: 1.1, BATCH: 2.4}  # of curves; the others are 1.8 wide
XLABELS = {SAMPLES: "samples seen", SECONDS: "ms, at 20 µs per update and 5 µs per sample"}


def draw_contour(ax, arrays, artists=None):
    """Draw J - J* over (w, b) as a map, and each racer's way up to now.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    artists = artists or _contour_artists(ax, arrays.bowl)
    for name in _racing(arrays, artists):
        places = arrays.walks[name].places[: arrays.updates(name) + 1]
        artists[name].set_data(*places.T)
        artists[f"{name}, lately"].set_data(*places[-LATELY - 1 :].T)
        artists[f"{name}, now"].set_data(*places[-1:].T)
    return artists


def draw_excess(ax, arrays, artists=None):
    """Draw J - J* of each racer up to now, its name at the end of its curve.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    artists = artists or _excess_artists(ax)
    _set_axis(ax, arrays)
    ends = {}
    for name in _racing(arrays, artists):
        done = arrays.updates(name)
        x, y = arrays.along(name)[: done + 1], arrays.walks[name].excess[: done + 1]
        artists[name].set_data(x, y)
        artists[f"{name}, now"].set_data(x[-1:], y[-1:])
        ends[name] = np.log10(np.clip(y[-1], LOWEST, HIGHEST))
    low, high = np.log10([LOWEST, HIGHEST])
    places = spread(list(ends.values()), 0.42, low + 0.2, high - 0.2)
    for name, place in zip(ends, places, strict=True):
        artists[f"{name}, name"].set_position((arrays.clock + 0.04 * arrays.end, 10**place))
    artists["clock"].set_xdata([arrays.clock] * 2)
    return artists


def _racing(arrays, artists):
    """Hide all that belongs to racers that do not race; give the names of those that do."""
    for name in NAMES:
        for key, artist in artists.items():
            if key.split(",")[0] == name:
                artist.set_visible(name in arrays.walks)
    return [name for name in NAMES if name in arrays.walks]


def _set_axis(ax, arrays):
    """Stretch the axis over the whole race, with room for names at its end."""
    label, limits = XLABELS.get(arrays.axis, arrays.axis), (-0.03 * arrays.end, 1.34 * arrays.end)
    if ax.get_xlabel() != label or ax.get_xlim() != limits:  # only then: it redraws the background
        ax.set_xlabel(label)
        ax.set(xlim=limits, xticks=np.linspace(0, arrays.end, 5))


def _lines(ax):
    """For each racer a line, and a marker where it is now."""
    artists = {}
    for zorder, (name, role) in enumerate(ROLES.items(), start=3):
        artists[name] = ax.plot(
            [], [], color=role.ink, linewidth=WIDTHS.get(name, 1.8), zorder=zorder
        )[0]
        artists[f"{name}, now"] = ax.plot(
            [], [], role.marker, color=role.ink, markersize=10, zorder=zorder + 10
        )[0]
    return artists


def _contour_artists(ax, bowl):
    dress(ax, "Where they are on the contours of $J - J^*$", "$w$", "$b$")
    centre = 0.35 * np.array(START) + 0.65 * bowl.best
    sides = [np.linspace(middle - REACH, middle + REACH, 161) for middle in centre]
    heights = bowl.excess(np.stack(np.meshgrid(*sides), axis=-1))
    ax.contourf(*sides, heights, [0, *LEVELS, np.inf], colors=SHADES)
    lines = ax.contour(*sides, heights, LEVELS, colors="#b3bdca", linewidths=0.7)
    ax.clabel(lines, LEVELS[3::2], fmt=_one_digit, fontsize=SMALL_SIZE - 1, colors=MUTED)
    ax.plot(*START, "o", mfc="none", mec=INK, mew=1.2, markersize=16, zorder=2)
    ax.annotate("start", START, (-11, 0), textcoords="offset points", ha="right", va="center",
                fontsize=FONT_SIZE, color=INK)  # fmt: skip
    artists = _lines(ax)
    # On top, and small enough that a racer at the lowest point can be seen around it.
    artists["lowest"] = ax.plot(
        *bowl.best, "*", color=INK, markersize=10, markeredgewidth=0.7, zorder=40
    )[0]
    for name, role in ROLES.items():
        artists[name].set(linewidth=1, alpha=0.7)
        artists[f"{name}, lately"] = ax.plot(
            [], [], color=role.ink, linewidth=2, marker=".", markersize=5, markeredgewidth=0,
            zorder=artists[name].get_zorder() + 0.5,
        )[0]  # fmt: skip
    ax.set(xlim=sides[0][[0, -1]], ylim=sides[1][[0, -1]], aspect="equal")
    ax.spines[:].set_visible(False)
    return artists


def _one_digit(level):
    return f"{level:.1g}" if level < 1 else f"{level:.0f}"


def _excess_artists(ax):
    dress(ax, "How far above the lowest loss", "", "$J - J^*$")
    ax.set(yscale="log", ylim=(LOWEST, HIGHEST), yticks=10.0 ** np.arange(-6, 3, 2))
    ax.minorticks_off()
    number_by_powers(ax.yaxis)
    ax.grid(axis="y")
    artists = {"clock": ax.axvline(0, color=MUTED, linewidth=0.8, zorder=2)} | _lines(ax)
    for name, role in ROLES.items():
        artists[f"{name}, name"] = ax.text(
            0, 1, name, color=role.ink, fontsize=FONT_SIZE, va="center", zorder=30
        )
    return artists
