"""Labels of points and lines, placed so that they cover neither lines nor each other."""

import numpy as np
from matplotlib.patheffects import withStroke

from .style import FONT_SIZE, PAPER

# Tried in this order: horizontal and vertical alignment, and the offset from the point, in points.
PLACES = (
    ("left", "bottom", (10, 10)),
    ("left", "top", (10, -10)),
    ("right", "bottom", (-10, 10)),
    ("right", "top", (-10, -10)),
    ("center", "bottom", (0, 14)),
    ("center", "top", (0, -14)),
)

# Shares of a line's length at which its name may be placed, the best first.
SHARES = (0.08, 0.92, 0.2, 0.8, 0.35, 0.65, 0.5)
GAP = 5  # points between a line and its name
CLEARANCE = 3  # points around a line that no other name may cover
SAME_PLACE = 14  # points: names of points that are closer than this share one label


def halo(width=2.5):
    """Return path effects that keep a word readable where it crosses lines; width in points."""
    return [withStroke(linewidth=width, foreground=PAPER, alpha=0.85)]


def merged_names(positions, names, distance):
    """Join the names of points that almost coincide, from left to right.

    positions (N, 2), N names -> a list of (index of the leftmost point, "a, b and c"). Two points
    almost coincide if they differ by less than `distance` in both coordinates.
    """
    merged = []
    for index in np.argsort(positions[:, 0], kind="stable"):
        for first, joined in merged:
            if np.abs(positions[index] - positions[first]).max() < distance:
                joined.append(names[index])
                break
        else:
            merged.append((index, [names[index]]))
    return [(first, _listed(some)) for first, some in merged]


def _listed(words):
    """Join words as in "a, b and c"."""
    return " and ".join([*([", ".join(words[:-1])] if words[1:] else []), words[-1]])


def _box(position, name, place, point_size):
    """Return the box of a name: left, bottom, right, top in pixels. Its width is an estimate."""
    horizontal, vertical, step = place
    width, height = 0.62 * FONT_SIZE * len(name) * point_size, 1.3 * FONT_SIZE * point_size
    x, y = position + np.array(step) * point_size
    left = x - width * {"left": 0.0, "center": 0.5, "right": 1.0}[horizontal]
    bottom = y - height * {"bottom": 0.0, "top": 1.0}[vertical]
    return np.array([left, bottom, left + width, bottom + height])


def _cheapest(boxes, taken, frame):
    """The index of the box that covers least and lies in the frame; the first of equal ones.

    boxes (B, 4), taken (T, 4): left, bottom, right, top in pixels
    """
    boxes = np.array(boxes)
    low = np.maximum(boxes[:, None, :2], taken[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], taken[None, :, 2:])
    covered = np.prod(np.maximum(high - low, 0), axis=-1).sum(axis=1)
    outside = np.maximum(np.hstack([frame[:2] - boxes[:, :2], boxes[:, 2:] - frame[2:]]), 0)
    return int(np.argmin(covered + 100 * outside.sum(axis=1)))


def boxes_along(ax, lines):
    """Cover lines with small boxes (T, 4) in pixels, so that no word is put on them."""
    size = CLEARANCE * ax.figure.dpi / 72
    boxes = [np.empty((0, 4))]
    for line in lines:
        if len(line) < 2:
            continue
        line = ax.transData.transform(line)
        reached = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
        at = np.linspace(0, reached[-1], 2 + min(100, int(reached[-1] / size / 2)))
        spots = np.column_stack([np.interp(at, reached, line[:, k]) for k in (0, 1)])
        boxes.append(np.hstack([spots - size, spots + size]))
    return np.concatenate(boxes)


def place_labels(ax, labels, points, names, taken=None, places=PLACES):
    """Move N annotations beside N points (N, 2), each to the place where it covers least.

    Points that almost coincide share one label with both names; labels left over are hidden, and so
    are those of points outside the frame. taken (T, 4): boxes in pixels to keep free; places: like
    PLACES. Returns these boxes and the new ones.
    """
    point_size = ax.figure.dpi / 72
    frame = np.array(ax.bbox.extents)
    positions = ax.transData.transform(points)
    reach = 6.5 * point_size
    around = np.hstack([positions - reach, positions + reach])
    taken = around if taken is None else np.concatenate([around, taken])
    merged = merged_names(positions, names, SAME_PLACE * point_size)
    merged = [(index, name) for index, name in merged if _is_inside(positions[index], frame)]
    for label, (index, name) in zip(labels, merged, strict=False):
        boxes = [_box(positions[index], name, place, point_size) for place in places]
        best = _cheapest(boxes, taken, frame)
        taken = np.vstack([taken, boxes[best]])
        horizontal, vertical, step = places[best]
        label.set(text=name, ha=horizontal, va=vertical, visible=True)
        label.xy = points[index]
        label.set_position(step)
    for label in labels[len(merged) :]:
        label.set_visible(False)
    return taken


