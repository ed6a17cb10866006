"""Figures of section 6.5: likelihood, cross-entropy, code length."""

import numpy as np

from feedforward.formatting import decimal
from feedforward.losses import (
    cross_entropy,
    cross_entropy_backward,
    mse_on_softmax,
    mse_on_softmax_backward,
    softmax,
)
from feedforward.plots.code_words import code, draw_code, draw_lengths
from feedforward.plots.exponents import draw_exponents
from feedforward.plots.labels import halo
from feedforward.plots.likelihood import (
    draw_likelihood,
    draw_log_loss,
    draw_nll,
    draw_nll_and_squares,
    draw_normal,
    draw_predicted_normals,
    draw_shares,
    gaussian_density,
    likelihood_of_slopes,
)
from feedforward.plots.loss_surface import CLASSES, axis_of, outputs, surface_of, walk
from feedforward.plots.picture import picture
from feedforward.plots.style import (
    FAINT,
    FONT_SIZE,
    GRADIENT,
    HEIGHT,
    INK,
    MUTED,
    PAPER,
    SERIES,
    SMALL_SIZE,
    dress,
    label_curve,
    look,
    new_figure,
)

SIGMA = 0.35
FOLLOWED = (2.63, 1.15)  # inputs: the first target is near the line, the second far below it
OUTPUTS = np.array([2.0, 0.5, 1.0, -0.5])  # logits of four classes
LABEL = 2
WEATHER = np.array([1 / 2, 1 / 4, 1 / 8, 1 / 8])  # the distribution of 6.5's four words
HUGE = np.array([999.0, 1000.0, 1001.0])
SUBTRACTED = 900.0  # not the maximum, which an exercise asks for
NAMED_AT = {  # w, words and place of the curves' labels
    "cross-entropy": (-2.4, "cross-entropy", {"xytext": (6, 5)}),
    "squared error on S": (
        -5.6,
        "squared\nerror on S",
        {"xytext": (0, 3), "va": "bottom", "linespacing": 1.1, "fontsize": SMALL_SIZE},
    ),
}
STEPS_AT = {"cross-entropy": (-1.9, 1.7, INK), "squared error on S": (-4.1, 1.5, PAPER)}
CONFIDENT_START, DESCENT_STEPS = (-5.0, 1.0), 25  # (w, b), nearly every answer wrong
CONFIDENT = -6.0  # the margin of the error whose slopes are drawn


def gaussian_likelihood():
    """Show a Gaussian around each prediction: the likelihood of a target is the density there."""
    x, y = _points()
    chosen = [np.abs(x - place).argmin() for place in FOLLOWED]
    residuals = (y - _line(x))[chosen]
    densities = gaussian_density(residuals, SIGMA)
    with look():
        figure = new_figure(740, 380)
        grid = figure.add_gridspec(2, 2, width_ratios=[1.3, 1])
        draw_predicted_normals(figure.add_subplot(grid[:, 0]), x, y, _line, SIGMA, chosen)
        top = figure.add_subplot(grid[0, 1])
        draw_normal(top, SIGMA, residuals, densities)
        draw_nll(figure.add_subplot(grid[1, 1], sharex=top), SIGMA, residuals, densities)
        near, far = (f"{density:.3f}" for density in densities)
        costs = -np.log(densities)
        return picture(
            figure,
            f"Left: {len(x)} points and the network's prediction, a line, with a Gaussian of "
            f"standard deviation {SIGMA} around it at the inputs of two targets, which are marked "
            f"in all panels. Right: the density is {near} at the target that misses the prediction "
            f"by {abs(residuals[0]):.2f}, and {far} at the one that misses by "
            f"{abs(residuals[1]):.2f}. Below: minus the logarithm of that density is a parabola, "
            f"{costs[0]:.3f} and {costs[1]:.3f} at the two targets.",
            panels=2,
        )


def _line(x):
    return 0.9 * x + 0.3


def _points():
    """Return targets with Gaussian noise around the line: x, y (24,)."""
    rng = np.random.default_rng(4)
    x = np.sort(rng.uniform(0.1, 2.9, 24))
    return x, _line(x) + rng.normal(0, SIGMA, 24)


def likelihood_and_squares():
    """Show the likelihood of all targets over a weight: it is largest where the MSE is smallest."""
    x, y = _points()
    slopes, nll, squares = likelihood_of_slopes(x, y, SIGMA)
    likelihood = np.exp(-len(x) * nll)
    best = slopes[np.argmin(squares)]
    with look():
        figure = new_figure(720, 310)
        axes = figure.subplots(1, 2)
        draw_likelihood(axes[0], slopes, likelihood, best)
        draw_nll_and_squares(axes[1], slopes, nll, squares, best)
        return picture(
            figure,
            f"The likelihood of {len(x)} targets, a product of {len(x)} densities, over the weight "
            "w of a line through the mean of the points: a bell with its peak of "
            f"{likelihood.max():.1e} at w = {slopes[np.argmax(likelihood)]:.2f}. Its negative "
            "logarithm per sample and the mean squared error divided by sigma squared are two "
            f"parabolas, a constant apart, with their lowest point at the same w = {best:.2f}.",
            panels=2,
        )


