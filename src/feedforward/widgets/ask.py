"""Questions to the reader: one says what will happen, then looks whether it does.

Nothing is locked and nothing is graded: a question only makes the next look a look for something.
The questions themselves are data, in feedforward/questions, so that a cell shows no reply.
"""

import ipywidgets as widgets
import numpy as np

from feedforward import questions
from feedforward.checking.verdict import html_text
from feedforward.formatting import significant, with_true_minus

from . import page

RIGHT, WRONG = "✔", "✘"


class AskPage:
    """A question, the controls to answer it by, and the reply to the answer given last.

    `reply` is the text that is shown, empty until an answer is given. `folded` are pairs of what
    can be said and the paragraphs of the reply, which a page without a kernel shows as things to
    unfold; `kind` says what these are: a "choice", or the "outcome", which a printed page leaves
    out. `lead` is the text before the question. If `has_style` is False, the widget around it
    provides the style. `words` prepares a text for reading.
    """

    kind = "choice"
    has_style = True
    words = staticmethod(with_true_minus)

    def __init__(self, question, controls, folded, lead="Predict."):
        self.question, self.folded, self.lead = question, folded, lead
        self.reply = ""
        self._shown = widgets.HTMLMath(layout=widgets.Layout(width="100%", margin="0"))
        asked = widgets.HTMLMath(self._asked(), layout=widgets.Layout(width="100%"))
        style = [page.style()] if self.has_style else []
        self.widget = widgets.VBox([asked, page.row(controls), self._shown, *style])
        self.widget.add_class("feedforward-question")

    def html(self, text):
        """Return a text of the question as HTML."""
        return html_text(self.words(text))

    def _asked(self):
        return f"<p><strong>{self.html(self.lead)}</strong> {self.html(self.question.text)}</p>"

    def say(self, verdict, *paragraphs):
        """Show a reply in place of the last one: the verdict in bold, then paragraphs."""
        self.reply = " ".join([verdict, *paragraphs])
        self._shown.value = f"<div role='status'>{self._reply_html(verdict, *paragraphs)}</div>"

    def _reply_html(self, verdict, first, *others):
        paragraphs = [f"<strong>{self.html(verdict)}</strong> {self.html(first)}"]
        paragraphs += [self.html(paragraph) for paragraph in others]
        return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)

    def close(self):
        """Free the question's widgets."""
        page.close(self.widget)

    def __repr__(self):
        return f"{self.lead} {self.question.text}"

    def _repr_mimebundle_(self, include=None, exclude=None):
        """The live question where a kernel runs, and one to unfold everywhere else."""
        replies = "".join(
            f"<details class='{self.kind}'><summary>{self.html(said)}</summary>"
            f"{self._reply_html(*reply)}</details>"
            for said, reply in self.folded
        )
        return {
            "text/plain": repr(self),
            "text/html": f"{self._asked()}{replies}",
            **page.live_view(self.widget),
        }


class ChoicePage(AskPage):
    """A question with a button for each option; `buttons` has them by the option's text."""

    def __init__(self, question, **keywords):
        self.buttons = {option.text: self._button(option) for option in question.options}
        folded = [(option.text, reply_to(question, option)) for option in question.options]
        super().__init__(question, list(self.buttons.values()), folded, **keywords)

    def _button(self, option):
        button = widgets.Button(
            description=self.words(option.text), layout=widgets.Layout(width="auto")
        )
        button.on_click(lambda _: self._chosen(option))
        return button

    def _chosen(self, option):
        """Reply, and mark this button alone: the reader may choose again."""
        for text, button in self.buttons.items():
            button.description, button.icon, button._dom_classes = self.words(text), "", ()
        button = self.buttons[option.text]
        ending = "right" if option.right else "not this one"
        button.description = f"{self.words(option.text)} · {ending}"
        button.icon = "check" if option.right else "times"
        button.add_class("feedforward-right" if option.right else "feedforward-wrong")
        self.say(*reply_to(self.question, option))


def reply_to(question, option):
    """Return the reply to a choice in paragraphs: verdict, reply, the right option and why."""
    several = [question.several] if question.several else []
    if option.right:
        return [f"{RIGHT} Right: {sentence(option.text)}", option.reply, *several]
    holds = [f"The answer is: {sentence(right.text)} {right.reply}" for right in question.right]
    return [f"{WRONG} Not this one.", option.reply, *holds, *several]


def sentence(text):
    """Return an option's text with a full stop, unless it ends a sentence already."""
    return text if text[-1] in ".!?" else f"{text}."


class NumberPage(AskPage):
    """A question that is answered by a number, set on an axis."""

    kind = "outcome"

    def __init__(self, question):
        self.answer = question.value
        self.axis = _log_axis(question) if question.log else _axis(question)
        self.button = widgets.Button(description="This is my guess")
        self.button.on_click(lambda _: self._guessed())
        super().__init__(
            question,
            [self.axis, self.button],
            [("The answer", (f"It is {significant(self.answer)}.", question.reply))],
        )

    def _guessed(self):
        """Reply, and hold the axis and the button at the guess that the verdict is about."""
        self.axis.disabled = self.button.disabled = True
        question = self.question
        side, guess = question.compare(self.axis.value), significant(self.axis.value)
        if side == 0:
            verdict = [f"{RIGHT} Your guess of {guess} is right, or near enough."]
        elif side < 0:
            verdict = [f"{WRONG} Your guess of {guess} is too low.", question.too_low]
        else:
            verdict = [f"{WRONG} Your guess of {guess} is too high.", question.too_high]
        self.say(*filter(None, verdict), f"It is {significant(self.answer)}. {question.reply}")


def _axis(question):
    low, high = question.low, question.high
    return widgets.FloatSlider(
        value=(low + high) / 2, min=low, max=high, step=(high - low) / 100, **_axis_looks()
    )


def _log_axis(question):
    return widgets.FloatLogSlider(
        value=np.sqrt(question.low * question.high),
        min=np.log10(question.low),
        max=np.log10(question.high),
        step=np.log10(question.high / question.low) / 100,
        **_axis_looks(),
    )


def _axis_looks():
    return {
        "description": "guess",
        "readout_format": ".3g",
        "tooltip": "your guess",
        "layout": widgets.Layout(flex="1 1 260px", max_width="480px"),
    }


def ask(name):
    """Ask the reader the question of that name, with a button for each of its options.

    Raises ValueError where feedforward/questions has no such question.
    """
    return ChoicePage(questions.find(name, questions.Question))


def ask_number(name):
    """Ask the reader the question of that name, with an axis to set a guess on.

    Raises ValueError where feedforward/questions has no such question.
    """
    return NumberPage(questions.find(name, questions.NumberQuestion))
