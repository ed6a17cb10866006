"""The structure of a network: its sizes, its shapes, and where its parameters are."""

from dataclasses import dataclass

import numpy as np

from feedforward.network import count_parameters

from .diagram import Box, Group, Label
from .graph import NetworkGraph, layer_places, network_graph, network_shapes
from .style import FAINT, INK, MUTED, NETWORK

MOST_LAYERS = 6  # affine layers that the picture has room for
WIDTH, HEIGHT = 820, 404
FRAME = (0, 62, WIDTH, 220)  # of the network; the shapes and the counts lie below it
BAR = 84  # pixels that stand for all parameters


@dataclass(frozen=True)
class Structure:
    """A network's sizes, and how many parameters each of its affine layers has."""

    sizes: tuple
    graph: NetworkGraph
    counts: np.ndarray  # (layers,), W and b together
    total: float
    note: str = ""

    @property
    def shares(self):
        """The share of all parameters in each layer, in percent."""
        return 100 * np.clip(self.counts, 0, None) / max(self.counts.sum(), 1)


def structure(sizes, count_parameters=count_parameters):
    """Count a network layer by layer. sizes [M, m_1, ..., n] -> Structure"""
    pairs = zip(sizes[:-1], sizes[1:], strict=True)
    counts = np.array([float(count_parameters(list(pair))) for pair in pairs])
    total = float(count_parameters(list(sizes)))
    return Structure(tuple(sizes), network_graph(sizes, FRAME), counts, total)


def whole(number):
    """A count, with a decimal only where it is not whole."""
    return f"{number:.0f}" if number == round(number) else f"{number:.1f}"


def draw_structure(arrays):
    """The network, the size of each column above it, and each layer's shapes and count below."""
    columns = layer_places(arrays.graph, 22)
    last = len(columns) - 1
    shapes = network_shapes(arrays.graph)
    for layer, ((x, y), m) in enumerate(zip(columns, arrays.sizes, strict=True)):
        name = {0: "inputs", last: "outputs"}.get(layer, f"hidden {layer}")
        shapes += [
            Label(x, y, name, MUTED, 13),
            Label(x, y + 20, f"{m}", INK, 16, weight="semibold"),
        ]
    for layer, x in enumerate((columns[:-1, 0] + columns[1:, 0]) / 2, 1):
        shapes.append(_below(x, layer, arrays))
    return shapes


def _below(x, layer, arrays):
    """The shapes of one affine layer, the number of its parameters, and a bar for their share."""
    m_in, m_out = arrays.sizes[layer - 1 : layer + 1]
    count, share = arrays.counts[layer - 1], arrays.shares[layer - 1]
    words = f"{whole(count)} parameters, {share:.0f}% of all"
    return Group(
        (
            Label(x, 303, f"$W_{layer}$ ({m_in}, {m_out})", INK, 14),
            Label(x, 323, f"$b_{layer}$ ({m_out},)", INK, 14),
            Box(x - BAR / 2, 341, BAR, 9, None, FAINT, 1.0, radius=2),
            Box(x - BAR / 2, 341, max(BAR * share / 100, 0.1), 9, NETWORK.fill, radius=2),
            Label(x, 364, whole(count), INK, 15, weight="semibold"),
            Label(x, 383, f"{share:.0f}%", MUTED, 13),
        ),
        f"Layer {layer}: {words}.",
    )