def categorical_likelihood():
    """Show the probabilities of four classes, and minus the logarithm of the label's."""
    S = softmax(OUTPUTS[None])[0]
    with look():
        figure = new_figure(700, 300)
        axes = figure.subplots(1, 2, width_ratios=[1.1, 1])
        draw_shares(axes[0], OUTPUTS, S, LABEL)
        draw_log_loss(axes[1], S, LABEL)
        shares = ", ".join(f"{share:.2f}" for share in S)
        return picture(
            figure,
            f"Left: softmax turns four outputs into the probabilities {shares}; the label is class "
            f"{LABEL}, with probability {S[LABEL]:.2f}. Right: the curve of minus the logarithm, "
            f"which is 0 at probability 1 and grows without limit towards 0; the label's loss is "
            f"{-np.log(S[LABEL]):.2f}.",
            panels=2,
        )


def loss_of_one_logit():
    """Show the loss of one sample over its margin, with the slope at a confident error."""
    margins = np.linspace(-8, 4, 241)
    losses = {
        "cross-entropy": (cross_entropy, cross_entropy_backward, SERIES[0], (-2.7, 3.3)),
        "squared error on S": (
            mse_on_softmax, mse_on_softmax_backward, SERIES[1], (-5.8, 1.85),
        ),
    }  # fmt: skip
    with look():
        figure = new_figure(740, 330)
        axes = figure.subplots(1, 2)
        dress(axes[0], "Loss of one sample", "margin of the label's logit", "$J$")
        dress(axes[1], "Its slope", "margin of the label's logit", "slope of $J$")
        slopes = [_draw_loss(axes, margins, name, *pair) for name, pair in losses.items()]
        axes[0].set(xlim=(-8, 4), ylim=(-0.3, 8.2))
        axes[1].set(xlim=(-8, 4), ylim=(-1.1, 0.2))
        for ax in axes:
            ax.axvline(CONFIDENT, color=FAINT, linewidth=1, linestyle=(0, (2, 2)), zorder=0)
        axes[0].text(CONFIDENT + 0.2, 0.02, "confidently wrong", fontsize=SMALL_SIZE, color=MUTED)
        return picture(
            figure,
            "Loss of one sample with two classes over its margin, the label's logit minus the "
            f"other. At a margin of −{-CONFIDENT:.0f} the slope of cross-entropy is "
            f"{slopes[0]:.3f}, and that of the squared error on S {slopes[1]:.4f}: the "
            "squared error is flat where the network is confidently wrong.",
            panels=2,
        )


def _draw_loss(axes, margins, name, loss, backward, role, place_of_name):
    """Draw one loss and its slope over the margin; return the slope at CONFIDENT."""
    label = np.array([0])
    rows = np.stack([np.append(margins, CONFIDENT), np.zeros(len(margins) + 1)], axis=1)[:, None]
    *heights, height = (loss(row, label) for row in rows)
    *slopes, slope = (float(backward(row, label)[0, 0]) for row in rows)
    for ax, values, at in ((axes[0], heights, height), (axes[1], slopes, slope)):
        ax.plot(margins, values, color=role.ink, linestyle=role.linestyle)
        ax.plot(CONFIDENT, at, role.marker, color=role.fill, markersize=8, zorder=4)
    label_curve(axes[0], *place_of_name, name.replace("squared ", "squared\n"), role, xytext=(0, 0))
    label_curve(
        axes[1], CONFIDENT, slope, decimal(slope, 3), role, xytext=(6, 10),
    )  # fmt: skip
    return slope


