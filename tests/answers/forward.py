"""6.7 Forward propagation."""

import operator

import numpy as np

from answers import ANY


def affine_in_plain_numbers(Z, W, b):
    out = []
    for z in Z:
        row = [float(v) for v in b]
        for m, value in enumerate(z):
            for k in range(len(row)):
                row[k] += float(value) * float(W[m][k])
        out.append(row)
    return out


def affine_by_broadcasting(Z, W, b):
    return np.sum(Z[:, :, np.newaxis] * W[np.newaxis], axis=1) + b


def affine_term_by_term(Z, W, b):
    out = np.tile(b * 1.0, (Z.shape[0], 1))
    for m in range(W.shape[0]):
        out += np.outer(Z[:, m], W[m])
    return out


def affine_with_a_helper(Z, W, b):
    def dot(u, v):
        return sum(x * y for x, y in zip(u, v, strict=True))

    return [[dot(z, w) + c for w, c in zip(W.T, b, strict=True)] for z in Z]


def affine_by_einsum(Z, W, b):
    return np.einsum("nm,mk->nk", Z, W) + b


def affine_with_ones(Z, W, b):
    return np.hstack([Z, np.ones((len(Z), 1))]).dot(np.vstack([W, b]))


def trace_of_a_real_pass(N, sizes):
    Z = np.zeros((N, sizes[0]))
    shapes = [Z.shape]
    for i in range(1, len(sizes)):
        h = Z @ np.zeros((sizes[i - 1], sizes[i]))
        shapes.append(h.shape)
        if i < len(sizes) - 1:
            Z = np.tanh(h)
            shapes.append(Z.shape)
    return tuple(shapes)


def trace_by_repeating(N, sizes):
    widths = np.repeat(sizes, [1] + [2] * (len(sizes) - 2) + [1])
    return np.column_stack([np.full(len(widths), N), widths])


def forward_by_index(X, params, f):
    h, Z = [None], [X]
    for layer in range(1, len(params)):
        W, b = params[layer - 1]
        h.append(np.dot(Z[-1], W) + b)
        Z.append(f(h[-1]))
    W, b = params[-1]
    return np.dot(Z[-1], W) + b, [[h[i], Z[i]] for i in range(1, len(Z))]


def forward_by_recursion(X, params, f):
    (W, b), *rest = params
    h = np.einsum("nm,mk->nk", X, W) + b
    if not rest:
        return h, []
    Z = f(h)
    out, cache = forward_by_recursion(Z, rest, f)
    return [out, [(h, Z), *cache]]


def forward_sample_by_sample(X, params, f):
    passes = [forward_by_index(x[None], params, f) for x in X]
    cache = [
        tuple(np.vstack([one[1][layer][part] for one in passes]) for part in (0, 1))
        for layer in range(len(params) - 1)
    ]
    return np.vstack([one[0] for one in passes]), tuple(cache)


def predict_by_loop(X, params, f):
    out, _ = forward_by_index(X, params, f)
    return [max(range(len(row)), key=lambda k: row[k]) for row in out.tolist()]


def predict_by_softmax(X, params, f):
    out = forward_by_index(X, params, f)[0].astype(float)
    e = np.exp(out - out.max(axis=1, keepdims=True))
    return np.argmax(e / e.sum(axis=1, keepdims=True), axis=-1).astype(float)


def predict_by_comparing(X, params, f):
    out, _ = forward_by_recursion(X, params, f)
    return (out == out.max(axis=1)[:, None]).argmax(1)


