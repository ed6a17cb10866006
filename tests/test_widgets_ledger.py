"""The ledger of shapes, moved without a browser."""

import html

import pytest

import feedforward as ff
from feedforward.plots.ledger import SLIPS

START = {"N": 4, "M": 3, "n": 2, "L": 2, "m_1": 5, "m_2": 4, "m_3": 4}
SQUARE = {"N": 4, "M": 4, "m_1": 4}


@pytest.fixture
def explorer():
    explorer = ff.explore_shapes()
    yield explorer
    explorer.close()


def assert_shows(explorer):
    values = explorer.values
    sizes = [values["M"], *(values[f"m_{k + 1}"] for k in range(values["L"])), values["n"]]
    hidden = [(values["N"], m) for m in sizes[1:-1] for _ in range(2)]
    wanted = [(values["N"], sizes[0]), *hidden, (values["N"], sizes[-1])]
    assert [row[1] for row in explorer.rows] == [str(shape) for shape in wanted]
    assert [row[2] for row in explorer.rows] == [str(shape) for shape in wanted]
    assert f"every product can be, and out is {wanted[-1]}." in explorer.text
    assert explorer.text in html.unescape(explorer.message.value)


@pytest.mark.parametrize("label", START)
def test_every_slider_sizes_the_batch_and_the_network(explorer, label):
    explorer.set({"L": 3})
    slider = explorer.controls[label]
    for value in range(slider.min, slider.max + 1, 1 if label == "L" else 3):
        slider.value = value
        assert_shows(explorer)


@pytest.mark.parametrize("end", ["min", "max"])
@pytest.mark.parametrize("slip", SLIPS)
def test_no_slip_breaks_the_smallest_or_the_largest_network(explorer, slip, end):
    explorer.set({label: getattr(explorer.controls[label], end) for label in START})
    explorer.set({"slip": slip})
    assert explorer.text in html.unescape(explorer.message.value)


@pytest.mark.parametrize(
    ("slip", "sentence"),
    [
        (SLIPS[1], "stopped at layer 1, X W_1 cannot be: X has 4 columns, W_1 has 3 rows."),
        (SLIPS[2], "stopped at layer 1, X W_1 cannot be: X has 3 columns, W_1 has 5 rows."),
        (SLIPS[3], "stopped at layer 1, W_1 X cannot be: W_1 has 5 columns, X has 4 rows."),
        (SLIPS[4], "the product is (4, 5): b_1 (5, 1) cannot be added to it."),
        (SLIPS[5], "the product is (4, 5): b_1 (3,) cannot be added to it."),
        (SLIPS[6], "stopped at layer 2, X W_2 cannot be: X has 3 columns, W_2 has 5 rows."),
    ],
)
def test_with_sizes_that_differ_every_slip_is_stopped(explorer, slip, sentence):
    explorer.set({"slip": slip})
    assert sentence in explorer.text
    assert explorer.rows[-1][1] == "—" and explorer.rows[-1][2] == "(4, 2)"


@pytest.mark.parametrize("slip", SLIPS[1:])
def test_with_equal_sizes_no_slip_is_stopped_and_the_explorer_says_what_is_wrong(explorer, slip):
    explorer.set(SQUARE | {"slip": slip})
    assert "The shape is right and nothing complains, yet the numbers are wrong" in explorer.text


def test_a_batch_that_comes_out_in_another_shape_is_said_to(explorer):
    explorer.set({"N": 1, "slip": SLIPS[4]})
    assert "out is (5, 2). It should be (1, 2): b_1 as a column meets the samples" in explorer.text


def test_a_slip_that_changes_nothing_is_not_called_one(explorer):
    explorer.set({"M": 1, "m_1": 1, "slip": SLIPS[2]})
    assert "With sizes of 1 this slip changes nothing." in explorer.text


def test_without_a_hidden_layer_there_is_none_to_leave_out(explorer):
    explorer.set({"L": 0, "slip": SLIPS[6]})
    assert explorer.text == "4 by 3-2: every product can be, and out is (4, 2)."


def test_reset_goes_back_to_the_start(explorer):
    text, png = explorer.text, explorer.panels[0].png
    explorer.set(SQUARE | {"slip": SLIPS[1]})
    explorer.press("reset")
    assert (explorer.text, explorer.panels[0].png) == (text, png)


def test_the_learners_own_trace_stands_in_the_ledger():
    explorer = ff.explore_shapes(lambda N, sizes: [(9, 9)] * (2 * len(sizes) - 2))
    assert {row[2] for row in explorer.rows} == {"(9, 9)"}
    assert explorer.text.endswith("Drawn with your shape_trace.")


def test_a_trace_that_fails_is_said_and_the_books_own_is_drawn():
    def blank(N, sizes):
        raise NotImplementedError

    for own, sentence in [(blank, "still blank"), (lambda N, sizes: [(N, 1)], "gave shape (1, 2)")]:
        explorer = ff.explore_shapes(own)
        assert f"Your shape_trace {sentence}" in explorer.text or sentence in explorer.text
        assert explorer.rows[-1][2] == "(4, 2)"
