"""The first explorer of 6.7: a ledger of shapes."""

from dataclasses import replace
from functools import partial

from feedforward.plots.ledger import MOST, MOST_ROWS, NO_SLIP, SLIPS, count, ledger, names_of
from feedforward.plots.ledger_drawing import WIDTH, draw_ledger, ledger_height

from .controls import choice, slider
from .diagram import Diagram
from .explorer import Explorer, Story
from .guard import computed_with, guarded
from .position import startable

WIDTHS = [f"m{layer}" for layer in "₁₂₃"[: MOST_ROWS - 1]]
HEADER = ("array", "shape", "meant", "what NumPy makes of it")
WRONG = {
    SLIPS[1]: "the columns of X are samples, and they were taken for inputs",
    SLIPS[2]: "W₁ is square, so its transpose fits as well, but it is another matrix",
    SLIPS[3]: "W₁ X sums over the samples, not over the inputs",
    SLIPS[4]: "b₁ as a column gives one number to each sample, not to each unit",
    SLIPS[5]: "b₁ has one number for each input, and there happen to be as many units",
    SLIPS[6]: "W₁ was never used, and X happens to be as wide as Z₁",
}


def as_sizes(values):
    """The sliders' values by label -> [M, m_1, ..., m_L, n]."""
    return [values["M"], *(values[label] for label in WIDTHS[: values["L"]]), values["n"]]


def plain(words):
    """Write the names of arrays with subscripts: W_1 -> W₁."""
    for digit, below in zip("1234", "₁₂₃₄", strict=True):
        words = words.replace(f"_{digit}", below)
    return words


def describe(arrays):
    """Say whether the batch gets through, where it stops, and which slip goes unnoticed."""
    way = f"{count(arrays.N, 'sample')}, {'-'.join(map(str, arrays.sizes))}"
    if arrays.stopped:
        verdict = plain(arrays.stopped.verdict)
        first = f"{way}: stopped at layer {arrays.stopped.layer}. {verdict}."
    else:
        first = f"{way}: every product is defined, and out has shape {arrays.lines[-1].result}."
        first += _silent(arrays)
    return f"{first} {arrays.note}".strip()


def _silent(arrays):
    """Say what is wrong although every product is defined."""
    if arrays.slip == NO_SLIP or (arrays.slip == SLIPS[6] and len(arrays.sizes) == 2):
        return ""
    expected = (arrays.N, arrays.sizes[-1])
    if _changes_nothing(arrays):
        return " With sizes of 1, this slip changes nothing."
    if arrays.lines[-1].result != expected:
        return f" It should be {expected}: {WRONG[arrays.slip]}."
    why = WRONG[arrays.slip]
    return f" The shape is right and NumPy raises nothing, yet the numbers are wrong: {why}."


def _changes_nothing(arrays):
    """Return True if the slip gives the same as the right line: what it swaps has one entry."""
    N, M, m = arrays.N, arrays.sizes[0], arrays.sizes[1]
    same = {SLIPS[1]: N == M == 1, SLIPS[2]: M == m == 1, SLIPS[3]: N == M == m == 1,
            SLIPS[4]: m == 1, SLIPS[5]: M == m == 1, SLIPS[6]: False}  # fmt: skip
    return same[arrays.slip]


def table(arrays):
    """Each array with the shape that results and the one that is meant."""
    verdicts = {line.names[3]: plain(line.verdict.split("; ")[-1]) for line in arrays.lines}
    rows = []
    names = names_of(len(arrays.sizes) - 1)
    for name, came, meant in zip(names, arrays.shapes, arrays.meant, strict=True):
        said = "f is applied to every entry" if name.startswith("Z") else verdicts.get(name, "")
        reached = came or name in verdicts
        rows.append([plain(name), str(came) if came else "—", str(meant), said if reached else ""])
    return HEADER, rows


@startable
def explore_shapes(shape_trace=None):
    """Follow the shapes of one batch through a network of your sizes, with or without a slip.

    shape_trace: your own; its shapes appear in the column "meant". Where it is blank or fails, a
    sentence says so, and the book's own appear there.
    """
    own = guarded(shape_trace, "shape_trace", lambda N, sizes: (2 * len(sizes) - 2, 2))

    def compute(values):
        compute = partial(ledger, values["N"], as_sizes(values), values["slip"])
        arrays, note = computed_with(compute, shape_trace=own)
        return replace(arrays, note=note)

    start = {"N": 7, "M": 3, "n": 2, "L": 2, "m₁": 5, "m₂": 4, "m₃": 4}
    controls = [slider(label, value, 0 if label == "L" else 1, 3 if label == "L" else MOST, 1)
                for label, value in start.items()]  # fmt: skip
    return Explorer(
        controls=[*controls, choice("slip", NO_SLIP, list(SLIPS))],
        compute=compute,
        panels=[Diagram("Ledger of shapes", draw_ledger, width=WIDTH, height=ledger_height)],
        describe=describe,
        table=table,
        groups={"batch and ends": ["N", "M", "n"], "hidden layers": ["L", *WIDTHS],
                "one slip": ["slip"]},
        story=Story("slip"),
    )  # fmt: skip
