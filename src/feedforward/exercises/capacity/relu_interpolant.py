"""Exercise `relu_interpolant` of section 6.3."""

import numpy as np

from feedforward.activations import relu
from feedforward.checking.compare import Difference, as_array, form_fault, precision_of, split
from feedforward.checking.describe_values import number
from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import strided


def relu_interpolant(x, y):
    """Return (w1, b1, w2, b2) of a network that interpolates the points (x_k, y_k) linearly.

    For an input t the network computes relu(t w1 + b1) w2 + b2. It passes through the points and is
    linear between neighbouring ones. x (K,) is strictly increasing, K >= 2.
    x (K,), y (K,) -> w1 (m,), b1 (m,), w2 (m,), b2 a float, with any m.
    """
    slopes = np.diff(y) / np.diff(x)
    return np.ones(len(slopes)), -x[:-1], np.diff(slopes, prepend=0), float(y[0])


def _cases(rng):
    def points(K, low=4, high=25):
        """Uneven steps of tenths; y goes up once, down twice, up once, ..."""
        x = (rng.integers(-30, 10) + np.cumsum(rng.integers(low, high, size=K))) / 10
        signs = np.where(np.arange(K) % 3 == 1, 1, -1)
        y = (rng.integers(5, 30) + np.cumsum(signs * rng.integers(5, 30, size=K))) / 10
        return x, y

    yield Case(points(3))
    yield Case(points(5))
    yield Case(points(12))
    yield Case(points(2), "two points")
    x, y = points(6)
    x[3:] += 0.01 - (x[3] - x[2])
    y[3] = y[2] + 5
    yield Case((x, y), "a steep piece")
    yield Case((np.array([-2, 1, 2, 6, 9]), np.array([3, -1, 4, 2, 2])), "whole numbers")
    x, y = points(4)
    yield Case((x + 100 - x[0], y), "x far from 0")
    x, y = points(7, 8, 20)
    yield Case((strided(x), strided(y)), "every other entry")
    x, y = points(5, 8, 20)
    yield Case((x.astype(np.float32), y.astype(np.float32)), "float32")


MOST_KINKS = 200


NEAR = {"float64": 1e-7, "float32": 1e-3}


def _network_of(got):
    """(w1, b1, w2, b2) as arrays, or the Difference that shows why they are no network."""
    named = split(got, ("w1", "b1", "w2", "b2"))
    if isinstance(named, Difference):
        return named
    w1, b1, w2, b2 = (as_array(value) for value in named.values())
    m = next((len(a) for a in (w1, b1, w2) if isinstance(a, np.ndarray) and a.ndim), 1)
    shapes = ("w1", w1, (m,)), ("b1", b1, (m,)), ("w2", w2, (m,)), ("b2", b2, ())
    faults = [form_fault(name, value, shape) for name, value, shape in shapes]
    fault = next((f for f in faults if f), None)
    return fault or tuple(value.astype(float) for value in (w1, b1, w2, b2))


def _outputs(network, ts):
    w1, b1, w2, b2 = network
    return np.array([relu(t * w1 + b1) @ w2 + b2 for t in ts])


