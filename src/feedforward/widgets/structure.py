"""The first explorer of 6.2: a network, its shapes and the number of its parameters."""

from dataclasses import replace
from functools import partial

from feedforward.plots.structure import (
    HEIGHT,
    MOST_LAYERS,
    WIDTH,
    draw_structure,
    structure,
    whole,
)

from .controls import slider
from .diagram import Diagram
from .explorer import Explorer, Story
from .guard import computed_with, guarded
from .position import startable

DEEPEST = MOST_LAYERS - 1
WIDTHS = [f"m{layer}" for layer in "₁₂₃₄₅"[:DEEPEST]]
HEADER = ("layer", "W", "b", "weights", "biases", "total")
GROUPS = {
    "ends and depth": ["M", "n", "L"],
    "widths": WIDTHS[:3],
    "deeper layers": WIDTHS[3:],
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
            f"Layer {most + 1} holds the most: {whole(arrays.counts[most])}, or {share:.0f}%."
        )
    if arrays.total != arrays.counts.sum():
        sentences.append(f"The counts of the single layers add up to {whole(arrays.counts.sum())}.")
    return " ".join([*sentences, arrays.note]).strip()


def table(arrays):
    """The shapes and counts of the affine layers: a header, and a row of words for each layer."""
    pairs = zip(arrays.sizes[:-1], arrays.sizes[1:], arrays.counts, strict=True)
    rows = [
        [str(layer), f"({a}, {b})", f"({b},)", str(a * b), str(b), whole(count)]
        for layer, (a, b, count) in enumerate(pairs, 1)
    ]
    return HEADER, rows


@startable
def explore_structure(count_parameters=None):
    """Choose the sizes of a network, and see its shapes and the number of its parameters.

    count_parameters: your own function, whose counts are shown. If it is blank or fails, a
    sentence says so, and the counts are the book's own.
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
        panels=[Diagram("The network", draw_structure, width=WIDTH, height=HEIGHT)],
        describe=describe,
        table=table,
        presets={
            "XOR": as_values([2, 2, 1]),
            "digits": as_values([64, 50, 10]),
            "bottleneck": as_values([20, 10, 2, 10, 20]),
        },
        groups=GROUPS,
        story=Story("m₁", (1, 2, 3, 4, 5, 7, 9, 12, 16, 24, 32, 48, 64)),
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
