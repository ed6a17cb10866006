"""Add the grader's step to nbgrader's pipeline; nbgrader_config.py names it."""

from nbgrader.preprocessors import SaveAutoGrades


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
