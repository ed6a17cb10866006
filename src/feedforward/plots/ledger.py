"""The shapes of one batch on its way through a network, and the product that cannot be."""

from dataclasses import dataclass

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from feedforward.exercises.forward import shape_trace

from .graph import draw_words
from .moving import APART, change
from .style import BLACK, BLUE, FONT_SIZE, GREEN, GREY, ORANGE, VERMILION

NO_SLIP = "none"
SLIPS = (
    NO_SLIP,
    "X turned: (M, N)",
    "W_1 turned: (m_1, M)",
    "W_1 in front: W_1 X",
    "b_1 as a column: (m_1, 1)",
    "b_1 for the inputs: (M,)",
    "W_1 left out: X goes into W_2",
)
MOST_ROWS, MOST = 4, 8  # affine layers, and entries of a side, that the picture has room for
COLUMNS = (0.6, 1.8, 3.0, 4.2)  # centres of the two factors, of b and of what comes out
TINTS = (GREY, BLUE, ORANGE, GREEN)
# The columns of what the batch does not change, and of what it does; the first lie below, and rest.
PARTS = {"params": (1, 2), "samples": (0, 3)}
SIGNS = {"times": "o", "plus": "+", "equals": "$=$", "cross": "x"}
CELL, PITCH = 0.115, 1.38


@dataclass(frozen=True)
class Line:
    """One affine layer in the ledger: the factors, the bias, and what came of them."""

    layer: int
    names: tuple  # of the left factor, the right factor, b, and what comes out
    left: tuple
    right: tuple
    bias: tuple
    product: tuple | None  # None: the two factors do not fit
    result: tuple | None  # None: b does not fit, or there is no product

    @property
    def verdict(self):
        """What NumPy would say of this line, in words."""
        left, right, bias, _ = self.names
        if self.product is None:
            return (
                f"{left} {right} cannot be: {left} has {self.left[-1]} columns, "
                f"{right} has {self.right[0]} rows"
            )
        if self.result is None:
            return f"the product is {self.product}: {bias} {self.bias} cannot be added to it"
        times = "once" if self.product[0] == 1 else f"{self.product[0]} times"
        return f"{self.left[-1]} = {self.right[0]}, {bias} is added {times}"


@dataclass(frozen=True)
class Ledger:
    """What one batch goes through, line by line up to the first that cannot be."""

    N: int
    sizes: tuple
    slip: str
    lines: tuple
    meant: tuple  # the shapes of X, h_1, Z_1, ..., out, as shape_trace gives them
    note: str = ""

    @property
    def stopped(self):
        """The line that cannot be, or None."""
        return None if self.lines[-1].result is not None else self.lines[-1]

    @property
    def shapes(self):
        """The shapes that came: X, then h and Z of each hidden layer, then out; None for never."""
        came = {line.layer: line.result for line in self.lines}
        x = (self.N, self.sizes[0])
        layers = range(1, len(self.sizes))
        hidden = [came.get(layer) for layer in layers[:-1] for _ in "hZ"]
        return [x[::-1] if self.slip == SLIPS[1] else x, *hidden, came.get(layers[-1])]


def names_of(layers):
    """X, h_1, Z_1, ..., out for a network of so many affine layers."""
    hidden = [name for i in range(1, layers) for name in (f"h_{i}", f"Z_{i}")]
    return ["X", *hidden, "out"]


def added(product, bias):
    """The shape of a product plus a bias, or None where they do not fit."""
    try:
        return np.broadcast_shapes(product, bias)
    except ValueError:
        return None


def _factors(layer, Z, sizes, slip):
    """Names and shapes of the two factors and of b, with the slip where it belongs."""
    m_in, m_out = sizes[layer - 1], sizes[layer]
    left = ("X" if layer == 1 else f"Z_{layer - 1}", Z)
    right, bias = (f"W_{layer}", (m_in, m_out)), (f"b_{layer}", (m_out,))
    if layer == 1 and slip == SLIPS[2]:
        right = ("W_1", (m_out, m_in))
    if layer == 1 and slip == SLIPS[3]:
        left, right = right, left
    if layer == 1 and slip == SLIPS[4]:
        bias = ("b_1", (m_out, 1))
    if layer == 1 and slip == SLIPS[5]:
        bias = ("b_1", (m_in,))
    if layer == 2 and slip == SLIPS[6]:
        left = ("X", Z)
    return left, right, bias


def ledger(N, sizes, slip=NO_SLIP, shape_trace=shape_trace):
    """Follow N samples through a network, with one slip. sizes [M, m_1, ..., n] -> Ledger"""
    Z, lines = (N, sizes[0]), []
    if slip == SLIPS[1]:
        Z = Z[::-1]
    layers = range(1, len(sizes))
    for layer in layers[1:] if slip == SLIPS[6] and len(layers) > 1 else layers:
        (left, a), (right, b), (bias, c) = _factors(layer, Z, sizes, slip)
        product = (a[0], b[1]) if a[1] == b[0] else None
        result = added(product, c) if product else None
        out = "out" if layer == layers[-1] else f"h_{layer}"
        lines.append(Line(layer, (left, right, bias, out), a, b, c, product, result))
        if result is None:
            break
        Z = result
    meant = tuple(tuple(int(k) for k in shape) for shape in shape_trace(N, list(sizes)))
    return Ledger(N, tuple(sizes), slip, tuple(lines), meant)


