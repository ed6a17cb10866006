"""The first explorer of 6.6: optimisers race down one bowl from one start."""

from functools import lru_cache, partial
from itertools import islice

import numpy as np

from feedforward.data import noisy_line
from feedforward.formatting import significant
from feedforward.plots.bowl import Bowl
from feedforward.plots.descent import draw_contour, draw_excess
from feedforward.plots.race import (
    ADAM,
    AXES,
    BATCH,
    EPOCHS,
    MINI,
    MOMENTUM,
    NAMES,
    NESTEROV,
    ONE,
    SAMPLES,
    SECONDS,
    STEPS,
    UPDATES,
    RaceArrays,
    racer_walk,
)

from .explorer import Explorer, Story, choice, slider, stepper
from .guard import computed_with, guarded
from .panel import Panel
from .position import startable

FIELDS = {
    "batch sizes": (BATCH, MINI, ONE),
    "optimisers": (MINI, MOMENTUM, NESTEROV, ADAM),
    "all six": NAMES,
    **{f"{name} alone": (name,) for name in NAMES},
}
OPENING = 3  # steps shown before *play* is pressed: too few to tell how the race will end
GROUPS = {
    "race": ["step", "x-axis", "racers"],
    "learning rates": ["rate", "rate with β", "rate of Adam"],
    "batches": ["B", "shuffle", "β"],
}
HEADER = ("racer", "rate", "B", "updates", "samples", "w", "b", "J − J*")


def guarded_gradient(function):
    """Wrap a learner's linear_gradient: it returns dw, shaped like w, and a number."""
    return guarded(function, "linear_gradient", lambda X, y, w, b: [w.shape, ()])


def guarded_deal(function):
    """Wrap a learner's minibatches: a list of pairs of the right shapes, or it is refused."""
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
    walk = lru_cache(maxsize=64)(partial(racer_walk, bowl))  # a step of the clock walks nothing

    def compute(values):
        def walks(**functions):
            return {
                name: walk(name, _rate(name, values), values["B"], values["shuffle"],
                           values["x-axis"], values["β"], **functions)
                for name in FIELDS[values["racers"]]
            }  # fmt: skip

        walked, note = computed_with(walks, **own)
        return RaceArrays(bowl, walked, values["x-axis"], values["step"], note)

    return compute


def _rate(name, values):
    control = {MOMENTUM: "rate with β", NESTEROV: "rate with β", ADAM: "rate of Adam"}.get(
        name, "rate"
    )
    return round(values[control], 9)


def describe(arrays):
    """Say how long the race has run, the loss of each racer, and which have left the bowl."""
    heights = ", ".join(
        f"{_height(arrays, name)} ({name}, {_counted(arrays.updates(name))})"
        for name in arrays.walks
    )
    first = f"After {_time(arrays)}, J − J* is {heights}."
    return " ".join([first, *_limit(arrays), *_gone(arrays), arrays.note]).strip()


def _time(arrays):
    clock, step = arrays.clock, f"(step {arrays.step} of {STEPS})"
    if arrays.axis == SECONDS:
        return f"{clock:.2f} ms {step}"
    name = {SAMPLES: "samples", EPOCHS: "epochs"}.get(arrays.axis, "updates")
    time = f"{clock:.4g} {name[:-1] if clock == 1 else name}"
    return time if arrays.axis == UPDATES else f"{time} {step}"


def _height(arrays, name):
    return f"{arrays.walks[name].excess[arrays.updates(name)]:.2g}"


def _counted(updates):
    return "1 update" if updates == 1 else f"{updates} updates"


def _limit(arrays):
    """Say that a full batch diverges, if its rate is above the limit that the bowl sets."""
    limit = arrays.bowl.largest_rate
    if BATCH in arrays.walks and arrays.walks[BATCH].lr >= limit:
        yield f"The rate is above 2 / largest curvature = {limit:.2f}, so the full batch diverges."


def _gone(arrays):
    for name, walk in arrays.walks.items():
        if walk.left and arrays.updates(name) == len(walk.places) - 1:
            yield f"{name[0].upper()}{name[1:]} has left the bowl for good."


def table(arrays):
    """A header, and a row of words for each racer."""
    rows = []
    for name, walk in arrays.walks.items():
        done = arrays.updates(name)
        w, b = walk.places[done]
        counts = str(walk.batch_size), f"{done:,}", f"{walk.samples[done]:,}"
        height = _height(arrays, name)
        place = significant(w, 4), significant(b, 4)
        rows.append([name, f"{walk.lr:.3g}", *counts, *place, height])
    return HEADER, rows


@startable
def explore_descent(X=None, y=None, *, linear_gradient=None, minibatches=None, step=OPENING):
    """Race down the squared error of a line: batch, mini-batch and stochastic descent.

    They start together; the first three steps are drawn, and *play* runs the race. Momentum,
    Nesterov's momentum and Adam can join them; these three take the same mini-batches as
    *mini-batch* does. *rate* is the learning rate of plain descent, *rate with β* that of momentum
    and Nesterov. The x-axis counts updates, epochs, samples, or seconds (by a stated model of what
    an update costs).

    X (N, 1), y (N,): the points; by default 32 points around a line.
    step: how far the race has run when it is first shown, 0 to 96.
    linear_gradient, minibatches: your own functions, with which the race is then run. If one of
    them is blank or fails, a sentence says so, and the book's own is used.
    """
    if X is None:
        X, y = noisy_line(np.random.default_rng(6))
    bowl = Bowl(np.asarray(X, float), np.asarray(y, float))
    return Explorer(
        controls=[
            stepper("step", step, 0, STEPS),
            choice("x-axis", UPDATES, AXES),
            choice("racers", "batch sizes", list(FIELDS)),
            slider("rate", 0.2, 0.01, 1.2, 0.01),
            slider("rate with β", 0.05, 0.01, 0.4, 0.01),
            slider("rate of Adam", 0.2, 0.01, 0.8, 0.01),
            slider("B", min(8, len(bowl.X)), 1, len(bowl.X), 1),
            slider("shuffle", 0, 0, 20, 1),
            slider("β", 0.9, 0.0, 0.95, 0.05),
        ],
        compute=compute_with(bowl, linear_gradient, minibatches),
        panels=[
            Panel("Where they are", draw_contour, width=400, height=400),
            Panel("Losses", draw_excess, width=440, height=400),
        ],
        describe=describe,
        table=table,
        presets={
            "small rate": {"rate": 0.02},
            "too large a rate": {"rate": 1.0},
            "optimisers": {
                "racers": "optimisers",
                "step": STEPS,
                "x-axis": UPDATES,
            },
        },
        groups=GROUPS,
        story=Story(
            "step", (3, 6, 9, 13, 18, 24, 32, 40, 48, 56, 64, 72, 80, 88, 96), {"x-axis": EPOCHS}
        ),
    )
