"""The ledger of shapes says what NumPy says, and draws it."""

import itertools

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from feedforward.plots.ledger import MOST, NO_SLIP, SIGNS, SLIPS, draw_ledger, ledger
from feedforward.plots.style import GREEN, VERMILION

TURNED_X, TURNED_W, IN_FRONT, COLUMN, OF_INPUTS, LEFT_OUT = SLIPS[1:]


def run(N, sizes, slip):
    """Shapes of h_1, ..., out as NumPy makes them, or the words "cannot be" and the layer."""
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
            return [*shapes, f"cannot be at {layer}"]
        shapes.append(Z.shape)
    return shapes


def told(N, sizes, slip):
    arrays = ledger(N, sizes, slip)
    return [
        line.result if line.result is not None else f"cannot be at {line.layer}"
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
    assert arrays.lines[0].verdict == "3 = 3, b_1 is added 4 times"


def test_what_comes_after_a_product_that_cannot_be_never_comes():
    arrays = ledger(4, [3, 5, 6, 2], TURNED_W)
    assert arrays.shapes == [(4, 3)] + [None] * 5
    assert arrays.stopped.verdict == "X W_1 cannot be: X has 3 columns, W_1 has 5 rows"


def test_a_layer_that_is_left_out_has_no_shape_and_the_others_keep_their_place():
    arrays = ledger(4, [3, 3, 2], LEFT_OUT)
    assert arrays.shapes == [(4, 3), None, None, (4, 2)]


@pytest.fixture
def ax():
    figure = Figure((6.4, 5.6), dpi=100, layout="constrained")
    FigureCanvasAgg(figure)
    return figure.add_subplot()


def sides_of(artists):
    cells = [artist for name, artist in artists.items() if name.endswith("cells")]
    boxes = [path.get_extents() for artist in cells for path in artist.get_paths()]
    boxes.sort(key=lambda box: (-round(box.y0 + box.y1, 6), box.x0))  # line by line
    cell = min(min(box.width, box.height) for box in boxes)
    return [(round(box.height / cell), round(box.width / cell)) for box in boxes]


def test_every_array_is_drawn_to_scale(ax):
    artists = draw_ledger(ax, ledger(4, [3, 5, 2]))
    first, second = [(4, 3), (3, 5), (1, 5), (4, 5)], [(4, 5), (5, 2), (1, 2), (4, 2)]
    assert sides_of(artists) == first + second
    words = [text.get_text() for text in artists["words"] if text.get_visible()]
    assert words[:4] == ["X (4, 3)", "W_1 (3, 5)", "b_1 (5,)", "h_1 (4, 5)"]
    assert [len(artists[sign].get_xydata()) for sign in SIGNS] == [2, 2, 2, 0]


def test_sides_that_do_not_match_are_red_and_dashed_until_they_match_again(ax):
    artists = draw_ledger(ax, ledger(4, [3, 5, 2], TURNED_W))
    assert sides_of(artists) == [(4, 3), (5, 3), (1, 5)]
    (_, dashes), *_ = artists["edges"].get_linestyle()
    assert dashes is not None and len(artists["edges"].get_segments()) == 2
    # between X and W_1, which do not fit, and before h_1, which therefore never comes
    assert len(artists["cross"].get_xydata()) == 2
    np.testing.assert_allclose(artists["edges"].get_colors()[0], to_rgba(VERMILION))
    draw_ledger(ax, ledger(4, [3, 5, 2]), artists)
    assert all(dashes is None for _, dashes in artists["edges"].get_linestyle())
    np.testing.assert_allclose(artists["edges"].get_colors()[0], to_rgba(GREEN))


def test_the_largest_network_leaves_its_words_readable(ax):
    artists = draw_ledger(ax, ledger(MOST, [MOST] * 5))
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in artists["words"] if text.get_visible()]
    assert len(boxes) == 4 * 4
    for one, other in itertools.combinations(boxes, 2):
        assert not one.overlaps(other)
    frame = ax.figure.bbox
    assert all(frame.y0 <= box.y0 and box.x1 <= frame.x1 for box in boxes)
