"""Questions before a picture: the reader says what will happen, and reads what to watch for.

Nothing is locked and nothing is graded: a question only makes the next look a look for something.
Texts may hold `code` in backticks and formulas between dollar signs.
"""

import ipywidgets as widgets

from feedforward.checking.verdict import html_text

from . import page


class Question:
    """A question, the controls to answer it by, and the reply to the answer given last.

    `reply` is the text that is shown, empty until an answer is given. `folded` are (what can be
    said, reply) pairs, which a page without a kernel shows as things to unfold; `kind` says what
    these are: a "choice", or the "outcome", which a printed page leaves out.
    """

    kind = "choice"

    def __init__(self, question, controls, folded):
        self.question, self.folded = question, folded
        self.reply = ""
        self._shown = widgets.HTMLMath(layout=widgets.Layout(width="100%", margin="0"))
        asked = widgets.HTMLMath(
            f"<p style='margin:0'><strong>Predict.</strong> {html_text(question)}</p>",
            layout=widgets.Layout(width="100%"),
        )
        self.widget = widgets.VBox([asked, page.row(controls), self._shown])
        self.widget.add_class("feedforward-question")

    def say(self, reply):
        """Show a reply in place of the last one."""
        self.reply = reply
        self._shown.value = f"<p role='status' style='margin:0.3em 0'>{html_text(reply)}</p>"

    def close(self):
        """Free the question's widgets."""
        page.close(self.widget)

    def __repr__(self):
        return f"Predict. {self.question}"

    def _repr_mimebundle_(self, include=None, exclude=None):
        """The live question where a kernel runs, and one to unfold everywhere else."""
        replies = "".join(
            f"<details class='{self.kind}'><summary>{html_text(said)}</summary>"
            f"<p>{html_text(reply)}</p></details>"
            for said, reply in self.folded
        )
        return {
            "text/plain": repr(self),
            "text/html": f"<p><strong>Predict.</strong> {html_text(self.question)}</p>{replies}",
            "application/vnd.jupyter.widget-view+json": {
                "version_major": 2,
                "version_minor": 0,
                "model_id": self.widget.model_id,
            },
        }


class Choices(Question):
    """A question with a few answers to choose from; `buttons` has one for each, by its text."""

    def __init__(self, question, replies):
        if len(replies) < 2:
            raise ValueError(f"A choice needs two answers at least; {question!r} has {replies}.")
        self.buttons = {said: self._button(said, reply) for said, reply in replies.items()}
        super().__init__(question, list(self.buttons.values()), list(replies.items()))

    def _button(self, said, reply):
        button = widgets.Button(
            description=said, tooltip=said, layout=widgets.Layout(width="auto", height="auto")
        )
        button.on_click(lambda _: self._chosen(said, reply))
        return button

    def _chosen(self, said, reply):
        for text, button in self.buttons.items():
            button.icon = "check" if text == said else ""
        self.say(
            f"You say: {said}. {reply}" if said[-1] not in ".!?" else f"You say: {said} {reply}"
        )


class Guess(Question):
    """A question that is answered by a number, set on an axis."""

    kind = "outcome"

    def __init__(self, question, low, high, answer, too_low, close, too_high, within):
        if not low <= answer <= high:
            raise ValueError(f"The answer {answer} lies outside the axis from {low} to {high}.")
        self.answer, self.within = answer, within
        self._replies = too_low, close, too_high
        self.axis = widgets.FloatSlider(
            value=(low + high) / 2, min=low, max=high, step=(high - low) / 100,
            readout_format=".3g", tooltip="your guess", description="guess",
            layout=widgets.Layout(flex="1 1 260px", max_width="480px"),
        )  # fmt: skip
        self.button = widgets.Button(description="This is my guess")
        self.button.on_click(lambda _: self._guessed())
        super().__init__(question, [self.axis, self.button], [("What comes", self._came(close))])

    def _came(self, reply):
        return f"It is {self.answer:.3g}. {reply}"

    def _guessed(self):
        off = self.axis.value - self.answer
        too_low, close, too_high = self._replies
        reply = close if abs(off) <= self.within else too_low if off < 0 else too_high
        self.say(f"You say {self.axis.value:.3g}. {self._came(reply)}")


def ask(question, replies):
    """Ask before a picture: a button for each answer, and to each its own reply.

    replies: dict from what can be said to what to watch for then, two at least.
    Raises ValueError for fewer.
    """
    return Choices(question, replies)


def ask_number(question, low, high, answer, *, too_low, close, too_high, within):
    """Ask for a number on an axis from low to high; reply by where the guess lies.

    answer: what it is. within: how far from it a guess counts as close.
    too_low, close, too_high: the replies. Raises ValueError if the answer is off the axis.
    """
    return Guess(question, low, high, answer, too_low, close, too_high, within)
