"""Add the grader's steps to nbgrader's pipeline; nbgrader_config.py lists them."""

from nbformat.notebooknode import from_dict
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades


class Grade(NbGraderPreprocessor):
    """Replace the notebook by the graded one, instead of nbgrader's sanitizing and Execute.

    resources["autograde"]: the notebook's coursework.Graded.
    """

    def preprocess(self, nb, resources):
        """Give the notebook the cells and metadata of the graded one."""
        graded = resources["autograde"]
        finished = from_dict(graded.finished_notebook())
        nb.cells, nb.metadata = finished.cells, finished.metadata
        for sentence in graded.result.faults:
            self.log.warning(sentence)
        return nb, resources


class SaveScores(SaveAutoGrades):
    """Save scores as nbgrader does, but keep manual grades settled while nothing changes.

    nbgrader asks a person to look at a manually graded cell again each time it grades the notebook.
    Here that happens only if the answers or the automatic points have changed.
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
