"""6.4 Activation functions."""

import math

import numpy as np

import feedforward as ff


def slope_by_loop(f, x, eps=1e-5):
    result = np.zeros(np.shape(x))
    for index in np.ndindex(result.shape):
        result[index] = (f(x[index] + eps) - f(x[index] - eps)) / (2 * eps)
    return result


def slope_as_mean_of_two(f, x, eps=1e-5):
    forward = (f(x + eps) - f(x)) / eps
    return 0.5 * (forward + (f(x) - f(x - eps)) / eps)


def slope_as_lists(f, x, eps=1e-5):
    if np.ndim(x):
        return [slope_as_lists(f, part, eps) for part in x]
    return f(x + eps) / eps / 2 - f(x - eps) / eps / 2


def slope_stacked(f, x, eps=1e-5):
    values = f(np.stack([x - eps, x + eps]))
    return np.diff(values, axis=0)[0] / 2 / eps


def sigmoid_by_mask(h):
    Z = np.empty(h.shape)
    right = h >= 0
    Z[right] = 1 / (1 + np.exp(-h[right]))
    e = np.exp(h[~right])
    Z[~right] = e / (1 + e)
    return Z


def sigmoid_by_loop(h):
    def one(v):
        return 1 / (1 + math.exp(-v)) if v > 0 else 1 - 1 / (1 + math.exp(v))

    return np.array([one(float(v)) for v in h.ravel()]).reshape(h.shape)


def sigmoid_told_not_to_warn(h):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-h.astype(float)))


def tanh_by_exponentials(h):
    e = np.exp(-2 * h)
    return (1 - e) / (1 + e)


def tanh_by_own_sigmoid(h):
    def sigmoid(v):
        return 1 / (1 + np.exp(-v))

    tanh = sigmoid(2 * h) - sigmoid(-2 * h)
    return tanh


def tanh_by_loop(h):
    flat = [2 / (1 + math.exp(-2 * v)) - 1 for v in h.flatten()]
    return np.reshape(flat, h.shape)


def relu_backward_by_loop(dZ, h):
    pairs = zip(dZ.ravel(), h.ravel(), strict=True)
    return np.array([d if v > 0 else 0.0 for d, v in pairs]).reshape(h.shape)


def relu_backward_on_a_copy(dZ, h):
    dh = np.array(dZ, copy=True)
    dh[h <= 0] = 0
    return dh


def sigmoid_backward_by_way_of_h(dZ, Z):
    h = np.log(Z) - np.log(1 - Z)
    return dZ / (2 + np.exp(h) + np.exp(-h))


def chain_backwards(x, weights, f, df):
    zs, hs = [x], []
    for w in weights:
        hs.append(w * zs[-1])
        zs.append(f(hs[-1]))
    gradient = 1.0
    for i in reversed(range(len(weights))):
        gradient = gradient * df(hs[i]) * weights[i]
    return gradient


def chain_by_recursion(x, weights, f, df):
    if len(weights) == 0:
        return 1
    h = weights[0] * x
    return weights[0] * df(h) * chain_by_recursion(f(h), weights[1:], f, df)


def chain_all_slopes_at_once(x, weights, f, df):
    hs = []
    for w in weights:
        x = w * x
        hs.append(x)
        x = f(x)
    return np.prod(weights) * np.prod(df(np.array(hs)))


def chain_with_integer_start(x, weights, f, df):
    gradients = np.zeros_like(weights)
    product = 1.0
    for i, w in enumerate(weights):
        product *= w * df(w * x)
        x = f(w * x)
        gradients[i] = product
    return gradients[-1] if len(weights) else 1.0


def chain_without_empty(x, weights, f, df):
    h = weights[0] * x
    gradient, z = weights[0] * df(h), f(h)
    for w in weights[1:]:
        gradient, z = gradient * w * df(w * z), f(w * z)
    return gradient


def sigmoid_of_scipy(h):
    from scipy.special import expit

    return expit(h)


def tanh_imported(h):
    from numpy import tanh

    return tanh(h)


def chain_value(z, weights, f):
    for w in weights:
        z = f(w * z)
    return float(z)


RIGHT = {
    "slope": [slope_by_loop, slope_as_mean_of_two, slope_as_lists, slope_stacked],
    "sigmoid": [
        sigmoid_by_mask,
        sigmoid_by_loop,
        sigmoid_told_not_to_warn,
        lambda h: 0.5 * (1 + np.tanh(h / 2)),
        lambda h: np.exp(-np.logaddexp(0, -h)),
        lambda h: 1 / (1 + np.exp(-np.clip(h, -80, 80))),
    ],
    "sigmoid_backward": [
        sigmoid_backward_by_way_of_h,
        lambda dZ, Z: (Z - Z**2) * dZ,
        lambda dZ, Z: dZ * (0.25 - (Z - 0.5) ** 2),
        lambda dZ, Z: np.multiply(np.multiply(1 - Z, Z), dZ).tolist(),
    ],
    "tanh_from_sigmoid": [
        tanh_by_own_sigmoid,
        tanh_by_exponentials,
        tanh_by_loop,
        lambda h: 1 - 2 * ff.sigmoid(-2 * h),
        lambda h: (ff.sigmoid(h + h) - 0.5) * 2,
    ],
    "tanh_backward": [
        lambda dZ, Z: dZ - dZ * Z * Z,
        lambda dZ, Z: (1 + Z) * (1 - Z) * dZ,
        lambda dZ, Z: dZ * (1 - np.tanh(np.arctanh(Z)) ** 2),
        lambda dZ, Z: 4 * ff.sigmoid_backward(dZ, (1 + Z) / 2),
    ],
    "relu_backward": [
        relu_backward_by_loop,
        relu_backward_on_a_copy,
        lambda dZ, h: np.where(h > 0, dZ, 0),
        lambda dZ, h: dZ * np.heaviside(h, 0),
        lambda dZ, h: np.sign(np.maximum(h, 0)) * dZ,
    ],
    "chain_gradient": [
        chain_backwards,
        chain_by_recursion,
        chain_all_slopes_at_once,
        lambda *args: np.array(chain_backwards(*args)),
    ],
}


