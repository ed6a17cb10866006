"""Read a class's answers to the questions in a section that a person marks."""

from contextlib import closing, contextmanager
from pathlib import Path

from tqdm import tqdm

from feedforward.checking.judge import LOCATED
from feedforward.checking.verdict import NOT_ATTEMPTED, PASSED

from ..course import paths
from ..course.masters import about, is_tested
from ..errors import in_use
from ..intake.read_submission import restore_or_blank
from ..record.coursework import open_assignment
from ..record.gradebook import Shared
from .questions import Answer, Question

UNNAMED = "Wrong answers to {} whose mistake the book has no name for."
NOTHING_GIVEN = None, "", True


@contextmanager
def opened(api, section):
    """Open a section's Coursework and gradebook.Shared for a `with` block."""
    course = open_assignment(api, section)
    url, course_id = api.coursedir.db_url, api.coursedir.course_id
    with closing(Shared(url, course_id)) as gradebook, in_use(url):
        yield course, gradebook


def read_answers(course, gradebook):
    """Return a Coursework's Questions with their answers, and the students who are not graded yet.

    For an exercise, only wrong answers whose mistake has no name are included.
    gradebook: a record.gradebook.Shared.
    """
    found = [q for _, master in sorted(course.masters.items()) for q in _questions(master)]
    given = gradebook.by_hand(course.assignment)
    handed_in = paths.handed_in(course.coursedir, course.assignment)
    graded = {student for student, *_ in given}
    for student in tqdm(sorted(handed_in.keys() & graded), unit="", disable=None, leave=False):
        for name in sorted({question.notebook for question in found}):
            asked = [question for question in found if question.notebook == name]
            _add(asked, course, student, Path(handed_in[student], f"{name}.ipynb"), given)
    return found, sorted(handed_in.keys() - graded)


def _questions(master):
    """Yield the Questions of a notebook: the open questions, then the exercises."""
    for place, cell in enumerate(master.cells):
        if about(cell).get("grade") and about(cell).get("solution") and not is_tested(cell):
            before = "".join(c["source"] for c in master.cells[max(0, place - 1) : place])
            name, points = about(cell)["grade_id"], float(about(cell)["points"])
            yield Question(master.name, name, before, points, name)
    points = {about(cell).get("grade_id"): about(cell).get("points") for cell in master.cells}
    for check, exercise in master.checks.items():
        text = UNNAMED.format(exercise)
        yield Question(master.name, check, text, float(points[check]), exercise, is_code=True)


def _add(questions, course, student, path, given):
    """Add a student's answers to the Questions, from the notebook at a path."""
    handed = course.handed(path)
    result = course.store.get(course.key(handed, path.stem))
    marks = {mark.name: mark for mark in result.marks} if result else {}
    restored = restore_or_blank(handed, course.masters[path.stem])
    for question in questions:
        mark = marks.get(question.comment_cell) if question.is_code else None
        if question.is_code and not _is_unnamed_mistake(mark):
            continue
        cell = answer_cell(restored, question.comment_cell)
        text = cell["source"].strip() if cell else ""
        points, comment, waits = given.get((student, path.stem, question.name), NOTHING_GIVEN)
        if question.is_code:  # the comment belongs to the answer cell, not to the check
            comment = given.get((student, path.stem, question.comment_cell), NOTHING_GIVEN)[1]
        repaired = mark.repaired if mark else None
        question.answers.append(Answer(student, text, points, comment, waits, repaired))


def _is_unnamed_mistake(mark):
    """Return True if an answer is wrong and the book has no name for its mistake."""
    return bool(
        mark
        and mark.status not in (PASSED, NOT_ATTEMPTED)
        and mark.mistake in (None, LOCATED)
        and mark.fault is None
    )


def answer_cell(restored, name):
    """Return the first cell with an answer to a question or exercise, or None if all are blank."""
    written = (p for p in restored.candidates.get(name, ()) if p not in restored.blank)
    return next((restored.cells[place] for place in written), None)
