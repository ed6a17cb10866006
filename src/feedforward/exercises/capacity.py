"""6.3 Expressive power and overfitting: the exercises as data."""

import numpy as np

import feedforward as ff
from feedforward import network
from feedforward.activations import relu
from feedforward.checking.compare import Difference, as_array, form_fault, precision_of, split
from feedforward.checking.exercise import Case, Exercise, Mistake, Potential
from feedforward.checking.words import number
from feedforward.exercises import chance
from feedforward.exercises.drawing import strided, tidy
from feedforward.regularization import dropout_forward, early_stopping_epoch, l2_penalty

SECTION = "6.3_capacity"


def hat(x, left, peak, right):
    """Return a hat over [left, right]: 0 outside, 1 at peak, straight between.

    x of any shape, left < peak < right numbers -> the shape of x
    Three calls of `ff.relu` are enough.
    """
    up, down = 1 / (peak - left), 1 / (right - peak)
    return up * ff.relu(x - left) - (up + down) * ff.relu(x - peak) + down * ff.relu(x - right)


def _hat_cases(rng):
    def corners():
        left = int(rng.integers(-8, 9)) / 4
        return left, left + int(rng.integers(2, 4)) / 4, left + int(rng.integers(10, 14)) / 4

    left = int(rng.integers(-8, 9)) / 4
    peak, right = left + 0.5, left + 2.5  # slopes without rounding: what is 0 reads as 0
    yield Case((np.array([left - 1, left, peak, right, right + 1]), left, peak, right))
    yield Case((rng.uniform(left, right, size=(3, 4)), left, peak, right))
    left, peak, right = corners()
    yield Case((rng.uniform(-6, 6, size=20), left, peak, right))
    left, peak, right = corners()
    between = np.array([(left + peak) / 2, (peak + right) / 2])
    yield Case((between, left, right - (peak - left), right))
    yield Case((rng.uniform(-4, 4, size=(2, 3, 5)), *corners()), "three axes")
    left, peak, right = corners()
    yield Case((np.array([-1000.0, -50, peak, 50, 1000]), left, peak, right), "x far outside")
    yield Case((np.arange(-4, 8), -3, 1, 6), "whole numbers")
    yield Case((strided(rng.uniform(-3, 3, size=(5, 4))), *corners()), "every other column")
    yield Case((rng.uniform(-4, 4, size=30).astype(np.float32), *corners()), "float32")


def _up(x, left, peak):
    return (x - left) / (peak - left)


def _down(x, peak, right):
    return (right - x) / (right - peak)


HAT = Exercise(
    name="hat",
    section=SECTION,
    points=1,
    reference=hat,
    cases=_hat_cases,
    hints=(
        "`ff.relu(x - left)` is 0 up to left and rises with slope 1 from there. "
        "Which factor lets it reach 1 at peak?",
        "At peak the slope must change from rising to falling: a second relu, which starts at "
        "peak, adds that change.",
        "At right the slope must return to 0. What does a third relu have to add there?",
    ),
    mistakes=(
        Mistake(
            "slopes_of_1",
            "Both sides have slope 1, so the height at peak is not 1.",
            "How far is it from left to peak, and by how much must the function rise on the way?",
            function=lambda x, left, peak, right: (
                relu(x - left) - 2 * relu(x - peak) + relu(x - 2 * peak + left)
            ),
        ),
        Mistake(
            "never_stops_falling",
            "To the right of the hat your function keeps falling below 0.",
            "What brings the slope back to 0 at right?",
            function=lambda x, left, peak, right: (
                relu(np.minimum(_up(x, left, peak), 1)) - relu(x - peak) / (right - peak)
            ),
        ),
        Mistake(
            "stays_up",
            "It climbs to 1 and stays there.",
            "What brings it down again from peak to right?",
            function=lambda x, left, peak, right: np.clip(_up(x, left, peak), 0, 1),
        ),
        Mistake(
            "change_forgotten",
            "At peak you add the falling slope, but the rising one is still there, so the sum "
            "keeps rising or hardly falls.",
            "By how much must the slope change at peak?",
            function=lambda x, left, peak, right: (
                relu(_up(x, left, peak))
                - relu(x - peak) / (right - peak)
                + relu(x - right) / (right - peak)
            ),
        ),
        Mistake(
            "rising_slope_twice",
            "The right side is as steep as the left one, though it may be longer or shorter.",
            "How far is it from peak to right?",
            function=lambda x, left, peak, right: relu(1 - np.abs(_up(x, peak, 2 * peak - left))),
        ),
        Mistake(
            "peak_in_the_middle",
            "The top lies in the middle between left and right.",
            "Where does peak come in?",
            function=lambda x, left, peak, right: relu(
                1 - np.abs(2 * x - left - right) / (right - left)
            ),
        ),
        Mistake(
            "box",
            "Your function is 1 on the whole interval, and jumps at both ends.",
            "What should come out halfway between left and peak?",
            function=lambda x, left, peak, right: ((x >= left) & (x <= right)) * 1.0,
        ),
        Mistake(
            "negative_outside",
            "Inside the interval it is right, but outside both lines continue below 0.",
            "Which function replaces negative numbers by 0?",
            function=lambda x, left, peak, right: np.minimum(
                _up(x, left, peak), _down(x, peak, right)
            ),
        ),
        Mistake(
            "rises_twice",
            "To the right of peak your function rises from 0 to 1; it should fall from 1 to 0.",
            "What should come out close to the right end?",
            function=lambda x, left, peak, right: np.where(
                x <= peak, relu(_up(x, left, peak)), relu(1 - _down(x, peak, right)) * (x <= right)
            ),
        ),
        Mistake(
            "right_not_closed",
            "Beyond right your function stays at a height other than 0.",
            "Add up your slopes: is the sum 0, and which height has been reached at right?",
            function=lambda x, left, peak, right: (
                relu(x - left) / (peak - left)
                - relu(x - peak) * (1 / (peak - left) + 1 / (right - peak))
                + relu(x - right) / (peak - left)
            ),
        ),
    ),
)


