"""A 2-2-1 network, forward and back a step at a time: what is known of each number by then."""

from dataclasses import dataclass

import numpy as np

from feedforward.activations import ACTIVATIONS
from feedforward.gradcheck import numerical_gradient
from feedforward.losses import mse, mse_backward
from feedforward.network import affine_backward, backward, forward

from .graph import draw_network, draw_words, edge_places, network_graph
from .style import BLACK, FONT_SIZE, GREY, TITLE_SIZE, VERMILION

GRAPH = network_graph([2, 2, 1], fewest=2)
# What each step adds to what is known.
STEPS = ("x", "h", "Z", "out", "J", "dout", "2", "dZ", "dh", "1")
LAST = len(STEPS) - 1
TURN = STEPS.index("J")
FIRST_NUMBERS = (
    (np.array([[0.5, -0.3], [0.8, 0.6]]), np.array([0.1, -0.2])),
    (np.array([[0.7], [-0.9]]), np.array([0.2])),
)
PAPER = {"boxstyle": "square,pad=0.05", "fc": "white", "ec": "none"}
VALUE_LOOK = {"color": BLACK, "bbox": PAPER}
SLOPE_LOOK = {
    "color": VERMILION,
    "bbox": {"boxstyle": "square,pad=0.18", "fc": "white", "ec": VERMILION, "lw": 1.0},
}


@dataclass(frozen=True)
class BackwardArrays:
    """All numbers of one pass; `step` says how far it has come."""

    step: int
    activation: str
    x: np.ndarray  # (1, 2)
    y: float
    params: list  # [(W1 (2, 2), b1 (2,)), (W2 (2, 1), b2 (1,))]
    h: np.ndarray  # (1, 2)
    Z: np.ndarray  # (1, 2)
    out: float
    J: float
    dout: float
    dZ: np.ndarray  # (1, 2)
    dh: np.ndarray  # (1, 2)
    grads: list  # [(dW1, db1), (dW2, db2)], as backward gives them
    nudged: list  # the same by central differences
    note: str = ""

    def knows(self, name):
        """Whether the step has come as far as this one of STEPS."""
        return self.step >= STEPS.index(name)


def network_numbers(seed):
    """The parameters number `seed`: the first by hand, the others drawn."""
    if seed == 0:
        return [(W.copy(), b.copy()) for W, b in FIRST_NUMBERS]
    rng = np.random.default_rng(seed)
    return [(rng.normal(size=(a, m)).round(1), rng.normal(size=m).round(1) / 2) for a, m in
            ((2, 2), (2, 1))]  # fmt: skip


def backward_arrays(step, x, y, seed, activation, own_backward=backward):
    """Compute the whole pass. x (2,), y a number -> BackwardArrays."""
    X, target, params = np.array([x], float), np.array([[y]], float), network_numbers(seed)
    f, df = ACTIVATIONS[activation]
    out, cache = forward(X, params, f)
    h, Z = cache[0]
    dout = mse_backward(out, target)
    dZ, *_ = affine_backward(dout, Z, params[1][0])
    return BackwardArrays(
        step=step,
        activation=activation,
        x=X,
        y=y,
        params=params,
        h=h,
        Z=Z,
        out=out.item(),
        J=mse(out, target),
        dout=dout.item(),
        dZ=dZ,
        dh=dZ * df(h, Z),
        grads=own_backward(dout, X, cache, params, df),
        nudged=[
            tuple(_nudged(X, target, params, f, layer, part) for part in (0, 1)) for layer in (0, 1)
        ],
    )


def _nudged(X, y, params, f, layer, part):
    """The derivative of J with respect to one W or b, by central differences."""

    def J(array):
        moved = [list(pair) for pair in params]
        moved[layer][part] = array
        return mse(forward(X, moved, f)[0], y)

    return numerical_gradient(J, params[layer][part])


def number(value):
    """Three places with a true minus, and none before a zero."""
    return f"{round(float(value), 3) + 0.0:.3f}".replace("-", "−")


