"""Read a class's students and scores from the gradebook, in a few queries however large it is."""

from dataclasses import dataclass

from nbgrader.api import Assignment, Grade, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import and_, case, func, select


@dataclass
class Record:
    """A graded submission: its score, and the number of answers that a person has to mark.

    open_points: the most that the answers without any points can add to the score.
    """

    score: float
    by_hand: int
    open_points: float


def students(gradebook):
    """Return {id: name}; a name that the gradebook does not have is empty."""
    rows = gradebook.db.execute(select(Student.id, Student.first_name, Student.last_name))
    return {student: " ".join(part for part in names if part) for student, *names in rows}


def assignments(gradebook):
    """Return {name: points}."""
    return {a.name: float(a.max_score or 0) for a in gradebook.assignments}


def submissions(gradebook):
    """Return {(assignment, student): Record} of all graded work, scored as nbgrader exports it."""
    lost = gradebook.db.execute(
        select(*PLACE, func.sum(SubmittedNotebook.late_submission_penalty))
        .join(SubmittedAssignment.assignment)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .group_by(*PLACE)
    )
    penalties = {(section, student): penalty or 0.0 for section, student, penalty in lost}
    by_hand = func.sum(case((Grade.needs_manual_grade, 1), else_=0))
    is_open = and_(Grade.needs_manual_grade, Grade.manual_score.is_(None))
    open_points = func.sum(case((is_open, Grade.max_score), else_=0.0))
    rows = gradebook.db.execute(
        select(*PLACE, func.sum(Grade.score), by_hand, open_points)
        .join(SubmittedAssignment.assignment)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .group_by(*PLACE)
    )
    return {
        (section, student): Record(max(0.0, score - penalties[section, student]), *waiting)
        for section, student, score, *waiting in rows
    }


PLACE = (Assignment.name, SubmittedAssignment.student_id)
