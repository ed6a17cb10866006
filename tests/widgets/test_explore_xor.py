"""The explorer of 6.1, moved without a browser."""

import re

import numpy as np
import pytest

import feedforward as ff
from feedforward.formatting import unbroken
from feedforward.plots.xor import GRID, TARGETS, X
from feedforward.widgets.xor import GROUPS, LINEAR, explore_xor

EXPLORER = ff.explore_xor


def numbers(explorer):
    """The table as arrays by column name."""
    columns = zip(*explorer.rows, strict=True)
    named = dict(zip(explorer.header, columns, strict=True))
    right = named.pop("right?")
    shown = {
        name: np.array([float(word.replace("−", "-")) for word in words])
        for name, words in named.items()
    }
    return shown | {"right?": right}


def by_hand(values):
    """h, Z, out of the four points, a number at a time."""
    h = np.array([[x[0] * values[f"W[0,{j}]"] + x[1] * values[f"W[1,{j}]"] + values[f"c[{j}]"]
                   for j in range(2)] for x in X])  # fmt: skip
    Z = np.where(h > 0, h, 0.0)
    return h, Z, Z[:, 0] * values["w[0]"] + Z[:, 1] * values["w[1]"] + values["b"]


def assert_shows(explorer, values):
    h, Z, out = by_hand(values)
    shown = numbers(explorer)
    for name, expected in [("h1", h[:, 0]), ("h2", h[:, 1]), ("Z1", Z[:, 0]), ("Z2", Z[:, 1])]:
        np.testing.assert_allclose(shown[name], expected, atol=0.00501)
    np.testing.assert_allclose(shown["out"], out, atol=0.00501)
    right = (out > 0.5 - 1e-7) == (TARGETS == 1)
    assert list(shown["right?"]) == ["yes" if ok else "no" for ok in right]
    assert explorer.text.startswith(f"{right.sum()} of 4 right")
    assert unbroken(explorer.text) in explorer.message.value
    hidden = explorer.panels[1].artists
    np.testing.assert_allclose(hidden["class 1"].get_xydata(), Z[TARGETS == 1], atol=1e-9)
    np.testing.assert_allclose(hidden["wrong"].get_xydata(), Z[~right], atol=1e-9)


def test_it_starts_with_a_straight_line_because_both_units_are_on_all_over_the_plane():
    explorer = ff.explore_xor()
    assert explorer.text.startswith("2 of 4 right: out is 0.00 at (0,0), 0.00 at (0,1)")
    np.testing.assert_allclose(explorer.arrays.out_input, np.tile(GRID, (len(GRID), 1)), atol=1e-9)


def test_it_can_start_with_the_known_solution_and_with_nothing_unknown():
    assert explore_xor(start="known solution").text.startswith("4 of 4 right")
    with pytest.raises(ValueError, match="expected one of 'linear', 'known solution'"):
        explore_xor(start="lineer")


@pytest.mark.parametrize("label", [label for labels in GROUPS.values() for label in labels])
def test_every_slider_shows_the_mathematics_over_its_range(explorer, label):
    explorer.buttons["known solution"].click()
    slider = explorer.controls[label]
    for value in np.linspace(slider.min, slider.max, 5):
        slider.value = value
        assert_shows(explorer, explorer.values)
        assert explorer.values[label] == pytest.approx(value)


@pytest.mark.parametrize("bend", [0, 7, 10, 13, 20])
@pytest.mark.parametrize("extreme", [-3.0, 0.0, 3.0])
def test_no_picture_breaks_in_the_corners_of_the_sliders(explorer, extreme, bend):
    explorer.set(dict.fromkeys(LINEAR, extreme) | {"bend": bend})
    assert "could not" not in explorer.text
    explorer.set({"bend": 20})
    assert_shows(explorer, explorer.values)


def test_the_known_solution_is_right_four_times_and_folds_two_points(explorer):
    explorer.buttons["known solution"].click()
    assert explorer.text == (
        "4 of 4 right: out is 0.00 at (0,0), 1.00 at (0,1), 1.00 at (1,0), 0.00 at (1,1). "
        "(0,1) and (1,0) share the hidden point (1.00, 0.00). "
        "The plane is shown at Z = relu(h). W flattens it: all h lie on one line. "
        "ReLU bends that line."
    )


