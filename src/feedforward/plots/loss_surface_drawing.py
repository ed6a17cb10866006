"""The pictures of a model beside its point on the loss surface."""

import numpy as np
from contourpy import contour_generator
from matplotlib.collections import LineCollection
from matplotlib.patheffects import withStroke

from feedforward.formatting import decimal

from .bars import grown
from .loss_surface import axis_of, curve_x
from .style import (
    CLASSES,
    FONT_SIZE,
    GRADIENT,
    HEIGHT,
    INK,
    MUTED,
    NETWORK,
    PAPER,
    dress,
    label_curve,
)
from .surface_3d import box_artists, corners_of, facets, in_box, is_hidden, move_box, shaded, view

LIFT = 0.015  # paths lie this far above the surface, so that it does not swallow them
LEVELS = (np.arange(1, 12) / 12) ** 2  # of the contours on the surface, as shares of its height
SLICE_AXES = {
    "along w": "$w$, with $b$ fixed",
    "along b": "$b$, with $w$ fixed",
    "downhill": "distance in the $(w, b)$ plane, downhill to the right",
}


def model_axes(figure):
    """Two axes above each other: the model, and the slice."""
    return figure.subplots(2, 1, height_ratios=(1.15, 1))


def _model_artists(ax, problem):
    if problem.two_classes:
        dress(ax, "Model: $S$ = softmax of $(0, xw + b)$", "$x$", "$S$ of class 1")
        ax.set(ylim=(-0.32, 1.32), yticks=[0, 0.5, 1])
    else:
        dress(ax, "Model: $out = xw + b$", "$x$", "$out$, $y$")
        ax.set_ylim(-4, 4)
    ax.set_xlim(curve_x(problem)[[0, -1]])
    misses = LineCollection([], colors=GRADIENT.fill, linestyles=(0, (2, 1.2)), linewidths=1.3,
                            zorder=2)  # fmt: skip
    ax.add_collection(misses, autolim=False)
    curve = ax.plot([], [], color=NETWORK.fill, linewidth=2.4, zorder=3)[0]
    artists = {"misses": misses, "curve": curve, "points": []}
    for label in (0, 1) if problem.two_classes else (None,):
        role = CLASSES[label or 0]
        rows = slice(None) if label is None else problem.y == label
        # They stay where they are, but must be painted after the misses, which move.
        artists["points"] += ax.plot(
            problem.x[rows], problem.y[rows], role.marker, zorder=4, markersize=8,
            color=MUTED if label is None else role.fill,
        )  # fmt: skip
        if label is not None:
            # Above 1 and below 0, where the curve never is.
            label_curve(ax, problem.x[rows][-label], label, role.name, role, ha="center",
                        xytext=(0, 14 * (2 * label - 1)))  # fmt: skip
    return artists


def _slice_artists(ax):
    dress(ax, "Slice through the surface", SLICE_AXES["along w"], "$J$")
    ax.grid(axis="y")
    return {
        "slice curve": ax.plot([], [], color=INK, linewidth=1.8)[0],
        "tangent": ax.plot([], [], color=GRADIENT.ink, linewidth=2.4)[0],
        "slice point": _point(ax),
        "slope": ax.annotate("", (1, 1), (0, 10), xycoords="axes fraction",
                             textcoords="offset points", color=GRADIENT.ink,
                             fontsize=FONT_SIZE, ha="right"),  # in line with the title
    }  # fmt: skip


def _point(ax, zorder=7):
    return ax.plot([], [], "o", mfc=PAPER, mec=INK, mew=1.8, markersize=9, zorder=zorder)[0]


def draw_model_and_slice(axes, arrays, artists=None):
    """Draw the model among its data, and J along the slice through its point.

    axes: two, as `model_axes` makes them. Returns the artists by name; given them back, it moves
    them instead of drawing new ones.
    """
    problem = arrays.problem
    artists = artists or _model_artists(axes[0], problem) | _slice_artists(axes[1])
    artists["curve"].set_data(curve_x(problem), arrays.curve)
    ends = np.stack([arrays.fitted, problem.y], axis=1)
    artists["misses"].set_segments(np.stack([np.stack([problem.x] * 2, axis=1), ends], axis=2))
    artists["slice curve"].set_data(arrays.slice_at, arrays.slice_J)
    artists["slice point"].set_data([arrays.here], [arrays.path_J[-1]])
    run = np.array([-0.2, 0.2]) * problem.limit
    artists["tangent"].set_data(arrays.here + run, arrays.path_J[-1] + arrays.slice_slope * run)
    slope = decimal(arrays.slice_slope)
    artists["slope"].set_text(f"slope {slope}")
    _frame_slice(axes[1], arrays)
    return artists