def slope_in_place(f, x, eps=1e-5):
    x += eps
    up = f(x)
    x -= 2 * eps
    return (up - f(x)) / (2 * eps)


def relu_backward_in_place(dZ, h):
    dZ[h <= 0] = 0
    return dZ


WRONG = {
    ("slope", "changed_arguments"): [slope_in_place],
    ("relu_backward", "changed_arguments"): [relu_backward_in_place],
    ("slope", "edge_case"): [lambda f, x, eps=1e-3: (f(x + eps) - f(x - eps)) / (2 * eps)],
    ("slope", "sign"): [lambda f, x, eps=1e-5: (f(x - eps) - f(x + eps)) / (2 * eps)],
    ("slope", "factor_1/2"): [lambda f, x, eps=1e-5: (f(x + eps) - f(x - eps)) / (4 * eps)],
    ("slope", "library_call"): [
        lambda f, x, eps=1e-5: ff.numerical_gradient(lambda v: f(v).sum(), x, eps),
        lambda f, x, eps=1e-5: ff.complex_step_gradient(lambda v: f(v).sum(), x),
    ],
    ("sigmoid", "sign"): [lambda h: -0.5 * (1 + np.tanh(h / 2))],
    ("sigmoid", "warned"): [
        lambda h: np.where(h < 0, 1 - 1 / (1 + np.exp(h)), 1 / (1 + np.exp(-h)))
    ],
    ("sigmoid", "overflow_above"): [lambda h: np.exp(h) / (np.exp(h) + 1)],
    ("sigmoid", "library_call"): [
        lambda h: ff.ACTIVATIONS["sigmoid"][0](h),
        lambda h: ff.softplus_backward(np.ones_like(h), h),
    ],
    ("sigmoid", "foreign_library"): [sigmoid_of_scipy],
    ("sigmoid_backward", "sign"): [lambda dZ, Z: dZ * Z * (Z - 1)],
    ("sigmoid_backward", "factor_1/2"): [lambda dZ, Z: dZ * Z * (1 - Z) / 2],
    ("sigmoid_backward", "not_a_number"): [lambda dZ, Z: dZ * Z * (1 - Z) / ((Z > 0) & (Z < 1))],
    ("sigmoid_backward", "library_call"): [
        lambda dZ, Z: dZ * ff.ACTIVATIONS["sigmoid"][1](Z, Z),
    ],
    ("tanh_from_sigmoid", "sign"): [lambda h: 1 - 2 * ff.sigmoid(2 * h)],
    ("tanh_from_sigmoid", "half_argument"): [lambda h: (1 - np.exp(-h)) / (1 + np.exp(-h))],
    ("tanh_from_sigmoid", "ready_made"): [
        np.tanh,
        tanh_imported,
        lambda h: np.tanh(h),
        lambda h: np.sinh(h) / np.cosh(h),
        lambda h: [math.tanh(v) for v in h.ravel()],
        lambda h: ff.tanh(h),
        lambda h: ff.activation_pair("tanh")[0](h),
    ],
    ("tanh_backward", "sign"): [lambda dZ, Z: dZ * (Z**2 - 1)],
    ("relu_backward", "edge_case"): [lambda dZ, h: dZ * (h > 1e-3)],
    ("relu_backward", "sign"): [lambda dZ, h: -dZ * (h > 0)],
    ("relu_backward", "inverted"): [lambda dZ, h: np.where(h > 0, 0, dZ)],
    ("relu_backward", "kink"): [lambda dZ, h: np.where(h < 0, 0, dZ)],
    ("relu_backward", "library_call"): [
        lambda dZ, h: ff.leaky_relu_backward(dZ, h, slope=0),
        lambda dZ, h: dZ * ff.ACTIVATIONS["relu"][1](h, h),
    ],
    ("chain_gradient", "sign"): [lambda x, weights, f, df: -chain_backwards(x, weights, f, df)],
    ("chain_gradient", "edge_case"): [chain_without_empty],
    ("chain_gradient", "integer_result"): [chain_with_integer_start],
    ("chain_gradient", "library_call"): [
        lambda x, weights, f, df: ff.numerical_gradient(
            lambda v: chain_value(v, weights, f), np.array(float(x))
        ),
    ],
}
