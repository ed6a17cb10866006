"""A deep feedforward network as pure functions over its parameters.

`params` is a list of (W, b), first layer first, and gradients come in the same form.
A row is a sample. With Z_0 = X, hidden layer l computes h_l = Z_{l-1} W_l + b_l and
Z_l = f(h_l). The last layer has no f: out = Z_L W_{L+1} + b_{L+1}.
"""

import numpy as np

from feedforward.activations import activation_pair
from feedforward.losses import LOSSES, loss_pair
from feedforward.regularization import l2_penalty, masked
from feedforward.validation import (
    as_inputs,
    as_targets,
    check_choice,
    check_masks,
    check_params,
    check_sizes,
)

# The standard deviation of a weight between m_in and m_out units.
SCHEMES = {
    "he": lambda m_in, m_out: np.sqrt(2 / m_in),  # He et al. 2015, for relu
    "glorot": lambda m_in, m_out: np.sqrt(2 / (m_in + m_out)),  # Glorot, Bengio 2010, for tanh
    "normal": lambda m_in, m_out: 1.0,  # too wide: signals grow from layer to layer
    "zeros": lambda m_in, m_out: 0.0,  # all units of a layer stay equal for ever
}


def init_params(sizes, rng, scheme="he", dtype=np.float64):
    """Random weights, drawn layer by layer from `rng`, and zero biases.

    W is normal with mean 0 and, by `scheme`, the standard deviation sqrt(2/m_in) ("he"),
    sqrt(2/(m_in + m_out)) ("glorot"), 1 ("normal") or 0 ("zeros").
    sizes [M, m_1, ..., n] -> params with W (m_in, m_out), b (m_out,)
    ValueError where a size is not a positive integer or the scheme is not known.
    """
    check_sizes(sizes)
    check_choice("scheme", scheme, SCHEMES)
    params = []
    for m_in, m_out in zip(sizes[:-1], sizes[1:], strict=True):
        W = rng.normal(0, SCHEMES[scheme](m_in, m_out), (m_in, m_out))
        params.append((W.astype(dtype), np.zeros(m_out, dtype)))
    return params


def count_parameters(sizes):
    """Count all parameters, weights and biases, of a network with layers of these sizes."""
    return sum((m_in + 1) * m_out for m_in, m_out in zip(sizes[:-1], sizes[1:], strict=True))


def affine_forward(Z, W, b):
    """Z W + b for every row of Z at once.

    Z (N, M), W (M, K), b (K,) -> (N, K)
    """
    return Z @ W + b


affine = affine_forward  # its name where nothing runs backward


def affine_backward(dout, Z, W):
    """Propagate dJ/dout back through out = Z W + b.

    dout (N, K), Z (N, M), W (M, K) -> dZ (N, M), dW (M, K), db (K,)
    """
    return dout @ W.T, Z.T @ dout, dout.sum(axis=0)


def forward(X, params, f):
    """Run the whole forward pass, with f after every hidden layer but not after the last layer.

    X (N, M) -> out (N, n), and cache, a list of (h_l, Z_l) for the hidden layers, each (N, m_l)
    """
    Z, cache = X, []
    for W, b in params[:-1]:
        h = affine_forward(Z, W, b)
        Z = f(h)
        cache.append((h, Z))
    return affine_forward(Z, *params[-1]), cache


def backward(dout, X, cache, params, df):
    """Return the gradients of all layers, given dJ/dout and the cache of forward(X, params, f).

    df(h, Z) returns f'(h), entry by entry.
    dout (N, n), X (N, M), cache [(h_l, Z_l), ...] -> grads [(dW, db), ...], shaped like params
    """
    inputs = [X] + [Z for _, Z in cache]
    grads = []
    for layer in reversed(range(len(params))):
        dZ, dW, db = affine_backward(dout, inputs[layer], params[layer][0])
        grads.insert(0, (dW, db))
        if layer > 0:
            dout = dZ * df(*cache[layer - 1])
    return grads


def loss_and_grads(
    X, y, params, activation="relu", loss="cross_entropy", l2=0.0, *, dropout_masks=None
):
    """J, the mean loss over the rows plus l2/2 times the sum of squared weights, and its gradient.

    `activation` and `loss` are names or the pairs of functions that the names stand for (see
    `activation_pair`, `loss_pair`). `dropout_masks`, one a hidden layer, each (N, m_l) as
    `dropout_forward` gives it, multiply what the hidden layers put out.
    X (N, M); y (N,) integer labels, or (N, n) for "mse" -> J, a float, and grads as params
    ValueError where shapes do not chain, labels are out of range or a number is not finite.
    """
    f, df = activation_pair(activation)
    loss_function, loss_backward = loss_pair(loss)
    check_params(params)
    X = as_inputs(X, params)
    y = as_targets(y, X, params, (loss_function, loss_backward))
    if dropout_masks is not None:
        check_masks(dropout_masks, X, params)
        f, df = masked(f, df, dropout_masks)

    out, cache = forward(X, params, f)
    grads = backward(loss_backward(out, y), X, cache, params, df)
    penalty, decay = l2_penalty(params, float(l2))
    total = [(dW + pW, db + pb) for (dW, db), (pW, pb) in zip(grads, decay, strict=True)]
    return loss_function(out, y) + penalty, total


def predict(X, params, activation="relu", loss="cross_entropy"):
    """The class of each sample, the first of equal bests; values where there are no classes.

    A network trained with another loss than cross-entropy, or with one output only, has no
    classes to choose from: its outputs are given back as they are.
    X (N, M) -> labels (N,), or out (N, n)
    ValueError where shapes do not chain or a number is not finite.
    """
    f, _ = activation_pair(activation)
    check_params(params)
    out, _ = forward(as_inputs(X, params), params, f)
    chooses = loss_pair(loss) == LOSSES["cross_entropy"] and out.shape[1] > 1
    return out.argmax(axis=1) if chooses else out
