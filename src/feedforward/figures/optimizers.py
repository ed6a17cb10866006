"""Figures of section 6.6: how fast descent and its variants converge, and the paths they take."""

from functools import partial

import numpy as np

from feedforward.data import noisy_line
from feedforward.plots.bowl import Bowl, walk_down
from feedforward.plots.condition import (
    CONDITION_NUMBERS,
    ROLES,
    draw_updates_needed,
    fewest_updates,
)
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
from feedforward.plots.race import START
from feedforward.plots.style import (
    GRADIENT,
    MUTED,
    SERIES,
    SMALL_SIZE,
    dress,
    label_curve,
    look,
    new_figure,
    number_by_powers,
)

EPOCHS, SEEDS, RATE = 40, 6, 0.1  # of the stochastic and the mini-batch curve
SHARES = (0.01, 0.1, 0.5, 0.95, 1.05)  # of the largest rate at which the full batch converges


def rates_on_a_bowl():
    """Show batch descent on the bowl of a line at five rates: two curves cross, and one rises."""
    bowl = Bowl(*noisy_line(np.random.default_rng(6)))
    curves = {
        share: walk_down(
            bowl, START, share * bowl.largest_rate, len(bowl.X), 100, np.random.default_rng(0)
        ).excess
        for share in SHARES
    }
    with look():
        figure = new_figure(458, 350)  # a telephone shows all of it, with the names
        ax = figure.add_subplot()
        dress(ax, "", "updates", "$J - J^*$")
        roles = (*SERIES[:3], SERIES[4], SERIES[5])
        for (share, excess), role in zip(curves.items(), roles, strict=True):
            shown = np.flatnonzero((excess > 1.5e-9) & (excess < 300))
            ax.plot(shown, excess[shown], color=role.ink, linestyle=role.linestyle)
            label_curve(ax, shown[-1], excess[shown[-1]], f"{share:g} of the limit", role)
        ax.set(yscale="log", xlim=(0, 100), ylim=(5e-10, 1e3), xticks=range(0, 101, 20))
        ax.set_yticks(10.0 ** np.arange(-8, 3, 2))
        ax.minorticks_off()
        number_by_powers(ax.yaxis)
        told = "; ".join(
            f"{share:g} of the limit, {excess[10]:.1g} and {excess[-1]:.1g}"
            for share, excess in curves.items()
        )
        return picture(
            figure,
            "J − J* over 100 updates of batch descent on the bowl of a line, at five rates, on a "
            f"logarithmic axis. After 10 and after 100 updates: {told}.",
        )


def updates_and_condition():
    """Show the updates that descent, momentum and Nesterov need as the bowl becomes narrower."""
    needed = {
        method: [fewest_updates(condition, method)[0] for condition in CONDITION_NUMBERS]
        for method in ROLES
    }
    with look():
        figure = new_figure(458, 340)
        draw_updates_needed(figure.add_subplot(), needed)
        told = "; ".join(
            f"{method} {', '.join(f'{count:,}' for count in updates)}"
            for method, updates in needed.items()
        )
        numbers = ", ".join(f"{condition:,}" for condition in CONDITION_NUMBERS)
        return picture(
            figure,
            "Updates until J − J* stays below a millionth of its first value, each method at its "
            f"best rate and momentum. For the condition numbers {numbers}: {told}.",
        )


def optimiser_paths():
    """Show five optimisers on one narrow bowl from one start, each at its best settings."""
    bowl = narrow_bowl()
    walks = {name: path(bowl, name, *settings) for name, settings in SETTINGS.items()}
    arrived = {name: arrival(walk) for name, walk in walks.items()}
    curvatures = np.linalg.eigvalsh(bowl.curvature)
    with look():
        figure = new_figure(740, 376)
        axes = figure.subplots(1, len(walks))
        for ax, (name, walk) in zip(axes, walks.items(), strict=True):
            draw_path(ax, bowl, name, walk, arrived[name])
            caption_path(ax, name, arrived[name], _settings(name, curvatures[-1]))
        axes[0].set_ylabel("$b$", labelpad=2)
        figure.supxlabel(
            "Each path ends where $J - J^*$ stays below a thousandth of its first value.\n"
            r"$\eta$: learning rate, $c$: largest curvature.",
            x=0.013, ha="left", fontsize=SMALL_SIZE, color=MUTED,
        )  # fmt: skip
        told = ", ".join(f"{name} {count:,}" for name, count in arrived.items())
        return picture(
            figure,
            "Paths of five optimisers from one start to the lowest point of a narrow valley of "
            f"condition number {curvatures[-1] / curvatures[0]:.0f}. Updates until J − J* stays "
            f"below a thousandth of its first value, each at its best settings: {told}. "
            "Stochastic descent looks at one sample per update, the others at all of them.",
        )


def _settings(name, curvature):
    rate, decay = SETTINGS[name]
    if name == "Adam":  # its rate is a length, not a share of 1/c
        return f"$\\eta = {rate / curvature:.2f}$"
    kept = f", $\\beta = {decay:g}$" if name in ("momentum", "Nesterov") else ""
    return f"$\\eta = {rate:g}/c${kept}"


def descent_convergence():
    """Show the loss of batch, mini-batch and stochastic descent: a line, floors, a slow fall."""
    bowl = centred_line(0.5)
    start, N = np.array([-1.0, 1.5]), len(bowl.X)
    run = partial(mean_excess, bowl, start, epochs=EPOCHS)
    curves = {
        "stochastic,\nconstant rate": (SERIES[1], run(RATE, 1, seeds=SEEDS)),
        "mini-batch,\nconstant rate": (SERIES[2], run(RATE, 8, seeds=SEEDS)),
        "stochastic,\ndecreasing rate": (
            GRADIENT, run(RATE, 1, seeds=SEEDS, rule=partial(decreasing, half_after=N)),
        ),
        "batch": (SERIES[0], run(1.0, N, seeds=1)),
    }  # fmt: skip
    with look():
        figure = new_figure(458, 350)
        ax = figure.add_subplot()
        draw_convergence(ax, curves)
        ends = {name: excess[-1] for name, (_, excess) in curves.items()}
        factor = curves["batch"][1][11] / curves["batch"][1][10]
        told = ", ".join(f"{name} {end:.1g}".replace("\n", " ") for name, end in ends.items())
        return picture(
            figure,
            "J − J* over the epochs on a logarithmic axis, for a line fitted to "
            f"{N} points. Batch descent, at ten times the rate of the others, is a straight line: "
            f"every epoch multiplies J − J* by {factor:.2f}. At a constant rate, stochastic and "
            "mini-batch descent fall and then level off at a floor; with a decreasing rate, "
            "stochastic descent goes on falling, but ever more slowly. "
            f"After {EPOCHS} epochs: {told}.",
        )
