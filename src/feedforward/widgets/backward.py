"""The explorer of 6.8: a computational graph, forward and back, one step at a time."""

from dataclasses import replace
from functools import partial

import numpy as np

from feedforward.formatting import as_factor, decimal
from feedforward.plots.backward import (
    LAST,
    PARAMS,
    STEPS,
    TURN,
    backward_arrays,
    network_with,
    signed,
)
from feedforward.plots.backward_drawing import HEIGHT, WIDTH, active_share, draw_backward

from .controls import choice, slider, stepper
from .diagram import Diagram
from .explorer import Explorer, Story
from .guard import computed_with, guarded
from .page import NOT_YET
from .position import startable

HEADER = ("parameter", "value", "dJ, by backward", "dJ, by central differences")
BENDS = ("tanh", "sigmoid", "relu")
SHAPES = [(2, 2), (2,), (2, 2), (2,)]
COLUMNS = (("x", "h"), ("Z", "out"))  # what a layer connects
WEIGHT = "weight"  # the label of the slider of one weight, from Z₁ to out₂
BELOW = {1: "₁", 2: "₂"}


def flat(backward):
    """A backward whose pairs are in one list, because the guard checks results one by one."""

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
        x = np.round([values["x1"], values["x2"]], 9)
        params = network_with(round(values[WEIGHT], 9))
        arguments = values["step"], x, params, values["f"]
        arrays, note = computed_with(partial(backward_arrays, *arguments), own_backward=own)
        return replace(arrays, note=note)

    return compute


def named(name, unit):
    """x₁, out₂: a number of the graph in plain text."""
    return f"{name}{BELOW[unit + 1]}"


def _factor(value):
    """A number in a product: in parentheses where it is negative."""
    return as_factor(decimal(value))


def _affine(a, layer):
    """The sums of a layer, written out."""
    before, after = COLUMNS[layer]
    W, b = a.params[layer]
    Z, sums = getattr(a, before)[0], getattr(a, after)[0]
    terms = [" + ".join(f"{_factor(Z[i])} · {_factor(W[i, j])}" for i in (0, 1)) for j in (0, 1)]
    return "; ".join(
        f"{named(after, j)} = {terms[j]} {signed(b[j])} = {decimal(sums[j])}" for j in (0, 1)
    )


def _layer_gradients(a, layer):
    before, after = COLUMNS[layer]
    Z, dout = getattr(a, before)[0], getattr(a, f"d{after}")[0]
    product, given = Z[0] * dout[1], a.grads[layer][0][0, 1]
    other = "" if np.isclose(product, given) else f", but your backward gives {decimal(given)}"
    return (
        f"the derivative with respect to a weight is the value at the tail of its arrow times the "
        f"derivative at the head: "
        f"for {named(before, 0)} → {named(after, 1)}, "
        f"{_factor(Z[0])} · {_factor(dout[1])} = {decimal(product)}{other}. "
        f"For a bias it is the derivative at its node"
    )


def _each(word):
    """Two sentences, one for each unit."""
    return lambda a: "; ".join(word(a, j) for j in (0, 1))


def _part(a, j, k):
    W, dout = a.params[1][0], a.dout[0]
    product = f"{_factor(W[j, k])} · {_factor(dout[k])} = {decimal(a.parts[j, k])}"
    return f"{product} via {named('out', k)}"


SENTENCES = {
    "x": lambda a: "the inputs, the targets and the weights are given",
    "h": lambda a: _affine(a, 0),
    "Z": _each(
        lambda a, j: f"{named('Z', j)} = {a.activation}({decimal(a.h[0, j])}) "
        f"= {decimal(a.Z[0, j])}"
    ),
    "out": lambda a: _affine(a, 1),
    "J": lambda a: "J = ½ ((" + ")² + (".join(
        f"{decimal(a.out[0, k])}\N{NO-BREAK SPACE}−\N{NO-BREAK SPACE}{a.y[0, k]:.0f}"
        for k in (0, 1)
    ) + f")²) = {decimal(a.J)}. The forward pass is complete; every step from here goes back",
    "dout": _each(
        lambda a, k: f"∂J/∂{named('out', k)} = {decimal(a.out[0, k])} − {a.y[0, k]:.0f} "
        f"= {decimal(a.dout[0, k])}"
    ),
    "layer 2": lambda a: _layer_gradients(a, 1),
    "parts": lambda a: "multiply along every edge. " + _each(
        lambda a, j: f"{_part(a, j, 0)} and {_part(a, j, 1)} arrive at {named('Z', j)}"
    )(a),
    "dZ": lambda a: "add at the fork. " + _each(
        lambda a, j: f"∂J/∂{named('Z', j)} = {decimal(a.parts[j, 0])} {signed(a.parts[j, 1])} "
        f"= {decimal(a.dZ[0, j])}"
    )(a),
    "dh": _each(
        lambda a, j: f"∂J/∂{named('h', j)} = {_factor(a.dZ[0, j])} · {decimal(a.slope[0, j])} "
        f"= {decimal(a.dh[0, j])}"
    ),
    "layer 1": lambda a: _layer_gradients(a, 0),
}  # fmt: skip


def describe(arrays):
    """Say what this step computes, in numbers, and what central differences give."""
    way = "given" if arrays.step == 0 else "forward" if arrays.step <= TURN else "back"
    name = STEPS[arrays.step]
    text = f"Step {arrays.step} of {LAST}, {way}: {SENTENCES[name](arrays)}."
    if name in arrays.nudged:
        pair = " and ".join(decimal(value) for value in arrays.nudged[name][0])
        text += f" Central differences give {pair}."
    if arrays.step:
        text += " (Rounded for display only.)"
    return f"{text} {arrays.note}".strip()


def table(arrays):
    """Each parameter with its derivative, as far as it is known, by two methods."""
    rows = []
    for layer, (before, after) in enumerate(COLUMNS):
        for part, array in enumerate(arrays.params[layer]):
            for index in np.ndindex(array.shape):
                weight = " → ".join(map(named, (before, after), index))
                name = f"b of {named(after, *index)}" if part else weight
                slope = arrays.grads[layer][part][index]
                nudge = arrays.nudged["grads"][layer][part][index]
                known = decimal(slope, 4) if arrays.knows(f"layer {layer + 1}") else NOT_YET
                rows.append([name, decimal(array[index]), known, decimal(nudge, 4)])
    return HEADER, rows


@startable
def explore_backward(backward=None):
    """Step forward and back through a graph with two outputs, and see what each step computes.

    backward: your own `backward(dout, X, cache, params, df)`; its dW and db are drawn. If it is
    blank or fails, a sentence says so, and the book's version is used.
    """
    return Explorer(
        controls=[
            stepper("step", TURN, 0, LAST),
            choice("f", "tanh", list(BENDS)),
            slider("x1", 1.0, -3.0, 3.0, 0.1),
            slider("x2", -0.5, -3.0, 3.0, 0.1),
            slider(WEIGHT, float(PARAMS[1][0][0, 1]), -2.0, 2.0, 0.1),
        ],
        compute=compute_with(backward),
        panels=[
            Diagram("The graph", draw_backward, width=WIDTH, height=HEIGHT, focus=active_share)
        ],
        describe=describe,
        table=table,
        groups={"activation": ["step", "f"], "inputs": ["x1", "x2"], "Z₁ → out₂": [WEIGHT]},
        story=Story("step", tuple(range(LAST + 1)), {"f": "tanh"}),
    )
