"""The explorer of 6.4: an activation with its slope, and what becomes of a unit's inputs."""

from dataclasses import replace
from functools import partial

from feedforward.exercises.activations.slope import slope as central_difference
from feedforward.formatting import decimal, percent
from feedforward.plots.activation_panel import (
    HEIGHT,
    curve_axes,
    draw_activation,
    draw_outcomes,
    outcome_axes,
)
from feedforward.plots.activations import FLAT, NAMES, activation_arrays

from .explorer import Explorer, Story, choice, slider
from .guard import computed_with, guarded
from .panel import Panel
from .position import startable

# The exercises for each f: the function, its backward pass, and which of Z and h that takes.
WRITTEN = {
    "sigmoid": ("sigmoid", "sigmoid_backward", "Z"),
    "tanh": ("tanh_from_sigmoid", "tanh_backward", "Z"),
    "relu": ("relu", "relu_backward", "h"),
}
KNOWN = ("slope", *(name for pair in WRITTEN.values() for name in pair[:2]))
BESIDE = {"all": NAMES, "nothing": ()} | {name: (name,) for name in NAMES}
HEADER = ("f", "Z at h", "f' at h", "steepest f'")
AWAY = {"mean": -5.0, "spread": 1.0}


def own_functions(functions):
    """A learner's functions, guarded, by their names. ValueError for a name that is none of 6.4's.

    All give an array like their last argument.
    """
    own = {}
    for function in functions:
        name = getattr(function, "__name__", repr(function))
        if name not in KNOWN:
            raise ValueError(f"{name} is no function of this section; expected {', '.join(KNOWN)}.")
        own[name] = guarded(function, name, lambda *arguments: arguments[-1].shape)
    return own


def own_pair(own, activation):
    """Collect the learner's functions for an activation: f and df(h, Z), by keyword."""
    if activation not in WRITTEN:
        return {}
    f, backward, takes = WRITTEN[activation]
    pair = {"f": own[f]} if f in own else {}
    if backward in own:
        pair["df"] = _slope_from(own[backward], takes)
    return pair


def _slope_from(backward, takes):
    def df(h, Z):
        return backward(h * 0 + 1, Z if takes == "Z" else h)

    df.__name__ = backward.__name__
    return df


def compute_with(own, f=None, df=None):
    """The explorer's compute: with what the learner wrote where it works, else with the book's.

    f, df: a further function and its slope, which stand under the name of f.
    """
    further = {} if f is None else {"f": guarded(f, f.__name__, lambda h: h.shape)}
    if df is not None:
        its_slope = guarded(df, df.__name__, lambda h: h.shape)
        further["df"] = lambda h, Z: its_slope(h)

    # A blank slope is replaced by the book's, like every other blank.
    measure = {"measure": central_difference} if "slope" in own else {}

    def compute(values):
        name = values["f"]
        point = {label: float(values[label]) for label in ("h", "spread")}
        compute = partial(
            activation_arrays, name, center=float(values["mean"]), **point, **measure,
            beside=BESIDE[values["beside"]],
        )  # fmt: skip
        if f is not None and name == f.__name__:
            compute, written = partial(compute, **further), {}
        else:
            written = own_pair(own, name)
        arrays, note = computed_with(compute, **written, measure=own.get("slope"))
        return replace(arrays, note=note)

    return compute


def describe(arrays):
    """The point on the curve, how many inputs meet a flat f, and what comes out."""
    measured = "" if arrays.measured is None else f", measured {decimal(arrays.measured)}"
    slope = f", f' = {decimal(arrays.slope)}" if arrays.slopes is not None else ""
    sentences = [
        f"{arrays.name} at h = {decimal(arrays.h)}: Z = {decimal(arrays.Z)}{slope}{measured}.",
        f"f is flat (slope under {arrays.steepest * FLAT:.3g}) at "
        f"{percent(arrays.flat.mean())} of the inputs; the mean slope is "
        f"{arrays.passed.mean():.2g}.",
        f"The outputs have mean {decimal(arrays.outputs.mean())} and spread "
        f"{arrays.outputs.std():.2g}.",
    ]
    if not arrays.passed.any():
        sentences.append("This unit is dead: no input lets a derivative through.")
    return " ".join([*sentences, arrays.note]).strip()


def table(arrays):
    """A row for the chosen activation, and one for each beside it."""
    rows = [(arrays.name, arrays.Z, arrays.slope, arrays.steepest)]
    rows += [
        (name, other.Z, other.slope, other.slopes.max()) for name, other in arrays.others.items()
    ]
    return HEADER, [[name, *map(decimal, numbers)] for name, *numbers in rows]


@startable(f="start")
def explore_activations(*functions, f=None, df=None, start=None, mean=0.0):
    """Compare activations and their slopes, and slide a unit's inputs to where f is flat.

    functions: yours, of this section, known by their names: slope, sigmoid, sigmoid_backward,
        tanh_from_sigmoid, tanh_backward, relu, relu_backward. They are what is drawn; where one is
        blank or fails, a sentence says so, and the book's own is drawn. Your slope sets the dots.
    f, df: a function of your own and its slope, both of h, to choose beside the others.
    start: the activation to begin with, by default f if there is one, else "sigmoid". mean: the
        mean of the unit's inputs at the start, -5 to 5.
    """
    own = own_functions(functions)
    names = [*NAMES] if f is None else [*NAMES, f.__name__]
    return Explorer(
        controls=[
            choice("f", start or (f.__name__ if f else "sigmoid"), names),
            choice("beside", "all", list(BESIDE)),
            slider("h", 0.0, -8.0, 8.0, 0.1),
            slider("mean", mean, -5.0, 5.0, 0.1),
            slider("spread", 1.0, 0.1, 2.0, 0.1),
        ],
        compute=compute_with(own, f, df),
        panels=[
            Panel("Activation", draw_activation, width=430, height=HEIGHT, axes=curve_axes),
            Panel("Outcomes", draw_outcomes, width=270, height=450, axes=outcome_axes),
        ],
        describe=describe,
        table=table,
        presets={"far to the left": AWAY},
        groups={"function": ["f", "beside"], "point": ["h"], "inputs": ["mean", "spread"]},
        story=Story("mean", tuple(range(-5, 6)), {"h": 0.0}),
    )
