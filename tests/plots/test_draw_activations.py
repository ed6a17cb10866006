"""The picture of an activation shows f, f' and what becomes of a unit's inputs."""

from math import erf, exp, pi, sqrt, tanh

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from feedforward.plots.activation_panel import (
    HEIGHT,
    ROLES,
    SLOPE_LIMITS,
    curve_axes,
    draw_activation,
    draw_outcomes,
    frame_of,
    heights,
    outcome_axes,
)
from feedforward.plots.activations import GRID, NAMES, QUANTILES, activation_arrays

# f and f' of one number, written down a second time.
TRUTH = {
    "sigmoid": (lambda h: 1 / (1 + exp(-h)), lambda h: exp(-h) / (1 + exp(-h)) ** 2),
    "tanh": (tanh, lambda h: 4 / (exp(h) + exp(-h)) ** 2),
    "relu": (lambda h: h if h > 0 else 0.0, lambda h: 1.0 if h > 0 else 0.0),
    "leaky_relu": (lambda h: h if h > 0 else 0.01 * h, lambda h: 1.0 if h > 0 else 0.01),
    "gelu": (
        lambda h: h * (1 + erf(h / sqrt(2))) / 2,
        lambda h: (1 + erf(h / sqrt(2))) / 2 + h * exp(-h * h / 2) / sqrt(2 * pi),
    ),
}


def drawn(arrays):
    """Both panels: their axes by name, and their artists by name."""
    all_axes, artists = {}, {}
    for width, height, make_axes, draw in (
        (4.3, HEIGHT / 100, curve_axes, draw_activation),
        (2.7, 4.5, outcome_axes, draw_outcomes),
    ):
        figure = Figure((width, height), dpi=100)
        FigureCanvasAgg(figure)
        axes = make_axes(figure)
        artists |= draw(axes, arrays)
        figure.canvas.draw()
        all_axes |= axes
    return all_axes, artists


def middle_slope(f, x):
    return (f(x + 1e-3) - f(x - 1e-3)) / 2e-3


@pytest.mark.parametrize("name", NAMES)
def test_curve_slope_and_point_are_those_of_the_mathematics(name):
    f, df = TRUTH[name]
    arrays = activation_arrays(name, 1.3, 0.0, 1.0)
    np.testing.assert_allclose(arrays.curve, [f(h) for h in GRID], atol=1e-12)
    np.testing.assert_allclose(arrays.slopes, [df(h) for h in GRID], atol=1e-12)
    assert (arrays.Z, arrays.slope) == (pytest.approx(f(1.3)), pytest.approx(df(1.3)))
    assert arrays.dots is None and arrays.measured is None


def test_the_inputs_are_normal_with_the_mean_and_spread_asked_for():
    arrays = activation_arrays("tanh", 0.0, -1.5, 0.7)
    assert arrays.inputs.mean() == pytest.approx(-1.5)
    assert arrays.inputs.std() == pytest.approx(0.7, rel=5e-3)
    below = [0.5 * (1 + erf(q / sqrt(2))) for q in QUANTILES]
    np.testing.assert_allclose(below, (np.arange(1000) + 0.5) / 1000)


@pytest.mark.parametrize(
    ("name", "flat_from"),  # sigmoid' = 0.025 and tanh' = 0.1, solved by hand
    [("sigmoid", -np.log((1 - sqrt(0.9)) / (1 + sqrt(0.9)))), ("tanh", np.arctanh(sqrt(0.9)))],
)
def test_as_many_inputs_are_flat_as_the_normal_distribution_has_out_there(name, flat_from):
    arrays = activation_arrays(name, 0.0, 2.0, 1.5)
    right = 0.5 * (1 - erf((flat_from - 2.0) / 1.5 / sqrt(2)))
    left = 0.5 * (1 + erf((-flat_from - 2.0) / 1.5 / sqrt(2)))
    assert arrays.flat.mean() == pytest.approx(right + left, abs=2e-3)


def test_dots_are_what_the_given_function_measures():
    arrays = activation_arrays("relu", 0.0, 0.0, 1.0, measure=middle_slope)
    assert arrays.measured == 0.5 and arrays.slope == 0.0
    np.testing.assert_allclose(arrays.dots, np.repeat([0, 0.5, 1], [16, 1, 16]), atol=1e-9)


def test_without_a_derivative_slopes_are_measured_and_no_curve_of_them_is_drawn():
    arrays = activation_arrays("cubic", 2.0, 0.0, 1.0, f=lambda h: h**3)
    assert arrays.slopes is None and arrays.slope == pytest.approx(12)
    _, artists = drawn(arrays)
    assert len(artists["slope of own"].get_xydata()) == len(artists["dots"].get_xydata()) == 0
    np.testing.assert_allclose(artists["point slope"].get_xydata(), [[2, 12]])


