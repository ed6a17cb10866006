"""The second explorer of 6.7: one sample on its way through a network, a layer at a time."""

from dataclasses import replace
from functools import partial

import numpy as np

from feedforward.activations import ACTIVATIONS
from feedforward.formatting import as_factor, decimal
from feedforward.network import forward as books_forward
from feedforward.plots.sample import (
    HEIGHT,
    LAST,
    SIZES,
    STEPS,
    WIDTH,
    adds_up,
    draw_sample,
    sample_arrays,
    tidy_params,
)

from .controls import choice, slider, stepper
from .diagram import Diagram
from .explorer import Explorer, Story
from .guard import computed_with, guarded
from .position import startable

HEADER = ("", "1", "2", "3")
NETWORKS = 9


def in_words(values):
    """Write a row of numbers: (0.25, −1.00)."""
    return f"({', '.join(map(decimal, values))})"


def _sum_sentence(arrays):
    """The sum that gives one unit's entry of h or out, written out."""
    before = arrays.stages[arrays.step - 1]
    W, b = arrays.params[arrays.layer - 1]
    pairs = zip(before, W[:, arrays.unit], strict=True)
    terms = " + ".join(f"{_signed(z, 2)} · {_signed(w)}" for z, w in pairs)
    result = decimal(arrays.stages[arrays.step][arrays.unit])
    return f"Unit {arrays.unit + 1}: {terms} + {_signed(b[arrays.unit])} = {result}."


def _signed(number, places=1):
    """Write a number in a sum, in parentheses if it is negative."""
    return as_factor(decimal(number, places))


def describe(arrays):
    """Say what the step computes, with the numbers of the selected unit."""
    name = STEPS[arrays.step]
    if name == "x":
        said = f"x = {in_words(arrays.stages[0])} goes in; it is one row of X."
    elif adds_up(arrays.step):
        layer, before = "₁₂₃"[arrays.layer - 1], STEPS[arrays.step - 1]
        said = f"{name} = {before} W{layer} + b{layer}. {_sum_sentence(arrays)}"
    elif name == "class":
        said = _class_sentence(arrays)
    else:
        h, Z = (arrays.stages[arrays.step - k][arrays.unit] for k in (1, 0))
        f = arrays.activation
        said = (
            f"{name} = {f}({STEPS[arrays.step - 1]}), applied to every unit. "
            f"Unit {arrays.unit + 1}: {f}({decimal(h)}) = {decimal(Z)}."
        )
    return f"Step {arrays.step} of {LAST}: {said} {arrays.note}".strip()


def _class_sentence(arrays):
    out, S, dout = (in_words(v) for v in (arrays.stages[5], arrays.S, arrays.dout))
    return (
        f"out = {out} is largest at index {arrays.predicted}, so the network says class "
        f"{arrays.predicted}. Its softmax is {S}. If the label is {arrays.label}, then "
        f"J = {decimal(arrays.J)}, and backpropagation starts with ∂J/∂out = {dout}."
    )


def table(arrays):
    """All arrays that have been computed so far, a row of words for each."""
    rows = []
    for name, values in list(zip(STEPS, arrays.stages, strict=False))[: arrays.step + 1]:
        rows.append([name, *map(decimal, values)])
    columns = max(map(len, rows))  # there is no third number before the first hidden layer
    return HEADER[:columns], [row + [""] * (columns - len(row)) for row in rows]


@startable
def explore_sample(forward=None):
    """Send one sample through a 2-3-3-2 network, and see how each number is computed.

    forward: your own `forward(X, params, f)`; its numbers are shown. Where it is blank,
    fails or gives other numbers than the formula, a sentence says so, and the book's own are shown.
    """
    hidden = (len(SIZES) - 2, 2, 1, SIZES[1])
    own = guarded(forward, "forward", lambda *_: [(1, SIZES[-1]), hidden], like=books_forward)

    def compute(values):
        x = [round(float(values[label]), 9) for label in ("x1", "x2")]
        f, _ = ACTIVATIONS[values["f"]]
        compute = partial(
            sample_arrays, np.array(x), tidy_params(values["net"]), f, values["f"],
            values["step"], values["unit"] - 1, values["label"],
        )  # fmt: skip
        arrays, note = computed_with(compute, forward=own)
        return replace(arrays, note=note)

    return Explorer(
        controls=[
            stepper("step", 0, 0, LAST),
            slider("unit", 1, 1, 3, 1),
            slider("x1", 1.0, -2.0, 2.0, 0.1),
            slider("x2", -0.5, -2.0, 2.0, 0.1),
            slider("net", 1, 1, NETWORKS, 1),
            slider("label", 0, 0, 1, 1),
            choice("f", "relu", ["relu", "tanh"]),
        ],
        compute=compute,
        panels=[
            Diagram("One sample in a 2-3-3-2 network", draw_sample, width=WIDTH, height=HEIGHT)
        ],
        describe=describe,
        table=table,
        groups={
            "unit to look at": ["step", "unit"],
            "sample": ["x1", "x2", "label"],
            "network": ["net", "f"],
        },
        story=Story("step", tuple(range(LAST + 1))),
    )