def relu_interpolant(x, y):
    """Return (w1, b1, w2, b2) of a network through the points (x_k, y_k), straight between them.

    At a number t the network is relu(t w1 + b1) w2 + b2. x (K,) is strictly increasing, K >= 2.
    x (K,), y (K,) -> w1 (m,), b1 (m,), w2 (m,), b2 a float, with any m.
    """
    slopes = np.diff(y) / np.diff(x)
    return np.ones(len(slopes)), -x[:-1], np.diff(slopes, prepend=0), float(y[0])


def _interpolant_cases(rng):
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
    m = len(w1) if isinstance(w1, np.ndarray) and w1.ndim else 1
    shapes = ("w1", w1, (m,)), ("b1", b1, (m,)), ("w2", w2, (m,)), ("b2", b2, ())
    faults = [form_fault(name, value, shape) for name, value, shape in shapes]
    fault = next((f for f in faults if f), None)
    return fault or tuple(value.astype(float) for value in (w1, b1, w2, b2))


def _outputs(network, ts):
    w1, b1, w2, b2 = network
    return np.array([relu(t * w1 + b1) @ w2 + b2 for t in ts])


def _kinks_inside(network, x):
    """Where the network may bend between the first and the last point."""
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


def _upside_down(x, y, t):
    return y[0] + relu(t - x[:-1]) @ np.diff(np.diff(x) / np.diff(y), prepend=0)


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
    """Whether the network is one straight line over all the points."""
    network = _network_of(got)
    if isinstance(network, Difference):
        return False
    x, y, between = _places(case)
    ts = np.concatenate([x, between])
    out = _outputs(network, ts)
    line = np.interp(ts, [x[0], x[-1]], [out[0], out[len(x) - 1]])
    return bool((np.abs(out - line) <= 1e-6 * (1 + np.abs(out).max())).all())


def _is_column(case, got):
    """Whether one of the parameters has the right numbers of entries and two axes."""
    if not isinstance(got, list) or len(got) != 4:
        return False
    parts = [as_array(part) for part in got]
    return all(isinstance(p, np.ndarray) for p in parts) and any(
        p.ndim == 2 and 1 in p.shape for p in parts
    )


RELU_INTERPOLANT = Exercise(
    name="relu_interpolant",
    section=SECTION,
    points=3,
    reference=relu_interpolant,
    cases=_interpolant_cases,
    results=("w1", "b1", "w2", "b2"),
    law=_interpolant_law,
    hints=(
        "A unit relu(t - x_k) is 0 up to x_k and then rises: it changes the slope from x_k on.",
        "On piece k the slope must be (y_{k+1} - y_k) / (x_{k+1} - x_k). "
        "All units to the left of t add to it.",
        "So the weight w2 of unit k is how much the slope *changes* at x_k. "
        "At the very first point no unit is on: what does the network give there?",
    ),
    mistakes=(
        Mistake(
            "slopes_for_changes",
            "Each unit is given the slope of its piece, but the units further left are still on "
            "and add theirs.",
            "When unit k comes in, which slope is there already?",
            rule=_like(lambda x, y, t: y[0] + relu(t - x[:-1]) @ _slopes(x, y)),
        ),
        Mistake(
            "starts_at_0",
            "The shape is right, but the network starts at 0.",
            "At the first point all units are off. Which parameter is left to give y there?",
            rule=_like(lambda x, y, t: relu(t - x[:-1]) @ _changes(x, y)),
        ),
        Mistake(
            "starts_elsewhere",
            "The shape is right, but all of it is too high or too low by the same amount.",
            "What does your network give at the first point, and what is y there?",
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
            "Every bend comes one point too late: your units sit at the right ends of the pieces.",
            "Where does the first piece begin, and which unit must be on there?",
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
            "How much does y change for each unit of x?",
            rule=_like(
                lambda x, y, t: (
                    y[0] + relu(t - x[:-1]) @ np.diff(np.diff(x) / np.diff(y), prepend=0)
                )
            ),
        ),
        Mistake(
            "first_piece_flat",
            "The first piece is flat: no unit gives it its slope.",
            "By how much does the slope change at the first point, if it is 0 before?",
            rule=_like(lambda x, y, t: y[0] + relu(t - x[1:-1]) @ _changes(x, y)[1:]),
        ),
        Mistake(
            "last_piece_missing",
            "The last bend is missing: the network goes straight on where it should turn.",
            "How many pieces lie between K points, and how many units does that take?",
            rule=_like(lambda x, y, t: y[0] + relu(t - x[:-2]) @ _changes(x, y)[:-1]),
        ),
        Mistake(
            "scaled_inside",
            "The changes of slope multiply t inside the relu, and a negative one turns "
            "its relu round: it is on to the left of its point.",
            "On which side of the relu can a weight make it bend downwards?",
            rule=_like(_scaled_inside),
        ),
        Mistake(
            "heights_for_changes",
            "The heights y_k are taken as weights of the units.",
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
            "It goes through all the points, but not straight from one to the next.",
            "Where does your network bend, and where is it allowed to?",
            rule=_is_right_at_points,
        ),
        Mistake(
            "two_axes",
            "Your numbers come as a matrix; with one input and one output a vector is enough.",
            "What shape do w1, b1 and w2 have in the text?",
            rule=_is_column,
        ),
    ),
)


