"""6.6 Gradient descent."""

import copy
import math

import numpy as np


def gradient_by_loops(X, y, w, b):
    N, M = X.shape
    dw, db = [0.0] * M, 0.0
    for n in range(N):
        error = float(b) + sum(float(X[n, m]) * float(w[m]) for m in range(M)) - float(y[n])
        db += error / N
        for m in range(M):
            dw[m] += error * float(X[n, m]) / N
    return dw, db


def gradient_by_normal_matrix(X, y, w, b):
    A = np.c_[X, np.ones(len(X))].astype(float)
    g = (A.T @ A @ np.r_[w, b] - A.T @ y) / len(A)
    return g[:-1], g[-1]


def gradient_by_einsum(X, y, w, b):
    error = np.einsum("nm,m->n", X, w) + b - y
    return [np.mean(X * error[:, None], axis=0), np.mean(error)]


def gradient_by_nudging(X, y, w, b):
    def J(v):
        return ((X.astype(float) @ v[:-1] + v[-1] - y) ** 2).sum() / (2 * len(X))

    v = np.r_[w, b].astype(float)  # J is a parabola: central differences of any width are exact
    g = [(J(v + e) - J(v - e)) / 2 for e in np.eye(len(v))]
    return np.array(g[:-1]), np.float64(g[-1])


def descent_on_one_vector(X, y, w, b, lr, steps):
    A, v, losses = np.column_stack([X, np.ones(len(X))]), np.append(w, b), np.zeros(steps)
    for t in range(steps):
        r = A @ v - y
        losses[t] = r @ r / (2 * len(r))
        v = v - lr / len(r) * (r @ A)
    return v[:-1], v[-1], losses


def descent_with_copies(X, y, w, b, lr, steps):
    w, losses = w.copy(), ()
    while len(losses) < steps:
        error = X.dot(w) + b - y
        losses += (0.5 * np.mean(error**2),)
        w -= lr * np.mean(error[:, None] * X, axis=0)
        b = b - lr * np.mean(error)
    return [w, b, losses]


def descent_by_recursion(X, y, w, b, lr, steps):
    if steps == 0:
        return w, b, []
    dw, db = gradient_by_loops(X, y, w, b)
    J = sum((X @ w + b - y) ** 2) / (2 * len(y))
    w, b, rest = descent_by_recursion(X, y, w - lr * np.array(dw), b - lr * db, lr, steps - 1)
    return w, b, [J, *rest]


def epoch_row_by_row(X, y, w, b, lr, order):
    for i in order:
        error = np.dot(X[i], w) + b - y[i]
        w, b = w - lr * error * X[i], b - lr * error
    return w, b


def epoch_in_plain_numbers(X, y, w, b, lr, order):
    w, b = [float(v) for v in w], float(b)
    for i in order:
        error = sum(x * v for x, v in zip(X[i], w, strict=True)) + b - y[i]
        w = [v - lr * error * x for x, v in zip(X[i], w, strict=True)]
        b -= lr * error
    return [w, np.array(b)]


def epoch_over_shuffled(X, y, w, b, lr, order):
    v = np.append(w, b)
    for x, t in zip(X[np.asarray(order)], y[np.asarray(order)], strict=True):
        x = np.append(x, 1)
        v = v - lr * (v @ x - t) * x
    return v[:-1], v[-1]


def deal_as_list(X, y, batch_size, rng):
    order = list(range(len(y)))
    rng.shuffle(order)
    pieces = [order[i : i + batch_size] for i in range(0, len(y), batch_size)]
    return [[X[p], y[p]] for p in pieces]


def deal_by_random_keys(X, y, batch_size, rng):
    order = np.argsort(rng.random(len(X)))
    cuts = np.arange(batch_size, len(X), batch_size)
    return zip(np.split(X[order], cuts), np.split(y[order], cuts), strict=True)


def deal_row_by_row(X, y, batch_size, rng):
    left = list(rng.choice(len(X), size=len(X), replace=False))
    while left:
        now, left = left[:batch_size], left[batch_size:]
        yield [X[i].tolist() for i in now], [y[i] for i in now]


