"""Figures of section 6.2."""

from itertools import pairwise

import numpy as np

from feedforward.activations import relu
from feedforward.experiments import experiment
from feedforward.network import count_parameters
from feedforward.plots.boundary import boundary_row
from feedforward.plots.layers import draw_sizes, spread_over_layers
from feedforward.plots.picture import picture
from feedforward.plots.sketch import (
    arrow,
    box,
    brace,
    canvas,
    heading,
    note,
    put_text,
)
from feedforward.plots.style import (
    ACTIVATION,
    FONT_SIZE,
    INK,
    MUTED,
    NETWORK,
    SERIES,
    SMALL_SIZE,
    dress,
    label_curve,
    look,
    new_figure,
)
from feedforward.plots.units import draw_layers, draw_recurrent

from .experiments import in_one_thread, trained_from


def feedforward_and_recurrent():
    """Show a feedforward network beside one that feeds its state into its next step."""
    sizes = [3, 4, 2]
    with look():
        figure, ax = canvas(740, 330)
        heading(ax, 20, 308, "Feedforward: every arrow points forward")
        draw_layers(ax, sizes, x=(70, 180, 290), middle=175, spacing=52, arrows=True)
        for x, text in zip((70, 180, 290), ("$x$", "hidden layer", "$out$"), strict=True):
            put_text(ax, x, 60, text, color=MUTED)
        heading(ax, 410, 308, "Recurrent: the state is fed back")
        draw_recurrent(ax, 420, 720)
        edges = sum(a * b for a, b in pairwise(sizes))
        return picture(
            figure,
            f"Left: a feedforward network with layers of {sizes[0]}, {sizes[1]} and {sizes[2]} "
            f"units; all {edges} arrows lead from one layer to the next. Right: a recurrent "
            "network reads a speech signal, cut into frames x1, x2, …, xT, one frame after "
            "another; an arrow leads from its state back to itself, and the next step uses that "
            "state.",
            panels=2,
        )


def shallow_and_deep():
    """Show a shallow network beside a deep one."""
    shallow, deep = [3, 6, 2], [3, 4, 4, 4, 4, 4, 2]
    with look():
        figure, ax = canvas(640, 300)
        for sizes, left, right, title in [
            (shallow, 40, 210, "Shallow (SNN)"), (deep, 305, 610, "Deep (DNN)")
        ]:  # fmt: skip
            x = np.linspace(left, right, len(sizes))
            heading(ax, left - 12, 280, title)
            draw_layers(ax, sizes, x, middle=160, spacing=34, radius=10)
            hidden = len(sizes) - 2
            text = "one hidden layer" if hidden == 1 else f"{hidden} hidden layers"
            brace(ax, x[1] - 14, x[-2] + 14, 54, text, color=NETWORK.ink)
            note(ax, x[0], 35, "input")
            note(ax, x[-1], 35, "output")
        return picture(
            figure,
            f"Left: a shallow neural network (SNN), layers of {', '.join(map(str, shallow))} "
            f"units, with {len(shallow) - 2} hidden layer. Right: a deep neural network (DNN), "
            f"layers of {', '.join(map(str, deep))} units, with {len(deep) - 2} hidden layers.",
            panels=2,
        )


def function_chain():
    """Show a network as a chain of three functions, f3(f2(f1(x)))."""
    depth = 3
    with look():
        figure, ax = canvas(700, 190)
        centres, half = [190, 350, 510], 42
        names = ["first layer", "second layer", "output layer"]
        for layer, (x, name) in enumerate(zip(centres, names, strict=True), 1):
            role = ACTIVATION if layer < depth else NETWORK
            box(ax, x, 115, 2 * half, 56, role, f"$f_{layer}$", fontsize=FONT_SIZE + 4)
            put_text(ax, x, 164, name, color=role.ink)
            note(ax, x, 71, "affine, then ReLU" if layer < depth else "affine")
        put_text(ax, 60, 115, "$x$", fontsize=FONT_SIZE + 3)
        put_text(ax, 632, 115, "$out$", ha="left", fontsize=FONT_SIZE + 3)
        ends = [72, *[x + side * half for x in centres for side in (-1, 1)], 628]
        for start, end in zip(ends[::2], ends[1::2], strict=True):
            arrow(ax, (start, 115), (end, 115), gap=(2, 2))
        brace(
            ax, centres[0] - half, centres[-1] + half, 50,
            "$out = f_3(f_2(f_1(x)))$", color=INK,
        )  # fmt: skip
        return picture(
            figure,
            f"x passes through a chain of {depth} functions: f1, the first layer, and f2, the "
            "second layer, are affine maps followed by ReLU; f3, the output layer, is affine. The "
            "result is out = f3(f2(f1(x))).",
        )


def parameter_count():
    """Show every weight matrix of a network for digits to scale: areas are numbers of weights."""
    sizes = [64, 50, 50, 10]
    with look():
        figure, ax = canvas(640, 270)
        total = draw_sizes(ax, sizes, left=40, bottom=70, scale=2.6)
        counts = [count_parameters(list(pair)) for pair in pairwise(sizes)]
        shares = ", ".join(
            f"layer {layer}: {count} ({count / total:.0%})" for layer, count in enumerate(counts, 1)
        )
        return picture(
            figure,
            f"The weight matrices of a network {'-'.join(map(str, sizes))}, drawn to scale with "
            f"their biases as a row below. Parameters: {shares}; in all, {total}.",
        )


