"""Numerical derivatives, by central differences and by complex steps, and a gradient check."""

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
    """Return Im J(x + i eps) / eps for every entry of x: nothing is subtracted, so nothing cancels.

    J must consist of functions that are analytic and accept complex numbers; np.abs and comparisons
    are not allowed (Squire, Trapp 1998). x, float64 of any shape, is left unchanged.
    -> an array of x's shape
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
    """The entry with the largest error: `layer` counts from 1, `name` is "W" or "b"."""

    error: float
    layer: int
    name: str
    index: tuple
    given: float
    expected: float

    def __str__(self):
        place = ", ".join(map(str, self.index))
        return (
            f"The largest error is in d{self.name} of layer {self.layer}, at [{place}]:\n"
            f"the entry is {self.given:.6g}, and the numerical derivative is {self.expected:.6g}.\n"
            f"They differ by {self.error:.1e} times the largest entry of d{self.name}."
        )


def gradient_report(J, params, grads, gradient=numerical_gradient):
    """Return the entry of grads that differs most from a numerical derivative of J(params).

    `gradient` is `numerical_gradient` or `complex_step_gradient`. Each error is divided by the
    largest entry of its array, so that rounding in a tiny entry does not cause a false alarm.
    params and grads [(W, b), ...] in float64 -> WorstEntry, which prints as a few sentences
    ValueError if a gradient does not have the shape of its parameter.
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
    """Return J as a function of a single W or b; all the others are as in params."""

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
