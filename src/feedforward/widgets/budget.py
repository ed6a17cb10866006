"""The second explorer of 6.2: what one budget of parameters buys at two depths."""

from dataclasses import replace
from functools import partial

from feedforward.plots.budget import HEIGHT, WIDTH, budget, draw_two_networks, draw_widths
from feedforward.plots.structure import whole

from .controls import slider
from .diagram import Diagram
from .explorer import Explorer, Story
from .guard import computed_with, guarded
from .panel import Panel
from .position import startable
from .structure import count_of


def paths(m, depth):
    """Count the paths from one input to one output: m choices in each hidden layer."""
    return f"{m**depth}" if m**depth < 10**6 else f"about {m**depth:.0e}".replace("e+0", "e")


def describe(arrays):
    """Width, units and parameters of both networks, and how many paths run through them."""
    first = (
        f"At most {arrays.budget} parameters, {count_of(arrays.M, 'input')} "
        f"and {count_of(arrays.n, 'output')}."
    )
    sentences = [_network_sentence(arrays, depth) for depth in (1, arrays.deep)]
    return " ".join([first, *sentences, arrays.note]).strip()


def _network_sentence(arrays, depth):
    name, m = count_of(depth, "hidden layer"), arrays.widths[depth - 1]
    if m < 1:
        return f"With {name}, the budget does not even pay for one unit per layer."
    used, over = arrays.used[depth - 1], arrays.used[depth - 1] - arrays.budget
    each = f"{whole(m)} units each, {whole(m * depth)} in all" if depth > 1 else f"{whole(m)} units"
    kept = f" That is {over} too many." if over > 0 else ""
    way = f"{paths(int(m), depth)} paths from an input to an output"
    return f"With {name}: {each}, {used} parameters, {way}.{kept}"


@startable
def explore_budget(width_for_budget=None):
    """Spend the same budget of parameters on one hidden layer and on several.

    width_for_budget: your own function, whose widths are drawn. If it is blank or fails, a
    sentence says so, and the widths are the book's own.
    """
    own = guarded(width_for_budget, "width_for_budget", lambda *_: ())

    def compute(values):
        compute = partial(budget, values["M"], values["n"], values["deep"], values["budget"])
        arrays, note = computed_with(compute, width_for_budget=own)
        return replace(arrays, note=note)

    return Explorer(
        controls=[
            slider("budget", 400, 20, 1200, 20),
            slider("deep", 3, 2, 8, 1),
            slider("M", 2, 1, 20, 1),
            slider("n", 3, 1, 10, 1),
        ],
        compute=compute,
        panels=[
            Diagram("Two networks", draw_two_networks, width=WIDTH, height=HEIGHT),
            Panel("What the budget buys", draw_widths, width=390, height=HEIGHT),
        ],
        describe=describe,
        story=Story("deep", tuple(range(2, 9))),
    )
