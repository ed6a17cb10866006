"""Recall questions before a section: earlier mistakes come back, with new numbers."""

import ipywidgets as widgets
import numpy as np

from feedforward import exercises
from feedforward.checking import sections
from feedforward.checking.verdict import PASSED, WRONG
from feedforward.checking.verdict_html import framed
from feedforward.questions import RECALL
from feedforward.review import schedule
from feedforward.review.draw_question import draw_question

from . import page
from .ask import RIGHT, ChoicePage, reply_to, sentence

COUNT = 3  # questions at a time
SKIPPED = (
    "The questions that you have not answered are skipped. Run this cell again if you change your "
    "mind."
)
NOTHING = (
    "There is nothing to recall yet. Exercises that you get wrong come back in later sections."
)


class RecallQuestion(ChoicePage):
    """A question whose reply looks like a verdict; only the first answer is recorded.

    `exercise` is the name of the exercise that it comes from, "" for a question of the section.
    `on_answer()` is called after each answer.
    """

    has_style = False

    def __init__(self, question, section, number, exercise=""):
        self.section, self.exercise, self.is_answered = section, exercise, False
        origin = ""
        if exercise:
            earlier = sections.find(exercises.find(exercise).section)
            origin = f" From {earlier.number}, `{exercise}`."
        super().__init__(question, lead=f"{number}.{origin}")
        self.on_answer = lambda: None

    def _chosen(self, option):
        super()._chosen(option)
        if self.exercise and not self.is_answered:
            try:
                schedule.note_answer(self.exercise, self.section, option.right)
            except OSError as error:
                note = f"This could not be noted in your progress: {error}"
                self.say(*reply_to(self.question, option), note)
        self.is_answered = True
        self.on_answer()

    def _reply_html(self, verdict, *paragraphs):
        told = "".join(f"<p>{self.html(paragraph)}</p>" for paragraph in paragraphs)
        status = PASSED if verdict.startswith(RIGHT) else WRONG
        return framed(status, self.html(verdict), told)

    @property
    def folded_html(self):
        """The question as HTML to unfold, with its answer inside."""
        answers = "".join(
            f"<p>The answer: {self.html(sentence(option.text))} {self.html(option.reply)}</p>"
            for option in self.question.right
        )
        asked = f"{self.html(self.lead)} {self.html(self.question.text)}"
        return f"<details><summary>{asked}</summary>{answers}</details>"

    @property
    def plain_text(self):
        """The question with its options, one on a line, without the answer."""
        options = "".join(f"\n   - {option.text}" for option in self.question.options)
        return f"{self}{options}".replace("`", "")


class RecallPage:
    """The recall questions of a section for one learner, with a button to skip them."""

    def __init__(self, asked):
        self.asked = asked
        self.skip = widgets.Button(description="Skip", tooltip="Skip the questions")
        self.skip.on_click(lambda _: self._skipped())
        for question in asked:
            question.on_answer = self._answered
        self._said = widgets.HTML(layout=widgets.Layout(width="100%", margin="0"))
        parts = [*(question.widget for question in asked), page.row([self.skip])]
        self.widget = widgets.VBox([*parts, self._said, page.style()])
        self.widget.add_class("feedforward-question")
        self.widget.add_class("feedforward-recall")

    def _answered(self):
        if all(question.is_answered for question in self.asked):
            self.skip.layout.display = "none"

    def _skipped(self):
        for question in self.asked:
            if not question.is_answered:
                question.widget.layout.display = "none"
        self.skip.layout.display = "none"
        self._said.value = f"<p role='status'>{SKIPPED}</p>"

    def close(self):
        """Free the widgets of the page."""
        page.close(self.widget)

    def __repr__(self):
        return "\n".join(question.plain_text for question in self.asked) or NOTHING

    def _repr_mimebundle_(self, include=None, exclude=None):
        """The live questions where a kernel runs, and questions to unfold everywhere else."""
        if not self.asked:
            return {"text/plain": NOTHING, "text/html": f"<p>{NOTHING}</p>"}
        return {
            "text/plain": repr(self),
            "text/html": "".join(question.folded_html for question in self.asked),
            **page.live_view(self.widget),
        }


def recall(section=None):
    """Ask up to three short questions before a section, as in ``ff.recall("6.4")``.

    First come exercises that you got wrong in earlier sections, with new numbers; then questions on
    what the section needs. No points depend on them. A right answer doubles the number of sections
    until the exercise comes back; after a wrong answer, the next section asks again.

    section: its number, by default that of the notebook's own section. Raises ValueError for a
    section that the book does not have.
    """
    at = _section(section)
    names = schedule.due(at)[:COUNT]
    rng = np.random.default_rng()
    drawn = [(draw_question(name, schedule.mistakes(name), rng), name) for name in names]
    own = [(question, "") for question in RECALL[at.key]]
    return RecallPage(
        [
            RecallQuestion(question, at, number, name)
            for number, (question, name) in enumerate((drawn + own)[:COUNT], 1)
        ]
    )


def _section(number):
    if number is None:
        return sections.at_work() or sections.SECTIONS[0]
    known = {section.number: section for section in sections.SECTIONS}
    if str(number) not in known:
        raise ValueError(f"No section is called {number!r}. There are: {', '.join(known)}.")
    return known[str(number)]