def sawtooth(x, depth):
    """Return the tent map t(x) = 2 min(x, 1 - x), applied `depth` times.

    x of any shape, with entries in [0, 1]; depth >= 1 -> the shape of x
    """
    for _ in range(depth):
        x = 2 * np.minimum(x, 1 - x)
    return x


def _sawtooth_cases(rng):
    yield Case((np.array([0.0, 0.1, 0.3, 0.6, 0.9]), 2))
    yield Case((rng.random((3, 4)), 3))
    yield Case((rng.random(9), 5))
    yield Case((np.array([0.2, 0.45, 0.7]), 1), "depth 1")
    yield Case((np.array([0, 1]), 3), "whole numbers")
    yield Case((np.arange(17) / 16, 4), "all corners")
    yield Case((rng.random((2, 3, 5)), 2), "three axes")
    yield Case((strided(rng.random((4, 6))), 4), "every other column")
    yield Case((rng.random(20).astype(np.float32), 3), "float32")


def _again(step):
    """A mistaken sawtooth: another map, applied `depth` times."""

    def wrong(x, depth):
        for _ in range(depth):
            x = step(x)
        return x

    return wrong


def _tent(x):
    return 2 * np.minimum(x, 1 - x)


def _mixed(x, depth):
    z = x
    for _ in range(depth):
        z = 2 * np.minimum(z, 1 - x)
    return z


SAWTOOTH = Exercise(
    name="sawtooth",
    section=SECTION,
    points=2,
    reference=sawtooth,
    cases=_sawtooth_cases,
    hints=(
        "Write t(x) for an array first. `np.minimum` compares two arrays entry by entry.",
        "With depth 2 it is t(t(x)): what comes out of the first goes into the second.",
        "A loop that runs `depth` times gives x a new value in every round.",
    ),
    mistakes=(
        Mistake(
            "once",
            "The tent map is applied once, whatever the depth.",
            "What goes into the second layer?",
            function=lambda x, depth: _tent(x),
        ),
        Mistake(
            "once_too_often",
            "The tent map is applied once too often.",
            "With depth 1, how often should it be?",
            function=lambda x, depth: _again(_tent)(x, depth + 1),
        ),
        Mistake(
            "once_too_few",
            "The tent map is applied once too few.",
            "With depth 1, how often should it be?",
            function=lambda x, depth: _again(_tent)(x, depth - 1),
        ),
        Mistake(
            "without_2",
            "The factor 2 is missing, so that every layer halves the height.",
            "How high is the tip of the tent, at x = 1/2?",
            function=_again(lambda x: np.minimum(x, 1 - x)),
        ),
        Mistake(
            "not_folded",
            "The teeth jump back to 0: this is 2x without its whole part.",
            "What should happen to an x beyond 1/2, so that it comes down as it went up?",
            function=_again(lambda x: 2 * x % 1),
        ),
        Mistake(
            "larger_one",
            "You take the larger of x and 1 - x.",
            "At x = 0, which of the two should be taken?",
            function=_again(lambda x: 2 * np.maximum(x, 1 - x)),
        ),
        Mistake(
            "repeated_by_a_factor",
            "t(x) is multiplied by the depth; that makes it higher, and gives it no more pieces.",
            "What does t do to t(x)?",
            function=lambda x, depth: depth * _tent(x),
        ),
        Mistake(
            "power",
            "t(x) is raised to the power depth; composing is another kind of repeating.",
            "What does t do to t(x)?",
            function=lambda x, depth: _tent(x) ** depth,
        ),
        Mistake(
            "steeper_only",
            "The tent becomes steeper and falls below 0, but it has still two pieces.",
            "What should happen to a value when it goes into the next layer?",
            function=lambda x, depth: np.minimum(2.0**depth * x, 2 - 2.0**depth * x),
        ),
        Mistake(
            "parabola",
            "This is 4x(1 - x): it has the same ends and the same tip, but is curved.",
            "Which function of x and 1 - x has straight sides?",
            function=_again(lambda x: 4 * x * (1 - x)),
        ),
        Mistake(
            "original_kept",
            "Every round starts from the x that came in, in one of its two places.",
            "After the first layer, what should stand for x in both places?",
            function=_mixed,
        ),
    ),
)


