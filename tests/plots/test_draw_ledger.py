"""The ledger of shapes says what NumPy says, and draws it."""

import itertools

import numpy as np
import pytest
from drawing import assert_readable, labels_of, texts_of

from feedforward.plots.diagram import Box, Lines, flat
from feedforward.plots.ledger import MOST, NO_SLIP, SLIPS, ledger
from feedforward.plots.ledger_drawing import CELL, CLASHES, FITS, WIDTH, draw_ledger, ledger_height

TURNED_X, TURNED_W, IN_FRONT, COLUMN, OF_INPUTS, LEFT_OUT = SLIPS[1:]


def run(N, sizes, slip):
    """Shapes of h_1, ..., out as NumPy makes them, or the words "stopped at" and the layer."""
    X = np.ones((N, sizes[0]))
    Z, shapes = X.T if slip == TURNED_X else X, []
    for layer, (m_in, m_out) in enumerate(itertools.pairwise(sizes), 1):
        W, b = np.ones((m_in, m_out)), np.ones(m_out)
        if layer == 1 and slip == LEFT_OUT and len(sizes) > 2:
            continue
        first = layer == 1
        W = W.T if first and slip == TURNED_W else W
        b = b[:, None] if first and slip == COLUMN else b
        b = np.ones(m_in) if first and slip == OF_INPUTS else b
        try:
            Z = (W @ Z if first and slip == IN_FRONT else Z @ W) + b
        except ValueError:
            return [*shapes, f"stopped at {layer}"]
        shapes.append(Z.shape)
    return shapes


def told(N, sizes, slip):
    arrays = ledger(N, sizes, slip)
    return [
        line.result if line.result is not None else f"stopped at {line.layer}"
        for line in arrays.lines
    ]


@pytest.mark.parametrize("slip", SLIPS)
def test_the_ledger_agrees_with_numpy_for_every_slip(slip):
    sides = (1, 2, 3)
    stopped = set()
    for N, M, m, n in itertools.product(sides, repeat=4):
        for sizes in ([M, n], [M, m, n], [M, m, 4, n]):
            assert told(N, sizes, slip) == run(N, sizes, slip), (N, sizes)
            stopped.add(ledger(N, sizes, slip).stopped is not None)
    assert stopped == ({False} if slip == NO_SLIP else {False, True})


def test_a_right_pass_has_the_shapes_of_shape_trace():
    arrays = ledger(4, [3, 5, 2])
    assert arrays.shapes == [(4, 3), (4, 5), (4, 5), (4, 2)] == list(arrays.meant)
    assert arrays.lines[0].verdict == (
        "X has 3 columns, W_1 has 3 rows; b_1 is added to each of the 4 rows"
    )


@pytest.mark.parametrize(
    ("N", "sizes", "said"),
    [
        (5, [3, 5, 2], "b_1 is added to each of the 5 columns"),
        (1, [3, 5, 2], "b_1 repeats the row 5 times"),
        (4, [3, 1, 2], "b_1 is added to each of the 4 rows"),
    ],
)
def test_a_bias_as_a_column_is_added_as_numpy_adds_it(N, sizes, said):
    line = ledger(N, sizes, COLUMN).lines[0]
    assert line.verdict.endswith(said)
    product, bias = np.zeros(line.product), np.arange(1.0, sizes[1] + 1)[:, None]
    by_column = (product + bias).T if N > 1 and sizes[1] > 1 else product + bias
    assert (by_column == (bias.ravel() if N > 1 else bias)).all()


def test_what_follows_a_product_that_is_not_defined_never_comes():
    arrays = ledger(4, [3, 5, 6, 2], TURNED_W)
    assert arrays.shapes == [(4, 3)] + [None] * 5
    assert arrays.stopped.verdict == "X W_1 is not defined: X has 3 columns, W_1 has 5 rows"


def test_a_layer_that_is_left_out_has_no_shape_and_the_others_keep_their_place():
    arrays = ledger(4, [3, 3, 2], LEFT_OUT)
    assert arrays.shapes == [(4, 3), None, None, (4, 2)]


