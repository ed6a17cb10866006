"""A network drawn as a graph: its units in columns, a line for each weight between two of them.

`network_graph(sizes, frame)` says where everything lies; `network_shapes(graph, ...)` gives the
shapes of a diagram. Labels go to `edge_places`, `layer_places` and the `places` of the units.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .diagram import Box, Lines
from .style import FAINT, GROUND, INK, MUTED, NETWORK, PAPER, SERIES

MOST = 9  # units of a layer that are drawn; of a wider one, the first and the last
FEWEST_ROWS = 4  # so that small networks are not drawn with huge distances
POSITIVE, NEGATIVE = SERIES[0].ink, SERIES[1].ink
DASHED = (6, 4)  # of negative weights


@dataclass(frozen=True)
class NetworkGraph:
    """The places of the units and edges of a network, in pixels; layer 0 holds the inputs."""

    sizes: tuple
    units: tuple  # for each layer (k,): which of its units are drawn
    places: tuple  # for each layer (k, 2): where
    gaps: np.ndarray  # (G, 2): where units are left out
    edges: tuple  # for each layer but the first, (k_in, k_out, 2, 2): from a unit to a unit
    radius: float  # of a unit: it leaves air between the units of a column

    def shown(self, values):
        """Of one array (m_in, m_out) a layer, the entries (k_in, k_out) whose edges are drawn."""
        pairs = zip(values, self.units[:-1], self.units[1:], strict=True)
        return [np.asarray(one)[np.ix_(before, after)] for one, before, after in pairs]


def shown_units(m, most=MOST):
    """Choose the units that are drawn: all m, or equally many of the first and the last.

    -> units (k,), and the rows (k,) that they take of at most `most`
    """
    if m <= most:
        return np.arange(m), np.arange(m)
    half = (most - 1) // 2
    units = np.concatenate([np.arange(half), np.arange(m - half, m)])
    return units, np.concatenate([np.arange(half), np.arange(half + 1, 2 * half + 1)])


def network_graph(sizes, frame, most=MOST, fewest=FEWEST_ROWS):
    """Lay a network out in a frame: a column per layer, from the inputs to the outputs.

    sizes [M, m_1, ..., n]; frame (left, top, width, height); most >= 3 units of a layer are drawn;
    a column is divided into rows for as many units as the widest layer shows, and for `fewest` at
    least -> NetworkGraph
    """
    left, top, width, height = frame
    layers = [shown_units(m, most) for m in sizes]
    spacing = height / max(fewest, *(rows[-1] + 1 for _, rows in layers))
    places, gaps = [], []
    for layer, (m, (_, rows)) in enumerate(zip(sizes, layers, strict=True)):
        x = left + width * (layer + 0.5) / len(sizes)
        y = top + height / 2 + spacing * (rows - rows[-1] / 2)
        places.append(np.column_stack([np.full(len(rows), x), y]))
        if m > most:
            gaps.append((x, top + height / 2))
    edges = tuple(
        np.stack(np.broadcast_arrays(before[:, None], after[None]), axis=2)
        for before, after in pairwise(places)
    )
    return NetworkGraph(
        tuple(sizes), tuple(units for units, _ in layers), tuple(places),
        np.reshape(gaps, (-1, 2)), edges, float(np.clip(0.28 * spacing, 4, 12)),
    )  # fmt: skip


def edge_places(graph, layer, along=0.3):
    """Points on the edges into a layer, `along` of the way to it: (k_in, k_out, 2)."""
    edges = graph.edges[layer - 1]
    return (1 - along) * edges[:, :, 0] + along * edges[:, :, 1]


def layer_places(graph, y):
    """A point in each layer's column, at height y: (layers, 2)."""
    return np.array([(places[0, 0], y) for places in graph.places])


