"""The ledger of shapes, drawn: a line for each layer, every array to scale."""

import re

import numpy as np

from .diagram import Box, Group, Label, Lines
from .ledger import MOST
from .style import ACTIVATION, FAINT, GRADIENT, GROUND, INK, MUTED, NETWORK, PRE_ACTIVATION

CELL, PITCH = 11.0, 132.0  # pixels of one entry, and of one line of the ledger
WIDTH = 720
COLUMNS = (52, 190, 316, 430)  # centres of the two factors, of b and of the result
SAID = 490  # where the verdict starts
FITS, CLASHES = ACTIVATION.ink, GRADIENT.ink
STROKES = {
    "plus": (((-6, 0), (6, 0)), ((0, -6), (0, 6))),
    "equals": (((-6, -3), (6, -3)), ((-6, 3), (6, 3))),
    "cross": (((-7, -7), (7, 7)), ((-7, 7), (7, -7))),
}
NAME = re.compile(r"\b([XZWbh](?:_\d)?|out)\b")


def typeset(words):
    """Mark the names of arrays as mathematics: "X W_1" -> "$X$ $W_1$"."""
    return NAME.sub(r"$\1$", words)


def ledger_height(arrays):
    """Return the height of the ledger in pixels: one line for each affine layer."""
    return round((len(arrays.sizes) - 1) * PITCH + 4)


def draw_ledger(arrays):
    """Return the shapes of the ledger: factor times factor plus bias gives result.

    The two sides that have to match are marked: solid where they do, dashed where they do not.
    """
    lines = [Group(tuple(_line(line, line.layer - 1)), line.verdict) for line in arrays.lines]
    if arrays.lines[0].layer > 1:
        lines.insert(0, Group((_said(0, "left out"),)))
    missing = arrays.missing if arrays.stopped else ()
    return lines + [_missing_line(line, line.layer - 1) for line in missing]


def _line(line, row):
    centres = _centres(row)
    shapes = []
    for centre, name, shape in zip(centres, line.names, line.shapes, strict=True):
        shapes += _array(centre, name, shape) if shape is not None else []
        shapes.append(_name(centre, name, shape))
    shapes += _matching_sides(centres, line) + _signs(line, centres[0][1])
    return shapes + _verdict(line, centres[0][1])


def _missing_line(line, row):
    """A layer that is never reached: the outlines of what was meant."""
    shapes = [_said(row, "never reached")]
    for centre, name, shape in zip(_centres(row), line.names, line.shapes, strict=True):
        size = _size(shape)
        shapes.append(Box(*(centre - size / 2), *size, None, FAINT, 1.2, (4, 3), 1.5))
        shapes.append(_name(centre, name, None))
    return Group(tuple(shapes))


def _said(row, words):
    return Label(SAID, _centres(row)[0][1], words, MUTED, 13.5, "start")


def _centres(row):
    middle = row * PITCH + MOST * CELL / 2 + 10
    return [np.array([x, middle]) for x in COLUMNS]


def _name(centre, name, shape):
    below = centre[1] + MOST * CELL / 2 + 21
    word = f"${name}$ {shape}" if shape is not None else f"${name}$"
    return Label(centre[0], below, word, MUTED if shape is None else _colors(name)[1], 14)


def _colors(name):
    """Fill and ink of what an array holds."""
    roles = {"W": NETWORK, "b": NETWORK, "h": PRE_ACTIVATION, "Z": ACTIVATION}
    role = roles.get(name[0])
    return (role.tint, role.ink) if role else (GROUND, MUTED)


def _size(shape):
    """Width and height of an array, in pixels; (m,) is drawn as a row."""
    rows, columns = shape if len(shape) == 2 else (1, shape[0])
    return CELL * np.array([columns, rows])


def _array(centre, name, shape):
    """A box of cells in the colours of what it holds."""
    fill, edge = _colors(name)
    size = _size(shape)
    left, top = centre - size / 2
    right, bottom = centre + size / 2
    upright = [((x, top), (x, bottom)) for x in np.arange(left + CELL, right - 1, CELL)]
    level = [((left, y), (right, y)) for y in np.arange(top + CELL, bottom - 1, CELL)]
    cells = [Lines((*upright, *level), edge, 0.8, opacity=0.35)] if upright or level else []
    return [Box(left, top, *size, fill, edge, 1.2, radius=1.5), *cells]


def _matching_sides(centres, line):
    """The columns of the left factor and the rows of the right one, which have to be as many."""
    fits = line.product is not None
    (left, bottom), (width, _) = centres[0] + _size(line.left) * [-0.5, 0.5], _size(line.left)
    (x, top), (_, height) = centres[1] - _size(line.right) / 2, _size(line.right)
    gap, look = 3, {"width": 3.2, "dash": None if fits else (5, 3)}
    color = FITS if fits else CLASHES
    below = Lines((((left, bottom + gap), (left + width, bottom + gap)),), color, **look)
    beside = Lines((((x - gap, top), (x - gap, top + height)),), color, **look)
    number = {"color": color, "size": 14.0, "weight": "semibold"}
    return [
        below,
        beside,
        Label(left + width + 5, bottom + gap, f"{line.left[-1]}", anchor="start", **number),
        Label(x - gap - 5, centres[1][1], f"{line.right[0]}", anchor="end", **number),
    ]


def _signs(line, middle):
    """A sign between two arrays, or a cross where they cannot be combined."""
    signs = ("times" if line.product else "cross", "plus", "equals" if line.result else "cross")
    shapes = []
    for sign, one, other in zip(signs, COLUMNS[:-1], COLUMNS[1:], strict=True):
        place = np.array([(one + other) / 2, middle])
        if sign == "times":
            shapes.append(Box(*(place - 2), 4, 4, INK, radius=2))
        else:
            strokes = tuple(place + np.array(stroke) for stroke in STROKES[sign])
            clash = sign == "cross"
            shapes.append(Lines(strokes, CLASHES if clash else INK, 3.2 if clash else 1.4))
    return shapes


def _verdict(line, middle):
    """The verdict beside the line, at most three short lines of text."""
    color = MUTED if line.result is not None else CLASHES
    parts = re.split(r"(?<=[,:;]) (?=[XZWb])|(?= to a product)", line.verdict)
    rows = [typeset(part.strip(" ;")) for part in parts]
    first = middle - 9.5 * (len(rows) - 1)
    return [Label(SAID, first + 19 * k, row, color, 13.5, "start") for k, row in enumerate(rows)]
