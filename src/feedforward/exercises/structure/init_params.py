"""Exercise `init_params` of section 6.2."""

import numpy as np

from feedforward import network
from feedforward.checking.compare import Difference, as_array, form_fault, kind_text
from feedforward.checking.describe_values import counted, number, shape_text
from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises import randomness


def init_params(sizes, rng):
    """Return params, a list with one pair (W, b) per layer, in order from the first layer.

    b is zero. The entries of W are normal with mean 0 and the standard deviation that preserves
    the mean square of Z in a ReLU network (He et al. 2015), drawn layer by layer from rng.
    sizes [M, m_1, ..., n] -> W (m_in, m_out), b (m_out,)
    """
    params = []
    for m_in, m_out in zip(sizes[:-1], sizes[1:], strict=True):
        W = rng.normal(0, np.sqrt(2 / m_in), size=(m_in, m_out))
        params.append((W, np.zeros(m_out)))
    return params


RUNS = 4


WIDE = 2.3  # standard deviations: 2% of normal numbers lie further out


def _run_init(init_params, args):
    return randomness.several_runs(init_params, args, RUNS)


def _cases(rng):
    yield Case(([3, 100, 20], rng.spawn(1)[0]))
    yield Case(([50, 30, 40, 10], rng.spawn(1)[0]))
    yield Case(([25, 25, 25, 25], rng.spawn(1)[0]), "layers of one size")
    yield Case(([300, 6], rng.spawn(1)[0]), "no hidden layer")
    yield Case(([1, 400, 1], rng.spawn(1)[0]), "one input and one output")


def _init_law(case, got):
    sizes = case.args[0]
    forms = (_params_form_fault(run, sizes) for run in got)
    fault = next((f for f in forms if f), None)
    return {"params": fault or _numbers_fault(_layers(case, got)) or randomness.use_fault(got)}


def _params_form_fault(params, sizes):
    wanted = f"a list of {counted(len(sizes) - 1, 'pair')} (W, b) is expected."
    if not isinstance(params, list):
        return Difference("form", f"params is {kind_text(params)}; {wanted}")
    if len(params) != len(sizes) - 1:
        return Difference(
            "form", f"params has {counted(len(params), 'entry', 'entries')}; {wanted}"
        )
    for i, pair in enumerate(params):
        if not isinstance(pair, list) or len(pair) != 2:
            return Difference("form", f"params[{i}] is {kind_text(pair)}; a pair is expected.")
        shapes = ("W", pair[0], (sizes[i], sizes[i + 1])), ("b", pair[1], (sizes[i + 1],))
        for name, value, shape in shapes:
            fault = form_fault(f"{name} in params[{i}]", as_array(value), shape)
            if fault:
                return fault
    return None


def _layers(case, got):
    """For each layer W (RUNS, m_in, m_out) and b (RUNS, m_out) of the runs with one generator."""
    runs = [[(as_array(W), as_array(b)) for W, b in run] for run in got[1:-1]]
    return [
        (np.array([run[i][0] for run in runs]), np.array([run[i][1] for run in runs]))
        for i in range(len(case.args[0]) - 1)
    ]


def _numbers_fault(layers):
    """Return the first fault in the numbers of a layer, or between two layers, else None."""
    faults = (_layer_fault(i, W, b) for i, (W, b) in enumerate(layers, 1))
    return next((f for f in faults if f), None) or _dependence_fault([W for W, _ in layers])


def _he(m_in, m_out):
    return np.sqrt(2 / m_in)


