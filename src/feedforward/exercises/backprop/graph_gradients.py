"""Exercise `graph_gradients` of section 6.8."""

import numpy as np

from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import tidy
from feedforward.graph import graph_gradients

LONG = 1000  # nodes of the chain in which every edge is doubled: 2^999 paths lead to J


def _slopes(rng, parents):
    return [tuple(map(float, tidy(rng, len(names)))) for names in parents]


def _random_graph(rng, K, inputs):
    """Return the parents of K nodes. The first few are inputs; J depends on the node before it."""
    parents = [()] * inputs
    for k in range(inputs, K):
        others = rng.integers(0, k, size=rng.integers(1, 4)).tolist()
        parents.append((k - 1, *others) if k == K - 1 else tuple(others))
    return parents


def _doubled_chain(rng):
    """Return a chain in which each node uses its predecessor twice, with slopes that sum to ±1."""
    first = rng.uniform(0.2, 0.8, size=LONG - 1)
    signs = rng.choice([-1, 1], size=LONG - 1)
    slopes = [(float(a * s), float((1 - a) * s)) for a, s in zip(first, signs, strict=True)]
    return [(), *((k, k) for k in range(LONG - 1))], [(), *slopes]


def _cases(rng):
    def case(parents, note=""):
        return Case((parents, _slopes(rng, parents)), note)

    yield case([(), (0,), (1,)])
    yield case([(), (0,), (0,), (1, 2)])
    yield case([(), (), (0, 1), (2, 0), (2, 1), (3, 4)])
    yield case([(), (0, 0)], "a parent named twice")
    yield case([(), (), (0,), (0, 1), (2,)], "nodes that J does not depend on")
    yield case([(), (0,), (0, 1), (1, 2, 0)], "a node with three parents")
    yield case([(), (0,), (), (1, 2)], "an input after a computed node")
    yield Case(([(), (0,), (0,), (1, 2)], [(), (2.0,), (0.0,), (-1.5, 3.0)]), "a slope of 0")
    yield case([()], "a single node, J itself")
    yield case(_random_graph(rng, 12, 3), "twelve nodes")
    yield case(_random_graph(rng, 40, 4), "forty nodes")
    yield Case(_doubled_chain(rng), "a chain of 1,000 nodes, each named twice by the next")


def _sweep(visit, start=0.0):
    """Walk over the nodes; visit(gradients, k, parent, slope) updates the gradient of a parent."""

    def answer(parents, slopes):
        gradients = [start] * len(parents)
        gradients[-1] = 1.0
        for k in reversed(range(len(parents))):
            for parent, slope in zip(parents[k], slopes[k], strict=True):
                visit(gradients, k, parent, slope)
        return gradients

    return answer


def _add(gradients, k, parent, slope):
    gradients[parent] += gradients[k] * slope


_right = _sweep(_add)


def _overwrite(gradients, k, parent, slope):
    gradients[parent] = gradients[k] * slope


def _keep_the_first(gradients, k, parent, slope):
    if gradients[parent] == 0.0:
        gradients[parent] = gradients[k] * slope


def _add_slopes(gradients, k, parent, slope):
    gradients[parent] += gradients[k] + slope


def _slope_alone(gradients, k, parent, slope):
    gradients[parent] += slope


def _gradient_alone(gradients, k, parent, slope):
    gradients[parent] += gradients[k]


def _subtract(gradients, k, parent, slope):
    gradients[parent] -= gradients[k] * slope


def _without_seed(parents, slopes):
    gradients = [0.0] * len(parents)
    for k in reversed(range(len(parents))):
        for parent, slope in zip(parents[k], slopes[k], strict=True):
            gradients[parent] += gradients[k] * slope
    return gradients


def _averaged(parents, slopes):
    uses = np.bincount([p for names in parents for p in names], minlength=len(parents))
    gradients = [0.0] * len(parents)
    gradients[-1] = 1.0
    for k in reversed(range(len(parents))):
        gradients[k] /= max(uses[k], 1)
        for parent, slope in zip(parents[k], slopes[k], strict=True):
            gradients[parent] += gradients[k] * slope
    return gradients


