"""Figures of section 6.4: signals and gradients in deep networks."""

import numpy as np

from feedforward.activations import ACTIVATIONS
from feedforward.plots.layers import spread_over_layers
from feedforward.plots.picture import picture
from feedforward.plots.style import (
    GRADIENT,
    INK,
    MUTED,
    NETWORK,
    SERIES,
    SMALL_SIZE,
    TRAINING,
    TRUTH,
    dress,
    label_curve,
    look,
    new_figure,
)
from feedforward.plots.vanishing import LARGER, passes_through, size

from .experiments import in_one_thread


@in_one_thread
def _passes(gains, seeds, layers, width=100, samples=20):
    """Send a signal up and a gradient down ReLU layers: a list of `Pass` for each gain."""
    f, df = ACTIVATIONS["relu"]
    found = {gain: [] for gain in gains}
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        X, dZ = rng.normal(size=(2, samples, width))
        X, dZ = X / size(X), dZ / size(dZ)
        weights = rng.normal(0, width**-0.5, (layers, width, width))
        for gain in gains:
            found[gain].append(passes_through(f, df, X, dZ, gain * weights))
    return found


def signal_and_gradient():
    """Show the size of signal and gradient in 30 ReLU layers for three scales of the weights."""
    layers, seeds = 30, 5
    found = _passes((1.0, np.sqrt(2), 2.0), seeds, layers)
    names = [r"$g=1$", r"$g=\sqrt{2}$ (He)", r"$g=2$"]
    with look():
        figure = new_figure(736, 340)
        up, down = figure.subplots(1, 2, sharey=True)
        signals = [[one.signals for one in runs] for runs in found.values()]
        gradients = [[one.gradients for one in runs] for runs in found.values()]
        spread_over_layers(up, signals, names, "")
        spread_over_layers(down, gradients, [""] * 3, "")
        up.set(ylim=(5e-7, 1e6), yticks=10.0 ** np.arange(-6, 7, 2))
        down.tick_params(labelleft=True)
        for ax in (up, down):
            ax.tick_params(axis="y", labelsize=LARGER)
        note = f"thin: each of {seeds} draws\nthick: their median"
        down.text(29.4, 1e5, note, ha="right", va="center", color=MUTED, fontsize=SMALL_SIZE)
        steps = [(26, -9), (12, 14), (26, 9)]
        for name, runs, role, step in zip(names, gradients, SERIES, steps, strict=False):
            label_curve(down, 0, np.median(runs, axis=0)[0], name, role, xytext=step)
        up.set_title("Forward: size of $Z_l$")
        down.set_title(r"Backward: size of $\partial J/\partial Z_l$")
        up.text(0.6, 8e4, "weights with standard\ndeviation $g/\\sqrt{m}$", va="center", color=INK)
        _show_direction(up, 0, 11, INK, "forward pass")
        _show_direction(down, layers, layers - 11, GRADIENT.ink, "backward pass")
        ends = "; ".join(
            f"g = {gain:.2f}: {np.median([one.signals[-1] for one in runs]):.0e} and "
            f"{np.median([one.gradients[0] for one in runs]):.0e}"
            for gain, runs in found.items()
        )
        return picture(
            figure,
            f"{layers} ReLU layers of 100 units, weights with standard deviation g/sqrt(m), "
            f"{seeds} draws each. Sizes of the signal in the last layer and of the gradient at the "
            f"input, each of which starts at 1: {ends}.",
            panels=2,
        )


def _show_direction(ax, start, end, color, name):
    """Mark where a pass starts with size 1, and draw an arrow the way it goes."""
    ax.plot(start, 1, "o", color=color, markersize=8, zorder=5, clip_on=False)
    left, right = sorted((start, end))
    ax.annotate("", (end, 4e-6), (start + (end - start) / 12, 4e-6), arrowprops={
        "arrowstyle": "-|>", "color": color, "linewidth": 1.6, "shrinkA": 0, "shrinkB": 0,
    })  # fmt: skip
    ax.text((left + right) / 2, 8e-6, name, ha="center", va="bottom", color=color)


