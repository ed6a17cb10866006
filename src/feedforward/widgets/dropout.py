"""The explorer of dropout in 6.3: the masks on a drawn network, and what they leave on average."""

from dataclasses import replace
from functools import partial

import numpy as np

from feedforward.plots.dropout import (
    HEIGHT,
    PASSES,
    UNITS,
    WIDTH,
    draw_thinned,
    dropout_arrays,
)
from feedforward.plots.dropout_mean import draw_mean

from .diagram import Diagram
from .explorer import Explorer, Story, slider, stepper
from .guard import computed_with, guarded
from .panel import Panel
from .position import startable


def compute_with(dropout_forward):
    """The explorer's compute: with the learner's dropout where it works, else the book's."""
    own = guarded(dropout_forward, "dropout_forward", lambda Z, *_: [Z.shape, Z.shape])

    def compute(values):
        build = partial(
            dropout_arrays,
            int(values["layers"]),
            round(values["drop"], 9),
            int(values["pass"]),
            int(values["seed"]),
        )
        arrays, note = computed_with(build, dropout_forward=own)
        return replace(arrays, note=note)

    return compute


def describe(arrays):
    """Give the units kept in this pass, their factor, and out: now, on average, without dropout."""
    kept = " and ".join(str(np.count_nonzero(mask)) for mask in arrays.shown)
    of = f"{UNITS} units" if len(arrays.masks) == 1 else f"{UNITS} units per layer"
    shown = arrays.number
    return (
        f"Pass {shown} keeps {kept} of {of}, each times {max(m.max() for m in arrays.masks):.2f}. "
        f"out is {arrays.out[shown - 1]:.3f} in this pass, {arrays.running_mean[shown - 1]:.3f} as "
        f"the mean of {shown}, and {arrays.full:.3f} without dropout. {arrays.note}"
    ).strip()


@startable
def explore_dropout(dropout_forward=None):
    """Watch dropout thin a network, pass by pass, and compare the mean output with no dropout.

    dropout_forward: your own `dropout_forward(Z, drop, rng)`, whose masks are drawn. If it is blank
    or fails, a sentence says so, and the book's own function is used.
    """
    return Explorer(
        controls=[
            slider("drop", 0.5, 0.0, 0.9, 0.05),
            slider("seed", 0, 0, 20, 1),
            stepper("pass", 1, 1, PASSES),
            slider("layers", 1, 1, 2, 1),
        ],
        compute=compute_with(dropout_forward),
        panels=[
            Diagram("Units kept in this pass", draw_thinned, width=WIDTH, height=HEIGHT),
            Panel("Output, pass by pass", draw_mean, width=WIDTH, height=HEIGHT),
        ],
        describe=describe,
        presets={"all passes": {"pass": PASSES}},
        story=Story("drop", (0.0, 0.05, *(k / 10 for k in range(1, 10))), {"pass": 60}),
        groups={"masks": ["drop", "seed"], "what is shown": ["pass", "layers"]},
    )
