"""6.5 Losses."""

import math

import numpy as np

import feedforward as ff


def mse_by_loop(out, y):
    total = 0.0
    for o, t in zip(out.ravel(), y.ravel(), strict=True):
        total += (o - t) ** 2
    return total / 2 / out.shape[0]


def mse_by_rows(out, y):
    return np.mean([np.dot(np.atleast_1d(d), np.atleast_1d(d)) / 2 for d in out - y])


def mse_gradient_by_loop(out, y):
    dout = np.empty(out.shape)
    for index in np.ndindex(*out.shape):
        dout[index] = (out[index] - y[index]) / out.shape[0]
    return dout


def softmax_by_loop(out):
    rows = []
    for row in out:
        e = [math.exp(v - max(row)) for v in row]
        rows.append([v / sum(e) for v in e])
    return rows


def softmax_by_logarithms(out):
    return np.exp(out - np.logaddexp.reduce(out, axis=1, keepdims=True))


def softmax_by_differences(out):
    gaps = np.minimum(out[:, np.newaxis, :] - out[:, :, np.newaxis], 700.0)
    return 1 / np.exp(gaps).sum(axis=2)


def softmax_transposed(out):
    e = np.exp(out.T - np.max(out.T, axis=0))
    return (e / np.sum(e, axis=0)).T


def kl_by_loop(p, q):
    if p.ndim > 1:
        return [kl_by_loop(a, b) for a, b in zip(p, q, strict=True)]
    total = 0.0
    for a, b in zip(p, q, strict=True):
        if a > 0:
            total += a * math.log(a / b) if b > 0 else math.inf
    return total


def kl_by_harmless_numbers(p, q):
    both = (p > 0) & (q > 0)
    terms = p * (np.log(np.where(both, p, 1)) - np.log(np.where(both, q, 1)))
    return np.where((p > 0) & (q == 0), np.inf, terms).sum(axis=-1)


def kl_told_not_to_warn(p, q):
    with np.errstate(all="ignore"):
        return np.einsum("...k->...", np.nan_to_num(p * np.log(p / q), nan=0, posinf=np.inf))


def kl_by_log_where(p, q):
    positive = p > 0
    ratio = np.divide(p, q, out=np.full(np.shape(p), np.inf), where=q > 0)
    logs = np.log(ratio, out=np.zeros(np.shape(p)), where=positive)
    return np.sum(np.multiply(p, logs, out=np.zeros(np.shape(p)), where=positive), axis=-1)


def cross_entropy_by_loop(out, labels):
    total = 0.0
    for row, label in zip(out, labels, strict=True):
        top = max(row)
        total += top + math.log(sum(math.exp(v - top) for v in row)) - row[label]
    return total / len(labels)


def cross_entropy_by_one_hot(out, labels):
    one_hot = (np.arange(out.shape[1]) == labels[:, None]).astype(float)
    shifted = out - np.max(out, axis=1)[:, None]
    log_S = shifted - np.log(np.sum(np.exp(shifted), axis=1))[:, None]
    return -np.sum(one_hot * log_S) / len(out)


def cross_entropy_by_logaddexp(out, labels):
    chosen = np.take_along_axis(out, labels[:, None], axis=1)[:, 0]
    return np.average(np.logaddexp.reduce(out, axis=1) - chosen)


def cross_entropy_gradient_by_loop(out, labels):
    S = ff.softmax(out)
    N, K = S.shape
    return [[(S[n, k] - (k == labels[n])) / N for k in range(K)] for n in range(N)]


def cross_entropy_gradient_by_one_hot(out, labels):
    e = np.exp(out)
    return (e / e.sum(1)[:, None] - np.eye(out.shape[1])[labels]) / out.shape[0]


def cross_entropy_gradient_by_jacobian(out, labels):
    dout = np.zeros(out.shape)
    for n, (s, label) in enumerate(zip(ff.softmax(out), labels, strict=True)):
        dS = np.zeros(len(s))
        dS[label] = -1 / s[label] / len(out)
        dout[n] = (np.diag(s) - np.outer(s, s)) @ dS
    return dout


def capped(least):
    def cross_entropy(out, labels):
        S = np.clip(ff.softmax(out), least, 1)
        return -np.mean(np.log(S[np.arange(len(out)), labels]))

    return cross_entropy


def smoothed(eps):
    return lambda p, q: np.sum(p * np.log((p + eps) / (q + eps)), axis=-1)


def through_the_network(out, labels):
    J, _ = ff.loss_and_grads(out, labels, [(np.eye(out.shape[1]), np.zeros(out.shape[1]))])
    return J


def softmax_mended_afterwards(out):
    naive = np.exp(out) / np.exp(out).sum(axis=1, keepdims=True)
    return np.where(np.isfinite(naive).all(axis=1, keepdims=True), naive, softmax_by_loop(out))


def softmax_of_scipy(out):
    from scipy.special import softmax

    return softmax(out, axis=1)


def likelihood_by_loop(out, y, sigma):
    total = 0.0
    for prediction, target in zip(out, y, strict=True):
        total += (float(target) - float(prediction)) ** 2 / (2 * sigma**2)
    return total / len(out) + math.log(sigma * math.sqrt(2 * math.pi))


def likelihood_from_the_mse(out, y, sigma):
    J = np.sum((out - y) ** 2) / (2 * len(out))
    return J / sigma**2 + np.log(sigma) + np.log(2 * np.pi) / 2


