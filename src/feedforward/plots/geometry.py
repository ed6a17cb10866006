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


def lines_at(x, y, values, level):
    """The lines where values = level, as a list of (P, 2); arguments as in `regions_above`."""
    return list(contour_generator(x, y, values).lines(level))


def clipped(ring, normal, offset):
    """The part of a polygon where normal . x + offset >= 0 (Sutherland and Hodgman 1974).

    ring (P, 2), closed or not -> (Q, 2), with the ring's orientation; Q = 0 where nothing is left.
    """
    side = ring @ normal + offset
    following, next_side = np.roll(ring, -1, axis=0), np.roll(side, -1)
    crosses = (side >= 0) != (next_side >= 0)
    share = side / np.where(crosses, side - next_side, 1)
    crossings = ring + share[:, None] * (following - ring)
    kept = np.column_stack([side >= 0, crosses])
    return np.stack([ring, crossings], axis=1)[kept]


def split_at_level(line, values, level):
    """Cut a line where values pass level, values read as linear between its points.

    line (P, 2), values (P,) -> (parts below it, parts at or above it), lists of (k, 2)
    """
    above = values >= level
    last = np.flatnonzero(above[1:] != above[:-1])  # the last point of each part but the final one
    share = (level - values[last]) / (values[last + 1] - values[last])
    crossings = line[last] + share[:, None] * (line[last + 1] - line[last])
    parts = np.split(line, last + 1)
    ends = [np.empty((0, 2)), *crossings[:, None], np.empty((0, 2))]
    parts = [np.concatenate([ends[i], part, ends[i + 1]]) for i, part in enumerate(parts)]
    first = int(above[0])
    return parts[first::2], parts[1 - first :: 2]


def region_path(x, y, values, level):
    """The region where values >= level as one path (an empty one where there is none)."""
    paths = []
    for points, offsets in regions_above(x, y, values, level):
        codes = np.full(len(points), Path.LINETO)
        codes[offsets[:-1].astype(int)] = Path.MOVETO
        codes[offsets[1:].astype(int) - 1] = Path.CLOSEPOLY
        paths.append(Path(points, codes))
    return Path.make_compound_path(*paths) if paths else Path(np.empty((0, 2)))
