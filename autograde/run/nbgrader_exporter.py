"""Plug the grader into nbgrader's converter through the exporter that the converter creates."""

import fnmatch
import functools
import glob
import json
import os
from pathlib import Path

from nbconvert.exporters import NotebookExporter
from nbformat.notebooknode import from_dict
from nbgrader.api import MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException

from ..course.masters import NoMaster
from ..errors import CourseError
from ..intake import read_time
from ..intake.read_files import printable
from ..record.converter import CourseAutograde, misnamed
from ..record.coursework import Coursework, Graded
from .grade_one import grade


class SubmittedExporter(NotebookExporter):
    """nbconvert's exporter, for notebooks that the grader has already read.

    nbgrader's settings can name an exporter but not a converter. So when this exporter is created,
    it makes the converter of plain `nbgrader autograde` do what `autograde grade` does.
    """

    def __init__(self, **options):
        super().__init__(**options)
        if type(self.parent) is Autograde:
            self.parent.__class__ = NbgraderAutograde

    def from_graded(self, graded, resources):
        """Return the graded notebook as text, after all preprocessors, and the resources.

        graded: a coursework.Graded.
        """
        resources, notebook = self._init_resources(resources), from_dict(graded.finished_notebook())
        for sentence in graded.result.faults:
            self.log.warning(sentence)
        for preprocessor in self._preprocessors:
            notebook, resources = preprocessor(notebook, resources)
        del resources["autograde_unchanged"]
        return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", resources


class NbgraderAutograde(CourseAutograde):
    """The converter of plain `nbgrader autograde` in a course of this book."""

    def convert_notebooks(self):
        """Convert the notebooks, then say which folders belong to no student, or have no time."""
        self._list_notebooks()
        super().convert_notebooks()
        for sentence in self.skipped:
            self.log.error(sentence)
        if self.skipped:
            raise NbGraderException(" ".join(self.skipped))

    def _list_notebooks(self):
        """List the notebooks that there should be; nbgrader lists those that there are."""
        pattern = self._format_source(self.coursedir.assignment_id, self.coursedir.student_id)
        names = fnmatch.filter(self.course.masters, self.coursedir.notebook_id)
        found = [
            folder for folder in glob.glob(pattern, include_hidden=True) if os.path.isdir(folder)
        ]
        why = {folder: misnamed(Path(folder).parent.name) for folder in found}
        self.skipped = [f"{printable(f)}: {why[f]}" for f in found if why[f]]
        self.assignments = {
            folder: [os.path.join(folder, f"{name}.ipynb") for name in names]
            for folder in found
            if not why[folder]
        }

    def time_of(self, folder):
        """Return the time of a submission, or None; if it cannot be read, say so at the end."""
        try:
            return read_time.handed_in(folder)
        except read_time.Unreadable as error:
            sentence = f"{printable(folder)}: {error}"
            if folder in self.assignments and sentence not in self.skipped:
                self.skipped.append(sentence)
            return None

    @functools.cached_property
    def course(self):
        """The Coursework that is graded. Raises NbGraderException if it cannot be opened."""
        try:
            return Coursework(self.coursedir, self.config, self.coursedir.assignment_id)
        except (NoMaster, MissingEntry, CourseError) as error:
            self.log.error(str(error))  # nbgrader only exits with status 1, without a message
            raise NbGraderException(str(error)) from None

    def graded(self, path):
        """Return the Graded of a notebook, from its stored result or by grading it now."""
        course = self.course
        handed, its_master = course.handed(path), course.masters[Path(path).stem]
        key = course.key(handed, its_master.name)
        kept = course.store.get_final(key)
        if kept is not None:
            return Graded(its_master, handed, kept)
        result, restored = grade(handed, its_master, course.secret, course.settings)
        course.store.put(key, result)
        return Graded(its_master, restored, result)
