"""Three walks down one bowl, full batch, mini-batches and one sample at a time, step by step."""

from dataclasses import dataclass

import numpy as np

from feedforward.exercises.descent import linear_gradient
from feedforward.training import minibatches

from .bowl import Bowl, walk_down
from .style import BLACK, FONT_SIZE, GREY, LINES, dress, legend_below

STEPS = 96
START = (-1.0, 0.0)
REACH = 2.9  # from the lowest point to the picture's edge, in w and in b
LOWEST, HIGHEST = 1e-6, 1e2  # what the curves show of J - J*
NAMES = ("full batch", "mini-batch", "one sample")
LOOKS = dict(zip(NAMES, (LINES[2], LINES[0], LINES[4]), strict=True))
MARKERS = dict(zip(NAMES, "osD", strict=True))
UNITS = ("updates", "samples seen")


@dataclass(frozen=True)
class DescentArrays:
    """Three walks from one start, and how far along they are."""

    bowl: Bowl
    lr: float
    walks: dict  # a Walk for each of NAMES
    shown: tuple  # those of NAMES that are drawn
    step: int
    unit: str  # one of UNITS, what `step` counts
    note: str = ""

    def updates(self, name):
        """How many updates of a walk lie behind it."""
        return self.walks[name].updates_at(self.step, self.unit)


def descent_walks(
    bowl, lr, batch_size, seed, *, linear_gradient=linear_gradient, minibatches=minibatches
):
    """The three walks, STEPS updates each: one loop, in which the batch size alone differs."""
    sizes = dict(zip(NAMES, (len(bowl.X), batch_size, 1), strict=True))
    return {
        name: walk_down(bowl, START, lr, size, STEPS, np.random.default_rng(seed),
                        gradient=linear_gradient, deal=minibatches)
        for name, size in sizes.items()
    }  # fmt: skip


def draw_contour(ax, arrays, artists=None):
    """Draw J - J* over (w, b) as contours, and each walk up to the step.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    artists = artists or _contour_artists(ax, arrays.bowl)
    for name, line in _walk_lines(arrays, artists):
        places = arrays.walks[name].places[: arrays.updates(name) + 1]
        line.set_data(*places.T)
        artists[f"{name}, now"].set_data(*places[-1:].T)
    return artists


def draw_excess(ax, arrays, artists=None):
    """Draw J - J* of each walk over updates or samples seen, dark up to the step.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    artists = artists or _excess_artists(ax)
    for name, line in _walk_lines(arrays, artists):
        walk, done = arrays.walks[name], arrays.updates(name)
        along = np.arange(len(walk.places)) if arrays.unit == UNITS[0] else walk.samples
        line.set_data(along[: done + 1], walk.excess[: done + 1])
        artists[f"{name}, to come"].set_data(along[done:], walk.excess[done:])
        artists[f"{name}, now"].set_data(along[done : done + 1], walk.excess[done : done + 1])
    artists["step"].set_xdata([arrays.step])
    if ax.get_xlabel() != arrays.unit:
        ax.set_xlabel(arrays.unit)
    return artists


def _walk_lines(arrays, artists):
    """The line of each walk that is shown; all that belongs to another is hidden."""
    for name in NAMES:
        for key, artist in artists.items():
            if key.startswith(name):
                artist.set_visible(name in arrays.shown)
        if name in arrays.shown:
            yield name, artists[name]


def _lines(ax, markersize):
    """For each walk a line, and a large marker where it is now."""
    artists = {}
    for zorder, name in enumerate(NAMES, start=3):
        look, marker = LOOKS[name], MARKERS[name]
        artists[name] = ax.plot(
            [], [], linestyle=look.linestyle, color=look.color, marker=marker,
            markersize=markersize, linewidth=1.2, zorder=zorder, label=name,
        )[0]  # fmt: skip
        artists[f"{name}, now"] = ax.plot(
            [], [], marker, color=look.color, mec="white", markersize=10, zorder=zorder + 5
        )[0]
    return artists


def _contour_artists(ax, bowl):
    dress(ax, "Where they walk", "w", "b")
    sides = [np.linspace(centre - REACH, centre + REACH, 121) for centre in bowl.best]
    places = np.stack(np.meshgrid(*sides), axis=-1)
    levels = 0.01 * 4.0 ** np.arange(7)
    contours = ax.contour(*sides, bowl.excess(places), levels, colors="#9A9A9A", linewidths=0.8)
    ax.clabel(contours, levels[1::2], fmt="%.3g", fontsize=FONT_SIZE - 2, colors=GREY)
    ax.plot(*bowl.best, "*", color=BLACK, markersize=12, zorder=2, label="lowest point")
    ax.plot(*START, "o", mfc="none", mec=BLACK, markersize=13, zorder=2, label="start")
    artists = _lines(ax, markersize=2.5)
    ax.set(xlim=sides[0][[0, -1]], ylim=sides[1][[0, -1]], aspect="equal")
    legend_below(ax, None, columns=3)
    return artists


def _excess_artists(ax):
    dress(ax, "How far above the lowest point", "", "J - J*")
    ax.set(yscale="log", xlim=(-2, STEPS + 2), ylim=(LOWEST, HIGHEST))
    artists = {"step": ax.axvline(0, color=GREY, linewidth=1, zorder=2)} | _lines(ax, markersize=0)
    for name, look in LOOKS.items():
        artists[f"{name}, to come"] = ax.plot(
            [], [], linestyle=look.linestyle, color=look.color, linewidth=0.8, alpha=0.45
        )[0]
    ax.set_xlabel(UNITS[-1])  # room for a label is made once, before the first picture
    legend_below(ax, None, columns=3)
    return artists
