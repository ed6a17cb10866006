"""6.8 `train`: what a network has learned is judged, not how its numbers came about.

Every sample stands alone: its neighbours have another label, so that none can be guessed from the
others, and the classes cannot be told apart by a line. A few short trainings beside the one that
counts show which mistake was made. They weigh nothing, but for the first two: those must be equal.
"""

import copy
from itertools import product

import numpy as np

import feedforward as ff
from feedforward.checking.compare import Difference, as_array, form_fault, kind_text
from feedforward.checking.describe_values import number
from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.network import backward, loss_and_grads
from feedforward.training import sgd_step

LARGEST_LOSS = 0.2
SMALLEST_ACCURACY = 0.95
UNSEEN_EACH = 20  # samples near each one that was learned from
NOISE = 0.1
SMALL_STEP = 1e-3
ONE_A_FEATURE = 7  # samples, features, and nothing that they share


def train(X, labels, sizes, lr, epochs, batch_size, rng):
    """Train a relu network by mini-batch gradient descent on the softmax cross-entropy.

    Initialise params of these sizes first; then go through all samples `epochs` times, in batches,
    and take one step of size lr per batch. All randomness comes from rng.
    X (N, M), labels (N,) integers, sizes [M, m_1, ..., K] -> params [(W, b), ...]
    """
    params = ff.init_params(sizes, rng)
    f, df = ff.ACTIVATIONS["relu"]
    for _ in range(epochs):
        for X_batch, labels_batch in ff.minibatches(X, labels, batch_size, rng):
            out, cache = ff.forward(X_batch, params, f)
            dout = ff.cross_entropy_backward(out, labels_batch)
            grads = backward(dout, X_batch, cache, params, df)
            params = sgd_step(params, grads, lr)
    return params


def _cases(rng):
    corners = np.array(list(product([-1.0, 1.0], repeat=3)))
    odd = (corners.prod(axis=1) < 0).astype(int)
    order = rng.permutation(8)
    yield Case((corners[order], odd[order], [3, 32, 24, 2], 0.1, 300, 3, _child(rng)))
    X = np.vstack([corners, 2.5 * corners[[0, 3, 6]]])
    labels, order = np.append(odd, [2, 2, 2]), rng.permutation(11)
    yield Case((X[order], labels[order], [3, 40, 3], 0.5, 300, 8, _child(rng)))


def _child(rng):
    return np.random.default_rng(rng.integers(2**32))


def _trainings(function, args):
    """The training that counts, and the short ones that explain it: see _probes."""
    X, labels, sizes, lr, epochs, batch_size, rng = args
    start = copy.deepcopy(rng)

    def short(X, labels, sizes, lr, epochs, batch_size):
        try:
            return function(X, labels, sizes, lr, epochs, batch_size, copy.deepcopy(start))
        except Exception:
            return None  # what counts is the training itself

    trained = function(X, labels, sizes, lr, epochs, batch_size, rng)
    one_hot, cycle = np.eye(ONE_A_FEATURE), np.arange(ONE_A_FEATURE) % sizes[-1]
    wide = [ONE_A_FEATURE, *sizes[1:]]
    return [
        trained,
        short(X, labels, sizes, lr, 1, batch_size),
        short(X, labels, sizes, lr, 1, batch_size),
        short(X, labels, sizes, 0.0, 1, batch_size),
        short(X, labels, sizes, SMALL_STEP, 1, len(X)),
        short(X, labels, sizes, SMALL_STEP, 2, len(X)),
        short(one_hot, cycle, wide, 0.0, 1, 3),
        short(one_hot, cycle, wide, SMALL_STEP, 1, 3),
    ]


def _params_of(got, sizes):
    """What came as [(W, b), ...] of arrays; a Difference where it has another form."""
    if not isinstance(got, list):
        return Difference("form", f"It returns {kind_text(got)}; a list of (W, b) is expected.")
    if len(got) != len(sizes) - 1:
        text = f"params has length {len(got)}; sizes = {sizes} make {len(sizes) - 1} layers."
        return Difference("form", text)
    params = []
    for i, pair in enumerate(got):
        if not isinstance(pair, list) or len(pair) != 2:
            text = f"params[{i}] is {kind_text(pair)}; a pair (W, b) is expected."
            return Difference("form", text)
        W, b = map(as_array, pair)
        fault = form_fault(f"params[{i}][0]", W, (sizes[i], sizes[i + 1]))
        fault = fault or form_fault(f"params[{i}][1]", b, (sizes[i + 1],))
        if fault:
            return fault
        params.append((W, b))
    return params


