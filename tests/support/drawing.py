"""A picture drawn once, as tests of plots look at it."""

import itertools

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from feedforward.plots.diagram import Label, flat, plain_text
from feedforward.plots.diagram_still import still


def drawn(draw, arrays, axes=Figure.add_subplot):
    """The artists by name, after they have been drawn on axes of a figure."""
    figure = Figure((4.3, 4.7), dpi=100, layout="constrained")
    FigureCanvasAgg(figure)
    artists = draw(axes(figure), arrays)
    figure.canvas.draw()
    return artists


def labels_of(shapes):
    """All labels of a diagram, those of groups among them."""
    return [shape for shape in flat(shapes) if isinstance(shape, Label)]


def texts_of(shapes):
    """The words of a diagram, without the signs of typesetting."""
    return [plain_text(label.text) for label in labels_of(shapes)]


def assert_readable(shapes, width, height):
    """Assert that no label of a diagram covers another, and that none leaves the picture.

    A line of text has at least 2 pixels of air above and below its letters.
    """
    figure = still(labels_of(shapes), width, height)
    renderer, boxes = FigureCanvasAgg(figure).get_renderer(), []
    for text in figure.axes[0].texts:
        box = text.get_window_extent(renderer).transformed(figure.axes[0].transData.inverted())
        top, bottom = sorted((box.y0, box.y1))
        boxes.append((text.get_text(), box.x0, top + 2, box.x1, bottom - 2))
    for text, left, top, right, bottom in boxes:
        assert 0 <= left and right <= width and 0 <= top and bottom <= height, text
    for one, other in itertools.combinations(boxes, 2):
        apart = one[1] >= other[3] or other[1] >= one[3] or one[2] >= other[4] or other[2] >= one[4]
        assert apart, (one, other)