def _layer_fault(layer, W, b):
    """Return a fault if W is not normal with He's standard deviation or b is not 0, else None."""
    he = _he(*W.shape[1:])
    shape = f"shape {shape_text(W.shape[1:])}"
    if b.any():
        return Difference("value", f"b_{layer} holds {number(b[b != 0][0])}; biases start at 0.")
    if not abs(W.mean()) <= randomness.SIGMAS * he / np.sqrt(W.size):
        text = f"W_{layer}, {shape}, has mean {number(W.mean(), 0)}; 0 is expected."
        return Difference("value", text)
    spread = np.sqrt(np.mean(W**2))
    if not _is_spread(spread, he, W.size):
        text = (
            f"W_{layer}, {shape}, has standard deviation {number(spread, he)}; "
            f"sqrt(2 / {W.shape[1]}) = {number(he, spread)} is expected."
        )
        return Difference("value", text)
    if not _is_normal(W / he):
        found, right = ((np.abs(W) > he).mean(), 0.3173)
        text = (
            f"W_{layer}, {shape}, has the right spread, but its entries are not normally "
            f"distributed. {100 * found:.1f}% of them lie more than one standard deviation from 0; "
            f"in a normal distribution, {100 * right:.1f}% do. The largest is "
            f"{number(np.abs(W).max() / he)} standard deviations from 0."
        )
        return Difference("value", text)
    if _is_rescaled(W, b):
        text = (
            f"W_{layer}, {shape}, has standard deviation {number(he)} exactly, in every run; "
            "random numbers only come near it."
        )
        return Difference("value", text)
    return None


def _is_rescaled(W, b):
    """Return True if each W is normal and has He's standard deviation to many digits."""
    he = _he(*W.shape[1:])
    spreads = np.std(W, axis=(1, 2)), np.sqrt(np.mean(W**2, axis=(1, 2)))
    exact = any(np.allclose(spread, he, rtol=1e-9, atol=0) for spread in spreads)
    return exact and _is_normal(W / he)


def _is_spread(found, expected, n):
    return abs(found - expected) <= randomness.SIGMAS * expected / np.sqrt(2 * n)


def _is_normal(standard):
    """Return True if the shares within 0.5, 1 and 2.3 are those of a normal distribution."""
    within = {0.5: 0.382925, 1.0: 0.682689, WIDE: 0.978552}
    distance = np.abs(standard)
    return all(
        randomness.is_share((distance < t).mean(), p, distance.size) for t, p in within.items()
    )


def _dependence_fault(weights):
    """Return a fault if entries of a layer, or of two layers, depend on each other, else None."""
    for layer, W in enumerate(weights, 1):
        for axis, M in (("rows", W[0]), ("columns", W[0].T)):
            if not randomness.are_independent(M):
                return Difference("value", f"The {axis} of W_{layer} depend on each other.")
    for layer, (W, below) in enumerate(zip(weights[1:], weights[:-1], strict=True), 1):
        n = min(W[0].size, below[0].size)
        if not randomness.are_independent(np.array([W[0].ravel()[:n], below[0].ravel()[:n]])):
            text = f"W_{layer} and W_{layer + 1} are made of the same numbers."
            return Difference("value", text)
    return None


def _in_form(case, got):
    return not any(_params_form_fault(run, case.args[0]) for run in got)


def _drawn(holds):
    """A rule: the runs are of the right form, and `holds` is true of them."""
    return lambda case, got: _in_form(case, got) and holds(got)


def _spreads_by(scheme):
    """A rule: the spread of every W is `scheme(m_in, m_out)`."""

    def rule(case, got):
        return _in_form(case, got) and all(
            _is_spread(np.sqrt(np.mean(W**2)), scheme(*W.shape[1:]), W.size)
            for W, _ in _layers(case, got)
        )

    return rule


def _every_layer(holds):
    """A rule: `holds(W, b)` in every layer, W (RUNS, m_in, m_out), b (RUNS, m_out)."""
    return lambda case, got: _in_form(case, got) and all(holds(*p) for p in _layers(case, got))


def _has_units_alike(case, got):
    """Return True if rows or columns are equal wherever there are several of them."""
    if not _in_form(case, got):
        return False
    weights = [W for W, _ in _layers(case, got)]
    alike = [_are_alike(W, 1) or _are_alike(W, 2) for W in weights]
    return any(alike) and all(a or 1 in W.shape[1:] for a, W in zip(alike, weights, strict=True))


