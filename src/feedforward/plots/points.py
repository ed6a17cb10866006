"""Samples in a plane: each class in its own colour and marker."""

from dataclasses import replace

from .style import CLASS_0, CLASSES, PAPER, SERIES

# The third class of a picture has triangles. They are larger, because of markers of one size a
# triangle has the smallest area.
THREE_CLASSES = (*CLASSES, replace(SERIES[3], marker_size=12.0))


def draw_classes(ax, X, y, size=1.0, roles=THREE_CLASSES, shaded=False, **look):
    """Draw the samples of each class. X (N, 2), y (N,); size is relative to the role's marker.

    shaded: the ground has the colours of the classes, so the paler ones have a rim of their ink.
    """
    look = {"zorder": 4, "markeredgewidth": 0.8 * min(size, 1)} | look
    for label, role in enumerate(roles):
        look["markeredgecolor"] = role.ink if shaded and role.ink != CLASS_0.ink else PAPER
        ax.plot(
            *X[y == label].T, role.marker, color=role.fill, linestyle="",
            markersize=size * role.marker_size, **look,
        )  # fmt: skip
