"""Two ways to a derivative that know nothing of backpropagation, and a report that compares."""

from typing import NamedTuple

import numpy as np


def numerical_gradient(J, x, eps=1e-5):
    """Return the central difference of a scalar function J for every entry of x.

    J takes an array of x's shape and returns a number. x, float64 of any shape, is left unchanged.
    -> an array of x's shape
    """
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        nudge = np.zeros_like(x)
        nudge[index] = eps
        gradient[index] = (J(x + nudge) - J(x - nudge)) / (2 * eps)
    return gradient


def complex_step_gradient(J, x, eps=1e-100):
    """Im J(x + i eps) / eps at every entry of x: nothing is subtracted, so nothing cancels.

    J has to be made of functions that a complex number can pass, none of them np.abs or a float's
    own (Squire, Trapp 1998). x, float64 of any shape, is as before -> an array of x's shape
    """
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        nudge = np.zeros_like(x, dtype=complex)
        nudge[index] = 1j * eps
        gradient[index] = J(x + nudge).imag / eps
    return gradient


def relative_error(a, b):
    """Return the largest |a - b| / max(|a|, |b|) over all entries, with 0/0 counting as 0.

    a and b of the same shape -> a float from 0 to 2
    """
    scale = np.maximum(np.abs(a), np.abs(b))
    return np.max(np.abs(a - b) / np.where(scale == 0, 1, scale))


class WorstEntry(NamedTuple):
    """The entry where a gradient is off most: `layer` counts from 1, `name` is "W" or "b"."""

    error: float
    layer: int
    name: str
    index: tuple
    given: float
    expected: float

    def __str__(self):
        place = ", ".join(map(str, self.index))
        return (
            f"d{self.name} of layer {self.layer} is off most, at [{place}]: "
            f"{self.given:.6g}, where {self.expected:.6g} was expected "
            f"(relative error {self.error:.1e})."
        )


def gradient_report(J, params, grads, gradient=numerical_gradient):
    """The entry of all grads that differs most from a numerical derivative of J(params).

    `gradient` is `numerical_gradient` or `complex_step_gradient`. Entries are compared relative
    to the largest of their own array, so that rounding in a tiny entry does not ring the bell.
    params and grads [(W, b), ...] in float64 -> WorstEntry, which prints as a sentence
    ValueError where a gradient has not the shape of its parameter.
    """
    entries = []
    for layer, (pair, dpair) in enumerate(zip(params, grads, strict=True)):
        for name, position in (("W", 0), ("b", 1)):
            given = np.asarray(dpair[position])
            if given.shape != pair[position].shape:
                raise ValueError(
                    f"d{name} of layer {layer + 1} has shape {given.shape}; "
                    f"{name} has {pair[position].shape}."
                )
            expected = gradient(_with_one_replaced(J, params, layer, position), pair[position])
            entries.append(_worst_entry(given, expected, layer + 1, name))
    return max(entries, key=lambda entry: np.inf if np.isnan(entry.error) else entry.error)


def _with_one_replaced(J, params, layer, position):
    """J as a function of a single W or b, all else as in params."""

    def J_of_one(array):
        # one dtype throughout: the complex step makes the other parameters complex too
        changed = [[W.astype(array.dtype), b.astype(array.dtype)] for W, b in params]
        changed[layer][position] = array
        return J([tuple(pair) for pair in changed])

    return J_of_one


def _worst_entry(given, expected, layer, name):
    scale = max(np.max(np.abs(given)), np.max(np.abs(expected)))
    errors = np.abs(given - expected) / (scale if scale > 0 else 1)
    index = np.unravel_index(np.argmax(errors), errors.shape)
    return WorstEntry(
        float(errors[index]),
        layer,
        name,
        tuple(int(i) for i in index),
        float(given[index]),
        float(expected[index]),
    )
