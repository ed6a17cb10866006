"""Names of points, lines and curves stand where they cover nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from feedforward.plots.labels import boxes_along, label_ends, place_labels, place_on_line, spread

heights = st.lists(st.floats(0, 1), min_size=1, max_size=6)


def axes(dpi):
    figure = Figure((4, 4), dpi=dpi)
    FigureCanvasAgg(figure)
    ax = figure.add_axes((0.1, 0.1, 0.8, 0.8))
    ax.set(xlim=(0, 10), ylim=(0, 10))
    return ax


@pytest.fixture
def ax():
    return axes(dpi=100)


@given(heights)
def test_spread_names_keep_their_distance_their_order_and_the_limits(values):
    placed = spread(values, 0.1)
    assert (np.diff(np.sort(placed)) > 0.1 - 1e-3).all()
    order = np.argsort(values, kind="stable")
    assert (np.diff(placed[order]) > 0).all()
    assert placed.min() > -1e-6 and placed.max() < 1 + 1e-6


def test_names_that_are_far_enough_apart_stay():
    np.testing.assert_array_equal(spread([0.7, 0.1, 0.4], 0.2), [0.7, 0.1, 0.4])
    np.testing.assert_allclose(spread([0.5, 0.5], 0.2), [0.4, 0.6])


def overlaps(box, others):
    return any(
        min(box.x1, right) > max(box.x0, left) and min(box.y1, top) > max(box.y0, bottom)
        for left, bottom, right, top in others
    )


@pytest.mark.parametrize("ends", [(0, 0, 10, 10), (0, 5, 10, 5), (5, 0, 5, 10), (0, 9, 10, 1)])
def test_the_name_of_a_line_stands_beside_it_and_off_others(ax, ends):
    line = np.reshape(ends, (2, 2)).astype(float)
    other = np.array([[0.0, 2.0], [10.0, 3.0]])
    name = ax.text(0, 0, "a line", ha="center", va="center")
    taken = boxes_along(ax, [line, other])
    more = place_on_line(ax, name, line, taken)
    assert name.get_visible() and len(more) == len(taken) + 1
    box = name.get_window_extent()
    assert not overlaps(box, taken)
    middle = np.array([(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2])
    feet = ax.transData.transform(np.linspace(*line, 500))
    assert np.hypot(*(feet - middle).T).min() < 45  # pixels


def test_the_name_of_a_line_can_be_kept_on_one_side(ax):
    name = ax.text(0, 0, "left", ha="center", va="center")
    for line in ([[0, 5], [10, 5]], [[10, 5], [0, 5]]):
        place_on_line(ax, name, np.array(line, float), np.empty((0, 4)), sides=(-1,))
        assert (name.get_position()[1] > 5) == (line[0][0] < line[1][0])


def test_a_line_that_is_not_there_has_no_name(ax):
    name = ax.text(0, 0, "a line")
    for line in (np.empty((0, 2)), np.array([[20.0, 20.0], [30.0, 30.0]])):
        taken = np.array([[0.0, 0.0, 1.0, 1.0]])
        assert place_on_line(ax, name, line, taken) is taken and not name.get_visible()


def test_the_name_of_a_point_keeps_off_a_line_and_one_outside_the_frame_hides(ax):
    names = [ax.annotate("", (0, 0), xytext=(0, 0), textcoords="offset points") for _ in "ab"]
    taken = boxes_along(
        ax, [np.array([[5.0, 0.0], [5.0, 10.0]]), np.array([[5.0, 5.0], [9.0, 9.0]])]
    )
    place_labels(ax, names, np.array([[5.0, 5.0], [50.0, 5.0]]), ["inside", "outside"], taken)
    assert [name.get_visible() for name in names] == [True, False]
    assert not overlaps(names[0].get_window_extent(), taken)


@pytest.mark.parametrize("distance", [0.25, 0.5, 0.65, 1.38])
def test_names_stand_at_the_same_places_at_twice_the_resolution(distance):
    line = np.array([[5.0 + distance, 0.0], [5.0 + distance, 10.0]])
    points = np.array([[5.0, 5.0], [5.0, 5.0 + distance]])
    placed = []
    for dpi in (100, 200):
        ax = axes(dpi)
        names = [ax.annotate("", (0, 0), xytext=(0, 0), textcoords="offset points") for _ in "ab"]
        place_labels(ax, names, points, ["one", "two"], boxes_along(ax, [line]))
        shown = [name for name in names if name.get_visible()]
        placed.append([(name.get_text(), name.get_position()) for name in shown])
    assert placed[0] == placed[1]


def test_names_at_the_ends_of_curves_stand_at_their_heights(ax):
    ax.set_yscale("log")
    ax.set_ylim(1e-4, 1)
    names = [ax.text(1.02, 0, word, transform=ax.transAxes) for word in ("one", "two", "three")]
    label_ends(ax, names, [1e-2, 1e-1, 1.1e-1])
    one, two, three = (name.get_position()[1] for name in names)
    assert one == pytest.approx(0.5)
    assert three - two > 0.04 and (two + three) / 2 == pytest.approx(0.75, abs=0.02)


def test_texts_of_different_heights_are_kept_apart_by_half_of_each():
    placed = spread([0.0, 1.0, 1.1], [1.0, 2.0, 2.0], -9.0, 9.0)
    assert np.diff(placed) == pytest.approx([1.5, 2.0])
    assert placed.mean() == pytest.approx(0.7)
