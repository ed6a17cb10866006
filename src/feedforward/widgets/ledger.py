"""The first explorer of 6.7: a ledger of shapes."""

from dataclasses import replace
from functools import partial

from feedforward.plots.ledger import (
    MOST,
    MOST_ROWS,
    NO_SLIP,
    SLIPS,
    draw_ledger,
    ledger,
    names_of,
)

from .explorer import Explorer, choice, slider
from .guard import computed_with, guarded
from .panel import Panel

WIDTHS = [f"m_{layer}" for layer in range(1, MOST_ROWS)]
HEADER = ("array", "shape", "meant", "")
WRONG = {
    SLIPS[1]: "X's columns are samples, and they were taken for inputs",
    SLIPS[2]: "W_1 is square, so it fits turned round as well, and gives other numbers",
    SLIPS[3]: "W_1 X adds up over the samples, not over the inputs",
    SLIPS[4]: "b_1 as a column meets the samples, not the units",
    SLIPS[5]: "b_1 has one number for each input, and there happen to be as many units",
    SLIPS[6]: "W_1 was never used, and X happens to be as wide as Z_1",
}


def as_sizes(values):
    """The sliders' values by label -> [M, m_1, ..., m_L, n]."""
    return [values["M"], *(values[label] for label in WIDTHS[: values["L"]]), values["n"]]


def describe(arrays):
    """Whether the batch comes through, where it stops, and what nobody complains about."""
    way = f"{arrays.N} by {'-'.join(map(str, arrays.sizes))}"
    if arrays.stopped:
        first = f"{way}: stopped at layer {arrays.stopped.layer}, {arrays.stopped.verdict}."
    else:
        first = f"{way}: every product can be, and out is {arrays.lines[-1].result}."
        first += _silent(arrays)
    return f"{first} {arrays.note}".strip()


def _silent(arrays):
    """What is wrong although every product can be."""
    if arrays.slip == NO_SLIP or (arrays.slip == SLIPS[6] and len(arrays.sizes) == 2):
        return ""
    expected = (arrays.N, arrays.sizes[-1])
    if _changes_nothing(arrays):
        return " With sizes of 1 this slip changes nothing."
    if arrays.lines[-1].result != expected:
        return f" It should be {expected}: {WRONG[arrays.slip]}."
    why = WRONG[arrays.slip]
    return f" The shape is right and nothing complains, yet the numbers are wrong: {why}."


def _changes_nothing(arrays):
    """Whether the slip does the same as the right line: what it exchanges has one entry."""
    N, M, m = arrays.N, arrays.sizes[0], arrays.sizes[1]
    same = {SLIPS[1]: N == M == 1, SLIPS[2]: M == m == 1, SLIPS[3]: N == M == m == 1,
            SLIPS[4]: m == 1, SLIPS[5]: M == m == 1, SLIPS[6]: False}  # fmt: skip
    return same[arrays.slip]


def table(arrays):
    """Each array with the shape that came and the one that is meant."""
    verdicts = {line.names[3]: line.verdict for line in arrays.lines}
    rows = []
    names = names_of(len(arrays.sizes) - 1)
    for name, came, meant in zip(names, arrays.shapes, arrays.meant, strict=True):
        said = "f, entry by entry" if name.startswith("Z") else verdicts.get(name, "")
        reached = came or name in verdicts
        rows.append([name, str(came) if came else "—", str(meant), said if reached else ""])
    return HEADER, rows


def explore_shapes(shape_trace=None):
    """Follow the shapes of one batch through a network that you size, with a slip or without.

    shape_trace: your own; its shapes stand in the column "meant". Where it is blank or fails, a
    sentence says so, and the book's own stand there.
    """
    own = guarded(shape_trace, "shape_trace", lambda N, sizes: (2 * len(sizes) - 2, 2))

    def compute(values):
        compute = partial(ledger, values["N"], as_sizes(values), values["slip"])
        arrays, note = computed_with(compute, shape_trace=own)
        return replace(arrays, note=note)

    start = {"N": 4, "M": 3, "n": 2, "L": 2, "m_1": 5, "m_2": 4, "m_3": 4}
    controls = [slider(label, value, 0 if label == "L" else 1, 3 if label == "L" else MOST, 1)
                for label, value in start.items()]  # fmt: skip
    explorer = Explorer(
        controls=[*controls, choice("slip", NO_SLIP, list(SLIPS))],
        compute=compute,
        panels=[Panel("Ledger of shapes", draw_ledger, width=640, height=540)],
        describe=describe,
        table=table,
        groups={"ends": ["N", "M", "n"], "hidden layers": ["L", *WIDTHS], "one slip": ["slip"]},
    )
    return explorer
