"""How every picture of the book looks: one palette, and a second cue beside every colour.

The colours are Okabe and Ito's (https://jfly.uni-koeln.de/color/), told apart with any colour
vision. Their tints differ in lightness as well, and marker, line style or hatch repeat what a
colour says, so that a picture printed in grey loses nothing.
"""

from dataclasses import dataclass

BLUE, ORANGE, GREEN, VERMILION = "#0072B2", "#E69F00", "#009E73", "#D55E00"
PURPLE, SKY, BLACK, GREY = "#CC79A7", "#56B4E9", "#000000", "#6E6E6E"

FONT_SIZE = 10  # points: 14 px at the explorers' 100 dots an inch
TITLE_SIZE = 11


@dataclass(frozen=True)
class ClassLook:
    """How one class is drawn: its points and the region where it is what comes out."""

    color: str
    marker: str
    marker_size: float  # points
    tint: str
    hatch: str | None


@dataclass(frozen=True)
class LineLook:
    """How one of several lines is drawn."""

    color: str
    linestyle: str | tuple


# The square is larger than the disc, so that both show where they lie on one point.
CLASSES = (
    ClassLook(BLUE, "o", 8.5, "#E4F0F8", None),
    ClassLook(VERMILION, "s", 13.0, "#F6CF9A", "//"),
)

LINES = (
    LineLook(GREEN, "--"),
    LineLook(PURPLE, "-."),
    LineLook(BLUE, "-"),
    LineLook(ORANGE, ":"),
    LineLook(VERMILION, (0, (6, 1, 1, 1, 1, 1))),
    LineLook(BLACK, (0, (1, 1))),
)


def dress(ax, title, xlabel, ylabel):
    """Give axes their words, in the sizes that every picture uses."""
    ax.set_title(title, fontsize=TITLE_SIZE)
    ax.set_xlabel(xlabel, fontsize=FONT_SIZE)
    ax.set_ylabel(ylabel, fontsize=FONT_SIZE)
    ax.tick_params(labelsize=FONT_SIZE - 1, length=3)


def legend_below(ax, keys, columns, below=0.13):
    """Name what is drawn, below the axes, where it covers nothing.

    keys: artists with labels, None for all that have one. below: how far, in heights of the axes.
    """
    ax.legend(
        handles=keys, loc="upper center", bbox_to_anchor=(0.5, -below), ncols=columns,
        frameon=False, fontsize=FONT_SIZE - 1.5, handletextpad=0.5, columnspacing=1.2,
        handlelength=2.4,
    )  # fmt: skip
