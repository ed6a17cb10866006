"""The ledger of shapes, moved without a browser."""

import html

import pytest

import feedforward as ff
from feedforward.formatting import unbroken
from feedforward.plots.ledger import SLIPS

START = {"N": 7, "M": 3, "n": 2, "L": 2, "m₁": 5, "m₂": 4, "m₃": 4}
SQUARE = {"N": 4, "M": 4, "m₁": 4}


@pytest.fixture
def explorer():
    explorer = ff.explore_shapes()
    yield explorer
    explorer.close()


def assert_shows(explorer):
    values = explorer.values
    sizes = [values["M"], *(values[f"m{'₁₂₃'[k]}"] for k in range(values["L"])), values["n"]]
    hidden = [(values["N"], m) for m in sizes[1:-1] for _ in range(2)]
    wanted = [(values["N"], sizes[0]), *hidden, (values["N"], sizes[-1])]
    assert [row[1] for row in explorer.rows] == [str(shape) for shape in wanted]
    assert [row[2] for row in explorer.rows] == [str(shape) for shape in wanted]
    assert f"every product is defined, and out has shape {wanted[-1]}." in explorer.text
    assert unbroken(explorer.text) in html.unescape(explorer.message.value)


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
    assert unbroken(explorer.text) in html.unescape(explorer.message.value)


@pytest.mark.parametrize(
    ("slip", "sentence"),
    [
        (SLIPS[1], "stopped at layer 1. X W₁ is not defined: X has 7 columns, W₁ has 3 rows."),
        (SLIPS[2], "stopped at layer 1. X W₁ is not defined: X has 3 columns, W₁ has 5 rows."),
        (SLIPS[3], "stopped at layer 1. W₁ X is not defined: W₁ has 5 columns, X has 7 rows."),
        (SLIPS[4], "b₁ (5, 1) cannot be added to a product of shape (7, 5)."),
        (SLIPS[5], "b₁ (3,) cannot be added to a product of shape (7, 5)."),
        (SLIPS[6], "stopped at layer 2. X W₂ is not defined: X has 3 columns, W₂ has 5 rows."),
    ],
)
def test_with_sizes_that_differ_every_slip_is_stopped(explorer, slip, sentence):
    explorer.set({"slip": slip})
    assert sentence in explorer.text
    assert explorer.rows[-1][1] == "—" and explorer.rows[-1][2] == "(7, 2)"


@pytest.mark.parametrize("slip", SLIPS[1:])
def test_with_equal_sizes_no_slip_is_stopped_and_the_explorer_says_what_is_wrong(explorer, slip):
    explorer.set(SQUARE | {"slip": slip})
    assert "The shape is right and NumPy raises nothing, yet the numbers are wrong" in explorer.text


def test_a_batch_that_comes_out_in_another_shape_is_said_to(explorer):
    explorer.set({"N": 1, "slip": SLIPS[4]})
    assert (
        "out has shape (5, 2). It should be (1, 2): b₁ as a column gives one number"
        in explorer.text
    )


def test_a_slip_that_changes_nothing_is_not_called_one(explorer):
    explorer.set({"M": 1, "m₁": 1, "slip": SLIPS[2]})
    assert "With sizes of 1, this slip changes nothing." in explorer.text


def test_without_a_hidden_layer_there_is_none_to_leave_out(explorer):
    explorer.set({"L": 0, "slip": SLIPS[6]})
    assert explorer.text == "7 samples, 3-2: every product is defined, and out has shape (7, 2)."


def test_reset_goes_back_to_the_start(explorer):
    text, svg = explorer.text, explorer.panels[0].svg
    explorer.set(SQUARE | {"slip": SLIPS[1]})
    explorer.press("reset")
    assert (explorer.text, explorer.panels[0].svg) == (text, svg)


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
        assert explorer.rows[-1][2] == "(7, 2)"
