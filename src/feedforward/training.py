"""Training: mini-batches, one step downhill, and the loop around them."""

import time

import numpy as np

from feedforward._fast import Batches, InPlaceGradient, blas_threads
from feedforward._history import Recorder, copy_of
from feedforward.activations import activation_pair
from feedforward.losses import loss_pair
from feedforward.optimizers import OPTIMIZERS
from feedforward.validation import (
    as_inputs,
    as_targets,
    check_choice,
    check_params,
    check_range,
    check_whole,
)


def minibatches(X, y, batch_size, rng):
    """Return the samples in batches, in a new random order drawn from `rng`.

    Each sample occurs exactly once, together with its y.
    X (N, M), y (N, ...) -> an iterable of (X_batch, y_batch) with batch_size rows each; the last
    pair holds what is left and is never empty
    """
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


def sgd_step(params, grads, lr):
    """Return new params after a descent step at learning rate lr; leave the old ones unchanged."""
    return [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads, strict=True)]


def train(
    X,
    y,
    params,
    *,
    activation="relu",
    loss="cross_entropy",
    epochs,
    lr,
    batch_size=None,
    rng,
    optimizer="sgd",
    l2=0.0,
    dropout=0.0,
    validation=None,
    progress=True,
    lr_decay=1.0,
    patience=None,
    record_every=1,
):
    """Walk down the loss from `params`, and give back new params and the history of the walk.

    activation, loss: names, or the pairs of functions that they stand for. optimizer: "sgd",
    "momentum", "nesterov", "adam", or a function like those in `optimizers`. batch_size: rows an
    update, None for all of them. lr is multiplied by lr_decay after each epoch. l2 counts weights,
    not biases; dropout is the probability that a hidden unit is dropped. validation: (X, y) to
    watch on the way. patience: stop after so many records without a better validation loss, and
    give back the params of the best one. progress: show a bar, if it takes longer than a second.

    The history is a dict of lists with an entry for every `record_every` epochs and for the last
    one: "epoch", "updates", "samples" and "seconds" since the start, "loss" (without the L2
    penalty), "accuracy" (cross-entropy only), and "val_loss", "val_accuracy" with validation
    data; the losses are those of the params at the end of the epoch, without dropout.
    history["stopped_by"] is "epochs", "patience" or "interrupt": Ctrl-C keeps what was learned.

    X (N, M); y (N,) integer labels, or (N, n) for "mse" -> params, history
    ValueError for arguments that do not fit; FloatingPointError, with the cause, when the loss is
    no longer finite.
    """
    activation, loss = activation_pair(activation), loss_pair(loss)
    check_params(params)
    _check_options(epochs, lr, batch_size, optimizer, l2, dropout, lr_decay, patience, record_every)
    watched = {"": _as_data((X, y), params, loss)}
    if validation is not None:
        watched["val_"] = _as_data(validation, params, loss, " of validation")
    elif patience is not None:
        raise ValueError("patience waits for a better validation loss; validation is None.")

    gradient = InPlaceGradient(params, activation, loss, float(l2), float(dropout), rng)
    step = OPTIMIZERS.get(optimizer, optimizer)(gradient.theta, gradient.gradient)
    batches = Batches(*watched[""], batch_size, loss, params[-1][0].shape[1])
    recorder = Recorder(watched, activation, loss, batch_size, patience)
    stopped_by, bar = "epochs", _progress_bar(epochs, progress)
    try:
        # a loss that overflows is reported below, once, with its cause
        with (
            np.errstate(over="ignore", invalid="ignore"),
            blas_threads(params, batch_size or len(X)),
        ):
            start = time.perf_counter()
            for epoch in bar:
                rate = float(lr * lr_decay ** (epoch - 1))
                _run_epoch(batches, gradient, step, rate, rng)
                if epoch % record_every and epoch != epochs:
                    continue
                seconds = time.perf_counter() - start
                if not np.isfinite(recorder.record(epoch, seconds, gradient.params)):
                    cause = recorder.cause_of_divergence(epoch, rate, l2, params, gradient.params)
                    raise FloatingPointError(cause)
                if recorder.is_patience_over():
                    stopped_by = "patience"
                    break
    except KeyboardInterrupt:
        stopped_by = "interrupt"
    finally:
        bar.close()
    return recorder.best_params or copy_of(gradient.params), recorder.history(stopped_by)


def _run_epoch(batches, gradient, step, lr, rng):
    for X, y in batches.epoch(rng):
        gradient(X, y)
        step(lr)


def _as_data(pair, params, loss_pair, whose=""):
    X, y = pair
    X = as_inputs(X, params, f"X{whose}")
    return X, as_targets(y, X, params, loss_pair, f"y{whose}")


def _check_options(
    epochs, lr, batch_size, optimizer, l2, dropout, lr_decay, patience, record_every
):
    check_whole("epochs", epochs)
    check_whole("record_every", record_every)
    for name, value in (("batch_size", batch_size), ("patience", patience)):
        if value is not None:
            check_whole(name, value)
    check_range("lr", lr, 0, np.inf)
    check_range("l2", l2, 0, np.inf)
    check_range("lr_decay", lr_decay, 0, np.inf)
    check_range("dropout", dropout, 0, 1)
    if not callable(optimizer):
        check_choice("optimizer", optimizer, OPTIMIZERS)


def _progress_bar(epochs, progress):
    from tqdm.auto import tqdm  # here, because it takes long to import

    # after a second: nobody needs a bar for what is over before one can read it
    return tqdm(range(1, epochs + 1), unit="epoch", delay=1, disable=not progress)
