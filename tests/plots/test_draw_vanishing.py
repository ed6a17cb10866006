"""The way down and up through equal layers, against mathematics done in another way."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import feedforward as ff
from feedforward.plots.vanishing import (
    DEEPEST,
    LOOKS,
    WIDTH,
    draw_gradients,
    draw_network,
    draw_signals,
    frame_around,
    passes_through,
    vanishing_arrays,
)


def rms(array):
    return np.sqrt((array**2).mean())


@pytest.mark.parametrize("name", LOOKS)
def test_sizes_down_agree_with_central_differences(name):
    rng = np.random.default_rng(4)
    X, dZ, weights = rng.normal(size=(3, 5)), rng.normal(size=(3, 5)), rng.normal(size=(4, 5, 5))
    f, df = ff.activation_pair(name)

    def weighted_top(Z, layer):
        for W in weights[layer:]:
            Z = f(Z @ W)
        return np.sum(dZ * Z)

    one = passes_through(f, df, X, dZ, weights)
    Z = X
    for layer, W in enumerate(weights):
        nudges = np.zeros((*Z.shape, *Z.shape))
        for place in np.ndindex(Z.shape):
            nudges[place][place] = 1e-6
        rises = [
            weighted_top(Z + nudges[place], layer) - weighted_top(Z - nudges[place], layer)
            for place in np.ndindex(Z.shape)
        ]
        assert one.gradients[layer] == pytest.approx(rms(np.array(rises) / 2e-6), rel=1e-6)
        assert one.signals[layer] == pytest.approx(rms(Z))
        Z = f(Z @ W)
    assert one.gradients[-1] == pytest.approx(rms(dZ))
    assert one.signals[-1] == pytest.approx(rms(Z))


def test_the_weights_have_the_standard_deviation_of_the_text_and_the_derivative_size_1():
    X, dZ, weights = draw_network(3)
    assert weights.shape == (DEEPEST, WIDTH, WIDTH)
    assert weights.std() == pytest.approx(1 / np.sqrt(WIDTH), rel=0.01)
    assert rms(dZ) == pytest.approx(1)
    assert X.std() == pytest.approx(1, rel=0.05)


@pytest.mark.parametrize("number", [1, 5, 9])
def test_relu_multiplies_a_size_by_g_over_root_two_and_what_is_off_stays_off(number):
    for gain in (0.5, 1.0, 2.0, 10.0):
        relu = vanishing_arrays(30, gain, "relu", number).passes["relu"]
        a_layer = (relu.gradients[0] / relu.gradients[-1]) ** (1 / 30)
        assert a_layer == pytest.approx(gain / np.sqrt(2), rel=0.03)
        assert relu.slope == pytest.approx(0.5, abs=0.02)
        assert 0.1 < relu.flat_units < 0.6
    assert len({vanishing_arrays(30, g, "relu", number).passes["relu"].flat_units
                for g in (0.5, 1.0, 10.0)}) == 1  # fmt: skip


def test_thirty_layers_leave_what_the_text_says():
    one = {name: p.gradients[0] for name, p in vanishing_arrays(30, 1.0, "tanh", 1).passes.items()}
    assert 0.1 < one["tanh"] < 0.3
    assert 1e-5 < one["relu"] < 6e-5
    assert 5e-20 < one["sigmoid"] < 5e-19
    assert 0.5 < vanishing_arrays(30, 2**0.5, "tanh", 1).passes["relu"].gradients[0] < 2


def test_no_layer_of_sigmoids_lets_more_through_than_a_quarter_of_its_weights():
    gradients = vanishing_arrays(40, 1.0, "sigmoid", 2).passes["sigmoid"].gradients
    largest = max(np.linalg.norm(W, 2) for W in draw_network(2)[2])
    assert all(below <= above * largest / 4 for below, above in pairwise(gradients))


def test_a_unit_counts_as_flat_where_no_sample_moves_it():
    f, df = ff.activation_pair("tanh")
    X = np.array([[1.0, 1.0, 0.1], [2.0, -1.0, 0.1]])
    W = np.diag([5.0, 5.0, 1.0])
    assert passes_through(f, df, X, X, [W]).flat_units == pytest.approx(2 / 3)
    X[1, 0] = 0.01
    assert passes_through(f, df, X, X, [W]).flat_units == pytest.approx(1 / 3)


@pytest.mark.parametrize("draw", [draw_gradients, draw_signals])
@pytest.mark.parametrize("gain", [0.5, 1.0, 10.0])
def test_lines_lie_where_they_are_computed_and_inside_the_frame(draw, gain):
    ax = Figure((4.1, 4.4)).add_subplot()
    FigureCanvasAgg(ax.figure)
    artists = None
    for depth in (1, 40):
        arrays = vanishing_arrays(depth, gain, "relu", 1)
        artists = draw(ax, arrays, artists)
        ax.figure.canvas.draw()
        low, high = ax.get_ylim()
        for name, one in arrays.passes.items():
            line = one.gradients if draw is draw_gradients else one.signals
            np.testing.assert_array_equal(artists[name].get_ydata(), line)
            assert (low < line).all() and (line < high).all()
    assert artists["relu"].get_linewidth() > artists["tanh"].get_linewidth()
    assert len({str(role.linestyle) for role in LOOKS.values()}) == 3
    boxes = [name.get_window_extent() for name in artists["names"] if name.get_visible()]
    assert len(boxes) == 3
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def test_the_frame_moves_in_few_steps_and_minds_no_zero():
    frames = {frame_around([np.array([1.0, 10.0**-power, 0.0])]) for power in range(1, 40)}
    assert len(frames) <= 7
    strange = np.array([0.0, np.inf, np.nan])
    assert frame_around([strange, np.zeros(3)]) == frame_around([np.ones(3)])
