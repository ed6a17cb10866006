"""The loss surface of 6.5 shows J, its slopes and its slices, computed here in another way."""

import numpy as np
import pytest
from drawing import drawn

from feedforward.plots.loss_surface import CLASSES, LINE, axis_of, loss_surface_arrays
from feedforward.plots.loss_surface_drawing import (
    draw_loss_surface,
    draw_model_and_slice,
    model_axes,
)
from feedforward.plots.surface_3d import facets, in_box, is_hidden, shaded, view

VIEW = (-60, 30)


def surface(problem, name, start, steps=0, slice_name="along w", view=VIEW):
    return loss_surface_arrays(problem, *problem.losses[name], start, steps, slice_name, view)


def squared_error(w, b):
    return sum((x * w + b - y) ** 2 for x, y in zip(LINE.x, LINE.y, strict=True)) / 2 / len(LINE.x)


def share_of_1(w, b):
    return 1 / (1 + np.exp(-(CLASSES.x * w + b)))


def two_class_loss(name, w, b):
    S = share_of_1(w, b)
    right = np.where(CLASSES.y == 1, S, 1 - S)
    return np.mean(-np.log(right) if name == "cross-entropy" else (1 - right) ** 2)


def test_the_surface_of_a_line_is_its_squared_error_at_every_w_and_b():
    heights = surface(LINE, "squared error", (0.0, 0.0)).heights
    axis = axis_of(LINE)
    for row, column in [(0, 0), (5, 30), (32, 17)]:
        assert heights[row, column] == pytest.approx(squared_error(axis[column], axis[row]))


@pytest.mark.parametrize("name", sorted(CLASSES.losses))
def test_the_surface_of_two_classes_is_what_their_shares_give(name):
    heights = surface(CLASSES, name, (0.0, 0.0)).heights
    axis = axis_of(CLASSES)
    for row, column in [(0, 3), (16, 16), (31, 20)]:
        expected = two_class_loss(name, axis[column], axis[row])
        assert heights[row, column] == pytest.approx(expected)


@pytest.mark.parametrize("name", sorted(CLASSES.losses))
@pytest.mark.parametrize("slice_name", ["along w", "along b", "downhill"])
def test_slopes_and_slices_agree_with_nudges(name, slice_name):
    w, b, eps = -1.3, 0.8, 1e-6
    arrays = surface(CLASSES, name, (w, b), 0, slice_name)
    nudged = [
        (two_class_loss(name, w + eps, b) - two_class_loss(name, w - eps, b)) / (2 * eps),
        (two_class_loss(name, w, b + eps) - two_class_loss(name, w, b - eps)) / (2 * eps),
    ]
    np.testing.assert_allclose(arrays.slope, nudged, rtol=1e-5)
    steep = {"along w": nudged[0], "along b": nudged[1], "downhill": -np.hypot(*nudged)}
    assert arrays.slice_slope == pytest.approx(steep[slice_name], rel=1e-5)
    for place, J in list(zip(arrays.slice_points, arrays.slice_J, strict=True))[::9]:
        assert J == pytest.approx(two_class_loss(name, *place))
    assert np.abs(arrays.slice_points).max() == pytest.approx(CLASSES.limit)


def test_gradient_descent_on_a_line_goes_down_all_the_way_to_the_least_squares():
    arrays = surface(LINE, "squared error", (-2.0, 2.0), 400)
    A = np.column_stack([LINE.x, np.ones(len(LINE.x))])
    np.testing.assert_allclose(arrays.path[-1], np.linalg.lstsq(A, LINE.y)[0], atol=1e-6)
    assert (np.diff(arrays.path_J) <= 1e-15).all() and not arrays.left_box


def test_a_descent_that_would_leave_the_square_stops_and_says_so():
    loss, backward = LINE.losses["squared error"]
    uphill = lambda out, y: -backward(out, y)  # noqa: E731
    arrays = loss_surface_arrays(LINE, loss, uphill, (1.0, 1.0), 60, "along w", VIEW)
    assert arrays.left_box and len(arrays.path) < 61
    assert np.abs(arrays.path).max() <= LINE.limit


def test_from_above_a_surface_is_a_map_and_from_the_side_a_profile():
    points = np.array([[0.3, -0.2, 0.5], [0.3, -0.2, -0.4], [0.9, 0.1, 0.0]])
    places, nearness = view(points, -90, 90)
    np.testing.assert_allclose(places, points[:, :2], atol=1e-12)
    np.testing.assert_allclose(nearness, points[:, 2], atol=1e-12)
    side, _ = view(points, -90, 0)
    np.testing.assert_allclose(side, points[:, [0, 2]], atol=1e-12)


@pytest.mark.parametrize("azimuth", [-180, -35, 0, 70, 145])
@pytest.mark.parametrize("elevation", [10, 45, 90])
def test_turning_keeps_lengths_and_draws_the_nearest_last(azimuth, elevation):
    rng = np.random.default_rng(1)
    points = rng.normal(size=(5, 5, 3))
    places, nearness = view(points, azimuth, elevation)
    turned = np.concatenate([places, nearness[..., None]], axis=-1)
    np.testing.assert_allclose(
        np.linalg.norm(turned, axis=-1), np.linalg.norm(points, axis=-1), rtol=1e-12
    )
    quads, order = facets(points, azimuth, elevation)
    middles = (
        nearness[:-1, :-1] + nearness[1:, 1:] + nearness[:-1, 1:] + nearness[1:, :-1]
    ).ravel()
    assert quads.shape == (16, 4, 2) and (np.diff(middles[order]) >= 0).all()


