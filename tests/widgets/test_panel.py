"""Whatever is moved, the picture is that of a full drawing; and the PNG holds it."""

import io

import numpy as np
import PIL.Image
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import feedforward as ff

EXPLORERS = {
    "budget": ff.explore_budget,
    "softmax": ff.explore_softmax,
}


@pytest.fixture(scope="module", params=EXPLORERS)
def opened(request):
    explorer = EXPLORERS[request.param]()
    yield explorer
    explorer.close()


def panels_of(explorer):
    """The panels that matplotlib draws."""
    return [panel for panel in explorer.panels if isinstance(panel, ff.widgets.Panel)]


def values_of(control):
    """Values that a control can be set to."""
    if hasattr(control, "options"):
        return st.sampled_from([v[1] if isinstance(v, tuple) else v for v in control.options])
    if isinstance(control.value, int):
        return st.integers(control.min, control.max)
    count = round((control.max - control.min) / control.step)
    return st.integers(0, count).map(lambda k: control.min + k * control.step)


def in_full(explorer):
    """The pictures of an explorer, all drawn anew."""
    for panel in panels_of(explorer):
        panel.figure.stale = True
    explorer.redraw()
    return [np.asarray(panel.picture()) for panel in panels_of(explorer)]


@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_whatever_is_moved_the_picture_is_what_a_full_drawing_gives(opened, data):
    opened.press("reset")
    for _ in range(3):
        label = data.draw(st.sampled_from(sorted(opened.controls)))
        for _ in range(2):
            opened.controls[label].value = data.draw(values_of(opened.controls[label]))
    moved = [np.asarray(panel.picture()) for panel in panels_of(opened)]
    for one, full in zip(moved, in_full(opened), strict=True):
        np.testing.assert_array_equal(one, full)


def test_the_png_is_sound_and_holds_the_picture_pixel_by_pixel(opened):
    for panel in panels_of(opened):
        PIL.Image.open(io.BytesIO(panel.png)).verify()  # the checksums
        shown = PIL.Image.open(io.BytesIO(panel.png))
        assert shown.mode == "RGB"
        np.testing.assert_array_equal(np.asarray(shown), np.asarray(panel.picture()))
