"""The palette: readable on white, on a dark page, and in grey."""

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_rgb

from feedforward.plots.contrast import contrast, luminance, on_a_dark_page
from feedforward.plots.style import (
    CLASS_0,
    CLASS_1,
    DPI,
    INK,
    MUTED,
    PAPER,
    ROLES,
    SERIES,
    axes_at,
    look,
    new_figure,
)

DARK_PAGES = {"JupyterLab": "#111111", "the website": "#121212", "filtered paper": "#000000"}


INKS = sorted({role.ink for role in (*ROLES, *SERIES)} | {INK, MUTED})


@pytest.mark.parametrize("ink", INKS)
def test_every_ink_can_be_read_on_white(ink):
    assert contrast(np.array(to_rgb(ink)), np.array(to_rgb(PAPER))) >= 4.5


@pytest.mark.parametrize("page", DARK_PAGES)
@pytest.mark.parametrize("ink", INKS)
def test_every_ink_can_be_read_on_a_dark_page(ink, page):
    assert contrast(on_a_dark_page(ink), np.array(to_rgb(DARK_PAGES[page]))) >= 4.5


@pytest.mark.parametrize("role", [*ROLES, *SERIES], ids=lambda role: role.name)
def test_every_ink_can_be_read_on_its_own_tint(role):
    assert contrast(np.array(to_rgb(role.ink)), np.array(to_rgb(role.tint))) >= 4.5


def test_black_on_white_has_the_largest_contrast():
    assert contrast("black", "white") == pytest.approx(21)


def test_a_dark_page_exchanges_black_and_white_and_keeps_the_hue():
    assert on_a_dark_page("white") == pytest.approx([0, 0, 0], abs=1e-3)
    assert on_a_dark_page("black") == pytest.approx([1, 1, 1], abs=1e-3)
    red, green, blue = on_a_dark_page(CLASS_0.ink)
    assert blue > green > red


def test_the_two_classes_differ_in_grey_and_by_marker():
    grey = [luminance(np.array(to_rgb(role.fill))) for role in (CLASS_0, CLASS_1)]
    assert contrast(*[np.full(3, value) for value in np.sqrt(grey)]) >= 1.5
    assert CLASS_0.marker != CLASS_1.marker and CLASS_0.linestyle != CLASS_1.linestyle


def test_the_books_look_leaves_a_learners_settings_alone():
    before = dict(matplotlib.rcParams)
    with look():
        assert matplotlib.rcParams["font.family"] == ["Source Sans 3"]
    assert dict(matplotlib.rcParams) == before


def test_axes_have_their_margins_in_a_figure_and_in_a_part_of_one():
    figure = new_figure(800, 400)
    parts = figure.subfigures(1, 2)
    for part, width in [(new_figure(400, 400), 400), (parts[1], 400)]:
        ax = axes_at(part, left=40, below=80, right=60, above=20)
        figure_of = ax.get_figure(root=True)
        scale = DPI / figure_of.dpi
        inside = ax.get_window_extent().bounds
        assert inside[2] * scale == pytest.approx(width - 100)
        assert inside[3] * scale == pytest.approx(300) and inside[1] * scale == pytest.approx(80)
        assert (inside[0] - part.bbox.x0) * scale == pytest.approx(40)