def _cells(center, shape):
    """The rectangle of an array, (left, bottom, width, height); (m,) is drawn as a row."""
    rows, columns = shape if len(shape) == 2 else (1, shape[0])
    width, height = columns * CELL, rows * CELL
    return center[0] - width / 2, center[1] - height / 2, width, height


def _corners(rectangle):
    left, bottom, width, height = rectangle
    right, top = left + width, bottom + height
    return [(left, bottom), (right, bottom), (right, top), (left, top)]


def _grid(rectangle):
    """The lines between the cells of a rectangle, a list of segments."""
    left, bottom, width, height = rectangle
    x = left + CELL * np.arange(1, round(width / CELL))
    y = bottom + CELL * np.arange(1, round(height / CELL))
    upright = [((a, bottom), (a, bottom + height)) for a in x]
    return upright + [((left, b), (left + width, b)) for b in y]


def _ledger_artists(ax):
    ax.set(xlim=(0, 4.8), ylim=(-MOST_ROWS * PITCH + 0.1, 0.1), aspect="equal")
    ax.axis("off")
    ax.spines[:].set_visible(False)
    artists = {"edges": LineCollection([], linewidth=3, zorder=6)}
    for k, part in enumerate(PARTS):
        artists[f"{part} cells"] = PolyCollection([], ec=BLACK, lw=0.8, zorder=2 * k + 2)
        artists[f"{part} grid"] = LineCollection([], color="white", lw=0.6, zorder=2 * k + 3)
    for collection in artists.values():
        ax.add_collection(collection, autolim=False)
    for sign, marker in SIGNS.items():  # markers, because words take much longer to draw
        look = {"linestyle": "", "marker": marker, "color": BLACK, "markersize": 7, "gid": APART}
        artists[sign] = ax.plot([], [], **look, zorder=7)[0]
    artists["times"].set_markersize(4)
    # No sign of times; and so large that it may touch a side.
    artists["cross"].set(color=VERMILION, markersize=13, markeredgewidth=3.5, gid=None)
    return artists


def draw_ledger(ax, arrays, artists=None):
    """Draw a line for each layer: factor times factor plus bias gives result, all to scale.

    The two sides that have to match are green and whole, or red and dashed. Returns the artists by
    name; given them back, it moves them instead of drawing new ones.
    """
    old = artists or {}
    artists = artists or _ledger_artists(ax)
    boxes, kinds, edges, matches = [], [], [], []
    for row, line in enumerate(arrays.lines):
        shapes = (line.left, line.right, line.bias, line.result)
        drawn = [k for k in range(4) if shapes[k] is not None]
        boxes += [_cells((COLUMNS[k], _height(row)), shapes[k]) for k in drawn]
        kinds += drawn
        edges += _matching_sides(boxes, line)
        matches += [line.product is not None] * 2
    _set_ledger(artists, boxes, kinds, edges, matches)
    _set_signs(artists, arrays.lines)
    places = [(x, _height(row) - 0.62) for row in range(len(arrays.lines)) for x in COLUMNS]
    words = [word for line in arrays.lines for word in _shape_words(line)]
    artists["words"] = draw_words(
        ax, places, words, old.get("words"), most=4 * MOST_ROWS, gid=APART, fontsize=FONT_SIZE
    )
    return artists


def _height(row):
    """Where the middle of a line lies."""
    return -row * PITCH - 0.45


def _shape_words(line):
    """The names and shapes below a line's four arrays."""
    shapes = (line.left, line.right, line.bias, line.result or "cannot be")
    return [f"{name} {shape}" for name, shape in zip(line.names, shapes, strict=True)]


def _set_signs(artists, lines):
    """A sign between two arrays of each line, and a cross where they do not fit."""
    points = {sign: [] for sign in SIGNS}
    for row, line in enumerate(lines):
        signs = ("times" if line.product else "cross", "plus", "equals" if line.result else "cross")
        for k, sign in enumerate(signs):
            points[sign].append((np.mean(COLUMNS[k : k + 2]), _height(row)))
    for sign, places in points.items():
        change(artists[sign], data=np.reshape(places, (-1, 2)).T)


def _matching_sides(boxes, line):
    """The lower side of the left factor (its columns) and the left side of the right one."""
    shown = 4 if line.result is not None else 3
    (x, y, width, _), (left, bottom, _, height) = boxes[-shown], boxes[1 - shown]
    gap = 0.025
    return [
        ((x, y - gap), (x + width, y - gap)),
        ((left - gap, bottom), (left - gap, bottom + height)),
    ]


def _set_ledger(artists, boxes, kinds, edges, matches):
    for part, columns in PARTS.items():
        shown = [(TINTS[k], box) for k, box in zip(kinds, boxes, strict=True) if k in columns]
        verts, colors = [_corners(box) for _, box in shown], [tint for tint, _ in shown]
        change(artists[f"{part} cells"], verts=verts, facecolor=colors)
        lines = [line for _, box in shown for line in _grid(box)]
        change(artists[f"{part} grid"], segments=lines)
    change(
        artists["edges"], segments=edges,
        color=[GREEN if fits else VERMILION for fits in matches],
        linestyle=["solid" if fits else (0, (2, 1)) for fits in matches],
    )  # fmt: skip