def _l2_cases(rng):
    def case(sizes, lam, note="", draw=tidy, kind=float):
        pairs = zip(sizes[:-1], sizes[1:], strict=True)
        params = [(draw(rng, a, b), draw(rng, b)) for a, b in pairs]
        return Case(([(W.astype(kind), b.astype(kind)) for W, b in params], lam), note)

    yield case([2, 3], 0.1, "one layer")
    yield case([2, 3, 1], 0.5)
    yield case([3, 5, 4, 2], 0.01)
    yield case([4, 2, 3], 3.0)
    yield case([1, 4, 1], 0.2, "one input and one output")
    yield case([3, 2, 4], 2, "whole numbers", lambda rng, *s: rng.integers(1, 9, size=s), int)
    yield case([3, 4, 2], 0.1, "every other column", lambda rng, *s: strided(tidy(rng, *s)))
    yield case([6, 5, 3], 0.3, "float32", kind=np.float32)


def _penalty_moved(args, path, step):
    """The penalty with one of the parameters moved."""
    params, lam = args
    layer, which = path
    moved = [list(pair) for pair in params]
    moved[layer][which] = moved[layer][which] + step
    return lam / 2 * sum(np.sum(W**2) for W, _ in moved)


def _penalty(params, lam, of):
    """lam/2 times the sum of `of(W)` over all layers."""
    return lam / 2 * sum(np.sum(of(W)) for W, _ in params)


def _grads(params, dW, db=np.zeros_like):
    return [(dW(W), db(b)) for W, b in params]


def _biases_counted(params, lam):
    penalty = lam / 2 * sum(np.sum(W**2) + np.sum(b**2) for W, b in params)
    return penalty, _grads(params, lambda W: lam * W, lambda b: lam * b)


def _layers_only(params, lam, kept):
    """Only some layers count; the gradient of the others is 0."""
    chosen = params[kept]
    grads = [
        ((lam if any(W is V for V, _ in chosen) else 0) * W, np.zeros_like(b)) for W, b in params
    ]
    return _penalty(chosen, lam, np.square), grads


def _averaged(params, lam):
    count = sum(W.size for W, _ in params)
    return _penalty(params, lam, np.square) / count, _grads(params, lambda W: lam * W / count)


def _averaged_by_layer(params, lam):
    penalty = lam / 2 * sum(np.mean(W**2) for W, _ in params)
    return penalty, _grads(params, lambda W: lam * W / W.size)


L2_PENALTY = Exercise(
    name="l2_penalty",
    section=SECTION,
    points=2,
    reference=l2_penalty,
    cases=_l2_cases,
    results=("penalty", "grads"),
    factors=lambda case: {"lam": case.args[1]},
    off_limits=(network.loss_and_grads,),
    potentials={
        "grads": Potential(
            lambda path: f"params[{path[0]}][{path[1]}]", _penalty_moved, "the penalty"
        )
    },
    hints=(
        "Go through `params` with `for W, b in params`. Which of the two counts?",
        "`np.sum(W**2)` adds up the squares of one layer. The layers add up to one number.",
        "One weight w stands in the penalty as lam/2 times w^2. What is the derivative of that? "
        "And how does the penalty move when an entry of b does?",
    ),
    mistakes=(
        Mistake(
            "biases_counted",
            "The biases are penalised as well. They only shift a unit's threshold, so the "
            "penalty leaves them out.",
            "Which of W and b makes a function steep?",
            function=_biases_counted,
        ),
        Mistake(
            "no_db",
            "grads holds a dW for each layer, and no db.",
            "How does `params` keep the W and b of one layer together?",
            function=lambda params, lam: (
                _penalty(params, lam, np.square),
                [lam * W for W, _ in params],
            ),
        ),
        Mistake(
            "half_missing",
            "The 1/2 of lam/2 has been lost.",
            "What is in front of the sum, and what does its derivative cancel?",
            function=lambda params, lam: (
                2 * _penalty(params, lam, np.square),
                _grads(params, lambda W: 2 * lam * W),
            ),
        ),
        Mistake(
            "square_not_derived",
            "The gradient has lam/2: the factor 2 from differentiating the square is missing.",
            "What is the derivative of w^2 / 2?",
            function=lambda params, lam: (
                _penalty(params, lam, np.square),
                _grads(params, lambda W: lam / 2 * W),
            ),
        ),
        Mistake(
            "lam_forgotten",
            "lam is missing.",
            "What happens to your result when lam is doubled?",
            function=lambda params, lam: (
                _penalty(params, 1, np.square),
                _grads(params, lambda W: 1.0 * W),
            ),
        ),
        Mistake(
            "root",
            "You took the square root: this is the length of W, not its square.",
            "What is added up in the penalty: the weights' squares, or the root of their sum?",
            function=lambda params, lam: (
                lam / 2 * sum(np.linalg.norm(W) for W, _ in params),
                _grads(params, lambda W: lam / 2 * W / np.linalg.norm(W)),
            ),
        ),
        Mistake(
            "l1",
            "This punishes the size of the weights, not its square: L1 instead of L2.",
            "How much more should a weight of 2 cost than a weight of 1?",
            function=lambda params, lam: (
                2 * _penalty(params, lam, np.abs),
                _grads(params, lambda W: lam * np.sign(W)),
            ),
        ),
        Mistake(
            "half_l1",
            "This punishes the size of the weights, not its square.",
            "How much more should a weight of 2 cost than a weight of 1?",
            function=lambda params, lam: (
                _penalty(params, lam, np.abs),
                _grads(params, lambda W: lam / 2 * np.sign(W)),
            ),
        ),
        Mistake(
            "not_squared",
            "The weights are added up as they are, so that negative ones cancel positive ones.",
            "What is done to each weight before they are added up?",
            function=lambda params, lam: (
                _penalty(params, lam, np.array),
                _grads(params, lambda W: lam / 2 * np.ones(W.shape)),
            ),
        ),
        Mistake(
            "sum_squared",
            "The square is taken of the sum; the sum should be of the squares.",
            "Which comes first: squaring, or adding up?",
            function=lambda params, lam: (
                lam / 2 * sum(np.sum(W) ** 2 for W, _ in params),
                _grads(params, lambda W: lam * np.sum(W) * np.ones(W.shape)),
            ),
        ),
        Mistake(
            "averaged",
            "The squares are averaged over all weights where they should be added up.",
            "Should a network with twice as many weights pay the same?",
            function=_averaged,
        ),
        Mistake(
            "averaged_by_layer",
            "In each layer the squares are averaged where they should be added up.",
            "Should a layer with twice as many weights pay the same?",
            function=_averaged_by_layer,
        ),
        Mistake(
            "last_layer_only",
            "Only the last layer counts.",
            "Is something overwritten in your loop that should grow?",
            function=lambda params, lam: _layers_only(params, lam, slice(-1, None)),
        ),
        Mistake(
            "first_layer_only",
            "Only the first layer counts.",
            "Does your function leave its loop in the first round?",
            function=lambda params, lam: _layers_only(params, lam, slice(0, 1)),
        ),
        Mistake(
            "output_layer_left_out",
            "The output layer does not count.",
            "Which weights does the text leave out?",
            function=lambda params, lam: _layers_only(params, lam, slice(0, -1)),
        ),
    ),
)

