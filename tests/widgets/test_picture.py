"""A notebook's own picture, as whoever cannot see it meets it."""

import base64
import io

import PIL.Image
from matplotlib.figure import Figure

import feedforward as ff
from feedforward.plots.picture import cut


def a_curve():
    figure = Figure((4, 2))
    figure.subplots().plot([0, 1, 4])
    return figure


def test_a_picture_has_its_words_as_text_and_as_alt_text():
    shown = ff.picture(a_curve(), 'A curve that "climbs"')
    bundle, _ = shown._repr_mimebundle_()
    assert repr(shown) == bundle["text/plain"] == 'A curve that "climbs"'
    assert 'alt="A curve that &quot;climbs&quot;"' in bundle["text/html"]


def test_a_picture_is_the_same_in_html_and_as_png():
    bundle, _ = ff.picture(a_curve(), "A curve")._repr_mimebundle_()
    assert f"base64,{bundle['image/png']}" in bundle["text/html"]
    image = PIL.Image.open(io.BytesIO(base64.b64decode(bundle["image/png"])))
    assert len(image.convert("L").getcolors()) > 1


def test_panels_are_cut_apart_so_that_a_narrow_page_can_stack_them():
    figure = Figure((6, 2))
    for ax in figure.subplots(1, 3):
        ax.axis("off")
        ax.plot([0, 1, 4])
    shown = ff.picture(figure, "Three curves", panels=3)
    html = shown._repr_mimebundle_()[0]["text/html"]
    pieces = [PIL.Image.open(io.BytesIO(png)) for png in cut(shown.png, 3)]
    whole = PIL.Image.open(io.BytesIO(shown.png))
    assert sum(piece.width for piece in pieces) == whole.width
    assert all(piece.height == whole.height for piece in pieces)
    assert all(len(piece.convert("L").getcolors()) > 1 for piece in pieces)
    assert html.count("<img") == html.count('alt="') == 3
    assert 'alt="Three curves"' in html and 'alt=""' not in html


def test_what_stands_outside_of_the_axes_is_not_cut_off():
    figure = a_curve()
    plain = PIL.Image.open(io.BytesIO(ff.picture(figure, "A curve").png)).height
    figure.axes[0].set_title("far above", y=2)
    assert PIL.Image.open(io.BytesIO(ff.picture(figure, "A curve").png)).height > plain + 50
