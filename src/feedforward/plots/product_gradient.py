"""A matrix product and the derivative of one factor, with one entry followed through both."""

from .matrices import caption, matrix, one_marked, sign
from .sketch import arrow, heading, put_text
from .style import ACTIVATION, FONT_SIZE, GRADIENT, MUTED, NETWORK, TRUTH


def draw_product(ax, top, which):
    """Draw Z W = out and the derivative of one factor, with one entry followed through them."""
    weight = which == "W"
    y = top - 72
    heading(ax, 16, top, "$W_{21}$ moves column 1 of $out$" if weight
            else "$Z_{32}$ moves row 3 of $out$")  # fmt: skip
    Z_marks = one_marked((4, 3), None if weight else 2, 1)
    W_marks = one_marked((3, 2), 1, 0 if weight else None)
    out_marks = one_marked((4, 2), None if weight else 2, 0 if weight else None)
    _row_of(ax, 16, y, [
        ("$Z$", (4, 3), ACTIVATION, Z_marks), "·", ("$W$", (3, 2), NETWORK, W_marks), "=",
        ("$out$", (4, 2), TRUTH, out_marks),
    ])  # fmt: skip
    if weight:
        given = [
            ("$Z^{\\!\\mathregular{T}}$", (3, 4), ACTIVATION, Z_marks.T), "·",
            ("$dout$", (4, 2), GRADIENT, out_marks), "=", ("$dW$", (3, 2), NETWORK, W_marks),
        ]  # fmt: skip
    else:
        given = [
            ("$dout$", (4, 2), GRADIENT, out_marks), "·",
            ("$W^{\\!\\mathregular{T}}$", (2, 3), NETWORK, W_marks.T), "=",
            ("$dZ$", (4, 3), ACTIVATION, Z_marks),
        ]  # fmt: skip
    arrow(ax, (236, y), (280, y), color=MUTED)
    end = _row_of(ax, 312, y, given)
    formula = (
        "$dW_{21} = \\sum_{i}\\;\\, Z_{i2}\\; dout_{i1}$" if weight
        else "$dZ_{32} = \\sum_{k}\\;\\, dout_{3k}\\; W_{2k}$"
    )  # fmt: skip
    put_text(ax, end + 16, y, formula, ha="left", color=GRADIENT.ink, fontsize=FONT_SIZE + 0.5)


def _row_of(ax, x, y, parts):
    """Draw matrices and signs from left to right; return where they end."""
    for part in parts:
        if isinstance(part, str):
            sign(ax, x - (12 if part == "·" else 6), y, part)
            x += 16 * (part == "=")
            continue
        name, shape, role, marked = part
        place = matrix(ax, x, y, shape, role, marked=marked)
        caption(ax, place, name, f"{shape[0]} × {shape[1]}", role, y - 36)
        x = place.right + 24
    return x - 24