def network_shapes(graph, *, weights=None, bold=None, off=None, marked=None, radius=None):
    """The edges and units of a network as shapes.

    weights: W (m_in, m_out) of each layer. An edge is the thicker the larger its weight is beside
        the largest of all; blue and solid where it is positive, orange and dashed where negative.
    bold: bool (m_in, m_out) for each layer, edges that stand out; all others are fainter.
    off, marked: bool (m,) for each layer, inputs first; a unit that is off is empty and crossed
        out, with its edges gone; one that is marked has a thick rim.
    radius: of the units, in pixels.
    """
    radius = radius or graph.radius
    dots = [Box(x - 1.5, y + step - 1.5, 3, 3, MUTED, radius=1.5)
            for x, y in graph.gaps for step in (-8, 0, 8)]  # fmt: skip
    return [*_edges(graph, weights, bold, off), *_units(graph, off, marked, radius), *dots]


def _edges(graph, weights, bold, off):
    """Lines for all edges: as one path where they look alike, else one by one."""
    segments = np.concatenate([edges.reshape(-1, 2, 2) for edges in graph.edges])
    seen = np.ones(len(segments), bool) if off is None else ~_flat(_touching(graph, off))
    if weights is None and bold is None:
        width = float(np.clip(80 / len(segments), 0.7, 1.4))
        return [Lines(tuple(segments[seen]), MUTED, width, opacity=0.55)]
    values = None if weights is None else _flat(graph.shown(weights))
    chosen = np.zeros(len(segments), bool) if bold is None else _flat(graph.shown(bold))
    order = np.argsort(chosen, kind="stable")  # those that stand out lie above the others
    looks = (_edge_look(values, chosen, k, bold is not None) for k in order if seen[k])
    kept = [k for k in order if seen[k]]
    return [Lines((segments[k],), **look) for k, look in zip(kept, looks, strict=True)]


def _edge_look(values, chosen, k, some_are_chosen):
    faint = 0.45 if chosen.any() else 0.75  # the others still have to be seen on a projector
    look = {"opacity": 1.0 if chosen[k] or not some_are_chosen else faint}
    if values is None:
        return look | {"color": INK if chosen[k] else MUTED, "width": 2.0 if chosen[k] else 1.2}
    largest = np.abs(values).max() or 1.0
    width = 1.0 + 3.0 * abs(values[k]) / largest + 1.0 * chosen[k]
    negative = values[k] < 0
    sign = {"color": NEGATIVE, "dash": DASHED} if negative else {"color": POSITIVE}
    return look | sign | {"width": width}


def _units(graph, off, marked, radius):
    shapes, last = [], len(graph.places) - 1
    for layer, (places, units) in enumerate(zip(graph.places, graph.units, strict=True)):
        fill, edge = (GROUND, MUTED) if layer == 0 else (NETWORK.tint, NETWORK.ink)
        fill = PAPER if layer == last else fill
        for place, unit in zip(places, units, strict=True):
            if off is not None and off[layer][unit]:
                shapes += crossed_out(place, radius)
            elif marked is not None and marked[layer][unit]:
                shapes.append(disc(place, radius + 1, fill, INK, 3.0))
            else:
                shapes.append(disc(place, radius, fill, edge, 1.4))
    return shapes


def disc(place, radius, fill, edge=None, line_width=1.0, dash=None):
    """A round Box around a place (2,)."""
    x, y = np.asarray(place) - radius
    return Box(x, y, 2 * radius, 2 * radius, fill, edge, line_width, dash, radius)


def crossed_out(place, radius):
    """A unit that is off: an empty disc with a cross -> shapes"""
    step = 0.45 * radius * np.array([[1, 1], [1, -1]])
    cross = tuple((place - one, place + one) for one in step)
    return disc(place, radius, PAPER, FAINT, 1.4, (3, 2)), Lines(cross, MUTED, 1.8)


def _flat(arrays):
    return np.concatenate([one.ravel() for one in arrays]).copy()


def _touching(graph, off):
    """For each layer (k_in, k_out): whether an edge begins or ends at a unit that is off."""
    ends = [np.asarray(a, bool)[:, None] | np.asarray(b, bool)[None] for a, b in pairwise(off)]
    return graph.shown(ends)