def lines_of(N, sizes, slip=NO_SLIP):
    """The shapes of each line of the ledger."""
    return [list(flat([group])) for group in draw_ledger(ledger(N, sizes, slip))]


def sides_of(shapes):
    """Rows and columns of every array that is drawn with a fill, by its box."""
    boxes = [s for s in shapes if isinstance(s, Box) and s.fill and s.edge]
    return [(round(box.height / CELL), round(box.width / CELL)) for box in boxes]


def marks_of(shapes):
    """The two marked sides of a line of the ledger."""
    return [s for s in shapes if isinstance(s, Lines) and s.color in (FITS, CLASHES)][:2]


def test_every_array_is_drawn_to_scale():
    first, second = lines_of(4, [3, 5, 2])
    assert sides_of(first) == [(4, 3), (3, 5), (1, 5), (4, 5)]
    assert sides_of(second) == [(4, 5), (5, 2), (1, 2), (4, 2)]
    assert texts_of(first)[:4] == ["X (4, 3)", "W1 (3, 5)", "b1 (5,)", "h1 (4, 5)"]


def test_the_sides_that_have_to_match_have_the_lengths_and_numbers_of_their_arrays():
    shapes, _ = lines_of(4, [3, 5, 2])
    lengths = [np.ptp(side.lines[0], axis=0).max() / CELL for side in marks_of(shapes)]
    np.testing.assert_allclose(lengths, [3, 3])
    assert texts_of(shapes).count("3") == 2


def test_sides_that_do_not_match_are_dashed_and_never_give_a_result():
    stopped, missing = lines_of(4, [3, 5, 2], TURNED_W)
    assert sides_of(stopped) == [(4, 3), (5, 3), (1, 5)]
    assert all(side.dash and side.color == CLASHES for side in marks_of(stopped))
    assert all(not side.dash and side.color == FITS for side in marks_of(lines_of(4, [3, 2])[0]))
    assert texts_of(stopped)[3] == "h1"
    strokes = [s for s in stopped if isinstance(s, Lines) and s.color == CLASHES and not s.dash]
    assert len(strokes) == 2  # between X and W_1, which do not fit, and before h_1
    assert texts_of(stopped)[-3:] == ["X W1 is not defined:", "X has 3 columns,", "W1 has 5 rows"]
    assert sides_of(missing) == [] and "never reached" in texts_of(missing)


def test_a_layer_that_is_never_reached_shows_what_was_meant():
    _, *missing = lines_of(4, [3, 5, 6, 2], TURNED_W)
    outlines = [[s for s in shapes if isinstance(s, Box)] for shapes in missing]
    sides = [[(round(b.height / CELL), round(b.width / CELL)) for b in boxes] for boxes in outlines]
    assert sides == [[(4, 5), (5, 6), (1, 6), (4, 6)], [(4, 6), (6, 2), (1, 2), (4, 2)]]
    assert all(box.dash and not box.fill for boxes in outlines for box in boxes)


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("sizes", [[MOST] * 5, [3, 5, 4, 2], [8, 1, 8, 1, 8]])
@pytest.mark.parametrize("N", [1, MOST])
def test_every_ledger_leaves_its_words_readable(N, sizes, slip):
    arrays = ledger(N, sizes, slip)
    assert_readable(draw_ledger(arrays), WIDTH, ledger_height(arrays))


@pytest.mark.parametrize("slip", [NO_SLIP, TURNED_W, LEFT_OUT])
@pytest.mark.parametrize("sizes", [[3, 2], [3, 5, 2], [3, 5, 6, 2], [8, 1, 8, 1, 8]])
def test_the_ledger_is_as_high_as_its_lines_and_has_one_for_every_layer(sizes, slip):
    arrays = ledger(4, sizes, slip)
    groups = draw_ledger(arrays)
    assert len(groups) == len(sizes) - 1
    lowest = max(label.y for label in labels_of(groups[-1:]))
    assert 12 < ledger_height(arrays) - lowest < 30
