"""Grade one notebook: from its text to a result, anywhere, with no gradebook at hand.

Here learners' code runs: for now by nbgrader's own execution, in a kernel that has the rights of
whoever grades.
"""

import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import dataclass

import nbformat
from nbformat.v4 import new_output
from nbgrader.preprocessors import Execute
from nbgrader.utils import determine_grade, is_grade
from traitlets.config import Config

HANGS_IN_A_ROW = 2  # after that the kernel is taken to be stuck: most cells do nothing that hangs


@dataclass(frozen=True)
class Result:
    """What grading a notebook gave.

    scores: points by grade_id, None where a person has to give them.
    outputs: for each cell its outputs as nbformat has them, None for text. A check cell's are the
    points and the explanation.
    fault: a sentence about what kept the notebook from running to its end, or None.
    """

    scores: dict[str, float | None]
    outputs: list[list[dict] | None]
    fault: str | None = None


class NoKernel(Exception):
    """The kernel did not start, which is nothing that a learner can be blamed for."""


class Stuck(Exception):
    """The kernel does not answer, nor does it heed an interrupt."""


def grade(text, folder, options=None):
    """Run a notebook's cells and give the Result.

    text: the notebook as JSON, already sanitized. folder: the files beside it, where it runs.
    options: settings of nbgrader's Execute, such as {"timeout": 30}.
    Raises NoKernel.
    """
    notebook = nbformat.reads(text, as_version=4)
    runner = Runner(config=Config(Execute=options or {}))
    try:
        runner.preprocess(notebook, {"metadata": {"path": str(folder)}})
        fault = None
    except Exception as error:  # whatever a learner's code does to its kernel comes out here
        if runner.reached is None:
            raise NoKernel(f"{type(error).__name__}: {error}") from None
        fault = _end_early(notebook, runner.reached, error)
    scores = {
        cell.metadata.nbgrader["grade_id"]: determine_grade(cell)[0]
        for cell in notebook.cells
        if is_grade(cell)
    }
    return Result(scores, [cell.get("outputs") for cell in notebook.cells], fault)


def grade_in_a_copy(text, folders, options=None):
    """The key of the notebook, and its Result, from a folder of its own.

    The folder gets copies of the files in the given folders, as nbgrader lays them out: a later
    folder's files replace an earlier one's of the same name, and notebooks are left out.
    """
    with tempfile.TemporaryDirectory(prefix="autograde-") as copy:
        for folder in folders:
            shutil.copytree(
                folder,
                copy,
                ignore=shutil.ignore_patterns("*.ipynb", ".ipynb_checkpoints", "__pycache__"),
                ignore_dangling_symlinks=True,
                dirs_exist_ok=True,
            )
        return key(nbformat.reads(text, as_version=4)), grade(text, copy, options)


def key(notebook):
    """A name for what is graded, the same wherever and whenever it is computed."""
    cells = [(c.cell_type, c.source, c.metadata.get("nbgrader", {})) for c in notebook.cells]
    return hashlib.sha256(json.dumps(cells, sort_keys=True).encode()).hexdigest()


class Runner(Execute):
    """nbgrader's own execution, which remembers how far it came."""

    reached = None
    hangs = 0

    def start_new_kernel(self, **options):
        environment = os.environ | {"NBGRADER_EXECUTION": "autograde"}
        return super().start_new_kernel(env=environment, **options)

    def on_cell_start(self, cell, cell_index):
        self.reached = cell_index

    def on_cell_executed(self, **kwargs):
        super().on_cell_executed(**kwargs)
        content = kwargs["execute_reply"]["content"]
        hung = content.get("ename") == self.error_on_timeout["ename"]
        self.hangs = self.hangs + 1 if hung else 0
        if self.hangs == HANGS_IN_A_ROW:
            raise Stuck


def _end_early(notebook, reached, error):
    """Say in every cell from the one reached that it was not run; return the sentence."""
    what = "no longer answered" if isinstance(error, Stuck | TimeoutError) else "died"
    fault = f"The kernel {what} in cell {reached + 1} of {len(notebook.cells)}."
    said = f"{fault} This cell, and what follows, earns nothing."
    for cell in notebook.cells[reached:]:
        # nbgrader gives full marks to a cell without output, so each needs its error.
        if cell.cell_type == "code":
            cell.outputs = [new_output("error", ename="NotRun", evalue=said, traceback=[said])]
    return fault
