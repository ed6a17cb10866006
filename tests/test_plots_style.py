"""The palette: readable on white, on a dark page, and in grey."""

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_rgb

from feedforward.plots.style import CLASS_0, CLASS_1, INK, MUTED, PAPER, ROLES, SERIES, look

# hue-rotate(180deg), from the W3C's Filter Effects Module, section 9.4
HUE_ROTATE = np.array([[-0.574, 1.43, 0.144], [0.426, 0.43, 0.144], [0.426, 1.43, -0.856]])
DARK_PAGES = {"JupyterLab": "#111111", "the website": "#121212", "filtered paper": "#000000"}


def on_a_dark_page(colour):
    """What DARK_FILTER makes of a colour, as RGB in [0, 1]."""
    return np.clip(HUE_ROTATE @ (1 - np.array(to_rgb(colour))), 0, 1)


def luminance(rgb):
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(one, other):
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


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


def test_the_two_classes_differ_in_grey_and_by_marker():
    grey = [luminance(np.array(to_rgb(role.fill))) for role in (CLASS_0, CLASS_1)]
    assert contrast(*[np.full(3, value) for value in np.sqrt(grey)]) >= 1.5
    assert CLASS_0.marker != CLASS_1.marker and CLASS_0.linestyle != CLASS_1.linestyle


def test_the_books_look_leaves_a_learners_settings_alone():
    before = dict(matplotlib.rcParams)
    with look():
        assert matplotlib.rcParams["font.family"] == ["Source Sans 3"]
    assert dict(matplotlib.rcParams) == before
