"""A still picture with alt text: sharp on a high-density screen, and dark on a dark page."""

import base64
import html
import io
import struct
from itertools import pairwise

import numpy as np
import PIL.Image
import PIL.ImageOps

from .style import DARK_FILTER, DPI, SHARPNESS

# JupyterLab and Notebook 7, the website, and VS Code each mark a dark page in their own way.
DARK_PAGES = ('body[data-jp-theme-light="false"]', 'html[data-theme="dark"]', "body.vscode-dark")
DARK_STYLE = (
    "<style>"
    + ", ".join(f"{page} .feedforward-picture" for page in DARK_PAGES)
    + f" {{ filter: {DARK_FILTER}; mix-blend-mode: screen; }}</style>"
)


# A picture wider than this scrolls in a box of its own rather than shrink below LEAST_SHARE of its
# size, where its labels (14 CSS pixels) would be too small to read on a telephone.
SCROLLS_ABOVE, LEAST_SHARE = 480, 0.75  # CSS pixels
LEAST_GAP = 6  # CSS pixels between two panels: more than between two letters
SEARCHED = 0.2  # of a panel's width, to both sides of an equal share


def data_url(png):
    """A PNG as an address that holds it."""
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def css_size(png):
    """Width and height of a PNG in CSS pixels; it has SHARPNESS device pixels for each of them."""
    width, height = struct.unpack(">II", png[16:24])  # the IHDR chunk
    return round(width / SHARPNESS), round(height / SHARPNESS)


def least_width(width):
    """Return how narrow a picture of this width may be shown; both in CSS pixels."""
    return round(LEAST_SHARE * width) if width > SCROLLS_ABOVE else 0


def image_html(address, width, alt, height=None):
    """Return an image as HTML that shrinks with the page as far as `least_width`, then scrolls."""
    size = f'width="{width}"' + (f' height="{height}"' if height else "")
    least = least_width(width)
    image = (
        f'<img class="feedforward-picture" src="{address}" {size} loading="lazy" '
        f'style="min-width: {least}px; max-width: 100%; height: auto" '
        f'alt="{html.escape(alt, quote=True)}">'
    )
    if not least:
        return image
    return f'<div class="feedforward-scroll" style="overflow-x: auto">{image}</div>'


def image_tag(png, alt):
    """Return a PNG as HTML, with alt text."""
    return image_html(data_url(png), css_size(png)[0], alt)


def _as_png(image):
    file = io.BytesIO()
    image.save(file, format="png")
    return file.getvalue()


def _in_css_pixels(png):
    """A PNG with blank pixels added until it fills whole CSS pixels.

    A browser would stretch it to that size, which blurs it on a screen of ordinary density.
    """
    size = struct.unpack(">II", png[16:24])
    right, below = (-length % SHARPNESS for length in size)
    if not (right or below):
        return png
    image = PIL.Image.open(io.BytesIO(png)).convert("RGB")
    return _as_png(PIL.ImageOps.expand(image, (0, 0, right, below), "white"))


def cut(png, panels):
    """Cut a PNG between its panels, at the widest blanks near equal shares -> a list of PNGs

    Where it has too few blank gaps for that, it stays whole.
    """
    image = PIL.Image.open(io.BytesIO(png)).convert("RGB")
    blank = np.flatnonzero((np.asarray(image) == 255).all(axis=(0, 2)))
    runs = np.split(blank, 1 + np.flatnonzero(np.diff(blank) > 1))
    inner = [run for run in runs if len(run) and 0 < run[0] and run[-1] < image.width - 1]
    gaps = [run for run in inner if len(run) >= LEAST_GAP * SHARPNESS]
    if len(gaps) < panels - 1:
        return [png]
    ends = [0, image.width]
    for share in range(1, panels):
        middle = share * image.width / panels
        near = [gap for gap in gaps if abs(gap.mean() - middle) < SEARCHED * image.width / panels]
        # Beside a panel there is more room than between an axis and its label.
        gap = max(near, key=len) if near else min(gaps, key=lambda g: abs(g.mean() - middle))
        gaps = [other for other in gaps if other is not gap]
        ends.append(SHARPNESS * round(gap.mean() / SHARPNESS))
    ends.sort()
    return [_as_png(image.crop((a, 0, b, image.height))) for a, b in pairwise(ends)]


class Picture:
    """A PNG and its alt text, in every form that a page may ask for.

    panels: how many stand side by side; a page that is too narrow for them stacks them.
    """

    def __init__(self, png, alt, panels=1):
        self.png, self.alt, self.panels = _in_css_pixels(png), alt, panels

    def __repr__(self):
        return self.alt

    def _repr_mimebundle_(self, include=None, exclude=None):
        width, height = css_size(self.png)
        data = {
            "text/plain": self.alt,
            "text/html": DARK_STYLE + self.html(),
            "image/png": base64.b64encode(self.png).decode(),
        }
        return data, {"image/png": {"width": width, "height": height, "alt": self.alt}}

    def html(self):
        """Return the picture as HTML, with alt text."""
        if self.panels == 1:
            return image_tag(self.png, self.alt)
        pieces = cut(self.png, self.panels)
        # The first says what all of them show.
        alts = [self.alt, *(f"Panel {k} of that picture." for k in range(2, len(pieces) + 1))]
        images = map(image_tag, pieces, alts)
        return f'<div class="feedforward-pictures">{"".join(images)}</div>'


def picture(figure, alt, panels=1):
    """Return a matplotlib Figure as it is now, with alt text that says what there is to see.

    panels: how many it has side by side that may be stacked on a narrow page.
    """
    file = io.BytesIO()
    # "tight" includes what lies outside the axes, such as a legend below them.
    figure.savefig(file, format="png", dpi=DPI * SHARPNESS, bbox_inches="tight")
    return Picture(file.getvalue(), alt, panels)
