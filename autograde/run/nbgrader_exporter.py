"""Plug the grader into nbgrader's converter through the exporter that the converter creates."""

import functools
import json
from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.api import MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException

from ..course.masters import NoMaster
from ..errors import CourseError
from ..record.converter import CourseAutograde
from ..record.coursework import Course, Graded
from .grade_submission import grade


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
        """Return the notebook as text, after all preprocessors, and the resources.

        graded: a coursework.Graded.
        """
        resources = self._init_resources(resources) | {"autograde": graded}
        notebook = nbformat.v4.new_notebook()
        for preprocessor in self._preprocessors:
            notebook, resources = preprocessor(notebook, resources)
        del resources["autograde"], resources["autograde_unchanged"]
        return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", resources


class NbgraderAutograde(CourseAutograde):
    """The converter of plain `nbgrader autograde` in a course of this book."""

    @functools.cached_property
    def course(self):
        """The Course that is graded. Raises NbGraderException if it cannot be opened."""
        try:
            return Course(self.coursedir, self.config, self.coursedir.assignment_id)
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
