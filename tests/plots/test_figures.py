"""The still figures of the prose: each one drawn, described, sharp, and free of collisions."""

import io
import itertools
import re
import warnings
from dataclasses import dataclass

import PIL.Image
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from feedforward import figures
from feedforward.plots.picture import Picture, css_size

WIDEST = 760  # CSS pixels that the text of a page leaves room for
NARROWEST = 300


@dataclass
class Drawn:
    """A figure of the book: its Picture, the matplotlib Figure behind it, its texts in boxes."""

    picture: Picture
    figure: Figure
    texts: list


@pytest.fixture(scope="module", params=figures.__all__)
def drawn(request):
    """Draw a figure once for all tests of it, with warnings as errors."""
    saved, savefig = [], Figure.savefig

    def catch(self, *args, **options):
        saved.append(self)
        return savefig(self, *args, **options)

    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("error")
        patch.setattr(Figure, "savefig", catch)
        picture = getattr(figures, request.param)()
    return Drawn(picture, saved[-1], _texts(saved[-1]))


def _texts(figure):
    """Return every text that drawing the figure puts on the canvas, with its box in pixels."""
    texts, draw = [], Text.draw

    def catch(self, renderer, *args, **options):
        if self.get_visible() and self.get_text().strip():
            texts.append((self.get_text(), Text.get_window_extent(self, renderer)))
        return draw(self, renderer, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Text, "draw", catch)
        figure.draw_without_rendering()
    return texts


def test_a_figure_is_drawn_without_a_warning(drawn):
    assert isinstance(drawn.picture, Picture)


def test_a_figure_is_sharp_and_fits_the_page(drawn):
    png, figure = drawn.picture.png, drawn.figure
    width, height = css_size(png)
    image = PIL.Image.open(io.BytesIO(png))
    assert NARROWEST <= width <= WIDEST and height <= WIDEST
    assert image.width >= 1.6 * 100 * figure.get_figwidth()  # a figure's inch is 100 CSS pixels
    assert figure.dpi == 200


def test_a_figure_is_described_with_numbers(drawn):
    alt = drawn.picture.alt
    assert len(alt) >= 60 and len(re.findall(r"\d", alt)) >= 2
    assert "nan" not in alt.lower().split()


def test_a_figure_has_words_in_it(drawn):
    assert len(drawn.texts) >= 2


def test_no_two_texts_overlap(drawn):
    pairs = itertools.combinations(drawn.texts, 2)
    overlapping = [
        (one, other)
        for (one, a), (other, b) in pairs
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 1
    ]
    assert not overlapping


def test_no_text_leaves_the_canvas(drawn):
    width, height = drawn.figure.bbox.width, drawn.figure.bbox.height
    outside = [
        text
        for text, box in drawn.texts
        if box.x0 < -1 or box.y0 < -1 or box.x1 > width + 1 or box.y1 > height + 1
    ]
    assert not outside


@pytest.mark.parametrize("name", figures.__all__)
def test_a_figure_has_a_docstring(name):
    assert getattr(figures, name).__doc__
