"""Use one connection to nbgrader's gradebook, and one transaction for each submission."""

import contextlib
import functools

from nbgrader import converters, preprocessors
from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import bindparam, select
from sqlalchemy.engine import make_url

SECONDS_TO_WAIT = 30  # while another program has locked the gradebook
# Every module that makes a Gradebook of its own while a submission is recorded: see transaction.
USERS = (converters.autograde, preprocessors.saveautogrades, preprocessors.latesubmissions)


class Shared(Gradebook):
    """nbgrader's gradebook, which stays open after a `with` block and waits for a lock."""

    def __init__(self, url, course_id):
        super().__init__(patient(url), course_id)

    def __exit__(self, *error):
        pass

    def find_grade(self, grade_cell, notebook, assignment, student):
        """Find what nbgrader's method finds, but without reading the whole class's grades."""
        return self._find(Grade, grade_cell, notebook, assignment, student)

    def find_comment(self, solution_cell, notebook, assignment, student):
        """Find what nbgrader's method finds: see find_grade."""
        return self._find(Comment, solution_cell, notebook, assignment, student)

    def _find(self, what, cell, notebook, assignment, student):
        named = {"cell": cell, "notebook": notebook, "assignment": assignment, "student": student}
        found = self.db.scalars(_one(what), named).one_or_none()
        if found is None:
            raise MissingEntry(f"Nothing about {assignment}/{notebook}/{cell} for {student}")
        return found

    def scores(self, assignment, student=None):
        """Return a student's {(notebook, grade_id): automatic score}.

        Without a student, return {student: such a dict} for the whole class.
        """
        columns = (SubmittedAssignment.student_id, Notebook.name, BaseCell.name, Grade.auto_score)
        query = _on_cells(Grade, assignment, *columns)
        if student is not None:
            query = query.where(*_by_key(Grade, student, [Assignment.name == assignment]))
        found = {}
        for who, notebook, cell, score in self.db.execute(query):
            found.setdefault(who, {})[notebook, cell] = score
        self.db.rollback()  # reading is done, so let go of the lock
        return found if student is None else found.get(student, {})

    def waiting(self, assignment):
        """Return the students who have an answer that a person must grade.

        nbgrader's own query also opens each timestamp.txt, which a student can replace by a pipe.
        """
        query = _on_cells(Grade, assignment, SubmittedAssignment.student_id)
        found = set(self.db.scalars(query.where(Grade.needs_manual_grade)))
        self.db.rollback()
        return found

    def by_hand(self, assignment):
        """Return manual grades as {(student, notebook, grade_id): (points, comment, waits)}.

        There is an entry for each cell that can have a grade or a comment. points is None and
        comment is "" until a person gives them. waits: whether a person still has to look at it.
        """
        place = (SubmittedAssignment.student_id, Notebook.name, BaseCell.name)
        given = _on_cells(Grade, assignment, *place, Grade.manual_score, Grade.needs_manual_grade)
        said = _on_cells(Comment, assignment, *place, Comment.manual_comment)
        comments = {tuple(who): text for *who, text in self.db.execute(said)}
        found = {place: (None, text or "", False) for place, text in comments.items()}
        for *who, points, waits in self.db.execute(given):
            found[tuple(who)] = points, comments.get(tuple(who)) or "", bool(waits)
        self.db.rollback()
        return found


def patient(url):
    """Return a gradebook's address, with the setting to wait while another program locks it."""
    url = make_url(url)
    is_file = url.drivername.startswith("sqlite")
    return url.update_query_dict({"timeout": str(SECONDS_TO_WAIT)}) if is_file else url


@functools.cache  # building the query takes longer than running it
def _one(what):
    """Select the Grade or Comment on a cell, given the names of everything that it belongs to."""
    names = (
        Assignment.name == bindparam("assignment"),
        Notebook.name == bindparam("notebook"),
    )
    cell = BaseCell.name == bindparam("cell")
    return select(what).where(*_by_key(what, bindparam("student"), names, cell))


def _by_key(what, student, names, *of_cell):
    """Return conditions that find a Grade or Comment by its key, so that SQLite need not read all.

    names: conditions on the Assignment and its Notebooks.
    """
    submitted = (
        select(SubmittedNotebook.id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(*names, SubmittedAssignment.student_id == student)
    )
    cells = (  # a cell that is both answered and graded is in the table twice
        select(BaseCell.id)
        .join(Notebook, Notebook.id == BaseCell.notebook_id)
        .join(Assignment, Assignment.id == Notebook.assignment_id)
        .where(*names, *of_cell)
    )
    return what.notebook_id.in_(submitted), what.cell_id.in_(cells)


def _on_cells(what, assignment, *columns):
    """Select these columns for every Grade or Comment of an assignment."""
    return (
        select(*columns)
        .select_from(what)
        .join(BaseCell, BaseCell.id == what.cell_id)
        .join(SubmittedNotebook, SubmittedNotebook.id == what.notebook_id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == assignment)
    )


@contextlib.contextmanager
def transaction(gradebook):
    """Let nbgrader use this Shared gradebook in the block, and commit only when the block ends.

    If the block is interrupted, the gradebook stays as it was.
    """
    session = gradebook.db
    commit = session.commit

    def wait():
        session.flush()
        session.expire_all()  # as a commit does: scores are computed when they are read

    usual = {module: module.Gradebook for module in USERS}
    for module in USERS:
        module.Gradebook = lambda *_: gradebook
    session.commit = wait
    try:
        yield
    except BaseException:
        session.rollback()
        raise
    finally:
        session.commit = commit
        for module, its_own in usual.items():
            module.Gradebook = its_own
    session.commit()