RUNS = 12
MANY = 200  # entries from which on two masks are never the same by chance


def _run_dropout(dropout_forward, args):
    return chance.several_runs(dropout_forward, args, RUNS)


def _dropout_cases(rng):
    def case(N, M, drop, note="", kind=float):
        return Case((tidy(rng, N, M).astype(kind), drop, rng.spawn(1)[0]), note)

    yield case(2, 3, 0.25)
    yield case(20, 30, 0.2)
    yield case(30, 20, 0.7)
    yield case(20, 25, 0.5, "drop = 1/2")
    yield case(4, 3, 0.0, "drop = 0")
    yield case(1, 300, 0.4, "one sample")
    yield Case((np.arange(1, 501).reshape(20, 25), 0.75, rng.spawn(1)[0]), "whole numbers")
    yield Case((relu(tidy(rng, 25, 20)), 0.3, rng.spawn(1)[0]), "zeros in Z")
    yield Case((strided(tidy(rng, 25, 15)), 0.6, rng.spawn(1)[0]), "every other column")
    yield case(15, 25, 0.2, "float32", np.float32)


def _dropout_law(case, got):
    """out and mask by themselves; where both are right, whether they belong together."""
    Z = np.asarray(case.args[0], float)
    several = [split(run, ("out", "mask")) for run in got]
    unsplit = next((named for named in several if isinstance(named, Difference)), None)
    if unsplit:
        return {"out": unsplit, "mask": unsplit}
    faults = {
        "out": _draws_fault("out", [named["out"] for named in several], Z, case),
        "mask": _draws_fault("mask", [named["mask"] for named in several], np.ones(Z.shape), case),
    }
    if not any(faults.values()):
        outs, masks = _stacked(got)
        if ((outs != 0) != (masks * Z != 0)).any():
            text = "out and mask do not belong together: out is not Z * mask."
            faults["out"] = Difference("value", text)
    return faults


def _draws_fault(name, several, full, case):
    """What shows that these are not draws of inverted dropout from `full`, an array, or None."""
    drop = case.args[1]
    faults = (form_fault(name, as_array(value), full.shape) for value in several)
    fault = next((f for f in faults if f), None)
    if fault:
        return fault
    found = np.array([as_array(value) for value in several[1:-1]], float)
    return (
        _values_fault(name, found, full, 1 / (1 - drop), case)
        or _kept_fault(name, found != 0, full != 0, drop)
        or chance.use_fault(several, drop > 0 and full.size >= MANY)
    )


def _stacked(got):
    """out and mask of the runs with one generator, each (RUNS, N, M)."""
    return (np.array([as_array(run[i]) for run in got[1:-1]], float) for i in range(2))


def _is(found, expected, case):
    """Entry by entry, whether these agree in the case's precision."""
    relative = {"float64": 1e-9, "float32": 1e-5}[precision_of(case)]
    return (np.abs(found - expected) <= relative * np.abs(expected)) | (found == expected)


def _values_fault(name, found, Z, scale, case):
    """What shows that an entry is neither 0 nor Z * scale."""
    wrong = np.argwhere(~((found == 0) | _is(found, Z * scale, case)))
    if not len(wrong):
        return None
    run, n, m = wrong[0]
    came, right = found[run, n, m], Z[n, m] * scale
    text = (
        f"{name}[{n}, {m}] is {number(came, right)}; it should be 0 where dropped, and "
        f"{number(right, came)} where kept."
    )
    return Difference("value", text)