def _frame_slice(ax, arrays):
    """Fit the slice's axes in steps of 2, since a new frame draws the background anew."""
    reach = arrays.problem.limit
    if arrays.slice_name == "downhill":
        reach = grown(np.abs(arrays.slice_at).max(), 2.0 * reach)
    top = 2.0 ** np.ceil(np.log2(max(np.abs(arrays.slice_J).max(), 0.2)))
    bottom = -top if arrays.slice_J.min() < 0 else -0.08 * top
    if ax.get_ylim() != (bottom, 1.05 * top):
        ax.set_ylim(bottom, 1.05 * top)
    if ax.get_xlabel() != SLICE_AXES[arrays.slice_name]:
        ax.set_xlabel(SLICE_AXES[arrays.slice_name])
    if ax.get_xlim() != (-reach, reach):
        ax.set_xlim(-reach, reach)


def _surface_artists(ax, problem):
    dress(ax, "Loss surface: $J$ over $w$ and $b$")
    artists = box_artists(ax, ("$w$", "$b$"), "$J$", (-problem.limit, problem.limit))
    artists["contours"] = ax.plot([], [], color=PAPER, linewidth=0.7, alpha=0.65, zorder=3)[0]
    artists["slice"] = ax.plot(
        [],
        [],
        color=INK,
        linewidth=1.8,
        zorder=4,
        path_effects=[withStroke(linewidth=4, foreground=PAPER)],
    )[0]
    path = {"color": GRADIENT.fill, "zorder": 6}
    artists["path"] = ax.plot([], [], "o-", markersize=3.4, linewidth=2, mew=0, **path)[0]
    artists["start"] = ax.plot([], [], "o", markersize=8, **path)[0]
    artists["point"] = _point(ax, zorder=7)
    artists["start word"] = ax.annotate(
        "start", (0, 0), (8, 7), textcoords="offset points", ha="left", color=INK,
        fontsize=FONT_SIZE, zorder=8, annotation_clip=False,
        bbox={"boxstyle": "round,pad=0.2", "fc": PAPER, "ec": "none"},
    )  # fmt: skip
    return artists


def _heights(arrays):
    """J's lowest and highest value on the surface, never the same."""
    low, high = min(arrays.heights.min(), 0.0), arrays.heights.max()
    return low, max(high, low + 1e-9)


def _colors(points, heights, azimuth):
    """A colour for each corner: the lower, the lighter, and lit from the left. -> (n, n, 3)"""
    above = heights - heights.min()
    share = np.sqrt(above / max(above.max(), 1e-9))
    return shaded(points, HEIGHT(0.06 + 0.76 * share)[..., :3], azimuth)


def draw_loss_surface(ax, arrays, artists=None):
    """Draw J over w and b, turned, with the slice, the way of gradient descent and the model.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    problem, (low, high) = arrays.problem, _heights(arrays)
    artists = artists or _surface_artists(ax, problem)
    limits = (-problem.limit, problem.limit)

    def boxed(first, second, J):
        return in_box(first, second, np.asarray(J) - low, limits, high - low)

    def placed(first, second, J):
        return view(boxed(first, second, J) + [0, 0, LIFT], *arrays.view)[0]

    w, b = np.meshgrid(axis_of(problem), axis_of(problem))
    points = boxed(w, b, arrays.heights)
    quads, order = facets(points, *arrays.view)
    colors = corners_of(_colors(points, arrays.heights, arrays.view[0]))
    artists["surface"].set_facets(quads, colors[order])
    _draw_contours(artists["contours"], points, arrays.view)
    move_box(artists, *arrays.view, low, high)
    artists["slice"].set_data(*placed(*arrays.slice_points.T, arrays.slice_J).T)
    path = placed(*arrays.path.T, arrays.path_J)
    artists["path"].set_data(*path.T)
    artists["start"].set_data(*path[:1].T)
    artists["start word"].xy = path[0]
    artists["point"].set_data(*path[-1:].T)
    return artists


def _draw_contours(line, points, where_from):
    """Draw lines of equal height on the surface, where nothing of it hides them."""
    heights = points[..., 2]
    lowest, highest = heights.min(), heights.max()
    generator = contour_generator(points[0, :, 0], points[:, 0, 1], heights)
    pieces = []
    for level in lowest + (highest - lowest) * LEVELS:
        for places in generator.lines(level):
            pieces += [np.column_stack([places, np.full(len(places), level)]), [[np.nan] * 3]]
    places = np.concatenate(pieces) if pieces else np.empty((0, 3))
    hidden = is_hidden(np.nan_to_num(places), heights, *where_from)
    flat, _ = view(places, *where_from)
    line.set_data(*np.where(hidden[:, np.newaxis], np.nan, flat).T)
