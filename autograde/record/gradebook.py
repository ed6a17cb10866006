"""One connection and one transaction for all that nbgrader records of a submission."""

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

SECONDS_TO_WAIT = 30  # for whoever has locked the gradebook
USERS = (
    converters.autograde,
    preprocessors.saveautogrades,
    preprocessors.latesubmissions,
)


class Shared(Gradebook):
    """nbgrader's gradebook, which stays open for the next who asks for it, and waits for others."""

    def __init__(self, url, course_id):
        super().__init__(patient(url), course_id)

    def __exit__(self, *error):
        pass

    def find_grade(self, grade_cell, notebook, assignment, student):
        """As nbgrader's, which in SQLite goes through that cell's grades of the whole class."""
        return self._find(Grade, grade_cell, notebook, assignment, student)

    def find_comment(self, solution_cell, notebook, assignment, student):
        """As nbgrader's: see find_grade."""
        return self._find(Comment, solution_cell, notebook, assignment, student)

    def _find(self, what, cell, notebook, assignment, student):
        named = {"cell": cell, "notebook": notebook, "assignment": assignment, "student": student}
        found = self.db.scalars(_one(what), named).one_or_none()
        if found is None:
            raise MissingEntry(f"Nothing about {assignment}/{notebook}/{cell} for {student}")
        return found

    def scores(self, assignment, student=None):
        """{(notebook, grade_id): automatic score}, or of all students {student: that}."""
        columns = (SubmittedAssignment.student_id, Notebook.name, BaseCell.name, Grade.auto_score)
        query = _on_cells(Grade, assignment, *columns)
        if student is not None:
            query = query.where(*_by_key(Grade, student, [Assignment.name == assignment]))
        found = {}
        for who, notebook, cell, score in self.db.execute(query):
            found.setdefault(who, {})[notebook, cell] = score
        self.db.rollback()  # reading is done: nobody has to wait for it
        return found if student is None else found.get(student, {})

    def waiting(self, assignment):
        """Students with a grade that a person has to give.

        nbgrader's own list also opens each timestamp.txt, which a student may have made a pipe.
        """
        query = _on_cells(Grade, assignment, SubmittedAssignment.student_id)
        found = set(self.db.scalars(query.where(Grade.needs_manual_grade)))
        self.db.rollback()
        return found

    def by_hand(self, assignment):
        """Return what people gave: {(student, notebook, grade_id): (points, comment, waits)}.

        There is an entry for each cell that is graded or commented on. points is None and comment
        is "" if nobody has given any. waits: whether a person still has to look at the cell.
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

    def end(self):
        """Close it in earnest."""
        super().close()


def patient(url):
    """The address of a gradebook, for whoever waits while another program has locked it."""
    url = make_url(url)
    is_file = url.drivername.startswith("sqlite")
    return url.update_query_dict({"timeout": str(SECONDS_TO_WAIT)}) if is_file else url


@functools.cache  # to put it together takes longer than to ask it
def _one(what):
    """Select the Grade or Comment on a cell, given the names of everything that it belongs to."""
    names = (
        Assignment.name == bindparam("assignment"),
        Notebook.name == bindparam("notebook"),
    )
    cell = BaseCell.name == bindparam("cell")
    return select(what).where(*_by_key(what, bindparam("student"), names, cell))


def _by_key(what, student, names, *of_cell):
    """Conditions that find a Grade or a Comment by its key; without them, SQLite reads them all.

    names: conditions on the Assignment and its Notebooks.
    """
    submitted = (
        select(SubmittedNotebook.id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(*names, SubmittedAssignment.student_id == student)
    )
    cells = (  # a cell that takes an answer and is graded stands there twice
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
    """While the block runs, nbgrader uses this Shared gradebook, and nothing of it is kept before
    the end: what breaks off in between leaves the gradebook as it was.
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
