"""An explorer of 6.5: from logits to probabilities to the loss, as bars."""

from dataclasses import replace
from functools import partial

import numpy as np

from feedforward.formatting import decimal, significant
from feedforward.plots.softmax import (
    CLASSES,
    draw_logits,
    draw_losses,
    draw_shares,
    softmax_arrays,
)
from feedforward.plots.style import axes_at

from .explorer import Explorer, Story, choice, slider
from .guard import computed_with, guarded
from .panel import Panel
from .position import startable

START = {"out[0]": 2.0, "out[1]": 1.0, "out[2]": 0.0, "out[3]": -1.0}
AS_THEY_ARE = {"times": 1.0, "add": 0.0, "label": 1}
PRESETS = {
    name: dict(zip(START, logits, strict=True)) | AS_THEY_ARE
    for name, logits in {
        "all equal": (1.0, 1.0, 1.0, 1.0),
        "confidently right": (-1.0, 5.0, 0.0, -2.0),
        "confidently wrong": (5.0, -3.0, 0.0, -1.0),
    }.items()
}
HEADER = ("class", "out", "e^out", "S", "−log S", "label")


def compute_with(softmax):
    """The explorer's compute: with the learner's softmax where it works, else the book's."""
    own = guarded(softmax, "softmax", lambda out: out.shape, about=lambda out: "one row")

    def compute(values):
        logits = np.array([round(values[label], 9) for label in START])
        out = np.round(values["times"], 9) * logits + np.round(values["add"], 9)
        result, note = computed_with(
            lambda **how: softmax_arrays(out, values["label"], **how), softmax=own
        )
        return replace(result, note=note)

    return compute


def describe(arrays):
    """Say the label's probability and loss, the winner, and what the probabilities add up to."""
    share, loss = arrays.S[arrays.label], arrays.losses[arrays.label]
    shown = f"{share:.4f}" if share >= 5e-5 else significant(share, 2)
    best = np.flatnonzero(arrays.S == arrays.S.max())
    most = "The label has" if arrays.label in best else f"Class {best[0]}, not the label, has"
    if len(best) > 1:
        most = f"Classes {', '.join(map(str, best[:-1]))} and {best[-1]} share"
    parts = (
        f"Class {arrays.label} is the label: its probability is {shown}, so J = −log {shown} = "
        f"{decimal(loss, 3)}.",
        f"{most} the largest probability.",
        f"The probabilities add up to {decimal(arrays.S.sum(), 3)}.",
        arrays.note,
    )
    return " ".join(part for part in parts if part)


def table(arrays):
    """Return one row per class: its logit, exponential, probability and loss."""
    rows = [
        [str(k), decimal(arrays.out[k]), f"{np.exp(arrays.out[k]):#.4g}".rstrip("."),
         f"{arrays.S[k]:.4f}", decimal(arrays.losses[k], 3), "yes" if k == arrays.label else "no"]
        for k in range(CLASSES)
    ]  # fmt: skip
    return HEADER, rows


# The margins are fixed: the heights grow with the logits, and their numbers have to stay in view.
SIZE = {
    "width": 280,
    "height": 320,
    "axes": partial(axes_at, left=36, below=55, right=4, above=35),
}


@startable
def explore_softmax(softmax=None):
    """Move four logits, and see the probabilities and the loss that follow.

    softmax: your own `softmax(out)`; what it gives is what is drawn. Where it is blank or fails, a
    sentence says so, and the book's own is drawn.
    """
    logits = [slider(label, value, -5.0, 5.0, 0.1) for label, value in START.items()]
    return Explorer(
        controls=[
            *logits,
            slider("times", 1.0, 0.0, 3.0, 0.1),
            slider("add", 0.0, -5.0, 5.0, 0.5),
            choice("label", 1, list(range(CLASSES))),
        ],
        compute=compute_with(softmax),
        panels=[
            Panel("Logits", draw_logits, **SIZE),
            Panel("Probabilities", draw_shares, **SIZE),
            Panel("Losses", draw_losses, **SIZE),
        ],
        describe=describe,
        table=table,
        presets=PRESETS,
        groups={
            "logits and label": [*START][:2] + ["label"],
            " ": [*START][2:],
            "all logits": ["times", "add"],
        },
        story=Story("out[0]", tuple(np.arange(-4.0, 5.5, 0.75).tolist()), {"label": 0}),
    )
