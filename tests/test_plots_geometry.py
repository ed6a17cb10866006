"""Lines, strokes and regions of a plane agree with the mathematics."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedforward.plots.geometry import line_in_box, regions_above, side_ticks

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
