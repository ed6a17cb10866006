"""The explorer of activations, moved without a browser."""

import re
from math import erf, erfc, exp, pi, sqrt, tanh

import numpy as np
import pytest

import feedforward as ff
from feedforward.exercises.activations.slope import slope
from feedforward.exercises.activations.tanh_from_sigmoid import tanh_from_sigmoid

VALUE = {
    "sigmoid": lambda h: 1 / (1 + exp(-h)),
    "tanh": tanh,
    "relu": lambda h: max(h, 0.0),
    "leaky_relu": lambda h: h if h > 0 else 0.01 * h,
    "gelu": lambda h: h * erfc(-h / sqrt(2)) / 2,
}
SLOPE = {
    "sigmoid": lambda h: exp(-h) / (1 + exp(-h)) ** 2,
    "tanh": lambda h: 1 / ((exp(h) + exp(-h)) / 2) ** 2,
    "relu": lambda h: float(h > 0),
    "leaky_relu": lambda h: 1.0 if h > 0 else 0.01,
    "gelu": lambda h: erfc(-h / sqrt(2)) / 2 + h * exp(-h * h / 2) / sqrt(2 * pi),
}


def circulating(h):
    return (1 - np.exp(-h)) / (1 + np.exp(-h))


EXPLORER = ff.explore_activations


def number(text):
    return float(text.replace("−", "-"))


def said(explorer):
    """Z, f', what was measured, the share of inputs on a flat f in percent: what the text says."""
    text = explorer.text
    found = re.search(
        r"Z = (?P<Z>[−\d.]+)(, f' = (?P<slope>−?\d+\.\d+))?(, measured (?P<measured>[\d.]+))?\.",
        text,
    )
    numbers = {key: number(word) for key, word in found.groupdict().items() if word}
    share = re.search(r"at (under|over)? ?(\d+)% of the inputs", text)
    return numbers | {"flat": float(share[2])}


@pytest.mark.parametrize("name", VALUE)
def test_the_point_shows_the_mathematics_over_its_range(explorer, name):
    explorer.set({"f": name})
    for h in np.linspace(-8, 8, 9):
        explorer.controls["h"].value = h
        numbers = said(explorer)
        assert numbers["Z"] == pytest.approx(VALUE[name](h), abs=0.00501)
        assert numbers["slope"] == pytest.approx(SLOPE[name](h), abs=0.00501)
        shown = f"{h:.2f}".replace("-", "−")
        assert explorer.text.startswith(f"{name} at h = {shown}")
        artists = explorer.panels[0].artists
        np.testing.assert_allclose(artists["point f"].get_xydata(), [[h, VALUE[name](h)]])
        np.testing.assert_allclose(artists["point slope"].get_xydata()[0, 1], SLOPE[name](h))


def share_flat(name, mean, spread):
    """Return the normal distribution's mass where f' is under a tenth of its largest value."""
    if name == "gelu":  # which is flat around its lowest point, too
        h = mean + spread * np.linspace(-6, 6, 4001)
        density = np.exp(-(np.linspace(-6, 6, 4001) ** 2) / 2)
        flat = np.abs([SLOPE[name](x) for x in h]) < 0.1 * SLOPE[name](sqrt(2))
        return density[flat].sum() / density.sum()
    edge = {"sigmoid": 3.6368929, "tanh": 1.8184465}.get(name)

    def below(h):
        return 0.5 * (1 + erf((h - mean) / spread / sqrt(2)))

    return below(0.0) if edge is None else below(-edge) + 1 - below(edge)


@pytest.mark.parametrize("name", VALUE)
@pytest.mark.parametrize("spread", [0.1, 2.0])
def test_the_share_of_saturated_inputs_is_the_normal_distributions(explorer, name, spread):
    explorer.set({"f": name, "spread": spread})
    for mean in np.linspace(-5, 5, 5):
        explorer.controls["mean"].value = mean
        share = 100 * share_flat(name, mean, spread)
        assert said(explorer)["flat"] == pytest.approx(share, abs=1.01)
        assert explorer.arrays.inputs.mean() == pytest.approx(mean, abs=1e-9)


@pytest.mark.parametrize("h", [-8.0, 8.0])
@pytest.mark.parametrize("mean", [-5.0, 5.0])
@pytest.mark.parametrize("name", VALUE)
def test_no_picture_breaks_in_the_corners_of_the_sliders(explorer, name, h, mean):
    for spread in (0.1, 2.0):
        explorer.set({"f": name, "h": h, "mean": mean, "spread": spread})
        assert "could not" not in explorer.text
        assert explorer.panels[0].artists["inputs"][0].get_data().values.sum() > 0


def test_the_table_compares_the_activations_at_h(explorer):
    explorer.set({"h": -0.7})
    assert [row[0] for row in explorer.rows] == list(VALUE)
    for name, Z, slope_there, _ in explorer.rows:
        assert number(Z) == pytest.approx(VALUE[name](-0.7), abs=0.00501)
        assert number(slope_there) == pytest.approx(SLOPE[name](-0.7), abs=0.00501)
    steepest = {row[0]: row[3] for row in explorer.rows}
    assert steepest == {
        "sigmoid": "0.25", "tanh": "1.00", "relu": "1.00", "leaky_relu": "1.00", "gelu": "1.13"
    }  # fmt: skip
    explorer.set({"beside": "nothing"})
    assert [row[0] for row in explorer.rows] == ["sigmoid"]
    explorer.set({"beside": "gelu", "f": "tanh"})
    assert [row[0] for row in explorer.rows] == ["tanh", "gelu"]