class Row:
    """A sequence of batches that is known by its places alone."""

    def __init__(self, X, y, batch_size, rng):
        self.batches = deal_as_list(X, y, batch_size, rng)

    def __getitem__(self, place):
        return self.batches[place]


class Dealer:
    """An iterable that is no iterator."""

    def __init__(self, X, y, batch_size, rng):
        self.batches = deal_as_list(X, y, batch_size, rng)

    def __iter__(self):
        return iter(self.batches)


def updates_by_counting(N, batch_size):
    return sum(1 for _ in range(0, N, batch_size)) if N < 1e6 else (N - 1) // batch_size + 1


def updates_with_rest(N, batch_size):
    full, rest = divmod(N, batch_size)
    return full + bool(rest)


def noise_from_squares(per_sample, batch_size):
    g = np.asarray(per_sample, float)
    g = g - g.mean(axis=0)
    return ((g**2).mean(axis=0) / batch_size) ** 0.5


def noise_column_by_column(per_sample, batch_size):
    return [np.std(column) / math.sqrt(batch_size) for column in per_sample.T]


def ball_entry_by_entry(w, grad, velocity, lr, beta):
    new_w, new_velocity = np.zeros_like(w), np.zeros_like(w)
    for i in np.ndindex(w.shape):
        new_velocity[i] = beta * velocity[i] + grad[i]
        new_w[i] = w[i] - lr * new_velocity[i]
    return new_w, new_velocity


def ball_by_the_step(w, grad, velocity, lr, beta):
    step = -lr * grad - lr * beta * velocity
    return [w + step, -step / lr]


def ball_on_copies(w, grad, velocity, lr, beta):
    w, velocity = np.array(w), np.array(velocity)
    velocity *= beta
    velocity += grad
    w -= lr * velocity
    return w, velocity


