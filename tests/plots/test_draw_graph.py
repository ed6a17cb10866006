"""A network drawn as a graph shows its units, its edges, and what is said of them."""

import itertools

import numpy as np
import pytest

from feedforward.plots.diagram import Box, Lines
from feedforward.plots.graph import (
    DASHED,
    NEGATIVE,
    POSITIVE,
    edge_places,
    layer_places,
    network_graph,
    network_shapes,
    shown_units,
)
from feedforward.plots.style import INK

SIZES = [3, 5, 4, 2]
FRAME = (20, 50, 600, 300)


def graph_of(sizes, **options):
    return network_graph(sizes, FRAME, **options)


def units_of(shapes):
    """Centres (K, 2) and radii (K,) of the units, in the order in which they are drawn."""
    boxes = [s for s in shapes if isinstance(s, Box) and s.edge]
    centres = [(box.x + box.width / 2, box.y + box.height / 2) for box in boxes]
    return np.array(centres), np.array([box.radius for box in boxes])


def edges_of(shapes):
    """All lines of the edges, one by one: (segment, the Lines that it is part of)."""
    return [(line, s) for s in shapes if isinstance(s, Lines) for line in s.lines]


def test_every_pair_of_neighbours_has_one_edge_between_the_places_of_its_units():
    graph = graph_of(SIZES)
    for layer, (m_in, m_out) in enumerate(itertools.pairwise(SIZES)):
        for i, j in itertools.product(range(m_in), range(m_out)):
            np.testing.assert_array_equal(graph.edges[layer][i, j, 0], graph.places[layer][i])
            np.testing.assert_array_equal(graph.edges[layer][i, j, 1], graph.places[layer + 1][j])
    assert len(np.unique(np.concatenate(graph.places), axis=0)) == sum(SIZES)


@pytest.mark.parametrize("sizes", [[1, 1], [2, 2, 1], SIZES, [8, 100, 12, 9, 1000, 9, 3]])
def test_a_network_of_any_size_lies_in_its_frame_with_its_columns_centred(sizes):
    graph = graph_of(sizes)
    left, top, width, height = FRAME
    places = np.concatenate(graph.places)
    assert (places.min(axis=0) - graph.radius >= [left, top]).all()
    assert (places.max(axis=0) + graph.radius <= [left + width, top + height]).all()
    for layer, column in enumerate(graph.places):
        np.testing.assert_allclose(column[:, 0], left + width * (layer + 0.5) / len(sizes))
        assert column[:, 1].mean() == pytest.approx(top + height / 2)
        assert (np.diff(column[:, 1]) > 0).all()


def test_a_wide_layer_shows_its_first_and_last_units_around_a_gap():
    units, rows = shown_units(100)
    assert units.tolist() == [0, 1, 2, 3, 96, 97, 98, 99]
    assert rows.tolist() == [0, 1, 2, 3, 5, 6, 7, 8]
    assert shown_units(9)[0].tolist() == list(range(9))
    graph = graph_of([3, 100, 9, 10])
    np.testing.assert_allclose(graph.gaps, [[20 + 600 * 3 / 8, 200], [20 + 600 * 7 / 8, 200]])
    dots = [s for s in network_shapes(graph) if isinstance(s, Box) and not s.edge]
    assert len(dots) == 2 * 3


def test_all_edges_are_drawn_and_every_unit_once():
    shapes = network_shapes(graph_of(SIZES))
    assert len(edges_of(shapes)) == 3 * 5 + 5 * 4 + 4 * 2
    centres, _ = units_of(shapes)
    np.testing.assert_allclose(centres, np.concatenate(graph_of(SIZES).places))


def test_inputs_hidden_units_and_outputs_differ_in_more_than_their_place():
    boxes = [s for s in network_shapes(graph_of([1, 1, 1])) if isinstance(s, Box)]
    assert len({(box.fill, box.edge) for box in boxes}) == 3


def test_a_weight_shows_its_sign_twice_and_its_size():
    W = np.array([[2.0, -1.0], [0.5, -0.25], [0.0, 1.0]])
    edges = [edge for _, edge in edges_of(network_shapes(graph_of([3, 2]), weights=[W]))]
    assert [e.color for e in edges] == [POSITIVE if w >= 0 else NEGATIVE for w in W.ravel()]
    assert [e.dash for e in edges] == [None if w >= 0 else DASHED for w in W.ravel()]
    np.testing.assert_array_equal(
        np.argsort([e.width for e in edges], kind="stable"),
        np.argsort(abs(W.ravel()), kind="stable"),
    )


def test_weights_that_are_all_zero_can_be_drawn():
    shapes = network_shapes(graph_of([2, 3]), weights=[np.zeros((2, 3))])
    assert all(np.isfinite(edge.width) for _, edge in edges_of(shapes))


def test_a_unit_that_is_off_is_crossed_out_and_loses_its_edges():
    graph = graph_of([2, 3, 1])
    shapes = network_shapes(graph, off=[[False, False], [True, False, True], [False]])
    edges, *crosses = (s for s in shapes if isinstance(s, Lines))
    middles = [np.mean(cross.lines, axis=(0, 1)) for cross in crosses]
    np.testing.assert_allclose(middles, graph.places[1][[0, 2]])
    assert len(edges.lines) == 3
    assert all((line == graph.places[1][1]).all(axis=-1).any() for line in edges.lines)


def test_flags_of_units_that_are_not_drawn_have_no_effect():
    graph = graph_of([2, 100, 1])
    off = [[False] * 2, np.arange(100) % 2 == 0, [False]]
    _, *crosses = (s for s in network_shapes(graph, off=off) if isinstance(s, Lines))
    middles = [np.mean(cross.lines, axis=(0, 1)) for cross in crosses]
    np.testing.assert_allclose(middles, graph.places[1][[0, 2, 4, 6]])


def test_marked_units_and_bold_edges_stand_out():
    graph = graph_of([2, 2, 1])
    bold = [np.array([[True, False], [False, False]]), np.zeros((2, 1), bool)]
    shapes = network_shapes(graph, bold=bold, marked=[[0, 1], [0, 0], [1]])
    rims = [s.line_width for s in shapes if isinstance(s, Box)]
    assert rims == [1.4, 3.0, 1.4, 1.4, 3.0]
    *others, (line, last) = edges_of(shapes)  # drawn last, so that it lies above the others
    np.testing.assert_array_equal(line, graph.edges[0][0, 0])
    assert last.opacity == 1.0 and last.color == INK
    assert all(edge.opacity < 0.5 and edge.width < last.width for _, edge in others)


@pytest.mark.parametrize("sizes", [[2, 100, 9], [1, 2], SIZES])
def test_units_of_a_column_do_not_touch(sizes):
    graph = graph_of(sizes)
    for column in graph.places:
        assert (np.diff(column[:, 1]) > 2 * graph.radius + 3).all()


def test_labels_find_their_places():
    graph = graph_of([2, 3])
    middle = edge_places(graph, 1, along=0.5)[1, 2]
    np.testing.assert_allclose(middle, (graph.places[0][1] + graph.places[1][2]) / 2)
    np.testing.assert_allclose(layer_places(graph, 12), [(170, 12), (470, 12)])
