"""A network's prediction over a plane: probability as shade, and the boundary of the classes."""

from dataclasses import replace

import numpy as np
from matplotlib.colors import to_rgb
from threadpoolctl import threadpool_limits

from feedforward.activations import relu
from feedforward.losses import softmax
from feedforward.network import forward

from .points import THREE_CLASSES, draw_classes
from .style import FAINT, HEIGHT, INK, MUTED, NETWORK, PROBABILITY, SMALL_SIZE, dress

SHADES = ("#9cc6e4", "#f3c666", "#dfa3c1")  # of three classes, where each of them is certain
# Small markers of the disc's area, which hide as little as possible of the boundary.
EQUAL_AREAS = tuple(
    replace(role, marker_size=size)
    for role, size in zip(THREE_CLASSES, (8, 8 * 0.89, 8 * 1.25), strict=True)
)
PALE = 0.6  # shades behind samples, which must stand out from them


def probabilities_over(params, x_limits, y_limits, points=121):
    """Return x (P,), y (P,) and the class probabilities (P, P, n) of a ReLU network over a box."""
    x, y = np.linspace(*x_limits, points), np.linspace(*y_limits, points)
    plane = np.column_stack([part.ravel() for part in np.meshgrid(x, y)])
    with threadpool_limits(1, user_api="blas"):  # many small products
        out, _ = forward(plane, params, relu)
    return x, y, softmax(out).reshape(points, points, -1)


def draw_boundary(ax, params, x_limits, y_limits, points=121):
    """Shade the plane by the network's probabilities, and draw its decision boundary in ink."""
    x, y, P = probabilities_over(params, x_limits, y_limits, points)
    extent = (*x_limits, *y_limits)
    if P.shape[2] == 2:
        ax.imshow(P[:, :, 1], origin="lower", extent=extent, cmap=PROBABILITY, vmin=0, vmax=1,
                  interpolation="bilinear", aspect="equal", alpha=PALE, zorder=0)  # fmt: skip
    else:
        shade = np.clip(P @ np.array([to_rgb(color) for color in SHADES[: P.shape[2]]]), 0, 1)
        ax.imshow(
            shade, origin="lower", extent=extent, interpolation="bilinear", alpha=PALE, zorder=0
        )
    width = 1.1 if P.shape[2] == 2 else 0.6  # of three classes, each contour is drawn twice
    for k in range(P.shape[2] - (P.shape[2] == 2)):
        lead = P[:, :, k] - np.delete(P, k, axis=2).max(axis=2)
        if lead.min() < 0 < lead.max():
            ax.contour(x, y, lead, [0], colors=INK, linewidths=width, zorder=2)
    ax.set(xlim=x_limits, ylim=y_limits, xticks=[], yticks=[])
    ax.spines[:].set_visible(True)
    ax.spines[:].set_color(FAINT)


def boundary_row(figure, panels, x_limits, y_limits, size):
    """Draw boundaries side by side, each with a title above and a remark below.

    panels: (title, remark, params, X, y) each; size: of the samples, relative to their markers.
    """
    axes = figure.subplots(1, len(panels))
    for ax, (title, remark, params, X, y) in zip(axes, panels, strict=True):
        draw_boundary(ax, params, x_limits, y_limits)
        draw_classes(ax, X, y, size, roles=EQUAL_AREAS, shaded=True, markeredgewidth=0.55)
        dress(ax, title)
        ax.set_xlabel(remark, fontsize=SMALL_SIZE, color=MUTED, loc="left", linespacing=1.15)
    return axes


def draw_output(ax, params, f, limits, corners, points=221):
    """Shade a square by a network's output, with level lines, and where units of it switch.

    corners: draw the lines where the pre-activation of a hidden unit is 0. Returns the number of
    on-off patterns of all hidden units that the square holds.
    """
    side = np.linspace(*limits, points)
    plane = np.column_stack([part.ravel() for part in np.meshgrid(side, side)])
    with threadpool_limits(1, user_api="blas"):
        out, cache = forward(plane, params, f)
    height = out.reshape(points, points)
    levels = np.linspace(height.min(), height.max() + 1e-9, 15)
    shades = HEIGHT(np.linspace(0, 0.45, len(levels) - 1))
    ax.contourf(side, side, height, levels, colors=shades, zorder=0)
    ax.contour(side, side, height, levels, colors=NETWORK.ink, linewidths=0.7, linestyles="-")
    h = np.concatenate([one for one, _ in cache], axis=1)
    if corners:
        for unit in h.T:
            if unit.min() < 0 < unit.max():
                ax.contour(side, side, unit.reshape(points, points), [0], colors=INK,
                           linewidths=1.6, zorder=2)  # fmt: skip
    ax.set(xlim=limits, ylim=limits, xticks=[-2, 0, 2], yticks=[-2, 0, 2], aspect="equal")
    ax.spines[:].set_visible(True)
    return len(np.unique(h > 0, axis=0))
