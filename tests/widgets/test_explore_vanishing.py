"""The explorer of vanishing gradients, moved without a browser."""

import unicodedata

import numpy as np
import pytest

import feedforward as ff
from feedforward.plots.vanishing import DEEPEST, LOOKS, WIDTH, draw_network

EXPLORER = ff.explore_vanishing


F = {
    "sigmoid": (lambda h: 1 / (1 + np.exp(-h)), lambda h: 1 / (2 + np.exp(h) + np.exp(-h))),
    "tanh": (np.tanh, lambda h: 1 / np.cosh(h) ** 2),
    "relu": (lambda h: np.where(h > 0, h, 0), lambda h: np.where(h > 0, 1.0, 0.0)),
}


def by_jacobians(values):
    """The size of dJ/dZ_0 and of Z_L, from each sample's Jacobian dZ_L/dX."""
    X, dZ, weights = draw_network(values["draw"])
    f, df = F[values["f"]]
    gradients, tops = [], []
    for z, d in zip(X, dZ, strict=True):
        jacobian = np.eye(WIDTH)
        for W in weights[: values["layers"]]:
            h = values["g"] * (z @ W)
            jacobian = df(h)[:, None] * (values["g"] * W.T) @ jacobian
            z = f(h)
        gradients.append(d @ jacobian)
        tops.append(z)
    return np.sqrt(np.mean(np.square(gradients))), np.sqrt(np.mean(np.square(tops)))


def number(word):
    """Read 0.15 or 2.7 × 10⁻⁵."""
    factor, _, power = unicodedata.normalize("NFKC", word).replace("−", "-").partition(" × 10")
    return float(f"{factor}e{power or 0}")


def assert_shows(explorer):
    gradient, signal = by_jacobians(explorer.values)
    name, layers = explorer.values["f"], explorer.values["layers"]
    row = next(row for row in explorer.rows if row[0] == name)
    assert number(row[1]) == pytest.approx(gradient, rel=0.06)
    assert float(row[2]) == pytest.approx(gradient ** (1 / layers), abs=0.0051)
    assert number(row[3]) == pytest.approx(signal, rel=0.06)
    assert f"{row[1]} is left at the input" in explorer.text
    end = explorer.panels[0].artists["end"].get_xydata()[0]
    # With a large gain a rounding in the last digit grows from layer to layer.
    np.testing.assert_allclose(end, [0, gradient], rtol=1e-2)


@pytest.mark.parametrize("name", LOOKS)
def test_every_slider_shows_the_mathematics_over_its_range(explorer, name):
    explorer.set({"f": name})
    for label, values in {
        "layers": (1, 17, DEEPEST),
        "g": (0.5, 2**0.5, 10.0),
        "draw": (5,),
    }.items():
        for value in values:
            explorer.set({label: value})
            assert_shows(explorer)
        explorer.press("reset")
        explorer.set({"f": name})


@pytest.mark.parametrize("layers", [1, DEEPEST])
@pytest.mark.parametrize("gain", [0.5, 10.0])
def test_no_picture_breaks_in_the_corners_of_the_sliders(explorer, layers, gain):
    for name in LOOKS:
        explorer.set({"layers": layers, "g": gain, "f": name})
        assert f"{layers} layers, g = {gain:.2f}, {name}" in explorer.text
        for panel in explorer.panels:
            low, high = panel.axes.get_ylim()
            for line in LOOKS:
                sizes = panel.artists[line].get_ydata()
                assert len(sizes) == layers + 1 and (low < sizes).all() and (sizes < high).all()


def test_scale_matters_as_much_as_relu_does(explorer):
    left = {row[0]: number(row[1]) for row in explorer.rows}
    assert left["tanh"] > 1000 * left["relu"] > 1e10 * left["sigmoid"]
    explorer.press("g = √2")
    left = {row[0]: number(row[1]) for row in explorer.rows}
    assert 0.5 < left["relu"] < 2
    explorer.press("g = 1")
    assert explorer.values["g"] == 1.0


def test_the_chosen_line_is_the_bold_one(explorer):
    for name in LOOKS:
        explorer.set({"f": name})
        widths = {line: explorer.panels[0].artists[line].get_linewidth() for line in LOOKS}
        assert max(widths, key=widths.get) == name and sorted(widths.values())[1] < widths[name]


def test_what_the_learner_wrote_is_what_is_measured(explorer):
    def tanh_backward(dZ, Z):
        return 2 * dZ * (1 - Z**2)  # the derivative of the formula that circulates

    own = ff.explore_vanishing(tanh_backward)
    ratio = own.arrays.passes["tanh"].gradients[0] / explorer.arrays.passes["tanh"].gradients[0]
    assert ratio == pytest.approx(2.0**30)
    assert own.text.endswith("Drawn with your tanh_backward.")
    own.set({"f": "relu"})
    assert "Drawn" not in own.text


def test_a_blank_is_said_and_the_books_own_is_measured(explorer):
    def relu_backward(dZ, h):
        raise NotImplementedError

    own = ff.explore_vanishing(relu_backward, start="relu")
    assert "Your relu_backward is still blank: this is drawn" in own.text
    explorer.set({"f": "relu"})
    assert own.rows == explorer.rows


@pytest.mark.parametrize("factor", [0.0, 1e100, -1.0])
def test_a_derivative_that_dies_or_explodes_breaks_no_picture(factor):
    def relu_backward(dZ, h):
        return factor * dZ

    explorer = ff.explore_vanishing(relu_backward, start="relu")
    assert explorer.text.endswith("Drawn with your relu_backward.")
    explorer.set({"layers": DEEPEST, "g": 10.0})
    assert "could not" not in explorer.text


def test_all_draws_are_of_one_law():
    seen = {number: draw_network(number)[2] for number in range(1, 10)}
    assert all(abs(W.std() * np.sqrt(WIDTH) - 1) < 0.01 for W in seen.values())
    assert not np.array_equal(seen[1], seen[2])


def test_exponents_are_raised_in_a_size_that_can_be_read(explorer):
    assert "10<sup>−19</sup>" in explorer.message.value
    assert not set("⁻⁰¹²³⁴⁵⁶⁷⁸⁹") & set(explorer.message.value)
