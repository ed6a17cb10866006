"""A picture that a notebook draws itself, with words for whoever cannot see it."""

import base64
import html
import io


def data_url(png):
    """A PNG as an address that holds it."""
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def image_tag(png, alt):
    """A PNG as HTML, no wider than the page, with alt text."""
    described = html.escape(alt, quote=True)
    return f'<img src="{data_url(png)}" style="max-width: 100%" alt="{described}">'


class Picture:
    """A PNG and its alt text, in every form that a page may ask for."""

    def __init__(self, png, alt):
        self.png, self.alt = png, alt

    def __repr__(self):
        return self.alt

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = base64.b64encode(self.png).decode()
        page = image_tag(self.png, self.alt)
        return {"text/plain": self.alt, "text/html": page, "image/png": data}


def picture(figure, alt):
    """A matplotlib Figure as it is now, with alt text that says what is seen."""
    file = io.BytesIO()
    # "tight" takes in what stands outside of the axes, as a legend below them
    figure.savefig(file, format="png", dpi=100, bbox_inches="tight")
    return Picture(file.getvalue(), alt)
