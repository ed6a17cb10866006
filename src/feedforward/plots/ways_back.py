"""A chain of values and a fork: values above, derivatives below, in a sketch's CSS pixels."""

from dataclasses import dataclass

import numpy as np

from feedforward.formatting import as_factor, decimal, significant

from .sketch import arrow, note, put_text, unit
from .style import (
    ACTIVATION,
    FONT_SIZE,
    GRADIENT,
    INK,
    MUTED,
    NETWORK,
    PAPER,
    PRE_ACTIVATION,
    SMALL_SIZE,
    TRAINING,
    TRUTH,
)

RADIUS = 19


@dataclass(frozen=True)
class Chain:
    """J = 1/2 (w3 tanh(w2 tanh(w1 x)) - y)^2, with all of its values and derivatives."""

    names: tuple  # of the nodes, x to J, as mathematics
    values: np.ndarray  # (7,)
    operations: tuple  # from each node to the next, (6,)
    slopes: np.ndarray  # (6,): the derivative of each node with respect to the one before
    gradients: np.ndarray  # (7,): dJ/d of each node
    weights: np.ndarray  # (3,): dJ/dw


def chain(x, y, w):
    """Compute the chain forward and back. x, y floats, w (3,) -> Chain"""
    h1 = w[0] * x
    Z1 = np.tanh(h1)
    h2 = w[1] * Z1
    Z2 = np.tanh(h2)
    out = w[2] * Z2
    values = np.array([x, h1, Z1, h2, Z2, out, (out - y) ** 2 / 2])
    slopes = np.array([w[0], 1 - Z1**2, w[1], 1 - Z2**2, w[2], out - y])
    gradients = np.append(np.cumprod(slopes[::-1])[::-1], 1.0)
    return Chain(
        ("$x$", "$h_1$", "$Z_1$", "$h_2$", "$Z_2$", "$out$", "$J$"),
        values,
        ("$\\times\\, w_1$", "tanh", "$\\times\\, w_2$", "tanh", "$\\times\\, w_3$", "loss"),
        slopes,
        gradients,
        gradients[[1, 3, 5]] * values[[0, 2, 4]],
    )


ROLES = (TRAINING, PRE_ACTIVATION, ACTIVATION, PRE_ACTIVATION, ACTIVATION, NETWORK, TRUTH)


def draw_chain(ax, arrays, left, right, y):
    """Draw the nodes in a row at height y: values above, derivatives below, the weights' last."""
    x = np.linspace(left, right, len(arrays.values))
    back, weights = y - 88, y - 146
    for k, (name, role) in enumerate(zip(arrays.names, ROLES, strict=True)):
        unit(ax, x[k], y, role, RADIUS, name, fontsize=FONT_SIZE + 1)
        put_text(ax, x[k], y + 33, decimal(arrays.values[k], 3))
        put_text(ax, x[k], back, decimal(arrays.gradients[k], 3), color=GRADIENT.ink,
              fontweight="semibold")  # fmt: skip
    for k, (operation, slope) in enumerate(zip(arrays.operations, arrays.slopes, strict=True)):
        middle = (x[k] + x[k + 1]) / 2
        arrow(ax, (x[k], y), (x[k + 1], y), (RADIUS + 3, RADIUS + 3))
        put_text(ax, middle, y + 13, operation, fontsize=SMALL_SIZE, color=MUTED)
        put_text(ax, middle, y - 54, f"× {as_factor(decimal(slope, 3))}", fontsize=SMALL_SIZE,
                 color=GRADIENT.ink)  # fmt: skip
        arrow(ax, (x[k + 1] - 27, back + 13), (x[k] + 27, back + 13), bend=0.28,
              color=GRADIENT.ink)  # fmt: skip
    for k, gradient in zip((1, 3, 5), arrays.weights, strict=True):
        layer = (k + 1) // 2
        arrow(ax, (x[k], back - 10), (x[k], weights + 24), color=GRADIENT.ink)
        put_text(ax, x[k], weights + 12, f"$dw_{layer} = {decimal(gradient, 3)}$".replace("−", "-"),
              color=GRADIENT.ink)  # fmt: skip
        factor = arrays.names[k - 1].strip("$")
        down = arrays.names[k].strip("$")
        note(ax, x[k], weights - 12, f"$d{down} \\cdot {factor}$")


def draw_fork(ax, Z, ways, total, J):
    """Draw a value used twice, and the two contributions that come back to it.

    ways: for each output its subscript, weight, value, dJ/d of it, and the contribution
    """
    at_Z, at_J, radius = (86, 140), (430, 140), RADIUS + 3
    unit(ax, *at_Z, ACTIVATION, radius, "$Z$", fontsize=FONT_SIZE + 2)
    unit(ax, *at_J, TRUTH, radius, "$J$", fontsize=FONT_SIZE + 2)
    put_text(ax, at_Z[0], at_Z[1] + 37, f"{Z:g}")
    put_text(ax, at_J[0], at_J[1] + 37, f"{J:.3g}")
    for way, sign in zip(ways, (1, -1), strict=True):
        _draw_way(ax, at_Z, (258, 140 + 88 * sign), at_J, way, sign)
    parts = " + ".join(f"{part:.3g}" for *_, part in ways)
    put_text(ax, at_Z[0] - 18, at_Z[1] - 42, f"$dZ =$ {parts} = {total:.3g}", color=GRADIENT.ink,
          fontweight="semibold", fontsize=FONT_SIZE)  # fmt: skip


def _draw_way(ax, at_Z, place, at_J, way, sign):
    """Draw one of the two ways of a fork, forward in ink and back in the gradient's."""
    subscript, weight, value, slope, part = way
    radius = RADIUS + 3
    gap = (radius + 4, radius + 4)
    unit(ax, *place, NETWORK, radius, f"$out_{subscript}$", fontsize=FONT_SIZE + 1)
    put_text(ax, place[0], place[1] + 37 * sign, significant(value))
    for start, end in ((at_Z, place), (place, at_J)):
        arrow(ax, start, end, gap, bend=-0.1 * sign, color=INK)
        arrow(ax, end, start, gap, bend=-0.16 * sign, color=GRADIENT.ink, linestyle="--")
    w, d, p = as_factor(significant(weight)), significant(slope), significant(part)
    put_text(ax, 146, 140 + 72 * sign, f"× {w}", color=MUTED)
    paper = {"boxstyle": "round,pad=0.12", "facecolor": PAPER, "edgecolor": "none"}
    look = {"color": GRADIENT.ink, "fontsize": FONT_SIZE, "bbox": paper}
    put_text(ax, 336, 140 + 22 * sign, f"$dout_{subscript} =$ {d}", **look)
    put_text(ax, 184, 140 + 22 * sign, f"{d} × {w} = {p}", **look)
