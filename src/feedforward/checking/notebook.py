"""The learner's door: check, hint and progress, as they are called in a notebook."""

import inspect
import os
from dataclasses import replace
from html import escape

import executing

from feedforward import audience, exercises, own_code
from feedforward.own_code import show

from . import cells, hints, progress_page, sections, start_page
from . import progress as memory
from .borrowed_names import borrowed, read_from_elsewhere
from .examination import examine
from .next_step import next_html
from .verdict import NOT_ATTEMPTED, RAISED, Verdict, html_text
from .verdict_html import Around, verdict_html

SAME_CODE = (
    "This is the same code as at your last check. If you have edited it since, run its cell, then "
    "check again."
)

PASSED_BEFORE = (
    "Your answer passed earlier, but the function that was checked now is blank. Was the notebook "
    "closed before it was saved? This is the cell that passed:"
)


class NotYet(Exception):
    """Raised while nbgrader validates, since validate calls a partial score a success."""

    def _render_traceback_(self):
        return str(self).split("\n")


class Shown:
    """Something with a text and an HTML form that shows itself once in a cell.

    make_widget: makes a live form of it, for notebooks whose page can show one.
    """

    def __init__(self, text, html, make_widget=None):
        self.text, self.html, self.make_widget = text, html, make_widget
        self.shown_in = None

    def show(self):
        """Show it at once: live or as HTML in a notebook, else as text."""
        shell = cells.shell()
        if shell is None:
            print(self.text)
            return self
        from IPython.display import display

        display({"text/plain": self.text, "text/html": self.html, **self._live()}, raw=True)
        self.shown_in = shell.execution_count
        return self

    def _live(self):
        if self.make_widget is None or not _in_notebook():
            return {}
        try:
            from feedforward.widgets.page import live_view

            return live_view(self.make_widget())
        except ImportError:  # without ipywidgets, the HTML form is all there is
            return {}

    def __repr__(self):
        return self.text

    def _ipython_display_(self):
        # As the last line of the cell that showed it, it is not shown again.
        if self.shown_in != cells.shell().execution_count:
            self.show()


class ShownVerdict(Shown):
    """A verdict that has been shown, with all attributes of the Verdict.

    question: about the code of an answer that passed, or None; it is shown below the verdict.
    """

    def __init__(self, verdict, around=None, question=None):
        note = f"\n{around.note}\n{around.code}".rstrip() if around else ""
        html = verdict_html(verdict, around)
        with_hints = None if verdict.passed else lambda: _under(html, verdict.name)
        super().__init__(f"{verdict}{note}", html, with_hints)
        self.verdict, self.question = verdict, question

    def show(self):
        """Show the verdict, and the question in a separate output: links work only in HTML."""
        super().show()
        if self.question:
            text = f"{show.plain_text(self.question)}\nIts answer: ff.check({self.name}).answer"
            html = show.folded_html(self.question)
            Shown(text, html, lambda: _own_question(self.question)).show()
        return self

    @property
    def answer(self):
        """The answer to the question about the code; "" where there is no question."""
        return show.answer_text(self.question) if self.question else ""

    def __getattr__(self, name):
        return getattr(self.verdict, name)


class Points:
    """The value of a check cell: nbgrader reads the bare points, a reader sees the verdict."""

    def __init__(self, verdict):
        self.verdict = verdict

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.verdict, name)

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": f"{self.verdict.points:g}", "text/html": self.verdict._repr_html_()}


def check(function):
    """Judge your answer to an exercise, and say what is wrong with it.

    function: the function that you wrote, as in ``ff.check(relu)``. Shows the verdict, returns it.
    """
    name = _exercise_name(function)
    if name is None:
        return _not_an_exercise("check", function)
    mode = os.environ.get("NBGRADER_EXECUTION")
    if mode == "autograde":
        return Points(examine(name, function))
    failed = cells.failed_run(name)
    if failed:
        return _not_judged(failed, mode)
    verdict = examine(name, function)
    if mode == "validate":
        if not verdict.passed:
            raise NotYet(str(verdict))
        return None
    asks = verdict.passed and audience.at_a_notebook
    question = _question_about(name, function) if asks else None
    around = _remembered(verdict)
    about_names = borrowed if verdict.passed else read_from_elsewhere
    around = replace(around, note=f"{around.note}\n{about_names(name, function)}".strip())
    return ShownVerdict(verdict, around, question).show()


