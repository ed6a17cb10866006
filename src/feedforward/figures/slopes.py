"""Figures of section 6.4: a slope that is measured, and one that is believed."""

import numpy as np

from feedforward.activations import tanh, tanh_backward
from feedforward.plots.picture import picture
from feedforward.plots.style import (
    ACTIVATION,
    FAINT,
    FONT_SIZE,
    GRADIENT,
    INK,
    PAPER,
    SERIES,
    TRUTH,
    dress,
    label_curve,
    look,
    new_figure,
)


def secants():
    """Show a tangent beside the two secants that measure its slope: one-sided and central."""
    x, eps, grid = 1.0, 0.6, np.linspace(-0.1, 2.0, 200)
    one_sided = (np.exp(x + eps) - np.exp(x)) / eps
    central = (np.exp(x + eps) - np.exp(x - eps)) / (2 * eps)
    lines = [
        (np.exp(x), np.exp(x), "tangent", TRUTH),
        (one_sided, np.exp(x), "one-sided", SERIES[1]),
        (central, np.exp(x - eps) + central * eps, "central", SERIES[0]),
    ]
    with look():
        figure = new_figure(466, 350)  # narrow enough to be shown whole on a telephone
        ax = figure.add_subplot()
        dress(ax, "", "", "height of the curve")
        ax.set(xlim=(-0.1, 3.25), ylim=(0, 7.7), yticks=[0, 2, 4, 6])
        ax.spines["bottom"].set_bounds(-0.1, grid[-1])
        ax.set_xticks([x - eps, x, x + eps], labels=[r"$x-\varepsilon$", "$x$", r"$x+\varepsilon$"])
        for end in (x - eps, x, x + eps):
            ax.plot([end, end], [0, np.exp(end)], color=FAINT, linewidth=0.8, zorder=0)
            ax.plot(end, np.exp(end), "o", color=INK, markersize=6.5, zorder=5)
        ax.plot(grid, np.exp(grid), color=ACTIVATION.ink, linewidth=2.4, zorder=3)
        label_curve(ax, -0.05, np.exp(-0.05), "$e^x$", ACTIVATION, xytext=(2, 16),
                    fontsize=FONT_SIZE + 3)  # fmt: skip
        span = np.array([0.15, 2.2])
        for slope, at_x, name, role in lines:
            ends = at_x + slope * (span - x)
            ax.plot(span, ends, color=role.ink, linestyle=role.linestyle, linewidth=1.7, zorder=2)
            label_curve(ax, span[1], ends[1], f"{name}: slope {slope:.2f}", role)
        return picture(
            figure,
            f"The curve e^x at x = 1 with three straight lines: the tangent of slope {np.e:.2f}, "
            f"the secant to x + {eps} of slope {one_sided:.2f}, and the secant from x - {eps} to "
            f"x + {eps} of slope {central:.2f}, which is nearly parallel to the tangent.",
        )


def circulating(h):
    """Compute what some slides print as tanh; it is tanh(h/2)."""
    return (1 - np.exp(-h)) / (1 + np.exp(-h))


def false_tanh():
    """Show tanh beside the formula that is sometimes printed in its place, and both slopes."""
    h, eps = np.linspace(-4, 4, 401), 1e-5
    true, false = tanh(h), circulating(h)
    believed = tanh_backward(1.0, false)
    measured = (circulating(h + eps) - circulating(h - eps)) / (2 * eps)
    middle = len(h) // 2
    with look():
        figure = new_figure(740, 320)
        left, right = figure.subplots(1, 2)
        dress(left, "Two formulas, two curves", "$h$")
        left.set(xlim=(-4, 4), ylim=(-1.3, 1.3), xticks=[-4, -2, 0, 2, 4], yticks=[-1, 0, 1])
        left.plot(h, true, color=ACTIVATION.ink)
        left.plot(h, false, color=SERIES[3].ink, linestyle=SERIES[3].linestyle)
        label_curve(left, 1.1, np.tanh(1.1), r"$\tanh(h)$", ACTIVATION, xytext=(-8, 14), ha="right")
        label_curve(left, 1.3, circulating(1.3), r"$\frac{1-e^{-h}}{1+e^{-h}}$", SERIES[3],
                    xytext=(14, -14), fontsize=FONT_SIZE + 3)  # fmt: skip
        dress(right, "The slope of the second formula", "$h$")
        right.set(xlim=(-4, 4), ylim=(0, 1.16), xticks=[-4, -2, 0, 2, 4], yticks=[0, 0.5, 1])
        right.plot(h, believed, color=GRADIENT.ink, linestyle=GRADIENT.linestyle)
        right.plot(h[::20], measured[::20], "o", color=SERIES[3].ink, markersize=6)
        label_curve(right, 0.8, believed[240], "by the rule for tanh,\n$1-Z^2$", GRADIENT,
                    xytext=(14, 10))  # fmt: skip
        label_curve(right, 0, 0.38, "measured", SERIES[3], xytext=(0, 0), ha="center",
                    bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1})  # fmt: skip
        for ax in (left, right):
            ax.axvline(0, color=FAINT, linewidth=0.8, zorder=0)
        left.axhline(0, color=FAINT, linewidth=0.8, zorder=0)
        return picture(
            figure,
            f"Left: tanh(h), which is {true[250]:.2f} at h = 1, and (1 - e^-h)/(1 + e^-h), which "
            f"is {false[250]:.2f} there. Right: the slope of the second formula at h = 0 is "
            f"{measured[middle]:.2f} when it is measured, and {believed[middle]:.2f} by the rule "
            "for tanh, twice as much; the factor is the same at every h.",
            panels=2,
        )
