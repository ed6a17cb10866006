"""Contrast of a colour with its background (WCAG 2.2), also on a dark page."""

import numpy as np
from matplotlib.colors import to_rgb

from .style import DARK_FILTER

# hue-rotate(180deg), from the W3C's Filter Effects Module, section 9.4
HUE_ROTATE = np.array([[-0.574, 1.43, 0.144], [0.426, 0.43, 0.144], [0.426, 1.43, -0.856]])


def on_a_dark_page(colours):
    """Return what `DARK_FILTER` makes of colours: a name, or RGB in [0, 1] of shape (..., 3)."""
    assert DARK_FILTER == "invert(1) hue-rotate(180deg)", "HUE_ROTATE belongs to this filter"
    rgb = np.array(to_rgb(colours)) if isinstance(colours, str) else np.asarray(colours)
    return np.clip((1 - rgb) @ HUE_ROTATE.T, 0, 1)


def luminance(rgb):
    """Return the relative luminance of RGB in [0, 1] (WCAG 2.2). (..., 3) -> (...)"""
    rgb = np.asarray(rgb, float)
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(one, other):
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2); each a name or RGB."""
    pair = [luminance(to_rgb(c) if isinstance(c, str) else c) for c in (one, other)]
    dark, light = sorted(pair)
    return (light + 0.05) / (dark + 0.05)
