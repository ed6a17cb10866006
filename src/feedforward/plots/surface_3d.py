"""A surface over a square, seen from any side: points of space to points of the picture.

Matplotlib's own 3-D axes draw themselves anew for every view. Here another view only moves the
corners of one artist, which is drawn over a kept background.
"""

import numpy as np
from matplotlib.artist import Artist, allow_rasterization
from matplotlib.collections import LineCollection

from feedforward.formatting import significant

from .style import FAINT, FONT_SIZE, INK, MUTED, SMALL_SIZE

REACH = 1.72  # how far the picture reaches, so that the turned box and its numbers fit
TOP = 1.58  # above, where there are no numbers
HEIGHT = 1.3  # of the box, whose base reaches from -1 to 1 both ways
CORNERS = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
LIGHT = (-60.0, 45.0)  # where it comes from: degrees to the left of the viewer, and up
TICKS = np.array([-1.0, 0.0, 1.0])


def view(points, azimuth, elevation):
    """Turn points (..., 3) of the box -> (their places in the picture (..., 2), their nearness).

    azimuth: degrees round the vertical; at 0 the second axis runs to the right.
    elevation: degrees above the base; at 90 one looks straight down. The view is from far away, so
    there is no perspective: what is parallel stays parallel.
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
    """Return the surface's quadrilaterals, the farthest first.

    points (n, n, 3) -> (corners in the picture ((n - 1)^2, 4, 2), which facet each is)
    """
    flat, nearness = view(points, azimuth, elevation)
    quads = corners_of(flat)
    middle = (nearness[:-1, :-1] + nearness[1:, 1:] + nearness[:-1, 1:] + nearness[1:, :-1]).ravel()
    order = np.argsort(middle, kind="stable")
    return quads[order], order


def corners_of(values):
    """Gather the four corners of each facet, in turn. values (n, n, k) -> ((n - 1)^2, 4, k)"""
    around = [values[:-1, :-1], values[:-1, 1:], values[1:, 1:], values[1:, :-1]]
    return np.stack(around, axis=2).reshape(-1, 4, values.shape[-1])


def shaded(points, colors, azimuth):
    """Light the surface from above, to the left of the viewer. points, colors (n, n, 3) -> same."""
    normals = np.cross(np.gradient(points, axis=1), np.gradient(points, axis=0))
    normals *= np.sign(normals[..., 2:]) / np.linalg.norm(normals, axis=-1, keepdims=True)
    round_, above = np.radians([azimuth + LIGHT[0], LIGHT[1]])
    light = [np.cos(round_) * np.cos(above), np.sin(round_) * np.cos(above), np.sin(above)]
    return np.clip(colors * (0.74 + 0.34 * (normals @ light))[..., np.newaxis], 0, 1)


def is_hidden(places, heights, azimuth, elevation, steps=40):
    """Say which points lie behind the surface: going towards the viewer, one meets it.

    places (P, 3) in the box, heights (n, n) over its base -> (P,) of bool
    """
    round_, above = np.radians([azimuth, elevation])
    way = [np.cos(above) * np.cos(round_), np.cos(above) * np.sin(round_), np.sin(above)]
    far = 2.9 * np.linspace(0.03, 1, steps) ** 1.5  # the base's diagonal, the first steps short
    on_the_way = places[:, np.newaxis] + far[:, np.newaxis] * way
    inside = (np.abs(on_the_way[..., :2]) < 1).all(axis=-1)
    column, row = np.moveaxis((on_the_way[..., :2] + 1) / 2 * (len(heights) - 1), -1, 0)
    return (inside & (_between(heights, row, column) > on_the_way[..., 2] + 0.004)).any(axis=1)


def _between(heights, row, column):
    """Interpolate heights (n, n) linearly at rows and columns that are no whole numbers."""
    last = len(heights) - 2
    i, j = (np.clip(a.astype(int), 0, last) for a in (row, column))
    s, t = row - i, column - j
    below = heights[i, j] * (1 - t) + heights[i, j + 1] * t
    return below * (1 - s) + (heights[i + 1, j] * (1 - t) + heights[i + 1, j + 1] * t) * s


class ShadedSurface(Artist):
    """Facets whose colours run smoothly from corner to corner."""

    def __init__(self, zorder):
        super().__init__()
        self.set_zorder(zorder)
        self.triangles, self.colors = np.empty((0, 3, 2)), np.empty((0, 3, 4))

    def set_facets(self, quads, colors):
        """Show facets, in the order in which they are to be painted. (F, 4, 2), (F, 4, 3)"""
        colors = np.concatenate([colors, np.ones((*colors.shape[:2], 1))], axis=-1)
        halves = [[0, 1, 2], [0, 2, 3]]
        self.triangles = quads[:, halves].reshape(-1, 3, 2)
        self.colors = colors[:, halves].reshape(-1, 3, 4)
        self.stale = True

    @allow_rasterization
    def draw(self, renderer):
        """Paint the facets."""
        gc = renderer.new_gc()
        self._set_gc_clip(gc)
        renderer.draw_gouraud_triangles(gc, self.triangles, self.colors, self.axes.transData)
        gc.restore()
        self.stale = False


def box_artists(ax, names, height, limits):
    """Make what a turned surface stands in: the base, upright edges, and numbers beside them.

    names: of the two axes of the base; height: the name of the third.
    """
    ax.set(xlim=(-REACH, REACH), ylim=(-REACH, TOP), xticks=[], yticks=[])
    ax.set_aspect("equal", anchor="NW")
    ax.spines[:].set_visible(False)
    edges = LineCollection([], colors=FAINT, linewidths=0.9, zorder=1)
    ax.add_collection(edges, autolim=False)
    surface = ShadedSurface(zorder=2)
    ax.add_artist(surface)
    low, high = limits
    numbers = [significant(end, 6) for end in (low, (low + high) / 2, high)]
    middle = {"ha": "center", "va": "center"}
    words = [
        ax.text(0, 0, word, fontsize=size, color=color, zorder=8, **middle)
        for name in names
        for word, size, color in [*((n, SMALL_SIZE, MUTED) for n in numbers),
                                  (name, FONT_SIZE + 2, INK)]
    ]  # fmt: skip
    upright = [
        ax.text(0, 0, word, fontsize=size, color=color, zorder=8, ha="right", va="center")
        for word, size, color in [("0", SMALL_SIZE, MUTED), ("", SMALL_SIZE, MUTED),
                                  (height, FONT_SIZE + 2, INK)]
    ]  # fmt: skip
    return {"edges": edges, "surface": surface, "words": words, "upright words": upright}


def move_box(artists, azimuth, elevation, bottom, top):
    """Turn the box: its edges, and the numbers beside those edges that are near.

    bottom, top: the heights at the base and at the roof
    """
    floor = np.column_stack([CORNERS, np.full(4, -HEIGHT / 2)])
    roof = floor + [0, 0, HEIGHT]
    # An upright at the corner nearest to the viewer would stand in front of the surface.
    behind = np.argsort(view(floor, azimuth, 0.0)[1])[:3]
    lines = [*zip(floor, np.roll(floor, -1, axis=0), strict=True)]
    lines += [(floor[k], roof[k]) for k in behind]
    artists["edges"].set_segments(list(view(np.array(lines), azimuth, elevation)[0]))
    # An axis is written along that edge of the base that lies nearer to the reader.
    sides = np.sign([np.cos(np.radians(azimuth)), np.sin(np.radians(azimuth))] + np.array(1e-9))
    spots = [(tick * 0.87, sides[1] * 1.13) for tick in TICKS] + [(0.5, sides[1] * 1.22)]
    spots += [(sides[0] * 1.13, tick * 0.87) for tick in TICKS] + [(sides[0] * 1.22, 0.5)]
    places, _ = view([(*spot, -HEIGHT / 2) for spot in spots], azimuth, elevation)
    for word, place in zip(artists["words"], places, strict=True):
        word.set_position(place)
    left = min(behind, key=lambda k: view(floor[k], azimuth, 0.0)[0][0])
    ends, _ = view(np.stack([floor[left], roof[left]]), azimuth, elevation)
    low, high, name = artists["upright words"]
    for word, share in ((low, 0.06), (high, 1.0), (name, 0.6)):
        word.set_position(ends[0] + share * (ends[1] - ends[0]) - [0.08, 0])
        word.set_visible(elevation <= 60)  # seen from above, an upright is short
    low.set_text(significant(bottom))
    high.set_text(significant(top))