def _kept_fault(name, kept, there, drop):
    """What shows that the entries are not kept independently with probability 1 - drop.

    kept (RUNS, N, M); there (N, M), the entries that show whether they are kept
    """
    keep, n = 1 - drop, len(kept) * there.sum()
    share = kept[:, there].mean()
    if not chance.is_share(share, keep, n):
        text = (
            f"{name} keeps {number(share, keep)} of its entries; "
            f"1 - drop = {number(keep, share)} is expected."
        )
        return Difference("value", text)
    if drop == 0 or there.sum() < MANY:
        return None
    for axis, unit in ((2, "row"), (1, "column")):
        if not 0.4 < _clumping(kept, there, keep, axis) < 2:
            text = f"Within a {unit} of {name}, whether one entry is kept says something of others."
            return Difference("value", text)
    if _is_count_fixed(kept, there):
        text = f"In every call {name} keeps exactly {kept[0][there].sum()} entries."
        return Difference("value", text)
    return None


def _clumping(kept, there, keep, axis):
    """Variance of the sums over one axis, in units of that of independent entries.

    1 where there are too few sums to tell.
    """
    sums = ((kept - keep) * there).sum(axis=axis)
    counts = np.broadcast_to(there.sum(axis=axis - 1), sums.shape)
    if sums[:, counts[0] > 0].size < 100:
        return 1.0
    counts = np.maximum(counts, 1)
    return float(np.mean(sums**2 / counts) / (keep * (1 - keep)))


def _is_count_fixed(kept, there):
    return bool((np.ptp((kept & there).sum(axis=(1, 2)))) == 0)


def _shows(holds):
    """A rule: `holds(Z, drop, outs, masks, case)` for results of the right form."""

    def rule(case, got):
        Z, drop, _ = case.args
        for run in got:
            named = split(run, ("out", "mask"))
            if isinstance(named, Difference):
                return False
            if any(form_fault(n, as_array(value), Z.shape) for n, value in named.items()):
                return False
        outs, masks = _stacked(got)
        with np.errstate(all="ignore"):
            return bool(holds(np.asarray(Z, float), drop, outs, masks, case))

    return rule


def _has_mask(factor, share=lambda drop: 1 - drop, together=True):
    """A rule: the mask holds 0 or factor(drop), keeps `share(drop)`, and out is Z * mask."""

    def holds(Z, drop, outs, masks, case):
        value = np.float64(factor(np.float64(drop)))
        values = ((masks == 0) | _is(masks, value, case)).all()
        nearer = abs((masks != 0).mean() - share(drop)) <= abs((masks == 0).mean() - share(drop))
        kept = masks.size < MANY * RUNS or nearer
        with_zeros = np.where(masks == 0, 0, Z * masks)
        return values and kept and (not together or _is(outs, with_zeros, case).all())

    return _shows(holds)


def _mask_and_out_differ(mask_factor, out_factor):
    """A rule: the mask holds 0 or mask_factor(drop), out 0 or Z * out_factor(drop)."""

    def holds(Z, drop, outs, masks, case):
        on = masks != 0
        return (
            _is(masks, on * mask_factor(drop), case).all()
            and _is(outs, Z * on * out_factor(drop), case).all()
        )

    return _shows(holds)


def _scale(drop):
    return 1 / (1 - drop)


def _drawn(holds):
    return lambda case, got: isinstance(got, list) and holds(got)


def _is_swapped(Z, drop, outs, masks, case):
    on = outs != 0
    return drop > 0 and (
        _is(outs, on * _scale(drop), case).all() and _is(masks, Z * outs, case).all()
    )


def _is_drawn_twice(Z, drop, outs, masks, case):
    """Whether out is Z with some entries dropped, but not those that the mask drops."""
    dropped_or_kept = (outs == 0) | _is(outs, Z, case) | _is(outs, Z * _scale(drop), case)
    return dropped_or_kept.all() and ((outs != 0) != (masks * Z != 0)).any()


def _is_one_row(case, got):
    """Whether a mask has one row only, or all its rows are the same."""
    row = case.args[0].shape[1:]
    if all(isinstance(run, list) and len(run) == 2 for run in got) and all(
        isinstance(run[1], np.ndarray) and run[1].shape in (row, (1, *row)) for run in got
    ):
        return True
    return _shows(lambda Z, drop, outs, masks, case: (masks == masks[:, :1]).all())(case, got)


