"""Figures of section 6.6: convexity, rates, saddle points, and the noise of batches."""

import numpy as np

from feedforward.data import noisy_line
from feedforward.exercises.descent.gradient_noise import gradient_noise
from feedforward.formatting import decimal
from feedforward.plots.batch_noise import (
    CLOUDS,
    ONCE,
    batch_gradients,
    draw_clouds,
    draw_noise_law,
    note_at,
)
from feedforward.plots.picture import picture
from feedforward.plots.saddle import (
    Passage,
    draw_plateau,
    draw_saddle_map,
    draw_saddle_surface,
    walk,
)
from feedforward.plots.style import SERIES, look, new_figure
from feedforward.plots.valleys import (
    FOUND,
    LOWEST_VALLEY,
    MISSED,
    STARTS,
    SineModel,
    draw_walks_in_valleys,
    walk_ends,
)
from feedforward.plots.valleys_and_chords import (
    chord,
    descend,
    draw_chord,
    draw_steps,
    name_start,
)

# J, its formula, the ends of a telling chord, and the heights that are shown.
CHORDS = {
    "Convex": (lambda w: w**2, "$w^2$", (-2.0, 1.4), (-0.8, 8.5)),
    "One valley, not convex": (
        lambda w: w**2 / (1 + w**2), "$w^2/(1 + w^2)$", (0.0, 2.6), (-0.12, 1.3),
    ),
    "Two valleys, not convex": (
        lambda w: (w**2 - 2) ** 2 + w, "$(w^2 - 2)^2 + w$", (-1.47, 1.6), (-2.2, 8),
    ),
}  # fmt: skip
RATES = {"Too small": 0.1, "Good": 0.7, "Nearly too large": 1.9, "Too large": 2.1}  # times 1/c


UPDATES = 400  # of each walk through valleys
WEIGHT_ERROR, BIAS_ERROR = 0.4, 0.4  # how far from the best line the noise is shown


def convex_by_chords():
    """Show a convex loss and two that are not convex: a chord tells them apart."""
    with look():
        figure = new_figure(730, 260)
        axes = figure.subplots(1, 3)
        gaps = []
        for ax, (title, (J, formula, ends, heights)) in zip(axes, CHORDS.items(), strict=True):
            ax.set(xlim=(-3, 3), ylim=heights, xticks=[-2, 0, 2], yticks=[])
            draw_chord(ax, J, *ends, title, formula)
            _, curve, straight = chord(J, *ends)
            gaps.append(np.max(curve - straight))
        axes[0].set_ylabel("$J$")
        return picture(
            figure,
            "Three losses of one weight, each with a chord. No part of the parabola lies above its "
            f"chord (largest gap {gaps[0]:.0f}). The graph of w²/(1 + w²), which has a single "
            f"valley, rises {gaps[1]:.2f} above its chord, and a curve with two valleys rises "
            f"{gaps[2]:.2f} above its own: neither is convex.",
        )


def learning_rates():
    """Show descent on a parabola at four rates, from too small to too large."""
    walks = {name: descend(lambda w: w, -1.6, rate, 12) for name, rate in RATES.items()}
    with look():
        figure = new_figure(740, 250)
        axes = figure.subplots(1, 4, sharey=True)
        for ax, (name, places) in zip(axes, walks.items(), strict=True):
            ax.set(xlim=(-2.6, 2.6), ylim=(-0.1, 3.6), xticks=[-2, 0, 2], yticks=[])
            shown = places[np.abs(places) < 2.5]
            draw_steps(ax, lambda w: w**2 / 2, shown, name, f"$\\eta = {RATES[name]:g}/c$")
        axes[0].set_ylabel("$J$")
        name_start(axes[0], (-1.6, 1.28))
        told = ", ".join(
            f"{name.lower()} (rate {RATES[name]:g}/c): {abs(places[-1]):.2g}"
            for name, places in walks.items()
        )
        return picture(
            figure,
            "Twelve updates of gradient descent on a parabola of curvature c, from a distance of "
            f"{abs(walks['Good'][0]):g}. The distances that remain: {told}. Beyond a rate of 2/c "
            "every step overshoots by more than the one before.",
        )


