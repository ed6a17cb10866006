"""The shape of networks: their sizes drawn, where their parameters are, what a budget buys."""

from dataclasses import dataclass

import numpy as np

from feedforward.exercises.structure import width_for_budget
from feedforward.network import count_parameters

from .graph import NetworkGraph, draw_network, draw_words, layer_places, network_graph
from .style import BLACK, BLUE, FONT_SIZE, GREY, LINES, VERMILION, dress

MOST_LAYERS = 6  # affine layers that the pictures have room for
DEPTHS = np.arange(1, 9)


@dataclass(frozen=True)
class Structure:
    """A network's sizes, and how many parameters stand in each of its affine layers."""

    sizes: tuple
    graph: NetworkGraph
    counts: np.ndarray  # (layers,), W and b together
    total: float
    note: str = ""


def structure(sizes, count_parameters=count_parameters):
    """Count a network layer by layer. sizes [M, m_1, ..., n] -> Structure"""
    pairs = zip(sizes[:-1], sizes[1:], strict=True)
    counts = np.array([float(count_parameters(list(pair))) for pair in pairs])
    total = float(count_parameters(list(sizes)))
    return Structure(tuple(sizes), network_graph(sizes), counts, total)


def shape_words(m_in, m_out, layer):
    """What stands below a layer's edges: the shapes of its W and b."""
    return f"W_{layer} ({m_in}, {m_out})\nb_{layer} ({m_out},)"


def whole(number):
    """A count as it is read: without places where it has none."""
    return f"{number:.0f}" if number == round(number) else f"{number:.1f}"


def column_names(sizes):
    """What stands above each column of units."""
    hidden = [f"hidden {layer}\n{m}" for layer, m in enumerate(sizes[1:-1], 1)]
    return [f"inputs\n{sizes[0]}", *hidden, f"outputs\n{sizes[-1]}"]


def draw_structure(ax, arrays, artists=None):
    """Draw the network, the size of each column above it, and each layer's shapes below its edges.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    old, graph, sizes = artists or {}, arrays.graph, arrays.sizes
    artists = draw_network(ax, graph, old, room=(0.3, 0.12))
    columns = layer_places(graph, 1.05)
    artists["columns"] = draw_words(
        ax, columns, column_names(sizes), old.get("columns"), most=MOST_LAYERS + 1
    )
    between = (columns[:-1] + columns[1:]) / 2 - (0, 1.18)
    words = [
        f"{shape_words(a, b, layer)}\n{whole(count)}"
        for layer, (a, b, count) in enumerate(
            zip(sizes[:-1], sizes[1:], arrays.counts, strict=True), 1
        )
    ]
    artists["shapes"] = draw_words(
        ax, between, words, old.get("shapes"), most=MOST_LAYERS, fontsize=8.5
    )
    return artists


def _bar_artists(ax):
    dress(ax, "Share of all parameters", "percent", "layer")
    ax.set(xlim=(0, 119), ylim=(MOST_LAYERS + 0.6, 0.4))
    ax.set_yticks(range(1, MOST_LAYERS + 1))
    ax.set_xticks([0, 25, 50, 75, 100])
    rows = np.arange(1, MOST_LAYERS + 1)
    return {"bars": list(ax.barh(rows, 0, height=0.6, color=BLUE, edgecolor=BLACK, zorder=3))}


def draw_shares(ax, arrays, artists=None):
    """Draw a bar for each affine layer: its share of the parameters, and their number.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    artists = artists or _bar_artists(ax)
    layers = len(arrays.counts)
    shares = 100 * np.clip(arrays.counts, 0, None) / max(arrays.counts.sum(), 1)
    for bar, share in zip(artists["bars"], [*shares, *[0] * (MOST_LAYERS - layers)], strict=True):
        bar.set_width(share)
        bar.set_visible(share > 0)
    places = np.column_stack([shares + 1.5, np.arange(1, layers + 1)])
    artists["counts"] = draw_words(
        ax, places, [whole(c) for c in arrays.counts], artists.get("counts"),
        most=MOST_LAYERS, ha="left",
    )  # fmt: skip
    return artists


