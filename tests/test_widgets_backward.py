"""`explore_backward`, moved without a browser."""

import itertools

import numpy as np
import pytest

import feedforward as ff
from feedforward.plots.backward import STEPS, network_numbers

BENDS = {
    "tanh": lambda h: np.sinh(h) / np.cosh(h),
    "sigmoid": lambda h: 1 / (1 + np.exp(-h)),
    "relu": lambda h: h * (h.real > 0),
}


@pytest.fixture
def explorer():
    explorer = ff.explore_backward()
    yield explorer
    explorer.close()


def by_hand(values):
    """Every number of the pass, and the derivative of J with respect to it, by name.

    The derivatives are complex steps: J is computed anew from the number that is nudged.
    """
    (W1, b1), (W2, b2) = network_numbers(values["weights"])
    x = np.array([values["x[0]"], values["x[1]"]])

    def run(**given):
        """The pass with some of its numbers given in place of what they are."""
        a = {"W1": W1, "b1": b1, "W2": W2, "b2": b2} | given
        a.setdefault("h", x @ a["W1"] + a["b1"])
        a.setdefault("Z", BENDS[values["f"]](a["h"]))
        a.setdefault("out", a["Z"] @ a["W2"] + a["b2"])
        return a | {"J": ((a["out"] - values["y"]) ** 2).sum() / 2}

    found = run()
    return {
        name: (
            found[name],
            ff.complex_step_gradient(lambda v, n=name: run(**{n: v})["J"], found[name]),
        )
        for name in found
        if name != "J"
    }


def read(word):
    return float(word.replace("−", "-"))


def drawn(pool):
    return {t.get_position(): read(t.get_text()) for t in pool if t.get_visible()}


def assert_table_is_right(explorer):
    expected = by_hand(explorer.values)
    for parameter, value, slope, nudge in explorer.rows:
        name, place = parameter[:2], tuple(map(int, parameter[3:-1].split(",")))
        number, derivative = (array[place] for array in expected[name])
        assert read(value) == pytest.approx(number, abs=6e-4)
        assert read(nudge) == pytest.approx(derivative, abs=6e-4)
        known = explorer.values["step"] >= STEPS.index(name[1])
        assert read(slope) == pytest.approx(derivative, abs=6e-4) if known else slope == ""


def test_every_slider_shows_the_derivatives_over_its_range(explorer):
    explorer.set({"step": 9})
    for label in ("x[0]", "x[1]", "y", "weights", "step"):
        control = explorer.controls[label]
        for value in np.linspace(control.min, control.max, 5):
            control.value = type(control.value)(value)
            assert_table_is_right(explorer)


@pytest.mark.parametrize("f", BENDS)
def test_every_activation_goes_back_by_its_own_slope(explorer, f):
    for step, weights in itertools.product((0, 4, 6, 9), (0, 3)):
        explorer.set({"f": f, "step": step, "weights": weights})
        assert_table_is_right(explorer)
        assert explorer.text.startswith(f"Step {step} of 9")


def test_each_step_adds_what_it_is_for_and_no_more(explorer):
    values, slopes = [], []
    for step in range(10):
        explorer.set({"step": step})
        artists = explorer.panels[0].artists
        values.append(len(drawn(artists["values"])))
        slopes.append(len(drawn(artists["slopes"])))
    assert values == [12, 14, 16, 17, 18, 18, 18, 18, 18, 18]
    assert slopes == [0, 0, 0, 0, 0, 1, 4, 6, 8, 14]


def test_what_is_drawn_are_the_numbers_of_the_pass(explorer):
    explorer.set({"step": 9, "weights": 4, "f": "sigmoid"})
    expected, artists = by_hand(explorer.values), explorer.panels[0].artists
    slopes = sorted(drawn(artists["slopes"]).values())
    wanted = [g for _, grad in expected.values() for g in grad.ravel()]
    np.testing.assert_allclose(slopes, sorted(wanted), atol=6e-4)


def test_the_sentence_holds_the_numbers_of_the_step(explorer):
    explorer.set({"step": 1})
    assert "h[0] = 1.000 · 0.500 + −0.500 · 0.800 + 0.100 = 0.200" in explorer.text
    explorer.set({"step": 7})
    assert "dZ[0] = dout W2[0,0] = 0.936 · 0.700 = 0.655" in explorer.text
    explorer.set({"step": 8})
    assert "dh[0] = dZ[0] f'(h[0]) = 0.655 · 0.961 = 0.630" in explorer.text


def test_the_buttons_go_a_step_on_and_back_and_stop_at_the_ends(explorer):
    explorer.press("a step back")
    assert explorer.values["step"] == 0
    for _ in range(12):
        explorer.press("a step on")
    assert explorer.values["step"] == 9
    explorer.press("a step back")
    assert explorer.values["step"] == 8
    explorer.press("reset")
    assert explorer.values["step"] == 0


def test_names_do_not_lie_on_each_other(explorer):
    explorer.set({"step": 9, "weights": 3})
    panel = explorer.panels[0]
    boxes = [t.get_window_extent() for t in panel.axes.texts if t.get_visible()]
    assert len(boxes) == 18 + 18 + 14
    for one, other in itertools.combinations(boxes, 2):
        assert not one.padded(-2).overlaps(other.padded(-2)), (one, other)
    frame = panel.axes.bbox
    assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 for box in boxes)
    assert all(frame.y0 <= box.y0 and box.y1 <= frame.y1 for box in boxes)


def test_the_learners_own_backward_is_what_is_drawn():
    def doubled(dout, X, cache, params, df):
        return [(2 * dW, 2 * db) for dW, db in ff.backward(dout, X, cache, params, df)]

    own = ff.explore_backward(doubled)
    own.set({"step": 9})
    for _, _, slope, nudge in own.rows:
        assert read(slope) == pytest.approx(2 * read(nudge), abs=2e-3)
    assert own.text.endswith("Drawn with your backward.")


@pytest.mark.parametrize(
    ("backward", "sentence"),
    [
        (lambda *a: [(1, 2)], "Your backward did not give 4 results"),
        (lambda *a: 7, "Your backward raised TypeError: it did not give a list of pairs"),
        (lambda *a: [(np.zeros((2, 2)), np.zeros(2)), (np.zeros((1, 2)), np.zeros(1))],
         "Your backward gave shape (1, 2); expected (2, 1)"),
    ],
)  # fmt: skip
def test_a_backward_that_fails_is_said_and_the_books_own_is_drawn(backward, sentence):
    own = ff.explore_backward(backward)
    assert sentence in own.text and own.text.endswith("this is drawn with the book's own.")
