"""Reverse mode on a graph of scalar operations."""


def graph_gradients(parents, slopes):
    """Return dJ/dnode for every node of a computational graph whose last node is J.

    Nodes are numbered 0 ... K-1, K >= 1, and each comes after its parents. parents[k] is a tuple of
    the nodes that node k is computed from (empty for an input; a node may be named twice), and
    slopes[k] holds the derivative of node k with respect to each of them, in the same order.
    -> K floats, with 1.0 for J itself and 0.0 for every node that J does not depend on
    """
    gradients = [0.0] * len(parents)
    gradients[-1] = 1.0
    for k in reversed(range(len(parents))):
        for edge, parent in enumerate(parents[k]):
            gradients[parent] += gradients[k] * slopes[k][edge]
    return gradients
