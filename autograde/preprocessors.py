"""Where the grader plugs into nbgrader's pipeline, by nbgrader_config.py."""

import nbformat
from nbformat.notebooknode import from_dict
from nbgrader import preprocessors
from nbgrader.utils import is_grade

from .grading import grade, key


class Grade(preprocessors.Execute):
    """Grade the notebook, in the place of nbgrader's Execute, whose settings hold here too.

    results: what has been graded, by `grading.key`. Where it is None, the notebook is graded now.
    """

    results = None

    def preprocess(self, nb, resources, km=None):
        """Give every cell the outputs of its result."""
        if self.results is None:
            options = dict(self.config.Execute)
            result = grade(nbformat.writes(nb), resources["metadata"]["path"], options)
        else:
            result = self.results[key(nb)]
        for cell, outputs in zip(nb.cells, result.outputs, strict=True):
            if outputs is not None:
                cell.outputs = [from_dict(output) for output in outputs]
        if result.fault:
            self.log.warning(result.fault)
        return nb, resources


class OverwriteCells(preprocessors.OverwriteCells):
    """nbgrader's OverwriteCells, which stumbles where two neighbouring cells are missing.

    A missing check goes to the end, where everything that it may need has been run.
    """

    def add_missing_grade_cells(self, nb, resources):
        """Add the graded cells that the gradebook knows and the notebook lacks."""
        master = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        sources = {cell.name: cell for cell in master.source_cells}
        answers = {cell.name for cell in master.solution_cells}
        present = {cell.metadata.nbgrader.get("grade_id") for cell in nb.cells if is_grade(cell)}
        for graded in master.grade_cells:
            if graded.name in present:
                continue
            self.log.warning("The cell %s is missing; it is added at the end.", graded.name)
            nb.cells.append(
                self.missing_cell_transform(
                    sources[graded.name], graded.max_score, is_solution=graded.name in answers
                )
            )
        return nb, resources
