"""The first explorer of 6.6: full batch, mini-batch and one sample at a time, from one start."""

from functools import partial
from itertools import islice

import numpy as np

from feedforward.data import noisy_line
from feedforward.plots.bowl import FAR, Bowl
from feedforward.plots.descent import (
    NAMES,
    STEPS,
    UNITS,
    DescentArrays,
    descent_walks,
    draw_contour,
    draw_excess,
)

from .explorer import Explorer, choice, slider
from .guard import computed_with, guarded
from .panel import Panel

GROUPS = {
    "how they walk": ["rate", "B", "deal"],
    "what you see": ["step", "count", "show"],
}
HEADER = ("walk", "B", "updates", "samples seen", "w", "b", "J - J*")


def guarded_gradient(function):
    """A learner's linear_gradient that gives dw, shaped as w, and a number, or says why not."""
    return guarded(function, "linear_gradient", lambda X, y, w, b: [w.shape, ()])


def guarded_deal(function):
    """A learner's minibatches as a list of pairs of the right shapes, or it says why not."""
    if function is None:
        return None

    def parts(X, y, batch_size, rng):
        batches = islice(iter(function(X, y, batch_size, rng)), len(X) + 1)
        return [part for pair in batches for part in pair]

    def shapes(X, y, batch_size, rng):
        sizes = [min(batch_size, len(X) - first) for first in range(0, len(X), batch_size)]
        return [shape for size in sizes for shape in ((size, *X.shape[1:]), (size,))]

    safe = guarded(parts, "minibatches", shapes)

    def deal(*arguments):
        dealt = safe(*arguments)
        return list(zip(dealt[::2], dealt[1::2], strict=True))

    deal.__name__ = "minibatches"
    return deal


def compute_with(bowl, linear_gradient, minibatches):
    """The explorer's compute: with the learner's functions where they work, else the book's."""
    own = {
        "linear_gradient": guarded_gradient(linear_gradient),
        "minibatches": guarded_deal(minibatches),
    }

    def compute(values):
        walk = partial(descent_walks, bowl, values["rate"], values["B"], values["deal"])
        walks, note = computed_with(walk, **own)
        shown = NAMES if values["show"] == "all three" else (values["show"],)
        return DescentArrays(
            bowl, values["rate"], walks, shown, values["step"], values["count"], note
        )

    return compute


def describe(arrays):
    """What has been walked, how high each walk still is, and who leaves the bowl."""
    heights = ", ".join(
        f"{_height(arrays, name)} ({name}, {_counted(arrays.updates(name))})"
        for name in arrays.shown
    )
    first = f"After {arrays.step} {arrays.unit}, J - J* is {heights}."
    return " ".join([first, *_rate(arrays), *_gone(arrays), arrays.note]).strip()


def _height(arrays, name):
    return f"{arrays.walks[name].excess[arrays.updates(name)]:.2g}"


def _counted(updates):
    return "1 update" if updates == 1 else f"{updates} updates"


def _rate(arrays):
    limit = arrays.bowl.largest_rate
    if arrays.lr >= limit:
        yield f"The rate is above 2 / largest curvature = {limit:.2f}: the full batch diverges."


def _gone(arrays):
    for name in arrays.shown:
        place = arrays.walks[name].places[arrays.updates(name)]
        if np.abs(place).max() > FAR:
            yield f"The walk of {name} has left for ever."


def table(arrays):
    """A header, and a row of words for each walk that is shown."""
    rows = []
    for name in arrays.shown:
        walk, done = arrays.walks[name], arrays.updates(name)
        w, b = walk.places[done]
        seen = str(walk.samples[done])
        rows.append([name, str(walk.batch_size), str(done), seen, f"{w:.4g}", f"{b:.4g}",
                     _height(arrays, name)])  # fmt: skip
    return HEADER, rows


def explore_descent(X=None, y=None, *, linear_gradient=None, minibatches=None):
    """Walk down the squared error of a line, three ways from one start, step by step.

    X (N, 1), y (N,): the points; 32 around a line where none are given.
    linear_gradient, minibatches: your own; the walks are then made with them. Where one is blank
    or fails, a sentence says so, and the book's own is used.
    """
    if X is None:
        X, y = noisy_line(np.random.default_rng(6))
    bowl = Bowl(np.asarray(X, float), np.asarray(y, float))

    def next_step():
        return {"step": min(explorer.values["step"] + 1, STEPS)}

    explorer = Explorer(
        controls=[
            slider("step", 0, 0, STEPS, 1),
            slider("rate", 0.2, 0.01, 1.2, 0.01),
            slider("B", min(8, len(bowl.X)), 1, len(bowl.X), 1),
            slider("deal", 0, 0, 20, 1),
            choice("count", UNITS[0], UNITS),
            choice("show", "all three", ("all three", *NAMES)),
        ],
        compute=compute_with(bowl, linear_gradient, minibatches),
        panels=[Panel("Contours", draw_contour), Panel("Heights", draw_excess)],
        describe=describe,
        table=table,
        presets={
            "one step": next_step,
            "all steps": {"step": STEPS},
            "small rate": {"rate": 0.02},
            "too large a rate": {"rate": 1.0},
        },
        groups=GROUPS,
    )
    return explorer