def saddle_point():
    """Show a saddle: a walk that ends at it, and one that lingers there and then leaves."""
    passages = (
        Passage("start on the ridge: $w_2 = 0$", walk((1.25, 0.0), 0.1, 60)),
        Passage("start at $w_2 = 0.002$", walk((-1.25, 0.002), 0.1, 60)),
    )
    leaves = int(np.argmax(passages[1].losses < -0.02))
    with look():
        figure = new_figure(740, 280)
        grid = figure.add_gridspec(1, 3, width_ratios=[1.15, 1, 1])
        draw_saddle_surface(figure.add_subplot(grid[0], projection="3d"), passages)
        draw_saddle_map(figure.add_subplot(grid[1]), passages)
        draw_plateau(figure.add_subplot(grid[2]), passages)
        return picture(
            figure,
            "A loss of two weights with a saddle at (0, 0): it rises in one direction and falls in "
            "the other, to minima at (0, 1) and (0, −1). A walk that starts exactly on the ridge "
            f"ends at the saddle, with J = {passages[0].losses[-1]:.3f}. One that starts 0.002 "
            f"beside it stays near the saddle for about {leaves} updates and then falls to J = "
            f"{decimal(passages[1].losses[-1], 3)}.",
        )


def noise_and_batch_size():
    """Show the gradients of batches, and their spread, which falls as 1/sqrt(B)."""
    X, y = noisy_line(np.random.default_rng(6))
    x = X[:, 0] - X.mean()
    error = x * (WEIGHT_ERROR + np.polyfit(x, y, 1)[0]) - (y - y.mean()) + BIAS_ERROR
    per_sample = np.stack([error * x, error], axis=1)
    rng, N = np.random.default_rng(1), len(X)
    clouds = {size: batch_gradients(per_sample, size, 250, rng) for size in CLOUDS}
    sizes = 2 ** np.arange(6)
    law = np.array([gradient_noise(per_sample, size)[0] for size in sizes])
    laws = {"with replacement": law, "without replacement": law * np.sqrt((N - sizes) / (N - 1))}
    measured = {
        name: np.array([
            batch_gradients(per_sample, size, 1000, rng, name == "with replacement")[:, 0].std()
            for size in sizes
        ])
        for name in laws
    }  # fmt: skip
    with look():
        figure = new_figure(730, 340)
        axes = figure.subplots(1, 2)
        draw_clouds(axes[0], clouds, per_sample.mean(axis=0))
        draw_noise_law(axes[1], sizes, laws, measured)
        note_at(
            axes[1], (sizes[3], laws["without replacement"][3]),
            f"without\nreplacement\n(0 for $B = {N}$)", ONCE, xytext=(-9, -6), ha="right", va="top",
        )  # fmt: skip
        return picture(
            figure,
            f"Left: gradients of random batches of 1, 4 and 16 of {N} samples scatter around the "
            "gradient of all samples, more closely for larger batches. Right: their spread in w, "
            f"{measured['with replacement'][0]:.2f} for one sample and "
            f"{measured['with replacement'][4]:.2f} for 16, falls as 1/√B; without replacement it "
            "is smaller, and it is 0 for the full batch.",
            panels=2,
        )


def valleys():
    """Show a loss with several valleys, and where batch and stochastic descent end in it."""
    rng = np.random.default_rng(3)
    x = rng.uniform(0, 2, 40)
    model = SineModel(x, np.sin(4 * x) + rng.normal(0, 0.1, 40))
    walks = {
        f"{name}: $B = {size}$": walk_ends(model, STARTS, size, 0.5, UPDATES, rng)
        for name, size in (("Batch", 40), ("Stochastic", 1))
    }
    with look():
        figure = new_figure(730, 470)
        axes = figure.subplots(2, 1, sharex=True)
        for ax, (title, ends) in zip(axes, walks.items(), strict=True):
            ax.set(xlim=(-5.5, 24), ylim=(-0.1, 1.3), yticks=[0, 0.5, 1])
            draw_walks_in_valleys(ax, model, STARTS, ends, title)
        axes[0].set_xlabel("")
        note_at(axes[0], (STARTS[0], model.J(STARTS[:1])[0]), "start", SERIES[4], xytext=(9, 5),
                ha="left", va="bottom")  # fmt: skip
        elsewhere = ("end at the bottom of another valley", "still moving about in another valley")
        for ax, words in zip(axes, elsewhere, strict=True):
            note_at(ax, (4.0, 0.0), "end in the lowest valley", FOUND, xytext=(12, 0))
            note_at(ax, (STARTS[-1], 0.46), words, MISSED, xytext=(2, -18))
        reached = [int((model.J(ends) < LOWEST_VALLEY).sum()) for ends in walks.values()]
        return picture(
            figure,
            "The loss of out = sin(w x), plotted over the weight w, has several valleys. From "
            f"{len(STARTS)} starts, batch descent ends at the bottom of the valley in which it "
            f"began; {reached[0]} walks end in the lowest one. Stochastic descent wanders within "
            f"valleys and leaves some of them; after {UPDATES} updates, {reached[1]} of its walks "
            "are in the lowest one, close to its bottom, and the others are on slopes as well.",
        )
