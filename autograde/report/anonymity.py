"""Show learners in a report by name, or by numbers that do not reveal who they are."""

import hashlib

from ..course import secret
from ..grade.grade_exercises import BROKEN

UNSAID = "Something went wrong with the notebook; the report with names says what."
UNSAID_LOOK = "A person should look at it; the report with names says why."


class Shown:
    """Show learners under their names, with every sentence about their work."""

    hides = False

    def of(self, students):
        """Return {id: (id, name)} for {id: name}."""
        return {student: (student, name) for student, name in students.items()}

    def faults(self, result):
        return result.faults

    def looks(self, result):
        return result.looks

    def message(self, mark):
        return mark.message


class Hidden:
    """Show learners as numbers, in an order that reveals nothing and is the same in every report.

    A sentence about a notebook can quote the learner, even a name, so none is shown.
    """

    hides = True

    def __init__(self, root):
        self.key = str(secret.of_course(root)).encode()

    def of(self, students):
        order = sorted(students, key=self._place)
        width = max(3, len(str(len(order))))
        return {s: (f"learner {n:0{width}}", "") for n, s in enumerate(order, 1)}

    def _place(self, student):
        return hashlib.blake2b(student.encode("utf-8", "replace"), key=self.key).digest()

    def faults(self, result):
        known = [f"{mark.name}: {mark.fault}" for mark in result.marks if mark.fault in BROKEN]
        return known or [UNSAID] * bool(result.faults)

    def looks(self, result):
        return [UNSAID_LOOK] * bool(result.looks)

    def message(self, mark):
        return None
