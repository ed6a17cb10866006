"""Words beside points, so that none lies on another."""

import numpy as np

from .style import FONT_SIZE

# Tried in this order: horizontal and vertical alignment, and the step from the point in points.
PLACES = (
    ("left", "bottom", (7, 7)),
    ("left", "top", (7, -7)),
    ("right", "bottom", (-7, 7)),
    ("right", "top", (-7, -7)),
    ("center", "bottom", (0, 12)),
    ("center", "top", (0, -12)),
)


def merged_names(positions, names, distance=16.0):
    """Join the names of points that all but coincide, in the order in which they lie.

    positions (N, 2) in pixels, N names -> a list of (index of the leftmost point, joined name).
    """
    merged = []
    for index in np.argsort(positions[:, 0], kind="stable"):
        for place, (first, joined) in enumerate(merged):
            if np.abs(positions[index] - positions[first]).max() < distance:
                merged[place] = (first, f"{joined} {names[index]}")
                break
        else:
            merged.append((index, names[index]))
    return merged


def _box(position, name, place, point_size):
    """Where a name would stand: left, bottom, right, top in pixels (its width is an estimate)."""
    horizontal, vertical, step = place
    width, height = 0.62 * FONT_SIZE * len(name) * point_size, 1.3 * FONT_SIZE * point_size
    x, y = position + np.array(step) * point_size
    left = x - width * {"left": 0.0, "center": 0.5, "right": 1.0}[horizontal]
    bottom = y - height * {"bottom": 0.0, "top": 1.0}[vertical]
    return np.array([left, bottom, left + width, bottom + height])


def _overlap(one, other):
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0.0) * max(height, 0.0)


def _outside(box, frame):
    """By how many pixels a box sticks out of the frame."""
    return np.maximum([*(frame[:2] - box[:2]), *(box[2:] - frame[2:])], 0.0).sum()


def place_labels(ax, labels, points, names):
    """Set N annotations beside N points (N, 2), each where it covers least.

    Points that all but coincide share one label, their names side by side; labels left over hide.
    """
    point_size = ax.figure.dpi / 72
    frame = np.array(ax.bbox.extents)
    positions = ax.transData.transform(points)
    merged = merged_names(positions, names)
    taken = [np.array([x - 9, y - 9, x + 9, y + 9]) for x, y in positions]
    for label, (index, name) in zip(labels, merged, strict=False):
        boxes = [_box(positions[index], name, place, point_size) for place in PLACES]
        costs = [
            sum(_overlap(box, other) for other in taken) + 100 * _outside(box, frame)
            for box in boxes
        ]
        best = int(np.argmin(costs))
        taken.append(boxes[best])
        horizontal, vertical, step = PLACES[best]
        label.set(text=name, ha=horizontal, va=vertical, visible=True)
        label.xy = points[index]
        label.set_position(step)
    for label in labels[len(merged) :]:
        label.set_visible(False)
