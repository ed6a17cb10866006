"""A surface over a square, seen from where you like: points of space to points of the picture.

Matplotlib's own 3-D axes draw themselves anew for every view; here a view is only other vertices of
one collection, which can move over a kept background.
"""

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from .style import BLACK, FONT_SIZE, GREY

REACH = 1.75  # how far the picture must reach so that the turned box fits
HEIGHT = 1.3  # of the box, whose base reaches from -1 to 1 both ways
CORNERS = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])


def view(points, azimuth, elevation):
    """Turn points (..., 3) of the box -> (their places in the picture (..., 2), their nearness).

    azimuth: degrees round the vertical; at 0 the second axis runs to the right.
    elevation: degrees above the base; at 90 one looks straight down. Far away, so without
    perspective: what is parallel stays parallel.
    """
    round_, above = np.radians([azimuth, elevation])
    first, second, height = np.moveaxis(np.asarray(points, float), -1, 0)
    right = -np.sin(round_) * first + np.cos(round_) * second
    towards = np.cos(round_) * first + np.sin(round_) * second
    up = np.cos(above) * height - np.sin(above) * towards
    return np.stack([right, up], axis=-1), np.cos(above) * towards + np.sin(above) * height


def in_box(first, second, height, limits, top):
    """Put coordinates into the box: limits of both base axes to -1 and 1, 0 to top to its height.

    Three arrays of one shape -> (..., 3). What is above top stays at top.
    """
    low, high = limits
    base = [2 * (np.asarray(a, float) - low) / (high - low) - 1 for a in (first, second)]
    up = HEIGHT * (np.minimum(height, top) / top - 0.5)
    return np.stack(np.broadcast_arrays(*base, up), axis=-1)


def facets(points, azimuth, elevation):
    """The surface's quadrilaterals, the farthest first.

    points (n, n, 3) -> (corners in the picture ((n - 1)^2, 4, 2), which facet each is)
    """
    flat, nearness = view(points, azimuth, elevation)
    around = [flat[:-1, :-1], flat[:-1, 1:], flat[1:, 1:], flat[1:, :-1]]
    quads = np.stack(around, axis=2).reshape(-1, 4, 2)
    middle = (nearness[:-1, :-1] + nearness[1:, 1:] + nearness[:-1, 1:] + nearness[1:, :-1]).ravel()
    order = np.argsort(middle, kind="stable")
    return quads[order], order


def box_artists(ax, names, limits):
    """Make what a turned surface stands in: base, upright edges, and words at the axes' ends."""
    ax.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), aspect="equal")
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    edges = LineCollection([], colors=GREY, linewidths=0.8, zorder=1)
    surface = PolyCollection([], linewidths=0.3, zorder=2)
    for collection in (edges, surface):
        ax.add_collection(collection, autolim=False)
    low, high = limits
    said = [f"{name} = {end:g}".replace("-", "−") for name in names for end in (low, high)]
    words = [
        ax.text(0, 0, word, fontsize=FONT_SIZE - 1, ha="center", va="center", color=BLACK, zorder=3)
        for word in said
    ]
    return {"edges": edges, "surface": surface, "words": words}


def move_box(artists, azimuth, elevation):
    """Turn the box: its edges, and the words beside those edges of the base that are near."""
    floor = np.column_stack([CORNERS, np.full(4, -HEIGHT / 2)])
    roof = floor + [0, 0, HEIGHT]
    lines = [*zip(floor, np.roll(floor, -1, axis=0), strict=True), *zip(floor, roof, strict=True)]
    artists["edges"].set_segments(list(view(np.array(lines), azimuth, elevation)[0]))
    # An axis is written along that edge of the base that lies nearer to the reader.
    sides = np.sign([np.cos(np.radians(azimuth)), np.sin(np.radians(azimuth))] + np.array(1e-9))
    spots = [(end * 0.8, sides[1] * 1.22) for end in (-1, 1)]
    spots += [(sides[0] * 1.22, end * 0.8) for end in (-1, 1)]
    places, _ = view([(*spot, -HEIGHT / 2) for spot in spots], azimuth, elevation)
    for word, place in zip(artists["words"], places, strict=True):
        word.set_position(place)
