"""The second explorer of 6.4: what is left of a derivative at the bottom of a deep network."""

from dataclasses import replace
from functools import partial

from feedforward.formatting import percent
from feedforward.plots.vanishing import (
    DEEPEST,
    LOOKS,
    draw_gradients,
    draw_signals,
    in_words,
    vanishing_arrays,
)

from .activations import own_functions, own_pair
from .explorer import Explorer, Story, choice, slider
from .guard import computed_with
from .panel import Panel
from .position import startable

SIZE = {"width": 400, "height": 390}
HEADER = ("f", "dJ/dZ at the input", "factor per layer", "Z at the top", "mean slope", "flat units")


def compute_with(own):
    """The explorer's compute: the learner's functions, where they work, for the chosen f."""

    def compute(values):
        name = values["f"]
        # A browser sends 3 steps of 0.1 as 0.30000000000000004, and deep networks magnify that.
        gain = round(float(values["g"]), 9)
        numbers = values["layers"], gain, name, values["draw"]
        arrays, note = computed_with(partial(vanishing_arrays, *numbers), **own_pair(own, name))
        return replace(arrays, note=note)

    return compute


def a_layer(gradients):
    """Return the factor of the derivative's size per layer: the geometric mean over the layers."""
    return (gradients[0] / gradients[-1]) ** (1 / (len(gradients) - 1))


def describe(arrays):
    """Say how much of the derivative is left, the factor per layer, and the size of the signal."""
    chosen = arrays.passes[arrays.chosen]
    return (
        f"{arrays.depth} layers, g = {arrays.gain:.2f}, {arrays.chosen}: of a derivative of size 1 "
        f"at the top, {in_words(chosen.gradients[0])} is left at the input, "
        f"a factor of {a_layer(chosen.gradients):.2f} per layer. "
        f"The signal arrives at the top with size {in_words(chosen.signals[-1])}. {arrays.note}"
    ).strip()


def table(arrays):
    """A row for each activation, all with the same weights."""
    rows = [
        [
            name,
            in_words(one.gradients[0]),
            f"{a_layer(one.gradients):.2f}",
            in_words(one.signals[-1]),
            f"{one.slope:.2g}",
            percent(one.flat_units),
        ]
        for name, one in arrays.passes.items()
    ]
    return HEADER, rows


@startable
def explore_vanishing(*functions, start="tanh"):
    """Send a derivative down a network of equal layers, with weights of std g/sqrt(m).

    functions: yours, of this section, known by their names, as in explore_activations; where one is
        blank or fails, a sentence says so, and the book's own is drawn.
    start: the activation to begin with.
    """
    return Explorer(
        controls=[
            choice("f", start, list(LOOKS)),
            slider("layers", 30, 1, DEEPEST, 1),
            slider("g", 1.0, 0.5, 10.0, 0.1),
            slider("draw", 1, 1, 9, 1),
        ],
        compute=compute_with(own_functions(functions)),
        panels=[
            Panel("Gradient", draw_gradients, **SIZE),
            Panel("Signal", draw_signals, **SIZE),
        ],
        describe=describe,
        table=table,
        presets={"g = 1": {"g": 1.0}, "g = √2": {"g": 2**0.5}},
        story=Story("g", (0.5, 0.8, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 3.0, 5.0, 10.0), {"f": "relu"}),
        groups={"activation": ["f"], "network": ["layers"], "weights": ["g", "draw"]},
    )
