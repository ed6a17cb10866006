"""What rests is not drawn again; whatever is moved, the picture is that of a full drawing."""

import io

import numpy as np
import PIL.Image
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import feedforward as ff

EXPLORERS = {
    "shapes": ff.explore_shapes,
    "sample": ff.explore_sample,
    "structure": ff.explore_structure,
    "budget": ff.explore_budget,
    "dropout": ff.explore_dropout,
    "backward": ff.explore_backward,
}


def values_of(control):
    """Values that a control can be set to."""
    if hasattr(control, "options"):
        return st.sampled_from([v[1] if isinstance(v, tuple) else v for v in control.options])
    if isinstance(control.value, int):
        return st.integers(control.min, control.max)
    count = round((control.max - control.min) / control.step)
    return st.integers(0, count).map(lambda k: control.min + k * control.step)


def drawn_by(panel, move):
    """The artists that a move has drawn."""
    drawn, draw = [], panel.figure.draw_artist
    panel.figure.draw_artist = lambda artist: (drawn.append(artist), draw(artist))
    try:
        move()
    finally:
        panel.figure.draw_artist = draw
    return drawn


def in_full(explorer):
    """The pictures of an explorer, all drawn anew."""
    for panel in explorer.panels:
        panel.figure.stale = True
    explorer.redraw()
    return [np.asarray(panel.picture()) for panel in explorer.panels]


@pytest.mark.parametrize("name", EXPLORERS)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_whatever_is_moved_the_picture_is_what_a_full_drawing_gives(name, data):
    explorer = EXPLORERS[name]()
    for _ in range(3):
        label = data.draw(st.sampled_from(sorted(explorer.controls)))
        for _ in range(2):
            explorer.controls[label].value = data.draw(values_of(explorer.controls[label]))
    moved = [np.asarray(panel.picture()) for panel in explorer.panels]
    for one, full in zip(moved, in_full(explorer), strict=True):
        np.testing.assert_array_equal(one, full)
    explorer.close()


@pytest.mark.parametrize("name", EXPLORERS)
def test_the_png_is_sound_and_holds_the_picture_pixel_by_pixel(name):
    explorer = EXPLORERS[name]()
    for panel in explorer.panels:
        PIL.Image.open(io.BytesIO(panel.png)).verify()  # the checksums
        shown = PIL.Image.open(io.BytesIO(panel.png))
        assert shown.mode == "RGB"
        np.testing.assert_array_equal(np.asarray(shown), np.asarray(panel.picture()))
    explorer.close()


def words_drawn(panel, artists, control, values):
    """The words among the artists that the last of some moves of a control has drawn."""
    for value in values[:-1]:
        control.value = value
    drawn = drawn_by(panel, lambda: control.set_trait("value", values[-1]))
    return [artist.get_text() for artist in drawn if artist in artists]


def test_a_word_that_stays_as_it_was_is_drawn_once():
    explorer = ff.explore_shapes()
    panel = explorer.panels[0]
    words = words_drawn(panel, panel.artists["words"], explorer.controls["N"], [5, 6, 7])
    assert words and all("7" in word for word in words)
    explorer.close()


def test_a_number_that_stays_as_it_was_is_drawn_once_though_it_lies_on_a_unit():
    explorer = ff.explore_sample()
    explorer.set({"step": "class", "x2": -0.5})
    panel = explorer.panels[0]
    numbers = words_drawn(panel, panel.artists["numbers"], explorer.controls["x1"], [1.1, 1.2, 1.3])
    assert "1.30" in numbers and "−0.50" not in numbers and "0.00" not in numbers
    explorer.close()
