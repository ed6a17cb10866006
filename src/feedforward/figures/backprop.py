"""Figures of section 6.8: the chain rule, forks, gradients of a product, steps and costs."""

import numpy as np

from feedforward.formatting import decimal, with_power
from feedforward.network import count_parameters
from feedforward.plots.backward import LAST, PARAMS, backward_arrays
from feedforward.plots.backward_drawing import HEIGHT, WIDTH, draw_backward
from feedforward.plots.diagram_still import still
from feedforward.plots.difference import STEPS, difference_arrays
from feedforward.plots.picture import picture
from feedforward.plots.product_gradient import draw_product
from feedforward.plots.sketch import canvas, put_text
from feedforward.plots.style import (
    FAINT,
    FONT_SIZE,
    GRADIENT,
    INK,
    MUTED,
    SERIES,
    SMALL_SIZE,
    dress,
    label_curve,
    look,
    new_figure,
    number_by_powers,
)
from feedforward.plots.ways_back import chain, draw_chain, draw_fork

INPUT, TARGET, WEIGHTS = 1.5, 0.5, np.array([0.8, -1.2, 0.7])  # the chain of 6.8
NETWORKS = {"XOR": (2, 2, 1), "digits": (64, 48, 10), "784-100-10": (784, 100, 10)}
REVERSE_COST = 3  # a forward pass, and in the backward pass one product for dW and one for dZ


def chain_of_derivatives():
    """Show the values of a chain, its local derivatives, and their products from J back to x."""
    arrays = chain(INPUT, TARGET, WEIGHTS)
    with look():
        figure, ax = canvas(740, 252)
        draw_chain(ax, arrays, 108, 712, 190)
        for y, text, color in ((223, "value", INK), (102, "derivative\nof $J$", GRADIENT.ink)):
            put_text(ax, 12, y, text, ha="left", color=color)
        slopes = ", ".join(decimal(slope, 3) for slope in arrays.slopes)
        gradients = ", ".join(decimal(value, 3) for value in arrays.gradients)
        weights = ", ".join(decimal(value, 3) for value in arrays.weights)
        return picture(
            figure,
            "A chain from x through h1, Z1, h2, Z2 and out to J. The local derivatives of its six "
            f"steps are {slopes}. Multiplied together from J back to x, they give the derivatives "
            f"of J with respect to the seven values: {gradients}. The derivatives with "
            f"respect to the weights are {weights}.",
        )


def fork():
    """Show a value that two outputs use: its derivative is the sum over both paths."""
    Z, W, y = 1.2, np.array([1.5, -2.0]), np.array([1.4, -2.3])
    out = Z * W
    dout = out - y
    parts = dout * W
    J = np.sum(dout**2) / 2
    with look():
        figure, ax = canvas(458, 290)
        draw_fork(ax, Z, list(zip((1, 2), W, out, dout, parts, strict=True)), parts.sum(), J)
        return picture(
            figure,
            f"A value Z = {decimal(Z, 3)} is used twice: by out_1 with weight {W[0]:g} and by "
            f"out_2 with weight {W[1]:g}. It gets back {decimal(parts[0], 3)} via out_1 "
            f"and {decimal(parts[1], 3)} via out_2. Their sum is dJ/dZ = "
            f"{decimal(parts.sum(), 3)}.",
        )


def matrix_product_gradient(of="both"):
    """Show which entries of out depend on one entry of W or Z; of: "W", "Z" or "both"."""
    chosen = ("W", "Z") if of == "both" else (of,)
    with look():
        figure, ax = canvas(690, 190 * len(chosen))
        for row, which in enumerate(chosen):
            draw_product(ax, 190 * (len(chosen) - row) - 18, which)
        told = {
            "W": "The weight W_21 affects only column 1 of out, once in each of its 4 rows, times "
            "an entry of column 2 of Z; so dW_21 is row 2 of Z transposed times column 1 of dout.",
            "Z": "The entry Z_32 affects only row 3 of out, in both of its 2 columns, times an "
            "entry of row 2 of W; so dZ_32 is row 3 of dout times column 2 of W transposed.",
        }
        return picture(
            figure,
            "A product out = Z W of a 4 × 3 and a 3 × 2 matrix, and its derivatives, with entries "
            "marked. " + " ".join(told[which] for which in chosen),
        )


def step_size_u():
    """Show the error of a central difference for each step: a U, deeper in float64."""
    arrays = difference_arrays(1e-5, "float64", None, "central")
    single = difference_arrays(1e-5, "float32", None, "central")
    feet = {name: STEPS[np.argmin(errors)] for name, errors in arrays.errors.items()}
    with look():
        figure = new_figure(640, 380)
        ax = figure.add_subplot()
        _draw_u(ax, arrays, single)
        told = {
            name: f"{with_power(errors.min(), 1)}, at a step of {with_power(feet[name], 1)}"
            for name, errors in arrays.errors.items()
        }
        return picture(
            figure,
            "Relative error of a central difference against its step, on logarithmic axes. As "
            "the step shrinks, the truncation error falls with its square until rounding takes "
            "over and the error rises again: a U. In float64 "
            f"the smallest error is {told['float64']}; in float32 it is {told['float32']}.",
        )


