"""The controls of an explorer: sliders, selection sliders, drop-down lists and steppers.

Each is an ipywidget with a `value`; its description is its name in the explorer.
"""

import ipywidgets as widgets

from .play import Stepper

LOOK = {"layout": {"width": "auto"}}


def slider(label, value, low, high, step):
    """Return a slider that redraws while it is dragged."""
    whole = all(isinstance(number, int) for number in (value, low, high, step))
    kind, places = (widgets.IntSlider, "d") if whole else (widgets.FloatSlider, ".2f")
    return kind(
        value=value, min=low, max=high, step=step, description=label, readout_format=places,
        continuous_update=True, tooltip=label, **LOOK,
    )  # fmt: skip


def steps(label, value, options):
    """Return a slider over the given options, for quantities that grow by factors.

    options: values, or pairs (words, value).
    """
    return widgets.SelectionSlider(
        options=options, value=value, description=label, continuous_update=True, tooltip=label,
        **LOOK,
    )  # fmt: skip


def choice(label, value, options):
    """Return a drop-down list."""
    return widgets.Dropdown(options=options, value=value, description=label, tooltip=label, **LOOK)


def stepper(label, value, low, high):
    """Return an integer slider with buttons to go back, to play, and to go one step on.

    In an explorer's `controls` it is the slider: it has `value`, `min` and `max`. Its `buttons` are
    "back", "play" and "step"; `play` runs to `max`, and a second press pauses it.
    """
    return Stepper(value=value, min=low, max=high, description=label, tooltip=label, **LOOK)
