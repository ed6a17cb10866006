"""The loss surface of 6.5, turned, sliced and walked without a browser."""

import html

import numpy as np
import pytest

import feedforward as ff
from feedforward.formatting import unbroken
from feedforward.plots.loss_surface import CLASSES, LINE


def blank(*arguments):
    raise NotImplementedError


def line_loss(w, b):
    errors = LINE.x * w + b - LINE.y
    return errors @ errors / 16, np.array([errors @ LINE.x, errors.sum()]) / 8


def assert_line(explorer):
    """The text says what the squared error is at the sliders' w and b, and its slopes."""
    w, b = explorer.values["w"], explorer.values["b"]
    J, (dw, db) = line_loss(w, b)
    place = f"w = {w + 0:.3f}, b = {b + 0:.3f}: J = {J:.3f}. "
    assert place.replace("-0.000", "0.000").replace("-", "−") in explorer.text
    np.testing.assert_allclose(explorer.arrays.slope, [dw, db], atol=1e-9)
    assert unbroken(explorer.text) in html.unescape(explorer.message.value)


EXPLORER = ff.explore_loss_surface


@pytest.mark.parametrize("label", ["w", "b", "turn", "tilt"])
def test_every_slider_of_the_surface_shows_the_squared_error_over_its_range(explorer, label):
    slider = explorer.controls[label]
    for value in np.linspace(slider.min, slider.max, 6):
        slider.value = int(value) if isinstance(slider.value, int) else float(round(value, 2))
        assert_line(explorer)


@pytest.mark.parametrize("task", ["line", "two classes"])
def test_turning_moves_the_surface_alone(task):
    explorer = ff.explore_loss_surface(task=task)
    text, model = explorer.text, explorer.panels[0].png
    surface = explorer.panels[1].png
    backgrounds = explorer.panels[1].backgrounds
    explorer.set({"turn": 40, "tilt": 65})
    assert explorer.text == text and explorer.panels[0].png == model
    assert explorer.panels[1].png != surface
    assert explorer.panels[1].backgrounds == backgrounds
    explorer.buttons["reset"].click()
    assert explorer.panels[1].png == surface


def test_forty_steps_take_the_line_close_to_the_lowest_point(explorer):
    explorer.buttons["40 steps"].click()
    A = np.column_stack([LINE.x, np.ones(8)])
    (w, b), *_ = np.linalg.lstsq(A, LINE.y)
    assert explorer.text.endswith("40 steps of gradient descent brought J down from 3.285.")
    assert explorer.arrays.path_J[-1] == pytest.approx(line_loss(w, b)[0], abs=1e-3)


def test_every_step_slice_and_loss_of_two_classes_is_drawn():
    explorer = ff.explore_loss_surface(task="two classes")
    for loss in CLASSES.losses:
        for name in ("along w", "along b", "downhill"):
            for steps in (1, 60):
                explorer.set({"loss": loss, "slice": name, "steps": steps, "w": -6.0, "b": 6.0})
                assert f"The slice is {name}" in explorer.text
                assert (
                    len(explorer.arrays.path) == steps + 1 or "leave the picture" in explorer.text
                )
    assert "1 step of" not in explorer.text


def test_the_squared_error_on_s_stays_on_its_plateau_where_cross_entropy_does_not():
    explorer = ff.explore_loss_surface(task="two classes")
    ends = {}
    for loss in CLASSES.losses:
        explorer.set({"loss": loss, "w": -6.0, "b": 0.0, "steps": 20})
        ends[loss] = explorer.arrays.path[-1][0]
    assert ends["cross-entropy"] > 0 and ends["squared error on S"] < -4


def test_the_learners_loss_and_derivative_lead_the_minimiser():
    right = ff.explore_loss_surface(ff.mse, lambda out, y: (out - y) / len(y))
    uphill = ff.explore_loss_surface(ff.mse, lambda out, y: (y - out) / len(y))
    for explorer in (right, uphill):
        explorer.buttons["40 steps"].click()
    assert "Drawn with your mse and mse_backward." in right.text
    assert right.arrays.path_J[-1] < 0.03
    assert "took J up from 3.285. Step" in uphill.text and "would leave" in uphill.text
    assert uphill.arrays.path_J[-1] > uphill.arrays.path_J[0]


@pytest.mark.parametrize(
    ("mse", "sentence"),
    [
        (blank, "Your mse is still blank"),
        (lambda out, y: (out - y) ** 2, "Your mse gave shape (8,); expected ()"),
        (lambda out, y: np.nan, "Your mse gave numbers that are not finite"),
    ],
)
def test_a_loss_that_fails_is_said_and_the_books_own_is_drawn(mse, sentence):
    explorer = ff.explore_loss_surface(mse, blank)
    assert sentence in explorer.text or "Your mse_backward is still blank" in explorer.text
    explorer = ff.explore_loss_surface(mse)
    assert explorer.text.endswith(f"{sentence}: this is drawn with the book's own.")
    assert_line(explorer)


def test_a_surface_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="task is 'three'; expected one of line, two classes"):
        ff.explore_loss_surface(task="three")
    with pytest.raises(ValueError, match="leave them out for two classes"):
        ff.explore_loss_surface(ff.mse, task="two classes")