DROPOUT_FORWARD = Exercise(
    name="dropout_forward",
    section=SECTION,
    points=2,
    reference=dropout_forward,
    cases=_dropout_cases,
    results=("out", "mask"),
    law=_dropout_law,
    call=_run_dropout,
    hints=(
        "`rng.random(Z.shape)` draws a number in [0, 1) for every entry, each independently.",
        "Such a number lies below p with probability p. Which comparison holds for an entry with "
        "probability 1 - drop?",
        "True counts as 1 and False as 0. What must a kept 1 become, so that the mean of the mask "
        "is 1?",
    ),
    mistakes=(
        Mistake(
            "swapped",
            "The two results are in the wrong order: the mask comes first.",
            "In which order does the docstring name them?",
            rule=_shows(_is_swapped),
        ),
        Mistake(
            "nothing_dropped",
            "Nothing is ever dropped.",
            "With which probability should an entry become 0?",
            rule=_shows(lambda Z, drop, outs, masks, case: masks.all() and np.ptp(masks) < 1e-6),
        ),
        Mistake(
            "not_scaled",
            "The kept entries are not scaled, so the next layer receives less than without "
            "dropout.",
            "If only a share of 1 - drop gets through, which factor restores the mean?",
            rule=_has_mask(lambda drop: 1.0),
        ),
        Mistake(
            "drop_for_keep",
            "drop is taken for the probability to keep; some books mean that by their p.",
            "With drop = 0, how many entries should get through?",
            rule=_has_mask(lambda drop: 1 / drop, lambda drop: drop),
        ),
        Mistake(
            "not_scaled_and_inverted",
            "The mask is inverted, so it keeps the entries that should be dropped, and nothing "
            "is scaled.",
            "Which entries does your comparison let through?",
            rule=_has_mask(lambda drop: 1.0, lambda drop: drop),
        ),
        Mistake(
            "inverted",
            "The mask is inverted: it keeps the entries that should be dropped.",
            "Which side of your comparison holds with probability 1 - drop?",
            rule=_has_mask(_scale, lambda drop: drop),
        ),
        Mistake(
            "divided_by_drop",
            "The kept entries are divided by drop, the probability to go.",
            "Which share of the entries gets through, and what makes up for the rest?",
            rule=_has_mask(lambda drop: 1 / drop),
        ),
        Mistake(
            "scaled_down",
            "The kept entries are multiplied by 1 - drop; that is what the other form of dropout "
            "does at test time.",
            "Should a kept entry become larger or smaller, so that the mean stays?",
            rule=_has_mask(lambda drop: 1 - drop),
        ),
        Mistake(
            "mask_not_scaled",
            "out is scaled, but the mask holds 1 where it should hold the factor.",
            "What has Z to be multiplied by to give your out?",
            rule=_mask_and_out_differ(lambda drop: 1.0, _scale),
        ),
        Mistake(
            "out_not_scaled",
            "The mask is right, but out holds the kept entries as they were.",
            "What is Z * mask?",
            rule=_mask_and_out_differ(_scale, lambda drop: 1.0),
        ),
        Mistake(
            "scaled_twice",
            "The mask has the factor in it, and out is scaled once more.",
            "What is Z * mask?",
            rule=_mask_and_out_differ(_scale, lambda drop: _scale(drop) ** 2),
        ),
        Mistake(
            "same_for_all_samples",
            "All samples lose the same units: one row of the mask stands for all.",
            "How many numbers must be drawn for a Z of shape (N, M)?",
            rule=_is_one_row,
        ),
        Mistake(
            "whole_samples",
            "Whole samples are kept or lost.",
            "How many numbers must be drawn for a Z of shape (N, M)?",
            rule=_shows(lambda Z, drop, outs, masks, case: (masks == masks[:, :, :1]).all()),
        ),
        Mistake(
            "own_seed",
            "Your mask does not depend on the rng that you are given.",
            "Where is a generator made in your code, and which one should be drawn from?",
            rule=_drawn(chance.is_own_seed),
        ),
        Mistake(
            "unseeded",
            "The same rng gives other masks each time, so they come from somewhere else.",
            "Where is a generator made in your code, and which one should be drawn from?",
            rule=_drawn(chance.is_unrepeatable),
        ),
        Mistake(
            "rng_copied",
            "The rng does not move on when you draw: the next layer would get the same mask.",
            "Do you draw from rng itself, or from a copy of it?",
            rule=_drawn(chance.is_stuck),
        ),
        Mistake(
            "two_draws",
            "out and mask come from two different draws.",
            "How often should rng be asked, so that the mask says what happened to Z?",
            rule=_shows(_is_drawn_twice),
        ),
        Mistake(
            "exact_count",
            "Always the same number of entries is kept; each one should be decided by itself.",
            "If you know all entries of the mask but one, should you know that one, too?",
            rule=_shows(
                lambda Z, drop, outs, masks, case: (
                    Z.size < MANY or _is_count_fixed(masks != 0, np.ones(Z.shape, bool))
                )
            ),
        ),
    ),
)


def _losses(rng, steps):
    """Validation losses of whole hundredths, 1 + len(steps) of them.

    d: a new best. u: up from the one before. r: down from the one before, not to the best.
    =: equal to the best.
    """
    losses = [int(rng.integers(150, 200))]
    for step in steps:
        best, last = min(losses), losses[-1]
        losses.append(
            {
                "d": best - int(rng.integers(2, 10)),
                "u": last + int(rng.integers(4, 12)),
                "r": int(rng.integers(best + 1, max(last, best + 2))),
                "=": best,
            }[step]
        )
    return [loss / 100 for loss in losses]