def _are_alike(W, axis):
    """Return True if several rows (axis 1) or columns (axis 2) are equal and not zero."""
    return bool(W.shape[axis] > 1 and W.any() and (W == W.take([0], axis)).all())


def _is_flat(W, b):
    """Return True if W has He's standard deviation and the range of a uniform distribution."""
    he = _he(*W.shape[1:])
    return _is_spread(np.sqrt(np.mean(W**2)), he, W.size) and 1.6 * he < np.abs(W).max() < 1.76 * he


def _has_cut_off(case, got):
    """Return True if every layer that is large enough to tell lacks large weights."""
    layers = _layers(case, got) if _in_form(case, got) else []
    large = [pair for pair in layers if pair[0].size >= 4000]
    return bool(large) and all(_is_cut(*pair) for pair in large)


def _is_cut(W, b):
    he = _he(*W.shape[1:])
    held_back = 0.75 * he < W.std() and np.abs(W).max() < (WIDE + 0.1) * he
    return held_back and not _is_flat(W, b)


def _turned(case, got):
    """Return True if every W has shape (m_out, m_in)."""
    sizes = case.args[0]
    pairs = [list(zip(run, sizes[:-1], sizes[1:], strict=True)) for run in got if _has(run, sizes)]
    return len(pairs) == len(got) and all(
        isinstance(pair, list)
        and len(pair) == 2
        and not form_fault("W", as_array(pair[0]), (m_out, m_in))
        for run in pairs
        for pair, m_in, m_out in run
    )


def _has(run, sizes):
    return isinstance(run, list) and len(run) == len(sizes) - 1


def _two_lists(case, got):
    """Return True if all W are in one list and all b in another."""
    sizes = case.args[0]
    return all(
        isinstance(run, list)
        and len(run) == 2
        and all(_has(part, sizes) for part in run)
        and not _params_form_fault([list(pair) for pair in zip(*run, strict=True)], sizes)
        for run in got
    )


