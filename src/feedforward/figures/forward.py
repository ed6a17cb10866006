"""Figures of section 6.7: the shapes of a forward pass, and a broadcast that goes wrong."""

import numpy as np

from feedforward.exercises.forward.shape_trace import shape_trace
from feedforward.losses import mse
from feedforward.plots.matrices import CELL, caption, entries, matrix, one_marked, sides, sign
from feedforward.plots.picture import picture
from feedforward.plots.sketch import arrow, canvas, heading, note, put_text
from feedforward.plots.style import (
    ACTIVATION,
    FONT_SIZE,
    GRADIENT,
    NETWORK,
    PRE_ACTIVATION,
    TRAINING,
    TRUTH,
    look,
)

N, SIZES = 4, (3, 5, 2)
OUT = np.array([1.0, 2.0, 3.0, 5.0])  # predictions that are all right


def shapes():
    """Show one batch on its way from X through h and Z to out, every array drawn to scale."""
    X, h, Z, out = shape_trace(N, list(SIZES))
    with look():
        figure, ax = canvas(700, 322)
        left, result = ("X", X, TRAINING, "M"), ("h_1", PRE_ACTIVATION)
        end = _draw_layer(ax, 40, 256, left, 1, h, result, "m_1")
        arrow(ax, (end + 10, 256), (end + 58, 256))
        put_text(ax, end + 34, 272, "$f$", fontsize=FONT_SIZE + 2)
        place = matrix(ax, end + 88, 256, Z, ACTIVATION)
        sides(ax, place, "$N$", "$m_1$")
        caption(ax, place, "$Z_1$", _times(Z), ACTIVATION, 256 - CELL * 2.5 - 5)
        _draw_layer(ax, 40, 97, ("Z_1", Z, ACTIVATION, "m_1"), 2, out, ("out", TRUTH), "n")
        note(ax, 416, 100, "Every row is one sample: $N$ stays $N$.", ha="left")
        note(ax, 416, 80, "Inner sizes meet and vanish, outer sizes stay.", ha="left")
        return picture(
            figure,
            f"A batch of {N} samples as matrices drawn to scale. X is {_times(X)}, W_1 is "
            f"{_times((SIZES[0], SIZES[1]))}; with the bias b_1 repeated in {N} rows they give "
            f"h_1, {_times(h)}. The activation f keeps the shape: Z_1 is {_times(Z)}. Z_1 times "
            f"W_2, {_times((SIZES[1], SIZES[2]))}, plus b_2 in {N} rows gives out, {_times(out)}.",
        )


def _times(shape):
    return f"{shape[0]} × {shape[1]}"


def _draw_layer(ax, x, y, left, layer, shape, result, letter):
    """Draw factor, weights, repeated bias and result of one affine layer; return where it ends."""
    name, Z, role, inner = left
    line = y - CELL * 2.5 - 5
    place = matrix(ax, x, y, Z, role)
    sides(ax, place, "$N$", f"${inner}$")
    caption(ax, place, f"${name}$", _times(Z), role, line)
    sign(ax, place.right + 12, y, "·")
    weights = Z[1], shape[1]
    place = matrix(ax, place.right + 44, y, weights, NETWORK)
    sides(ax, place, f"${inner}$", f"${letter}$")
    caption(ax, place, f"$W_{layer}$", _times(weights), NETWORK, line)
    sign(ax, place.right + 20, y, "+")
    first = one_marked(shape, rows=0)
    place = matrix(ax, place.right + 58, y, shape, NETWORK, marked=first)
    sides(ax, place, "$N$", f"${letter}$")
    caption(ax, place, f"$\\tilde{{b}}_{layer}$", f"{_times(shape)}, repeated", NETWORK, line)
    sign(ax, place.right + 20, y, "=")
    name, role = result
    place = matrix(ax, place.right + 58, y, shape, role)
    sides(ax, place, "$N$", f"${letter}$")
    caption(ax, place, f"${name}$", _times(shape), role, line)
    return place.right


def broken_broadcast():
    """Show out - y for shapes (N,) and (N, 1): an N by N table, where N differences were meant."""
    y = OUT[:, None]
    meant, table = OUT - OUT, OUT - y
    right, wrong = mse(OUT, OUT), mse(OUT, y)
    with look():
        figure, ax = canvas(598, 314)
        ax.set_ylim(-14, 300)
        _draw_meant(ax, 20, meant, right)
        _draw_table(ax, 310, table, wrong)
        size = len(OUT)
        return picture(
            figure,
            f"Left: out minus y, both of shape ({size},), where every prediction is right: "
            f"{size} zeros, loss {right:g}. Right: the same with y of shape ({size}, 1). NumPy "
            f"repeats out downwards and y sideways and gives a table of {table.size} differences; "
            f"only its diagonal was meant. The loss of these perfect predictions is {wrong:g}.",
            panels=2,
        )


def _draw_meant(ax, x, differences, loss):
    cell, row = 34, (1, len(OUT))
    heading(ax, x, 280, "Meant: shapes (4,) and (4,)")
    for y, name, values, role in (
        (232, "$out$", OUT, NETWORK),
        (172, "$y$", OUT, TRAINING),
        (112, "", differences, TRUTH),
    ):
        place = matrix(ax, x + 62, y, row, role, cell=cell)
        entries(ax, place, values[None], cell=cell)
        put_text(ax, x + 52, y, name, ha="right", color=role.ink, fontsize=FONT_SIZE + 1)
    sign(ax, x + 62 + 2 * cell, 202, "−")
    sign(ax, x + 62 + 2 * cell, 142, "=")
    put_text(ax, x + 62, 68, f"loss {loss:g}", ha="left", fontweight="semibold")


def _draw_table(ax, x, table, loss):
    cell, size = 34, len(OUT)
    heading(ax, x, 280, "What NumPy does: (4,) and (4, 1)")
    corner = x + 84
    top = matrix(ax, corner, 232, (1, size), NETWORK, cell=cell)
    entries(ax, top, OUT[None], cell=cell)
    put_text(ax, top.right + 8, 232, "$out$", ha="left", color=NETWORK.ink, fontsize=FONT_SIZE + 1)
    sign(ax, x + 57, 232, "−")
    side = matrix(ax, x + 40, 138, (size, 1), TRAINING, cell=cell)
    entries(ax, side, OUT[:, None], cell=cell)
    put_text(ax, x + 30, 138, "$y$", ha="right", color=TRAINING.ink, fontsize=FONT_SIZE + 1)
    place = matrix(ax, corner, 138, table.shape, GRADIENT, cell=cell)
    diagonal = np.eye(size, dtype=bool)
    for k in range(size):
        matrix(ax, corner + k * cell, place.top - (k + 0.5) * cell, (1, 1), TRUTH, cell=cell)
    entries(ax, place, np.where(diagonal, 0, table), cell=cell)
    put_text(ax, corner, 46, f"loss {loss:g}", ha="left", fontweight="semibold", color=GRADIENT.ink)
    note(ax, corner, 24, "Each entry: $out$ above it − $y$ beside it.", ha="left")
    note(ax, corner, 2, "Only the diagonal was meant.", ha="left")
