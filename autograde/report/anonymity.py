"""Show learners in a report by name, or by numbers that do not reveal who they are."""

import hashlib

from ..course import secret
from ..grade.grade_exercises import NOT_BROKEN

UNSAID = "Something went wrong with the notebook; the report with names says what."
UNSAID_LOOK = "A person should look at it; the report with names says why."


class Names:
    """The names of learners as a report shows them, and what it says about their work.

    hides: whether learners are numbers instead. A sentence about a notebook can quote the learner,
    even a name, so then none is shown.
    """

    def __init__(self, root, hides):
        self.root, self.hides = root, hides

    def of(self, students):
        """Return {id: (id as shown, name as shown)} for {id: name}.

        The order of the numbers reveals nothing, and is the same in every report.
        """
        if not self.hides:
            return {student: (student, name) for student, name in students.items()}
        key = str(secret.of_course(self.root)).encode()
        order = sorted(students, key=lambda student: _place(student, key))
        width = max(3, len(str(len(order))))
        return {s: (f"learner {n:0{width}}", "") for n, s in enumerate(order, 1)}

    def faults(self, result):
        if not self.hides:
            return result.faults
        broken = [mark for mark in result.marks if mark.fault not in NOT_BROKEN]
        known = [f"{mark.name}: {mark.fault}" for mark in broken]
        return known or [UNSAID] * bool(result.faults)

    def looks(self, result):
        return [UNSAID_LOOK] * bool(result.looks) if self.hides else result.looks


def _place(student, key):
    return hashlib.blake2b(student.encode("utf-8", "replace"), key=key).digest()
