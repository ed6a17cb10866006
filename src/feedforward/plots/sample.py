"""One sample on its way through a small network, a layer at a time."""

from dataclasses import dataclass

import numpy as np

from feedforward.losses import cross_entropy, cross_entropy_backward, softmax
from feedforward.network import forward

from .bars import number_on
from .graph import draw_network, draw_words, edge_places, layer_places, network_graph, unit_places
from .moving import APART, BESIDE
from .style import FONT_SIZE

SIZES = (2, 3, 3, 2)
STEPS = ("x", "h_1", "Z_1", "h_2", "Z_2", "out", "class")
COLUMNS = ("inputs", "hidden 1", "hidden 2", "outputs")
LAYER_OF = (0, 1, 1, 2, 2, 3, 3)
GRAPH = network_graph(SIZES, fewest=3)


@dataclass(frozen=True)
class Sample:
    """All numbers of one pass, and the place where the reader stands."""

    params: list
    stages: tuple  # x, h_1, Z_1, h_2, Z_2, out, each (m,)
    step: int  # index in STEPS
    unit: int  # the unit that is looked at, from 0
    activation: str
    label: int
    S: np.ndarray  # (2,), softmax of out
    J: float
    dout: np.ndarray  # (2,), dJ/dout
    note: str = ""

    @property
    def layer(self):
        """The column of the picture that the step belongs to."""
        return LAYER_OF[self.step]

    @property
    def predicted(self):
        """The class: the index of the largest output, the first of equal ones."""
        return int(np.argmax(self.stages[5]))


def tidy_params(number):
    """Weights and biases with one decimal, the same for the same number."""
    rng = np.random.default_rng(number)
    pairs = zip(SIZES[:-1], SIZES[1:], strict=True)
    return [(rng.integers(-15, 16, (a, b)) / 10, rng.integers(-5, 6, b) / 10) for a, b in pairs]


def sample_arrays(x, params, f, activation, step, unit, label, forward=forward):
    """Compute one pass. x (2,), params of SIZES, step 0 to 6, unit from 0 -> Sample"""
    X, labels = np.array([x]), np.array([label])
    out, cache = forward(X, params, f)
    (h_1, Z_1), (h_2, Z_2) = np.asarray(cache)[:, :, 0]
    unit = min(unit, SIZES[LAYER_OF[step]] - 1)
    return Sample(
        params,
        (X[0], h_1, Z_1, h_2, Z_2, out[0]),
        step,
        unit,
        activation,
        label,
        softmax(out)[0],
        cross_entropy(out, labels),
        cross_entropy_backward(out, labels)[0],
    )


def unit_words(arrays):
    """What stands in each unit: its newest number, or nothing where the pass has not come."""
    words = []
    for layer, m in enumerate(SIZES):
        reached = [stage for stage in range(arrays.step + 1) if LAYER_OF[stage] == layer]
        if not reached:
            words += [""] * m
            continue
        newest = arrays.stages[min(reached[-1], 5)]
        words += [number_on(value) for value in newest]
    return words


def _looks(arrays):
    """The edges into the unit that is looked at while it adds up, and the unit itself."""
    bold = [np.zeros(W.shape, bool) for W, _ in arrays.params]
    marked = [np.zeros(m, bool) for m in SIZES]
    if adds_up(arrays.step):
        bold[arrays.layer - 1][:, arrays.unit] = True
    unit = arrays.predicted if STEPS[arrays.step] == "class" else arrays.unit
    marked[arrays.layer][unit] = True
    return {"bold": bold, "marked": marked}


def adds_up(step):
    """Whether a step is a matrix product: h_1, h_2 or out."""
    return STEPS[step] in ("h_1", "h_2", "out")


def draw_sample(ax, arrays, artists=None):
    """Draw the network with the numbers that have come so far, and the weights of one unit.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    old = artists or {}
    weights, looks = [W for W, _ in arrays.params], _looks(arrays)
    if not old:  # these never change, and are not given back, so that they are drawn once
        draw_words(ax, layer_places(GRAPH, 1.14), COLUMNS)
    artists = draw_network(ax, GRAPH, old, weights=weights, size=44, room=(0, 0.2), **looks)
    colors = ["black" if marked else "white" for marked in np.concatenate(looks["marked"])]
    artists["numbers"] = draw_words(
        ax, unit_places(GRAPH), unit_words(arrays), old.get("numbers"),
        colors=colors, fontweight="bold", gid=BESIDE,
    )  # fmt: skip
    place = layer_places(GRAPH, 1.03)[[arrays.layer]]
    word = [STEPS[min(arrays.step, 5)]]
    artists["step"] = draw_words(
        ax, place, word, old.get("step"), gid=APART, fontsize=FONT_SIZE + 1
    )
    places, words = [], []
    if adds_up(arrays.step):
        W = weights[arrays.layer - 1][:, arrays.unit]
        places = edge_places(GRAPH, arrays.layer, 0.5)[:, arrays.unit]
        words = [number_on(w, 1) for w in W]
    box = {"boxstyle": "round,pad=0.15", "fc": "white", "ec": "none", "alpha": 0.85}
    artists["weights"] = draw_words(ax, places, words, old.get("weights"), most=3, bbox=box)
    return artists
