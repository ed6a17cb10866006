"""The still figures of the prose: each one drawn, described, sharp, and free of collisions."""

import io
import itertools
import re
import warnings

import PIL.Image
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from feedforward import figures
from feedforward.plots.picture import Picture, css_size

WIDEST = 760  # CSS pixels that the text of a page leaves room for
NARROWEST = 300


@pytest.fixture(scope="module")
def drawn():
    """Return a function: a figure's name -> its Picture and the matplotlib Figure behind it."""
    seen = {}

    def draw(name):
        if name not in seen:
            seen[name] = _draw(name)
        return seen[name]

    return draw


def _draw(name):
    """Call a figure with warnings as errors, and catch the Figure that it saves."""
    saved, savefig = [], Figure.savefig

    def catch(self, *args, **options):
        saved.append(self)
        return savefig(self, *args, **options)

    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("error")
        patch.setattr(Figure, "savefig", catch)
        return getattr(figures, name)(), saved[-1]


def _texts(figure):
    """Return every text that drawing the figure puts on the canvas, with its box in pixels."""
    texts, draw = [], Text.draw

    def catch(self, renderer, *args, **options):
        if self.get_visible() and self.get_text().strip():
            texts.append((self.get_text(), Text.get_window_extent(self, renderer)))
        return draw(self, renderer, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Text, "draw", catch)
        FigureCanvasAgg(figure).draw()
    return texts


every_figure = pytest.mark.parametrize("name", figures.__all__)


@every_figure
def test_a_figure_is_drawn_without_a_warning(drawn, name):
    shown, _ = drawn(name)
    assert isinstance(shown, Picture)


@every_figure
def test_a_figure_is_sharp_and_fits_the_page(drawn, name):
    shown, figure = drawn(name)
    width, height = css_size(shown.png)
    image = PIL.Image.open(io.BytesIO(shown.png))
    assert NARROWEST <= width <= WIDEST and height <= WIDEST
    assert image.width >= 1.6 * 100 * figure.get_figwidth()  # a figure's inch is 100 CSS pixels
    assert figure.dpi == 200


@every_figure
def test_a_figure_is_described_with_numbers(drawn, name):
    shown, _ = drawn(name)
    assert len(shown.alt) >= 60 and len(re.findall(r"\d", shown.alt)) >= 2
    assert "nan" not in shown.alt.lower().split()


@every_figure
def test_a_figure_has_words_in_it(drawn, name):
    _, figure = drawn(name)
    assert len(_texts(figure)) >= 2


@every_figure
def test_no_two_texts_overlap(drawn, name):
    _, figure = drawn(name)
    pairs = itertools.combinations(_texts(figure), 2)
    overlapping = [
        (one, other)
        for (one, a), (other, b) in pairs
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 1
    ]
    assert not overlapping


@every_figure
def test_no_text_leaves_the_canvas(drawn, name):
    _, figure = drawn(name)
    width, height = figure.bbox.width, figure.bbox.height
    outside = [
        text
        for text, box in _texts(figure)
        if box.x0 < -1 or box.y0 < -1 or box.x1 > width + 1 or box.y1 > height + 1
    ]
    assert not outside


@every_figure
def test_a_figure_has_a_docstring(name):
    assert getattr(figures, name).__doc__
