"""Pictures whose panels are stacked on a narrow page."""

import base64
import io
import re

import numpy as np
import PIL.Image
import pytest

from feedforward.plots.picture import Picture, cut, picture
from feedforward.plots.style import SHARPNESS, new_figure


def drawn(columns):
    figure = new_figure(600, 300)
    for ax in np.ravel(figure.subplots(1, columns)):
        ax.plot([0, 1], [0, 1])
    return picture(figure, "Three lines.", panels=columns)


def width(png):
    return PIL.Image.open(io.BytesIO(png)).width


@pytest.mark.parametrize("columns", [2, 3])
def test_a_picture_is_cut_into_its_panels_and_nothing_is_lost(columns):
    whole = drawn(columns)
    pieces = cut(whole.png, columns)
    assert len(pieces) == columns and sum(map(width, pieces)) == width(whole.png)
    assert min(map(width, pieces)) > 0.5 * width(whole.png) / columns
    assert whole.html().count("<img") == columns and "Panel 2 of that picture." in whole.html()


@pytest.mark.parametrize("columns", [1, 2])
def test_each_image_fills_whole_css_pixels_so_that_no_browser_stretches_it(columns):
    sizes = set()
    for extra in range(3):
        figure = new_figure(401 + extra, 301 + extra)
        for ax in np.ravel(figure.subplots(1, columns)):
            ax.plot([0, 1], [0, 1])
        html = picture(figure, "A line.", panels=columns).html()
        for held in re.findall(r"base64,([^\"]+)", html):
            sizes |= set(PIL.Image.open(io.BytesIO(base64.b64decode(held))).size)
    assert sizes and all(size % SHARPNESS == 0 for size in sizes)


def test_a_picture_with_fewer_panels_than_it_is_said_to_have_stays_whole():
    whole = Picture(drawn(1).png, "One line.", panels=3)
    assert cut(whole.png, 3) == [whole.png] and whole.html().count("<img") == 1
