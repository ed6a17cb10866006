"""The hints of an exercise behind a button: one more at each press, and those before it stay."""

from time import monotonic

import ipywidgets as widgets

from feedforward import exercises
from feedforward.checking import hints
from feedforward.checking.verdict import html_text

from . import page

DOUBLE_CLICK = 0.6  # seconds within which a second click asks for nothing more

_panels = {}
_style = []


class HintPanel:
    """A button that shows the next hint, below those already shown; `widget` is the panel."""

    def __init__(self, name):
        self.name, self.texts = name, exercises.find(name).hints
        self.button = widgets.Button(icon="lightbulb-o", layout=widgets.Layout(width="auto"))
        self.button.on_click(lambda _: self._clicked())
        self._clicked_at = float("-inf")
        self._shown = widgets.HTMLMath(layout=widgets.Layout(width="100%", margin="0"))
        self.widget = widgets.VBox([self._shown, page.row([self.button]), _shared_style()])
        self.widget.add_class("feedforward-question")
        self.widget.add_class("feedforward-hints")
        self.refresh()

    def _clicked(self):
        before, self._clicked_at = self._clicked_at, monotonic()
        if self._clicked_at - before >= DOUBLE_CLICK:
            hints.give(self.name)
            self.refresh()

    def refresh(self):
        """Show the hints given so far, and offer the next one."""
        given, count = hints.given(self.name), len(self.texts)
        shown = "".join(
            f"<p><strong>Hint {number} of {count}.</strong> {html_text(hint)}</p>"
            for number, hint in enumerate(self.texts[:given], 1)
        )
        self._shown.value = f"<div role='status'>{shown}</div>"
        self.button.layout.display = None if given < count else "none"
        self.button.description = f"Show hint {min(given + 1, count)} of {count}"


def panel(name):
    """Return the HintPanel of an exercise, up to date: the same one wherever it is shown."""
    if name not in _panels:
        _panels[name] = HintPanel(name)
    _panels[name].refresh()
    return _panels[name]


def _shared_style():
    """Return one style for all panels: a page needs it once, and it is large."""
    if not _style:
        _style.append(page.style())
    return _style[0]


def under(html, name):
    """Return a widget: HTML, if there is any, and below it the hints of an exercise."""
    shown = [widgets.HTML(html, layout=widgets.Layout(width="100%", margin="0"))] if html else []
    return widgets.VBox([*shown, panel(name).widget])