def test_the_sheet_bends_from_x_over_h_to_z(explorer):
    explorer.buttons["known solution"].click()
    shown = []
    for bend, place, points in [
        (0, "The plane is shown at X.", X),
        (5, "50% of the way from X to h = XW + c.", [[0, -0.5], [0.5, 0.5], [1, 0], [1.5, 1]]),
        (10, "The plane is shown at h = XW + c.", [[0, -1], [1, 0], [1, 0], [2, 1]]),
        (17, "70% of the way from h to Z = relu(h).", [[0, -0.3], [1, 0], [1, 0], [2, 1]]),
        (20, "The plane is shown at Z = relu(h).", [[0, 0], [1, 0], [1, 0], [2, 1]]),
    ]:
        points = np.array(points)
        explorer.controls["bend"].value = bend
        assert place in explorer.text and explorer.text.startswith("4 of 4 right")
        assert ("ReLU bends that line." in explorer.text) == (bend > 10)
        drawn = explorer.panels[1].artists
        np.testing.assert_allclose(drawn["class 1"].get_xydata(), points[TARGETS == 1], atol=1e-9)
        np.testing.assert_allclose(drawn["class 0"].get_xydata(), points[TARGETS == 0], atol=1e-9)
        shown.append(explorer.panels[1].png)
    assert len(set(shown)) == 5


def test_what_is_said_of_a_flat_sheet_is_true_of_it(explorer):
    explorer.set({"W[0,0]": 0.0, "W[1,1]": 0.0})
    assert "W flattens it: all h are one point." in explorer.text and "bends" not in explorer.text
    line = explorer.panels[1].artists["line name"]
    assert not line.get_visible()
    explorer.set({"W[0,0]": 1.0, "W[0,1]": 1.0, "c[0]": 3.0, "c[1]": 3.0})
    assert "all h lie on one line." in explorer.text and "bends" not in explorer.text
    assert line.get_visible() and line.get_text() == "ReLU leaves the line straight"
    explorer.set({"c[1]": -0.5})
    assert "ReLU bends that line." in explorer.text and line.get_text() == "ReLU bends the line"
    explorer.set({"c[0]": -3.0, "c[1]": -3.0})
    assert explorer.text.count("ReLU shrinks that line to a point.") == 1


def test_a_line_through_the_origin_along_the_diagonal_stays_straight(explorer):
    explorer.buttons["known solution"].click()
    explorer.set({"c[1]": 0.0})
    line = explorer.panels[1].artists["line name"]
    for bend in (15, 20):
        explorer.set({"bend": bend})
        assert "ReLU leaves that line straight." in explorer.text
        assert line.get_text() == "ReLU leaves the line straight"


def test_another_solution_computes_xor_without_flattening_the_plane(explorer):
    explorer.buttons["another solution"].click()
    assert_shows(explorer, explorer.values)
    assert explorer.text.startswith("4 of 4 right")
    assert "(0,0) and (1,1) share the hidden point (0.00, 0.00)." in explorer.text
    assert "flattens" not in explorer.text


def test_a_preset_draws_once(explorer):
    before = explorer.draws
    explorer.buttons["known solution"].click()
    assert explorer.draws == before + 1


def test_random_draws_afresh_each_time_from_the_given_generator():
    one, other = (ff.explore_xor(rng=np.random.default_rng(8)) for _ in range(2))
    seen = []
    for explorer in (one, other):
        for _ in range(2):
            explorer.buttons["random"].click()
            assert_shows(explorer, explorer.values)
            seen.append(tuple(explorer.values.values()))
    assert seen[0] != seen[1] and seen[:2] == seen[2:]


def test_reset_goes_back_to_the_start():
    explorer = ff.explore_xor()
    text, png = explorer.text, explorer.panels[0].png
    explorer.buttons["random"].click()
    assert explorer.text != text
    explorer.buttons["reset"].click()
    assert explorer.text == text
    assert explorer.panels[0].png == png


def test_a_unit_that_never_switches_is_named(explorer):
    explorer.buttons["known solution"].click()
    explorer.set({"W[0,1]": 0.0, "W[1,1]": 0.0})
    assert "Unit 2 is off everywhere here: it has no weights, so no line." in explorer.text
    assert len(explorer.panels[0].artists["fold 2"].get_xydata()) == 0
    explorer.controls["c[1]"].value = 1.0
    assert "Unit 2 is on everywhere here: it has no weights, so no line." in explorer.text
    explorer.set({"W[0,1]": 0.1})
    assert "Unit 2 is on everywhere here: its line is out of view." in explorer.text