def _draw_u(ax, double, single):
    dress(ax, "", "step $\\varepsilon$", "relative error of the difference")
    ax.set(xscale="log", yscale="log", xlim=(5e-13, 0.3), ylim=(3e-13, 10),
           xticks=10.0 ** np.arange(-12, 0, 2), yticks=10.0 ** np.arange(-12, 1, 2))  # fmt: skip
    ax.minorticks_off()
    number_by_powers(ax.xaxis, ax.yaxis)
    ax.plot(STEPS, double.truncation, color=MUTED, linewidth=1, linestyle=(0, (2, 2)))
    for arrays, name, role in ((double, "float64", SERIES[0]), (single, "float32", SERIES[1])):
        ax.plot(STEPS, arrays.rounding, color=MUTED, linewidth=1, linestyle=(0, (2, 2)))
        errors = np.maximum(double.errors[name], 3e-13)
        ax.plot(STEPS, errors, "-", color=role.ink, linewidth=1.2)
        ax.plot(STEPS, errors, role.marker, color=role.ink, markersize=5, markeredgewidth=0.5)
    label_curve(ax, 1e-10, 0.25, "float32", SERIES[1], xytext=(0, 0))
    label_curve(ax, 2e-11, 2e-8, "float64", SERIES[0], xytext=(0, 0), ha="right")
    words = {"color": MUTED, "fontsize": FONT_SIZE, "ha": "left"}
    for place in ((1.5e-9, 8e-7), (1.2e-6, 0.3)):  # one above each precision's line
        ax.text(*place, "rounding error $\\propto 1/\\varepsilon$", **words)
    ax.text(1.5e-4, 4e-10, "truncation error $\\propto \\varepsilon^2$", **words)


def forward_or_reverse():
    """Show what a whole gradient costs, in forward passes, for each number of parameters."""
    counts = {name: count_parameters(list(sizes)) for name, sizes in NETWORKS.items()}
    P = np.geomspace(4, 1e6, 50)
    costs = {  # of P derivatives
        "finite differences": (lambda P: 2.0 * P, SERIES[1]),
        "forward mode": (lambda P: 1.0 * P, SERIES[0]),
        "reverse mode": (lambda P: np.full(np.shape(P), REVERSE_COST), GRADIENT),
    }
    # Where the names stand: beside their lines, and clear of those of the networks.
    named = {
        "finite differences": {"P": 2e3, "xytext": (-6, 6), "ha": "right"},
        "forward mode": {"P": 90, "xytext": (9, -7)},
        "reverse mode": {"P": 90, "xytext": (9, 10)},
    }
    with look():
        figure = new_figure(458, 350)  # a telephone shows all of it
        ax = figure.add_subplot()
        dress(ax, "", "number of parameters", "cost of the gradient, in forward passes")
        ax.set(xscale="log", yscale="log", xlim=(4, 1e6), ylim=(0.7, 3e6))
        for name, (cost, role) in costs.items():
            ax.plot(P, cost(P), color=role.ink, linestyle=role.linestyle)
            places = np.array(list(counts.values()))
            ax.plot(places, cost(places), role.marker, color=role.ink, markersize=7)
            at = named[name].pop("P")
            label_curve(ax, at, cost(at), name, role, **named[name])
        for name, count in counts.items():
            ax.axvline(count, color=FAINT, linewidth=0.8, zorder=0)
            ax.annotate(f"{name}\n{count:,}", (count, 1), (0, 3), textcoords="offset points",
                        xycoords=("data", "axes fraction"), ha="center", va="bottom",
                        fontsize=SMALL_SIZE, color=MUTED)  # fmt: skip
        ax.minorticks_off()
        ax.set_xticks(10.0 ** np.arange(1, 7))
        number_by_powers(ax.xaxis, ax.yaxis)
        wide = counts["784-100-10"]
        return picture(
            figure,
            "Cost of all derivatives of a network, counted in forward passes, against its number "
            "of parameters, on logarithmic axes. Central differences take two passes per parameter "
            f"and forward mode one, so for {wide:,} parameters {2 * wide:,} and {wide:,}. Reverse "
            f"mode takes at most {REVERSE_COST} for any number of parameters.",
        )


def computation_graph():
    """Show the computational graph of a 2-2-2 network with both passes complete."""
    arrays = backward_arrays(LAST, (1.0, -0.5), list(PARAMS), "tanh")
    sums = "; ".join(
        f"at Z{j + 1}, {decimal(arrays.parts[j, 0])} arrives via out1 and "
        f"{decimal(arrays.parts[j, 1])} via out2, {decimal(arrays.dZ[0, j])} together"
        for j in (0, 1)
    )
    return picture(
        still(draw_backward(arrays, highlight=False), WIDTH, HEIGHT),
        "The computational graph of a network with two inputs, two tanh units and two outputs. "
        f"Forward, the inputs {decimal(arrays.x[0, 0])} and {decimal(arrays.x[0, 1])} give the "
        f"outputs {decimal(arrays.out[0, 0])} and {decimal(arrays.out[0, 1])} and the loss "
        f"J = {decimal(arrays.J)}. Backward, derivatives are multiplied along edges and added at "
        f"forks: {sums}.",
    )
