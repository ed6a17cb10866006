"""Check parameters and data before anything is computed.

Called by the functions that users call; the formulas themselves stay free of checks.
Every check raises a ValueError that says which, what came and what was expected.
"""

from numbers import Integral

import numpy as np

from feedforward.losses import LOSSES

# complex parameters are those of the complex step (see gradcheck)
DTYPES = (np.float32, np.float64, np.complex64, np.complex128)


def check_sizes(sizes):
    """Refuse layer sizes that are not at least two positive integers."""
    if len(sizes) < 2 or not all(isinstance(m, Integral) and m >= 1 for m in sizes):
        raise ValueError(
            f"sizes is {list(sizes)}; expected two or more positive integers, "
            "inputs first and outputs last."
        )


def check_choice(name, value, choices):
    """Refuse a value that is none of the choices."""
    if value not in choices:
        raise ValueError(f"{name} is {value!r}; expected one of {', '.join(map(repr, choices))}.")


def check_range(name, value, low, high):
    """Refuse a number outside [low, high), NaN included."""
    if not low <= value < high:
        raise ValueError(f"{name} is {value}; expected a number from {low} to below {high}.")


def check_whole(name, value):
    """Refuse what is not a whole number of 1 or more."""
    if not isinstance(value, Integral) or isinstance(value, bool) or value < 1:
        raise ValueError(f"{name} is {value!r}; expected a whole number, 1 or more.")


def check_params(params):
    """Refuse parameters that are not a list of (W, b) of one float type whose shapes chain."""
    if len(params) == 0:
        raise ValueError("params is empty; expected one pair (W, b) or more.")
    for layer, pair in enumerate(params, start=1):
        if len(pair) != 2:
            raise ValueError(f"Layer {layer} of params has length {len(pair)}; expected (W, b).")
        _check_layer(layer, *pair)
    _check_chain(params)


def _check_layer(layer, W, b):
    for name, array, axes in (("W", W, 2), ("b", b, 1)):
        if not isinstance(array, np.ndarray) or array.dtype not in DTYPES:
            came = getattr(array, "dtype", type(array).__name__)
            raise ValueError(
                f"{name} of layer {layer} is {came}; expected an array of float32 or float64."
            )
        if array.ndim != axes:
            raise ValueError(
                f"{name} of layer {layer} has shape {array.shape}; expected {axes} axes."
            )
        check_finite(f"{name} of layer {layer}", array)
    if b.shape != W.shape[1:]:
        raise ValueError(
            f"b of layer {layer} has shape {b.shape}; W has {W.shape}, "
            f"so {W.shape[1:]} was expected."
        )


def _check_chain(params):
    dtype, width = params[0][0].dtype, params[0][0].shape[0]
    for layer, (W, b) in enumerate(params, start=1):
        if W.shape[0] != width:
            raise ValueError(
                f"W of layer {layer} has shape {W.shape}; layer {layer - 1} puts out "
                f"{width} values, so ({width}, {W.shape[1]}) was expected."
            )
        width = W.shape[1]
        for name, array in (("W", W), ("b", b)):
            if array.dtype != dtype:
                raise ValueError(
                    f"{name} of layer {layer} is {array.dtype}; W of layer 1 is {dtype}, "
                    "and one type was expected throughout."
                )


def check_finite(name, array):
    """Refuse NaN and infinity, and say where the first one stands."""
    finite = np.isfinite(array)
    if not finite.all():
        first = tuple(int(i) for i in np.argwhere(~finite)[0])
        raise ValueError(
            f"{name} holds {array[first]} at index {first} "
            f"(not finite: {np.count_nonzero(~finite)} of {array.size} entries); "
            "expected finite numbers."
        )


def as_inputs(X, params, name="X"):
    """X as an array (N, M) of the parameters' dtype, which is the dtype of all that follows."""
    X, M = np.asarray(X), params[0][0].shape[0]
    if X.ndim != 2 or X.shape[0] == 0 or X.shape[1] != M:
        raise ValueError(
            f"{name} has shape {X.shape}; expected (N, {M}) with N >= 1, "
            f"since W of layer 1 has {params[0][0].shape}."
        )
    return _as_floats(name, X, params)


def as_targets(y, X, params, loss_pair, name="y"):
    """y as the loss wants it: integer labels (N,), or floats (N, n) of the parameters' dtype."""
    y, N, n = np.asarray(y), len(X), params[-1][0].shape[1]
    if loss_pair == LOSSES["cross_entropy"]:
        _check_labels(name, y, N, n)
        return y
    if loss_pair == LOSSES["mse"] and y.shape != (N, n):
        hint = f" Did you mean {name}[:, None]?" if y.shape == (N,) and n == 1 else ""
        raise ValueError(
            f"{name} has shape {y.shape}; the network puts out ({N}, {n}), "
            f"and the same was expected.{hint}"
        )
    if y.shape[:1] != (N,):
        raise ValueError(f"{name} has shape {y.shape}; expected {N} rows, as many as X has.")
    is_own_loss_with_labels = loss_pair != LOSSES["mse"] and np.issubdtype(y.dtype, np.integer)
    return y if is_own_loss_with_labels else _as_floats(name, y, params)


def _check_labels(name, labels, N, n):
    if labels.shape != (N,) or not np.issubdtype(labels.dtype, np.integer):
        raise ValueError(
            f"{name} is an array of {labels.dtype} with shape {labels.shape}; "
            f"expected integer labels with shape ({N},)."
        )
    outside = (labels < 0) | (labels >= n)
    if outside.any():
        row = int(np.argmax(outside))
        raise ValueError(
            f"{name} holds the label {labels[row]} at index {row}; "
            f"expected 0 to {n - 1}, since the network has {n} outputs."
        )


def _as_floats(name, array, params):
    if array.dtype.kind not in "fiub":
        raise ValueError(f"{name} is an array of {array.dtype}; expected real numbers.")
    with np.errstate(over="ignore"):  # too large for float32 becomes infinite, and is refused
        array = array.astype(params[0][0].dtype, copy=False)
    check_finite(name, array)
    return array


def check_masks(masks, X, params):
    """Refuse dropout masks that are not one for each hidden layer, of the shape of its Z."""
    expected = [(len(X), W.shape[1]) for W, _ in params[:-1]]
    if [np.shape(mask) for mask in masks] != expected:
        raise ValueError(
            f"dropout_masks have the shapes {[np.shape(mask) for mask in masks]}; "
            f"expected one for each hidden layer, {expected}."
        )
