"""A word that is copied looks as matplotlib's own Text does, wherever it is shown."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from feedforward.plots.words import MOST_KEPT, Word

LOOKS = st.fixed_dictionaries(
    {
        "text": st.text("Wx_1(2, 3)=äg", max_size=6),
        "position": st.tuples(*[st.floats(-0.2, 1.2)] * 2),
        "color": st.sampled_from(["black", "white", "#d55e00", (0.1, 0.2, 0.3, 0.4)]),
        "fontsize": st.sampled_from([8, 11.5]),
        "fontweight": st.sampled_from(["normal", "bold"]),
        "ha": st.sampled_from(["left", "center", "right"]),
        "va": st.sampled_from(["baseline", "center", "top"]),
        "alpha": st.sampled_from([None, 0.5]),
        "visible": st.booleans(),
    }
)


def on_a_canvas(kind, background="w"):
    """A word of this kind on a figure, and its canvas."""
    figure = Figure((2, 1), dpi=100, facecolor=background)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    return axes.add_artist(kind(0, 0, "", clip_on=False)), FigureCanvasAgg(figure)


def pixels(canvas):
    canvas.draw()
    return np.asarray(canvas.buffer_rgba()).astype(int)


@given(st.lists(LOOKS, min_size=1, max_size=4))
def test_it_looks_as_any_text_does_each_time_it_comes(looks):
    (word, canvas), (text, expected) = on_a_canvas(Word, "#0072b2"), on_a_canvas(Text, "#0072b2")
    for look in [*looks, *looks]:
        word.set(**look)
        text.set(**look)
        assert np.abs(pixels(canvas) - pixels(expected)).max() <= 1


@pytest.mark.parametrize("more", [{"rotation": 30}, {"bbox": {"fc": "white"}}])
def test_turned_or_in_a_box_it_is_drawn_as_any_text(more):
    (word, canvas), (text, expected) = on_a_canvas(Word), on_a_canvas(Text)
    word.set(text="word", position=(0.5, 0.5), **more)
    text.set(text="word", position=(0.5, 0.5), **more)
    assert (pixels(canvas) == pixels(expected)).all()


def test_in_a_drawing_of_lines_it_is_a_text():
    word, canvas = on_a_canvas(Word)
    word.set(text="word", position=(0.5, 0.5))
    pixels(canvas)
    file = io.StringIO()
    canvas.figure.savefig(file, format="svg")
    assert "<image" not in file.getvalue() and "<!-- word -->" in file.getvalue()


def test_it_is_sharp_at_another_resolution():
    (word, canvas), (text, expected) = on_a_canvas(Word), on_a_canvas(Text)
    for artist, of in ((word, canvas), (text, expected)):
        artist.set(text="word", position=(0.5, 0.5))
        pixels(of)
        of.figure.set_dpi(250)
    assert (pixels(canvas) == pixels(expected)).all()


def test_it_keeps_no_more_than_it_may():
    word, canvas = on_a_canvas(Word)
    for number in range(2 * MOST_KEPT):
        word.set(text=str(number), position=(0.5, 0.5))
        pixels(canvas)
    assert len(word._kept) == MOST_KEPT
