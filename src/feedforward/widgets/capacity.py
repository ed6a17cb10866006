"""The explorer of overfitting in 6.3: a network trained anew whenever something is changed."""

from feedforward.plots.capacity import MOST_SAMPLES, draw_boundary, draw_losses, fit_arrays

from .explorer import Explorer, slider, steps
from .panel import Panel

WIDTHS = [1, 2, 3, 5, 10, 20, 50]
PENALTIES = [("off", 0.0), *((f"{l2:g}", l2) for l2 in (0.001, 0.003, 0.01, 0.03, 0.1, 0.3))]
GROUPS = {
    "network": ["width", "depth"],
    "data": ["N", "noise"],
    "brakes": ["L2", "dropout"],
}
START = {"width": 50, "depth": 2, "N": 60, "noise": 0.3, "L2": 0.0, "dropout": 0.0}


def compute(values):
    """Train the network that the controls describe."""
    return fit_arrays(
        width=int(values["width"]),
        depth=int(values["depth"]),
        N=int(values["N"]),
        # A browser sends 3 steps of 0.1 as 0.30000000000000004.
        noise=round(values["noise"], 9),
        l2=values["L2"],
        drop=round(values["dropout"], 9),
    )


def describe(arrays):
    """Both losses and accuracies at the end, and when the validation loss was lowest."""
    best = arrays.best
    return (
        f"After {arrays.updates[-1]} updates: training loss {arrays.loss[-1]:.3f}, accuracy "
        f"{arrays.accuracy:.3f}; validation loss {arrays.val_loss[-1]:.3f}, accuracy "
        f"{arrays.val_accuracy:.3f}. The lowest validation loss was {arrays.val_loss[best]:.3f}, "
        f"after {arrays.updates[best]} updates."
    )


def explore_capacity():
    """Train a network on noisy moons while you change its size, the data and the brakes."""
    return Explorer(
        controls=[
            steps("width", START["width"], WIDTHS),
            slider("depth", START["depth"], 1, 3, 1),
            slider("N", START["N"], 10, MOST_SAMPLES, 10),
            slider("noise", START["noise"], 0.0, 0.6, 0.05),
            steps("L2", START["L2"], PENALTIES),
            slider("dropout", START["dropout"], 0.0, 0.8, 0.1),
        ],
        compute=compute,
        panels=[
            Panel("Training samples and decision", draw_boundary),
            Panel("Losses on the way", draw_losses),
        ],
        describe=describe,
        presets={
            "few units": {**START, "width": 3},
            "L2": {**START, "L2": 0.01},
            "dropout": {**START, "dropout": 0.5},
            "more data": {**START, "N": MOST_SAMPLES},
        },
        groups=GROUPS,
    )
