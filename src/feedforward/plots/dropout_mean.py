"""Draw what comes out of a network with dropout, pass by pass, and its mean so far."""

import numpy as np
from matplotlib.ticker import MaxNLocator

from .dropout import LIMITS, PASSES
from .labels import halo, spread
from .style import FONT_SIZE, INK, MUTED, NETWORK, SMALL_SIZE, TRAINING, TRUTH, dress

MODERATE = 2.0  # the axis ends here if all passes do
FEW = 60  # with this many passes or fewer, the axis is shorter
# In shares of the axis: where the names begin, up to where the name of the mean fits behind the end
# of its curve, and from where the name of this pass stands with the others.
RIGHT, ROOMY, LAST = 1.04, 0.65, 0.9
LINE, AIR = 0.062, 0.018  # the height of a line of text, and between names, in the same shares


def _artists(ax):
    dress(ax, "Output, pass by pass", "pass", "$out$")
    ax.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 5, 10]))
    ax.yaxis.set_major_formatter("{x:.1f}")  # as wide on either axis
    ax.text(1.2, 1.02, "dots: earlier passes", transform=ax.transAxes, ha="right", va="bottom",
            color=MUTED, fontsize=SMALL_SIZE)  # fmt: skip
    words = {"fontsize": FONT_SIZE, "va": "center", "clip_on": False}
    artists = {
        "passes": ax.plot([], [], "o", color=TRAINING.fill, mew=0, ms=3.5, alpha=0.7, zorder=2)[0],
        "full": ax.plot([], [], linestyle=TRUTH.linestyle, color=INK, lw=2,
                        zorder=3)[0],
        "mean": ax.plot([], [], "-", color=NETWORK.ink, lw=2.4, zorder=4)[0],
        "now": ax.plot([], [], "o", color=INK, ms=9, zorder=5)[0],
        "full name": ax.text(0, 0, "without\ndropout", color=INK, **words),
        "mean name": ax.annotate(
            "", (0, 0), xytext=(0, 0), textcoords="data", color=NETWORK.ink, zorder=6,
            path_effects=halo(), annotation_clip=False, arrowprops=_leader(NETWORK.ink), **words,
        ),
        "now name": ax.annotate(
            "this pass", (0, 0), xytext=(0, 9), textcoords="offset points", va="bottom",
            ha="center", color=INK, fontsize=FONT_SIZE, zorder=6, path_effects=halo(),
            annotation_clip=False,
            arrowprops=_leader(INK),
        ),
    }  # fmt: skip
    return artists


def _leader(color):
    """Return the look of a line to what a name belongs to, for where it stands away from it."""
    return {"arrowstyle": "-", "color": color, "lw": 0.8, "relpos": (0, 0.5)}


def draw_mean(ax, arrays, artists=None):
    """Draw out of the passes so far and their mean; what leaves the picture stays at its edge.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    artists = artists or _artists(ax)
    passes = np.arange(1, arrays.number + 1)
    limits = LIMITS if max(arrays.out.max(), arrays.full) > MODERATE else (LIMITS[0], MODERATE)
    end = FEW if arrays.number <= FEW else PASSES
    air = 0.04 * limits[1]
    wanted = (-0.02 * end, 1.02 * end), (limits[0] - air, limits[1] + air)
    if (ax.get_xlim(), ax.get_ylim()) != wanted:  # only then: it draws the axes anew
        ax.set(xlim=wanted[0], ylim=wanted[1])
    out = np.clip(arrays.out[: arrays.number], *limits)
    mean = np.clip(arrays.running_mean[: arrays.number], *limits)
    full = float(np.clip(arrays.full, *limits))
    artists["passes"].set_data(passes, out)
    artists["full"].set_data([0, end], [full, full])
    artists["mean"].set_data(passes, mean)
    artists["now"].set_data(passes[-1:], out[-1:])
    _move_name(artists["now name"], passes[-1], out[-1] / limits[1], out[-1], out[-1] > mean[-1])
    artists["now name"].anncoords = "offset points"
    for name in ("now name", "mean name"):
        artists[name].arrow_patch.set_visible(False)
    artists["now name"].set_ha("right" if passes[-1] > 0.8 * end else "left")
    _name_lines(artists, passes[-1], full, mean[-1], out[-1], limits, end)
    return artists


def _move_name(name, x, share, y, above):
    """Put the name on the far side of the mean and of the earlier passes, within the axes."""
    above = share < 0.9 and (above or share < 0.06)
    name.xy = (x, y)
    name.set_position((0, 9 if above else -9))
    name.set(va="bottom" if above else "top")


def _name_lines(artists, x, full, mean, out, limits, end):
    """Name the mean where its curve ends, away from this pass, while there is room for the name."""
    names = artists["full name"], artists["mean name"]
    names[0].set_x(RIGHT * end)
    if x <= ROOMY * end:
        side = 1 if out <= mean else -1
        names[0].set_y(full)
        names[1].set(text="mean so far", x=x + 0.03 * end, y=mean + 0.06 * side * limits[1])
        return
    names[1].set(text="mean\nso far", x=RIGHT * end)
    names[1].xy = (x, mean)
    ends = {name: y for name, y in zip(names, (full, mean), strict=True)}
    now = artists["now name"]
    if x > LAST * end:  # then it would stand among the earlier passes, beside other names
        ends[now] = out
        now.set(ha="left", va="center", x=RIGHT * end)
        now.anncoords = "data"
    tall = [limits[1] * (AIR + LINE * (1 + name.get_text().count("\n"))) for name in ends]
    for name, y in zip(ends, spread(list(ends.values()), tall, *limits), strict=True):
        name.set_y(y)
        if name is not names[0]:
            away = abs(y - ends[name]) > 0.3 * LINE * limits[1]
            name.arrow_patch.set_visible(bool(away))