def _is_inside(position, frame):
    return (frame[:2] <= position).all() and (position <= frame[2:]).all()


def place_on_line(ax, label, line, taken, sides=(1, -1), shares=SHARES):
    """Move a centred text beside a line (P, 2), where it covers least; hide it if P < 2.

    taken (T, 4): boxes in pixels to keep free. sides: 1 for the right of the line, -1 for its left,
    the preferred one first; shares: of the line's length, likewise. Returns these boxes and the
    new one.
    """
    frame = np.array(ax.bbox.extents)
    point_size = ax.figure.dpi / 72
    letters = len(label.get_text().replace("$", "").replace("_", ""))
    half = np.array([0.26 * letters + 0.2, 0.6]) * FONT_SIZE * point_size
    spots = []
    if len(line) > 1:
        spots = _spots_beside(ax.transData.transform(line), half, GAP * point_size, sides, shares)
    boxes = [np.concatenate([spot - half, spot + half]) for spot in spots]
    boxes = [box for box in boxes if _is_inside(box[:2], frame) and _is_inside(box[2:], frame)]
    label.set_visible(bool(boxes))
    if not boxes:
        return taken
    best = boxes[_cheapest(boxes, taken, frame)]
    label.set_position(ax.transData.inverted().transform((best[:2] + best[2:]) / 2))
    return np.vstack([taken, best])


def _spots_beside(line, half, gap, sides, shares):
    """Return places beside a line (P, 2) for the centre of a box of half size (2,), in pixels."""
    ways = np.diff(line, axis=0)
    lengths = np.maximum(np.hypot(*ways.T), 1e-9)
    reached = np.concatenate([[0], np.cumsum(lengths)])
    spots = []
    for share in shares:
        at = share * reached[-1]
        piece = min(int(np.searchsorted(reached, at, side="right")) - 1, len(ways) - 1)
        way = ways[piece] / lengths[piece]
        foot = line[piece] + (at - reached[piece]) * way
        right = np.array([way[1], -way[0]])
        distance = np.abs(right) @ half + gap
        spots += [foot + side * distance * right for side in sides]
    return spots


def spread(heights, gap, low=0.0, high=1.0):
    """Move numbers (K,) as little as possible, so that each is at least `gap` from the next.

    gap: a number, or (K,), the heights of labels centred at the numbers, which may not overlap.
    They keep their order, and stay between low and high if there is room. This is isotonic
    regression: after subtracting the gaps below it, each number only has to keep the order, so
    neighbours that are out of order are pooled at their mean.
    """
    order = np.argsort(heights, kind="stable")
    gaps = np.broadcast_to(gap, len(order))[order]
    spaces = np.cumsum(np.append(0.0, (gaps[1:] + gaps[:-1]) / 2))[: len(order)]
    pools = []  # (sum, how many)
    for height in np.asarray(heights, float)[order] - spaces:
        pools.append((height, 1))
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            (one, count), (other, more) = pools[-2:]
            pools[-2:] = [(one + other, count + more)]
    starts = np.concatenate([np.full(count, total / count) for total, count in pools] or [[]])
    placed = np.empty(len(order))
    placed[order] = np.clip(starts, low, max(low, high - spaces.max(initial=0))) + spaces
    return placed


def label_ends(ax, labels, values):
    """Move texts beside the ends (K,) of their curves. The texts have `transform=ax.transAxes`."""
    scaled = ax.transData.transform(np.column_stack([np.zeros(len(values)), values]))
    heights = ax.transAxes.inverted().transform(scaled)[:, 1]
    gap = 1.25 * FONT_SIZE * ax.figure.dpi / 72 / ax.bbox.height
    for label, height in zip(labels, spread(heights, gap), strict=True):
        label.set_y(height)
