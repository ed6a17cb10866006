"""Steps of the grader in nbgrader's pipeline, which nbgrader_config.py names."""

from nbformat.notebooknode import from_dict
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades


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


class SaveScores(SaveAutoGrades):
    """nbgrader's step, without asking again for grades by hand where nothing has changed.

    nbgrader asks a person to look at every such cell again whenever it is graded. Here that happens
    only if the answers or the automatic points have changed.
    """

    def _add_score(self, cell, resources):
        names = self.notebook_id, self.assignment_id, self.student_id
        grade = self.gradebook.find_grade(cell.metadata["nbgrader"]["grade_id"], *names)
        before, is_settled = grade.auto_score, not grade.needs_manual_grade
        super()._add_score(cell, resources)
        same = resources["autograde_unchanged"] and grade.auto_score == before
        if grade.manual_score is not None and is_settled and same:
            grade.needs_manual_grade = False
            self.gradebook.db.commit()