def test_three_steps_of_a_tenth_are_read_as_three_tenths(explorer):
    explorer.controls["b"].value = 0.1 + 0.2
    assert explorer.arrays.parameters[3] == 0.3


def known(forward):
    explorer = ff.explore_xor(forward)
    explorer.buttons["known solution"].click()
    return explorer


@pytest.fixture
def books(explorer):
    """The explorer at the known solution, drawn with the book's own function."""
    explorer.press("known solution")
    return explorer


def right_forward(X, W, c, w, b):
    return [max(0, x @ W[:, 0] + c[0]) * w[0] + max(0, x @ W[:, 1] + c[1]) * w[1] + b for x in X]


def test_the_learners_own_function_is_what_is_drawn(books):
    calls = []
    explorer = known(lambda *arguments: calls.append(1) or right_forward(*arguments))
    assert calls
    assert explorer.text.startswith("4 of 4 right")
    assert explorer.text.endswith("Drawn with your xor_forward.")
    assert explorer.panels[0].png == books.panels[0].png


@pytest.mark.parametrize("relu", [np.abs, lambda h: h])
def test_other_numbers_than_the_formulas_never_stand_beside_the_books(books, relu):
    explorer = known(lambda X, W, c, w, b: relu(X @ W + c) @ w + b)
    assert re.search(
        r"Your xor_forward, as it runs in this notebook, gave \S+ where the formula gives \S+: "
        r"this is drawn with the book's own\.$",
        explorer.text,
    )
    assert explorer.text.startswith("4 of 4 right: out is 0.00 at (0,0)")
    assert explorer.rows == books.rows
    assert explorer.panels[0].png == books.panels[0].png


def blank(X, W, c, w, b):
    raise NotImplementedError


def exits(X, W, c, w, b):
    raise SystemExit


def divides(X, W, c, w, b):
    return 1 // 0


def shape_column(X, W, c, w, b):
    return np.zeros((len(X), 1))


def not_a_number(X, W, c, w, b):
    return np.full(len(X), np.nan)


@pytest.mark.parametrize(
    ("forward", "sentence"),
    [
        (blank, "Your xor_forward is still blank"),
        (exits, "Your xor_forward raised SystemExit"),
        (divides, "Your xor_forward raised ZeroDivisionError: integer division or modulo by zero"),
        (shape_column, "Your xor_forward gave shape (4, 1) for 4 rows; expected (4,)"),
        (not_a_number, "Your xor_forward gave numbers that are not finite"),
        (lambda X, W, c, w, b: None, "Your xor_forward"),
        (lambda X, W, c, w, b: "out", "Your xor_forward raised ValueError"),
        (lambda X: X, "Your xor_forward raised TypeError"),
    ],
)
def test_a_function_that_fails_is_said_and_the_books_own_is_drawn(books, forward, sentence):
    explorer = known(forward)
    assert sentence in explorer.text
    assert explorer.text.endswith("this is drawn with the book's own.")
    assert explorer.text.startswith("4 of 4 right")
    assert explorer.panels[0].png == books.panels[0].png


def test_a_function_that_changes_its_arguments_spoils_nothing():
    def spoils(X, W, c, w, b):
        out = np.maximum(X @ W + c, 0) @ w + b
        for argument in (X, W, c, w):
            argument[:] = 7
        return out

    explorer = known(spoils)
    assert explorer.text.startswith("4 of 4 right")
    assert_shows(explorer, explorer.values)


def test_another_target_is_judged_by_its_own_classes():
    xnor = explore_xor(start="known solution", y=[1, 0, 0, 1])
    assert xnor.text.startswith("0 of 4 right")
    drawn = xnor.panels[0].artists
    np.testing.assert_allclose(drawn["class 1"].get_xydata(), [[0, 0], [1, 1]], atol=1e-9)
    assert numbers(xnor)["target"].tolist() == [1, 0, 0, 1]
    xnor.close()


@pytest.mark.parametrize("y", [[1, 0, 0], [0, 1, 2, 0]])
def test_a_target_that_is_not_four_classes_is_refused(y):
    with pytest.raises(ValueError, match="expected four classes"):
        explore_xor(y=y)


def test_the_website_shifts_a_line_that_gets_at_most_three_points_right_before_it_shows_more(
    explorer,
):
    story = explorer.story
    right = []
    for value in story.values:
        explorer.set(story.setting | {story.control: value})
        right.append(int(explorer.text[0]))
    assert max(right) == 3 and right[0] < 3
    assert explore_xor(start="known solution").story.control == "bend"
