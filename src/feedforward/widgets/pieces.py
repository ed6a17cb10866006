"""The explorer of pieces in 6.3: folding layers against one hidden layer."""

from dataclasses import replace
from functools import partial

from feedforward.plots.pieces import DEEPEST, draw_deep, draw_shallow, piece_arrays

from .explorer import Explorer, Story, slider
from .guard import computed_with, guarded
from .panel import Panel
from .position import startable

SIZE = {"width": 400, "height": 360}
HEADER = ("network", "hidden layers", "units", "parameters", "straight pieces")


def compute_with(sawtooth):
    """The explorer's compute: with the learner's sawtooth where it works, else the book's."""
    own = guarded(sawtooth, "sawtooth", lambda x, depth: x.shape)

    def compute(values):
        build = partial(piece_arrays, int(values["layers"]), int(values["units"]))
        arrays, note = computed_with(build, sawtooth=own)
        return replace(arrays, note=note)

    return compute


def describe(arrays):
    """Pieces of both, and how far they are apart."""
    units = "1 unit" if arrays.units == 1 else f"{arrays.units} units"
    return (
        f"{arrays.deep_pieces} pieces from {arrays.depth} folding layers, "
        f"{arrays.shallow_pieces} from one hidden layer of {units}; "
        f"the largest distance between the two is {arrays.error:.2f}. {arrays.note}"
    ).strip()


def table(arrays):
    """The two networks in numbers."""
    deep, shallow = arrays.parameters
    rows = [
        ("deep", arrays.depth, 2 * arrays.depth, deep, arrays.deep_pieces),
        ("shallow", 1, arrays.units, shallow, arrays.shallow_pieces),
    ]
    return HEADER, [[str(entry) for entry in row] for row in rows]


@startable
def explore_pieces(sawtooth=None):
    """Compare d folding layers, which make 2^d pieces, with one hidden layer of any width.

    sawtooth: your own `sawtooth(x, depth)`, whose values are drawn. If it is blank or fails, a
    sentence says so, and the book's own sawtooth is drawn.
    """
    return Explorer(
        controls=[
            slider("layers", 3, 1, DEEPEST, 1),
            slider("units", 6, 1, 2**DEEPEST, 1),
        ],
        compute=compute_with(sawtooth),
        panels=[Panel("Deep", draw_deep, **SIZE), Panel("Shallow", draw_shallow, **SIZE)],
        describe=describe,
        table=table,
        story=Story("units", (1, 2, 3, 4, 6, 8, 12, 15, 16, 20, 24, 31, 32), {"layers": 5}),
        groups={"deep network": ["layers"], "one hidden layer": ["units"]},
    )
