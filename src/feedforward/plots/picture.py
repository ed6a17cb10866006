"""A still picture with alt text: sharp on a high-density screen, and dark on a dark page."""

import base64
import html
import io
import struct

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


class Picture:
    """A PNG and its alt text, in every form that a page may ask for."""

    def __init__(self, png, alt):
        self.png, self.alt = png, alt

    def __repr__(self):
        return self.alt

    def _repr_mimebundle_(self, include=None, exclude=None):
        width, height = css_size(self.png)
        data = {
            "text/plain": self.alt,
            "text/html": DARK_STYLE + image_tag(self.png, self.alt),
            "image/png": base64.b64encode(self.png).decode(),
        }
        return data, {"image/png": {"width": width, "height": height, "alt": self.alt}}


def picture(figure, alt):
    """Return a matplotlib Figure as it is now, with alt text that says what there is to see."""
    file = io.BytesIO()
    # "tight" includes what lies outside the axes, such as a legend below them.
    figure.savefig(file, format="png", dpi=DPI * SHARPNESS, bbox_inches="tight")
    return Picture(file.getvalue(), alt)
