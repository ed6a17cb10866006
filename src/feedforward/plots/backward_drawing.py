"""The computational graph of a 2-2-2 network: values above its nodes, gradients below them."""

import numpy as np

from feedforward.formatting import decimal

from .backward import STEPS, signed
from .diagram import Box, Group, Label, Lines, arrow, on_line, text_width
from .style import GRADIENT, GROUND, INK, MUTED, NETWORK, PAPER

WIDTH, HEIGHT = 740, 416
ROWS = (80, 274)
COLUMNS = {"x": 48, "h": 222, "Z": 348, "out": 548, "J": 682}
BOX, BOX_OF_J = np.array([72, 46]), np.array([106, 46])  # width and height of a node
SMALL = 13  # of the second line in a node: still readable where a telephone shrinks the picture
LAYERS = (("x", "h"), ("h", "Z"), ("Z", "out"))
# The columns and edges that a step highlights.
ACTIVE_NODES = {"x": "x", "h": "h", "Z": "Z", "out": "out", "J": "J", "dout": "out", "dZ": "Z",
                "dh": "h"}  # fmt: skip
ACTIVE_EDGES = {"h": ("x", "h"), "Z": ("h", "Z"), "out": ("Z", "out"), "J": ("out", "J"),
                "dout": ("out", "J"), "layer 2": ("Z", "out"), "parts": ("Z", "out"),
                "dh": ("h", "Z"), "layer 1": ("x", "h")}  # fmt: skip
FLOWS_BACK = ("dout", "parts", "dh")
WEIGHTS_OF = ("layer 2", "layer 1")  # steps that use what has already arrived at both ends
HALF_SQUARES = r"$½\sum (out - y)^2$"
ALONG = 0.27  # where the label of a crossing edge lies: away from the crossing


def place(column, unit):
    """Return the centre of a node (2,)."""
    row = np.mean(ROWS) if column == "J" else ROWS[unit]
    return np.array([COLUMNS[column], row])


def active_share(arrays):
    """Return how far to the right the part that a step is about lies, from 0 to 1."""
    step = STEPS[arrays.step]
    columns = ACTIVE_EDGES.get(step) or [ACTIVE_NODES[step]]
    return float(np.mean([COLUMNS[column] for column in columns]) / WIDTH)


def draw_backward(arrays, highlight=True):
    """Return the shapes of the graph, with everything that is known at this step.

    highlight: mark the nodes and edges that the step is about.
    """
    step = STEPS[arrays.step] if highlight else None
    edges = [shape for edge in _edges() for shape in _edge(*edge, arrays, step)]
    labels = [shape for edge in _edges() for shape in _edge_labels(*edge, arrays, step)]
    nodes = [
        _node(arrays, column, unit, ACTIVE_NODES.get(step) == column)
        for column in COLUMNS
        for unit in range(1 if column == "J" else 2)
    ]
    return [*edges, *labels, *nodes, *_key(step)]


def _edges():
    """Yield every edge as (from column, unit, to column, unit)."""
    for before, after in LAYERS:
        for i in (0, 1):
            for j in (i,) if after == "Z" else (0, 1):
                yield before, i, after, j
    for k in (0, 1):
        yield "out", k, "J", 0


def _ends(before, i, after, j):
    """Return the two ends of an edge, apart from the ends of other edges of its nodes."""
    start, end = place(before, i), place(after, j)
    lean = 9 * np.sign(end[1] - start[1])
    return start + [BOX[0] / 2, lean], end - [_box(after)[0] / 2, lean]


def _box(column):
    return BOX_OF_J if column == "J" else BOX


def _band(line):
    """Mark the edge of a weight whose derivative is new."""
    return Lines((line,), GRADIENT.ink, 9, opacity=0.3)


def _edge(before, i, after, j, arrays, step):
    """Draw the arrow of an edge: forward, or back while it carries a gradient."""
    start, end = _ends(before, i, after, j)
    if ACTIVE_EDGES.get(step) != (before, after):
        return arrow((start, end), MUTED, 1.3, opacity=0.75)
    if step in WEIGHTS_OF:
        return arrow((start, end), MUTED, 1.3)  # its band comes with the labels
    if step in FLOWS_BACK:
        return arrow((end, start), GRADIENT.ink, 2.6, head=11)
    return arrow((start, end), NETWORK.ink, 2.6, head=11)


def _edge_labels(before, i, after, j, arrays, step):
    """Write the local derivative on an edge and, if it holds a weight, dJ/d of that weight."""
    start, end = _ends(before, i, after, j)
    at = start + (0.5 if i == j or after == "J" else ALONG) * (end - start)
    if after == "Z":
        if not arrays.knows("Z"):
            return []
        name = Label(*(at + [0, 13]), f"{arrays.activation}′", MUTED, SMALL)
        return [Label(*(at - [2, 12]), decimal(arrays.slope[0, i]), INK, 14), name]
    if after == "J":
        if not arrays.knows("J"):
            return []
        beside = at + [12, 12 if i else -27]
        name = Label(*(beside + [0, 19]), f"$out_{i + 1} - y_{i + 1}$", MUTED, SMALL, "start")
        return [Label(*beside, decimal(arrays.dout[0, i]), INK, 14, "start"), name]
    layer = 0 if before == "x" else 1
    across = 0 if i == j else -1 if i > j else 1
    weight = at - [0, 13] if across == 0 else at + [0, 10 * (across - 1)]
    label = Label(*weight, decimal(arrays.params[layer][0][i, j]), INK, 14)
    shapes = [label] if across == 0 else [*on_line(label)]
    if step in WEIGHTS_OF and ACTIVE_EDGES[step] == (before, after):
        shapes.insert(-1, _band((start, end)))  # over the ground of the label, which would cut it
    if arrays.knows(f"layer {layer + 1}"):
        shapes += _pill(weight + [0, 26 if across == 0 else 21], arrays.grads[layer][0][i, j], 13)
    return shapes


