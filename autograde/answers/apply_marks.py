"""Record the points and comments in a file of marks as manual grades in nbgrader's gradebook."""

from nbgrader.api import MissingEntry

from feedforward.checking.describe_values import counted

from ..course import paths, write_files
from ..errors import CourseError
from .marks_file import read_marks

CHANGED = (
    "{}: the answer to {} has changed since the page was made, so it was not marked. Make the page "
    "again."
)
MOST_ERRORS = 5


def apply_marks(course, gradebook, questions, path):
    """Record the marks in a file; return sentences that count them and name those left out.

    Raises CourseError, and records nothing, if any row cannot be recorded.
    """
    marks = read_marks(path)
    named = {question.name: question for question in questions}
    answers = {(q.name, a.student): a for q in questions for a in q.answers}
    errors = [error for mark in marks if (error := _error(mark, named, answers))]
    if errors:
        more = f" In all, {len(errors)} rows have errors." if len(errors) > MOST_ERRORS else ""
        shown = " ".join(errors[:MOST_ERRORS])
        raise CourseError(f"{path}: nothing was recorded. {shown}{more}")
    current, outdated = [], []
    for mark in marks:
        is_current = mark.version == answers[mark.question, mark.student].version
        (current if is_current else outdated).append(mark)
    with write_files.alone(paths.recording(course.root)):
        try:
            for mark in current:
                _record(gradebook, course.assignment, named[mark.question], mark)
            gradebook.db.commit()
        except BaseException:
            gradebook.db.rollback()
            raise
    count = counted(len(current), "answer was", "answers were")
    changed = [CHANGED.format(m.student, m.question) for m in outdated]
    return [f"{count} marked in the gradebook.", *changed]


def _error(mark, named, answers):
    """Return a sentence that says why a mark cannot be recorded, or None if it can.

    named: {name: Question}. answers: {(name, student): Answer}.
    """
    if mark.question not in named:
        known = ", ".join(named) or "none"
        return f"Row {mark.row}: no question is called {mark.question!r}; there are {known}."
    if (mark.question, mark.student) not in answers:
        return f"Row {mark.row}: {mark.student!r} has no graded answer to {mark.question}."
    most = named[mark.question].points
    if mark.points is not None and not 0 <= mark.points <= most:
        return (
            f"Row {mark.row}: {mark.question} is worth 0 to {most:g} points, and the row gives "
            f"{mark.points:g}."
        )
    return None


def _record(gradebook, section, question, mark):
    place = question.notebook, section, mark.student
    if mark.points is not None:
        grade = gradebook.find_grade(question.name, *place)
        grade.manual_score, grade.needs_manual_grade = mark.points, False
    if mark.comment:
        try:
            gradebook.find_comment(question.comment_cell, *place).manual_comment = mark.comment
        except MissingEntry:
            raise CourseError(
                f"The gradebook has no cell {question.comment_cell} for a comment in {section}. "
                f"Grade the section again with `autograde grade {section} --anew`."
            ) from None
