"""Write points and comments that a person gave into nbgrader's gradebook, as grades by hand."""

from nbgrader.api import MissingEntry

from ..course import paths, write_files
from ..errors import CourseError
from .marks_file import read_marks

CHANGED = (
    "{}: the answer to {} is another one than on the page, and was not marked. Make the page anew."
)
MOST_ERRORS = 5


def apply_marks(course, gradebook, questions, path):
    """Record the marks of a file; return sentences on how many they are, and which were left out.

    Raises CourseError, and records nothing, where a row cannot be recorded.
    """
    marks = read_marks(path)
    asked = {question.name: question for question in questions}
    written = {(q.name, a.student): a for q in questions for a in q.answers}
    errors = [said for mark in marks if (said := _error(mark, asked, written))]
    if errors:
        more = f" There are {len(errors)} such rows." if len(errors) > MOST_ERRORS else ""
        said = " ".join(errors[:MOST_ERRORS])
        raise CourseError(f"{path}: nothing was recorded. {said}{more}")
    fresh = [m for m in marks if written[m.question, m.student].version == m.version]
    others = [m for m in marks if written[m.question, m.student].version != m.version]
    with write_files.alone(paths.recording(course.root)):
        try:
            for mark in fresh:
                _record(gradebook, course.assignment, asked[mark.question], mark)
            gradebook.db.commit()
        except BaseException:
            gradebook.db.rollback()
            raise
    stale = [CHANGED.format(m.student, m.question) for m in others]
    count = "1 answer was" if len(fresh) == 1 else f"{len(fresh)} answers were"
    return [f"{count} marked in the gradebook.", *stale]


def _error(mark, asked, written):
    """What is wrong with a mark, as a sentence, or None."""
    if mark.question not in asked:
        known = ", ".join(asked) or "none"
        return f"Row {mark.row}: no question is called {mark.question!r}; there are {known}."
    if (mark.question, mark.student) not in written:
        return f"Row {mark.row}: no graded answer of {mark.student!r} to {mark.question} is there."
    most = asked[mark.question].points
    if mark.points is not None and not 0 <= mark.points <= most:
        return f"Row {mark.row}: {mark.points:g} points; {mark.question} has 0 to {most:g}."
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
                f"{section} has no cell {question.comment_cell} that takes a comment. Record it "
                f"anew with `autograde grade {section} --anew`."
            ) from None
