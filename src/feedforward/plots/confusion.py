"""The mistakes of a classifier: its confusion matrix, and some misclassified images."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from .style import FONT_SIZE, INK, MUTED, PAPER, SERIES, SMALL_SIZE, dress

MISTAKES = LinearSegmentedColormap.from_list("mistakes", [PAPER, SERIES[1].tint, SERIES[1].fill])

MOST_ERRORS = 9


def confusion(labels, predicted, classes=10):
    """Count samples of label i predicted as j. labels, predicted (N,) -> (classes, classes)"""
    counts = np.zeros((classes, classes), int)
    np.add.at(counts, (labels, predicted), 1)
    return counts


def draw_confusion(ax, counts):
    """Draw the counts, with a tint for every mistake: the darker, the more often it is made."""
    wrong = counts - np.diag(np.diag(counts))
    ax.imshow(wrong, cmap=MISTAKES, vmin=0, vmax=max(4, wrong.max()) * 1.2)
    for i, j in np.argwhere(counts):
        ax.text(j, i, str(counts[i, j]), ha="center", va="center", fontsize=FONT_SIZE,
                color=MUTED if i == j else INK,
                fontweight="normal" if i == j else "semibold")  # fmt: skip
    edges = np.arange(len(counts) + 1) - 0.5
    ax.hlines(edges, edges[0], edges[-1], color="#e7eaef", linewidth=0.8)
    ax.vlines(edges, edges[0], edges[-1], color="#e7eaef", linewidth=0.8)
    dress(ax, "Held-out digits", "predicted", "label")
    ax.set_xticks(range(len(counts)))
    ax.set_yticks(range(len(counts)))
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)


def draw_mistakes(axes, images, labels, predicted):
    """Draw a few of the images that were taken for something else, an axes for each.

    axes: a list; images (N, 8, 8), labels and predicted (N,). Axes left over stay empty.
    """
    for ax in axes:
        ax.axis("off")
    for ax, i in zip(axes, np.flatnonzero(labels != predicted), strict=False):
        ax.imshow(images[i], cmap="Greys", vmin=0, vmax=1)
        ax.set_title(f"{labels[i]}, taken for {predicted[i]}", fontsize=SMALL_SIZE + 0.5,
                     loc="center", fontweight="normal", color=INK, pad=4)  # fmt: skip
