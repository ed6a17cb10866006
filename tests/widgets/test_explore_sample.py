"""One sample's way through a small network, moved without a browser."""

import html
import math

import numpy as np
import pytest
from drawing import assert_readable, labels_of

import feedforward as ff
from feedforward.formatting import unbroken
from feedforward.plots.diagram import Box, Lines
from feedforward.plots.graph import NEGATIVE, POSITIVE
from feedforward.plots.sample import GRAPH, HEIGHT, LAST, STEPS, WIDTH, tidy_params
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


LAYERS = (0, 1, 1, 2, 2, 3, 3)  # the layer that each step has reached
SPLITS = ([], [2], [2, 5], [2, 5, 8])  # where the numbers of one layer end and the next begin


def as_numbers(words):
    return np.array([float(word.replace("−", "-")) for word in words])


def assert_shows(explorer):
    stages = by_hand(explorer.values)
    step = explorer.values["step"]
    assert [row[0] for row in explorer.rows] == list(STEPS[: min(step, 5) + 1])
    for row, stage in zip(explorer.rows, stages, strict=False):
        shown = [float(word.replace("−", "-")) for word in row[1:] if word]
        np.testing.assert_allclose(shown, stage, atol=0.00501)
    assert unbroken(explorer.text) in html.unescape(explorer.message.value)
    shapes = explorer.panels[0].shapes
    numbers = [s.text for s in labels_of(shapes) if s.weight == "semibold" and s.text[-1].isdigit()]
    written = [number for number in numbers if not number.startswith("class")]
    assert len(written) == (2, 5, 5, 8, 8, 10, 10)[step]
    newest = [min(step, k) for k in ((0,), (0, 2), (0, 2, 4), (0, 2, 4, 5))[LAYERS[step]]]
    for shown, stage in zip(
        np.split(as_numbers(written), SPLITS[LAYERS[step]]), newest, strict=True
    ):
        np.testing.assert_allclose(shown, stages[stage], atol=0.00501)


@pytest.mark.parametrize("step", range(LAST + 1))
def test_every_step_shows_the_numbers_that_have_come_so_far(explorer, step):
    explorer.set({"step": step})
    for unit in (1, 2, 3):
        explorer.set({"unit": unit})
        assert_shows(explorer)
        assert_readable(explorer.panels[0].shapes, WIDTH, HEIGHT)


@pytest.mark.parametrize("f", ["relu", "tanh"])
@pytest.mark.parametrize("label", ["x1", "x2", "net", "label"])
def test_every_slider_shows_the_mathematics_over_its_range(explorer, label, f):
    explorer.set({"step": LAST, "f": f})
    slider = explorer.controls[label]
    for value in np.linspace(slider.min, slider.max, 5):
        slider.value = type(slider.value)(value)
        assert_shows(explorer)


def test_the_last_step_says_class_probabilities_loss_and_where_the_way_back_starts(explorer):
    for label in (0, 1):
        explorer.set({"step": LAST, "label": label, "x1": 1.3})
        out = by_hand(explorer.values)[-1]
        powers = [math.exp(o) for o in out]
        S = [power / sum(powers) for power in powers]
        arrays = explorer.arrays
        assert arrays.predicted == out.index(max(out))
        assert f"class {arrays.predicted}." in explorer.text
        assert f"class {arrays.predicted}" in [s.text for s in labels_of(explorer.panels[0].shapes)]
        np.testing.assert_allclose(arrays.S, S)
        assert arrays.J == pytest.approx(-math.log(S[label]))
        np.testing.assert_allclose(arrays.dout, [S[k] - (k == label) for k in (0, 1)])


def test_a_sum_is_written_out_with_every_term(explorer):
    explorer.set({"step": 1})
    assert explorer.text == (
        "Step 1 of 6: h₁ = x W₁ + b₁. Unit 1: 1.00 · (−0.1) + (−0.50) · 1.4 + 0.4 = −0.40."
    )
    explorer.set({"step": 2})
    assert "Unit 1: relu(−0.40) = 0.00." in explorer.text


def test_the_first_step_has_no_third_number_and_marks_no_input(explorer):
    assert explorer.values["step"] == 0
    assert explorer.header == ("", "1", "2") and [len(row) for row in explorer.rows] == [3]
    rims = {s.line_width for s in explorer.panels[0].shapes if isinstance(s, Box)}
    assert len(rims) == 1


def test_the_edges_into_the_unit_that_adds_up_stand_out_with_their_weights(explorer):
    explorer.set({"step": 3, "unit": 3})
    shapes = explorer.panels[0].shapes
    W, _ = tidy_params(1)[1]
    lines = [s for s in shapes if isinstance(s, Lines) and s.lines[0][0][1] < HEIGHT - 30]
    bold = [line for line in lines if line.opacity == 1]  # the key is below
    starts = [edge.lines[0][0] for edge in bold]
    np.testing.assert_allclose(sorted(map(tuple, starts)), GRAPH.places[1])
    assert all((edge.lines[0][1] == GRAPH.places[2][2]).all() for edge in bold)
    weights = [
        s.text for s in labels_of(shapes) if s.color in (POSITIVE, NEGATIVE) and s.size == 15
    ]
    assert as_numbers(weights).tolist() == W[:, 2].tolist()
    explorer.set({"step": 4})
    shapes = explorer.panels[0].shapes
    assert not [s for s in labels_of(shapes) if s.color == NEGATIVE]


def test_every_network_has_parameters_of_its_own_and_keeps_them():
    flat = [np.concatenate([W.ravel() for W, _ in tidy_params(k)]) for k in range(1, NETWORKS + 1)]
    assert len({tuple(weights) for weights in flat}) == NETWORKS
    np.testing.assert_array_equal(flat[0], np.concatenate([W.ravel() for W, _ in tidy_params(1)]))


def test_reset_goes_back_to_the_start(explorer):
    text, svg = explorer.text, explorer.panels[0].svg
    explorer.set({"step": LAST, "x1": -2.0, "net": 5, "f": "tanh"})
    explorer.press("reset")
    assert (explorer.text, explorer.panels[0].svg) == (text, svg)


def test_the_learners_own_forward_is_what_is_shown():
    right = ff.explore_sample(ff.forward)
    right.set({"step": LAST})
    assert right.text.endswith("Drawn with your forward.")
    assert_shows(right)


@pytest.mark.parametrize("another_f", [np.abs, lambda h: h])
def test_no_sum_or_activation_is_said_to_have_another_result(another_f):
    wrong = ff.explore_sample(lambda X, params, f: ff.forward(X, params, another_f))
    wrong.set({"step": 2})
    assert wrong.rows[2][1:] == ["0.00", "1.20", "1.05"] and "relu(−0.40) = 0.00" in wrong.text
    assert "Your forward, as it runs in this notebook, gave " in wrong.text
    assert wrong.text.endswith(": this is drawn with the book's own.")


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
    explorer.set({"step": 5})
    assert sentence in explorer.text and explorer.text.endswith("drawn with the book's own.")
    assert_shows(explorer)
