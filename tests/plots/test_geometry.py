"""Lines, strokes and regions of a plane agree with the mathematics."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedforward.plots.geometry import (
    clipped,
    line_in_box,
    lines_at,
    regions_above,
    side_ticks,
    split_at_level,
)

numbers = st.floats(-3, 3).map(lambda value: round(value, 2))


@given(numbers, numbers, numbers)
def test_a_line_ends_on_the_frame_and_has_its_positive_side_on_the_left(first, second, offset):
    normal, low, high = np.array([first, second]), -0.5, 1.5
    ends = line_in_box(normal, offset, low, high)
    corners = np.array([[low, low], [low, high], [high, low], [high, high]])
    sides = corners @ normal + offset
    if not (sides.min() < -1e-9 and sides.max() > 1e-9):
        return  # the line touches a corner or an edge at most: both answers are right
    assert ends.shape == (2, 2)
    np.testing.assert_allclose(ends @ normal + offset, 0, atol=1e-9)
    on_frame = np.isclose(ends, low, atol=1e-9) | np.isclose(ends, high, atol=1e-9)
    assert on_frame.any(axis=1).all() and ends.min() >= low - 1e-9 and ends.max() <= high + 1e-9
    tips = side_ticks(ends, spacing=0.1, length=0.01)[:, 1]
    assert (tips @ normal + offset > 0).all()


@pytest.mark.parametrize("normal", [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)])
def test_there_is_no_line_without_weights_nor_outside_the_frame(normal):
    ends = line_in_box(normal, 7.0, -0.5, 1.5)
    assert ends.shape == (0, 2)
    assert side_ticks(ends, 0.1, 0.05).shape == (0, 2, 2)


def area(points, offsets):
    rings = [points[start:stop] for start, stop in zip(offsets[:-1], offsets[1:], strict=True)]
    shoelace = [0.5 * np.sum(r[:-1, 0] * r[1:, 1] - r[1:, 0] * r[:-1, 1]) for r in rings]
    return abs(sum(shoelace))


@pytest.mark.parametrize(
    ("level", "expected"), [(-1.0, 4.0), (0.0, 4.0), (0.5, 3.0), (1.0, 2.0), (2.0, 0.0), (3.0, 0.0)]
)
def test_the_region_above_a_level_has_its_area(level, expected):
    x, y = np.linspace(0, 2, 5), np.linspace(0, 2, 9)
    values = np.broadcast_to(x, (9, 5))
    assert sum(area(*region) for region in regions_above(x, y, values, level)) == pytest.approx(
        expected, abs=1e-9
    )


def test_a_constant_that_equals_the_level_counts_as_above():
    grid = np.linspace(0, 1, 3)
    regions = regions_above(grid, grid, np.full((3, 3), 0.5), 0.5)
    assert sum(area(*region) for region in regions) == pytest.approx(1.0)


def shoelace(ring):
    following = np.roll(ring, -1, axis=0)
    return 0.5 * np.sum(ring[:, 0] * following[:, 1] - ring[:, 1] * following[:, 0])


@given(numbers, numbers, numbers)
def test_both_sides_of_a_clipped_polygon_add_up_to_it_and_keep_their_side(first, second, offset):
    ring = np.array([[-1.0, -1.0], [2.0, -1.5], [1.5, 1.0], [0.0, 2.0], [-1.5, 0.5]])
    normal = np.array([first, second])
    if not normal.any():
        return
    parts = [clipped(ring, sign * normal, sign * offset) for sign in (1, -1)]
    assert sum(shoelace(part) for part in parts if len(part)) == pytest.approx(shoelace(ring))
    for sign, part in zip((1, -1), parts, strict=True):
        assert (sign * (part @ normal + offset) >= -1e-9).all()


def test_nothing_is_left_of_a_polygon_on_the_other_side():
    ring = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    assert clipped(ring, np.array([1.0, 0.0]), -3.0).shape == (0, 2)
    np.testing.assert_array_equal(clipped(ring, np.array([1.0, 0.0]), 3.0), ring)


@given(st.lists(numbers, min_size=2, max_size=9), numbers)
def test_a_line_is_split_exactly_where_its_values_pass_the_level(values, level):
    values = np.array(values)
    line = np.column_stack([np.arange(len(values)), values])  # its height is its value
    below, above = split_at_level(line, values, level)
    assert all((part[:, 1] <= level + 1e-9).all() for part in below)
    assert all((part[:, 1] >= level - 1e-9).all() for part in above)
    length = sum(np.hypot(*np.diff(part, axis=0).T).sum() for part in [*below, *above])
    assert length == pytest.approx(np.hypot(*np.diff(line, axis=0).T).sum())


def test_a_contour_of_a_plane_is_the_line_of_its_level():
    x, y = np.linspace(-1, 1, 9), np.linspace(-1, 1, 7)
    values = x[None] + 2 * y[:, None]
    points = np.concatenate(lines_at(x, y, values, 0.3))
    np.testing.assert_allclose(points @ [1, 2], 0.3, atol=1e-12)
    assert len(points) > 4 and lines_at(x, y, values, 7.0) == []
