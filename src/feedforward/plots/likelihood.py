"""A density around a prediction, the probability of a label, and minus the logarithm of either."""

import numpy as np

from feedforward.losses import gaussian_nll, mse

from .style import (
    FAINT,
    FONT_SIZE,
    INK,
    MUTED,
    NETWORK,
    SERIES,
    SMALL_SIZE,
    TRAINING,
    dress,
    label_curve,
)

CHOSEN = SERIES[1]  # the targets whose density is followed through all three panels
WIDTH_OF_DENSITY = 0.5  # how far the highest density reaches along the input's axis


def gaussian_density(residual, sigma):
    """Density of Normal(0, sigma^2) at residuals of any shape."""
    return np.exp(-0.5 * (residual / sigma) ** 2) / (sigma * np.sqrt(2 * np.pi))


def draw_predicted_normals(ax, x, y, predict, sigma, chosen):
    """Draw targets, the prediction, and a Gaussian around it, turned on its side, at two inputs.

    x, y (N,); predict: a function of x; chosen: indices of the two targets whose density is drawn
    """
    dress(ax, "The network predicts a distribution", "input $x$", "target $y$")
    edges = np.array([0.0, 3.0])
    ax.plot(edges, predict(edges), color=NETWORK.ink, zorder=3)
    others = np.delete(np.arange(len(x)), chosen)
    ax.plot(x[others], y[others], TRAINING.marker, color=TRAINING.fill, markersize=6, zorder=4)
    t = np.linspace(-3.2 * sigma, 3.2 * sigma, 121)
    scale = WIDTH_OF_DENSITY / gaussian_density(0, sigma)
    for place, target in zip(x[chosen], y[chosen], strict=True):
        height, shape = predict(place) + t, gaussian_density(t, sigma) * scale
        ax.fill_betweenx(height, place, place + shape, color=NETWORK.tint, zorder=1, linewidth=0)
        ax.plot(place + shape, height, color=NETWORK.ink, linewidth=1.3, zorder=2)
        ax.plot([place, place], height[[0, -1]], color=FAINT, linewidth=1, zorder=1)
        density = gaussian_density(target - predict(place), sigma)
        end = place + density * scale
        ax.plot([place, end], [target, target], color=CHOSEN.ink, linewidth=2, zorder=5)
        _mark_chosen(ax, place, target)
        label_curve(ax, place, target, f"{density:.3f}", CHOSEN, xytext=(-7, 8), ha="right")
    ax.text(1.9, 0.1, f"standard deviation\n$\\sigma = {sigma}$ at every input", va="center",
            color=NETWORK.ink)  # fmt: skip
    ax.set(xlim=(0, 3.7), ylim=(-0.6, 4.0), xticks=[0, 1, 2, 3], yticks=[0, 1, 2, 3])
    label_curve(ax, edges[1], predict(edges[1]), "prediction\n$out$", NETWORK, xytext=(6, 12))


def _mark_chosen(ax, x, y):
    ax.plot(x, y, CHOSEN.marker, color=CHOSEN.fill, markersize=8, zorder=6)


def draw_normal(ax, sigma, residuals, densities):
    """Draw the density over the residual, and its height at each target."""
    t = np.linspace(-1.3, 1.3, 241)
    dress(ax, "Likelihood: the density at the target", "", "density")
    ax.plot(t, gaussian_density(t, sigma), color=NETWORK.ink)
    ax.fill_between(t, 0, gaussian_density(t, sigma), color=NETWORK.tint, linewidth=0)
    ax.vlines(residuals, 0, densities, color=CHOSEN.ink, linewidth=2)
    _mark_chosen(ax, residuals, densities)
    for residual, density in zip(residuals, densities, strict=True):
        side = np.sign(residual)  # the outer side of the bell
        label_curve(ax, residual, density, f"{density:.3f}", CHOSEN, xytext=(9 * side, 6),
                    ha="left" if side > 0 else "right")  # fmt: skip
    ax.set(xlim=(-1.3, 1.3), ylim=(0, 1.3), yticks=[0, 1], xticks=[-1, 0, 1])
    ax.tick_params(labelbottom=False)


def draw_nll(ax, sigma, residuals, densities):
    """Draw minus the logarithm of the density over the residual: a parabola."""
    t = np.linspace(-1.3, 1.3, 241)
    dress(ax, "Its negative logarithm: a parabola", "$y - out$", "loss")
    ax.plot(t, -np.log(gaussian_density(t, sigma)), color=NETWORK.ink)
    _mark_chosen(ax, residuals, -np.log(densities))
    for residual, cost in zip(residuals, -np.log(densities), strict=True):
        # Inside the parabola, where nothing else is drawn.
        label_curve(ax, residual, cost, f"{cost:.3f}", CHOSEN, xytext=(-6 * np.sign(residual), 11),
                    ha="right" if residual > 0 else "left")  # fmt: skip
    ax.set(ylim=(-0.8, 6.5), yticks=[0, 2, 4, 6])


