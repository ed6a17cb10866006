"""`explore_backward`, moved without a browser."""

import itertools

import numpy as np
import pytest
from drawing import assert_readable, texts_of
from hypothesis import given, settings
from hypothesis import strategies as st

import feedforward as ff
from feedforward.plots.backward import LAST, PARAMS, STEPS, backward_arrays, network_with
from feedforward.plots.backward_drawing import (
    ACTIVE_EDGES,
    COLUMNS,
    HEIGHT,
    WIDTH,
    draw_backward,
)
from feedforward.plots.diagram import Group, Label, Lines, flat
from feedforward.plots.style import GRADIENT
from feedforward.widgets.backward import BENDS

FUNCTIONS = {
    "tanh": lambda h: np.sinh(h) / np.cosh(h),
    "sigmoid": lambda h: 1 / (1 + np.exp(-h)),
    "relu": lambda h: h * (h.real > 0),
}


EXPLORER = ff.explore_backward


def by_hand(values):
    """Every number of the pass, and the derivative of J with respect to it, by name.

    The derivatives are complex steps: J is computed anew from the number that is nudged.
    """
    (W1, b1), (W2, b2) = PARAMS
    W2 = W2.copy()
    W2[0, 1] = values["weight"]
    x = np.array([values["x1"], values["x2"]])

    def run(**given):
        """The pass with some of its numbers given in place of what they are."""
        a = {"W1": W1, "b1": b1, "W2": W2, "b2": b2} | given
        a.setdefault("h", x @ a["W1"] + a["b1"])
        a.setdefault("Z", FUNCTIONS[values["f"]](a["h"]))
        a.setdefault("out", a["Z"] @ a["W2"] + a["b2"])
        return a | {"J": ((a["out"] - np.array([0.0, 1.0])) ** 2).sum() / 2}

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


def is_number(text):
    return text.lstrip("−").replace(".", "", 1).isdigit()


def gradients_of(shapes):
    """All derivatives that are drawn in a frame, but that of J itself and of the key."""
    labels = [s for s in flat(shapes) if isinstance(s, Label)]
    framed = [s.text for s in labels if s.color == GRADIENT.ink and s.weight == "semibold"]
    return sorted(read(text) for text in framed)


def thick_edges(shapes):
    """The edges that a step marks, without those of the key."""
    thick = [s for s in shapes if isinstance(s, Lines) and s.width > 2]
    return [s for s in thick if max(y for line in s.lines for _, y in line) < HEIGHT - 60]


def assert_table_is_right(explorer):
    expected = by_hand(explorer.values)
    order = [
        *((f"W{layer}", index) for layer in "1" for index in np.ndindex(2, 2)),
        *(("b1", (j,)) for j in (0, 1)),
        *(("W2", index) for index in np.ndindex(2, 2)),
        *(("b2", (j,)) for j in (0, 1)),
    ]
    for (name, place), (_, value, slope, nudge) in zip(order, explorer.rows, strict=True):
        number, derivative = (array[place] for array in expected[name])
        assert read(value) == pytest.approx(number, abs=6e-3)
        assert read(nudge) == pytest.approx(derivative, abs=6e-5)
        known = explorer.values["step"] >= STEPS.index(f"layer {name[1]}")
        assert read(slope) == pytest.approx(derivative, abs=6e-5) if known else slope == "–"


def test_it_opens_on_a_finished_forward_pass(explorer):
    assert explorer.values["step"] == STEPS.index("J")
    text = explorer.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "J = ½ ((1.06 − 0)² + (−0.54 − 1)²) = 1.76" in text
    assert gradients_of(explorer.panels[0].shapes) == [0.25]  # of the key


def test_every_slider_shows_the_derivatives_over_its_range(explorer):
    explorer.set({"step": LAST})
    for label in ("x1", "x2", "weight", "step"):
        control = explorer.controls[label]
        for value in np.linspace(control.min, control.max, 5):
            control.value = type(control.value)(value)
            assert_table_is_right(explorer)