def likelihood_from_log_densities(out, y, sigma):
    log_p = -0.5 * ((out - y) / sigma) ** 2 - 0.5 * np.log(2 * np.pi * sigma**2)
    return np.array(-log_p.sum() / log_p.size)


def likelihood_by_dot_product(out, y, sigma):
    r = (out - y).astype(float)
    return float(r @ r) / (2 * sigma * sigma * r.shape[0]) - np.log(
        1 / (sigma * (2 * np.pi) ** 0.5)
    )


RIGHT = {
    "gaussian_nll": [
        likelihood_by_loop,
        likelihood_from_the_mse,
        likelihood_from_log_densities,
        likelihood_by_dot_product,
    ],
    "mse": [
        mse_by_loop,
        mse_by_rows,
        lambda out, y: 0.5 * np.linalg.norm(out - y) ** 2 / len(y),
        lambda out, y: np.mean((y - out) ** 2) * out.size / (2 * len(out)),
    ],
    "mse_backward": [
        mse_gradient_by_loop,
        lambda out, y: -(y - out) / out.shape[0],
        lambda out, y: 2 * (out - y) * (1 / (2 * len(out))),
        lambda out, y: [np.subtract(o, t) / len(y) for o, t in zip(out, y, strict=True)],
    ],
    "softmax": [softmax_by_loop, softmax_by_logarithms, softmax_by_differences, softmax_transposed],
    "kl_divergence": [
        kl_by_loop,
        kl_by_harmless_numbers,
        kl_told_not_to_warn,
        kl_by_log_where,
    ],
    "cross_entropy": [
        cross_entropy_by_loop,
        cross_entropy_by_one_hot,
        cross_entropy_by_logaddexp,
    ],
    "cross_entropy_backward": [
        cross_entropy_gradient_by_loop,
        cross_entropy_gradient_by_one_hot,
        cross_entropy_gradient_by_jacobian,
    ],
}


def cross_entropy_backward_in_place(out, labels):
    out -= out.max(axis=1, keepdims=True)
    e = np.exp(out)
    one_hot = np.eye(out.shape[1])[labels]
    return (e / e.sum(axis=1, keepdims=True) - one_hot) / len(out)


def mse_backward_in_place(out, y):
    out -= y
    return out / len(out)


def softmax_in_place(out):
    out -= out.max(axis=1, keepdims=True)
    return np.exp(out) / np.exp(out).sum(axis=1, keepdims=True)


WRONG = {
    ("softmax", "in_proportion"): [
        lambda out: (
            (out - out.min(axis=1, keepdims=True) + 1e-9)
            / (out - out.min(axis=1, keepdims=True) + 1e-9).sum(axis=1, keepdims=True)
        ),
        lambda out: 1.0 * out,
        lambda out: (out - out.mean(axis=1, keepdims=True) + 1) / out.shape[1],
    ],
    ("cross_entropy_backward", "changed_arguments"): [cross_entropy_backward_in_place],
    ("mse_backward", "changed_arguments"): [mse_backward_in_place],
    ("softmax", "changed_arguments"): [softmax_in_place],
    ("mse", "factor_n"): [lambda out, y: mse_by_loop(out, y) * (out.size / len(out))],
    ("mse", "sign"): [lambda out, y: -mse_by_loop(out, y)],
    ("mse_backward", "library_call"): [
        lambda out, y: ff.numerical_gradient(lambda o: ff.mse(o, y), out.astype(float)),
        lambda out, y: ff.loss_pair("mse")[1](out, y),
    ],
    ("softmax", "overflow"): [
        lambda out: np.exp(out) / np.einsum("nk->n", np.exp(out))[:, np.newaxis],
    ],
    ("softmax", "warned"): [softmax_mended_afterwards],
    ("softmax", "keepdims"): [
        lambda out: np.exp(out - out.max(axis=1)) / np.exp(out - out.max(axis=1)).sum(axis=1),
    ],
    ("softmax", "foreign_library"): [softmax_of_scipy],
    ("kl_divergence", "sign"): [lambda p, q: -kl_told_not_to_warn(p, q)],
    ("kl_divergence", "swapped"): [lambda p, q: kl_told_not_to_warn(q, p)],
    ("kl_divergence", "finite_for_impossible"): [
        smoothed(1e-12),
        smoothed(1e-10),
        lambda p, q: np.nan_to_num(kl_told_not_to_warn(p, q)),
    ],
    ("kl_divergence", "library_call"): [
        lambda p, q: ff.kl_divergence(np.atleast_2d(p), np.atleast_2d(q)).reshape(p.shape[:-1]),
    ],
    ("cross_entropy", "capped"): [capped(1e-12), capped(1e-15), capped(1e-100)],
    ("cross_entropy", "library_call"): [
        through_the_network,
        lambda out, labels: ff.LOSSES["cross_entropy"][0](out, labels),
    ],
    ("cross_entropy", "sign"): [lambda out, labels: -cross_entropy_by_loop(out, labels)],
    ("cross_entropy_backward", "factor_1/N"): [
        lambda out, labels: cross_entropy_gradient_by_one_hot(out, labels) / len(out),
    ],
    ("cross_entropy_backward", "label_only"): [
        lambda out, labels: (
            -np.eye(out.shape[1])[labels]
            / ff.softmax(out)
            * ff.softmax(out)
            * (1 - ff.softmax(out))
            / len(out)
        ),
    ],
    ("cross_entropy_backward", "library_call"): [
        lambda out, labels: ff.numerical_gradient(
            lambda o: ff.cross_entropy(o, labels), out.astype(float)
        ),
    ],
}
