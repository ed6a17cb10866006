"""The two writers of a diagram agree, and the SVG is sound, accessible and readable in the dark."""

import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest
from drawing import assert_readable, labels_of, texts_of
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex

from feedforward.plots.contrast import on_a_dark_page
from feedforward.plots.diagram import (
    BASELINE,
    SYMBOLS,
    Area,
    Box,
    Group,
    Label,
    Lines,
    arrow,
    flat,
    on_line,
    plain_text,
)
from feedforward.plots.diagram_still import still
from feedforward.plots.diagram_svg import FACES, FONT_STYLE, to_svg
from feedforward.plots.style import FONTS, GRADIENT, INK, NETWORK, PAPER

WIDTH, HEIGHT = 300, 200
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = (
    Box(10, 20, 80, 40, NETWORK.tint, NETWORK.ink, 1.5, (4, 2)),
    Group((Label(50, 40, r"$\partial J/\partial h_{12}$ = −0.5", GRADIENT.ink, 15),), "a < b"),
    Label(120, 90, "wide & <tall>", INK, 13, "start", "semibold"),
    Label(290, 150, "$W_1$ (3, 5)", anchor="end"),
    Lines((((0, 0), (30, 40)), ((5, 5), (9, 60))), dash=(3, 2), opacity=0.4),
    Lines((((0, 100), (50, 60), (80, 140), (120, 100)),), curved=True),
    *arrow([(10, 180), (110, 180)], GRADIENT.ink),
)


def parsed(shapes=SHAPES, description="two boxes"):
    return ElementTree.fromstring(to_svg(shapes, WIDTH, HEIGHT, description))


def drawn(shapes=SHAPES):
    figure = still(shapes, WIDTH, HEIGHT)
    FigureCanvasAgg(figure).draw()
    return figure.axes[0]


def test_both_writers_show_the_same_words_at_the_same_places():
    svg, ax = parsed().findall(f".//{SVG}text"), drawn()
    assert len(svg) == len(ax.texts) == len(labels_of(SHAPES)) == 3
    for element, text, label in zip(svg, ax.texts, labels_of(SHAPES), strict=True):
        assert "".join(element.itertext()) == plain_text(text.get_text()) == plain_text(label.text)
        place = float(element.get("x")), float(element.get("y"))
        np.testing.assert_allclose(text.get_position(), place, atol=0.06)
        assert place[1] == pytest.approx(label.y + BASELINE * label.size, abs=0.06)
        size = float(element.get("font-size")) * 72 / 100
        assert text.get_fontsize() == pytest.approx(size, abs=0.05)
        aligned = {"start": "left", "middle": "center", "end": "right"}
        assert text.get_horizontalalignment() == aligned[element.get("text-anchor")]


def test_a_label_takes_the_room_in_a_page_that_it_takes_in_a_picture():
    for element, text in zip(parsed().findall(f".//{SVG}text"), drawn().texts, strict=True):
        width = text.get_window_extent().width / 2  # two device pixels to one CSS pixel
        assert float(element.get("textLength")) == pytest.approx(width, rel=0.04)


def test_both_writers_draw_every_shape():
    root, ax = parsed(), drawn()
    assert len(ax.patches) == len(root.findall(f".//{SVG}rect") + root.findall(f".//{SVG}polygon"))
    assert len(ax.collections) == len(root.findall(f".//{SVG}path")) == 3
    assert len(list(flat(SHAPES))) == len(ax.patches) + len(ax.collections) + len(ax.texts)


def test_one_unit_of_the_axes_is_one_pixel_from_the_upper_left_corner():
    ax = drawn()
    corner, far = ax.transData.transform([(0, 0), (WIDTH, HEIGHT)])
    np.testing.assert_allclose(corner, [0, 2 * HEIGHT])
    np.testing.assert_allclose(far, [2 * WIDTH, 0], atol=1e-9)


def test_a_screen_reader_is_told_what_the_picture_shows():
    root = parsed(description='J < 1 & "small"')
    assert root.get("role") == "img"
    assert root.get("aria-label") == 'J < 1 & "small"'
    assert [title.text for title in root.iter(f"{SVG}title")] == ["a < b"]


