"""An explorer of 6.5: how hard two losses pull at a confident error."""

from dataclasses import replace

import numpy as np

from feedforward.formatting import decimal, significant
from feedforward.plots.confident_error import (
    LIMIT,
    SCALES,
    STEPS,
    draw_losses_and_slopes,
    draw_walks,
    error_arrays,
    two_axes,
)

from .explorer import Explorer, Story, choice, slider
from .guard import computed_with, guarded
from .panel import Panel
from .position import startable

PRESETS = {
    "confidently wrong": {"margin": -10.0},
    "undecided": {"margin": 0.0},
    "confidently right": {"margin": 6.0},
}


def compute_with(backward):
    """The explorer's compute: with the learner's function where it works, else the book's."""
    own = guarded(
        backward, "cross_entropy_backward", lambda out, labels: out.shape,
        about=lambda out, labels: "one sample",
    )  # fmt: skip

    def compute(values):
        margin, rate = round(values["margin"], 9), round(values["rate"], 9)
        result, note = computed_with(
            lambda **how: error_arrays(margin, values["classes"], rate, values["slope"], **how),
            backward=own,
        )
        return replace(result, note=note)

    return compute


def describe(arrays):
    """Say both losses and slopes at the margin, and the margin that each reaches."""
    J, slopes, ends = arrays.J_here, arrays.slope_here, [walk[-1] for walk in arrays.walks]
    parts = (
        f"At a margin of {decimal(arrays.margin, 1)}: cross-entropy is {significant(J[0], 4)} "
        f"and its slope {significant(slopes[0], 2)}; the squared error on S is "
        f"{significant(J[1], 4)} and its slope {significant(slopes[1], 2)}.",
        f"After {STEPS} steps the margin is {decimal(ends[0])} with cross-entropy, "
        f"{decimal(ends[1])} with the squared error.",
        arrays.note,
    )
    return " ".join(part for part in parts if part)


@startable
def explore_confident_error(cross_entropy_backward=None):
    """Move the margin by which the label's logit leads, and compare the slopes of two losses.

    cross_entropy_backward: your own function, whose slopes are drawn and followed. Where it is
    blank or fails, a sentence says so, and the book's own is used.
    """
    return Explorer(
        controls=[
            slider("margin", 2.0, -LIMIT, LIMIT, 0.5),
            choice("classes", 2, [2, 3, 10]),
            slider("rate", 0.5, 0.1, 2.0, 0.1),
            choice("slope", SCALES[0], SCALES),
        ],
        compute=compute_with(cross_entropy_backward),
        panels=[
            Panel("Losses and slopes", draw_losses_and_slopes, height=460, axes=two_axes),
            Panel("Steps downhill", draw_walks, height=460),
        ],
        describe=describe,
        presets=PRESETS,
        groups={"one sample": ["margin", "classes"], "steps": ["rate"], "axis": ["slope"]},
        story=Story("margin", tuple(np.arange(-12.0, 13.0, 2.0).tolist())),
    )
