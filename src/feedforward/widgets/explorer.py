"""A picture to play with: controls around a computation and its drawings.

An explorer has three layers. `compute(values)` turns the controls' values into arrays; each panel's
`draw(axes, arrays, artists)` shows them; `describe(arrays)` says them in a sentence. The first two
need no widget. The explorer itself only carries values in and pictures out.
"""

import base64
import html
from dataclasses import dataclass, field, replace

import ipywidgets as widgets

from feedforward.plots.picture import css_size

from . import page
from .controls import choice, slider, stepper, steps
from .play import Stepper

__all__ = ["Explorer", "Story", "choice", "slider", "stepper", "steps"]


@dataclass(frozen=True)
class Story:
    """The form of an explorer on the website, where no Python runs: one control and its frames.

    control: the label of the control that a reader moves.
    values: its values in order, 11 to 15 of them; None for all options of a choice.
    setting: values for other controls, so that the first frame already shows something telling.
    """

    control: str
    values: tuple | None = None
    setting: dict = field(default_factory=dict)


class Explorer:
    """Controls, the panels that they move, and the same in numbers.

    controls: list of ipywidgets with a `value`, each known by its description, in the order in
        which the keyboard reaches them.
    compute: `compute(values)` with values a dict by label -> arrays (any one object).
    panels: list of Panel or Diagram: each has a `name`, a `widget` that shows it,
        `show(arrays, alt)`, and, once shown, its `alt` and its still form `png`.
    describe: `describe(arrays)` -> the line of text, plain.
    table: `table(arrays)` -> (header, rows) of words, or None where there is no table.
    presets: dict of a button's label -> values for some controls, or a function that gives them.
    groups: dict of a heading -> labels of the controls below it; None spreads all of them out.
    story: Story, what the website shows.
    extra_arguments: `extra_arguments()` -> further arguments of the function that made the
        explorer, if the values of the controls alone do not determine what is shown.

    `text`, `rows`, `arrays` and `values` hold what is shown. An exception in compute, draw or
    describe is shown in place of the text and raised.
    """

    def __init__(
        self, controls, compute, panels, describe, *, table=None, presets=None, groups=None,
        story=None, extra_arguments=dict,
    ):  # fmt: skip
        self.controls = {control.description: control for control in controls}
        self.panels = panels
        self.story = story and self._checked(story)
        self.compute, self._describe, self._table = compute, describe, table
        self._presets = (presets or {}) | {"reset": self.values}
        self.extra_arguments, self.position = extra_arguments, None
        self.after_draw = []  # functions to call after each picture
        self._held = False
        self.draws = 0  # how often a picture was drawn
        self.arrays, self.text, self.header, self.rows = None, "", (), []
        self.message = widgets.HTML(layout=widgets.Layout(width="100%"))
        self.buttons = self._make_buttons()
        for control in self.controls.values():
            control.observe(self._changed, "value")
        self.redraw()
        self.widget = page.arrange(self, groups or {"": list(self.controls)})

    @property
    def values(self):
        """Return the values of the controls, by label."""
        return {label: control.value for label, control in self.controls.items()}

    def set(self, values):
        """Set several controls, by label, and draw once."""
        self._know(values)
        self._held = True
        try:
            for label, value in values.items():
                self.controls[label].value = value
        finally:  # even if a control refuses its value, draw the others
            self._held = False
            self.redraw()

    def start_at(self, values):
        """Set controls, by label, and let *reset* restore this state from now on."""
        self._know(values)
        self._presets["reset"] = self.values | values
        self.set(values)

    def press(self, label):
        """Do what a button does (its own `click()` logs an exception; this raises it).

        A playing run is paused, because it would go on from the state that the button sets.
        """
        for control in self.controls.values():
            if isinstance(control, Stepper):
                control.pause()
        values = self._presets[label]
        self.set(values() if callable(values) else values)

    def redraw(self):
        """Draw the picture for the values of the controls."""
        try:
            arrays = self.compute(self.values)
            text = self._describe(arrays)
            header, rows = self._table(arrays) if self._table else ((), [])
            for panel in self.panels:
                panel.show(arrays, f"{panel.name}. {text}")
        except Exception as error:
            # An exception in a callback does not reach the page, so show it there as well.
            self.text = f"This picture could not be drawn: {type(error).__name__}: {error}"
            self.message.value = f'<p role="alert"><b>{html.escape(self.text)}</b></p>'
            raise
        self.arrays, self.text, self.header, self.rows = arrays, text, header, rows
        self.draws += 1
        self.message.value = page.text_and_table(text, header, rows)
        for follow in self.after_draw:
            follow()

    def close(self):
        """Free the explorer's widgets; its last picture stays in `panels`."""
        page.close(self.widget)

    def _know(self, labels):
        unknown = set(labels) - set(self.controls)
        if unknown:
            raise KeyError(
                f"no control is called {sorted(unknown)}; there are {list(self.controls)}."
            )

    def _checked(self, story):
        """The story with all its values."""
        self._know({story.control, *story.setting})
        if story.values is not None:
            return story
        options = self.controls[story.control].options
        values = tuple(v[1] if isinstance(v, tuple) else v for v in options)
        return replace(story, values=values)

    def _make_buttons(self):
        buttons = {label: widgets.Button(description=label) for label in self._presets}
        buttons["reset"].icon = "undo"
        for button in buttons.values():
            button.on_click(lambda button: self.press(button.description))
        return buttons

    def _changed(self, _):
        if not self._held:
            self.redraw()

    def __repr__(self):
        return self.text

    def _repr_mimebundle_(self, include=None, exclude=None):
        """The live widget where a kernel runs, and a picture with its words everywhere else."""
        png = page.static_png(self)
        width, height = css_size(png)
        data = {
            "text/plain": self.text,
            "text/html": page.static_html(self),
            "image/png": base64.b64encode(png).decode(),
            **page.live_view(self.widget),
        }
        return data, {"image/png": {"width": width, "height": height, "alt": self.text}}
