"""The data sets of the book, side by side."""

import numpy as np

from feedforward import data
from feedforward.experiments.resampling import wave_curve
from feedforward.plots.picture import picture
from feedforward.plots.points import THREE_CLASSES, draw_classes
from feedforward.plots.style import (
    FAINT,
    MUTED,
    SMALL_SIZE,
    TRAINING,
    TRUTH,
    dress,
    look,
    new_figure,
)

PLANES = ("xor", "circles", "moons", "spirals")  # two inputs, drawn as they are
SHOWN = 300  # samples of a plane that are drawn


def datasets():
    """Show the eight data sets of the book."""
    rng = np.random.default_rng(0)
    sets = {name: getattr(data, name)(rng) for name in (*PLANES, "wave", "wine", "digits")}
    line = data.noisy_line(rng)
    with look():
        figure = new_figure(736, 440)
        axes = figure.subplots(2, 4)
        for ax, name in zip(axes[0], PLANES, strict=True):
            X, y = sets[name].train
            draw_classes(ax, X[:SHOWN], y[:SHOWN], 0.42, THREE_CLASSES, markeredgewidth=0.4)
            _finish(ax, name, f"2 inputs, {y.max() + 1} classes")
            ax.set_aspect("equal", adjustable="datalim")
        _draw_wave(axes[1, 0], sets["wave"])
        _draw_line(axes[1, 1], *line)
        _draw_wine(axes[1, 2], *sets["wine"].train)
        _draw_digits(axes[1, 3], *sets["digits"].train)
        sizes = ", ".join(
            f"{name} {len(one.train[0]) + len(one.held_out[0])}" for name, one in sets.items()
        )
        return picture(
            figure,
            "The eight data sets of the book. Four with two inputs: xor, circles and moons with 2 "
            "classes, spirals with 3. Two noisy curves of one variable: wave and noisy_line. wine, "
            f"by its first two principal components, and digits. Samples: {sizes}, noisy_line "
            f"{len(line[1])}.",
        )


def _finish(ax, title, remark):
    dress(ax, title)
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(True)
    ax.spines[:].set_color(FAINT)
    ax.set_xlabel(remark, fontsize=SMALL_SIZE, color=MUTED, loc="left")


def _draw_wave(ax, wave):
    x = np.linspace(-2, 2, 200)
    ax.plot(x, wave_curve(x), color=TRUTH.ink, linestyle=TRUTH.linestyle, linewidth=1.6)
    for X, y in (wave.train, wave.held_out):
        ax.plot(X, y, "o", color=TRAINING.fill, markersize=5.5)
    _finish(ax, "wave", "1 input, 1 output")


def _draw_line(ax, X, y):
    x = np.array([0, 2])
    ax.plot(x, 1.5 * x - 0.5, color=TRUTH.ink, linestyle=TRUTH.linestyle, linewidth=1.6)
    ax.plot(X, y, "o", color=TRAINING.fill, markersize=5.5)
    _finish(ax, "noisy_line", "1 input, 1 output")


def _draw_wine(ax, X, y):
    """Draw 13 measurements by their first two principal components."""
    _, _, directions = np.linalg.svd(X - X.mean(axis=0), full_matrices=False)
    draw_classes(ax, X @ directions[:2].T, y, 0.5, THREE_CLASSES, markeredgewidth=0.5)
    _finish(ax, "wine", f"{X.shape[1]} inputs, {y.max() + 1} classes")


def _draw_digits(ax, X, y):
    """Draw the first image of every digit, and the next two for what is left of 3 x 4."""
    rows = [np.flatnonzero(y == digit)[0] for digit in range(10)]
    rows += [np.flatnonzero(y == digit)[1] for digit in (3, 8)]
    images = X[rows].reshape(3, 4, 8, 8)
    mosaic = np.pad(images, ((0, 0), (0, 0), (1, 1), (1, 1))).transpose(0, 2, 1, 3).reshape(30, 40)
    ax.imshow(mosaic, cmap="Greys", aspect="auto", interpolation="nearest")
    _finish(ax, "digits", f"{X.shape[1]} inputs, {y.max() + 1} classes")