def _pill(at, value, size):
    """Draw a gradient in its frame."""
    word = decimal(value)
    box = np.array([text_width(word, size, "semibold") + 14, 1.4 * size])
    frame = Box(*(at - box / 2), *box, GRADIENT.tint, GRADIENT.ink, 1.0, radius=box[1] / 2)
    return [frame, Label(*at, word, GRADIENT.ink, size, weight="semibold")]


def _node(arrays, column, unit, active):
    """Draw a node with its operation, its value above and the derivative of J below."""
    at, back = place(column, unit), arrays.knows("dout")
    edge, width = (GRADIENT.ink if back else NETWORK.ink, 2.6) if active else (MUTED, 1.0)
    fill = PAPER if column in "xJ" else GROUND
    name = column if column == "J" else f"{column}_{unit + 1}"
    box = _box(column)
    shapes = [
        Box(*(at - box / 2), *box, fill, edge, width, radius=9),
        Label(*(at - [0, 9]), f"${name}$", INK, 16),
        Label(*(at + [0, 12]), _operation(arrays, column, unit), MUTED, SMALL),
    ]
    if arrays.knows(column):
        value = arrays.J if column == "J" else getattr(arrays, column)[0, unit]
        shapes.append(Label(*(at - [0, 35]), decimal(value), INK, 16, weight="semibold"))
    if column == "out":
        target = f"target {decimal(arrays.y[0, unit], 0)}"
        shapes.append(Label(*(at - [0, 57]), target, MUTED, SMALL))
    shapes += _gradient(arrays, column, unit, at)
    return Group(tuple(shapes), _described(arrays, column, unit))


def _operation(arrays, column, unit):
    if column in ("h", "out"):
        return f"∑ {signed(arrays.params[column == 'out'][1][unit])}"
    return {"x": "input", "Z": arrays.activation, "J": HALF_SQUARES}[column]


def _gradient(arrays, column, unit, at):
    """Write the derivative below a node and, at a fork, the part that each path contributes."""
    if column == "J":
        return _pill(at + [0, 38], 1.0, 14) if arrays.knows("dout") else []
    shapes, name = [], f"d{column}"
    if name in STEPS and arrays.knows(name):
        shapes += _pill(at + [0, 38], getattr(arrays, name)[0, unit], 14)
    if column == "Z" and arrays.knows("parts"):
        first, second = arrays.parts[unit]
        sum_sign = "= " if arrays.knows("dZ") else ""
        for row, term in enumerate((f"{sum_sign}{decimal(first)}", signed(second))):
            line = at + [0, 60 + 19 * row]
            shapes += [
                Label(*(line + [-14, 0]), term, GRADIENT.ink, 13, "end"),
                Label(*(line + [-9, 0]), f"via $out_{row + 1}$", MUTED, 13, "start"),
            ]
    return shapes


def _described(arrays, column, unit):
    """Return the tooltip of a node: its derivative, also by central differences."""
    if column in "xJ" or not arrays.knows(f"d{column}"):
        return ""
    slope, nudged = getattr(arrays, f"d{column}")[0, unit], arrays.nudged[f"d{column}"][0, unit]
    return (
        f"∂J/∂{column}{unit + 1} = {decimal(slope, 6)}; "
        f"central differences give {decimal(nudged, 6)}."
    )


def _key(step):
    """Draw the key: three kinds of numbers and, where a step is marked, what its marks mean."""
    first, second = HEIGHT - 38, HEIGHT - 13
    numbers = [
        Label(12, first, "0.25", INK, 14, "start", "semibold"),
        Label(44, first, "value", MUTED, 14, "start"),
        Label(101, first, "0.25", INK, 14, "start"),
        Label(
            145, first, "local derivative of an edge (in a layer, its weight)", MUTED, 14, "start"
        ),
        *_pill(np.array([114, second]), 0.25, 14),
        Label(
            145, second, "derivative of $J$ with respect to the number above it", MUTED, 14, "start"
        ),
    ]
    if not step:
        return numbers
    left, right = (546, second), (596, second)
    if step in WEIGHTS_OF:
        weights = Label(608, second, "weights of this step", GRADIENT.ink, 14, "start")
        return [*numbers, _band((left, right)), *arrow((left, right), MUTED, 1.3), weights]
    return [
        *numbers,
        *arrow(((546, first), (596, first)), NETWORK.ink, 2.6, head=11),
        Label(608, first, "forward pass", NETWORK.ink, 14, "start"),
        *arrow((right, left), GRADIENT.ink, 2.6, head=11),
        Label(608, second, "backward pass", GRADIENT.ink, 14, "start"),
    ]
