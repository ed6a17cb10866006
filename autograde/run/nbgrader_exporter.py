"""Plug the grader into nbgrader's converter, by way of the exporter that it makes for itself."""

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
    """nbconvert's exporter for notebooks that the grader has read already.

    nbgrader's settings name no converter, but an exporter. So this one, when it is made, lets the
    converter of plain `nbgrader autograde` do what `autograde grade` does.
    """

    def __init__(self, **options):
        super().__init__(**options)
        if type(self.parent) is Autograde:
            self.parent.__class__ = NbgraderAutograde

    def from_graded(self, graded, resources):
        """The notebook as text, after all preprocessors; `graded` is a coursework.Graded."""
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
        """The Course that is graded; where there is none, nobody can be graded."""
        try:
            return Course(self.coursedir, self.config, self.coursedir.assignment_id)
        except (NoMaster, MissingEntry, CourseError) as error:
            self.log.error(str(error))  # nbgrader ends with status 1, and says nothing itself
            raise NbGraderException(str(error)) from None

    def graded(self, path):
        """The Graded of a notebook, from what is kept or else by grading it now."""
        course = self.course
        handed, its_master = course.handed(path), course.masters[Path(path).stem]
        key = course.key(handed, its_master.name)
        kept = course.store.get_final(key)
        if kept is not None:
            return Graded(its_master, handed, kept)
        result, restored = grade(handed, its_master, course.secret, course.settings)
        course.store.put(key, result)
        return Graded(its_master, restored, result)