INIT_PARAMS = Exercise(
    name="init_params",
    section="6.2_structure",
    points=2,
    reference=init_params,
    cases=_cases,
    results=("params",),
    law=_init_law,
    call=_run_init,
    off_limits=(network.init_params,),
    open_question="Which call draws the numbers of W, and what does each of its arguments mean?",
    hints=(
        "`layer_shapes(sizes)` gives the shapes of each W and b, layer by layer.",
        "`rng.normal(mean, standard_deviation, size=shape)` fills an array of that shape.",
        "m_in differs from layer to layer, and so does the standard deviation. b needs no "
        "random numbers.",
    ),
    mistakes=(
        Mistake(
            "all_zero",
            "Every weight is 0, so all units of a layer are the same and remain the same in "
            "training.",
            "Which distribution should the weights be drawn from?",
            rule=_every_layer(lambda W, b: not W.any()),
        ),
        Mistake(
            "own_seed",
            "Your numbers do not depend on the rng that was passed in.",
            "Which generator do your numbers come from?",
            rule=_drawn(randomness.is_own_seed),
        ),
        Mistake(
            "unseeded",
            "Your numbers do not depend on `rng` alone.",
            "Which generator do your numbers come from?",
            rule=_drawn(randomness.is_unrepeatable),
        ),
        Mistake(
            "rng_copied",
            "Your function leaves rng unchanged, so its next user gets the same numbers again.",
            "Do you draw from rng itself or from a copy?",
            rule=_drawn(randomness.is_stuck),
        ),
        Mistake(
            "transposed",
            "Each W is transposed: it should have a row for each input of its layer and a "
            "column for each unit.",
            "Z is (N, m_in). Which shape must W have so that Z W is (N, m_out)?",
            rule=_turned,
        ),
        Mistake(
            "two_lists",
            "All your W are in one list and all your b in another; params is a list of pairs.",
            "How can you keep W and b of one layer together?",
            rule=_two_lists,
        ),
        Mistake(
            "random_biases",
            "Your biases are random.",
            "Which value should every b start with?",
            rule=_every_layer(lambda W, b: bool((b != b.flat[0]).any())),
        ),
        Mistake(
            "biases_not_zero",
            "In each layer all your biases have the same value, but it is not 0.",
            "Which value should every b start with?",
            rule=_every_layer(lambda W, b: bool((b == b.flat[0]).all() and b.flat[0])),
        ),
        Mistake(
            "not_scaled",
            "Your weights have standard deviation 1 in every layer, whatever its size.",
            "How should the standard deviation change if a unit gets more inputs?",
            rule=_spreads_by(lambda m_in, m_out: 1.0),
        ),
        Mistake(
            "glorot",
            "This is Glorot's scale, which depends on m_in and m_out. The scale of He et al. "
            "depends on m_in alone.",
            "What is 2 divided by in the formula of He et al.?",
            rule=_spreads_by(lambda m_in, m_out: np.sqrt(2 / (m_in + m_out))),
        ),
        Mistake(
            "by_outputs",
            "Your standard deviation depends on a layer's number of units; it should depend on "
            "the number of inputs.",
            "How many terms are added up in one entry of Z W?",
            rule=_spreads_by(lambda m_in, m_out: np.sqrt(2 / m_out)),
        ),
        Mistake(
            "by_first_size",
            "In every layer your standard deviation depends on the number of inputs of the "
            "network.",
            "How many inputs does the second layer have?",
            rule=lambda case, got: _spreads_by(lambda *_: _he(case.args[0][0], 0))(case, got),
        ),
        Mistake(
            "without_2",
            "Your standard deviation is sqrt(1 / m_in), which is right for units without ReLU.",
            "Which factor makes up for the inputs that ReLU replaces by 0?",
            rule=_spreads_by(lambda m_in, m_out: np.sqrt(1 / m_in)),
        ),
        Mistake(
            "variance_for_spread",
            "2 / m_in is the variance; `rng.normal` expects the standard deviation.",
            "How do you get the standard deviation from the variance?",
            rule=_spreads_by(lambda m_in, m_out: 2 / m_in),
        ),
        Mistake(
            "divided_by_root_only",
            "Your standard deviation is 2 / sqrt(m_in), with the 2 outside the root.",
            "What is under the root in the formula of He et al.?",
            rule=_spreads_by(lambda m_in, m_out: 2 / np.sqrt(m_in)),
        ),
        Mistake(
            "small",
            "Your weights have standard deviation 0.01 in every layer, so the signal would "
            "shrink from layer to layer.",
            "What should the standard deviation depend on?",
            rule=_spreads_by(lambda m_in, m_out: 0.01),
        ),
        Mistake(
            "rescaled",
            "The numbers of each W have exactly the standard deviation of the formula. Random "
            "numbers come close to it, but not this close, so your code must have rescaled them.",
            "What does your code do to the numbers after they are drawn?",
            rule=_every_layer(_is_rescaled),
        ),
        Mistake(
            "only_positive",
            "None of your weights is negative.",
            "What should the mean of the weights be?",
            rule=_every_layer(lambda W, b: W.min() >= 0),
        ),
        Mistake(
            "units_alike",
            "All numbers in a row of W are equal, or all numbers in a column.",
            "How many numbers must be drawn for a W of shape (m_in, m_out)?",
            rule=_has_units_alike,
        ),
        Mistake(
            "uniform",
            "The standard deviation is right, but your weights have a uniform distribution.",
            "Which method of rng draws from a normal distribution?",
            rule=_every_layer(_is_flat),
        ),
        Mistake(
            "cut_off",
            "Large weights are missing: a normal distribution has no upper limit.",
            "What in your code limits large values?",
            rule=_has_cut_off,
        ),
        Mistake(
            "old_names",
            "A Generator has no `randn`: the name belongs to NumPy's old global random state.",
            "Which method of rng draws from a normal distribution?",
            function=lambda sizes, rng: rng.randn(*sizes),
        ),
    ),
)