def _each_parent_once(parents, slopes):
    return _right(
        [tuple(dict(zip(n, s, strict=True))) for n, s in zip(parents, slopes, strict=True)],
        [
            tuple(dict(zip(n, s, strict=True)).values())
            for n, s in zip(parents, slopes, strict=True)
        ],
    )


def _first_slope_for_both(parents, slopes):
    return _right(
        parents,
        [tuple(s[n.index(p)] for p in n) for n, s in zip(parents, slopes, strict=True)],
    )


def _up_to_the_last_input(parents, slopes):
    gradients = [0.0] * len(parents)
    gradients[-1] = 1.0
    for k in reversed(range(len(parents))):
        if not parents[k]:
            break
        for parent, slope in zip(parents[k], slopes[k], strict=True):
            gradients[parent] += gradients[k] * slope
    return gradients


def _edges_to_J_only(parents, slopes):
    gradients = [0.0] * len(parents)
    gradients[-1] = 1.0
    for parent, slope in zip(parents[-1], slopes[-1], strict=True):
        gradients[parent] += slope
    return gradients


def _first_parent_only(parents, slopes):
    return _right([n[:1] for n in parents], [s[:1] for s in slopes])


def _of_the_first_input(parents, slopes):
    """Forward mode: the derivative of every node with respect to node 0."""
    moved = [0.0] * len(parents)
    moved[0] = 1.0
    for k in range(len(parents)):
        for parent, slope in zip(parents[k], slopes[k], strict=True):
            moved[k] += moved[parent] * slope
    return moved


def _inputs_only(parents, slopes):
    gradients = _right(parents, slopes)
    return [g for g, names in zip(gradients, parents, strict=True) if not names]


def _in_order_of_discovery(parents, slopes):
    """Breadth first from J, so that a node may pass on a sum that is not complete yet."""
    gradients, queue = [0.0] * len(parents), [len(parents) - 1]
    gradients[-1] = 1.0
    for k in queue:
        for parent, slope in zip(parents[k], slopes[k], strict=True):
            gradients[parent] += gradients[k] * slope
            if parent not in queue:
                queue.append(parent)
    return gradients


def _ones_at_all_ends(parents, slopes):
    used = {p for names in parents for p in names}
    gradients = [float(k not in used) for k in range(len(parents))]
    for k in reversed(range(len(parents))):
        for parent, slope in zip(parents[k], slopes[k], strict=True):
            gradients[parent] += gradients[k] * slope
    return gradients