def plateau():
    """Show gradient descent on both losses of two classes, and a cut through the surfaces."""
    axis, told = axis_of(CLASSES), []
    with look():
        figure = new_figure(740, 290)
        axes = figure.subplots(1, 3)
        dress(axes[2], "The cut at $b = 0$", "$w$", "$J$")
        for ax, role, (name, pair) in zip(axes, SERIES, CLASSES.losses.items(), strict=False):
            loss, backward = pair
            J = surface_of(CLASSES, loss)
            path, _ = walk(CLASSES, backward, CONFIDENT_START, DESCENT_STEPS)
            told.append(f"{name} from J = {_height(loss, path[0])} to {_height(loss, path[-1])}")
            dress(ax, name[0].upper() + name[1:], "$w$", "$b$")
            ax.contourf(axis, axis, J, 24, cmap=HEIGHT)
            lowest = _lowest_point(backward)
            ends = J.max(), loss(outputs(CLASSES, *lowest), CLASSES.y)
            _draw_descent(ax, path, lowest, ends, *STEPS_AT[name])
            ax.set(aspect="equal", xticks=[-6, 0, 6], yticks=[-6, 0, 6])
            cut = J[len(axis) // 2]
            axes[2].plot(axis, cut, color=role.ink, linestyle=role.linestyle)
            place, words, where = NAMED_AT[name]
            label_curve(axes[2], place, np.interp(place, axis, cut), words, role, **where)
        axes[1].text(-5.5, 4.4, "plateau", color=PAPER, fontsize=FONT_SIZE, va="center")
        axes[2].set(ylim=(0, None), xticks=[-6, 0, 6], box_aspect=1)
        return picture(
            figure,
            f"{DESCENT_STEPS} steps of gradient descent at a rate of {CLASSES.rate:g} from w = "
            f"{CONFIDENT_START[0]:.0f}, b = {CONFIDENT_START[1]:.0f}, a start full of confident "
            "errors, for one model of two classes with a weight w and a bias b: "
            f"{told[0]}, {told[1]}. Cross-entropy is steep wherever it is high; the squared "
            "error levels off on the left, on a plateau.",
            panels=3,
        )


def _draw_descent(ax, path, lowest, ends, x, y, color):
    """Draw the steps, with their number at (x, y), and say where they start and how far J goes.

    ends: the highest J of the square, and the lowest
    """
    ax.plot(*path.T, color=GRADIENT.ink, linewidth=0.9, path_effects=halo())
    ax.plot(*path.T, "o", color=GRADIENT.ink, markersize=3.4, markeredgewidth=0.3)
    ax.plot(*path[0], "o", color=GRADIENT.ink, markersize=5.5, zorder=4)
    ax.plot(*lowest, "*", color=INK, markersize=11, zorder=4)
    words = {"fontsize": SMALL_SIZE, "va": "center"}
    place = ", ".join(decimal(value, 0) for value in path[0])
    ax.text(x, y, f"{len(path) - 1} steps", color=color, **words)
    ax.text(path[0, 0] - 0.5, path[0, 1] - 0.8, f"start\n({place})", color=PAPER,
            **words | {"va": "top", "linespacing": 1.1})  # fmt: skip
    ax.text(-5.5, -5, f"$J$ up to {ends[0]:.2g}", color=PAPER, **words)
    name = f"lowest $\\,J$: {ends[1]:.2f}"
    ax.text(lowest[0] + 1.3, lowest[1] - 1.3, name, color=INK, ha="center", **words)


def _lowest_point(backward):
    """Return the minimum (w, b) of a loss of two classes, found by descent from the middle."""
    return walk(CLASSES, backward, (0.0, 0.0), 1000)[0][-1]


def _height(loss, place):
    return f"{loss(outputs(CLASSES, *place), CLASSES.y):.2f}"


def code_length():
    """Show a code as rectangles: the extra area of a wrong code is the KL divergence, in bits."""
    beliefs = {
        "$q = p$": WEATHER,
        "all equal": np.full(4, 1 / 4),
        "reversed": WEATHER[::-1],
    }
    codes = {name: code(WEATHER, q) for name, q in beliefs.items()}
    with look():
        figure = new_figure(742, 330)
        axes = figure.subplots(1, 3)
        figure.get_layout_engine().set(wspace=0.07)
        draw_code(axes[0], codes["$q = p$"], "The code made for $p$")
        draw_code(axes[1], codes["reversed"], "The code for $p$ reversed")
        draw_lengths(axes[2], codes)
        told = "; ".join(
            f"{name.replace('$', '')}: {c.entropy:.3f} + {c.extra:.3f} bits"
            for name, c in codes.items()
        )
        return picture(
            figure,
            "Codes as rectangles: the width of each is the frequency of the word, and its height "
            "the length of the code word, so the total area is the mean length of a message. The "
            "code made for p needs "
            f"{codes['$q = p$'].length:.3f} bits, the code made for the reversed distribution "
            f"{codes['reversed'].length:.3f}. Right, the mean length as entropy plus extra, which "
            f"is KL(p‖q), for three beliefs q. {told}.",
            panels=3,
        )


def softmax_overflow():
    """Show where e^x overflows, and how subtracting a constant from the logits avoids it."""
    shifted = HUGE - SUBTRACTED
    floats = np.finfo(float)
    limits = np.floor(np.log([floats.smallest_subnormal, floats.max]))
    with look():
        figure = new_figure(700, 230)
        draw_exponents(figure.add_subplot(), HUGE, shifted, limits)
        shares = ", ".join(f"{share:.2f}" for share in softmax(HUGE[None])[0])
        return picture(
            figure,
            f"A line of exponents. A float64 holds e to the x for x from {limits[0]:.0f} to "
            f"{limits[1]:.0f}. The logits {', '.join(f'{x:.0f}' for x in HUGE)} lie beyond, so "
            f"their exponentials overflow. With a constant c subtracted, here {SUBTRACTED:.0f}, "
            f"they are {', '.join(f'{x:.0f}' for x in shifted)}, and softmax, which depends only "
            f"on their differences, is {shares}.",
        )
