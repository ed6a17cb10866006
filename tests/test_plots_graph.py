"""A network drawn as a graph shows its units, its edges, and what is said of them."""

import itertools

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from feedforward.plots.graph import (
    draw_network,
    draw_words,
    edge_places,
    layer_places,
    network_graph,
    shown_units,
    unit_places,
)
from feedforward.plots.style import BLUE, VERMILION

SIZES = [3, 5, 4, 2]


@pytest.fixture
def ax():
    figure = Figure((5, 4), dpi=100)
    FigureCanvasAgg(figure)
    return figure.add_subplot()


def ends(artists):
    return np.array(artists["edges"].get_segments())


def test_every_pair_of_neighbours_has_one_edge_between_the_places_of_its_units():
    graph = network_graph(SIZES)
    for layer, (m_in, m_out) in enumerate(itertools.pairwise(SIZES)):
        for i, j in itertools.product(range(m_in), range(m_out)):
            np.testing.assert_array_equal(graph.edges[layer][i, j, 0], graph.places[layer][i])
            np.testing.assert_array_equal(graph.edges[layer][i, j, 1], graph.places[layer + 1][j])
    assert len(np.unique(unit_places(graph), axis=0)) == sum(SIZES)


@pytest.mark.parametrize("sizes", [[1, 1], [2, 2, 1], SIZES, [8, 100, 12, 9, 1000, 9, 3]])
def test_a_network_of_any_size_lies_in_the_unit_square_with_its_columns_centred(sizes):
    graph = network_graph(sizes)
    places = unit_places(graph)
    assert places.min() > 0 and places.max() < 1
    for layer, column in enumerate(graph.places):
        np.testing.assert_allclose(column[:, 0], (layer + 0.5) / len(sizes))
        assert column[:, 1].mean() == pytest.approx(0.5)
        assert (np.diff(column[:, 1]) < 0).all()


def test_a_wide_layer_shows_its_first_and_last_units_around_a_gap():
    units, rows = shown_units(100)
    assert units.tolist() == [0, 1, 2, 3, 96, 97, 98, 99]
    assert rows.tolist() == [0, 1, 2, 3, 5, 6, 7, 8]
    assert shown_units(9)[0].tolist() == list(range(9))
    graph = network_graph([3, 100, 9, 10])
    np.testing.assert_allclose(graph.gaps, [[3 / 8, 0.5], [7 / 8, 0.5]])


def test_all_edges_are_drawn_and_every_unit_once(ax):
    artists = draw_network(ax, network_graph(SIZES))
    assert len(ends(artists)) == 3 * 5 + 5 * 4 + 4 * 2
    counts = [len(artists[role].get_xydata()) for role in ("inputs", "hidden", "outputs")]
    assert counts == [3, 9, 2]


def test_a_weight_shows_its_sign_twice_and_its_size(ax):
    W = np.array([[2.0, -1.0], [0.5, -0.25], [0.0, 1.0]])
    artists = draw_network(ax, network_graph([3, 2]), weights=[W])
    edges, wanted = artists["edges"], [BLUE if w >= 0 else VERMILION for w in W.ravel()]
    np.testing.assert_array_equal(edges.get_colors(), [to_rgba(color) for color in wanted])
    dashed = [dashes is not None for _, dashes in edges.get_linestyle()]
    assert dashed == (W.ravel() < 0).tolist()
    np.testing.assert_array_equal(np.argsort(edges.get_linewidths()), np.argsort(abs(W.ravel())))


def test_weights_that_are_all_zero_can_be_drawn(ax):
    artists = draw_network(ax, network_graph([2, 3]), weights=[np.zeros((2, 3))])
    assert np.isfinite(artists["edges"].get_linewidths()).all()


def test_a_unit_that_is_off_is_crossed_out_and_loses_its_edges(ax):
    graph = network_graph([2, 3, 1])
    off = [[False, False], [True, False, True], [False]]
    artists = draw_network(ax, graph, off=off)
    np.testing.assert_array_equal(artists["crosses"].get_xydata(), graph.places[1][[0, 2]])
    np.testing.assert_array_equal(artists["hidden"].get_xydata(), graph.places[1][[1]])
    seen = ends(artists)[artists["edges"].get_colors()[:, 3] > 0]
    through = graph.places[1][1]
    assert len(seen) == 3 and all((end == through).all(axis=-1).any() for end in seen)


def test_flags_of_units_that_are_not_drawn_have_no_effect(ax):
    graph = network_graph([2, 100, 1])
    off = [[False] * 2, np.arange(100) % 2 == 0, [False]]
    artists = draw_network(ax, graph, off=off)
    np.testing.assert_array_equal(artists["crosses"].get_xydata(), graph.places[1][[0, 2, 4, 6]])


def test_marked_units_and_bold_edges_stand_out(ax):
    graph = network_graph([2, 2, 1])
    bold = [np.array([[True, False], [False, False]]), np.zeros((2, 1))]
    artists = draw_network(ax, graph, bold=bold, marked=[[0, 1], [0, 0], [1]])
    marked = [graph.places[0][1], graph.places[2][0]]
    np.testing.assert_array_equal(artists["marked"].get_xydata(), marked)
    widths, opacities = artists["edges"].get_linewidths(), artists["edges"].get_colors()[:, 3]
    assert np.argmax(widths) == np.argmax(opacities) == 0
    assert (opacities[1:] < 0.5).all()


def test_artists_given_back_show_the_new_network_and_nothing_of_the_old(ax):
    artists = draw_network(
        ax, network_graph([9, 50, 7, 3]), off=[[1] * 9, [0] * 50, [1] * 7, [0] * 3]
    )
    before = len(ax.get_children())
    graph = network_graph(SIZES)
    assert draw_network(ax, graph, artists) is artists
    np.testing.assert_array_equal(
        ends(artists), [s for e in graph.edges for s in e.reshape(-1, 2, 2)]
    )
    assert len(artists["crosses"].get_xydata()) == len(artists["gaps"].get_xydata()) == 0
    assert len(ax.get_children()) == before


def test_units_of_a_column_do_not_touch(ax):
    for sizes in ([2, 100, 9], [1, 2], SIZES):
        graph = network_graph(sizes)
        size = draw_network(ax, graph)["hidden"].get_markersize() / 72 * ax.figure.dpi
        ax.figure.canvas.draw()
        for column in graph.places:
            pixels = ax.transData.transform(column)
            assert (np.abs(np.diff(pixels[:, 1])) > size).all()


def test_words_are_written_at_their_places_and_the_rest_of_the_pool_hides(ax):
    graph = network_graph([2, 3])
    pool = draw_words(ax, unit_places(graph), "abcde", most=9)
    assert len(pool) == 9
    places = edge_places(graph, 1, along=0.5)
    np.testing.assert_allclose(places[1, 2], (graph.places[0][1] + graph.places[1][2]) / 2)
    draw_words(ax, layer_places(graph, 0.1), ["x", "y"], pool)
    shown = [(t.get_text(), t.get_position()) for t in pool if t.get_visible()]
    assert shown == [("x", (0.25, 0.1)), ("y", (0.75, 0.1))]


def test_more_words_than_announced_are_refused(ax):
    pool = draw_words(ax, np.zeros((1, 2)), ["a"])
    with pytest.raises(ValueError, match="2 words, and at most 1"):
        draw_words(ax, np.zeros((2, 2)), ["a", "b"], pool)
