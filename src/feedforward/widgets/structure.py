"""The explorers of 6.2: a network as it is sized, and what one budget buys at two depths."""

from dataclasses import replace
from functools import partial

from feedforward.plots.structure import (
    MOST_LAYERS,
    budget,
    draw_shares,
    draw_structure,
    draw_two_networks,
    draw_widths,
    structure,
    whole,
)

from .explorer import Explorer, slider
from .guard import computed_with, guarded
from .panel import Panel

DEEPEST = MOST_LAYERS - 1
WIDTHS = [f"m_{layer}" for layer in range(1, DEEPEST + 1)]
HEADER = ("layer", "W", "b", "weights", "biases", "together")
GROUPS = {
    "ends and depth": ["M", "n", "L"],
    "hidden layers": WIDTHS[:3],
    "deeper ones": WIDTHS[3:],
}


def as_sizes(values):
    """The sliders' values by label -> [M, m_1, ..., m_L, n]."""
    return [values["M"], *(values[label] for label in WIDTHS[: values["L"]]), values["n"]]


def as_values(sizes):
    """[M, m_1, ..., n] -> values for the sliders that it needs."""
    M, *hidden, n = sizes
    widths = dict(zip(WIDTHS, hidden, strict=False))
    return {"M": M, "n": n, "L": len(hidden)} | widths


def count_of(number, word):
    """'1 layer', '2 layers'."""
    return f"{whole(number)} {word}" + ("" if number == 1 else "s")


def describe(arrays):
    """The sizes, the depth, the number of parameters, and where most of them are."""
    hidden = len(arrays.sizes) - 2
    most = int(arrays.counts.argmax())
    sentences = [
        f"{'-'.join(map(str, arrays.sizes))}: {count_of(hidden, 'hidden layer')}, "
        f"{count_of(hidden + 1, 'affine layer')}, {count_of(arrays.total, 'parameter')}."
    ]
    if hidden:
        share = 100 * arrays.counts[most] / max(arrays.counts.sum(), 1)
        sentences.append(
            f"Layer {most + 1} holds most: {whole(arrays.counts[most])}, {share:.0f} %."
        )
    if arrays.total != arrays.counts.sum():
        sentences.append(f"The layers by themselves add up to {whole(arrays.counts.sum())}.")
    return " ".join([*sentences, arrays.note]).strip()


def table(arrays):
    """The shapes and numbers of each affine layer: a header, and a row of words for each."""
    pairs = zip(arrays.sizes[:-1], arrays.sizes[1:], arrays.counts, strict=True)
    rows = [
        [str(layer), f"({a}, {b})", f"({b},)", str(a * b), str(b), whole(count)]
        for layer, (a, b, count) in enumerate(pairs, 1)
    ]
    return HEADER, rows


def explore_structure(count_parameters=None):
    """Size a network with sliders: it is drawn, with its shapes and the number of its parameters.

    count_parameters: your own; what it counts is shown. Where it is blank or fails, a sentence
    says so, and the book's own counts.
    """
    own = guarded(count_parameters, "count_parameters", lambda sizes: ())

    def compute(values):
        arrays, note = computed_with(partial(structure, as_sizes(values)), count_parameters=own)
        return replace(arrays, note=note)

    start = [slider("M", 3, 1, 64, 1), slider("n", 2, 1, 20, 1), slider("L", 2, 0, DEEPEST, 1)]
    widths = [slider(label, m, 1, 64, 1) for label, m in zip(WIDTHS, (5, 4, 4, 4, 4), strict=True)]
    explorer = Explorer(
        controls=[*start, *widths],
        compute=compute,
        panels=[
            Panel("Network", draw_structure, width=600, height=400),
            Panel("Parameters", draw_shares, width=280, height=400),
        ],
        describe=describe,
        table=table,
        presets={
            "XOR": as_values([2, 2, 1]),
            "digits": as_values([64, 50, 10]),
            "bottleneck": as_values([20, 10, 2, 10, 20]),
        },
        groups=GROUPS,
    )
    _follow_depth(explorer)
    return explorer


def _follow_depth(explorer):
    """Grey out the widths of layers that the network does not have."""

    def follow(_=None):
        for place, label in enumerate(WIDTHS):
            explorer.controls[label].disabled = place >= explorer.controls["L"].value

    explorer.controls["L"].observe(follow, "value")
    follow()


def paths(m, depth):
    """How many ways lead from one input to one output: m choices in each hidden layer."""
    return f"{m**depth}" if m**depth < 10**6 else f"about {m**depth:.0e}".replace("e+0", "e")


def describe_budget(arrays):
    """Width, units and parameters of both networks, and how many paths run through them."""
    first = (
        f"At most {arrays.budget} parameters from {count_of(arrays.M, 'input')} "
        f"to {count_of(arrays.n, 'output')}."
    )
    sentences = [_network_sentence(arrays, depth) for depth in (1, arrays.deep)]
    return " ".join([first, *sentences, arrays.note]).strip()


def _network_sentence(arrays, depth):
    name, m = count_of(depth, "hidden layer"), arrays.widths[depth - 1]
    if m < 1:
        return f"With {name}, not one unit a layer fits."
    used, over = arrays.used[depth - 1], arrays.used[depth - 1] - arrays.budget
    each = f"{whole(m)} units each, {whole(m * depth)} in all" if depth > 1 else f"{whole(m)} units"
    kept = f" That is {over} too many." if over > 0 else ""
    way = f"{paths(int(m), depth)} paths from an input to an output"
    return f"With {name}: {each}, {used} parameters, {way}.{kept}"


def explore_budget(width_for_budget=None):
    """Spend one budget of parameters on one hidden layer, and on several.

    width_for_budget: your own; its widths are drawn. Where it is blank or fails, a sentence says
    so, and the book's own are drawn.
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
            Panel(
                "Two networks",
                draw_two_networks,
                height=460,
                axes=lambda figure: figure.subplots(2, 1),
            ),
            Panel("What the budget buys", draw_widths, height=460),
        ],
        describe=describe_budget,
    )
