"""Dropout on a drawn network: which units each pass is left with, and what comes out on average."""

from dataclasses import dataclass

import numpy as np

from feedforward.activations import relu
from feedforward.network import forward, init_params
from feedforward.regularization import dropout_forward

from .diagram import Label
from .graph import crossed_out, disc, network_graph, network_shapes
from .style import INK, MUTED, NETWORK

INPUTS, UNITS, PASSES = 3, 8, 200
X = np.array([1.0, -0.5, 2.0])
LIMITS = (0.0, 5.0)
WIDTH, HEIGHT = 400, 440  # of the network
FRAME = (0, 40, WIDTH, 360)


@dataclass(frozen=True)
class DropoutArrays:
    """Many passes of one sample through one network, each with masks of its own."""

    sizes: tuple
    number: int  # of the pass that is shown, counted from 1
    masks: list  # (PASSES, m) for each hidden layer
    out: np.ndarray  # (PASSES,): with dropout
    full: float  # out without it
    note: str = ""  # what else the reader must be told

    @property
    def shown(self):
        """The masks of the pass that is shown, (m,) for each hidden layer."""
        return [mask[self.number - 1] for mask in self.masks]

    @property
    def running_mean(self):
        """The mean of out over the passes so far, (PASSES,)."""
        return np.cumsum(self.out) / np.arange(1, PASSES + 1)


def small_network(depth, seed=0):
    """The sizes and params of the network that is drawn: out is 1 for X without dropout.

    The weights of the output are positive, so that no unit takes back what another one gives.
    """
    sizes = (INPUTS, *[UNITS] * depth, 1)
    params = [(W, b + 0.5) for W, b in init_params(sizes, np.random.default_rng(seed))]
    W = np.abs(params[-1][0])
    params[-1] = W, np.zeros(1)
    return sizes, [*params[:-1], (W / forward(X[None], params, relu)[0], params[-1][1])]


def dropout_arrays(depth, drop, number, seed, dropout_forward=dropout_forward):
    """Send one sample through the network PASSES times, a row a pass -> DropoutArrays.

    A seed gives the same uniform numbers whatever drop is: as drop grows, units only leave.
    """
    sizes, params = small_network(depth)
    rng, Z, masks = np.random.default_rng(seed), np.tile(X, (PASSES, 1)), []
    for W, b in params[:-1]:
        Z, mask = dropout_forward(relu(Z @ W + b), drop, rng)
        masks.append(np.asarray(mask))
    out = (Z @ params[-1][0] + params[-1][1])[:, 0]
    return DropoutArrays(sizes, number, masks, out, float(forward(X[None], params, relu)[0][0, 0]))


def _off(arrays):
    ends = np.zeros(INPUTS, bool), np.zeros(1, bool)
    return [ends[0], *(mask == 0 for mask in arrays.shown), ends[1]]


def draw_thinned(arrays):
    """The shapes of the network of one pass: dropped units are crossed out, their edges gone."""
    graph = network_graph(arrays.sizes, FRAME)
    kept, dropped = np.array([96, HEIGHT - 18]), np.array([250, HEIGHT - 18])
    key = [
        disc(kept, 7, NETWORK.tint, NETWORK.ink, 1.4),
        Label(*(kept + [14, 0]), "hidden unit, kept", MUTED, 13, "start"),
        *crossed_out(dropped, 7),
        Label(*(dropped + [14, 0]), "dropped", MUTED, 13, "start"),
    ]
    title = Label(14, 18, "Units kept in this pass", INK, 16, "start", "semibold")
    return [title, *network_shapes(graph, off=_off(arrays)), *key]