GRAPH_GRADIENTS = Exercise(
    name="graph_gradients",
    section="6.8_backprop",
    points=3,
    reference=graph_gradients,
    cases=_cases,
    open_question=(
        "Draw the graph of this case. For each node, what does every outgoing edge contribute "
        "to dJ/dnode?"
    ),
    hints=(
        "Keep a list with one number per node, all 0 except the last: dJ/dJ is 1. Which nodes must "
        "be finished before the gradient of node k is complete?",
        "Every node comes after its parents, so walk through the nodes from the last to the first. "
        "When you reach node k, its own gradient is complete.",
        "Along each edge of node k, pass on the gradient of k times the slope of that edge. A "
        "parent may receive several such contributions. What happens to them?",
    ),
    mistakes=(
        Mistake(
            "fork_overwritten",
            "Where a node is used several times, your result keeps only one of its contributions.",
            "A change of the node reaches J along every path. How do the contributions combine?",
            function=_sweep(_overwrite),
        ),
        Mistake(
            "fork_keeps_the_first",
            "Where a node is used several times, your result keeps only the contribution that "
            "arrives first on the way back from J.",
            "A change of the node reaches J along every path. How do the contributions combine?",
            function=_sweep(_keep_the_first),
        ),
        Mistake(
            "fork_averaged",
            "Where a node is used several times, your result averages its contributions.",
            "If two paths each carry a change of 1 to J, by how much does J change?",
            function=_averaged,
        ),
        Mistake(
            "passed_on_too_early",
            "Some nodes pass on their gradient before all contributions to it have arrived.",
            "Which nodes must be finished before node k passes its gradient on?",
            function=_in_order_of_discovery,
        ),
        Mistake(
            "ones_at_all_ends",
            "In your result, all nodes that no other node uses start with gradient 1. Only J "
            "should start with 1.",
            "What is dJ/dnode for a node that J does not depend on?",
            function=_ones_at_all_ends,
        ),
        Mistake(
            "slopes_added",
            "Along a path the gradient and the slope are added. The chain rule multiplies them.",
            "If y = 3x and J = 2y, what is dJ/dx?",
            function=_sweep(_add_slopes),
        ),
        Mistake(
            "slope_alone",
            "You add slopes[k][i] to a parent without multiplying it by the gradient of node k.",
            "By how much does J change when node k changes by 1?",
            function=_sweep(_slope_alone),
        ),
        Mistake(
            "slopes_ignored",
            "The gradients are passed on unchanged: the slopes have no influence.",
            "By how much does node k change when its parent changes by 1?",
            function=_sweep(_gradient_alone),
        ),
        Mistake(
            "no_seed",
            "Every gradient is 0, even dJ/dJ.",
            "What is the derivative of J with respect to itself?",
            function=_without_seed,
        ),
        Mistake(
            "every_node_seeded",
            "Every node starts with gradient 1, but only J should.",
            "What is dJ/dnode for a node that J does not depend on?",
            function=_sweep(_add, start=1.0),
        ),
        Mistake(
            "subtracted",
            "The contributions are subtracted. A gradient points uphill; the minus sign belongs to "
            "the descent step.",
            "If J = 2x, what is dJ/dx?",
            function=_sweep(_subtract),
        ),
        Mistake(
            "repeated_parent_counted_once",
            "If a node names a parent twice, your result counts that parent only once.",
            "If J = x + x, what is dJ/dx?",
            function=_each_parent_once,
        ),
        Mistake(
            "first_slope_for_both",
            "If a node names a parent twice, your result uses the first slope for both edges.",
            "If parents[k] is (0, 0), which entry of slopes[k] belongs to the second 0?",
            function=_first_slope_for_both,
        ),
        Mistake(
            "up_to_the_last_input",
            "Your walk back from J ends as soon as it meets a node without parents. But some "
            "computed nodes may have lower numbers than that node.",
            "Do all inputs have lower numbers than all computed nodes?",
            function=_up_to_the_last_input,
        ),
        Mistake(
            "first_parent_only",
            "Only the first parent of each node receives anything.",
            "How many edges lead into a node with two parents?",
            function=_first_parent_only,
        ),
        Mistake(
            "direct_edges_only",
            "Only J and the parents of J receive a gradient; nothing is passed further back.",
            "In which order must you visit the nodes, so that each gradient is complete when it "
            "is needed?",
            function=_edges_to_J_only,
        ),
        Mistake(
            "forward_mode",
            "Your result is the derivative of every node with respect to node 0, as in forward "
            "mode. It should be the derivative of J with respect to every node.",
            "What do all the derivatives dJ/dnode have in common: the numerator or the "
            "denominator?",
            function=_of_the_first_input,
        ),
        Mistake(
            "inputs_only",
            "Your result contains the gradients of the inputs only. Every node has a gradient.",
            "How many nodes are there, and how many numbers did you return?",
            function=_inputs_only,
        ),
        Mistake(
            "last_first",
            "The gradients are right, but they come in the opposite order, J first.",
            "Which node should the first entry of your list describe?",
            function=lambda parents, slopes: _right(parents, slopes)[::-1],
        ),
    ),
)
