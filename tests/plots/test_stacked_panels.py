"""Pictures whose panels are stacked on a narrow page."""

import io

import numpy as np
import PIL.Image
import pytest

from feedforward.plots.picture import Picture, cut, picture
from feedforward.plots.style import new_figure


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


def test_a_picture_with_fewer_panels_than_it_is_said_to_have_stays_whole():
    whole = Picture(drawn(1).png, "One line.", panels=3)
    assert cut(whole.png, 3) == [whole.png] and whole.html().count("<img") == 1