def test_every_input_is_in_one_bar_also_beyond_the_frame():
    counts = heights(np.array([-9.0, -3.5, 0.1, 0.2, 8.0, 70.0]), np.linspace(-4, 4, 9))
    np.testing.assert_array_equal(counts, [2, 0, 0, 0, 2, 0, 0, 2])


@pytest.mark.parametrize("name", NAMES)
def test_the_tangent_touches_f_with_its_slope_and_the_bars_hold_the_inputs(name):
    arrays = activation_arrays(name, -0.8, 1.0, 1.2)
    axes, artists = drawn(arrays)
    (x0, y0), (x1, y1) = artists["tangent"].get_xydata()
    assert (y1 - y0) / (x1 - x0) == pytest.approx(TRUTH[name][1](-0.8))
    assert y0 + (-0.8 - x0) * (y1 - y0) / (x1 - x0) == pytest.approx(TRUTH[name][0](-0.8))
    for part in ("inputs", "outputs", "passed"):
        everything, flat = (bars.get_data().values for bars in artists[part])
        assert everything.max() == 1
        assert (flat <= everything).all()
        assert flat.sum() / everything.sum() == pytest.approx(arrays.flat.mean())
    low, high = axes["f"].get_ylim()
    assert low < arrays.curve.min() and arrays.curve.max() < high


def test_all_others_are_drawn_thinner_beside_the_chosen_one_in_both_pictures():
    axes, artists = drawn(activation_arrays("tanh", 0.5, 0.0, 1.0, beside=NAMES))
    widths = {name: artists[f"f of {name}"].get_linewidth() for name in NAMES}
    assert all(widths[name] < 0.75 * widths["tanh"] for name in NAMES if name != "tanh")
    assert widths["relu"] > 1.5 * widths["leaky_relu"]  # which lies on it to the right of 0
    for name in NAMES:
        for index, part in enumerate(("f", "slope")):
            jumps = part == "slope" and "relu" in name  # at 0, where the line has a gap
            expected = [np.nan if jumps and h == 0 else TRUTH[name][index](h) for h in GRID]
            line = artists[f"{part} of {name}"]
            np.testing.assert_allclose(line.get_ydata(), expected, atol=1e-12)
            if part == "slope":
                low, high = SLOPE_LIMITS
                assert low < np.nanmin(line.get_ydata()) and np.nanmax(line.get_ydata()) < high
    styles = [str(ROLES[name].linestyle) for name in NAMES]
    assert len(set(styles)) == len(NAMES)
    shown = [text.get_text() for text in artists["key names"] if text.get_visible()]
    assert shown == ["sigmoid", "tanh", "ReLU", "leaky ReLU", "GELU"]


def test_only_what_is_asked_for_stands_beside_f():
    _, artists = drawn(activation_arrays("relu", 0.0, 0.0, 1.0, beside=("gelu",)))
    for name in ROLES:
        assert (len(artists[f"f of {name}"].get_xydata()) > 0) == (name in ("relu", "gelu"))


def test_the_frame_is_one_for_all_bounded_functions():
    assert frame_of(np.tanh(GRID)) == frame_of(1 / (1 + np.exp(-GRID))) == (-1.3, 1.3)
    assert frame_of(np.maximum(GRID, 0)) == (-1.3, 8.3)


def test_the_outcomes_have_the_height_of_what_they_are_read_from():
    for name in ("relu", "tanh"):
        axes, _ = drawn(activation_arrays(name, 0.0, 0.0, 1.0))
        for one, other in (("f", "outputs"), ("slope", "passed")):
            assert axes[one].get_ylim() == axes[other].get_ylim()
            tops = [axes[part].figure.bbox.y1 - axes[part].bbox.y1 for part in (one, other)]
            assert tops[0] == pytest.approx(tops[1])
            assert axes[one].bbox.height == pytest.approx(axes[other].bbox.height)


def test_no_words_are_cut_or_cover_each_other():
    axes, artists = drawn(activation_arrays("relu", 0.0, 0.0, 1.0, beside=NAMES))
    for panel in (("f", "slope", "inputs", "key"), ("outputs", "passed")):
        figure = axes[panel[0]].figure
        words = [w for name in panel for w in (axes[name].title, axes[name].xaxis.label)]
        words += [word for name in panel for word in axes[name].texts]
        boxes = [w.get_window_extent() for w in words if w.get_text() and w.get_visible()]
        assert all(figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1 for box in boxes)
        assert all(figure.bbox.y0 <= box.y0 and box.y1 <= figure.bbox.y1 for box in boxes)
        for index, box in enumerate(boxes):
            assert not any(box.overlaps(other) for other in boxes[:index])
