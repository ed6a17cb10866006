"""One picture of an explorer: a figure that lives on, and the image that shows it."""

import io
import zlib

import PIL.Image
from ipywidgets import Image, Layout
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from traitlets import Unicode

from feedforward.plots.picture import data_url
from feedforward.plots.style import look, new_figure


class DescribedImage(Image):
    """An image with a name for those who cannot see it: the tooltip becomes the img's title.

    ipywidgets' image view has no alt text, and reads a tooltip only beside a description, which its
    image model does not have.
    """

    description = Unicode("").tag(sync=True)


class Panel:
    """A persistent figure, drawn by `draw(axes, arrays, artists=None)` and shown in an image.

    `draw` is called once without artists and returns those that move, by name (an artist, or a
    list of them); from then on it is given them back and moves them. They alone are drawn anew,
    over a kept background of all else, until `draw` changes something that does not move (limits,
    a title): then the background is drawn again. `axes(figure)` lays out the axes, one by default.
    """

    focus = None  # a narrow page shows the whole of it, from the left

    def __init__(self, name, draw, *, width=410, height=440, axes=Figure.add_subplot):
        self.name = name
        self.draw = draw
        self.width, self.height = width, height
        self.figure = new_figure(width, height)
        self.canvas = FigureCanvasAgg(self.figure)
        self.make_axes = axes
        with look():
            self.axes = axes(self.figure)
        self.artists = None
        self.backgrounds = 0  # how often the background was drawn
        self._background, self._moving = None, []
        self.png, self.alt = b"", ""
        self.widget = DescribedImage(
            # Of the bytes themselves ipywidgets makes a Blob, which the page has to ask the browser
            # for: that takes 5 ms longer.
            format="url",
            width=str(width),
            height=str(height),
            layout=Layout(height="auto"),
        )
        self.widget.add_class("feedforward-picture")

    def show(self, arrays, alt):
        """Draw arrays and send the picture, described by alt."""
        with look():
            if self.artists is None:
                self._start(arrays)
            self.draw(self.axes, arrays, self.artists)
            self._paint()
        self.png, self.alt = self._encoded(), alt
        with self.widget.hold_sync():
            self.widget.value = data_url(self.png).encode()
            self.widget.tooltip = alt

    def _encoded(self):
        file = io.BytesIO()
        # Packed by runs of equal bytes: two thirds of the time of level 1, a quarter more bytes.
        self.picture().save(file, format="png", compress_type=zlib.Z_RLE)
        return file.getvalue()

    def _start(self, arrays):
        """Make the artists, and lay the figure out once: a jump would hide the change."""
        artists = self.draw(self.axes, arrays)
        for artist in artists.values():
            self._moving += [artist] if isinstance(artist, Artist) else list(artist)
        self._moving.sort(key=lambda artist: artist.zorder)
        # What moves is painted over the background, and would cover the frame.
        self._moving += [spine for ax in self.figure.axes for spine in ax.spines.values()]
        for artist in self._moving:
            artist.set_animated(True)
        if layout := self.figure.get_layout_engine():
            layout.execute(self.figure)
            self.figure.set_layout_engine("none")
        self.artists = artists

    def _paint(self):
        # An artist that moves is "animated", and does not make its figure stale when it changes.
        if self._background is None or self.figure.stale:
            self.canvas.draw()
            self._background = self.canvas.copy_from_bbox(self.figure.bbox)
            self.backgrounds += 1
        self.canvas.restore_region(self._background)
        for artist in self._moving:
            if artist.get_visible():
                self.figure.draw_artist(artist)

    def picture(self):
        """The picture as it is shown, as a PIL image."""
        size = self.canvas.get_width_height()
        return PIL.Image.frombuffer("RGBA", size, self.canvas.buffer_rgba()).convert("RGB")