def _stopping_cases(rng):
    yield Case((_losses(rng, "duudu"), 2))
    yield Case((_losses(rng, "dudud"), 2))
    yield Case((_losses(rng, "durudu"), 2))
    yield Case((_losses(rng, "uud"), 2))
    yield Case((_losses(rng, "dduurd"), 4))
    yield Case((_losses(rng, "dduu"), 3), "an end before patience is over")
    yield Case((_losses(rng, "duur"), 3), "a stop in the last epoch")
    yield Case((_losses(rng, "d=u=d"), 3), "equal bests")
    yield Case((_losses(rng, "du="), 5), "equal bests")
    yield Case((_losses(rng, "ddud"), 1), "patience 1")
    yield Case((_losses(rng, ""), 2), "one epoch")
    yield Case(([0.5, 0.49999, 0.51, 0.52, 0.3], 2), "a best that is only just lower")
    yield Case((_losses(rng, "ddudurduudrddurr=uuuddu"), 5), "many epochs")


def _walk(better=lambda losses, best, i: losses[i] < losses[best], slack=0, resets=True):
    """A mistaken answer: (best, where it stopped or None) by other rules than asked for."""

    def walk(losses, patience):
        best = waited = 0
        for i in range(1, len(losses)):
            if better(losses, best, i):
                best, waited = i, waited * (not resets)
            else:
                waited += 1
            if waited >= patience + slack:
                return best, i
        return best, None

    return walk


def _stop_epoch(val_losses, patience):
    best, stop = _walk()(val_losses, patience)
    return best if stop is None else stop


def _best_unless_last(val_losses, patience):
    best, stop = _walk()(val_losses, patience)
    return len(val_losses) - 1 if stop is None else best


def _compared_with_previous(val_losses, patience):
    _, stop = _walk(lambda losses, best, i: losses[i] < losses[i - 1])(val_losses, patience)
    seen = val_losses if stop is None else val_losses[: stop + 1]
    return int(np.argmin(seen))


EARLY_STOPPING_EPOCH = Exercise(
    name="early_stopping_epoch",
    section=SECTION,
    points=2,
    reference=early_stopping_epoch,
    cases=_stopping_cases,
    hints=(
        "Go through the losses in order. Two things have to be remembered: which epoch is the best "
        "so far, and for how long it has been.",
        "A loss that equals the best is no improvement: the wait goes on.",
        "When the wait reaches `patience`, the loop ends. What is then to be returned: this epoch, "
        "or the one that you remembered?",
    ),
    mistakes=(
        Mistake(
            "stop_for_best",
            "This is the epoch in which training stops; its weights are already worse.",
            "Which epoch's weights would you like to have back?",
            function=_stop_epoch,
        ),
        Mistake(
            "never_stops",
            "You look at losses that were never measured: training had stopped before.",
            "After how many epochs without a new best is it over?",
            function=lambda val_losses, patience: int(np.argmin(val_losses)),
        ),
        Mistake(
            "wait_not_reset",
            "All epochs without a new best are counted, also those before the last best.",
            "What should happen to the wait when a new best comes?",
            function=lambda *args: _walk(resets=False)(*args)[0],
        ),
        Mistake(
            "compared_with_previous",
            "Each loss is compared with the one before it; "
            "one that has come down a little may still be far from the best.",
            "With which loss should a new one be compared?",
            function=_compared_with_previous,
        ),
        Mistake(
            "equal_counts_as_better",
            "A loss that only equals the best counts as a new best in your function.",
            "Has anything been gained when the best loss comes a second time?",
            function=lambda *args: _walk(lambda z, best, i: z[i] <= z[best])(*args)[0],
        ),
        Mistake(
            "one_epoch_too_long",
            "Training goes on for one epoch too many.",
            "With patience 1, how many epochs without a new best are allowed to follow the best?",
            function=lambda *args: _walk(slack=1)(*args)[0],
        ),
        Mistake(
            "one_epoch_too_short",
            "Training is stopped one epoch too early.",
            "With patience 2, is it over after the first epoch without a new best?",
            function=lambda val_losses, patience: _walk()(val_losses, max(patience - 1, 1))[0],
        ),
        Mistake(
            "first_rise",
            "Training is stopped at the first epoch that brings no new best.",
            "Where does patience come in?",
            function=lambda val_losses, patience: _walk()(val_losses, 1)[0],
        ),
        Mistake(
            "last_without_a_stop",
            "If training is never stopped, your function returns the last epoch.",
            "Is the last epoch always the best one?",
            function=_best_unless_last,
        ),
        Mistake(
            "last_epoch",
            "This is the last epoch of the list, whatever the losses are.",
            "Which line of yours compares a loss with another one?",
            function=lambda val_losses, patience: len(val_losses) - 1,
        ),
        Mistake(
            "loss_for_epoch",
            "This is the best loss; the exercise asks for the index of its epoch.",
            "At which index of the list is that loss?",
            function=lambda *args: args[0][_walk()(*args)[0]],
        ),
        Mistake(
            "nothing_without_a_stop",
            "If training is never stopped, your function returns nothing.",
            "What should be returned when the loop has gone through all the losses?",
            function=lambda *args: None if _walk()(*args)[1] is None else _walk()(*args)[0],
        ),
        Mistake(
            "counted_from_1",
            "Your epochs are counted from 1.",
            "Which index does Python give to the first loss?",
            function=lambda *args: _walk()(*args)[0] + 1,
        ),
    ),
)

EXERCISES = (
    HAT,
    RELU_INTERPOLANT,
    SAWTOOTH,
    L2_PENALTY,
    DROPOUT_FORWARD,
    EARLY_STOPPING_EPOCH,
)