def test_the_picture_scales_with_its_place():
    root = parsed()
    assert root.get("viewBox") == "0 0 300 200" and "max-width:100%" in root.get("style")


@settings(deadline=None)  # the first label measures the typeface
@given(st.text(alphabet=st.characters(exclude_characters="$", codec="utf-8"), max_size=30))
def test_whatever_a_label_says_the_markup_stays_sound(text):
    allowed = "".join(c for c in text if c >= " " and c not in "\ufffe\uffff")
    root = parsed((Label(10, 10, allowed),), allowed)
    assert "".join(root.find(f".//{SVG}text").itertext()) == allowed


def test_mathematics_is_typeset_with_italic_letters_and_lowered_indices():
    text = parsed((Label(0, 20, "$W_1$ and $x^2$", size=20),)).find(f".//{SVG}text")
    spans = [(s.text, s.get("font-style"), s.get("dy")) for s in text]
    assert spans == [
        ("W", "italic", None),
        ("1", None, "5.6"),
        (" and ", None, "-5.6"),
        ("x", "italic", None),
        ("2", None, "-5.6"),
    ]


def test_mathematics_that_is_not_known_is_refused():
    with pytest.raises(ValueError, match=r"cannot typeset \\frac"):
        plain_text(r"$\frac12$")


def test_text_takes_the_ink_of_the_page_and_paper_its_ground():
    svg = to_svg(on_line(Label(50, 50, "0.5")), WIDTH, HEIGHT, "")
    assert 'fill="currentColor"' in svg
    assert f"var(--jp-layout-color0,var(--ff-{PAPER[1:]},{PAPER}))" in svg


def test_a_colour_has_its_dark_form_in_the_same_markup():
    svg = to_svg(SHAPES, WIDTH, HEIGHT, "")
    assert f"--ff-{GRADIENT.ink[1:]}:{to_hex(on_a_dark_page(GRADIENT.ink))};" in svg
    assert 'html[data-theme="dark"] .feedforward-diagram' in svg


@pytest.mark.parametrize("angle", np.linspace(0, 6, 5))
def test_an_arrow_ends_at_its_last_point(angle):
    tip = 50 + 30 * np.array([np.cos(angle), np.sin(angle)])
    shaft, head = arrow([(50, 50), tip], head=8)
    assert isinstance(head, Area)
    np.testing.assert_allclose(head.points[0], tip)
    np.testing.assert_allclose(np.linalg.norm(shaft.lines[0][-1] - tip), 8)
    np.testing.assert_allclose((head.points[1] + head.points[2]) / 2, shaft.lines[0][-1])


def test_labels_that_cover_each_other_or_leave_the_picture_are_noticed():
    assert_readable(SHAPES, WIDTH, HEIGHT)
    for wrong in (Label(125, 95, "on it", anchor="start"), Label(1, 100, "too far left")):
        with pytest.raises(AssertionError):
            assert_readable((*SHAPES, wrong), WIDTH, HEIGHT)


def test_the_words_of_a_diagram_carry_no_signs_of_typesetting():
    assert texts_of(SHAPES) == ["∂J/∂h12 = −0.5", "wide & <tall>", "W1 (3, 5)"]


LETTERS = set("abcdefghijklmnopqrstuvwxyzJWXZ")
SIGNS = set("0123456789.−+()/ ∂∑·×→′,")
NEEDED = {
    "FeedforwardSans-Regular": LETTERS | SIGNS | set("=:%½"),
    "FeedforwardSans-SemiBold": LETTERS | SIGNS | set("=:%½"),
    "FeedforwardMath-Regular": LETTERS | SIGNS | set(SYMBOLS.values()),
    "FeedforwardMath-Italic": LETTERS,
}


@pytest.mark.parametrize("name", FACES)
def test_a_typeface_of_a_page_holds_what_diagrams_typeset_and_is_small(name):
    file = FONTS / f"{name}.woff"
    assert NEEDED[name] <= set(map(chr, TTFont(file).getBestCmap()))
    assert file.stat().st_size < 12_000
    assert FONT_STYLE.count("@font-face") == len(FACES)