def dome(x, y):
    return 0.6 - 0.5 * (x**2 + y**2)


def test_a_point_is_hidden_where_a_straight_line_to_the_viewer_meets_the_surface():
    axis = np.linspace(-1, 1, 33)
    heights = dome(*np.meshgrid(axis, axis))
    rng = np.random.default_rng(4)
    for azimuth, elevation in [(-60, 30), (20, 10), (140, 45), (90, 15)]:
        places = rng.uniform(-0.9, 0.9, (200, 2))
        places = np.column_stack([places, dome(*places.T) + 0.02])
        round_, up = np.radians([azimuth, elevation])
        along = np.array([np.cos(up) * np.cos(round_), np.cos(up) * np.sin(round_)])
        # At a distance t the line is this far above the dome: 0.02 + rise t + (cos(up) t)^2 / 2.
        rise = np.sin(up) + places[:, :2] @ along
        t = np.maximum(-rise, 0) / np.cos(up) ** 2
        nearest = 0.02 + rise * t + (np.cos(up) * t) ** 2 / 2
        sure = (np.abs(nearest) > 0.01) & (np.abs(places[:, :2] + t[:, None] * along) < 1).all(1)
        assert 20 < sure.sum()
        hidden = is_hidden(places, heights, azimuth, elevation)
        np.testing.assert_array_equal(hidden[sure], nearest[sure] < 0)


def test_from_straight_above_nothing_is_hidden_and_the_light_comes_from_the_left():
    axis = np.linspace(-1, 1, 17)
    x, y = np.meshgrid(axis, axis)
    points = np.stack([x, y, dome(x, y)], axis=-1)
    assert not is_hidden(points.reshape(-1, 3) + [0, 0, 0.02], dome(x, y), -90, 90).any()
    grey = shaded(points, np.full(points.shape, 0.5), -90)[..., 0]
    assert grey[8, 2] > grey[8, 8] > grey[8, 14]  # seen from -90, the first axis runs to the right


def test_contours_lie_on_the_surface_and_are_left_out_where_it_hides_them():
    arrays = surface(LINE, "squared error", (0.0, 0.0), view=(-90, 90))
    seen = drawn(draw_loss_surface, arrays)["contours"].get_xydata()
    places = seen[np.isfinite(seen).all(axis=1)] * LINE.limit
    J = [squared_error(*place) for place in places]
    levels = np.round(np.array(J) / arrays.heights.max() * 144)
    assert set(np.round(np.sqrt(levels))) <= set(range(12)) and len(places) > 200
    side = drawn(draw_loss_surface, surface(LINE, "squared error", (0.0, 0.0), view=(-145, 10)))
    shown = np.isfinite(side["contours"].get_xydata()).all(axis=1).sum()
    assert 0 < shown < len(places)


def test_what_lies_in_the_box_is_scaled_to_it_and_no_higher():
    placed = in_box(np.array([-3.0, 3.0]), np.array([0.0, 1.5]), np.array([4.0, 9.0]), (-3, 3), 4.0)
    np.testing.assert_allclose(placed, [[-1, 0, 0.65], [1, 0.5, 0.65]])


@pytest.mark.parametrize("problem", [LINE, CLASSES])
def test_the_models_point_and_misses_are_drawn_where_they_are(problem):
    name = next(iter(problem.losses))
    arrays = surface(problem, name, (0.7, -0.4), 3, "along b", (-90, 90))
    artists = drawn(draw_loss_surface, arrays)
    (x,), (y,) = artists["point"].get_data()
    assert (x, y) == pytest.approx(tuple(arrays.path[-1] / problem.limit))
    artists = drawn(draw_model_and_slice, arrays, model_axes)
    shown = problem.x * arrays.path[-1][0] + arrays.path[-1][1]
    shown = 1 / (1 + np.exp(-shown)) if problem.two_classes else shown
    for segment, x, y, end in zip(
        artists["misses"].get_segments(), problem.x, problem.y, shown, strict=True
    ):
        np.testing.assert_allclose(segment, [[x, end], [x, y]])
    np.testing.assert_allclose(
        artists["slice point"].get_data(), [[arrays.path[-1][1]], [arrays.path_J[-1]]]
    )


def test_a_flat_surface_and_one_below_zero_are_drawn_too():
    for J in (0.0, -3.0):
        arrays = loss_surface_arrays(
            LINE, lambda out, y, J=J: J, lambda out, y: 0 * out, (0.0, 0.0), 5, "downhill", VIEW
        )
        for artists in (
            drawn(draw_loss_surface, arrays),
            drawn(draw_model_and_slice, arrays, model_axes),
        ):
            assert artists
        assert arrays.slice_slope == 0