@dataclass(frozen=True)
class Budget:
    """What one budget of parameters buys at every depth."""

    M: int
    n: int
    budget: int
    deep: int  # the depth that is compared with one hidden layer
    widths: np.ndarray  # (8,), the width of each hidden layer at depths 1 to 8
    used: np.ndarray  # (8,), the parameters of these networks
    note: str = ""

    def sizes(self, depth):
        """[M, m, ..., m, n], or None where no unit fits."""
        m = int(self.widths[depth - 1])
        return [self.M] + [m] * depth + [self.n] if m >= 1 else None


def budget(M, n, deep, budget, width_for_budget=width_for_budget):
    """The widths that a budget allows at every depth of DEPTHS -> Budget"""
    widths = np.array([float(width_for_budget(M, n, int(d), budget)) for d in DEPTHS])
    sizes = [[M] + [int(m)] * d + [n] for m, d in zip(widths, DEPTHS, strict=True)]
    used = np.array([count_parameters(s) if s[1] >= 1 else 0 for s in sizes])
    return Budget(M, n, budget, deep, widths, used)


def _network_of_depth(ax, arrays, depth, artists):
    """One of the two networks, with its title; nothing but words where no width fits."""
    sizes, old = arrays.sizes(depth), artists or {}
    artists = draw_network(ax, network_graph(sizes or [arrays.M, arrays.n]), old, room=(0, 0.2))
    for artist in artists.values():
        if not isinstance(artist, list):
            artist.set_visible(sizes is not None)
    layers = "1 hidden layer" if depth == 1 else f"{depth} hidden layers"
    word = f"{layers}: no unit fits"
    if sizes:
        word = f"{layers} of {sizes[1]}: {arrays.used[depth - 1]} parameters"
    artists["title"] = draw_words(
        ax, [(0.5, 1.12)], [word], old.get("title"), fontsize=FONT_SIZE + 1
    )
    return artists


def draw_two_networks(axes, arrays, artists=None):
    """Draw the shallow network above the deep one; axes are two.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    drawn = {}
    for ax, name, depth in zip(axes, ("shallow", "deep"), (1, arrays.deep), strict=True):
        old = {key[1]: artist for key, artist in (artists or {}).items() if key[0] == name}
        now = _network_of_depth(ax, arrays, depth, old)
        drawn |= {(name, key): artist for key, artist in now.items()}
    return drawn


def _width_artists(ax):
    dress(ax, "What the budget buys", "hidden layers", "")
    ax.set(yscale="log", ylim=(0.8, 1200), xlim=(0.5, len(DEPTHS) + 0.5))
    ax.set_xticks(DEPTHS)
    ax.set_yticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
    ax.grid(axis="y", color="#DDDDDD")
    names = {"width": ("o", BLUE, "-", "units in a layer"),
             "units": ("s", VERMILION, LINES[0].linestyle, "hidden units in all")}  # fmt: skip
    artists = {}
    for name, (marker, color, style, label) in names.items():
        artists[name] = ax.plot([], [], style, marker=marker, color=color, label=label, zorder=3)[0]
    artists["compared"] = [
        ax.plot([], [], ":", color=GREY, linewidth=2, zorder=1)[0] for _ in range(2)
    ]
    ax.legend(
        loc="upper center", bbox_to_anchor=(0.5, -0.15), ncols=2, frameon=False,
        fontsize=FONT_SIZE - 1,
    )  # fmt: skip
    return artists


def draw_widths(ax, arrays, artists=None):
    """Draw width and number of hidden units against depth; dotted where the two networks are.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    artists = artists or _width_artists(ax)
    widths = np.where(arrays.widths >= 1, arrays.widths, np.nan)
    artists["width"].set_data(DEPTHS, widths)
    artists["units"].set_data(DEPTHS, widths * DEPTHS)
    for line, depth in zip(artists["compared"], (1, arrays.deep), strict=True):
        line.set_data([depth, depth], [0.8, 1200])
    return artists
