"""Matrices as grids of cells, drawn to scale on a sketch's canvas (CSS pixels, y up)."""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from feedforward.formatting import significant

from .sketch import put_text
from .style import FONT_SIZE, INK, MUTED, PAPER, SMALL_SIZE

CELL = 17  # CSS pixels


class Place(NamedTuple):
    """The place of a matrix."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self):
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


def matrix(ax, x, y, shape, role, *, cell=CELL, marked=None, tint=None):
    """Draw a grid whose left side lies at x and whose middle at height y -> Place.

    shape (rows, columns); marked: a bool for each cell, True where it is filled, (rows, columns)
    """
    rows, columns = shape
    place = Place(x, y - rows * cell / 2, x + columns * cell, y + rows * cell / 2)
    ax.add_patch(
        Rectangle(place[:2], columns * cell, rows * cell, fc=tint or role.tint, ec="none", zorder=2)
    )
    for i, j in np.argwhere(marked) if marked is not None else ():
        corner = place.left + j * cell, place.top - (i + 1) * cell
        ax.add_patch(Rectangle(corner, cell, cell, fc=role.fill, ec=PAPER, lw=1.2, zorder=4))
    inner = [((place.left + j * cell, place.bottom), (place.left + j * cell, place.top))
             for j in range(1, columns)]  # fmt: skip
    inner += [((place.left, place.bottom + i * cell), (place.right, place.bottom + i * cell))
              for i in range(1, rows)]  # fmt: skip
    lines = LineCollection(inner, colors=role.ink, alpha=0.4, linewidths=0.9, zorder=3)
    ax.add_collection(lines, autolim=False)
    ax.add_patch(
        Rectangle(place[:2], columns * cell, rows * cell, fc="none", ec=role.ink, lw=1.2, zorder=5)
    )
    return place


def one_marked(shape, rows=None, columns=None):
    """Return which cells lie in the given row and column; None stands for all. -> bool, `shape`"""
    marked = np.zeros(shape, bool)
    marked[slice(None) if rows is None else rows, slice(None) if columns is None else columns] = (
        True
    )
    return marked


def entries(ax, place, values, *, cell=CELL, **look):
    """Write a number into each cell. values (rows, columns)"""
    for (i, j), value in np.ndenumerate(values):
        text = significant(value, 6)
        at = place.left + (j + 0.5) * cell, place.top - (i + 0.5) * cell
        put_text(ax, *at, text, **{"fontsize": SMALL_SIZE + 0.5, "color": INK} | look)


def caption(ax, place, name, shape, role, below=None):
    """Write a matrix's name and shape below it."""
    x, bottom = place.middle[0], place.bottom if below is None else below
    put_text(ax, x, bottom - 13, name, fontsize=FONT_SIZE + 1.5, color=role.ink)
    put_text(ax, x, bottom - 36, shape, fontsize=SMALL_SIZE, color=MUTED)


def sides(ax, place, rows="", columns=""):
    """Write the number of rows at the left of a matrix, and of columns above it."""
    look = {"fontsize": FONT_SIZE, "color": MUTED}
    if rows:
        put_text(ax, place.left - 10, place.middle[1], rows, **look)
    if columns:
        put_text(ax, place.middle[0], place.top + 11, columns, **look)


def sign(ax, x, y, text):
    """Write a sign between two matrices."""
    return put_text(ax, x, y, text, fontsize=FONT_SIZE + 3)
