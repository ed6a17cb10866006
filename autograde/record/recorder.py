"""Record submissions in the gradebook for `autograde grade`, all from one process."""

import functools
import json
from contextlib import contextmanager
from pathlib import Path

from nbgrader.converters.base import NbGraderException
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from ..course import paths, write_files
from ..errors import CourseError, unusable
from ..intake import read_time
from .converter import CourseAutograde
from .gradebook import transaction


class Recorder(CourseAutograde):
    """The converter of `autograde grade` for one submission: it takes results and runs nothing."""

    def __init__(self, api, course, student, folder):
        api.coursedir.assignment_id = course.assignment
        super().__init__(coursedir=api.coursedir, parent=api)
        self.course = course
        self.student, self.folder = student, Path(folder)
        self.force = True  # scores are those of this run
        self.taken = {}  # the Graded of each notebook, by name
        self.sentences = []
        self.stopped_by = None

    @property
    def paths(self):
        """The paths at which the notebooks should be."""
        return [self.folder / f"{name}.ipynb" for name in sorted(self.course.masters)]

    @property
    def note(self):
        """The file that says what was recorded last."""
        return paths.recorded(self.course.root, self.course.assignment, self.student)

    @functools.cached_property
    def time(self):
        """The time of the submission, or None. If it cannot be read, `sentences` says so."""
        try:
            return read_time.handed_in(self.folder)
        except read_time.Unreadable as error:
            self.sentences.append(str(error))
            return None

    def is_recorded(self, keys, in_gradebook):
        """Return True if the results with these keys, and their scores, are already recorded.

        in_gradebook: {(notebook, grade_id): automatic score} of this student.
        """
        try:
            said = json.loads(self.note.read_text(encoding="utf-8"))
            same = said == self._said(keys, in_gradebook)
        except (OSError, ValueError):
            return False
        autograded = self._format_dest(self.course.assignment, self.student)
        there = all(Path(autograded, path.name).exists() for path in self.paths)
        return bool(in_gradebook) and same and there

    def _said(self, keys, in_gradebook):
        scores = [[*name, score] for name, score in sorted(in_gradebook.items())]
        return {"keys": keys, "when": self._when(), "scores": scores}

    def _when(self):
        """Return everything that a penalty for being late depends on."""
        found = [str(self.time), str(self.course.due), *_penalties(self.config)]
        allowance = self.course.allowance
        if allowance is not None:
            extension = allowance.extensions.get((self.student, self.course.assignment))
            found.append(f"{extension}, late days {allowance.budget}")
        return found

    def record(self, graded, keys, gradebook):
        """Write {name: Graded} into the gradebook and the autograded folder.

        gradebook: a gradebook.Shared. If it is killed at any point and run again, nothing is lost
        or recorded twice: the gradebook changes in one transaction, and the note comes last.
        Raises what stopped it, or CourseError if the gradebook cannot be used.
        """
        self.taken = graded
        with write_files.alone(paths.recording(self.course.root)):
            self.was_recorded = self.note.exists()
            self.note.unlink(missing_ok=True)
            try:
                # nbgrader's `start` calls init_assignment and convert_single_notebook. The latter's
                # exporter (run/nbgrader_exporter.py) calls the preprocessors that
                # nbgrader_config.py names. One of them, SaveScores, writes the scores.
                with transaction(gradebook):
                    self.start()
            except (SQLAlchemyError, NbGraderException) as error:
                raise self._meaning(self.stopped_by or error) from None
            said = self._said(keys, gradebook.scores(self.course.assignment, self.student))
            write_files.write_whole(self.note, json.dumps(said).encode())

    def _meaning(self, error):
        """Return the error to raise: CourseError if the gradebook would fail for everyone."""
        cause = error
        while cause and not isinstance(cause, SQLAlchemyError):  # nbgrader wraps some
            cause = cause.__cause__ or cause.__context__
        if cause is None or isinstance(cause, IntegrityError | DataError):
            return error
        return CourseError(unusable(self.coursedir.db_url, cause))

    def refused(self, sentence):
        self.sentences.append(sentence)

    def graded(self, path):
        return self.taken[Path(path).stem]

    def init_notebooks(self):
        self.assignments = {str(self.folder): [str(path) for path in self.paths]}

    def time_of(self, folder):
        return self.time

    def init_assignment(self, *names):
        with self._remembering():
            super().init_assignment(*names)

    def convert_single_notebook(self, path):
        with self._remembering():
            super().convert_single_notebook(path)

    @contextmanager
    def _remembering(self):
        """Keep the exception, because nbgrader only writes its traceback to a log."""
        try:
            yield
        except Exception as error:
            self.stopped_by = error
            raise


def _penalties(config):
    """Return the settings of nbgrader's late penalties, or of the course's own plugin, as text."""
    plugin = config.AssignLatePenalties.get("plugin_class", "")
    name = getattr(plugin, "__name__", str(plugin).rpartition(".")[2])
    sections = dict.fromkeys(["AssignLatePenalties", "LateSubmissionPlugin", name])
    return [f"{s}: {dict(config[s])}" for s in sections if s and config[s]]
