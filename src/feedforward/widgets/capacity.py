"""The explorer of overfitting in 6.3: a network trained anew whenever something is changed."""

from feedforward.plots.capacity import (
    MOST_SAMPLES,
    STRENGTHS,
    WIDTHS,
    CapacityArrays,
    fit_arrays,
    over_strengths,
    over_updates,
    over_widths,
)
from feedforward.plots.decision import decision_axes, draw_boundary, draw_losses, loss_axes

from .explorer import Explorer, Story, choice, slider, steps
from .panel import Panel
from .position import startable

AXES = {"updates": over_updates, "L2": over_strengths, "width": over_widths}
PENALTIES = [("off", 0.0), *((f"{strength:g}", strength) for strength in STRENGTHS[1:])]
GROUPS = {
    "network": ["width", "depth"],
    "data": ["N", "noise"],
    "regularisation": ["L2", "dropout"],
    "picture": ["loss over"],
}
START = {"width": 50, "depth": 2, "N": 60, "noise": 0.3, "L2": 0.0, "dropout": 0.0}
SIZE = {"width": 400, "height": 462}


def compute(values):
    """Train the network that the controls describe, and its siblings along a chosen axis."""
    settings = {
        "width": int(values["width"]),
        "depth": int(values["depth"]),
        "N": int(values["N"]),
        # A browser sends 3 steps of 0.1 as 0.30000000000000004.
        "noise": round(values["noise"], 9),
        "l2": values["L2"],
        "drop": round(values["dropout"], 9),
    }
    fit, axis = fit_arrays(**settings), values["loss over"]
    return CapacityArrays(fit, AXES[axis](fit if axis == "updates" else settings))


def describe(arrays):
    """Both losses and accuracies at the end, and where the validation loss is lowest."""
    fit, curves = arrays.fit, arrays.curves
    lowest = f"{curves.val_loss[curves.best]:.3f}"
    where = (
        f"was {lowest}, after {fit.updates[fit.best]} updates"
        if not curves.names
        else f"along the axis is {lowest}, at {curves.names[curves.best]}"
    )
    return (
        f"After {fit.updates[-1]} updates: training loss {fit.loss[-1]:.3f}, accuracy "
        f"{fit.accuracy:.3f}; validation loss {fit.val_loss[-1]:.3f}, accuracy "
        f"{fit.val_accuracy:.3f}. The lowest validation loss {where}. "
        f"The true probabilities have a loss of {fit.true_loss:.3f}."
    )


@startable
def explore_capacity():
    """Train a network on noisy moons while you change its size, the data and the regularisation.

    The decision is drawn with the training and validation samples, and with the best possible
    boundary. If "loss over" is L2 or width, a network is trained for each value of that setting.
    """
    return Explorer(
        controls=[
            steps("width", START["width"], list(WIDTHS)),
            slider("depth", START["depth"], 1, 3, 1),
            slider("N", START["N"], 10, MOST_SAMPLES, 10),
            slider("noise", START["noise"], 0.0, 0.6, 0.05),
            steps("L2", START["L2"], PENALTIES),
            slider("dropout", START["dropout"], 0.0, 0.8, 0.1),
            choice("loss over", "updates", list(AXES)),
        ],
        compute=compute,
        panels=[
            Panel("Decision", draw_boundary, axes=decision_axes, **SIZE),
            Panel("Cross-entropy", draw_losses, axes=loss_axes, **SIZE),
        ],
        describe=describe,
        presets={
            "few units": {**START, "width": 3},
            "L2": {**START, "L2": 0.01},
            "dropout": {**START, "dropout": 0.5},
            "more data": {**START, "N": MOST_SAMPLES},
        },
        groups=GROUPS,
        story=Story("L2", STRENGTHS, {"loss over": "L2"}),
    )
