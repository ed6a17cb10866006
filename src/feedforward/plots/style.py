"""The visual language of the book: one colour for one thing, one typeface, quiet frames.

Every picture, static or interactive, takes its colours, line styles and sizes from here.
`docs/figures.md` shows the language on one page.

A `Role` is something that the book draws again and again. Its `ink` is dark enough for text and
thin lines: at least 4.5:1 against white, and against a dark page once `DARK_FILTER` is applied. Its
`fill` is brighter, for points, bars and areas. Its `tint` is a pale ground. Colour never carries a
meaning alone, so every role also has a line style and a marker.

The hues follow Okabe and Ito (2008, https://jfly.uni-koeln.de/color/), which remain distinct under
every common form of colour blindness.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import matplotlib
from matplotlib import font_manager
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.legend_handler import HandlerTuple
from matplotlib.ticker import FuncFormatter

from feedforward.formatting import power_of_ten

PAPER = "#ffffff"
INK = "#1f2933"  # text, axes that matter, the object of the argument
MUTED = "#5a6472"  # secondary text, data without a class
FAINT = "#c5ccd6"  # frames and grid lines; too light for text
GROUND = "#f4f6f9"  # the ground of a panel that has to stand out from the page
ZONE = "#dfe4ec"  # a part of a panel that means something, so it has to show in either theme

DPI = 100  # CSS pixels an inch
SHARPNESS = 2  # device pixels for one CSS pixel: sharp on a high-density screen
TITLE_SIZE, FONT_SIZE, SMALL_SIZE = 12, 10.5, 9.5  # points
LARGER = FONT_SIZE + 1  # for powers of ten, so that their exponents can be read on a telephone

# What a dark page applies to our pictures. It exchanges light and dark, and keeps the hues.
DARK_FILTER = "invert(1) hue-rotate(180deg)"


@dataclass(frozen=True)
class Role:
    """The look of one thing wherever the book draws it."""

    name: str
    ink: str  # text and lines
    fill: str  # points, bars, areas
    tint: str  # a pale ground
    linestyle: str | tuple = "-"
    marker: str = "o"
    marker_size: float = 8.0  # points

    @property
    def color(self):
        """The fill, under matplotlib's name for it."""
        return self.fill


CLASS_0 = Role("class 0", "#0b6bb0", "#0072B2", "#e3eff8", "-", "o", 8.0)
# The square is larger than the disc, so that both can be seen where they coincide.
CLASS_1 = Role("class 1", "#9a5b00", "#E69F00", "#fcefd3", "--", "s", 11.0)
PRE_ACTIVATION = Role("pre-activation h", "#336f62", "#55a08e", "#e6f4f0", (0, (4, 1.5)), "o", 6.0)
ACTIVATION = Role("activation Z", "#007661", "#009E73", "#dcf1ea", "-", "D", 6.5)
GRADIENT = Role("gradient", "#b92c1a", "#D55E00", "#fbe6dd", (0, (6, 1.5, 1, 1.5)), "v", 7.0)
TRAINING = Role("training", "#4a5568", "#6b7787", "#e9ecf1", "-", "o", 6.0)
VALIDATION = Role("validation", "#7a4bb8", "#9467d6", "#efe7fa", (0, (5, 2)), "^", 7.0)
TRUTH = Role("f*", INK, MUTED, GROUND, (0, (1, 1.6)), "o", 5.0)
NETWORK = Role("network", "#0b6bb0", "#0072B2", "#e3eff8", "-", "o", 6.0)

CLASSES = (CLASS_0, CLASS_1)
ROLES = (
    CLASS_0, CLASS_1, PRE_ACTIVATION, ACTIVATION, GRADIENT, TRAINING, VALIDATION, TRUTH, NETWORK,
)  # fmt: skip

# Curves of equal rank (activations, optimisers, widths), each named by a label on the curve itself.
SERIES = (
    Role("first", "#0b6bb0", "#0072B2", "#e3eff8", "-", "o"),
    Role("second", "#9a5b00", "#E69F00", "#fcefd3", (0, (5, 1.8)), "s"),
    Role("third", "#007661", "#009E73", "#dcf1ea", (0, (1, 1.4)), "D"),
    Role("fourth", "#a8326e", "#CC79A7", "#f7e4ee", (0, (6, 1.5, 1, 1.5)), "^"),
    Role("fifth", "#4a5568", "#6b7787", "#e9ecf1", (0, (3, 1, 1, 1, 1, 1)), "v"),
    Role("sixth", "#b92c1a", "#D55E00", "#fbe6dd", (0, (8, 2)), "P"),
)

