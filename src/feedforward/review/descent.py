"""Short questions about the exercises of 6.6."""

from operator import itemgetter

import numpy as np

from .template import Template, first, named, one_of, short, whole


def _line(rng, N=2):
    """Draw X (N, 1), y (N,), w (1,), b: a line that misses its points by whole numbers."""
    X, w, b = whole(rng, N, 1), whole(rng, 1), float(whole(rng))
    return X, X @ w + b + whole(rng, N), w, b


def _at(X, y, w, b):
    return (
        f"Let `X = {short(X)}`, `y = {short(y)}`, `w = {short(w)}` and `b = {short(b)}`, and let J be "
        "1/(2N) times the sum of the squares of Xw + b - y."
    )


def _sizes(rng, least_rest=0):
    """Draw N and a batch size that leaves at least `least_rest` samples over."""
    size = int(rng.integers(3, 6))
    return size * int(rng.integers(2, 4)) + int(rng.integers(least_rest, size)), size


def _full(N, size):
    """The sizes of the full batches."""
    return [size] * (N // size)


def _evenly(N, count):
    """The sizes of `count` batches of nearly the same size."""
    return [len(part) for part in np.array_split(np.arange(N), count)]


def _spread(rng):
    """Draw the gradients of four samples, whose standard deviation is whole, and a batch size."""
    centre, spread = int(rng.integers(1, 6)), int(rng.integers(1, 5))
    away = rng.permutation([-spread, -spread, spread, spread])
    return (centre + away)[:, None] * 1.0, one_of(rng, 4, 9, 16)


def _first_adam(rng):
    zero = np.zeros(1)
    return whole(rng, 1), whole(rng, 1), zero, zero, 1, one_of(rng, 0.1, 0.2), 0.9, 0.999


def _adam_text(w, grad, m, v, t, lr, beta1, beta2):
    return (
        f"Adam makes its first update, starting from `m = v = [0]`, with `grad = {short(grad)}`, "
        "`beta1 = 0.9` and `beta2 = 0.999`."
    )


TEMPLATES = (
    Template(
        "linear_gradient",
        _line,
        lambda X, y, w, b: f"{_at(X, y, w, b)} What is the gradient of J?",
        "With the errors e = Xw + b - y, dw is the mean of e times x, and db is the mean of e.",
        part=named("dw", "db"),
    ),
    Template(
        "batch_gradient_descent",
        lambda rng: (*_line(rng), one_of(rng, 0.1, 0.5), 1),
        lambda X, y, w, b, lr, steps: (
            f"{_at(X, y, w, b)} What are w and b after one step of gradient descent with "
            f"`lr = {short(lr)}`?"
        ),
        "From each of w and b, subtract lr times its derivative, taken at the old w and b.",
        part=lambda results: named("w", "b")(results[:2]),
    ),
    Template(
        "batch_gradient_descent",
        lambda rng: (*_line(rng), one_of(rng, 0.1, 0.5), 1),
        lambda X, y, w, b, lr, steps: (
            f"{_at(X, y, w, b)} What does `batch_gradient_descent` return as `losses` for "
            f"`steps = 1` and `lr = {short(lr)}`?"
        ),
        "There is one loss for each step, the value of J before that step.",
        part=itemgetter(2),
    ),
    Template(
        "sgd_epoch",
        lambda rng: (*_line(rng, 3), one_of(rng, 0.1, 0.5), rng.permutation(3)[:2]),
        lambda X, y, w, b, lr, order: (
            f"Let `X = {short(X)}`, `y = {short(y)}`, `w = {short(w)}` and `b = {short(b)}`. What "
            f"are w and b after `sgd_epoch` with `lr = {short(lr)}` and `order = {short(order)}`?"
        ),
        "Take the samples one by one, in this order, and use the updated w and b for the next sample.",
        part=named("w", "b"),
    ),
    Template(
        "minibatches",
        lambda rng: _sizes(rng, least_rest=1),
        lambda N, size: (
            f"{N} samples are split into mini-batches with `batch_size = {size}`. How many "
            "samples does each batch contain?"
        ),
        "All batches are full except the last, which contains the samples that are left over.",
        right=lambda N, size: [*_full(N, size), N % size],
        wrong={
            "empty_batch": lambda N, size: [*_full(N, size), N % size, 0],
            "last_batch_lost": lambda N, size: _full(N, size),
            "whole_batch": lambda N, size: [N],
            "first_batch_only": lambda N, size: [size],
            "filled_up": lambda N, size: [*_full(N, size), size],
            "rest_appended": lambda N, size: [*_full(N, size)[1:], size + N % size],
            "evenly_split": lambda N, size: _evenly(N, -(-N // size)),
            "short_batch_first": lambda N, size: [N % size, *_full(N, size)],
            "size_as_count": lambda N, size: _evenly(N, size),
        },
    ),
    Template(
        "updates_per_epoch",
        _sizes,
        lambda N, size: (
            f"How many updates does an epoch take with {N} samples and `batch_size = {size}`?"
        ),
        "It is N divided by the batch size, rounded up: a short last batch gives an update, too.",
    ),
    Template(
        "gradient_noise",
        _spread,
        lambda per_sample, size: (
            f"For one parameter, the gradients of four samples are `{short(per_sample[:, 0])}`. What is the "
            f"standard error of the gradient of a mini-batch of {size}, drawn with replacement?"
        ),
        "It is the standard deviation of the four gradients divided by the square root of the batch "
        "size.",
        part=first,
    ),
    Template(
        "momentum_step",
        lambda rng: (whole(rng, 1), whole(rng, 1), whole(rng, 1), 0.1, one_of(rng, 0.5, 0.9)),
        lambda w, grad, velocity, lr, beta: (
            f"The heavy ball is at `w = {short(w)}` with `velocity = {short(velocity)}`, and "
            f"`grad = {short(grad)}`, `lr = 0.1`, `beta = {short(beta)}`. What are w and velocity after the "
            "step?"
        ),
        "velocity becomes beta * velocity + grad, and then w becomes w - lr * velocity.",
        part=named("w", "velocity"),
    ),
    Template(
        "adam_step",
        _first_adam,
        lambda *args: (
            f"{_adam_text(*args)} If `w = {short(args[0])}` before the update, and `lr = "
            f"{short(args[5])}`, what is w after it?"
        ),
        "m_hat is grad and v_hat is its square, so w moves by lr against the sign of grad.",
        part=itemgetter(0),
    ),
    Template(
        "adam_step",
        _first_adam,
        lambda *args: f"{_adam_text(*args)} What are m and v afterwards?",
        "m is (1 - beta1) grad, and v is (1 - beta2) grad²; the corrected values are not stored.",
        part=lambda results: named("m", "v")(results[1:]),
    ),
)