def _kinks_inside(network, x):
    """Return the inputs between the first and the last point at which the network may bend."""
    w1, b1, *_ = network
    kinks = -b1[w1 != 0] / w1[w1 != 0]
    kinks = kinks[(kinks > x[0]) & (kinks < x[-1])]
    step = -(-len(kinks) // MOST_KINKS) or 1
    return np.sort(kinks)[::step]


def _places(case):
    """The points, as floats, and a place between each two neighbours."""
    x, y = (np.asarray(a, float) for a in case.args)
    return x, y, 0.6 * x[:-1] + 0.4 * x[1:]


def _interpolant_law(case, got):
    """Right at the points and wherever the network may bend: then it is right between them."""
    network = _network_of(got)
    if isinstance(network, Difference):
        return {"network": network}
    x, y, between = _places(case)
    near = NEAR[precision_of(case)] * np.abs(y).max()
    for at_points, ts in ((True, x), (False, between), (False, _kinks_inside(network, x))):
        right, out = np.interp(ts, x, y), _outputs(network, ts)
        wrong = np.flatnonzero(~(np.abs(out - right) <= near))
        if len(wrong):
            i = wrong[0]
            return {"network": _point_fault(ts[i], out[i], right[i], at_points)}
    return {"network": None}


def _point_fault(t, out, right, at_point):
    wanted = "the point there has y =" if at_point else "the straight line between the points gives"
    text = f"At t = {number(t)} your network gives {number(out, right)}; {wanted} "
    return Difference("value", f"{text}{number(right, out)}.")


def _like(formula):
    """A rule: the network gives `formula(x, y, t)` at the points and between them."""

    def rule(case, got):
        network = _network_of(got)
        if isinstance(network, Difference):
            return False
        x, y, between = _places(case)
        ts = np.concatenate([x, between])
        with np.errstate(all="ignore"):
            right = np.array([formula(x, y, t) for t in ts])
            if not np.isfinite(right).all():
                return not all(np.isfinite(part).all() for part in network)
            near = NEAR[precision_of(case)] * (np.abs(right).max() + np.abs(y).max())
            return bool((np.abs(_outputs(network, ts) - right) <= near).all())

    return rule


def _slopes(x, y):
    return np.diff(y) / np.diff(x)


def _changes(x, y):
    return np.diff(_slopes(x, y), prepend=0)


def _kinks_negated(x, y, t):
    return y[0] + relu(t + x[:-1]) @ _changes(x, y)


def _scaled_inside(x, y, t):
    """As with w1 = the changes of slope and w2 = 1: a negative change turns its relu round."""
    changes = _changes(x, y)
    return y[0] + relu(changes * (t - x[:-1])).sum()


def _is_moved(case, got):
    network = _network_of(got)
    if isinstance(network, Difference):
        return False
    x, y, between = _places(case)
    ts = np.concatenate([x, between])
    off = _outputs(network, ts) - np.interp(ts, x, y)
    near = NEAR[precision_of(case)] * (np.abs(y).max() + abs(off[0]))
    return bool(np.ptp(off) <= near < abs(off[0]))


def _is_right_at_points(case, got):
    network = _network_of(got)
    if isinstance(network, Difference):
        return False
    x, y, _ = _places(case)
    near = NEAR[precision_of(case)] * np.abs(y).max()
    return bool((np.abs(_outputs(network, x) - y) <= near).all())


def _is_straight(case, got):
    """Return True if the network is one straight line over all the points."""
    network = _network_of(got)
    if isinstance(network, Difference):
        return False
    x, y, between = _places(case)
    ts = np.concatenate([x, between])
    out = _outputs(network, ts)
    line = np.interp(ts, [x[0], x[-1]], [out[0], out[len(x) - 1]])
    return bool((np.abs(out - line) <= 1e-6 * (1 + np.abs(out).max())).all())


def _is_column(case, got):
    """Return True if a parameter has the right number of entries, but two axes."""
    if not isinstance(got, list) or len(got) != 4:
        return False
    parts = [as_array(part) for part in got]
    return all(isinstance(p, np.ndarray) for p in parts) and any(
        p.ndim == 2 and 1 in p.shape for p in parts
    )


RELU_INTERPOLANT = Exercise(
    name="relu_interpolant",
    section="6.3_capacity",
    points=3,
    reference=relu_interpolant,
    cases=_cases,
    results=("w1", "b1", "w2", "b2"),
    law=_interpolant_law,
    open_question=(
        "Work out the slope of each piece by hand. On which piece does your network have another "
        "slope?"
    ),
    hints=(
        "A unit relu(t - x_k) is 0 up to x_k and then rises: it changes the slope from x_k on.",
        "On piece k the slope must be (y_{k+1} - y_k) / (x_{k+1} - x_k). "
        "All units that switch on to the left of t add to it.",
        "The weight w2 of unit k is the *change* of slope at x_k. At the first point no unit is "
        "on: what does the network give there?",
    ),
    mistakes=(
        Mistake(
            "slopes_for_changes",
            "Each of your units has the full slope of one piece, but the units further left stay "
            "on and add their slopes.",
            "Which slope is already there when unit k switches on?",
            rule=_like(lambda x, y, t: y[0] + relu(t - x[:-1]) @ _slopes(x, y)),
        ),
        Mistake(
            "starts_at_0",
            "All slopes are right, but the height is not: at the first point your network gives 0.",
            "At the first point all units are off. Which parameter alone decides the output there?",
            rule=_like(lambda x, y, t: relu(t - x[:-1]) @ _changes(x, y)),
        ),
        Mistake(
            "starts_elsewhere",
            "All slopes are right, but the whole function is too high or too low by the same "
            "amount.",
            "What is the output of your network at the first point, and what is y there?",
            rule=_is_moved,
        ),
        Mistake(
            "bends_at_minus_x",
            "Your units switch on at -x_k instead of x_k.",
            "For which t is t w1 + b1 equal to 0?",
            rule=_like(_kinks_negated),
        ),
        Mistake(
            "bends_one_point_late",
            "Every bend comes one point too late: each of your units switches on where its piece "
            "of the curve ends, and not where it begins.",
            "At which point must a unit switch on for the first piece?",
            rule=_like(lambda x, y, t: y[0] + relu(t - x[1:]) @ _changes(x, y)),
        ),
        Mistake(
            "rise_for_slope",
            "You use the rise from point to point as the slope, which is right only where the "
            "points are 1 apart.",
            "How far apart are the points along the x axis?",
            rule=_like(lambda x, y, t: y[0] + relu(t - x[:-1]) @ np.diff(np.diff(y), prepend=0)),
        ),
        Mistake(
            "run_over_rise",
            "Your slopes are upside down: they divide the step in x by the step in y.",
            "How much does y change if x grows by 1?",
            rule=_like(
                lambda x, y, t: (
                    y[0] + relu(t - x[:-1]) @ np.diff(np.diff(x) / np.diff(y), prepend=0)
                )
            ),
        ),
        Mistake(
            "first_piece_flat",
            "Your first piece is flat, as if no unit switched on at the first point.",
            "If the slope is 0 up to the first point, by how much must it change there?",
            rule=_like(lambda x, y, t: y[0] + relu(t - x[1:-1]) @ _changes(x, y)[1:]),
        ),
        Mistake(
            "last_piece_missing",
            "The last bend is missing: the network continues straight where it should turn.",
            "How many units do the pieces between K points need?",
            rule=_like(lambda x, y, t: y[0] + relu(t - x[:-2]) @ _changes(x, y)[:-1]),
        ),
        Mistake(
            "scaled_inside",
            "Inside your ReLU, t is multiplied by the change of slope. If this change is "
            "negative, the unit is on where t is below its x_k, and off where it should be on.",
            "Which weight can make the function bend downwards: the one inside the ReLU or the "
            "one after it?",
            rule=_like(_scaled_inside),
        ),
        Mistake(
            "heights_for_changes",
            "The heights y_k are used as the weights of the units.",
            "What does the weight of a unit do: set a height, or change a slope?",
            rule=_like(lambda x, y, t: relu(t - x) @ y),
        ),
        Mistake(
            "one_line",
            "Your network is one straight line.",
            "At which t does each of your units switch on?",
            rule=_is_straight,
        ),
        Mistake(
            "not_straight_between",
            "Your function goes through all the points, but it is not straight between neighbours.",
            "Which bends of your network are not at a point x_k?",
            rule=_is_right_at_points,
        ),
        Mistake(
            "two_axes",
            "Some of your parameters are matrices; with one input and one output, w1, b1 and w2 "
            "are vectors.",
            "What shape do w1, b1 and w2 have in the text?",
            rule=_is_column,
        ),
    ),
)