# Probability of class 1, from class 0's tint over white to class 1's. Contours are the second cue.
PROBABILITY = LinearSegmentedColormap.from_list(
    "probability", ["#9cc6e4", "#e3eff8", "#fdfdfd", "#fcefd3", "#f3c666"]
)
HEIGHT = LinearSegmentedColormap.from_list("height", ["#f7fbff", "#9cc6e4", "#0b6bb0", "#0a2f57"])
SIGNED = LinearSegmentedColormap.from_list(
    "signed", ["#0b6bb0", "#9cc6e4", "#f7f7f7", "#f3c666", "#9a5b00"]
)

FONTS = Path(__file__).parent / "fonts"
for _file in sorted(FONTS.glob("*.ttf")):
    font_manager.fontManager.addfont(_file)

LOOK = {
    "font.family": "Source Sans 3",
    "font.size": FONT_SIZE,
    "mathtext.fontset": "stix",
    "text.color": INK,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titlesize": TITLE_SIZE,
    "axes.titleweight": "semibold",
    "axes.titlepad": 10,
    # Above the axes. Where it may move, matplotlib measures every tick label for each drawing.
    "axes.titley": 1.0,
    "axes.labelsize": FONT_SIZE,
    "axes.axisbelow": True,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.labelcolor": MUTED,
    "ytick.labelcolor": MUTED,
    "xtick.labelsize": SMALL_SIZE,
    "ytick.labelsize": SMALL_SIZE,
    "ytick.alignment": "center",  # of the digits; the default sets them lower than their tick
    "xtick.major.size": 3,
    "ytick.major.size": 3,
    "grid.color": "#e7eaef",
    "grid.linewidth": 0.8,
    "lines.linewidth": 2.0,
    "lines.solid_capstyle": "round",
    "lines.markeredgecolor": PAPER,
    "lines.markeredgewidth": 1.0,
    "legend.frameon": False,
    "legend.fontsize": SMALL_SIZE,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
}


@contextmanager
def look():
    """Draw in the book's style. A learner's own matplotlib settings stay as they are."""
    with matplotlib.rc_context(LOOK):
        yield


def new_figure(width, height, layout="constrained"):
    """Return an empty figure of width x height CSS pixels, drawn at SHARPNESS times that size."""
    with look():
        return Figure((width / DPI, height / DPI), dpi=DPI * SHARPNESS, layout=layout)


def axes_at(figure, left, below, right, above):
    """Return axes with fixed margins in CSS pixels, so that those of two panels line up.

    figure: a Figure, or a SubFigure of one; its layout engine is switched off.
    """
    figure.figure.set_layout_engine("none")
    width, height = (DPI * side / figure.dpi for side in (figure.bbox.width, figure.bbox.height))
    box = left / width, below / height, 1 - (left + right) / width, 1 - (below + above) / height
    return figure.add_axes(box)


def dress(ax, title="", xlabel="", ylabel=""):
    """Give axes a title (left-aligned, semi-bold) and labels. Use $...$ for mathematics."""
    ax.set_title(title, fontsize=TITLE_SIZE, loc="left", fontweight="semibold")
    ax.set_xlabel(xlabel, fontsize=FONT_SIZE)
    ax.set_ylabel(ylabel, fontsize=FONT_SIZE)
    ax.tick_params(labelsize=SMALL_SIZE, length=3)


def number_by_powers(*axes):
    """Number logarithmic axes, such as ax.xaxis, by powers of ten whose exponents can be read.

    They are plain letters, as in 10⁻⁴: mathtext takes 50 ms to read a label that is new.
    """
    for axis in axes:
        axis.set_major_formatter(FuncFormatter(lambda value, _: power_of_ten(value)))
        axis.set_tick_params(labelsize=LARGER)


def label_curve(ax, x, y, text, role, **where):
    """Name a curve with a word beside it, in the ink of its role; prefer this to a legend.

    where: properties of the annotation, such as ha, va, or xytext in points.
    """
    where = {
        "xytext": (6, 0), "ha": "left", "va": "center", "color": role.ink, "fontsize": FONT_SIZE
    } | where  # fmt: skip
    return ax.annotate(text, (x, y), textcoords="offset points", annotation_clip=False, **where)


def legend_below(ax, keys, columns, below=0.13):
    """Name what is drawn, below the axes; for pictures that have no room for direct labels.

    keys: artists with labels, None for all that have one; those of a tuple share one label. below:
    distance in heights of the axes.
    """
    keys = ax.get_legend_handles_labels()[0] if keys is None else keys
    names = [(key[0] if isinstance(key, tuple) else key).get_label() for key in keys]
    ax.legend(
        keys, names, handler_map={tuple: HandlerTuple(ndivide=None)}, loc="upper center",
        bbox_to_anchor=(0.5, -below), ncols=columns,
        frameon=False, fontsize=SMALL_SIZE, handletextpad=0.5, columnspacing=1.2,
        handlelength=2.4,
    )  # fmt: skip
