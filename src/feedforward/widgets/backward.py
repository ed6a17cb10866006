"""Explorer of 6.8: a 2-2-1 network, forward and back, one step at a time."""

from dataclasses import replace
from functools import partial

import numpy as np

from feedforward.activations import ACTIVATIONS
from feedforward.plots.backward import LAST, STEPS, TURN, backward_arrays, draw_backward, number

from .explorer import Explorer, choice, slider
from .guard import computed_with, guarded
from .panel import Panel

HEADER = ("parameter", "value", "derivative, by backward", "derivative, by a nudge")
BENDS = ("tanh", "sigmoid", "relu")
SHAPES = [(2, 2), (2,), (2, 1), (1,)]


def flat(backward):
    """A backward whose pairs stand in one list, as the guard looks at results one by one."""

    def flattened(*arguments):
        grads = backward(*arguments)
        try:
            return [part for pair in grads for part in pair]
        except TypeError:
            raise TypeError("it did not give a list of pairs (dW, db)") from None

    return flattened


def own_backward(backward):
    """The learner's backward, guarded; None where there is none."""
    if backward is None:
        return None
    safe = guarded(flat(backward), "backward", lambda *_: SHAPES)

    def pairs(*arguments):
        dW1, db1, dW2, db2 = safe(*arguments)
        return [(dW1, db1), (dW2, db2)]

    pairs.__name__ = "backward"
    return pairs


def compute_with(backward):
    """The explorer's compute: with the learner's backward where it works, else with the book's."""
    own = own_backward(backward)

    def compute(values):
        # A browser sends 3 steps of 0.1 as 0.30000000000000004.
        x = np.round([values["x[0]"], values["x[1]"]], 9)
        arguments = values["step"], x, round(values["y"], 9), values["weights"], values["f"]
        arrays, note = computed_with(partial(backward_arrays, *arguments), own_backward=own)
        return replace(arrays, note=note)

    return compute


def _h(a):
    W, b = a.params[0]
    return "; ".join(
        f"h[{j}] = {number(a.x[0, 0])} · {number(W[0, j])} + {number(a.x[0, 1])} · "
        f"{number(W[1, j])} + {number(b[j])} = {number(a.h[0, j])}"
        for j in (0, 1)
    )


def _out(a):
    W, b = a.params[1]
    terms = " + ".join(f"{number(a.Z[0, j])} · {number(W[j, 0])}" for j in (0, 1))
    return f"out = {terms} + {number(b[0])} = {number(a.out)}"


def _slopes_below(a):
    dW = a.grads[0][0]
    return "; ".join(
        f"dW1[{i},{j}] = x[{i}] dh[{j}] = {number(a.x[0, i])} · {number(a.dh[0, j])} "
        f"= {number(dW[i, j])}"
        for i, j in np.ndindex(2, 2)
    )


def _each(word):
    """Two sentences, one for each hidden unit j."""
    return lambda a: "; ".join(word(a, j) for j in (0, 1))


SENTENCES = {
    "x": lambda a: "x, y and the weights are given",
    "h": _h,
    "Z": _each(lambda a, j: f"Z[{j}] = {a.activation}({number(a.h[0, j])}) = {number(a.Z[0, j])}"),
    "out": _out,
    "J": lambda a: f"J = ({number(a.out)} − {number(a.y)})²/2 = {number(a.J)}",
    "dout": lambda a: f"dout = out − y = {number(a.dout)}",
    "2": lambda a: (
        _each(lambda a, j: f"dW2[{j},0] = Z[{j}] dout = {number(a.Z[0, j])} · {number(a.dout)} "
              f"= {number(a.grads[1][0][j, 0])}")(a)
        + f"; db2[0] = dout = {number(a.grads[1][1][0])}"
    ),
    "dZ": _each(
        lambda a, j: f"dZ[{j}] = dout W2[{j},0] = {number(a.dout)} · "
        f"{number(a.params[1][0][j, 0])} = {number(a.dZ[0, j])}"
    ),
    "dh": _each(
        lambda a, j: f"dh[{j}] = dZ[{j}] f'(h[{j}]) = {number(a.dZ[0, j])} · "
        f"{number(slope(a)[j])} = {number(a.dh[0, j])}"
    ),
    "1": lambda a: f"{_slopes_below(a)}; db1 = dh",
}  # fmt: skip


def slope(arrays):
    """f'(h) of both hidden units (2,)."""
    _, df = ACTIVATIONS[arrays.activation]
    return df(arrays.h, arrays.Z)[0]


def describe(arrays):
    """What this step computes, in numbers."""
    way = "given" if arrays.step == 0 else "forward" if arrays.step <= TURN else "back"
    sentence = SENTENCES[STEPS[arrays.step]](arrays)
    return f"Step {arrays.step} of {LAST}, {way}: {sentence}. {arrays.note}".strip()


def table(arrays):
    """Each parameter with its derivative, as far as it is known, and what a nudge says of it."""
    rows = []
    for layer, name in ((0, "1"), (1, "2")):
        for part, letter in enumerate("Wb"):
            triple = (
                arrays.params[layer][part],
                arrays.grads[layer][part],
                arrays.nudged[layer][part],
            )
            for index in np.ndindex(triple[0].shape):
                place = ",".join(map(str, index))
                value, slope, nudge = (number(array[index]) for array in triple)
                known = slope if arrays.knows(name) else ""
                rows.append([f"{letter}{name}[{place}]", value, known, nudge])
    return HEADER, rows


def explore_backward(backward=None):
    """Step forward and back through a 2-2-1 network, and see what each step adds.

    backward: your own `backward(dout, X, cache, params, df)`; its dW and db are what is drawn.
    Where it is blank or fails, a sentence says so, and the book's own is drawn.
    """

    def moved(by):
        return lambda: {"step": min(max(explorer.values["step"] + by, 0), LAST)}

    explorer = Explorer(
        controls=[
            slider("step", 0, 0, LAST, 1),
            slider("x[0]", 1.0, -2.0, 2.0, 0.1),
            slider("x[1]", -0.5, -2.0, 2.0, 0.1),
            slider("y", 0.0, -2.0, 2.0, 0.1),
            slider("weights", 0, 0, 20, 1),
            choice("f", "tanh", list(BENDS)),
        ],
        compute=compute_with(backward),
        panels=[Panel("The network", draw_backward, width=820, height=430)],
        describe=describe,
        table=table,
        presets={"a step on": moved(1), "a step back": moved(-1)},
        groups={"": ["step", "f"], " ": ["x[0]", "x[1]"], "  ": ["y", "weights"]},
    )
    return explorer