@pytest.mark.parametrize("f", BENDS)
def test_every_activation_goes_back_by_its_own_slope(explorer, f):
    for step, x2 in itertools.product((0, 5, 8, 10), (-0.5, 1.3)):
        explorer.set({"f": f, "step": step, "x2": x2})
        assert_table_is_right(explorer)
        assert explorer.text.startswith(f"Step {step} of 10")


@settings(max_examples=40, deadline=None)
@given(
    x=st.tuples(*[st.integers(-30, 30).map(lambda k: k / 10)] * 2),
    weight=st.integers(-20, 20).map(lambda k: k / 10),
    f=st.sampled_from(BENDS),
)
def test_parts_at_a_fork_add_up_to_what_backward_and_central_differences_give(x, weight, f):
    a = backward_arrays(LAST, x, network_with(weight), f)
    np.testing.assert_allclose(a.parts.sum(axis=1), a.dZ[0], atol=1e-12)
    for name in ("dout", "dZ", "dh"):
        np.testing.assert_allclose(getattr(a, name), a.nudged[name], atol=1e-7)
    for computed, nudged in zip(a.grads, a.nudged["grads"], strict=True):
        for one, other in zip(computed, nudged, strict=True):
            np.testing.assert_allclose(one, other, atol=1e-7)
    np.testing.assert_allclose(a.grads[0][1], a.dh[0])  # db is what arrives at the sum


def test_each_step_adds_what_it_is_for_and_no_more(explorer):
    numbers, gradients = [], []
    for step in range(LAST + 1):
        explorer.set({"step": step})
        shapes = explorer.panels[0].shapes
        numbers.append(sum(map(is_number, texts_of(shapes))))
        gradients.append(len(gradients_of(shapes)))
    # Beside the values: 8 weights and the 3 numbers of the key.
    assert numbers[:5] == [13, 15, 19, 21, 24]
    assert gradients == [1, 1, 1, 1, 1, 4, 8, 8, 10, 12, 16]


@pytest.mark.parametrize("f", BENDS)
def test_what_is_drawn_are_the_numbers_of_the_pass(explorer, f):
    explorer.set({"step": LAST, "x1": 1.7, "weight": -1.2, "f": f})
    expected = by_hand(explorer.values)
    wanted = [g for name in ("W1", "W2", "h", "Z", "out") for g in expected[name][1].ravel()]
    wanted += [1.0, 0.25]  # dJ/dJ, and the key
    np.testing.assert_allclose(
        gradients_of(explorer.panels[0].shapes), sorted(wanted), atol=0.00501
    )


def test_a_fork_says_which_path_brought_which_part(explorer):
    explorer.set({"step": STEPS.index("parts")})
    arrays = explorer.arrays
    forks = [s for s in explorer.panels[0].shapes if isinstance(s, Group)]
    texts = [texts_of([group]) for group in forks]
    (first, second) = [words for words in texts if any("via" in word for word in words)]
    assert first[-4:] == ["0.85", "via out1", "− 0.46", "via out2"]
    assert second[-4:] == ["−0.96", "via out1", "− 1.08", "via out2"]
    explorer.set({"step": STEPS.index("dZ")})
    assert "= 0.85" in texts_of(explorer.panels[0].shapes)
    assert "∂J/∂Z₁ = 0.85 − 0.46 = 0.39" in explorer.text
    np.testing.assert_allclose(arrays.parts.sum(axis=1), by_hand(explorer.values)["Z"][1])


def test_gradients_flow_back_along_the_edges_of_their_step(explorer):
    for name in ("dout", "parts", "dh"):
        explorer.set({"step": STEPS.index(name)})
        thick = thick_edges(explorer.panels[0].shapes)
        assert len(thick) == (4 if name == "parts" else 2)
        assert all(edge.color == GRADIENT.ink for edge in thick)
        assert all(start[0] > end[0] for edge in thick for start, end in edge.lines)
    assert set(ACTIVE_EDGES) <= set(STEPS)


@pytest.mark.parametrize("name", ["layer 1", "layer 2"])
def test_the_weights_of_a_step_keep_their_forward_arrows(explorer, name):
    explorer.set({"step": STEPS.index(name)})
    bands = thick_edges(explorer.panels[0].shapes)
    assert len(bands) == 4
    assert all(start[0] < end[0] for band in bands for start, end in band.lines)
    assert "weights of this step" in texts_of(explorer.panels[0].shapes)