RIGHT = {
    "affine_loops": [
        affine_in_plain_numbers,
        affine_by_broadcasting,
        affine_term_by_term,
        affine_with_a_helper,
    ],
    "affine_forward": [
        affine_in_plain_numbers,
        affine_by_einsum,
        affine_with_ones,
        lambda Z, W, b: (W.T @ Z.T + b[:, None]).T,
    ],
    "shape_trace": [
        trace_of_a_real_pass,
        trace_by_repeating,
        lambda N, sizes: [
            (N, m) for i, m in enumerate(sizes) for _ in range(1 + (0 < i < len(sizes) - 1))
        ],
    ],
    "forward": [forward_by_index, forward_by_recursion, forward_sample_by_sample],
    "predict": [predict_by_loop, predict_by_softmax, predict_by_comparing],
    "forward_flops": [
        lambda N, sizes: 2 * N * np.dot(sizes[:-1], sizes[1:]),
        lambda N, sizes: float(sum(2 * N * a * b for a, b in zip(sizes, sizes[1:], strict=False))),
        lambda N, sizes: sum(
            N * sizes[i + 1] * (sizes[i] + sizes[i]) for i in range(len(sizes) - 1)
        ),
    ],
}


def affine_by_import(Z, W, b):
    from numpy import matmul

    return matmul(Z, W) + b


def product_beside(Z, W):
    return Z @ W


def affine_by_helper_with_product(Z, W, b):
    return product_beside(Z, W) + b


def affine_by_inner_function(Z, W, b):
    return np.array([(lambda z: z.dot(W))(z) for z in Z]) + b


WRONG = {
    ("affine_loops", "ready_made"): [
        lambda Z, W, b: Z @ W + b,
        lambda Z, W, b: np.array([[np.correlate(z, w)[0] for w in W.T] for z in Z]) + b,
        lambda Z, W, b: np.dot(Z, W) + b,
        lambda Z, W, b: Z.dot(W) + b,
        lambda Z, W, b: np.matmul(Z, W) + b,
        lambda Z, W, b: operator.matmul(Z, W) + b,
        lambda Z, W, b: Z.__matmul__(W) + b,
        lambda Z, W, b: np.tensordot(Z, W, 1) + b,
        lambda Z, W, b: np.inner(Z, W.T) + b,
        lambda Z, W, b: np.linalg.multi_dot([Z, W]) + b,
        lambda Z, W, b: np.asarray(np.matrix(Z) * W) + b,
        lambda Z, W, b: np.array([[np.vdot(z, w) for w in W.T] for z in Z]) + b,
        affine_by_einsum,
        affine_by_import,
        affine_by_helper_with_product,
        affine_by_inner_function,
    ],
    ("affine_forward", None): [lambda Z, W, b: (Z @ W + b).round(4)],
    ("affine_forward", "sign"): [lambda Z, W, b: -(Z @ W + b)],
    ("forward", "shape"): [
        lambda X, p, f: (forward_by_index(X, p, f)[0][None], forward_by_index(X, p, f)[1])
    ],
    ("forward", "sign"): [
        lambda X, p, f: (-forward_by_index(X, p, f)[0], forward_by_index(X, p, f)[1])
    ],
    ("forward", None): [
        lambda X, p, f: forward_by_index(X, p, f)[0],
        lambda X, p, f: (forward_by_index(X, p, f)[0], None),
        lambda X, p, f: (forward_by_index(X, p, f)[0], 7),
    ],
    ("forward", "f_never_called"): [lambda X, p, f: forward_by_index(X, p, np.sin)],
    ("predict", ANY): [
        lambda X, p, f: forward_by_index(X, p, f)[0].round(1).argmax(1),
    ],
    ("predict", "shape"): [lambda X, p, f: forward_by_index(X, p, f)[0].argmax(1)[:, None]],
    ("shape_trace", "length"): [
        lambda N, sizes: [str((N, m)) for m in sizes],
        lambda N, sizes: [[(N, m)] for m in sizes],
    ],
    ("shape_trace", "numbers"): [
        lambda N, sizes: [n for shape in trace_by_repeating(N, sizes) for n in shape],
        lambda N, sizes: [*map(tuple, trace_by_repeating(N, sizes)[:-1]), N, sizes[-1]],
    ],
    ("shape_trace", None): [lambda N, sizes: {}],
    ("forward_flops", "factor_2"): [lambda N, s: 4 * N * int(np.dot(s[:-1], s[1:]))],
    ("forward_flops", "factor_N"): [lambda N, s: 2 * N * N * int(np.dot(s[:-1], s[1:]))],
}
