"""A network drawn as a graph: its units in columns, a line for each weight between two of them.

`network_graph(sizes)` says where everything lies; `draw_network(ax, graph, ...)` draws it, and
`draw_words` writes on it, for instance at `unit_places` and `edge_places`. All of it lies in the
unit square, so that a network that changes needs no new axes.
"""

from dataclasses import dataclass

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba

from .moving import change
from .style import BLACK, BLUE, FONT_SIZE, GREEN, GREY, ORANGE, VERMILION
from .words import Word

MOST = 9  # units of a layer that are drawn; of a wider one, the first and the last
FEWEST_ROWS = 4  # so that small networks are not drawn with huge distances
DASHED, SOLID = (0, (4, 2)), "solid"


@dataclass(frozen=True)
class NetworkGraph:
    """Where the units and edges of a network lie in the unit square; layer 0 holds the inputs."""

    sizes: tuple
    units: tuple  # for each layer (k,): which of its units are drawn
    places: tuple  # for each layer (k, 2): where
    gaps: np.ndarray  # (G, 2): where units are left out
    edges: tuple  # for each layer but the first, (k_in, k_out, 2, 2): from a unit to a unit

    def shown(self, values):
        """Of one array (m_in, m_out) a layer, the entries (k_in, k_out) whose edges are drawn."""
        pairs = zip(values, self.units[:-1], self.units[1:], strict=True)
        return [np.asarray(one)[np.ix_(before, after)] for one, before, after in pairs]


def shown_units(m, most=MOST):
    """Which of m units are drawn: all, or as many of the first as of the last with a gap between.

    -> units (k,), and the rows (k,) that they take of at most `most`
    """
    if m <= most:
        return np.arange(m), np.arange(m)
    half = (most - 1) // 2
    units = np.concatenate([np.arange(half), np.arange(m - half, m)])
    return units, np.concatenate([np.arange(half), np.arange(half + 1, 2 * half + 1)])


def network_graph(sizes, most=MOST, fewest=FEWEST_ROWS):
    """Lay a network out: a column a layer, from the inputs on the left to the outputs on the right.

    sizes [M, m_1, ..., n]; most >= 3 units of a layer are drawn; the columns are divided into rows
    for as many units as the widest layer shows, and for `fewest` at least -> NetworkGraph
    """
    layers = [shown_units(m, most) for m in sizes]
    spacing = 1 / max(fewest, *(rows[-1] + 1 for _, rows in layers))
    places, gaps = [], []
    for layer, (m, (_, rows)) in enumerate(zip(sizes, layers, strict=True)):
        x = (layer + 0.5) / len(sizes)
        y = 0.5 - spacing * (rows - rows[-1] / 2)
        places.append(np.column_stack([np.full(len(rows), x), y]))
        if m > most:
            gaps.append((x, 0.5))
    edges = tuple(
        np.stack(np.broadcast_arrays(before[:, None], after[None]), axis=2)
        for before, after in zip(places[:-1], places[1:], strict=True)
    )
    units = tuple(units for units, _ in layers)
    return NetworkGraph(tuple(sizes), units, tuple(places), np.reshape(gaps, (-1, 2)), edges)


def unit_places(graph, step=(0.0, 0.0)):
    """Where all drawn units lie, layer by layer and moved by step: (K, 2)."""
    return np.concatenate(graph.places) + step


def edge_places(graph, layer, along=0.3):
    """Points on the edges into a layer, `along` of the way to it: (k_in, k_out, 2)."""
    edges = graph.edges[layer - 1]
    return (1 - along) * edges[:, :, 0] + along * edges[:, :, 1]


def layer_places(graph, y):
    """A point in each layer's column, at height y: (layers, 2)."""
    return np.array([(places[0, 0], y) for places in graph.places])


def _network_artists(ax, room):
    ax.set(xlim=(0, 1), ylim=(-room[0], 1 + room[1]))
    ax.axis("off")
    ax.spines[:].set_visible(False)  # a panel draws them also where the axis is off
    artists = {"edges": LineCollection([], zorder=2)}
    ax.add_collection(artists["edges"], autolim=False)
    looks = {"inputs": ("s", GREY), "hidden": ("o", BLUE), "outputs": ("D", GREEN)}
    for name, (marker, color) in looks.items():
        artists[name] = ax.plot([], [], marker, color=color, mec="white", mew=0.8, zorder=4)[0]
    artists["marked"] = ax.plot([], [], "o", mfc=ORANGE, mec=BLACK, mew=1.5, zorder=5)[0]
    artists["off"] = ax.plot([], [], "o", mfc="white", mec="#A8A8A8", zorder=5)[0]
    artists["crosses"] = ax.plot([], [], "x", color=BLACK, mew=1.4, zorder=6)[0]
    artists["gaps"] = ax.plot([], [], ".", color=BLACK, markersize=4, zorder=4)[0]
    return artists