def chain_factors(w, depth, x=1.0):
    """Return f'(h_l) w for every layer of a chain of sigmoid units with weight w: (depth,)."""
    f, df = ACTIVATIONS["sigmoid"]
    z, factors = np.array([x]), []
    for _ in range(depth):
        h = w * z
        z = f(h)
        factors.append(df(h, z)[0] * w)
    return np.array(factors)


def vanishing_product():
    """Show how the derivative of a chain of ten sigmoid units shrinks with every factor."""
    depth = 10
    factors = {w: chain_factors(w, depth) for w in (1.0, 4.0)}
    # dz_L/dz_l for l = 0 to L: the product of the factors of layers l + 1 to L
    products = {w: np.append(np.cumprod(one[::-1])[::-1], 1) for w, one in factors.items()}
    layers = np.arange(depth + 1)
    with look():
        figure = new_figure(736, 400)
        top, ax = figure.subplots(2, 1, height_ratios=[1, 3], sharex=True)
        _draw_chain(top, factors[1.0])
        dress(ax, "", "layer $l$", r"$\partial z_{10}/\partial z_l$")
        ax.set(yscale="log", ylim=(1e-13, 8), xlim=(-0.5, depth + 1.1), xticks=layers)
        ax.set_yticks([1e-10, 1e-5, 1])
        ax.minorticks_off()
        ax.tick_params(axis="y", labelsize=LARGER)
        for (w, product), role in zip(products.items(), (GRADIENT, SERIES[3]), strict=True):
            # Where both products are 1, the larger marker lies behind the smaller one.
            ax.plot(layers, product, color=role.ink, linestyle=role.linestyle, zorder=2 + 1 / w,
                    marker=role.marker, markersize=6 + w)  # fmt: skip
            label_curve(ax, 1, product[1], f"every $w = {w:.0f}$", role, xytext=(0, -18))
        ax.plot(layers, 0.25 ** (depth - layers), color=TRUTH.ink, linestyle=TRUTH.linestyle,
                zorder=4)  # fmt: skip
        label_curve(ax, 1, 0.25 ** (depth - 1), "¼ per layer", TRUTH, xytext=(-34, 13))
        return picture(
            figure,
            f"A chain of {depth} sigmoid units with weight 1: on the way back its derivative is "
            f"multiplied by {factors[1.0].min():.2f} to {factors[1.0].max():.2f} in every layer, "
            f"and {products[1.0][0]:.0e} of it is left at the input; a factor of ¼ per layer would "
            f"leave {0.25**depth:.0e}. With weight 4 in every layer {products[4.0][0]:.0e} is "
            "left, because the units saturate.",
        )


def _draw_chain(ax, factors):
    """Draw the chain of units above the plot, with the factors for w = 1 at the arrows."""
    depth = len(factors)
    ax.set(ylim=(-0.55, 1.0))
    ax.axis("off")
    for layer in range(depth + 1):
        role = TRAINING if layer in (0, depth) else NETWORK
        ax.plot(layer, 0, "o", markersize=22, markerfacecolor=role.tint, markeredgecolor=role.ink,
                markeredgewidth=1.2, zorder=3)  # fmt: skip
        name = "$x$" if layer == 0 else f"$z_{{{layer}}}$"
        ax.text(layer, -0.08, name, ha="center", va="baseline", color=role.ink, zorder=4)
    for layer, factor in enumerate(factors):
        ax.annotate("", (layer + 0.27, 0), (layer + 0.73, 0), arrowprops={
            "arrowstyle": "-|>", "color": GRADIENT.ink, "shrinkA": 0, "shrinkB": 0})  # fmt: skip
        ax.text(layer + 0.5, 0.5, f"×{factor:.2f}", ha="center", color=GRADIENT.ink,
                fontsize=SMALL_SIZE)  # fmt: skip
    ax.text(depth + 0.05, 0.5, "every $w = 1$", color=GRADIENT.ink, fontsize=SMALL_SIZE)
