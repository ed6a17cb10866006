"""Record results in the gradebook through nbgrader's own converter; nothing else writes them."""

import fnmatch
import functools
import glob
import json
import os
from contextlib import contextmanager
from pathlib import Path

from nbgrader.converters import Autograde, autograde
from nbgrader.converters.base import BaseConverter, NbGraderException
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from ..course import paths, write_files
from ..errors import CourseError, unusable
from ..intake import read_files, read_time
from .coursework import ABOUT_GRADING
from .gradebook import transaction
from .lateness import extend

LONGEST = 250  # bytes; a file name may have 255, and that of the note adds an ending
MISNAMED = (
    "Its folder's name {}, so the gradebook cannot hold it. Rename the folder, and grade again."
)


def misnamed(student):
    """Return a sentence that says why no student can have this folder's name, or None."""
    try:
        size = len(student.encode())
    except UnicodeEncodeError:
        return MISNAMED.format("contains bytes that are not text")
    if student.startswith("."):
        return MISNAMED.format("begins with a dot, which hides it from nbgrader")
    if "\n" in student:
        return MISNAMED.format("contains a line break")
    return MISNAMED.format(f"is longer than {LONGEST} bytes") if size > LONGEST else None


def _penalties(config):
    """Return the settings of nbgrader's late penalties, or of the course's own plugin, as text."""
    plugin = config.AssignLatePenalties.get("plugin_class", "")
    name = getattr(plugin, "__name__", str(plugin).rpartition(".")[2])
    sections = dict.fromkeys(["AssignLatePenalties", "LateSubmissionPlugin", name])
    return [f"{s}: {dict(config[s])}" for s in sections if s and config[s]]


def _cells(path):
    """Return [(id, source)] of the cells of a recorded notebook, or None if there is none."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        pairs = [(cell.get("id"), "".join(cell["source"])) for cell in cells]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return [pair for pair in pairs if pair[0] != ABOUT_GRADING]


class _SafeFiles(BaseConverter):
    """nbgrader's converter, except that it leaves out links, devices and oversized files."""

    def init_assignment(self, assignment_id, student_id):
        source = self._format_source(assignment_id, student_id)
        limits = self.course.settings.limits
        taken, refused = read_files.admitted(source, self.coursedir.ignore, limits)
        read_files.write(taken, self._format_dest(assignment_id, student_id))
        for sentence in refused:
            self.refused(sentence)

    def refused(self, sentence):
        self.log.warning(sentence)


class CourseAutograde(Autograde, _SafeFiles):
    """nbgrader's converter, which records the grader's results as if they were its own.

    A subclass has an attribute `course`, and a method `graded(path)` that returns a Graded.
    """

    was_recorded = True  # whether the last recording was completed
    skipped = ()  # sentences on folders that belong to no student, and on unreadable times

    def convert_notebooks(self):
        """Convert as nbgrader does, but read times with intake/read_time.py."""
        self.name_all()
        self.coursedir.get_existing_timestamp = self._time
        try:
            super().convert_notebooks()
        finally:
            del self.coursedir.get_existing_timestamp
        for sentence in self.skipped:
            self.log.error(sentence)
        if self.skipped:
            raise NbGraderException(" ".join(self.skipped))

    def name_all(self):
        """List the notebooks that there should be; nbgrader lists those that there are."""
        pattern = self._format_source(self.coursedir.assignment_id, self.coursedir.student_id)
        names = fnmatch.filter(self.course.masters, self.coursedir.notebook_id)
        found = [
            folder for folder in glob.glob(pattern, include_hidden=True) if os.path.isdir(folder)
        ]
        why = {folder: misnamed(Path(folder).parent.name) for folder in found}
        self.skipped = [f"{read_files.printable(f)}: {why[f]}" for f in found if why[f]]
        self.assignments = {
            folder: [os.path.join(folder, f"{name}.ipynb") for name in names]
            for folder in found
            if not why[folder]
        }

    def init_assignment(self, assignment_id, student_id):
        super().init_assignment(assignment_id, student_id)
        if self.course.allowance is not None:
            with autograde.Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
                extend(gradebook, self.course.allowance, assignment_id, student_id)

    def init_destination(self, assignment_id, student_id):
        """Remember the cells recorded last, since nbgrader may remove them: see `unchanged`."""
        folder = self._format_dest(assignment_id, student_id)
        names = self.course.masters if self.was_recorded else ()
        self.before = {name: _cells(Path(folder, f"{name}.ipynb")) for name in names}
        return super().init_destination(assignment_id, student_id)

    def unchanged(self, graded):
        """Return True if a notebook has the cells that it had when it was recorded last."""
        cells = [(cell["id"], cell["source"]) for cell in graded.restored.cells]
        return self.before.get(graded.master.name) == cells

    def _time(self, folder):
        try:
            return read_time.handed_in(folder)
        except read_time.Unreadable as error:
            self.report_time(folder, error)
            return None

    def report_time(self, folder, error):
        """Note that a submission's time cannot be read, to be reported once at the end."""
        sentence = f"{read_files.printable(folder)}: {error}"
        if folder in self.assignments and sentence not in self.skipped:
            self.skipped.append(sentence)

    def convert_single_notebook(self, path):
        resources = self.init_single_notebook_resources(path)
        self._sanitizing = False
        self.exporter._preprocessors = []
        try:
            for preprocessor in [*self.sanitize_preprocessors, *self.autograde_preprocessors]:
                self.exporter.register_preprocessor(preprocessor)
            graded = self.graded(path)
            resources["autograde_unchanged"] = self.unchanged(graded)
            output, resources = self.exporter.from_graded(graded, resources)
            self.write_single_notebook(output, resources)
        finally:
            self._sanitizing = True

    def write_single_notebook(self, output, resources):
        names = resources["nbgrader"]
        folder = self._format_dest(names["assignment"], names["student"])
        write_files.write_whole(Path(folder) / f"{names['notebook']}.ipynb", output.encode())


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

    def report_time(self, folder, error):
        """Do nothing, because `time` reports it."""

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

    def name_all(self):
        pass

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
