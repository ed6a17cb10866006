"""Show learners by name in a report, or by numbers that tell nobody who they are."""

import hashlib

from ..course import secret
from ..grade.grade_exercises import BROKEN

UNSAID = "Something befell the notebook; the report with names says what."
UNSAID_LOOK = "A person should look at it; the report with names says why."


class Shown:
    """Learners under their names, and with all that is said of their work."""

    hides = False

    def of(self, students):
        """{id: (id, name)} for {id: name}."""
        return {student: (student, name) for student, name in students.items()}

    def faults(self, result):
        return result.faults

    def looks(self, result):
        return result.looks

    def message(self, mark):
        return mark.message


class Hidden:
    """Learners as numbers, in an order that tells nothing; the same numbers each time.

    What is said of a notebook can hold what a learner wrote, a name even, so none of it is shown.
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
