"""Export grades as CSV files that Canvas and Moodle import, as plugins of nbgrader.

    nbgrader export --exporter=autograde.export.Canvas
    nbgrader export --exporter=autograde.export.Moodle

There is a row for each student and a column for each assignment. A student who handed in nothing
has an empty cell, which both platforms read as "no grade": importing it removes a grade that is
there. Points are rounded to two places, as both platforms show them.
"""

from pathlib import Path

from nbgrader.api import Student
from nbgrader.plugins import ExportPlugin
from sqlalchemy import select

from .report import class_data, gradebook_queries
from .report.csv_files import write_csv

CANVAS_HEAD = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
CANVAS_POINTS = ("    Points Possible", None, None, None, None)
MOODLE_HEAD = ("Username", "First name", "Last name", "Email address")
LEFT_OUT = (
    "%s is left out, because the roster has no such student, and Moodle's import stops at a user "
    "that it does not know."
)


class _Table(ExportPlugin):
    """A table of grades, for all students and assignments or for those that were asked for."""

    file = ""

    def export(self, gradebook):
        points = gradebook_queries.assignments(gradebook)
        if self.assignment:
            asked = {str(name) for name in self.assignment}
            points = {name: most for name, most in points.items() if name in asked}
        points = {name: points[name] for name in class_data.in_order(points)}
        scored = gradebook_queries.submissions(gradebook)
        rows = [
            (*self.who(student), *(_points(scored.get((a, student.id))) for a in points))
            for student in self._students(gradebook)
        ]
        path = Path(self.to or self.file)
        self.log.info("Exporting grades to %s", path)
        write_csv(path, [*self.heads(points), *rows])

    def _students(self, gradebook):
        columns = (Student.id, Student.first_name, Student.last_name, Student.email,
                   Student.lms_user_id)  # fmt: skip
        asked = {str(name) for name in self.student}
        rows = gradebook.db.execute(select(*columns).order_by(Student.id)).all()
        return [row for row in self.known(rows) if not asked or row.id in asked]

    def known(self, students):
        """Return the students whom the platform knows, as far as the gradebook tells."""
        return students


def _points(record):
    return None if record is None else f"{round(record.score, 2):g}"


class Canvas(_Table):
    """Export for Canvas, which identifies a student by its own number, the SIS login or the name.

    `autograde roster` reads Canvas's number; the SIS login is the student's id in nbgrader.
    """

    file = "canvas.csv"

    def heads(self, points):
        yield (*CANVAS_HEAD, *points)
        yield (*CANVAS_POINTS, *(f"{most:g}" for most in points.values()))

    def who(self, student):
        names = ", ".join(name for name in (student.last_name, student.first_name) if name)
        return names or student.id, student.lms_user_id, None, student.id, None


class Moodle(_Table):
    """Export for Moodle, which asks on import whether Username or Email address names the user.

    Every user of Moodle has an email address. So if some students have one, from the roster, those
    without are not in the roster.
    """

    file = "moodle.csv"

    def known(self, students):
        """Return the students of the roster, or all students if there is no roster."""
        listed = [student for student in students if student.email]
        if not listed:
            return students
        for student in students:
            if not student.email:
                self.log.warning(LEFT_OUT, student.id)
        return listed

    def heads(self, points):
        yield (*MOODLE_HEAD, *points)

    def who(self, student):
        return student.id, student.first_name, student.last_name, student.email
