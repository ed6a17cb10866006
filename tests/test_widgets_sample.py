"""One sample's way through a small network, moved without a browser."""

import html
import math

import numpy as np
import pytest

import feedforward as ff
from feedforward.plots.sample import STEPS, tidy_params
from feedforward.widgets.sample import NETWORKS


@pytest.fixture
def explorer():
    explorer = ff.explore_sample()
    yield explorer
    explorer.close()


def by_hand(values):
    """All numbers of the pass, a sum at a time: x, h_1, Z_1, h_2, Z_2, out."""
    f = {"relu": lambda h: max(h, 0.0), "tanh": math.tanh}[values["f"]]
    Z = [values["x1"], values["x2"]]
    stages, params = [Z], tidy_params(values["net"])
    for layer, (W, b) in enumerate(params, 1):
        h = [sum(Z[i] * W[i, j] for i in range(len(Z))) + b[j] for j in range(len(b))]
        stages.append(h)
        if layer < len(params):
            Z = [f(number) for number in h]
            stages.append(Z)
    return stages


def assert_shows(explorer):
    stages = by_hand(explorer.values)
    step = STEPS.index(explorer.values["step"])
    assert [row[0] for row in explorer.rows] == list(STEPS[: min(step, 5) + 1])
    for row, stage in zip(explorer.rows, stages, strict=False):
        shown = [float(word.replace("−", "-")) for word in row[1:] if word]
        np.testing.assert_allclose(shown, stage, atol=0.00501)
    assert explorer.text in html.unescape(explorer.message.value)
    numbers = [text.get_text() for text in explorer.panels[0].artists["numbers"]]
    written = [number for number in numbers if number]
    assert len(written) == (2, 5, 5, 8, 8, 10, 10)[step]


@pytest.mark.parametrize("step", STEPS)
def test_every_step_shows_the_numbers_that_have_come_so_far(explorer, step):
    explorer.set({"step": step})
    for entry in (1, 2, 3):
        explorer.set({"entry": entry})
        assert_shows(explorer)


@pytest.mark.parametrize("f", ["relu", "tanh"])
@pytest.mark.parametrize("label", ["x1", "x2", "net", "label"])
def test_every_slider_shows_the_mathematics_over_its_range(explorer, label, f):
    explorer.set({"step": "class", "f": f})
    slider = explorer.controls[label]
    for value in np.linspace(slider.min, slider.max, 5):
        slider.value = type(slider.value)(value)
        assert_shows(explorer)


def test_the_last_step_says_class_probabilities_loss_and_where_the_way_back_starts(explorer):
    for label in (0, 1):
        explorer.set({"step": "class", "label": label, "x1": 1.3})
        out = by_hand(explorer.values)[-1]
        powers = [math.exp(o) for o in out]
        S = [power / sum(powers) for power in powers]
        arrays = explorer.arrays
        assert arrays.predicted == out.index(max(out))
        assert f"class {arrays.predicted}." in explorer.text
        np.testing.assert_allclose(arrays.S, S)
        assert arrays.J == pytest.approx(-math.log(S[label]))
        np.testing.assert_allclose(arrays.dout, [S[k] - (k == label) for k in (0, 1)])


def test_a_sum_is_written_out_with_every_term(explorer):
    explorer.set({"step": "h_1"})
    assert explorer.text == (
        "h_1 = x W_1 + b_1. Entry 1: 1.00 · (−0.1) + (−0.50) · 1.4 + 0.4 = −0.40."
    )
    explorer.set({"step": "Z_1"})
    assert "Entry 1: relu(−0.40) = 0.00." in explorer.text


def test_the_edges_into_the_unit_that_adds_up_stand_out_with_their_weights(explorer):
    explorer.set({"step": "h_2", "entry": 3})
    artists = explorer.panels[0].artists
    opaque = np.flatnonzero(artists["edges"].get_colors()[:, 3] == 1)
    assert opaque.tolist() == [6 + 3 * i + 2 for i in range(3)]
    W, _ = tidy_params(1)[1]
    words = [text.get_text() for text in artists["weights"] if text.get_visible()]
    assert [float(word.replace("−", "-")) for word in words] == W[:, 2].tolist()
    explorer.set({"step": "Z_2"})
    assert not any(text.get_visible() for text in artists["weights"])


def test_every_network_has_parameters_of_its_own_and_keeps_them():
    flat = [np.concatenate([W.ravel() for W, _ in tidy_params(k)]) for k in range(1, NETWORKS + 1)]
    assert len({tuple(weights) for weights in flat}) == NETWORKS
    np.testing.assert_array_equal(flat[0], np.concatenate([W.ravel() for W, _ in tidy_params(1)]))


def test_reset_goes_back_to_the_start(explorer):
    text, png = explorer.text, explorer.panels[0].png
    explorer.set({"step": "class", "x1": -2.0, "net": 5, "f": "tanh"})
    explorer.press("reset")
    assert (explorer.text, explorer.panels[0].png) == (text, png)


def test_the_learners_own_forward_is_what_is_shown():
    right = ff.explore_sample(ff.forward)
    right.set({"step": "class"})
    assert right.text.endswith("Drawn with your forward.")
    assert_shows(right)

    def without_f(X, params, f):
        return ff.forward(X, params, lambda h: h)

    wrong = ff.explore_sample(without_f)
    wrong.set({"step": "Z_1"})
    assert wrong.rows[1][1:] == wrong.rows[2][1:] == ["−0.40", "1.20", "1.05"]


def blank(X, params, f):
    raise NotImplementedError


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        (blank, "Your forward is still blank"),
        (lambda X, params, f: X, "Your forward did not give 2 results"),
        (lambda X, params, f: (ff.forward(X, params, f)[0], []), "Your forward gave shape (0,)"),
        (lambda X, params, f: (np.full((1, 2), np.nan), []), "not finite"),
    ],
)
def test_a_forward_that_fails_is_said_and_the_books_own_is_shown(own, sentence):
    explorer = ff.explore_sample(own)
    explorer.set({"step": "out"})
    assert sentence in explorer.text and explorer.text.endswith("drawn with the book's own.")
    assert_shows(explorer)
