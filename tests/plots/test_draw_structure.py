"""The pictures of 6.2 show a network's sizes and what a budget of parameters buys."""

import itertools

import numpy as np
import pytest
from drawing import assert_readable, drawn, texts_of

from feedforward.plots import budget as budgets
from feedforward.plots import structure as structures
from feedforward.plots.budget import DEPTHS, budget, draw_two_networks, draw_widths
from feedforward.plots.diagram import Box, Lines, flat
from feedforward.plots.structure import BAR, draw_structure, structure, whole
from feedforward.plots.style import NETWORK


def numbers_of(sizes):
    """The parameters of each layer, counted one at a time."""
    return [
        sum(1 for _ in itertools.product(range(m_in), range(m_out))) + len(range(m_out))
        for m_in, m_out in itertools.pairwise(sizes)
    ]


@pytest.mark.parametrize("sizes", [[2, 2, 1], [3, 5, 4, 2], [4, 3], [64, 50, 10]])
def test_every_parameter_is_counted_once(sizes):
    arrays = structure(sizes)
    assert arrays.counts.tolist() == numbers_of(sizes)
    assert arrays.total == sum(numbers_of(sizes))


def bars_of(shapes):
    """The filled part of each bar, as a share of the whole bar in percent."""
    boxes = [s for s in flat(shapes) if isinstance(s, Box) and s.fill == NETWORK.fill]
    return [100 * box.width / BAR for box in boxes]


def test_the_drawn_network_says_its_sizes_shapes_and_numbers():
    shapes = draw_structure(structure([3, 5, 4, 2]))
    texts = texts_of(shapes)
    assert texts[:8] == ["inputs", "3", "hidden 1", "5", "hidden 2", "4", "outputs", "2"]
    assert texts[8:] == [
        *("W1 (3, 5)", "b1 (5,)", "20", "37%"),
        *("W2 (5, 4)", "b2 (4,)", "24", "44%"),
        *("W3 (4, 2)", "b3 (2,)", "10", "19%"),
    ]
    np.testing.assert_allclose(bars_of(shapes), [100 * c / 54 for c in (20, 24, 10)])
    assert sum(len(s.lines) for s in shapes if isinstance(s, Lines)) == 15 + 20 + 8


@pytest.mark.parametrize("sizes", [[64] * 6 + [20], [1, 1], [20, 10, 2, 10, 20], [64, 50, 10]])
def test_no_word_of_a_network_covers_another_or_leaves_the_picture(sizes):
    shapes = draw_structure(structure(sizes))
    assert_readable(shapes, structures.WIDTH, structures.HEIGHT)


@pytest.mark.parametrize("counts", [lambda s: 0, lambda s: -5, lambda s: 2.5])
def test_counts_that_make_no_sense_can_be_drawn(counts):
    bars = bars_of(draw_structure(structure([3, 5, 2], counts)))
    assert len(bars) == 2 and all(0 <= bar <= 100 for bar in bars)


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


def test_two_networks_of_one_budget_are_drawn_one_above_the_other():
    shapes = draw_two_networks(budget(2, 3, 3, 400))
    assert texts_of(shapes) == [
        "1 hidden layer of 66: 399 parameters",
        "3 hidden layers of 12: 387 parameters",
    ]
    shallow, deep = (s.lines for s in shapes if isinstance(s, Lines))
    assert len(shallow) == 2 * 8 + 8 * 3 and len(deep) == 2 * 8 + 8 * 8 * 2 + 8 * 3
    assert np.max(np.array(shallow)[..., 1]) < np.min(np.array(deep)[..., 1])


@pytest.mark.parametrize("limit", [20, 400, 1200])
def test_where_no_unit_fits_no_network_is_drawn(limit):
    arrays = budget(10, 10, 8, limit)
    shapes = draw_two_networks(arrays)
    fits = [arrays.sizes(depth) is not None for depth in (1, 8)]
    assert [not text.endswith("no unit fits") for text in texts_of(shapes)] == fits
    assert len([s for s in shapes if isinstance(s, Lines)]) == sum(fits)
    assert_readable(shapes, budgets.WIDTH, budgets.HEIGHT)


def test_the_curves_are_the_width_and_the_units_in_all():
    arrays = budget(2, 3, 5, 400)
    artists = drawn(draw_widths, arrays)
    depths, widths = artists["width"].get_data()
    np.testing.assert_array_equal(depths, range(1, 9))
    np.testing.assert_array_equal(widths, arrays.widths)
    np.testing.assert_array_equal(artists["units"].get_ydata(), arrays.widths * DEPTHS)
    assert [line.get_xdata()[0] for line in artists["compared"]] == [1, 5]
    low, high = artists["width"].axes.get_ylim()
    assert low < min(widths) and artists["units"].get_ydata().max() < high