def test_a_relu_whose_inputs_are_all_negative_is_called_dead_and_a_leaky_one_is_not(explorer):
    explorer.set({"f": "relu"})
    explorer.press("far to the left")
    assert "This unit is dead: no input lets a derivative through." in explorer.text
    assert "mean slope is 0." in explorer.text
    explorer.set({"f": "leaky_relu"})
    assert "dead" not in explorer.text and "mean slope is 0.01." in explorer.text


def test_a_sigmoid_far_out_puts_out_nearly_one_number(explorer):
    explorer.set({"mean": 5.0})
    assert "The outputs have mean 0.99 and spread 0.01" in explorer.text
    explorer.press("reset")
    assert "The outputs have mean 0.50 and spread 0.21" in explorer.text


def test_moving_a_slider_keeps_the_background_and_another_f_may_change_it(explorer):
    panel = explorer.panels[0]
    before = panel.backgrounds
    for value in (-3.0, 0.4, 2.0):
        explorer.set({"h": value, "mean": value, "spread": 0.3})
    explorer.set({"f": "tanh"})
    assert panel.backgrounds == before
    explorer.set({"f": "relu"})
    assert panel.backgrounds == before + 1


def test_the_learners_slope_sets_the_dots_and_half_a_slope_shows():
    def slope(f, x, eps=1e-5):
        return (f(x + eps) - f(x)) / (2 * eps)

    explorer = ff.explore_activations(slope)
    assert said(explorer)["measured"] == pytest.approx(0.125, abs=0.0051)
    assert said(explorer)["slope"] == 0.25
    assert explorer.text.endswith("Drawn with your slope.")


def test_the_formula_that_circulates_is_found_out():
    explorer = ff.explore_activations(
        slope, f=circulating, df=lambda h: ff.tanh_backward(1.0, circulating(h))
    )
    for h in (0.0, 1.0, 2.0):
        explorer.controls["h"].value = h
        assert explorer.text.startswith(f"circulating at h = {h:.2f}")
        true = 1 / np.cosh(h / 2) ** 2 / 2
        assert explorer.arrays.slope == pytest.approx(2 * true)
        assert explorer.arrays.measured == pytest.approx(true)
        assert explorer.arrays.Z == pytest.approx(np.tanh(h / 2))
    explorer.set({"f": "tanh", "h": 1.0})
    assert said(explorer) == {"Z": 0.76, "slope": 0.42, "measured": 0.42, "flat": 7}


def test_a_function_of_ones_own_needs_no_derivative():
    def cubic(h):
        return h**3 / 100

    explorer = ff.explore_activations(slope, f=cubic)
    explorer.set({"h": 2.0})
    assert said(explorer)["measured"] == 0.12 and "slope" not in said(explorer)
    assert len(explorer.panels[0].artists["slope of own"].get_xydata()) == 0


WRITTEN = [
    ("sigmoid", ff.sigmoid, ff.sigmoid_backward, "sigmoid and sigmoid_backward"),
    ("tanh", tanh_from_sigmoid, ff.tanh_backward, "tanh_from_sigmoid and tanh_backward"),
    ("relu", ff.relu, ff.relu_backward, "relu and relu_backward"),
]


@pytest.fixture(scope="module")
def own():
    explorer = ff.explore_activations(*(function for row in WRITTEN for function in row[1:3]))
    yield explorer
    explorer.close()


@pytest.mark.parametrize(("name", "f", "backward", "names"), WRITTEN)
def test_what_the_learner_wrote_is_what_is_drawn(own, explorer, name, f, backward, names):
    explorer.set({"f": name, "h": 0.7, "mean": 1.0}), own.set(explorer.values)
    assert own.text == f"{explorer.text} Drawn with your {names}."
    assert own.panels[0].png == explorer.panels[0].png
    own.set({"f": "leaky_relu"})
    assert "Drawn" not in own.text


def test_a_wrong_derivative_is_drawn_as_it_is():
    def relu_backward(dZ, h):
        return dZ * h

    explorer = ff.explore_activations(relu_backward, start="relu")
    explorer.set({"h": 2.0})
    assert said(explorer)["slope"] == 2.0


@pytest.mark.parametrize(
    "name", ["slope", "sigmoid", "sigmoid_backward", "tanh_from_sigmoid", "relu_backward"]
)
def test_a_blank_is_said_and_the_books_own_is_drawn(explorer, name):
    def blank(*arguments):
        raise NotImplementedError

    blank.__name__ = name
    f = {"tanh_from_sigmoid": "tanh", "relu_backward": "relu"}.get(name, "sigmoid")
    own = ff.explore_activations(blank, start=f)
    assert f"Your {name} is still blank: this is drawn with the book's own." in own.text
    if name == "slope":
        explorer = ff.explore_activations(slope)  # whose dots are measured with the book's own
    explorer.set({"f": f})
    assert own.panels[0].png == explorer.panels[0].png


def test_a_slope_that_calls_a_blank_sigmoid_is_not_blamed_for_it():
    def sigmoid(h):
        raise NotImplementedError

    assert "Your sigmoid is still blank" in ff.explore_activations(slope, sigmoid).text


def test_a_scalar_for_a_whole_array_is_told_its_shape():
    def sigmoid(h):
        return 0.5

    assert "Your sigmoid gave shape ()" in ff.explore_activations(sigmoid).text


def test_a_function_that_does_not_belong_here_is_refused_by_name():
    with pytest.raises(ValueError, match="circulating is no function of this section; expected"):
        ff.explore_activations(circulating)
