"""Explorer of 6.8: the step of a finite difference, from far too long to far too short."""

from dataclasses import replace
from functools import partial

import numpy as np

from feedforward.formatting import with_power
from feedforward.plots.difference import (
    EXPONENTS,
    PRECISIONS,
    SIDES,
    SLOPE,
    STEPS,
    difference_arrays,
    draw_close_up,
    draw_error_curve,
)

from .explorer import Explorer, Story, choice, slider
from .guard import computed_with, guarded
from .panel import Panel
from .position import startable

LOG_STEP = "log₁₀ ε"  # the label of the slider
KINKS = {"no kink": None, "0.01": 1e-2, "0.0001": 1e-4, "0.000001": 1e-6}
CAUSES = {
    "bend": "{} between the two points: a shorter step is better.",
    "rounding": "J is rounded, and a short step magnifies the rounding: a longer one is better.",
    "both": "Both the curve of J and its rounding matter here: no step is much better.",
    "kink": "One of the two points lies beyond the kink, where the slope is different.",
}
# A central difference is exact for a parabola, so a constant curvature costs it nothing.
BENDS = {"central": "The curvature of J changes", "one-sided": "J curves"}


def compute_with(gradient):
    """The explorer's compute: with the learner's numerical_gradient where it works."""
    own = guarded(gradient, "numerical_gradient", lambda J, x, *_: x.shape)

    def compute(values):
        eps = STEPS[abs(EXPONENTS - values[LOG_STEP]).argmin()]
        arguments = eps, values["precision"], KINKS[values["kink at"]], values["difference"]
        arrays, note = computed_with(partial(difference_arrays, *arguments), gradient=own)
        return replace(arrays, note=note)

    return compute


def describe(arrays):
    """Say what the difference gives, what is true, and where the error comes from."""
    errors = arrays.errors[arrays.precision]
    best, bends = STEPS[errors.argmin()], BENDS[arrays.side]
    sentences = [
        f"ε = {with_power(arrays.eps)}, {arrays.precision}, {arrays.side}: "
        f"the difference gives {arrays.estimate:.10f}, the derivative is {SLOPE:.10f}.",
        f"Relative error {with_power(arrays.error)}. {CAUSES[arrays.cause].format(bends)}",
        f"Of the steps drawn, {with_power(best)} is best in {arrays.precision}: "
        f"{with_power(errors.min())}.",
    ]
    return " ".join([*sentences, arrays.note]).strip()


@startable
def explore_difference_step(numerical_gradient=None):
    """Reduce the step of a finite difference, and watch its error fall and then rise again.

    The slider holds the exponent of the step: ε = 10^-5 at -5.
    numerical_gradient: your own `numerical_gradient(J, x, eps)`; its results are drawn. If it is
    blank or fails, a sentence says so, and the book's version is used.
    """
    return Explorer(
        controls=[
            slider(LOG_STEP, -2.0, float(EXPONENTS[0]), float(EXPONENTS[-1]), 0.25),
            choice("precision", "float64", list(PRECISIONS)),
            choice("kink at", "no kink", list(KINKS)),
            choice("difference", "central", list(SIDES)),
        ],
        compute=compute_with(numerical_gradient),
        panels=[
            Panel("Error of the difference", draw_error_curve, width=430, height=420),
            Panel("Close-up", draw_close_up, width=410, height=420),
        ],
        describe=describe,
        presets={
            "the default, 10⁻⁵": {LOG_STEP: -5.0, "precision": "float64"},
            "show the rounding, in float32": {
                LOG_STEP: -6.75, "precision": "float32", "kink at": "no kink",
                "difference": "central",
            },
        },
        story=Story(LOG_STEP, tuple(np.arange(-12.0, -0.5).tolist()), {LOG_STEP: -10.0}),
    )  # fmt: skip
