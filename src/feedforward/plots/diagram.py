"""Diagrams as data: boxes, lines and labels, and how a label is typeset.

Coordinates are CSS pixels from the upper left corner. `diagram_svg` writes the shapes as markup for
a live page; `diagram_still` draws them with matplotlib, because a saved notebook shows no SVG:
sanitizers remove it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import numpy as np
from matplotlib import rcParams
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.textpath import text_to_path

from .style import INK, MUTED, PAPER, look

BASELINE = 0.35  # from the middle of a line of text down to its baseline, in sizes of the text
SYMBOLS = {"partial": "∂", "cdot": "·", "times": "×", "sum": "∑", "to": "→", "in": "∈", "odot": "⊙"}
LETTERS = {"'": "′", "-": "\u2009−\u2009", " ": ""}
TOKEN = re.compile(r"\\mathrm\{([^}]*)\}|\\([A-Za-z]+) ?|([_^])(?:\{([^}]*)\}|(.))|(.)")


@dataclass(frozen=True)
class Box:
    """A rectangle with round corners; with a radius of half its side, a disc."""

    x: float  # of the left side
    y: float  # of the upper side
    width: float
    height: float
    fill: str | None = None
    edge: str | None = None
    line_width: float = 1.0
    dash: tuple | None = None
    radius: float = 5.0


@dataclass(frozen=True)
class Lines:
    """Several lines of one look, each a sequence of points (K, 2).

    curved: each line is a cubic Bezier curve with four control points.
    """

    lines: tuple
    color: str = MUTED
    width: float = 1.5
    dash: tuple | None = None
    opacity: float = 1.0
    curved: bool = False


@dataclass(frozen=True)
class Area:
    """A filled polygon (K, 2)."""

    points: tuple
    fill: str = MUTED


@dataclass(frozen=True)
class Label:
    """A line of text whose middle is at height y; $...$ holds mathematics, as in $W_1$."""

    x: float
    y: float
    text: str
    color: str = INK
    size: float = 14.0  # pixels
    anchor: str = "middle"  # or "start", "end": the part of the text that is at x
    weight: str = "normal"  # or "semibold"


@dataclass(frozen=True)
class Group:
    """Shapes that belong together, with a description that a pointer brings up."""

    shapes: tuple
    description: str = ""


def arrow(line, color=MUTED, width=1.5, head=8.0, **looks):
    """A line (K, 2) with a head at its last point -> (Lines, Area)"""
    *rest, before, tip = np.asarray(line, float)
    along = (tip - before) / max(np.hypot(*(tip - before)), 1e-9)
    base, aside = tip - head * along, 0.42 * head * along[::-1] * [-1, 1]
    shaft = (*rest, before, base)
    return Lines((shaft,), color, width, **looks), Area((tip, base + aside, base - aside), color)


def on_line(label):
    """A label with a ground in the colour of the page, so that a line behind it does not show."""
    width, height = text_width(label.text, label.size, label.weight) + 6, 1.15 * label.size
    return Box(label.x - width / 2, label.y - height / 2, width, height, PAPER, radius=4), label


def flat(shapes):
    """All shapes in the order in which they are drawn, those of groups among them."""
    for shape in shapes:
        if isinstance(shape, Group):
            yield from flat(shape.shapes)
        else:
            yield shape


def runs(text):
    """Split a label into (characters, is mathematics, is italic, shift): 1 below, -1 above."""
    found = []
    for place, part in enumerate(text.split("$")):
        if place % 2 == 0:
            found.append((part, False, False, 0))
            continue
        for upright, name, sign, group, single, letter in TOKEN.findall(part):
            if name and name not in SYMBOLS:
                raise ValueError(f"a diagram cannot typeset \\{name}; it knows {sorted(SYMBOLS)}.")
            word = upright or SYMBOLS.get(name) or group or single or LETTERS.get(letter, letter)
            shift = {"_": 1, "^": -1}.get(sign, 0)
            found.append((word, True, word.isalpha() and not upright, shift))
    alike = groupby(found, key=lambda run: run[1:])
    return [(word, *look) for look, same in alike if (word := "".join(r[0] for r in same))]


@lru_cache(4096)
def text_width(text, size, weight="normal"):
    """Return the width of a label in pixels, in the typeface of the book's pictures."""
    if "$" not in text:
        advances = _advances(weight)
        return size / 100 * sum(advances.get(letter, advances["0"]) for letter in text)
    with look():
        font = FontProperties(family=rcParams["font.family"], weight=weight, size=100)
        return size / 100 * text_to_path.get_text_width_height_descent(text, font, True)[0]


@lru_cache
def _advances(weight):
    """The width of every character of the book's typeface, at a size of 100 pixels."""
    with look():
        font = get_font(findfont(FontProperties(family=rcParams["font.family"], weight=weight)))
    font.set_size(100, 72)
    return {
        chr(code): font.load_char(code, flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536
        for code in font.get_charmap()
    }


def plain_text(text):
    """The characters of a label, without the signs of typesetting."""
    return "".join(run[0] for run in runs(text))
