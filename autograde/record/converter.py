"""Adapt nbgrader's converter: its results come from the grader, not from running the notebook."""

import json
from pathlib import Path

from nbgrader.converters import Autograde, autograde
from nbgrader.converters.base import BaseConverter

from ..course import write_files
from ..intake import read_files
from .coursework import ABOUT_GRADING
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


def _cells(path):
    """Return [(id, source)] of the cells of a recorded notebook, or None if there is none."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        pairs = [(cell.get("id"), "".join(cell["source"])) for cell in cells]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return [pair for pair in pairs if pair[0] != ABOUT_GRADING]


class _SafeFiles(BaseConverter):
    """nbgrader's base class, except that it leaves out links, devices and oversized files.

    CourseAutograde inherits it after Autograde, so nbgrader's Autograde finds it by `super()`.
    """

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

    A subclass has an attribute `course`, a method `graded(path)` that returns a Graded, and a
    method `time_of(folder)` that returns the time of a submission, or None.
    """

    was_recorded = True  # whether the last recording was completed

    def convert_notebooks(self):
        """Convert as nbgrader does, but take the times of submissions from `time_of`."""
        self.coursedir.get_existing_timestamp = self.time_of
        try:
            super().convert_notebooks()
        finally:
            del self.coursedir.get_existing_timestamp

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

    def convert_single_notebook(self, path):
        resources = self.init_single_notebook_resources(path)
        self._sanitizing = False
        self.exporter._preprocessors = []
        try:
            for preprocessor in [*self.sanitize_preprocessors, *self.autograde_preprocessors]:
                self.exporter.register_preprocessor(preprocessor)
            graded = self.graded(path)
            resources["autograde_unchanged"] = self.unchanged(graded)
            # A SubmittedExporter of run/nbgrader_exporter.py, which nbgrader_config.py names.
            output, resources = self.exporter.from_graded(graded, resources)
            self.write_single_notebook(output, resources)
        finally:
            self._sanitizing = True

    def write_single_notebook(self, output, resources):
        names = resources["nbgrader"]
        folder = self._format_dest(names["assignment"], names["student"])
        write_files.write_whole(Path(folder) / f"{names['notebook']}.ipynb", output.encode())
