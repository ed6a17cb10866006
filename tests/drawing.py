"""A picture drawn once, as tests of plots look at it."""

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure


def drawn(draw, arrays, axes=Figure.add_subplot):
    """The artists by name, after they have been drawn on axes of a figure."""
    figure = Figure((4.3, 4.7), dpi=100, layout="constrained")
    FigureCanvasAgg(figure)
    artists = draw(axes(figure), arrays)
    figure.canvas.draw()
    return artists
