"""Figures of section 6.6: paths of optimisers, and how descent converges."""

from functools import partial

import numpy as np

from feedforward.plots.noise_floor import centred_line
from feedforward.plots.optimizer_paths import (
    SETTINGS,
    arrival,
    caption_path,
    decreasing,
    draw_convergence,
    draw_path,
    mean_excess,
    narrow_bowl,
    path,
)
from feedforward.plots.picture import picture
from feedforward.plots.style import GRADIENT, MUTED, SERIES, SMALL_SIZE, look, new_figure

EPOCHS, SEEDS, RATE = 40, 6, 0.1  # of the stochastic and the mini-batch curve


def optimiser_paths():
    """Show five optimisers on one narrow bowl from one start, each at its best settings."""
    bowl = narrow_bowl()
    walks = {name: path(bowl, name, *settings) for name, settings in SETTINGS.items()}
    arrived = {name: arrival(walk) for name, walk in walks.items()}
    curvatures = np.linalg.eigvalsh(bowl.curvature)
    with look():
        figure = new_figure(740, 352)
        axes = figure.subplots(1, len(walks))
        for ax, (name, walk) in zip(axes, walks.items(), strict=True):
            draw_path(ax, bowl, name, walk, arrived[name])
            caption_path(ax, name, arrived[name], _settings(name))
        figure.supxlabel(
            "Each path ends where $J - J^*$ stays below a thousandth of its first value. "
            r"$\eta$: learning rate, $c$: largest curvature.",
            x=0.013, ha="left", fontsize=SMALL_SIZE, color=MUTED,
        )  # fmt: skip
        told = ", ".join(f"{name} {count:,}" for name, count in arrived.items())
        return picture(
            figure,
            "Paths of five optimisers from one start to the lowest point of a narrow valley of "
            f"condition number {curvatures[-1] / curvatures[0]:.0f}. Updates until J − J* stays "
            f"below a thousandth of its first value, each at its best settings: {told}. "
            "Stochastic descent looks at one sample per update, the others at all.",
        )


def _settings(name):
    rate, decay = SETTINGS[name]
    kept = f", $\\beta = {decay:g}$" if name in ("momentum", "Nesterov") else ""
    return f"$\\eta = {rate:g}/c${kept}"


def descent_convergence():
    """Show the loss of batch, mini-batch and stochastic descent: a line, floors, a slow fall."""
    bowl = centred_line(0.5)
    start, N = np.array([-1.0, 1.5]), len(bowl.X)
    run = partial(mean_excess, bowl, start, epochs=EPOCHS)
    curves = {
        "stochastic, constant rate": (SERIES[1], run(RATE, 1, seeds=SEEDS)),
        "mini-batch, constant rate": (SERIES[2], run(RATE, 8, seeds=SEEDS)),
        "stochastic, decreasing rate": (
            GRADIENT, run(RATE, 1, seeds=SEEDS, rule=partial(decreasing, half_after=N)),
        ),
        "batch": (SERIES[0], run(1.0, N, seeds=1)),
    }  # fmt: skip
    with look():
        figure = new_figure(700, 360)
        ax = figure.add_subplot()
        draw_convergence(ax, curves)
        ends = {name: excess[-1] for name, (_, excess) in curves.items()}
        factor = curves["batch"][1][11] / curves["batch"][1][10]
        told = ", ".join(f"{name} {end:.1g}" for name, end in ends.items())
        return picture(
            figure,
            "J − J* over epochs on a logarithmic axis, for a line learned from "
            f"{N} points. Batch descent is a straight line: every epoch multiplies J − J* by "
            f"{factor:.2f}. At a constant rate, stochastic and mini-batch descent fall fast and "
            f"stop at a floor; with a decreasing rate the fall goes on, ever more slowly. After "
            f"{EPOCHS} epochs: {told}.",
        )
