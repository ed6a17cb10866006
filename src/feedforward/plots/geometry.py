"""Lines and regions of a plane: arrays to arrays."""

import numpy as np
from contourpy import FillType, contour_generator
from matplotlib.path import Path


def line_in_box(normal, offset, low, high):
    """The part of the line normal . x + offset = 0 that lies in the square [low, high]^2.

    normal (2,), offset a number -> endpoints (2, 2), or (0, 2) where there is no such part. On the
    way from the first endpoint to the second, normal . x + offset > 0 lies to the left.
    """
    normal = np.asarray(normal, float)
    length = np.hypot(*normal)
    if length == 0:
        return np.empty((0, 2))
    normal, offset = normal / length, offset / length
    foot = -offset * normal
    way = np.array([normal[1], -normal[0]])
    first, last = -np.inf, np.inf
    for start, speed in zip(foot, way, strict=True):
        if speed == 0:
            if not low <= start <= high:
                return np.empty((0, 2))
            continue
        enter, leave = sorted(((low - start) / speed, (high - start) / speed))
        first, last = max(first, enter), min(last, leave)
    if not first < last:
        return np.empty((0, 2))
    return foot + np.array([[first], [last]]) * way


def side_ticks(ends, spacing, length):
    """Short strokes from a line towards its left side: the cue for the side that counts.

    ends (2, 2) or (0, 2), as ``line_in_box`` gives them -> strokes (K, 2, 2), each from the line to
    its tip; K = 0 where there is no line.
    """
    if len(ends) == 0:
        return np.empty((0, 2, 2))
    way = ends[1] - ends[0]
    total = np.hypot(*way)
    way = way / total
    count = max(1, int(total / spacing))
    along = (np.arange(count) + 0.5) * total / count
    feet = ends[0] + along[:, None] * way
    return np.stack([feet, feet + length * np.array([-way[1], way[0]])], axis=1)


def regions_above(x, y, values, level):
    """The outlines of where values >= level, values read as linear between the grid's points.

    x (m,), y (n,), values (n, m) -> a list of (points (P, 2), offsets): the rings of one region
    begin and end at neighbouring offsets, the outer ring first.
    """
    top = max(values.max(), level) + 1.0
    generator = contour_generator(x, y, values, fill_type=FillType.OuterOffset)
    # contourpy counts a value that equals the lower level as below it.
    points, offsets = generator.filled(np.nextafter(level, -np.inf), top)
    return list(zip(points, offsets, strict=True))


def region_path(x, y, values, level):
    """The region where values >= level as one path (an empty one where there is none)."""
    paths = []
    for points, offsets in regions_above(x, y, values, level):
        codes = np.full(len(points), Path.LINETO)
        codes[offsets[:-1].astype(int)] = Path.MOVETO
        codes[offsets[1:].astype(int) - 1] = Path.CLOSEPOLY
        paths.append(Path(points, codes))
    return Path.make_compound_path(*paths) if paths else Path(np.empty((0, 2)))
