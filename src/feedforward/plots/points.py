"""Samples in a plane: each class in its own colour and marker."""

from .style import CLASSES, PAPER, SERIES

# Where a picture has three classes, the third looks like this.
THREE_CLASSES = (*CLASSES, SERIES[3])


def draw_classes(ax, X, y, size=1.0, roles=THREE_CLASSES, **look):
    """Draw the samples of each class. X (N, 2), y (N,); size is relative to the role's marker."""
    look = {"zorder": 4, "markeredgecolor": PAPER, "markeredgewidth": 0.8 * min(size, 1)} | look
    for label, role in enumerate(roles):
        ax.plot(
            *X[y == label].T, role.marker, color=role.fill, linestyle="",
            markersize=size * role.marker_size, **look,
        )  # fmt: skip
