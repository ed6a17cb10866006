"""Words in pictures that move: what comes again and again is copied, and not drawn anew.

For a word of ten letters matplotlib takes a millisecond, which is most of what a diagram takes.
"""

import math

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

MARGIN = 3  # pixels by which letters may stand out of what is said of their extent
MOST_KEPT = 32  # looks of one word, some kilobytes each


class Word(Text):
    """A Text that keeps what it has looked like, for pictures of pixels.

    One that is turned, or stands in a box, is drawn as any other.
    """

    def __init__(self, *args, **look):
        super().__init__(*args, **look)
        self._kept = {}  # {look: (left, bottom, pixels), or None where it came once}

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
            self._kept[look] = None  # what comes only once shall not cost more than a Text
            super().draw(renderer)
            return
        self._kept[look] = self._kept[look] or self._drawn(renderer)
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
        """Where its pixels begin, and the pixels: clear around the letters, and a little wider."""
        box = self.get_window_extent(renderer)
        left, bottom = (math.floor(low) - MARGIN for low in (box.x0, box.y0))
        width, height = (math.ceil(side) + 2 * MARGIN + 1 for side in (box.width, box.height))
        alone = RendererAgg(width, height, renderer.dpi)
        transform = self.get_transform()
        self.set_transform(transform + Affine2D().translate(-left, -bottom))
        super().draw(alone)
        self.set_transform(transform)
        return left, bottom, np.asarray(alone.buffer_rgba())[::-1].copy()