def draw_network(
    ax,
    graph,
    artists=None,
    *,
    weights=None,
    bold=None,
    off=None,
    marked=None,
    size=None,
    room=(0.0, 0.0),
):
    """Draw a network; returns the artists by name, and moves them when it is given them back.

    weights: W (m_in, m_out) of each layer. An edge is the thicker the larger its weight is beside
        the largest of all; blue and whole where it is positive, orange and dashed where negative.
    bold: bool (m_in, m_out) for each layer, edges that stand out.
    off, marked: bool (m,) for each layer, inputs first; a unit that is off is empty and crossed
        out, with its edges gone; one that is marked is orange with a black rim.
    size: of the units, in points.
    room: below and above the unit square, in its height, for words.
    """
    artists = artists or _network_artists(ax, room)
    change(artists["edges"], **_edge_looks(graph, weights, bold, off))
    _place_units(artists, graph, _chosen(graph, off), _chosen(graph, marked))
    _scale_units(artists, _unit_size(ax, graph) if size is None else size)
    dots = np.array([[0.0, -0.022], [0.0, 0.0], [0.0, 0.022]])
    change(artists["gaps"], data=(graph.gaps[:, None] + dots).reshape(-1, 2).T)
    return artists


def _unit_size(ax, graph):
    """In points: as large as leaves air between the units of a column, between 7 and 22."""
    distance = min(np.ptp(p[:2, 1]) if len(p) > 1 else 1.0 for p in graph.places)
    height = np.ptp(ax.transData.transform([(0, 0), (0, 1)])[:, 1]) * 72 / ax.figure.dpi
    return float(np.clip(0.5 * distance * height, 7, 22))


def _scale_units(artists, size):
    for name, share in [("inputs", 0.85), ("hidden", 1), ("outputs", 0.85), ("marked", 1),
                        ("off", 1), ("crosses", 0.55)]:  # fmt: skip
        change(artists[name], markersize=share * size)


def _chosen(graph, flags):
    """Which of the drawn units are meant, in the order of `unit_places`: (K,) of bool."""
    if flags is None:
        return np.zeros(sum(map(len, graph.units)), bool)
    pairs = zip(flags, graph.units, strict=True)
    return np.concatenate([np.asarray(one, bool)[units] for one, units in pairs])


def _place_units(artists, graph, off, marked):
    places = unit_places(graph)
    last = len(graph.places) - 1
    layer = np.repeat(np.arange(last + 1), [len(units) for units in graph.units])
    roles = {"inputs": layer == 0, "hidden": (layer > 0) & (layer < last), "outputs": layer == last}
    for name, role in roles.items():
        change(artists[name], data=places[role & ~off & ~marked].T)
    change(artists["marked"], data=places[marked & ~off].T)
    for name in ("off", "crosses"):
        change(artists[name], data=places[off].T)


def _edge_looks(graph, weights, bold, off):
    """What LineCollection.set takes: segments, colours, widths and styles of the drawn edges."""
    segments = np.concatenate([edges.reshape(-1, 2, 2) for edges in graph.edges])
    count = len(segments)
    widths = np.full(count, np.clip(60 / count, 0.5, 1.2))
    colors, styles = np.tile(to_rgba("#8C8C8C"), (count, 1)), [SOLID] * count
    if weights is not None:
        values = _flat(graph.shown(weights))
        largest = np.abs(values).max() or 1.0
        widths = 0.4 + 3.2 * np.abs(values) / largest
        colors = np.where((values < 0)[:, None], to_rgba(VERMILION), to_rgba(BLUE))
        styles = [DASHED if value < 0 else SOLID for value in values]
    if bold is not None:
        chosen = _flat(graph.shown(bold)).astype(bool)
        colors[~chosen, 3] = 0.25
        widths = widths + 1.2 * chosen
    if off is not None:
        colors[_flat(_touching(graph, off)), 3] = 0.0
    return {"segments": segments, "color": colors, "linewidth": widths, "linestyle": styles}


def _flat(arrays):
    return np.concatenate([one.ravel() for one in arrays])


def _touching(graph, off):
    """For each layer (k_in, k_out): whether an edge begins or ends at a unit that is off."""
    pairs = zip(off[:-1], off[1:], strict=True)
    ends = [np.asarray(a, bool)[:, None] | np.asarray(b, bool)[None] for a, b in pairs]
    return graph.shown(ends)


def draw_words(ax, places, words, pool=None, *, most=None, colors=None, **look):
    """Write a word at each of the places (K, 2) of the unit square; words left out hide.

    Returns the texts, and changes them when it is given them back. `most` is how many there can
    ever be; `colors`: one for each word, where they change; further arguments are those of
    matplotlib's Text, such as a gid of `moving`.
    """
    if pool is None:
        look = {"ha": "center", "va": "center", "fontsize": FONT_SIZE - 1, "zorder": 8} | look
        pool = [
            ax.add_artist(Word(0, 0, "", visible=False, clip_on=False, **look))
            for _ in range(most or len(words))
        ]
    if len(words) > len(pool):
        raise ValueError(f"There are {len(words)} words, and at most {len(pool)} were announced.")
    colors = [{"color": color} for color in colors] if colors else [{}] * len(words)
    for text, place, word, color in zip(pool, places, words, colors, strict=False):
        change(text, text=word, position=place, visible=True, **color)
    for text in pool[len(words) :]:
        change(text, visible=False)
    return pool