def twins():
    """Show what a network learns from weights that are all 0, all equal, and random."""
    titles = {"zero": "All weights 0", "equal": "All weights 0.5", "random": "Random (He)"}
    fits = {start: trained_from(start) for start in titles}
    with look():
        figure = new_figure(700, 290)
        panels = [
            (titles[start], f"held-out accuracy {accuracy:.0%}", params, *data.train)
            for start, (data, params, accuracy) in fits.items()
        ]
        boundary_row(figure, panels, (-1.5, 2.5), (-1.2, 1.7), size=0.45)
        scores = ", ".join(f"{start} {accuracy:.0%}" for start, (_, _, accuracy) in fits.items())
        return picture(
            figure,
            "A network 2-8-8-2 trained on two half moons from three starts. Held-out accuracy: "
            f"{scores}. From zero it gives the same answer everywhere; from equal "
            "weights its 8 units per layer stay equal and draw a straight line; from random ones "
            "the boundary follows the moons.",
            panels=3,
        )


def depth_and_rate():
    """Show that the best learning rate depends on the depth, for networks on the same budget."""
    results = experiment("depth_on_a_budget")
    rates = np.unique(results["lr"])
    means = results["validation"].mean(axis=1).reshape(-1, len(rates))
    best = rates[means.argmax(axis=1)]
    depths = np.unique(results["depth"])
    with look():
        figure = new_figure(460, 370)  # narrow enough to be shown whole on a telephone
        ax = figure.add_subplot()
        dress(ax, "", "learning rate", "validation accuracy")
        ax.set(xscale="log", ylim=(0.25, 1.02), yticks=[0.4, 0.6, 0.8, 1])
        ax.set_xticks(rates, labels=[f"{rate:g}" for rate in rates])
        ax.minorticks_off()
        shown = (1, 2, 4, 8)
        for depth, role in zip(shown, SERIES, strict=False):
            mean = means[depths == depth][0]
            peak = mean.argmax()
            # Large enough for a tip of the diamond to show behind the disc at 0.02.
            size = {"^": 9.5, "D": 8.5}.get(role.marker, 7)
            ax.plot(rates, mean, color=role.ink, linestyle=role.linestyle, marker=role.marker,
                    markersize=size)  # fmt: skip
            # The best marker lies on top of those that it almost coincides with.
            ax.plot(rates[peak], mean[peak], role.marker, color=role.ink, markersize=size, zorder=4)
            ax.plot(rates[peak], mean[peak], "o", markersize=19, mfc="none", mec=role.ink, mew=1.4)
            name = "1 hidden layer" if depth == 1 else f"{depth} layers"
            label_curve(ax, rates[0], mean[0], name, role, xytext=(-10, 0), ha="right")
        ax.set_xlim(rates[0] / 3.9, rates[-1] * 1.1)
        above = {"transform": ax.transAxes, "clip_on": False}  # out of the data
        ax.plot(0.02, 1.1, "o", markersize=14, mfc="none", mec=MUTED, mew=1.4, **above)
        ax.text(0.06, 1.1, "best rate for a depth", va="center", color=MUTED, **above)
        ends = "; ".join(
            f"{rate:g} for depth {depth}" for depth, rate in zip(depths, best, strict=True)
        )
        return picture(
            figure,
            "Mean validation accuracy against the learning rate for networks of 1, 2, 4 and 8 "
            f"hidden layers on the same budget. The best rate falls, then stays the same, as "
            f"the depth grows: {ends}.",
        )


def initial_scale():
    """Show the size of the signal through 30 ReLU layers for three scales of the weights."""
    gains, seeds, layers = (1.0, np.sqrt(2), 2.0), 5, 30
    sizes = {
        gain: [signal_sizes(gain, layers, np.random.default_rng(seed)) for seed in range(seeds)]
        for gain in gains
    }
    with look():
        figure = new_figure(440, 340)  # narrow enough to be shown whole on a telephone
        ax = figure.add_subplot()
        names = [r"$1/\sqrt{m}$", r"$\sqrt{2/m}$ (He)", r"$2/\sqrt{m}$"]
        spread_over_layers(ax, list(sizes.values()), [""] * 3, "size of $Z_l$")
        for name, runs, role, up in zip(names, sizes.values(), SERIES, (14, 16, 22), strict=False):
            label_curve(ax, 22, np.median(runs, axis=0)[22], name, role, xytext=(0, up),
                        ha="left" if role is SERIES[0] else "right")  # fmt: skip
        key = (
            "labels: standard deviation of the weights\n"
            f"thin: each of {seeds} draws; thick: their median"
        )
        ax.text(0.03, 0.03, key, transform=ax.transAxes, va="bottom", color=MUTED,
                fontsize=SMALL_SIZE)  # fmt: skip
        ends = ", ".join(
            f"{np.median([run[-1] for run in runs]):.0e} for {gain:.2f}/sqrt(m)"
            for gain, runs in sizes.items()
        )
        return picture(
            figure,
            f"The root mean square of Z after each of {layers} ReLU layers of 100 units, for "
            f"three standard deviations of the weights and {seeds} draws each. In the last layer: "
            f"{ends}. Only with sqrt(2/m), He's scale, does the size stay of order 1.",
        )


@in_one_thread
def signal_sizes(gain, layers, rng, width=100, samples=50):
    """Return the root mean square of Z_0 to Z_L for weights of std gain/sqrt(width): (L + 1,)."""
    Z = rng.normal(size=(samples, width))
    sizes = [np.sqrt(np.mean(Z**2))]
    for _ in range(layers):
        Z = relu(Z @ rng.normal(0, gain / np.sqrt(width), (width, width)))
        sizes.append(np.sqrt(np.mean(Z**2)))
    return np.array(sizes)
