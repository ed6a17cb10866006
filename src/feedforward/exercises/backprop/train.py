"""Exercise `train` of section 6.8: judge what a network has learned, not how it got there.

The nearest neighbours of a sample have another label, so no label can be guessed from the others,
and no affine layer separates the classes. Besides the training that is graded, a few short
trainings show which mistake was made. They earn no points, but the first two must be equal.
"""

import copy
from itertools import product
from typing import NamedTuple

import numpy as np

import feedforward as ff
from feedforward.checking.compare import Difference, as_array, form_fault, kind_text
from feedforward.checking.describe_values import counted, number
from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.network import backward, loss_and_grads
from feedforward.training import sgd_step

LARGEST_LOSS = 0.2
SMALLEST_ACCURACY = 0.95
UNSEEN_EACH = 20  # held-out samples near each training sample
NOISE = 0.1
SMALL_STEP = 1e-3
ONE_A_FEATURE = 7  # samples, each with one feature that no other sample has


def train(X, labels, sizes, lr, epochs, batch_size, rng):
    """Train a ReLU network by mini-batch gradient descent on the softmax cross-entropy.

    First initialise params for layers of these sizes; then go through all samples `epochs` times,
    in batches, and take one step per batch, with learning rate lr. All randomness comes from rng.
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


class _Trainings(NamedTuple):
    """The params of the graded training, and of short ones that explain it, most of one epoch."""

    graded: list
    once: list  # like the graded one
    once_again: list  # the same, from an equal generator
    start: list  # without steps, because lr = 0
    stepped: list  # one step on all samples
    further: list  # two epochs, each of one step on all samples
    other_start: list  # without steps, from another generator
    feature_start: list  # without steps, on samples that have a feature of their own
    feature_once: list  # one epoch in batches of 3 on those samples
    feature_twice: list  # two epochs of it


def _trainings(function, args):
    """Return the results of all _Trainings, as a list."""
    X, labels, sizes, lr, epochs, batch_size, rng = args
    start = copy.deepcopy(rng)
    other = np.random.default_rng(0)

    def short(X, labels, sizes, lr, epochs, batch_size, rng=start):
        try:
            return function(X, labels, sizes, lr, epochs, batch_size, copy.deepcopy(rng))
        except Exception:
            return None  # Only the graded training may fail the answer.

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
        short(X, labels, sizes, 0.0, 1, batch_size, other),
        short(one_hot, cycle, wide, 0.0, 1, 3),
        short(one_hot, cycle, wide, SMALL_STEP, 1, 3),
        short(one_hot, cycle, wide, SMALL_STEP, 2, 3),
    ]


def _params_of(got, sizes):
    """Return the result as [(W, b), ...], or a Difference if it has another form."""
    if not isinstance(got, list):
        return Difference(
            "form", f"Your function returned {kind_text(got)}; a list of pairs (W, b) is expected."
        )
    if len(got) != len(sizes) - 1:
        came, layers = counted(len(got), "entry", "entries"), counted(len(sizes) - 1, "layer")
        text = f"params has {came}; sizes = {sizes} describes {layers}."
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
    t = _Trainings(*got)
    if not _same(t.once, t.once_again, sizes):
        return {"params": Difference("value", "Two equal generators give different params.")}
    if _same(t.start, t.other_start, sizes, if_unknown=False):
        text = (
            "Without training (lr = 0, one epoch), two different generators give the same params."
        )
        return {"params": Difference("value", text)}
    loss, accuracy = _loss(X, labels, params), _accuracy(*_unseen(X, labels), params)
    if loss <= LARGEST_LOSS and accuracy >= SMALLEST_ACCURACY:
        return {"params": None}
    text = (
        f"J on the training samples is {number(loss)}; it should be at most {LARGEST_LOSS}.\n"
        f"The accuracy on new samples near these is {accuracy:.0%}; it should be at least "
        f"{SMALLEST_ACCURACY:.0%}."
    )
    return {"params": Difference("value", text)}


def _unseen(X, labels):
    """Return held-out samples near the training samples, the same ones in every call."""
    noise = np.random.default_rng(0).uniform(-NOISE, NOISE, (UNSEEN_EACH * len(X), X.shape[1]))
    return np.repeat(X, UNSEEN_EACH, axis=0) + noise, np.repeat(labels, UNSEEN_EACH)


def _loss(X, labels, params, f=ff.activations.relu):
    return ff.losses.cross_entropy(ff.network.forward(X, params, f)[0], labels)


def _accuracy(X, labels, params):
    out, _ = ff.network.forward(X, params, ff.activations.relu)
    return np.mean(out.argmax(axis=1) == labels)


def _same(a, b, sizes, if_unknown=True):
    a, b = _params_of(a, sizes), _params_of(b, sizes)
    if isinstance(a, Difference) or isinstance(b, Difference):
        return if_unknown
    return all(np.array_equal(p, q) for p, q in zip(_flat(a), _flat(b), strict=True))


def _flat(params):
    return [part for pair in params for part in pair]


def _read(case, got):
    """Return the _Trainings of a result, or None where one of them gave no valid params."""
    if not isinstance(got, list) or len(got) != len(_Trainings._fields):
        return None
    sizes = case.args[2]
    wide = [ONE_A_FEATURE, *sizes[1:]]
    on_features = [name.startswith("feature") for name in _Trainings._fields]
    read = [_params_of(g, wide if own else sizes) for g, own in zip(got, on_features, strict=True)]
    return None if any(isinstance(p, Difference) for p in read) else _Trainings(*read)


def _shows(rule):
    """Turn a test of (case, _Trainings) into a rule; False if any training failed."""

    def holds(case, got):
        trainings = _read(case, got)
        return trainings is not None and bool(rule(case, trainings))

    return holds


def _first_step(start, stepped):
    """Return the gradient that one small step from `start` implies, as a list of arrays."""
    pairs = zip(_flat(start), _flat(stepped), strict=True)
    return [(a - b) / SMALL_STEP for a, b in pairs]


def _softmax_twice(out, labels):
    return ff.losses.cross_entropy_backward(ff.losses.softmax(out), labels)


# What gives dJ/dout, by the name of a loss or of a mistake.
DOUT = {name: dout for name, (_, dout) in ff.losses.LOSSES.items()}
DOUT["softmax twice"] = _softmax_twice


def _is_gradient(
    change=lambda grads, N: grads, *, f="relu", df="relu", loss="cross_entropy", tolerance=1e-4
):
    """Return a rule: the first step on all samples follows change(the gradient)."""

    def rule(case, t):
        X, labels, sizes, *_ = case.args
        y = np.eye(sizes[-1])[labels] if loss == "mse" else labels
        expected = change(_gradient(X, y, t.start, f, df, loss), len(X))
        return _follows(t.start, t.stepped, expected, tolerance)

    return _shows(rule)


def _gradient(X, y, params, f="relu", df="relu", loss="cross_entropy"):
    """Return the gradient of J on all samples as a list of arrays."""
    known = ff.activations.ACTIVATIONS
    out, cache = ff.network.forward(X, params, known[f][0])
    return _flat(backward(DOUT[loss](out, y), X, cache, params, known[df][1]))


def _follows(start, stepped, grads, tolerance=1e-4):
    """Return True if one small step from `start` went along these gradients."""
    size = max(np.abs(g).max() for g in grads)
    return size > 0 and all(
        np.abs(came - g).max() <= tolerance * size
        for came, g in zip(_first_step(start, stepped), grads, strict=True)
    )


def _weights_only(grads, N):
    return [g * (i % 2 == 0) for i, g in enumerate(grads)]


def _last_layer_only(grads, N):
    return [g * (i >= len(grads) - 2) for i, g in enumerate(grads)]


def _are_twins(case, t):
    """Return True if all units of the first layer start with equal weights."""
    return bool((np.ptp(t.start[0][0], axis=1) == 0).all())


def _is_without_lr(case, t):
    return _equal(t.once, t.start) and not _equal(t.graded, t.start)


def _is_one_epoch(case, t):
    return _equal(t.stepped, t.further) and not _equal(t.start, t.stepped)


def _jumps(case, t):
    """Return True if a second epoch moves params much further than the first, with a tiny lr."""
    first, second = _longest(t.start, t.stepped), _longest(t.stepped, t.further)
    return first < 0.1 and second > 100 * max(first, SMALL_STEP)


def _longest(a, b):
    """Return the largest change of an entry."""
    return max(np.abs(p - q).max() for p, q in zip(_flat(a), _flat(b), strict=True))


def _equal(a, b):
    return all(np.array_equal(p, q) for p, q in zip(_flat(a), _flat(b), strict=True))


def _left_out(start, stepped):
    """Count the samples with a feature of their own whose first-layer weights have not changed."""
    return int((start[0][0] == stepped[0][0]).all(axis=1).sum())


def _is_steps_on_all(steps):
    """Return a rule: an epoch in batches of 3 is this many steps, each on all 7 samples."""

    def rule(case, t):
        cycle = np.arange(ONE_A_FEATURE) % case.args[2][-1]
        grads = _gradient(np.eye(ONE_A_FEATURE), cycle, t.feature_start)
        return _follows(t.feature_start, t.feature_once, [steps * g for g in grads], 1e-2)

    return _shows(rule)


def _forgets_samples(case, t):
    """Return True if the first epoch uses all samples, and the second only a batch of them."""
    first = _left_out(t.feature_start, t.feature_once)
    second = _left_out(t.feature_once, t.feature_twice)
    return first == 0 and ONE_A_FEATURE - 3 <= second < ONE_A_FEATURE


def _uses_samples(*left_out):
    return _shows(lambda case, t: _left_out(t.feature_start, t.feature_once) in left_out)


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


def _is_array(case, got):
    X, _, sizes, *_ = case.args
    found = as_array(got[0]) if isinstance(got, list) and got else None
    return isinstance(found, np.ndarray) and found.shape == (len(X), sizes[-1])


def _has_one_layer(case, got):
    sizes = case.args[2]
    return isinstance(got, list) and not isinstance(
        _params_of(got[0], [sizes[0], sizes[-1]]), Difference
    )


TRAIN = Exercise(
    name="train",
    section="6.8_backprop",
    points=5,
    reference=train,
    cases=_cases,
    results=("params",),
    law=_law,
    call=_trainings,
    open_question=(
        "Print J after each epoch, and for one step the samples, the labels, out, dout and the "
        "gradients. What is not as you expect?"
    ),
    off_limits=(ff.training.train, loss_and_grads, ff.training._run_epoch),
    hints=(
        "You have all the parts already: initialise params, split the samples into batches, "
        "run the forward pass, get dout from the loss, run the backward pass, take a step.",
        "You need two nested loops: one over the epochs, and inside it one over the "
        "batches. The step belongs in the inner loop and starts from the params of the step "
        "before.",
        "Print J once per epoch. If it rises or becomes NaN, check the sign and the size of "
        "your step; if it stays at log K, check whether the hidden units differ at the "
        "start.",
    ),
    mistakes=(
        Mistake(
            "twins",
            "All units of the first layer start with the same weights.",
            "If two units start with equal weights and biases and get equal gradients, when do "
            "they become different?",
            rule=_shows(_are_twins),
        ),
        Mistake(
            "own_generator",
            "Two equal generators give different params, so some of the randomness does not "
            "come from `rng`.",
            "Where do your random numbers come from?",
            rule=_shows(lambda case, t: not _equal(t.once, t.once_again)),
        ),
        Mistake(
            "initial_params_without_rng",
            "Your initial params are the same for two different generators, so they do not come "
            "from `rng`.",
            "Where do the random numbers of your initial weights come from?",
            rule=_shows(lambda case, t: _equal(t.start, t.other_start)),
        ),
        Mistake(
            "never_moved",
            "With lr = 0 and a single epoch, your function returns the same params.",
            "Where does your code use lr, epochs and the result of each step?",
            rule=_shows(lambda case, t: _equal(t.graded, t.start)),
        ),
        Mistake(
            "learning_rate_left_out",
            "In a short training, lr = 0 gives the same params as lr > 0.",
            "How does the length of your step depend on lr?",
            rule=_shows(_is_without_lr),
        ),
        Mistake(
            "climbs",
            "Your step goes along the gradient, so J rises.",
            "Does a gradient point uphill or downhill?",
            rule=_is_gradient(lambda grads, N: [-g for g in grads]),
        ),
        Mistake(
            "not_averaged",
            "A step on a batch of N samples is N times too long, as if their gradients were "
            "summed and not averaged.",
            "Where does the 1/N of J enter your gradient?",
            rule=_is_gradient(lambda grads, N: [g * N for g in grads]),
        ),
        Mistake(
            "averaged_twice",
            "A step on a batch of N samples is N times too short, as if their mean gradient were "
            "divided by N once more.",
            "Where does your code divide by N or take a mean?",
            rule=_is_gradient(lambda grads, N: [g / N for g in grads]),
        ),
        Mistake(
            "sample_by_sample",
            "With all N samples in one batch, an epoch has about the effect of N steps, one per "
            "sample.",
            "How many steps should an epoch of 8 samples take with batch_size 4?",
            rule=_is_gradient(lambda grads, N: [g * N for g in grads], tolerance=0.2),
        ),
        Mistake(
            "softmax_left_out",
            "Your step follows the gradient of the squared error between out and the one-hot "
            "labels. Softmax does not appear in it.",
            "Which loss does the exercise ask for, and what is its dJ/dout?",
            rule=_is_gradient(loss="mse"),
        ),
        Mistake(
            "softmax_twice",
            "Your steps fit a gradient with softmax(softmax(out)) in place of softmax(out).",
            "Does `cross_entropy_backward` expect logits or probabilities?",
            rule=_is_gradient(loss="softmax twice"),
        ),
        Mistake(
            "biases_left_out",
            "Only the weights change: the biases keep their initial values.",
            "What does each of your steps do with the gradients of the biases?",
            rule=_is_gradient(_weights_only),
        ),
        Mistake(
            "last_layer_only",
            "Only the last layer changes.",
            "Which layers does each of your steps update?",
            rule=_is_gradient(_last_layer_only),
        ),
        Mistake(
            "linear",
            "Your step follows the gradient of a network without ReLU. Such a network is a "
            "single affine layer, which cannot separate these classes.",
            "Which f does your forward pass use, and which f' does your backward pass use?",
            rule=_is_gradient(f="identity", df="identity"),
        ),
        Mistake(
            "relu_slope_left_out",
            "Your gradient lacks the factor f' of the hidden layers.",
            "What is f'(h) for a negative h, and where does your backward pass use it?",
            rule=_is_gradient(df="identity"),
        ),
        Mistake(
            "one_epoch",
            "In a separate short training, epochs = 2 gives the same params as epochs = 1.",
            "With epochs = 2, how many times does your function go through all the batches?",
            rule=_shows(_is_one_epoch),
        ),
        Mistake(
            "full_batch",
            "In a separate training on 7 samples with batch_size 3, an epoch is a single step on "
            "all the samples.",
            "How many steps should such an epoch take, and where does your code use batch_size?",
            rule=_is_steps_on_all(1),
        ),
        Mistake(
            "initialised_again",
            f"In a separate short training with lr = {SMALL_STEP}, the second epoch changes the "
            "params far more than such small steps can.",
            "What happens to params at the beginning of an epoch?",
            rule=_shows(_jumps),
        ),
        Mistake(
            "one_batch_an_epoch",
            "In a short training on 7 samples with batch_size 3, only one batch of an epoch "
            "influences the params.",
            "How many steps does your epoch take, and from which params does each of them start?",
            rule=_uses_samples(4, 6),
        ),
        Mistake(
            "last_batch_lost",
            "One of 7 samples has no influence with batch_size 3, as if the short last batch "
            "were missing.",
            "How many batches do 7 samples make with batch_size 3?",
            rule=_uses_samples(1),
        ),
        Mistake(
            "part_of_the_samples",
            "In an epoch, some samples do not influence the params.",
            "Which rows of X does your training use in one epoch?",
            rule=_uses_samples(2, 3, 5),
        ),
        Mistake(
            "diverged",
            "The training has diverged: at the end, J is huge, infinite or NaN.",
            "Print J after each of the first steps. How does your code compute the gradient of the "
            "first step that raises J?",
            rule=_is_diverged,
        ),
        Mistake(
            "all_samples_in_each_step",
            "In a separate training on 7 samples with batch_size 3, each of the 3 steps of an "
            "epoch uses all the samples.",
            "Which arrays do your forward and your backward pass use: X, or the batch?",
            rule=_is_steps_on_all(3),
        ),
        Mistake(
            "samples_forgotten",
            "A separate training on 7 samples with batch_size 3 shows this: all 7 influence the "
            "first epoch, but at most 3 of them influence the second.",
            "What do X and labels hold when your second epoch begins?",
            rule=_shows(_forgets_samples),
        ),
        Mistake(
            "not_finished",
            "Every training sample is classified correctly, but the network is not good enough "
            "yet.",
            "How many steps does your training take, and how long is each of them?",
            rule=_is_nearly,
        ),
        Mistake(
            "array_returned",
            "Your function returns an array with a row for each sample. params is a list of pairs"
            " (W, b).",
            "Which of your variables holds the trained pairs (W, b)?",
            rule=_is_array,
        ),
        Mistake(
            "no_hidden_layers",
            "Your params hold a single layer, whose W leads from the inputs straight to the "
            "outputs.",
            "Which widths does your code use to initialise params?",
            rule=_has_one_layer,
        ),
    ),
    remarks=(
        "learning_rate_left_out",
        "one_epoch",
        "full_batch",
        "all_samples_in_each_step",
        "one_batch_an_epoch",
        "last_batch_lost",
        "part_of_the_samples",
        "samples_forgotten",
        "biases_left_out",
        "not_averaged",
        "averaged_twice",
        "sample_by_sample",
    ),
)
