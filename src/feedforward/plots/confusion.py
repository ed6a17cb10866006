"""What a network takes for what: a square of counts, and some of the images it got wrong."""

import numpy as np

from .style import FONT_SIZE, dress

MOST_ERRORS = 8


def confusion(labels, predicted, classes=10):
    """How often label i is taken for j. labels (N,), predicted (N,) -> (classes, classes)."""
    counts = np.zeros((classes, classes), int)
    np.add.at(counts, (labels, predicted), 1)
    return counts


def draw_confusion(ax, counts):
    """Draw the counts, with a tint for every mistake: the darker, the more often it is made."""
    wrong = counts - np.diag(np.diag(counts))
    ax.imshow(wrong, cmap="Oranges", vmin=0, vmax=max(4, wrong.max()) * 1.6)
    for i, j in np.argwhere(counts):
        weight = "normal" if i == j else "bold"
        ax.text(j, i, str(counts[i, j]), ha="center", va="center", fontsize=FONT_SIZE - 1,
                color="#555555" if i == j else "black", fontweight=weight)  # fmt: skip
    dress(ax, "Held-out digits: what is taken for what", "taken for", "is a")
    ax.set_xticks(range(len(counts)))
    ax.set_yticks(range(len(counts)))
    ax.tick_params(length=0)


def draw_mistakes(axes, images, labels, predicted):
    """Draw a few of the images that were taken for something else, an axes for each.

    axes: a list; images (N, 8, 8), labels and predicted (N,). Axes left over stay empty.
    """
    for ax in axes:
        ax.axis("off")
    for ax, i in zip(axes, np.flatnonzero(labels != predicted), strict=False):
        ax.imshow(images[i], cmap="Greys", vmin=0, vmax=1)
        ax.set_title(f"{labels[i]}, taken for {predicted[i]}", fontsize=FONT_SIZE - 1)