def _places():
    """Where each number stands, by its name: beside its edge, or above or below its unit."""
    (x0, x1), (top, bottom), (out,) = GRAPH.places
    first, second = edge_places(GRAPH, 1, 0.36), edge_places(GRAPH, 2, 0.5)
    up, aside = np.array([0.0, 0.155]), np.array([0.1, 0.0])
    places = {"x[0]": x0 + up, "x[1]": x1 - up}
    places |= {"W1[0,0]": first[0, 0] + 0.7 * up, "W1[1,1]": first[1, 1] - 0.7 * up}
    crossing = edge_places(GRAPH, 1, 0.26)
    places |= {"W1[0,1]": crossing[0, 1], "W1[1,0]": crossing[1, 0]}
    for j, unit, way in ((0, top, up), (1, bottom, -up)):
        places |= {
            f"b1[{j}]": unit + way - aside,
            f"h[{j}]": unit + way,
            f"Z[{j}]": unit + way + aside,
        }
    places |= {"W2[0,0]": second[0, 0], "W2[1,0]": second[1, 0]}
    places |= {"b2[0]": out + up - aside / 2, "out": out + up + aside / 2}
    return places | {"y": out - up - aside / 2, "J": out - up + aside / 2}


PLACES = _places()


def _known_values(arrays):
    """What is known of each number by this step, by its name."""
    (W1, b1), (W2, b2) = arrays.params
    known = {f"x[{i}]": arrays.x[0, i] for i in (0, 1)} | {"y": arrays.y}
    known |= _entries("W1", W1) | _entries("b1", b1) | _entries("W2", W2) | _entries("b2", b2)
    for name, found in {"h": _entries("h", arrays.h[0]), "Z": _entries("Z", arrays.Z[0]),
                        "out": {"out": arrays.out}, "J": {"J": arrays.J}}.items():  # fmt: skip
        known |= found if arrays.knows(name) else {}
    return known


def _known_slopes(arrays):
    """The derivatives of J that are known by this step, by the name of what moves."""
    (dW1, db1), (dW2, db2) = arrays.grads
    found = {
        "dout": {"out": arrays.dout},
        "2": _entries("W2", dW2) | _entries("b2", db2),
        "dZ": _entries("Z", arrays.dZ[0]),
        "dh": _entries("h", arrays.dh[0]),
        "1": _entries("W1", dW1) | _entries("b1", db1),
    }
    return {
        key: v for name, group in found.items() if arrays.knows(name) for key, v in group.items()
    }


def _entries(name, array):
    return {f"{name}[{','.join(map(str, i))}]": array[i] for i in np.ndindex(array.shape)}


def _active(step):
    """The edges that a step goes along, and the units that it reaches: as draw_network takes it."""
    name = STEPS[step]
    edges = [np.full((2, 2), name in ("h", "1")), np.full((2, 1), name in ("out", "2", "dZ"))]
    units = [
        np.full(2, name == "x"),
        np.full(2, name in ("h", "Z", "dZ", "dh")),
        np.full(1, name in ("out", "J", "dout")),
    ]
    return edges, units


def _name_all(ax):
    """Write the names, which never move, and what a box means."""
    ax.set_title("Values, and in boxes the derivative of J for each", fontsize=TITLE_SIZE)
    at = np.array(list(PLACES.values())) + [0, 0.05]
    draw_words(ax, at, list(PLACES), fontsize=FONT_SIZE - 1, color=GREY, bbox=PAPER)


def draw_backward(ax, arrays, artists=None):
    """Draw the network with all that is known by this step on its edges and at its units.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    bold, marked = _active(arrays.step)
    if artists is None:
        _name_all(ax)
    pools = {name: (artists or {}).get(name) for name in ("values", "slopes")}
    network = {k: v for k, v in (artists or {}).items() if k not in pools}
    drawn = draw_network(ax, GRAPH, network or None, bold=bold, marked=marked, size=17)
    drawn["values"] = _write(ax, _known_values(arrays), pools["values"], 0.0, VALUE_LOOK)
    drawn["slopes"] = _write(ax, _known_slopes(arrays), pools["slopes"], -0.055, SLOPE_LOOK)
    return drawn


def _write(ax, known, pool, down, look):
    at = [PLACES[name] + [0, down] for name in known]
    words = [number(value) for value in known.values()]
    return draw_words(ax, at, words, pool, most=len(PLACES), **look)
