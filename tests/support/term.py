"""A term in one folder: a course, an exchange and students, who all use nbgrader's own commands."""

import json
import sqlite3
from datetime import UTC, datetime

from autograding import SECTION, run
from nbgrader_commands import run_nbgrader

ANSWERS = ("answer-", "explain_")
EXCHANGE = '\nc.Exchange.root = "{}"\n'
STUDENT = """c = get_config()
c.Exchange.root = "{root}/exchange"
c.Exchange.cache = "{root}/{name}/sent"
c.CourseDirectory.course_id = "feedforward"
c.CourseDirectory.student_id = "{name}"
"""


class Term:
    """A course that has an exchange, and a folder for each student."""

    def __init__(self, root, course, students):
        self.root, self.course, self.students = root, course, students
        with (course / "nbgrader_config.py").open("a") as config:
            config.write(EXCHANGE.format(root / "exchange"))
        for name in students:
            (root / name).mkdir()
            settings = STUDENT.format(root=root, name=name)
            (root / name / "nbgrader_config.py").write_text(settings)

    def teach(self, command, *options):
        """Run an nbgrader command as the instructor does; what it said."""
        return nbgrader(self.course, command, *options)

    def study(self, name, command):
        """Run an nbgrader command for the section as a student does; what it said."""
        return nbgrader(self.root / name, command, SECTION)

    def all_study(self, command):
        for name in self.students:
            self.study(name, command)

    def work(self, name, notebook):
        """Write the answers of a notebook (JSON) into the one that a student has fetched."""
        path = self.root / name / SECTION / f"{SECTION}.ipynb"
        mine = json.loads(path.read_text(encoding="utf-8"))
        written = {c["id"]: c["source"] for c in notebook["cells"] if c["id"].startswith(ANSWERS)}
        for cell in mine["cells"]:
            cell["source"] = written.pop(cell["id"], cell["source"])
        assert not written
        path.write_text(json.dumps(mine), encoding="utf-8")

    def due_now(self):
        now = datetime.now(UTC).isoformat(sep=" ").replace("+00:00", " UTC")
        self.teach("db", "assignment", "add", SECTION, f"--duedate={now}")

    def grade(self, *options):
        """Run `autograde grade`; the line that sums up."""
        done = run("autograde", "grade", SECTION, "--course", self.course, *options)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def feedback(self, name):
        """The pages of feedback that a student has fetched, the oldest first."""
        folder = self.root / name / SECTION / "feedback"
        pages = sorted(folder.glob(f"*/{SECTION}.html"))
        return [page.read_text(encoding="utf-8") for page in pages]

    def by_hand(self, name, question):
        """(points given by hand, whether a person has to look) for a student's open question."""
        query = """
            select grade.manual_score, grade.needs_manual_grade
            from grade
            join base_cell as cell on cell.id = grade.cell_id
            join submitted_notebook as notebook on notebook.id = grade.notebook_id
            join submitted_assignment as submission on submission.id = notebook.assignment_id
            where submission.student_id = ? and cell.name = ?"""
        with sqlite3.connect(self.course / "gradebook.db") as database:
            points, person = database.execute(query, [name, question]).fetchone()
        return points, bool(person)


def nbgrader(folder, command, *options):
    done = run_nbgrader(command, *options, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stderr
