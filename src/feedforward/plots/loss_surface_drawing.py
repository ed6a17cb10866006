"""The pictures of a model beside its point on the loss surface."""

import matplotlib
import numpy as np
from matplotlib.collections import LineCollection

from .bars import grown
from .loss_surface import axis_of, curve_x
from .style import BLACK, BLUE, CLASSES, FONT_SIZE, GREY, TITLE_SIZE, VERMILION, dress
from .turned import box_artists, facets, in_box, move_box, view

COLORS = matplotlib.colormaps["cividis_r"]
BANDS = 16
LIFT = 0.02  # paths lie this far above the surface, so that it does not swallow them
SLICE_AXES = {
    "along w": "w, with b as it is",
    "along b": "b, with w as it is",
    "downhill": "way in the (w, b) plane, downhill to the right",
}


def model_axes(figure):
    """Two axes above each other: the model, and the slice."""
    return figure.subplots(2, 1, height_ratios=(1.15, 1))


def _model_artists(ax, problem):
    if problem.two_classes:
        dress(ax, "Model: S of class 1 = softmax of (0, xw + b)", "x", "S")
        ax.set_ylim(-0.12, 1.12)
    else:
        dress(ax, "Model: out = xw + b", "x", "out, y")
        ax.set_ylim(-4, 4)
    ax.set_xlim(curve_x(problem)[[0, -1]])
    misses = LineCollection([], colors=VERMILION, linestyles="--", linewidths=1.3, zorder=2)
    ax.add_collection(misses, autolim=False)
    artists = {"misses": misses, "curve": ax.plot([], [], color=BLACK, linewidth=2, zorder=3)[0]}
    for label in (0, 1) if problem.two_classes else (None,):
        look = CLASSES[label or 0]
        rows = slice(None) if label is None else problem.y == label
        size = look.marker_size * 0.8
        ax.plot(problem.x[rows], problem.y[rows], look.marker, color=look.color, mec="white",
                markersize=size, zorder=4)  # fmt: skip
    return artists


def _slice_artists(ax):
    dress(ax, "Slice through the surface", SLICE_AXES["along w"], "J")
    return {
        "slice curve": ax.plot([], [], color=VERMILION, linewidth=2)[0],
        "tangent": ax.plot([], [], "--", color=BLUE, linewidth=1.6)[0],
        "slice point": ax.plot([], [], "o", mfc="white", mec=BLACK, mew=1.6, markersize=8)[0],
    }


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
    # Axes of equal scale leave a title of their own no room.
    ax.text(0.5, 0.97, "Loss surface: J over w and b", transform=ax.transAxes, ha="center",
            fontsize=TITLE_SIZE)  # fmt: skip
    artists = box_artists(ax, ("w", "b"), (-problem.limit, problem.limit))
    artists["slice"] = ax.plot([], [], color=VERMILION, linewidth=2, zorder=4)[0]
    artists["path"] = ax.plot([], [], "o-", color=BLACK, markersize=2.5, linewidth=1, zorder=5)[0]
    artists["start"] = ax.plot([], [], "s", color=BLACK, markersize=6, zorder=6)[0]
    artists["drop"] = ax.plot([], [], ":", color=GREY, linewidth=1.2, zorder=5)[0]
    artists["point"] = ax.plot([], [], "o", mfc="white", mec=BLACK, mew=1.6, markersize=9,
                               zorder=7)[0]  # fmt: skip
    keys = [artists[name] for name in ("point", "start", "path", "slice")]
    names = ["the model", "start", "way of the minimiser", "slice"]
    ax.legend(keys, names, loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=2, frameon=False,
              fontsize=FONT_SIZE - 1.5)  # fmt: skip
    return artists


def _heights(arrays):
    """J's lowest and highest value on the surface, never the same."""
    low, high = min(arrays.heights.min(), 0.0), arrays.heights.max()
    return low, max(high, low + 1e-9)


def _colors(heights):
    """A colour for each facet, the lower the lighter, in bands that show the shape."""
    middle = (heights[:-1, :-1] + heights[1:, 1:]).ravel() / 2
    above = middle - middle.min()
    share = np.sqrt(above / max(above.max(), 1e-9))
    return COLORS(np.floor(share * BANDS) / BANDS)


def draw_loss_surface(ax, arrays, artists=None):
    """Draw J over w and b, turned, with the slice, the minimiser's way and the model's point.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    problem, (low, high) = arrays.problem, _heights(arrays)
    artists = artists or _surface_artists(ax, problem)
    limits = (-problem.limit, problem.limit)

    def placed(first, second, J, lift=LIFT):
        points = in_box(first, second, J - low, limits, high - low)
        return view(points + [0, 0, lift], *arrays.view)[0]

    w, b = np.meshgrid(axis_of(problem), axis_of(problem))
    quads, order = facets(in_box(w, b, arrays.heights - low, limits, high - low), *arrays.view)
    artists["surface"].set_verts(quads)
    artists["surface"].set_facecolor(_colors(arrays.heights)[order])
    artists["surface"].set_edgecolor("face")
    move_box(artists, *arrays.view)
    artists["slice"].set_data(*placed(*arrays.slice_points.T, arrays.slice_J).T)
    path = placed(*arrays.path.T, arrays.path_J)
    artists["path"].set_data(*path.T)
    artists["start"].set_data(*path[:1].T)
    artists["point"].set_data(*path[-1:].T)
    foot = placed(*arrays.path[-1], np.array(low), lift=0.0)
    artists["drop"].set_data(*np.stack([foot, path[-1]]).T)
    return artists