def test_the_sentence_holds_the_numbers_of_the_step(explorer):
    explorer.set({"step": STEPS.index("h")})
    assert "h₁ = 1.00 · 0.60 + (−0.50) · 0.80 + 0.05 = 0.25" in explorer.text
    explorer.set({"step": STEPS.index("parts")})
    assert (
        "0.80 · 1.06 = 0.85 via out₁ and 0.30 · (−1.54) = −0.46 via out₂ arrive at Z₁"
        in explorer.text
    )
    explorer.set({"step": STEPS.index("dh")})
    assert "∂J/∂h₁ = 0.39 · 0.94 = 0.36" in explorer.text
    assert "Central differences give 0.36 and −0.92." in explorer.text


def test_a_pointer_on_a_node_brings_up_its_central_difference(explorer):
    explorer.set({"step": LAST})
    a = explorer.arrays
    said = [s.description for s in explorer.panels[0].shapes if isinstance(s, Group)]
    for name, gradient in (("out", a.dout), ("Z", a.dZ), ("h", a.dh)):
        for unit in (0, 1):
            value = f"{gradient[0, unit]:.6f}".replace("-", "−")
            assert f"∂J/∂{name}{unit + 1} = {value}; central differences give {value}." in said


@pytest.mark.parametrize("f", BENDS)
@pytest.mark.parametrize("step", [STEPS.index("parts"), LAST])
def test_no_number_covers_another_or_leaves_the_picture(step, f):
    for x, weight in (((1.0, -0.5), 0.3), ((-3.0, -3.0), -2.0), ((3.0, -3.0), 2.0)):
        arrays = backward_arrays(step, x, network_with(weight), f)
        assert_readable(draw_backward(arrays), WIDTH, HEIGHT)


def test_a_relu_that_is_off_lets_nothing_through(explorer):
    explorer.set({"step": LAST, "f": "relu"})
    assert "Z₂ = relu" not in explorer.text
    a = explorer.arrays
    assert a.h[0, 1] < 0 and a.Z[0, 1] == a.dh[0, 1] == 0 and a.dZ[0, 1] != 0


def test_the_story_walks_through_all_steps(explorer):
    story = explorer.story
    assert story.control == "step" and story.values == tuple(range(11))


def test_the_learners_own_backward_is_what_is_drawn():
    def doubled(dout, X, cache, params, df):
        return [(2 * dW, 2 * db) for dW, db in ff.backward(dout, X, cache, params, df)]

    own = ff.explore_backward(doubled)
    own.set({"step": LAST})
    for _, _, slope, nudge in own.rows:
        assert read(slope) == pytest.approx(2 * read(nudge), abs=2e-4)
    assert "1.00 · (−0.92) = −0.92, but your backward gives −1.84." in own.text
    assert own.text.endswith("Drawn with your backward.")
    assert "but your backward" not in ff.explore_backward(ff.backward, step=LAST).text


@pytest.mark.parametrize(
    ("backward", "sentence"),
    [
        (lambda *a: [(1, 2)], "Your backward did not give 4 results"),
        (lambda *a: 7, "Your backward raised TypeError: it did not give a list of pairs"),
        (lambda *a: [(np.zeros((2, 2)), np.zeros(2)), (np.zeros((1, 2)), np.zeros(1))],
         "Your backward gave shape (1, 2); expected (2, 2)"),
    ],
)  # fmt: skip
def test_a_backward_that_fails_is_said_and_the_books_own_is_drawn(backward, sentence):
    own = ff.explore_backward(backward)
    assert sentence in own.text and own.text.endswith("this is drawn with the book's own.")


def test_a_narrow_page_shows_the_part_that_a_step_is_about(explorer):
    panel = explorer.panels[0]
    centres = {"x": ["x"], "J": ["out", "J"], "parts": ["Z", "out"], "layer 1": ["x", "h"]}
    for name, columns in centres.items():
        explorer.set({"step": STEPS.index(name)})
        middle = np.mean([COLUMNS[column] for column in columns])
        assert panel.focus * WIDTH == pytest.approx(middle)
