"""The pictures of 6.2 show a network's sizes and what a budget of parameters buys."""

import itertools

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from feedforward.plots.structure import (
    DEPTHS,
    budget,
    draw_shares,
    draw_structure,
    draw_two_networks,
    draw_widths,
    structure,
    whole,
)


def numbers_of(sizes):
    """The parameters of each layer, counted one at a time."""
    return [
        sum(1 for _ in itertools.product(range(m_in), range(m_out))) + len(range(m_out))
        for m_in, m_out in itertools.pairwise(sizes)
    ]


def figure_with(rows=1, size=(6, 4)):
    figure = Figure(size, dpi=100, layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.subplots(rows, 1)


def words(texts):
    return [text.get_text() for text in texts if text.get_visible()]


@pytest.mark.parametrize("sizes", [[2, 2, 1], [3, 5, 4, 2], [4, 3], [64, 50, 10]])
def test_every_parameter_is_counted_once(sizes):
    arrays = structure(sizes)
    assert arrays.counts.tolist() == numbers_of(sizes)
    assert arrays.total == sum(numbers_of(sizes))


def test_the_drawn_network_says_its_sizes_shapes_and_numbers():
    _, ax = figure_with()
    artists = draw_structure(ax, structure([3, 5, 4, 2]))
    assert words(artists["columns"]) == ["inputs\n3", "hidden 1\n5", "hidden 2\n4", "outputs\n2"]
    assert words(artists["shapes"]) == [
        "W_1 (3, 5)\nb_1 (5,)\n20",
        "W_2 (5, 4)\nb_2 (4,)\n24",
        "W_3 (4, 2)\nb_3 (2,)\n10",
    ]
    assert len(artists["edges"].get_segments()) == 15 + 20 + 8


def test_no_word_of_the_widest_network_covers_another_or_leaves_the_picture():
    figure, ax = figure_with()
    artists = draw_structure(ax, structure([64, 64, 64, 64, 64, 64, 20]))
    figure.canvas.draw()
    boxes = [t.get_window_extent() for t in artists["columns"] + artists["shapes"]]
    assert len(boxes) == 7 + 6
    for one, other in itertools.combinations(boxes, 2):
        assert not one.overlaps(other)
    for box in boxes:
        assert figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1
        assert figure.bbox.y0 <= box.y0 and box.y1 <= figure.bbox.y1


def test_bars_share_the_parameters_out_and_hide_where_there_is_no_layer():
    _, ax = figure_with()
    artists = draw_shares(ax, structure([64, 64, 64, 64, 64, 64, 20]))
    draw_shares(ax, structure([3, 5, 4, 2]), artists)
    seen = [bar.get_width() for bar in artists["bars"] if bar.get_visible()]
    np.testing.assert_allclose(seen, [100 * c / 54 for c in (20, 24, 10)])
    assert words(artists["counts"]) == ["20", "24", "10"]


@pytest.mark.parametrize("counts", [lambda s: 0, lambda s: -5, lambda s: 2.5])
def test_counts_that_make_no_sense_can_be_drawn(counts):
    _, ax = figure_with()
    artists = draw_shares(ax, structure([3, 5, 2], counts))
    assert all(np.isfinite(bar.get_width()) and bar.get_width() >= 0 for bar in artists["bars"])


def test_a_count_is_written_without_places_that_it_does_not_have():
    assert [whole(n) for n in (0.0, 54.0, 48920.0, 2.5)] == ["0", "54", "48920", "2.5"]


@pytest.mark.parametrize(("M", "n", "limit"), [(2, 3, 400), (10, 1, 999), (1, 1, 37)])
def test_the_widths_are_the_largest_that_keep_to_the_budget(M, n, limit):
    arrays = budget(M, n, 3, limit)
    for depth, m in zip(DEPTHS, arrays.widths.astype(int), strict=True):
        assert sum(numbers_of([M] + [m + 1] * depth + [n])) > limit
        if m > 0:
            cost = sum(numbers_of([M] + [m] * depth + [n]))
            assert arrays.used[depth - 1] == cost <= limit


def test_two_networks_of_one_budget_stand_one_above_the_other():
    figure, axes = figure_with(rows=2)
    artists = draw_two_networks(axes, budget(2, 3, 3, 400))
    figure.canvas.draw()
    assert words(artists["shallow", "title"]) == ["1 hidden layer of 66: 399 parameters"]
    assert words(artists["deep", "title"]) == ["3 hidden layers of 12: 387 parameters"]
    assert len(artists["deep", "edges"].get_segments()) == 2 * 8 + 8 * 8 * 2 + 8 * 3


def test_where_no_unit_fits_no_network_is_drawn_until_one_fits_again():
    _, axes = figure_with(rows=2)
    artists = draw_two_networks(axes, budget(10, 10, 8, 20))
    assert words(artists["deep", "title"]) == ["8 hidden layers: no unit fits"]
    assert not artists["shallow", "edges"].get_visible()
    draw_two_networks(axes, budget(10, 10, 8, 1000), artists)
    assert artists["shallow", "edges"].get_visible() and artists["deep", "inputs"].get_visible()


def test_the_curves_are_the_width_and_the_units_in_all():
    _, ax = figure_with()
    arrays = budget(2, 3, 5, 400)
    artists = draw_widths(ax, arrays)
    depths, widths = artists["width"].get_data()
    np.testing.assert_array_equal(depths, range(1, 9))
    np.testing.assert_array_equal(widths, arrays.widths)
    np.testing.assert_array_equal(artists["units"].get_ydata(), arrays.widths * DEPTHS)
    assert [line.get_xdata()[0] for line in artists["compared"]] == [1, 5]
    low, high = ax.get_ylim()
    assert low < min(widths) and artists["units"].get_ydata().max() < high
