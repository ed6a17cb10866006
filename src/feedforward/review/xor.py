"""Short questions about the exercises of 6.1."""

import numpy as np

from feedforward.exercises.case_arrays import tidy

from .template import Template, named, short, whole


def _relu_args(rng):
    above_1, below_0, third = *np.abs(tidy(rng, 2)), tidy(rng, 1)[0]
    return (rng.permutation([above_1 + 1, -below_0, third]),)


def _points(rng):
    """Draw three points above x = 0, 1, 2, whose mean height is a whole number."""
    y = rng.integers(0, 6, size=2)
    third = rng.integers(0, 2) * 3 + (-y.sum()) % 3
    return np.array([[0.0], [1.0], [2.0]]), np.append(y, third).astype(float)


def _which_line(X, y):
    points = ", ".join(
        f"({short(x)}, {short(height)})" for x, height in zip(X[:, 0], y, strict=True)
    )
    return f"Which line xw + b is the least-squares fit to the points {points}?"


TEMPLATES = (
    Template(
        "fit_linear",
        _points,
        _which_line,
        "For points at x = 0, 1 and 2, the slope is half the rise from the first point to the last, "
        "and the line passes through the mean of the points.",
        part=named("w", "b"),
    ),
    Template(
        "collapse",
        lambda rng: (whole(rng, 2, 2, most=2), whole(rng, 2), whole(rng, 2), float(whole(rng))),
        lambda W, c, w, b: (
            f"Two affine layers have `W = {short(W)}`, `c = {short(c)}`, `w = {short(w)}` and "
            f"`b = {short(b)}`. What are `w_eff` and `b_eff` of the single layer that replaces them?"
        ),
        "(XW + c)w + b = X(Ww) + (cw + b).",
        part=named("w_eff", "b_eff"),
    ),
    Template(
        "relu",
        _relu_args,
        lambda z: f"What is `relu(z)` for `z = {short(z)}`?",
        "ReLU keeps each positive entry and replaces each negative one by 0.",
    ),
    Template(
        "xor_forward",
        lambda rng: (
            whole(rng, 1, 2, most=2),
            whole(rng, 2, 2, most=2),
            whole(rng, 2),
            whole(rng, 2),
            float(whole(rng)),
        ),
        lambda X, W, c, w, b: (
            f"What is relu(XW + c) w + b for `X = {short(X)}`, `W = {short(W)}`, `c = {short(c)}`, "
            f"`w = {short(w)}` and `b = {short(b)}`?"
        ),
        "First compute XW, then add c and apply ReLU; only then multiply by w and add b.",
    ),
)
