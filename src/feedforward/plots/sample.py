"""One sample on its way through a small network, a layer at a time."""

from dataclasses import dataclass

import numpy as np

from feedforward.formatting import decimal
from feedforward.losses import cross_entropy, cross_entropy_backward, softmax
from feedforward.network import forward

from .diagram import Label, Lines, on_line
from .graph import (
    DASHED,
    NEGATIVE,
    POSITIVE,
    edge_places,
    layer_places,
    network_graph,
    network_shapes,
)
from .style import INK, MUTED, NETWORK

SIZES = (2, 3, 3, 2)
STEPS = ("x", "h₁", "Z₁", "h₂", "Z₂", "out", "class")
LAST = len(STEPS) - 1
COLUMNS = ("inputs", "hidden 1", "hidden 2", "outputs")
LAYER_OF = (0, 1, 1, 2, 2, 3, 3)
WIDTH, HEIGHT, RADIUS = 480, 378, 25  # narrow enough to be shown whole on a telephone
GRAPH = network_graph(SIZES, (-20, 50, WIDTH + 40, 282), fewest=3)


@dataclass(frozen=True)
class Sample:
    """All numbers of one pass, and the step and unit that the reader looks at."""

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
    """The newest number of each unit, or nothing where the pass has not arrived."""
    words = []
    for layer, m in enumerate(SIZES):
        reached = [stage for stage in range(arrays.step + 1) if LAYER_OF[stage] == layer]
        if not reached:
            words += [""] * m
            continue
        newest = arrays.stages[min(reached[-1], 5)]
        words += [decimal(value) for value in newest]
    return words


def _looks(arrays):
    """The edges into the unit that is looked at while it adds up, and the unit itself."""
    bold = [np.zeros(W.shape, bool) for W, _ in arrays.params]
    marked = [np.zeros(m, bool) for m in SIZES]
    if adds_up(arrays.step):
        bold[arrays.layer - 1][:, arrays.unit] = True
    unit = arrays.predicted if arrays.step == LAST else arrays.unit
    marked[arrays.layer][unit] = arrays.step > 0  # all inputs go in
    return {"bold": bold, "marked": marked}


def adds_up(step):
    """Return True if a step is a matrix product: h₁, h₂ or out."""
    return STEPS[step] in ("h₁", "h₂", "out")


def draw_sample(arrays):
    """The network with the numbers known so far, and the weights of the unit that adds up."""
    weights = [W for W, _ in arrays.params]
    shapes = network_shapes(GRAPH, weights=weights, radius=RADIUS, **_looks(arrays))
    for (x, y), name in zip(layer_places(GRAPH, 14), COLUMNS, strict=True):
        shapes.append(Label(x, y, name, MUTED, 16))
    # Below the name of the column, because it stands for all of the units.
    x = GRAPH.places[arrays.layer][0][0]
    shapes.append(Label(x, 42, typeset(STEPS[min(arrays.step, LAST - 1)]), NETWORK.ink, 18))
    places = np.concatenate(GRAPH.places)
    for (x, y), word in zip(places, unit_words(arrays), strict=True):
        if word:
            shapes.append(Label(x, y, word, INK, 16, weight="semibold"))
    return shapes + _sum_labels(arrays) + _class_label(arrays) + _key()


def _key():
    """Say below the network what the lines mean."""
    y, shapes = HEIGHT - 14, []
    for x, word, color, dash in (
        (24, "positive weight", POSITIVE, None), (178, "negative weight", NEGATIVE, DASHED),
    ):  # fmt: skip
        shapes.append(Lines((((x, y), (x + 28, y)),), color, 2.5, dash))
        shapes.append(Label(x + 35, y, word, MUTED, 15, "start"))
    return [*shapes, Label(346, y, "the larger, the thicker", MUTED, 15, "start")]


def _sum_labels(arrays):
    """The weights on the edges into the unit that adds up, and its bias below it."""
    if not adds_up(arrays.step):
        return []
    W, b = arrays.params[arrays.layer - 1]
    places = edge_places(GRAPH, arrays.layer, 0.5)[:, arrays.unit]
    shapes = [
        shape
        for (x, y), w in zip(places, W[:, arrays.unit], strict=True)
        for shape in on_line(Label(x, y, decimal(w, 1), POSITIVE if w >= 0 else NEGATIVE, 15))
    ]
    x, y = GRAPH.places[arrays.layer][arrays.unit] + [0, RADIUS + 14]
    sign = "−" if b[arrays.unit] < 0 else "+"
    return [*shapes, Label(x, y, f"{sign} {decimal(abs(b[arrays.unit]), 1)}", MUTED, 15)]


def _class_label(arrays):
    if arrays.step != LAST:
        return []
    x, y = GRAPH.places[-1][arrays.predicted] + [0, RADIUS + 16]
    return [Label(x, y, f"class {arrays.predicted}", INK, 15, weight="semibold")]


def typeset(name):
    """h₁ as mathematics for a diagram: $h_1$."""
    return f"${name.replace('₁', '_1').replace('₂', '_2')}$"
