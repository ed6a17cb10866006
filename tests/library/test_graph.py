"""Reverse mode on graphs, held against central differences and against sums over paths."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import feedforward as ff


@st.composite
def graphs(draw):
    """Parents and slopes of up to nine nodes, each node after its parents."""
    K = draw(st.integers(1, 9))
    parents = [
        tuple(draw(st.lists(st.integers(0, k - 1), max_size=3))) if k else () for k in range(K)
    ]
    slope = st.floats(-2, 2).map(lambda s: round(s, 3))
    return parents, [tuple(draw(slope) for _ in names) for names in parents]


def J(parents, slopes, node, nudge):
    """The last node of a linear graph with the given slopes, when one node is moved by nudge."""
    values = []
    for k, (names, factors) in enumerate(zip(parents, slopes, strict=True)):
        value = sum(s * values[p] for p, s in zip(names, factors, strict=True))
        values.append(value + (nudge if k == node else 0.0))
    return values[-1]


def sum_over_paths(parents, slopes, node, end):
    """The products of slopes along every path from node to end, added up."""
    if node == end:
        return 1.0
    edges = zip(parents[end], slopes[end], strict=True)
    return sum(s * sum_over_paths(parents, slopes, node, p) for p, s in edges if p >= node)


@given(graphs())
def test_gradients_agree_with_central_differences(graph):
    parents, slopes = graph
    for node, gradient in enumerate(ff.graph_gradients(parents, slopes)):
        slope = (J(parents, slopes, node, 0.5) - J(parents, slopes, node, -0.5)) / 1.0
        assert gradient == pytest.approx(slope, rel=1e-9, abs=1e-9)


@given(graphs())
def test_a_gradient_is_the_sum_over_all_paths(graph):
    parents, slopes = graph
    end = len(parents) - 1
    expected = [sum_over_paths(parents, slopes, node, end) for node in range(end + 1)]
    assert np.allclose(ff.graph_gradients(parents, slopes), expected, rtol=1e-9, atol=1e-9)


def test_a_neuron_agrees_with_the_network():
    x, w, b = 0.7, -1.3, 0.4
    z = ff.sigmoid(np.array(w * x + b))
    # x, w, b, w x, h, z, J = z^2 / 2
    parents = [(), (), (), (0, 1), (3, 2), (4,), (5,)]
    slopes = [(), (), (), (w, x), (1.0, 1.0), (z * (1 - z),), (z,)]
    dh = ff.sigmoid_backward(z, z)
    _, dw, db = ff.affine_backward(np.array([[dh]]), np.array([[x]]), np.array([[w]]))
    assert np.allclose(ff.graph_gradients(parents, slopes)[1:3], [dw[0, 0], db[0]])