def _law(case, got):
    X, labels, sizes, *_ = case.args
    params = _params_of(got[0], sizes)
    if isinstance(params, Difference):
        return {"params": params}
    if not _same(got[1], got[2], sizes):
        return {"params": Difference("value", "From two equal generators come different params.")}
    loss, accuracy = _loss(X, labels, params), _accuracy(*_unseen(X, labels), params)
    if loss <= LARGEST_LOSS and accuracy >= SMALLEST_ACCURACY:
        return {"params": None}
    text = (
        f"J on the samples it has learned from: {number(loss)}; it can be below {LARGEST_LOSS}.\n"
        f"Right on {accuracy:.0%} of samples not seen; more than {SMALLEST_ACCURACY:.0%} can be."
    )
    return {"params": Difference("value", text)}


def _unseen(X, labels):
    """Other samples near those that were learned from, the same whoever asks."""
    noise = np.random.default_rng(0).uniform(-NOISE, NOISE, (UNSEEN_EACH * len(X), X.shape[1]))
    return np.repeat(X, UNSEEN_EACH, axis=0) + noise, np.repeat(labels, UNSEEN_EACH)


def _loss(X, labels, params, f=ff.activations.relu):
    return ff.losses.cross_entropy(ff.network.forward(X, params, f)[0], labels)


def _accuracy(X, labels, params):
    out, _ = ff.network.forward(X, params, ff.activations.relu)
    return np.mean(out.argmax(axis=1) == labels)


def _same(a, b, sizes):
    a, b = _params_of(a, sizes), _params_of(b, sizes)
    if isinstance(a, Difference) or isinstance(b, Difference):
        return True
    return all(np.array_equal(p, q) for p, q in zip(_flat(a), _flat(b), strict=True))


def _flat(params):
    return [part for pair in params for part in pair]


def _probes(case, got):
    """The params of each training, or None where a short one did not come to anything."""
    sizes = case.args[2]
    wide = [ONE_A_FEATURE, *sizes[1:]]
    read = [_params_of(g, sizes) for g in got[:6]] + [_params_of(g, wide) for g in got[6:]]
    return [None if isinstance(p, Difference) else p for p in read]


def _shows(rule):
    """A rule about (case, params of all trainings), where all of them came to params."""

    def holds(case, got):
        probes = _probes(case, got) if isinstance(got, list) and len(got) == 8 else [None]
        return all(p is not None for p in probes) and bool(rule(case, *probes))

    return holds


def _first_step(start, stepped):
    """The gradient that one small step from `start` gives away, as a list of arrays."""
    pairs = zip(_flat(start), _flat(stepped), strict=True)
    return [(a - b) / SMALL_STEP for a, b in pairs]


def _is_gradient(
    change=lambda grads, N: grads, *, f="relu", df="relu", loss="cross_entropy", tolerance=1e-4
):
    """Whether the first step on all samples is a certain change of the gradient."""

    def rule(case, main, again, twin, start, stepped, *_):
        X, labels, sizes, *_ = case.args
        y = np.eye(sizes[-1])[labels] if loss == "mse" else labels
        known = ff.activations.ACTIVATIONS
        out, cache = ff.network.forward(X, start, known[f][0])
        dout = ff.losses.LOSSES[loss][1](out, y)
        grads = _flat(backward(dout, X, cache, start, known[df][1]))
        expected = change(grads, len(X))
        size = max(np.abs(e).max() for e in expected)
        return size > 0 and all(
            np.abs(g - e).max() <= tolerance * size
            for g, e in zip(_first_step(start, stepped), expected, strict=True)
        )

    return _shows(rule)


def _weights_only(grads, N):
    return [g * (i % 2 == 0) for i, g in enumerate(grads)]


def _last_layer_only(grads, N):
    return [g * (i >= len(grads) - 2) for i, g in enumerate(grads)]


def _are_twins(case, main, again, twin, start, *_):
    """Whether all units of the first layer began alike."""
    return bool((np.ptp(start[0][0], axis=1) == 0).all())


def _is_without_lr(case, main, again, twin, start, *_):
    return _equal(again, start) and not _equal(main, start)


def _is_one_epoch(case, main, again, twin, start, stepped, further, *_):
    return _equal(stepped, further) and not _equal(start, stepped)


def _equal(a, b):
    return all(np.array_equal(p, q) for p, q in zip(_flat(a), _flat(b), strict=True))


def _left_out(start, stepped):
    """How many of the samples that share no feature have left no trace in the first layer."""
    return int((start[0][0] == stepped[0][0]).all(axis=1).sum())


def _uses_samples(*left_out):
    return _shows(lambda case, *probes: _left_out(*probes[6:]) in left_out)


def _is_nearly(case, got):
    X, labels, sizes, *_ = case.args
    params = _params_of(got[0], sizes) if isinstance(got, list) else None
    return isinstance(params, list) and _accuracy(X, labels, params) == 1


def _is_diverged(case, got):
    X, labels, sizes, *_ = case.args
    params = _params_of(got[0], sizes) if isinstance(got, list) else None
    if not isinstance(params, list):
        return False
    return not _loss(X, labels, params) < 20