def _not_judged(failed, mode):
    """Say that the learner's latest version never came into being, instead of judging an old one.

    It counts neither as an attempt nor against the best score.
    """
    line = f"`{failed.source}`\n" if failed.source else ""
    message = (
        f"The last run of the cell that defines {failed.name} stopped with an error, so "
        f"{failed.name} is still an older version and was not judged.\n"
        f"{failed.where}\n{line}"
        "Correct that cell and run it, then check again."
    )
    points = exercises.find(failed.name).points
    verdict = Verdict(failed.name, RAISED, 0.0, points, message, cells.CELL_FAILED)
    if mode == "validate":
        raise NotYet(str(verdict))
    return ShownVerdict(verdict).show()


def hint(function):
    """Show the next hint for an exercise, as in ``ff.hint(relu)``.

    Where the page can show buttons, the hints seen so far stay, and a button shows the next one.
    """
    name = _exercise_name(function)
    if name is None:
        return _not_an_exercise("hint", function)
    texts = exercises.find(name).hints
    given = hints.give(name)
    last = " It is the last one." if given == len(texts) else ""
    head = f"Hint {given} of {len(texts)} for {name}."
    return Shown(
        f"{head}{last}\n{texts[given - 1]}",
        f"<p><strong>{escape(head)}</strong>{last}<br>{html_text(texts[given - 1])}</p>",
        lambda: _under("", name),
    ).show()


def progress():
    """Show how far you have come: every section, its exercises, points and your attempts.

    Where notebooks of the book lie beside the one you are in, it is their sections that count.
    """
    here = sections.present()
    current = sections.at_work()
    ending = _ending_html() if progress_page.is_complete(here) and _in_notebook() else ""
    return Shown(
        progress_page.progress_text(here, current),
        progress_page.progress_html(here, current, ending),
    ).show()


def _ending_html():
    from feedforward.widgets.ending import ending_html

    names = ("affine_backward", "backward", "sgd_step", "train")
    return ending_html({n: cells.shell().user_ns.get(n) for n in names}, memory.HOME)


def _remembered(verdict):
    """Note a verdict in the learner's progress, and return what that adds to what is shown."""
    if not _in_notebook():
        return Around()
    before = memory.recall(verdict.name)["attempts"]
    try:
        attempt = memory.remember(verdict, source=cells.source_of(verdict.name))
        start_page.renew(memory.HOME)
    except OSError as error:
        return Around(note=f"This could not be noted in your progress: {error}")
    if verdict.passed:
        return Around(attempt, after=next_html(verdict.name))
    if verdict.status == NOT_ATTEMPTED:
        passed = memory.recall(verdict.name)["passed"]
        return Around(note=PASSED_BEFORE, code=passed) if passed else Around(attempt)
    return Around(attempt, note=SAME_CODE if attempt == before else "")


def _under(html, name):
    """Return a widget: HTML with the exercise's hints below it."""
    from feedforward.widgets import hints  # here: a terminal and the grader need no widgets

    return hints.under(html, name)


def _question_about(name, function):
    """Return a question about the code of a right answer, or None."""
    try:
        return own_code.question_about(name, function)
    except Exception:  # an extra: no fault in it may cost a learner the verdict
        return None


def _own_question(question):
    """Return a widget: the question, folded."""
    from feedforward.widgets.own_question import OwnQuestion

    return OwnQuestion(question).widget


def _exercise_name(function):
    """The name of the exercise that a call of check or hint is about, or None.

    It is the name that stands in the call, since a lambda or a partial has none of its own.
    """
    frame = inspect.currentframe().f_back.f_back
    node = executing.Source.executing(frame).node
    written = getattr(node.args[0], "id", None) if node is not None and node.args else None
    for name in (written, getattr(function, "__name__", None)):
        if name in exercises.EXERCISES:
            return name
    return None


def _not_an_exercise(verb, function):
    if not callable(function):
        what = (
            f"the function itself, as in `ff.{verb}(relu)`: its name, without quotes or arguments"
        )
        given = (
            repr(function) if isinstance(function, str) else f"a value ({type(function).__name__})"
        )
        text = f"ff.{verb} takes {what}. It was given {given}."
    else:
        name = getattr(function, "__name__", type(function).__name__)
        known = ", ".join(exercises.EXERCISES)
        text = f"{name} is not an exercise of the book. ff.{verb} takes one of these: {known}."
    return Shown(text, f"<p>{escape(text)}</p>").show()


def _in_notebook():
    return getattr(cells.shell(), "kernel", None) is not None


cells.watch(cells.shell())
