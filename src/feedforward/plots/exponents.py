"""The line of exponents: where e^x is a number that a float can hold."""

import numpy as np
from matplotlib.patches import FancyArrowPatch

from feedforward.formatting import decimal

from .style import (
    FONT_SIZE,
    GRADIENT,
    INK,
    MUTED,
    NETWORK,
    ZONE,
    dress,
)


def draw_exponents(ax, logits, shifted, limits):
    """Draw logits where e^x overflows, and the same logits with a constant subtracted.

    logits, shifted (K,); limits: the smallest and the largest x whose e^x is a finite float above 0
    """
    dress(ax, "", "logit $x$", "")
    low, high = limits
    left, right = -1150, 1250
    ax.axvspan(low, high, color=NETWORK.tint, linewidth=0)
    ax.axvspan(high, right, color=GRADIENT.tint, linewidth=0)
    ax.axvspan(left, low, color=ZONE, linewidth=0)
    for x, text, role_ink in (
        ((low + high) / 2, "$e^x$ is finite and above 0", NETWORK.ink),
        ((high + right) / 2, "$e^x$ overflows: inf", GRADIENT.ink),
        ((left + low) / 2, "$e^x$ rounds to 0", MUTED),
    ):
        ax.text(x, 0.93, text, ha="center", va="top", fontsize=FONT_SIZE, color=role_ink)
    ax.plot(logits, np.full(len(logits), 0.5), "o", color=GRADIENT.fill, markersize=9)
    ax.plot(shifted, np.full(len(logits), 0.5), "o", color=NETWORK.fill, markersize=9)
    ax.add_patch(
        FancyArrowPatch(
            (logits.mean() - 25, 0.5), (shifted.mean() + 25, 0.5), arrowstyle="-|>",
            mutation_scale=13, color=INK, linewidth=1.2, shrinkA=0, shrinkB=0,
        )
    )  # fmt: skip
    middle = (logits.mean() + shifted.mean()) / 2
    ax.text(middle, 0.55, "subtract $c$", ha="center", fontsize=FONT_SIZE, color=INK)
    for values, role in ((logits, GRADIENT), (shifted, NETWORK)):
        listed = ", ".join(decimal(value, 0) for value in values)
        ax.text(values.mean(), 0.38, listed, ha="center", va="top", fontsize=FONT_SIZE,
                color=role.ink)  # fmt: skip
    ax.set(xlim=(left, right), ylim=(0, 1), yticks=[])
    ax.set_xticks([-1000, round(low), 0, round(high), 1000])
    ax.spines["left"].set_visible(False)