TRAIN = Exercise(
    name="train",
    section="6.8_backprop",
    points=5,
    reference=train,
    cases=_cases,
    results=("params",),
    law=_law,
    call=_trainings,
    off_limits=(ff.training.train, loss_and_grads, ff.training._run_epoch),
    hints=(
        "Everything is there already: draw params, deal batches, go forward, take dout from the "
        "loss, go back, take a step.",
        "Two loops, one in the other: epochs, and the batches of an epoch. The step belongs in the "
        "inner one, and goes on from the params that the last step left.",
        "Watch J once an epoch. If it climbs or turns to NaN, look at the sign and the size of a "
        "step; if it stays at log K, ask whether the hidden units differ at the start.",
    ),
    mistakes=(
        Mistake(
            "twins",
            "All units of a layer begin alike, get the same gradient, and stay alike for ever.",
            "What tells one hidden unit from its neighbour before the first step?",
            rule=_shows(_are_twins),
        ),
        Mistake(
            "own_generator",
            "Some of the chance does not come from the `rng` that you were given.",
            "What should two equal generators give?",
            rule=_shows(lambda case, main, again, twin, *_: not _equal(again, twin)),
        ),
        Mistake(
            "never_moved",
            "The params come back as they were drawn.",
            "What becomes of the params that `sgd_step` returns?",
            rule=_shows(lambda case, main, again, twin, start, *_: _equal(main, start)),
        ),
        Mistake(
            "learning_rate_left_out",
            "lr plays no part: a step is as long with lr = 0.",
            "What should change when lr is halved?",
            rule=_shows(_is_without_lr),
        ),
        Mistake(
            "climbs",
            "Each step goes along the gradient, and J climbs.",
            "Which way does a gradient point?",
            rule=_is_gradient(lambda grads, N: [-g for g in grads]),
        ),
        Mistake(
            "not_averaged",
            "The samples of a batch are added up, not averaged: each step is too long by the "
            "number of samples in the batch.",
            "Where does the 1/N of J stand in your gradient?",
            rule=_is_gradient(lambda grads, N: [g * N for g in grads]),
        ),
        Mistake(
            "sample_by_sample",
            "Each sample gets a step of its own: batch_size plays no part.",
            "How many steps does an epoch of 8 samples take in batches of 4?",
            rule=_is_gradient(lambda grads, N: [g * N for g in grads], tolerance=0.2),
        ),
        Mistake(
            "softmax_left_out",
            "The outputs themselves are pulled towards 0 and 1, without softmax: that is least "
            "squares.",
            "Which loss did the exercise ask for, and what is its dJ/dout?",
            rule=_is_gradient(loss="mse"),
        ),
        Mistake(
            "biases_left_out",
            "The weights learn, the biases stay at their start.",
            "What can a unit not do as long as its b is 0?",
            rule=_is_gradient(_weights_only),
        ),
        Mistake(
            "last_layer_only",
            "Only the last layer learns.",
            "Which layers get a step in your loop?",
            rule=_is_gradient(_last_layer_only),
        ),
        Mistake(
            "linear",
            "No relu is in this training: the layers together are one affine layer, and no line "
            "tells these classes apart.",
            "Which f does your forward pass use, and which f' your way back?",
            rule=_is_gradient(f="identity", df="identity"),
        ),
        Mistake(
            "relu_slope_left_out",
            "The way back goes through the hidden layers as if they had no relu.",
            "What is f'(h) where h is below 0, and where does it come in?",
            rule=_is_gradient(df="identity"),
        ),
        Mistake(
            "one_epoch",
            "One epoch is all that it learns; asked for were more.",
            "Which loop runs `epochs` times, and where does your `return` stand?",
            rule=_shows(_is_one_epoch),
        ),
        Mistake(
            "one_batch_an_epoch",
            "Of each epoch only one batch is learned from.",
            "In which of the two loops does the step belong?",
            rule=_uses_samples(4, 6),
        ),
        Mistake(
            "last_batch_lost",
            "The samples left over for a short last batch are never learned from.",
            "How many batches do 7 samples make in batches of 3?",
            rule=_uses_samples(1),
        ),
        Mistake(
            "part_of_the_samples",
            "Some samples leave no trace in the weights.",
            "How many rows of X does your training ever see?",
            rule=_uses_samples(2, 3, 5),
        ),
        Mistake(
            "diverged",
            "J has grown beyond all bounds: the steps are too long, or lead the wrong way.",
            "What is J after the first, the second and the third step?",
            rule=_is_diverged,
        ),
        Mistake(
            "not_finished",
            "Every sample is on its side already, but J is still high.",
            "How many updates does your training take, and how long is each?",
            rule=_is_nearly,
        ),
    ),
)
