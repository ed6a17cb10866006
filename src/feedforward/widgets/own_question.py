"""A question about a learner's own code below a verdict, folded until a button is pressed."""

import ipywidgets as widgets

from feedforward.own_code.show import LEAD

from . import page
from .ask import ChoicePage

ICONS = {False: "caret-right", True: "caret-down"}


class OwnQuestionPage(ChoicePage):
    """The question with a button for each option, whose text may be code.

    The widget around it provides the style.
    """

    has_style = False
    words = str


class OwnQuestion:
    """A button that unfolds the question, and folds it again; `widget` holds both.

    `asked` is the OwnQuestionPage, None until the button is pressed for the first time.
    """

    def __init__(self, question):
        self.question, self.asked, self.is_open = question, None, False
        self.button = widgets.Button(
            description=LEAD, icon=ICONS[False], layout=widgets.Layout(width="auto")
        )
        self.button.on_click(lambda _: self._toggle())
        self._folded = widgets.VBox(layout=widgets.Layout(display="none"))
        self.widget = widgets.VBox([page.row([self.button]), self._folded, page.style()])
        for name in ("feedforward-question", "feedforward-hints", "feedforward-own-code"):
            self.widget.add_class(name)

    def _toggle(self):
        if self.asked is None:
            self.asked = OwnQuestionPage(self.question, lead="About your code.")
            self._folded.children = [self.asked.widget]
        self.is_open = not self.is_open
        self._folded.layout.display = None if self.is_open else "none"
        self.button.icon = ICONS[self.is_open]
