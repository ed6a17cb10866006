"""Steps of the grader in nbgrader's pipeline, which nbgrader_config.py names."""

from nbformat.notebooknode import from_dict
from nbgrader.preprocessors import NbGraderPreprocessor


class Rebuild(NbGraderPreprocessor):
    """Put what was handed in into the master's form, in the place of nbgrader's sanitizing.

    resources["autograde"]: the Graded of the notebook, see coursework.py.
    """

    def preprocess(self, nb, resources):
        """Give the notebook the restored one's cells."""
        restored = from_dict(resources["autograde"].restored_notebook())
        nb.cells, nb.metadata = restored.cells, restored.metadata
        return nb, resources


class Grade(NbGraderPreprocessor):
    """Give every cell the outputs of its result, in the place of nbgrader's Execute."""

    def preprocess(self, nb, resources):
        """Give the notebook the cells of the graded one."""
        graded = resources["autograde"]
        nb.cells = from_dict(graded.finished_notebook()).cells
        for sentence in graded.result.faults:
            self.log.warning(sentence)
        return nb, resources
