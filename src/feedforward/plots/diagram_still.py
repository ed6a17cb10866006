"""The shapes of a diagram drawn with matplotlib: the form that a saved notebook keeps."""

from matplotlib.collections import LineCollection, PathCollection
from matplotlib.patches import Ellipse, FancyBboxPatch, Polygon
from matplotlib.path import Path

from .diagram import BASELINE, Area, Box, Label, Lines, flat
from .style import DPI, look, new_figure

POINTS = 72 / DPI  # points in a CSS pixel


def draw_on(ax, shapes, width, height):
    """Draw shapes with matplotlib; one unit of the axes is one CSS pixel. Returns the artists."""
    ax.set(xlim=(0, width), ylim=(height, 0))
    ax.axis("off")
    with look():
        return [_drawn(ax, shape, place) for place, shape in enumerate(flat(shapes))]


def _drawn(ax, shape, zorder):
    match shape:
        case Box():
            looks = {"fc": shape.fill or "none", "ec": shape.edge or "none", "zorder": zorder}
            looks |= _line_look(shape.line_width, shape.dash)
            return ax.add_patch(_patch(shape, looks))
        case Area():
            return ax.add_patch(Polygon(shape.points, fc=shape.fill, ec="none", zorder=zorder))
        case Lines():
            looks = _line_look(shape.width, shape.dash) | {"alpha": shape.opacity, "zorder": zorder}
            if shape.curved:
                codes = [Path.MOVETO, *[Path.CURVE4] * 3]
                paths = [Path(line, codes) for line in shape.lines]
                collection = PathCollection(paths, fc="none", ec=shape.color, **looks)
            else:
                collection = LineCollection(shape.lines, color=shape.color, **looks)
            return ax.add_collection(collection, autolim=False)
        case Label():
            return ax.text(
                shape.x, shape.y + BASELINE * shape.size, shape.text, color=shape.color,
                fontsize=shape.size * POINTS, fontweight=shape.weight, va="baseline", zorder=zorder,
                ha={"start": "left", "middle": "center", "end": "right"}[shape.anchor],
                clip_on=False,
            )  # fmt: skip


def _patch(box, looks):
    if 2 * box.radius >= max(box.width, box.height):
        centre = (box.x + box.width / 2, box.y + box.height / 2)
        return Ellipse(centre, box.width, box.height, **looks)
    style = f"round,pad=0,rounding_size={min(box.radius, box.width / 2, box.height / 2)}"
    return FancyBboxPatch((box.x, box.y), box.width, box.height, boxstyle=style, **looks)


def _line_look(width, dash):
    # matplotlib scales a dash by the width of its line, SVG does not.
    style = (0, tuple(part / max(width, 0.1) for part in dash)) if dash else "solid"
    return {"linewidth": width * POINTS, "linestyle": style}


def still(shapes, width, height):
    """The shapes on a figure of their own, for `picture`."""
    figure = new_figure(width, height, layout="none")
    draw_on(figure.add_axes((0, 0, 1, 1)), shapes, width, height)
    return figure
