"""The explorer of towers in 6.3: any curve from enough hats, on an interval."""

from dataclasses import replace
from functools import partial

from feedforward.plots.towers import CURVES, draw_towers, tower_arrays

from .explorer import Explorer, Story, choice, slider
from .guard import computed_with, guarded
from .panel import Panel
from .position import startable


def compute_with(hat):
    """The explorer's compute: with the learner's hat where it works, else with the book's."""
    own = guarded(hat, "hat", lambda x, *_: x.shape)

    def compute(values):
        build = partial(tower_arrays, values["curve"], int(values["towers"]))
        arrays, note = computed_with(build, **{"hat": own})
        return replace(arrays, note=note)

    return compute


def describe(arrays):
    """Give the numbers of towers and units, the largest distance, and its place."""
    K = len(arrays.points)
    where = arrays.x[arrays.worst]
    return (
        f"{K} towers, so {3 * K} units: the largest distance from the curve on [0, 1] is "
        f"{arrays.error:.4f}, at x = {where:.3f}. {arrays.note}"
    ).strip()


@startable
def explore_towers(hat=None):
    """Build a curve from towers: choose the curve and the number of towers, and see the error.

    hat: your own `hat(x, left, peak, right)`, whose values are drawn. If it is blank or fails, a
    sentence says so, and the book's own hat is drawn.
    """
    return Explorer(
        controls=[slider("towers", 8, 2, 30, 1), choice("curve", "smooth", list(CURVES))],
        compute=compute_with(hat),
        panels=[Panel("A curve from towers", draw_towers, width=640, height=400)],
        describe=describe,
        story=Story("towers", (2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30)),
    )
