"""One diagram of an explorer: shapes, shown as SVG while a kernel runs and as a PNG elsewhere."""

from ipywidgets import HTML, Layout

from feedforward.plots.diagram_still import still
from feedforward.plots.diagram_svg import to_svg
from feedforward.plots.picture import picture


class Diagram:
    """A picture made of shapes, with the same protocol as `Panel`.

    `draw(arrays)` returns the shapes of `plots.diagram`, on a ground of width x height CSS pixels.
    height: a number, or a function that computes it from the arrays. focus: a function that
    computes which part a narrow page shows, from 0, its left end, to 1, its right end.
    """

    def __init__(self, name, draw, *, width, height, focus=None):
        self.name, self.draw = name, draw
        self.width, self.height = width, 0
        self._height_of = height if callable(height) else lambda _: height
        self._focus_of = focus or (lambda _: None)
        self.focus = None
        self.shapes, self.svg, self.alt = (), "", ""
        self._png = None
        self.widget = HTML(layout=Layout(width=f"{width}px", max_width="100%", margin="0"))

    def show(self, arrays, alt):
        """Draw arrays and send the diagram, described by alt."""
        self.shapes, self.alt, self._png = tuple(self.draw(arrays)), alt, None
        self.height, self.focus = self._height_of(arrays), self._focus_of(arrays)
        self.svg = to_svg(self.shapes, self.width, self.height, alt)
        self.widget.value = self.svg

    @property
    def png(self):
        """The still form, drawn when it is first asked for."""
        if self._png is None:
            figure = still(self.shapes, self.width, self.height)
            self._png = picture(figure, self.alt).png
        return self._png
