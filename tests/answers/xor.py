"""6.1 XOR."""

import math

import numpy as np

XOR_W, XOR_C, XOR_V = [[1, 1], [1, 1]], [0, -1], [1, -2]


def fit_by_pseudoinverse(X, y):
    A = np.hstack([np.ones((len(X), 1)), X])
    b, *w = np.linalg.pinv(A) @ y
    return w, b


def fit_centred(X, y):
    w = np.linalg.pinv(X - X.mean(axis=0)) @ (y - y.mean())
    return [w, y.mean() - X.mean(axis=0) @ w]


def fit_by_ridge_to_zero(X, y):
    A = np.c_[X, np.ones(len(X))].astype(float)
    eigenvalues, Q = np.linalg.eigh(A.T @ A)
    kept = eigenvalues > 1e-6 * eigenvalues.max()
    v = Q[:, kept] @ (Q[:, kept].T @ (A.T @ y) / eigenvalues[kept])
    return v[:-1], v[-1]


def collapse_by_einsum(W, c, w, b):
    return np.einsum("ij,j->i", W, w), sum(c[j] * w[j] for j in range(len(c))) + b


def collapse_by_probing(W, c, w, b):
    def network(x):
        return (x @ W + c) @ w + b

    at_zero = network(np.zeros(len(W)))
    return [network(row) - at_zero for row in np.eye(len(W))], np.array(at_zero)


def collapse_by_stacking(W, c, w, b):
    both = np.vstack([W, c]).dot(w)
    return both[:-1].tolist(), both[-1] + b


def relu_by_loop(z):
    return np.array([max(0.0, float(v)) for v in z.ravel()]).reshape(z.shape)


def relu_of_any_rank(z):
    return [relu_of_any_rank(part) for part in z] if np.ndim(z) else (z if z > 0 else 0)


def xor_forward_by_loop(X, W, c, w, b):
    out = []
    for x in X:
        total = b
        for j in range(len(c)):
            h = c[j] + sum(x[i] * W[i, j] for i in range(len(x)))
            total += w[j] * max(h, 0)
        out.append(total)
    return out


def xor_forward_in_place(X, W, c, w, b):
    h = np.dot(X, W)
    h = h + c
    h[h < 0] = 0
    return np.squeeze(h @ w.reshape(-1, 1), axis=1) + b


def xor_forward_by_own_helper(X, W, c, w, b):
    def bend(h):
        return h * (h > 0)

    return (w * bend(np.einsum("nm,mk->nk", X, W) + c)).sum(1) + b


RIGHT = {
    "fit_linear": [fit_by_pseudoinverse, fit_centred, fit_by_ridge_to_zero],
    "collapse": [collapse_by_einsum, collapse_by_probing, collapse_by_stacking],
    "relu": [
        relu_by_loop,
        relu_of_any_rank,
        lambda z: z * (z > 0),
        lambda z: (z + np.abs(z)) / 2,
        lambda z: np.where(z < 0, 0, z),
        lambda z: np.clip(z, 0, None),
        np.vectorize(lambda v: v if v > 0 else 0.0, otypes=[float]),
    ],
    "xor_forward": [xor_forward_by_loop, xor_forward_in_place, xor_forward_by_own_helper],
    "xnor_parameters": [
        lambda: ([[1, -1], [1, -1]], [-1, 1], [1, 1], 0),
        lambda: (np.ones((2, 2)), np.array([0.0, -1.0]), np.array([-1.0, 2.0]), 1),
        lambda: [np.array([[1.0, -1.0, 0], [-1.0, 1.0, 0]]), np.zeros(3), [-1, -1, 7], 1.0],
        lambda: (math.pi * np.ones((2, 2)), [0, -math.pi], [-1 / math.pi, 2 / math.pi], 1.0),
    ],
}


def relu_in_place(z):
    z[z < 0] = 0
    return z


WRONG = {
    ("fit_linear", "best_for_its_b"): [
        lambda X, y: (np.linalg.pinv(X) @ (y - 0.5), 0.5),
        lambda X, y: (np.linalg.lstsq(X, y - y[0], rcond=None)[0], y[0]),
    ],
    ("xnor_parameters", "gives_nand"): [
        lambda: (np.ones((2, 1)), np.array([-1.0]), np.array([-1.0]), 1.0),
        lambda: (np.ones((2, 2)), np.array([-1, 9]), np.array([-1, 0]), 1),
    ],
    ("xnor_parameters", "gives_or"): [
        lambda: (np.ones((2, 2)), np.array([0.0, -1.0]), np.array([1.0, -1.0]), 0.0),
        lambda: (-np.ones((2, 1)), np.array([1.0]), np.array([-1.0]), 1.0),
    ],
    ("relu", "changed_arguments"): [relu_in_place],
    ("xnor_parameters", "gives_xor"): [lambda: (XOR_W, XOR_C, XOR_V, 0)],
    ("xnor_parameters", "negated_only"): [lambda: (XOR_W, XOR_C, [-1, 2], 0)],
    ("xnor_parameters", "gives_and"): [lambda: ([[1], [1]], [-1], [1], 0)],
    ("xnor_parameters", "gives_nor"): [lambda: ([[-1], [-1]], [1], [1], 0)],
    ("xnor_parameters", "constant"): [lambda: (np.eye(2), [0, 0], [0, 0], 0.5)],
    ("xnor_parameters", "shifted"): [lambda: (XOR_W, XOR_C, [-1, 2], 0.5)],
    ("xnor_parameters", "right_by_threshold"): [lambda: (XOR_W, XOR_C, [-0.8, 1.6], 0.9)],
    ("xnor_parameters", "units_in_rows"): [
        lambda: ([[1, 1], [-1, -1]], [-1, 1], [1, 1], 0),
        lambda: (np.array([[-2, -2], [0.5, 0.5]]), np.array([2, -0.5]), [0.5, 2], 0.0),
    ],
    ("xnor_parameters", "never_folded"): [lambda: (np.eye(2), [1, 1], [1, 1], 0)],
    ("xnor_parameters", "shape"): [lambda: (XOR_W, XOR_C, [[-1], [2]], 1)],
    ("relu", "sign"): [lambda z: -np.maximum(z, 0)],
    ("relu", "factor_2"): [lambda z: z + abs(z)],
    ("relu", "shifted"): [lambda z: np.maximum(z, 0) + 1],
    ("relu", "not_a_number"): [lambda z: np.where(z > 0, z, np.nan)],
    ("collapse", "sign"): [lambda W, c, w, b: (-(W @ w), c @ w + b)],
}
