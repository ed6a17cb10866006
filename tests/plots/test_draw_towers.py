"""Towers add up to a curve, and folding layers to more pieces than one layer has."""

import numpy as np
import pytest
from drawing import drawn

from feedforward.plots.pieces import (
    GRID,
    count_pieces,
    draw_deep,
    draw_shallow,
    fold_params,
    one_layer,
    piece_arrays,
)
from feedforward.plots.towers import CURVES, draw_towers, tower_arrays


def tooth(x, depth):
    """The sawtooth of `depth` folds at one number, by counting along its pieces."""
    place = x * 2**depth
    piece = min(int(place), 2**depth - 1)
    return place - piece if piece % 2 == 0 else piece + 1 - place


def network(x, params):
    """A relu network at one number, a unit at a time."""
    Z = [x]
    for layer, (W, b) in enumerate(params):
        Z = [sum(z * w for z, w in zip(Z, W[:, j], strict=True)) + b[j] for j in range(len(b))]
        if layer < len(params) - 1:
            Z = [max(0.0, h) for h in Z]
    return Z[0]


@pytest.mark.parametrize("K", [2, 3, 8, 30])
@pytest.mark.parametrize("curve", CURVES)
def test_the_sum_meets_the_curve_at_the_points_and_is_straight_between(curve, K):
    arrays = tower_arrays(curve, K)
    at_points = np.array([CURVES[curve](p) for p in np.arange(K) / (K - 1)])
    inside = (arrays.x >= 0) & (arrays.x <= 1)
    straight = np.interp(arrays.x[inside], np.arange(K) / (K - 1), at_points)
    np.testing.assert_allclose(arrays.total[inside], straight, atol=1e-9)
    np.testing.assert_array_equal(np.isnan(arrays.curve), ~inside)


def test_outside_of_the_interval_the_sum_falls_to_0_whatever_the_curve_does():
    arrays = tower_arrays("smooth", 9)
    far = (arrays.x < -1 / 8) | (arrays.x > 1 + 1 / 8)
    assert far.sum() > 40
    np.testing.assert_allclose(arrays.total[far], 0, atol=1e-12)


@pytest.mark.parametrize("K", [3, 8, 30])
def test_the_largest_distance_keeps_to_what_analysis_says(K):
    step = 1 / (K - 1)
    assert tower_arrays("smooth", K).error <= step**2 / 8 * 2 * np.pi**2 + 1e-9
    assert tower_arrays("steep at 0", K).error == pytest.approx(np.sqrt(step) / 4, rel=0.02)
    assert tower_arrays("jump", K).error >= 0.5 - 1e-9


def test_the_drawn_towers_stand_on_the_axis_with_their_tops_on_the_curve():
    arrays = tower_arrays("steep at 0", 6)
    artists = drawn(draw_towers, arrays)
    segments = [path.vertices for path in artists["towers"].get_paths()]
    assert len(segments) == 5  # the curve is 0 at 0: no tower stands there
    for segment, top in zip(segments, np.sqrt(np.arange(1, 6) / 5), strict=True):
        assert segment[:, 1].max() == pytest.approx(top)
        assert segment[[0, -1], 1] == pytest.approx([0, 0], abs=1e-9)
    at, ends = artists["error"].get_data()
    assert at[0] == at[1] and abs(ends[1] - ends[0]) == pytest.approx(arrays.error)
    np.testing.assert_array_equal(artists["total"].get_xydata()[:, 1], arrays.total)


@pytest.mark.parametrize("depth", [1, 2, 4, 6])
def test_the_folding_network_is_the_sawtooth_and_has_two_units_a_layer(depth):
    params = fold_params(depth)
    assert [b.size for _, b in params] == [2] * depth + [1]
    for x in np.random.default_rng(0).random(20):
        assert network(x, params) == pytest.approx(tooth(x, depth))


@pytest.mark.parametrize("depth", [1, 3, 6])
@pytest.mark.parametrize("units", [1, 2, 3, 7, 8, 9, 64])
def test_one_hidden_layer_has_a_piece_a_unit_and_misses_by_half_until_it_has_them_all(depth, units):
    arrays = piece_arrays(depth, units)
    np.testing.assert_allclose(arrays.deep, [tooth(x, depth) for x in GRID], atol=1e-12)
    assert arrays.deep_pieces == 2**depth
    assert arrays.shallow_pieces == min(units, 2**depth)
    assert arrays.error == pytest.approx(0.5 if units < 2**depth else 0, abs=1e-9)
    assert len(one_layer(depth, units)) == min(units, 2**depth) + 1
    assert arrays.parameters == (6 * depth + 1, 3 * units + 1)


def test_what_one_hidden_layer_copies_it_copies_exactly():
    arrays = piece_arrays(5, 12)
    copied = GRID <= 10.5 / 32
    np.testing.assert_allclose(arrays.shallow[copied], arrays.deep[copied], atol=1e-9)
    np.testing.assert_allclose(arrays.shallow[GRID >= 10.5 / 32], 0.5, atol=1e-9)


def test_pieces_are_counted_where_the_slope_changes():
    x = np.array([0.0, 1, 2, 4, 5])
    assert count_pieces(x, 3 * x + 1) == 1
    assert count_pieces(x, np.maximum(x - 2, 0)) == 2
    assert count_pieces(x, np.abs(x - 2) + np.maximum(x - 4, 0)) == 3


def test_both_networks_are_drawn_as_they_are_computed():
    arrays = piece_arrays(4, 5)
    np.testing.assert_array_equal(drawn(draw_deep, arrays)["deep"].get_ydata(), arrays.deep)
    artists = drawn(draw_shallow, arrays)
    np.testing.assert_array_equal(artists["deep"].get_ydata(), arrays.deep)
    np.testing.assert_array_equal(artists["shallow"].get_ydata(), arrays.shallow)
    np.testing.assert_array_equal(artists["points"].get_xydata(), arrays.points)
