"""The second explorer of 6.7: one sample's numbers, a layer at a time."""

from dataclasses import replace
from functools import partial

import numpy as np

from feedforward.activations import ACTIVATIONS
from feedforward.plots.bars import number_on
from feedforward.plots.sample import SIZES, STEPS, adds_up, draw_sample, sample_arrays, tidy_params

from .explorer import Explorer, choice, slider, steps
from .guard import computed_with, guarded
from .panel import Panel

HEADER = ("", "1", "2", "3")
NETWORKS = 9


def in_words(values):
    """(0.25, -1.00): a row of numbers."""
    return f"({', '.join(map(number_on, values))})"


def _sum_sentence(arrays):
    """The sum that makes one entry of h or out, written out."""
    before = arrays.stages[arrays.step - 1]
    W, b = arrays.params[arrays.layer - 1]
    pairs = zip(before, W[:, arrays.unit], strict=True)
    terms = " + ".join(f"{_signed(z, 2)} · {_signed(w)}" for z, w in pairs)
    result = number_on(arrays.stages[arrays.step][arrays.unit])
    return f"Entry {arrays.unit + 1}: {terms} + {_signed(b[arrays.unit])} = {result}."


def _signed(number, places=1):
    """A number in a sum: with parentheses where it is negative."""
    word = number_on(number, places)
    return f"({word})" if word.startswith("−") else word


def describe(arrays):
    """What the step does, with the numbers of the entry that is looked at."""
    name = STEPS[arrays.step]
    if name == "x":
        said = f"x = {in_words(arrays.stages[0])} goes in: one row of X."
    elif adds_up(arrays.step):
        W = f"W_{arrays.layer}"
        before = ("x", "", "Z_1", "", "Z_2")[arrays.step - 1]
        said = f"{name} = {before} {W} + b_{arrays.layer}. {_sum_sentence(arrays)}"
    elif name == "class":
        said = _class_sentence(arrays)
    else:
        h, Z = (arrays.stages[arrays.step - k][arrays.unit] for k in (1, 0))
        f = arrays.activation
        said = (
            f"{name} = {f}(h_{arrays.layer}), entry by entry. "
            f"Entry {arrays.unit + 1}: {f}({number_on(h)}) = {number_on(Z)}."
        )
    return f"{said} {arrays.note}".strip()


def _class_sentence(arrays):
    out, S, dout = (in_words(v) for v in (arrays.stages[5], arrays.S, arrays.dout))
    return (
        f"out = {out} is largest at index {arrays.predicted}: class {arrays.predicted}. "
        f"softmax gives {S}. If the label is {arrays.label}, J = {number_on(arrays.J)}, "
        f"and dJ/dout = {dout} starts the way back."
    )


def table(arrays):
    """All arrays that have come so far, a row of words for each."""
    rows = []
    for name, values in list(zip(STEPS, arrays.stages, strict=False))[: arrays.step + 1]:
        words = [number_on(value) for value in values]
        rows.append([name, *words, *[""] * (3 - len(words))])
    return HEADER, rows


def explore_sample(forward=None):
    """Walk one sample through a 2-3-3-2 network, and read off how each number is made.

    forward: your own `forward(X, params, f)`; its numbers are shown. Where it is blank or fails, a
    sentence says so, and the book's own are shown.
    """
    hidden = (len(SIZES) - 2, 2, 1, SIZES[1])
    own = guarded(forward, "forward", lambda *_: [(1, SIZES[-1]), hidden])

    def compute(values):
        x = [round(float(values[label]), 9) for label in ("x1", "x2")]
        f, _ = ACTIVATIONS[values["f"]]
        step, unit = STEPS.index(values["step"]), values["entry"] - 1
        compute = partial(
            sample_arrays, np.array(x), tidy_params(values["net"]), f, values["f"], step, unit,
            values["label"],
        )  # fmt: skip
        arrays, note = computed_with(compute, forward=own)
        return replace(arrays, note=note)

    return Explorer(
        controls=[
            steps("step", "x", list(STEPS)),
            slider("entry", 1, 1, 3, 1),
            slider("x1", 1.0, -2.0, 2.0, 0.1),
            slider("x2", -0.5, -2.0, 2.0, 0.1),
            slider("net", 1, 1, NETWORKS, 1),
            slider("label", 0, 0, 1, 1),
            choice("f", "relu", ["relu", "tanh"]),
        ],
        compute=compute,
        panels=[Panel("One sample in a 2-3-3-2 network", draw_sample, width=640, height=380)],
        describe=describe,
        table=table,
        groups={
            "where": ["step", "entry"],
            "what goes in": ["x1", "x2", "label"],
            "the network": ["net", "f"],
        },
    )
