"""Record results in the gradebook: the one writer, by nbgrader's own converter."""

import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.utils import rmtree
from sqlalchemy.exc import SQLAlchemyError

from .errors import CourseError
from .preprocessors import Grade


@dataclass(frozen=True)
class Submission:
    """What a student handed in for a section: a folder, which may lack any of its notebooks."""

    student: str
    folder: Path
    notebooks: tuple[str, ...]

    def paths(self):
        """Where the notebooks should be."""
        return [str(self.folder / f"{name}.ipynb") for name in self.notebooks]


def submissions(api, section):
    """What was handed in for a section of the course, by student.

    Raises CourseError where the course has no such section, or where nobody handed anything in.
    """
    notebooks, folder = _notebooks(api, section), _folder(api, section)
    students = sorted(api.get_submitted_students(section))
    if not students:
        raise CourseError(
            f"Nothing was handed in for {section}. Put each notebook where nbgrader expects it: "
            f"{folder.format('<student>')}/{section}.ipynb"
        )
    return [Submission(student, Path(folder.format(student)), notebooks) for student in students]


def check_release(api, section):
    """Raise CourseError where what was released does not fit the gradebook.

    Nobody could be graded then, and no learner is to blame.
    """
    # Nobody handed this in, so the released notebook stands in for it.
    nobody = Submission("-", Path(_folder(api, section).format("-")), _notebooks(api, section))
    try:
        Recorder(api, section, nobody).sanitized()
    except Exception as error:
        raise CourseError(
            f"Nobody can be graded: what was released for {section} does not fit the gradebook "
            f"({type(error).__name__}: {error}). Run `nbgrader generate_assignment {section} "
            "--force` in the course, which releases it anew."
        ) from None


def _notebooks(api, section):
    """Names of the notebooks that a section has."""
    with api.gradebook as gradebook:
        try:
            found = gradebook.find_assignment(section).notebooks
        except MissingEntry:
            known = ", ".join(sorted(a.name for a in gradebook.assignments))
            raise CourseError(f"No section is called {section!r}. There are: {known}.") from None
        return tuple(sorted(notebook.name for notebook in found))


def _folder(api, section):
    """Where submissions lie, with {} for the student."""
    return api.coursedir.format_path(api.coursedir.submitted_directory, "{}", section)


class Recorder(Autograde):
    """nbgrader's converter for one submission; it takes results, and runs no learner's code."""

    def __init__(self, api, section, submission):
        api.coursedir.assignment_id = section
        super().__init__(coursedir=api.coursedir, parent=api)
        self.submission = submission
        self.force = True  # scores are those of this run
        self.results = {}  # what is not in it is not graded here
        self.faults = []
        self.stopped_by = None

    def sanitized(self):
        """The texts of the submission's notebooks as they are graded, one for each."""
        return [self._sanitized(path) for path in self.submission.paths()]

    def _sanitized(self, path):
        self._sanitizing = True
        self.exporter = self.exporter_class(parent=self, config=self.config)
        self._init_preprocessors()
        resources = self.init_single_notebook_resources(path)
        text, _ = self.exporter.from_filename(path, resources=resources)
        if self.exporter.fault:
            self.faults.append(self.exporter.fault)
        return text

    def record(self, results):
        """Write the results into the gradebook and the autograded folder.

        results: the Result of each notebook by `grading.key`.
        Raises what stopped it, and CourseError where that is the gradebook.
        """
        self.results = results
        self.faults += [result.fault for result in results.values() if result.fault]
        try:
            self.start()
        except NbGraderException as error:
            cause = self.stopped_by or error
            if isinstance(cause, SQLAlchemyError):
                raise CourseError(f"The gradebook cannot be used: {cause}") from None
            raise cause from None

    def give_nothing(self):
        """Record 0 for all, where the submission cannot be recorded as it is."""
        section, student = self.coursedir.assignment_id, self.submission.student
        stale = self._format_dest(section, student)
        if os.path.exists(stale):
            rmtree(stale)
        with self.parent.gradebook as gradebook:
            gradebook.update_or_create_student(student)
            for notebook in gradebook.update_or_create_submission(section, student).notebooks:
                for grade in notebook.grades:
                    grade.auto_score, grade.needs_manual_grade = 0, False
            gradebook.db.commit()

    def init_notebooks(self):
        """Name the notebooks that there should be; nbgrader looks for those that there are."""
        self.notebooks = self.submission.paths()
        self.assignments = {str(self.submission.folder): self.notebooks}

    def init_assignment(self, *names):
        with self._remembering():
            super().init_assignment(*names)

    def convert_single_notebook(self, path):
        with self._remembering():
            super().convert_single_notebook(path)

    @contextmanager
    def _remembering(self):
        """Keep the exception, of which nbgrader tells nothing but a traceback in its log."""
        try:
            yield
        except Exception as error:
            self.stopped_by = error
            raise

    def _init_preprocessors(self):
        super()._init_preprocessors()
        for preprocessor in self.exporter._preprocessors:
            if isinstance(preprocessor, Grade):
                preprocessor.results = self.results