def adam_by_blending(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m = m + (1 - beta1) * (grad - m)
    v = v + (1 - beta2) * (grad * grad - v)
    rate = lr / (1 - beta1**t)
    return [w - rate * m / (eps + (v / (1 - beta2**t)) ** 0.5), m, v]


def adam_with_the_root_corrected(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m, v = beta1 * m + (1 - beta1) * grad, beta2 * v + (1 - beta2) * np.square(grad)
    c = np.sqrt(1 - np.power(beta2, t))
    return w - lr * c * m / ((1 - np.power(beta1, t)) * (np.sqrt(v) + eps * c)), m, v


def adam_on_copies(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    w, m, v = w.copy(), m.copy(), v.copy()
    m *= beta1
    m += (1 - beta1) * grad
    v *= beta2
    v += (1 - beta2) * grad**2
    w -= lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return w, m, v


def adam_entry_by_entry(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    results = [np.zeros_like(w) for _ in range(3)]
    for i in np.ndindex(w.shape):
        one = beta1 * m[i] + (1 - beta1) * grad[i]
        two = beta2 * v[i] + (1 - beta2) * grad[i] ** 2
        step = one / (1 - beta1**t) / (math.sqrt(two / (1 - beta2**t)) + eps)
        for result, value in zip(results, (w[i] - lr * step, one, two), strict=True):
            result[i] = value
    return tuple(results)


RIGHT = {
    "momentum_step": [ball_entry_by_entry, ball_by_the_step, ball_on_copies],
    "adam_step": [
        adam_by_blending,
        adam_with_the_root_corrected,
        adam_on_copies,
        adam_entry_by_entry,
    ],
    "linear_gradient": [
        gradient_by_loops,
        gradient_by_normal_matrix,
        gradient_by_einsum,
        gradient_by_nudging,
    ],
    "batch_gradient_descent": [descent_on_one_vector, descent_with_copies, descent_by_recursion],
    "sgd_epoch": [epoch_row_by_row, epoch_in_plain_numbers, epoch_over_shuffled],
    "minibatches": [deal_as_list, deal_by_random_keys, deal_row_by_row, Dealer, Row],
    "updates_per_epoch": [
        updates_by_counting,
        updates_with_rest,
        lambda N, batch_size: np.ceil(N / batch_size),
        lambda N, batch_size: (N + batch_size - 1) // batch_size,
        lambda N, batch_size: sum(1 for _ in range(0, N, batch_size)),
    ],
    "gradient_noise": [
        noise_from_squares,
        noise_column_by_column,
        lambda g, B: np.sqrt(np.diag(np.atleast_2d(np.cov(g.T, bias=True))) / B),
    ],
}


def dealt(pieces):
    """An answer that deals the rows that `pieces(N, batch_size, rng)` gives, piece by piece."""
    return lambda X, y, B, rng: [(X[p], y[p]) for p in pieces(len(X), B, rng)]


def cut(order, B):
    return [order[i : i + B] for i in range(0, len(order), B)]


def deal_torn(X, y, B, rng):
    return zip(cut(rng.permutation(X), B), cut(rng.permutation(y), B), strict=True)


def deal_only_X(X, y, B, rng):
    return cut(rng.permutation(X), B)


def deal_two_lists(X, y, B, rng):
    order = rng.permutation(len(X))
    return cut(X[order], B), cut(y[order], B)


def deal_filled_up(N, B, rng):
    order = rng.permutation(N)
    return [np.resize(order, -(-N // B) * B)[i : i + B] for i in range(0, N, B)]


def deal_rest_appended(N, B, rng):
    order = rng.permutation(N)
    count = max(1, N // B)
    return [order[i * B : (i + 1) * B if i < count - 1 else N] for i in range(count)]


def deal_shuffled_within(N, B, rng):
    return [rng.permutation(piece) for piece in cut(np.arange(N), B)]


def deal_batches_in_random_order(N, B, rng):
    pieces = cut(np.arange(N), B)
    rest = [pieces.pop()] if N % B else []
    return [pieces[i] for i in rng.permutation(len(pieces))] + rest


def deal_with_a_fixed_place(N, B, rng):
    return cut(np.append(0, 1 + rng.permutation(N - 1)), B)


def adam_step_in_place(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    m *= beta1
    m += (1 - beta1) * grad
    v *= beta2
    v += (1 - beta2) * grad**2
    w = w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return w, m, v


def batch_gradient_descent_in_place(X, y, w, b, lr, steps):
    losses = []
    for _ in range(steps):
        error = X @ w + b - y
        losses.append(0.5 * np.mean(error**2))
        dw, db = X.T @ error / len(y), np.mean(error)
        w -= lr * dw
        b -= lr * db
    return w, b, losses


def minibatches_in_place(X, y, batch_size, rng):
    state = copy.deepcopy(rng)
    rng.shuffle(X)
    state.shuffle(y)
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[start : start + batch_size]


def momentum_step_in_place(w, grad, velocity, lr, beta):
    velocity *= beta
    velocity += grad
    return w - lr * velocity, velocity


def sgd_epoch_in_place(X, y, w, b, lr, order):
    for i in order:
        error = X[i] @ w + b - y[i]
        w -= lr * error * X[i]
        b -= lr * error
    return w, b


def deal_with_zeros(X, y, B, rng):
    for rows in cut(rng.permutation(len(X)), B):
        X_batch, y_batch = np.zeros((B, *X.shape[1:])), np.zeros((B, *y.shape[1:]))
        X_batch[: len(rows)], y_batch[: len(rows)] = X[rows], y[rows]
        yield X_batch, y_batch


def deal_drawn_anew(N, B, rng):
    return [rng.integers(0, N, B) for _ in range(0, N, B)]


WRONG = {
    ("minibatches", "padded"): [deal_with_zeros],
    ("adam_step", "changed_arguments"): [adam_step_in_place],
    ("batch_gradient_descent", "changed_arguments"): [batch_gradient_descent_in_place],
    ("minibatches", "changed_arguments"): [minibatches_in_place],
    ("momentum_step", "changed_arguments"): [momentum_step_in_place],
    ("sgd_epoch", "changed_arguments"): [sgd_epoch_in_place],
    ("minibatches", "X_alone"): [deal_only_X],
    ("minibatches", "two_lists"): [deal_two_lists],
    ("minibatches", "empty_batch"): [
        dealt(lambda N, B, rng: np.split(rng.permutation(N), range(B, N + 1, B)))
    ],
    ("minibatches", "last_batch_lost"): [
        dealt(lambda N, B, rng: cut(rng.permutation(N)[: N // B * B], B))
    ],
    ("minibatches", "first_batch_only"): [dealt(lambda N, B, rng: [rng.permutation(N)[:B]])],
    ("minibatches", "filled_up"): [dealt(deal_filled_up), dealt(deal_drawn_anew)],
    ("minibatches", "rest_appended"): [dealt(deal_rest_appended)],
    ("minibatches", "evenly_split"): [
        dealt(lambda N, B, rng: np.array_split(rng.permutation(N), -(-N // B)))
    ],
    ("minibatches", "short_batch_first"): [
        lambda X, y, B, rng: deal_as_list(X, y, B, rng)[::-1],
        dealt(lambda N, B, rng: np.split(rng.permutation(N), range(N % B or B, N, B))),
    ],
    ("minibatches", "size_as_count"): [
        dealt(lambda N, B, rng: np.array_split(rng.permutation(N), B))
    ],
    ("minibatches", "with_replacement"): [
        dealt(lambda N, B, rng: cut(rng.integers(0, N, N), B)),
        dealt(lambda N, B, rng: [rng.choice(N, len(p)) for p in cut(np.arange(N), B)]),
    ],
    ("minibatches", "pairs_torn"): [deal_torn],
    ("minibatches", "not_shuffled"): [dealt(lambda N, B, rng: cut(np.arange(N), B))],
    ("minibatches", "same_order_each_epoch"): [
        dealt(lambda N, B, rng: cut(np.random.default_rng(0).permutation(N), B))
    ],
    ("minibatches", "own_generator"): [
        dealt(lambda N, B, rng: cut(np.random.default_rng().permutation(N), B))
    ],
    ("minibatches", "global_random"): [dealt(lambda N, B, rng: cut(np.random.permutation(N), B))],
    ("minibatches", "blocks_stay_together"): [
        dealt(deal_shuffled_within),
        dealt(deal_batches_in_random_order),
        dealt(lambda N, B, rng: cut(np.roll(np.arange(N), rng.integers(N)), B)),
    ],
    ("minibatches", None): [
        dealt(deal_with_a_fixed_place),
        lambda X, y, B, rng: ((x + 1, t) for x, t in deal_as_list(X, y, B, rng)),
        lambda X, y, B, rng: [(x, t, B) for x, t in deal_as_list(X, y, B, rng)],
    ],
    ("minibatches", "batch_size_without_influence"): [
        lambda X, y, B, rng: iter(lambda: (X, y), None)
    ],
    ("minibatches", "whole_batch"): [lambda X, y, B, rng: [(X, y)]],
    ("minibatches", "shape"): [
        lambda X, y, B, rng: [(x, t[:, None]) for x, t in deal_as_list(X, y, B, rng)],
    ],
    ("linear_gradient", "sign"): [
        lambda X, y, w, b: (-X.T @ (X @ w + b - y) / len(y), np.mean(X @ w + b - y))
    ],
    ("linear_gradient", "factor_N"): [
        lambda X, y, w, b: (X.T @ (X @ w + b - y), np.mean(X @ w + b - y))
    ],
    ("gradient_noise", "shape"): [lambda g, B: np.std(g, axis=0, keepdims=True) / B**0.5],
    ("updates_per_epoch", None): [
        lambda N, B: str(-(-N // B)),
        lambda N, B: (N + B) // B - 0.5,
    ],
    ("updates_per_epoch", "edge_case"): [lambda N, B: int(N / B + 0.99)],
}
