"""Words in pictures that move: each is laid out and drawn once, and copied when it comes again.

For a word of ten letters matplotlib takes a millisecond, which is most of what a diagram takes.
"""

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.text import Text

MOST_KEPT = 32  # looks of one word, some kilobytes each


class Word(Text):
    """A Text that keeps what it has looked like, for pictures of pixels.

    One that is turned, or stands in a box, is drawn as any other.
    """

    def __init__(self, *args, **look):
        super().__init__(*args, **look)
        self._kept = {}  # {look: (left, bottom, pixels)}

    def draw(self, renderer):
        """Draw it, or copy what was drawn when it looked as it does now."""
        plain = not (self.get_rotation() or self.get_bbox_patch() or self.get_path_effects())
        seen = self.get_visible() and self.get_text()
        if not (seen and plain and isinstance(renderer, RendererAgg)):
            super().draw(renderer)
            return
        look = self._look(renderer)
        if look not in self._kept:
            while len(self._kept) >= MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[look] = self._drawn(renderer)
        left, bottom, pixels = self._kept[look]
        graphics = renderer.new_gc()
        renderer.draw_image(graphics, left, bottom, pixels)
        graphics.restore()
        self.stale = False

    def _look(self, renderer):
        place = self.get_transform().transform(self.get_unitless_position())
        size = renderer.width, renderer.height, renderer.dpi
        aligned = self.get_horizontalalignment(), self.get_verticalalignment()
        font = hash(self.get_fontproperties())
        return (self.get_text(), *place, *size, *aligned, font, self.get_color(), self.get_alpha())

    def _drawn(self, renderer):
        """Where its pixels begin, and the pixels, of which those around the letters are clear."""
        alone = RendererAgg(renderer.width, renderer.height, renderer.dpi)
        super().draw(alone)
        pixels = np.asarray(alone.buffer_rgba())
        rows, columns = (np.flatnonzero(pixels[..., 3].any(axis)) for axis in (1, 0))
        if not len(rows):
            return 0, 0, pixels[:0, :0]
        top, end = rows[0], rows[-1] + 1
        cut = pixels[top:end, columns[0] : columns[-1] + 1]
        return columns[0], renderer.height - end, np.ascontiguousarray(cut[::-1])
