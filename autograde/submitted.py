"""Where the grader plugs into nbgrader's converter, by the exporter that this makes for itself."""

import json

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.converters import Autograde


class SubmittedExporter(NotebookExporter):
    """nbconvert's exporter for notebooks that the grader has read already.

    nbgrader's settings name no converter, but an exporter. So this one, when it is made, lets the
    converter of plain `nbgrader autograde` do what `autograde grade` does.
    """

    def __init__(self, **options):
        super().__init__(**options)
        if type(self.parent) is Autograde:
            from .recording import CourseAutograde

            self.parent.__class__ = CourseAutograde

    def from_graded(self, graded, resources):
        """The notebook as text, after all preprocessors; `graded` is a coursework.Graded."""
        resources = self._init_resources(resources) | {"autograde": graded}
        notebook = nbformat.v4.new_notebook()
        for preprocessor in self._preprocessors:
            notebook, resources = preprocessor(notebook, resources)
        del resources["autograde"]
        return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", resources