def likelihood_of_slopes(x, y, sigma):
    """Compute the loss of lines through the means. x, y (N,) -> w, nll, mse/sigma^2, each (401,)"""
    slopes = np.linspace(0.45, 1.35, 401)
    outs = [y.mean() + w * (x - x.mean()) for w in slopes]
    nll = np.array([gaussian_nll(out, y, sigma) for out in outs])
    return slopes, nll, np.array([mse(out, y) / sigma**2 for out in outs])


def draw_likelihood(ax, slopes, likelihood, best):
    """Draw the product of the densities of all targets over one weight, and where it is largest."""
    dress(ax, "Likelihood: a product", "weight $w$", "")
    scale = 10.0 ** np.floor(np.log10(likelihood.max()))
    ax.plot(slopes, likelihood / scale, color=NETWORK.ink)
    ax.fill_between(slopes, 0, likelihood / scale, color=NETWORK.tint, linewidth=0)
    exponent = int(np.log10(scale))
    ax.set_ylabel(f"likelihood, in $10^{{{exponent}}}$", fontsize=FONT_SIZE)
    _mark_best(ax, best)
    ax.set(xlim=slopes[[0, -1]], ylim=(0, 1.25 * likelihood.max() / scale))


def draw_nll_and_squares(ax, slopes, nll, squares, best):
    """Draw the negative log-likelihood per sample, and the squared error in units of sigma^2."""
    dress(ax, "Its negative logarithm: a mean of squares", "weight $w$", "loss per sample")
    ax.plot(slopes, nll, color=NETWORK.ink)
    ax.plot(slopes, squares, color=TRAINING.ink, linestyle=(0, (5, 2)))
    _mark_best(ax, best)
    at = len(slopes) * 7 // 9
    label_curve(ax, slopes[at], nll[at], "−log\nlikelihood", NETWORK, xytext=(5, -4), va="top")
    at = len(slopes) // 5
    label_curve(ax, slopes[at], squares[at], "MSE$\\,/\\sigma^2$", TRAINING, xytext=(10, 8))
    ax.set(xlim=slopes[[0, -1]])


def _mark_best(ax, best):
    ax.axvline(best, color=INK, linewidth=1, linestyle=(0, (2, 2)), zorder=1)
    ax.annotate(
        f"$w = {best:.2f}$", (best, 1), (6, -2), xycoords=("data", "axes fraction"), va="top",
        textcoords="offset points", fontsize=FONT_SIZE, color=INK,
    )  # fmt: skip


def draw_shares(ax, out, S, label):
    """Draw the probabilities of the classes as bars; the label's is full, the others are pale."""
    dress(ax, "Softmax: one probability per class", "", "probability $S_k$")
    classes = np.arange(len(S))
    bars = ax.bar(classes, S, 0.62, color=NETWORK.tint, edgecolor=NETWORK.ink, linewidth=1)
    bars[label].set_facecolor(NETWORK.fill)
    for k, share in enumerate(S):
        ax.annotate(
            f"{share:.2f}", (k, share), (0, 4), textcoords="offset points", ha="center",
            fontsize=FONT_SIZE, color=INK if k == label else MUTED,
            fontweight="semibold" if k == label else "normal",
        )  # fmt: skip
    ticks = [f"class {k}\n$out_{k} = {value:g}$" for k, value in zip(classes, out, strict=True)]
    ticks[label] += "\nlabel"
    ax.set_xticks(classes, ticks, fontsize=SMALL_SIZE)
    ax.get_xticklabels()[label].set(color=INK, fontweight="semibold")
    ax.tick_params(axis="x", length=0)
    ax.set(ylim=(0, 0.8), yticks=[0, 0.25, 0.5, 0.75])


def draw_log_loss(ax, S, label):
    """Draw -log S, with the label's probability carried up to it."""
    dress(ax, "Loss: minus its logarithm", f"probability of the label, $S_{label}$",
          f"$-\\log\\,S_{label}$")  # fmt: skip
    s = np.linspace(0.012, 1, 400)
    ax.plot(s, -np.log(s), color=INK)
    share, loss = S[label], -np.log(S[label])
    ax.plot(
        [share, share, 0], [0, loss, loss], color=NETWORK.ink, linewidth=1.2, linestyle=(0, (4, 2))
    )
    ax.plot(share, loss, "o", color=NETWORK.fill, markersize=9, zorder=4)
    ax.annotate(
        f"$-\\log\\,{share:.2f} = {loss:.2f}$", (share, loss), (12, 6), textcoords="offset points",
        fontsize=FONT_SIZE + 1, color=NETWORK.ink,
    )  # fmt: skip
    ax.set(xlim=(0, 1.02), ylim=(0, 4.6), xticks=[0, 0.5, 1], yticks=[0, 1, 2, 3, 4])
