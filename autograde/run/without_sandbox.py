"""Grade without a sandbox, if the instructor asks for it, by running notebooks as nbgrader does.

Learners' code runs in a kernel with the rights of the person who grades, and the checks that judge
it run in the same kernel.
"""

import json
import os
import tempfile
from contextlib import suppress

import nbformat
from nbgrader.preprocessors import Execute
from traitlets.config import Config

from ..course.masters import about, as_notebook
from ..grade import points
from ..grade.grade_notebook import completed
from ..grade.result import Result
from ..intake import read_files
from ..intake.read_submission import restore_or_blank
from ..sandbox.wire.outputs import read_outputs
from . import isolate

STARTS = 3  # a kernel that starts dies if another program takes a port that was chosen for it
HANGS_IN_A_ROW = 2  # cells after which the kernel counts as stuck, since few cells hang themselves


class NoKernel(Exception):
    """The kernel did not start, for which no learner is to blame."""


class Stuck(Exception):
    """The kernel does not respond, not even to an interrupt."""


def grade(handed, master, secret, settings):
    """Return a notebook's Result, and the Restored one: see grade_notebook. Raises NoKernel."""
    restored = restore_or_blank(handed, master)
    return completed(_result(restored, master, handed, settings), restored), restored


def _result(restored, master, handed, settings):
    with tempfile.TemporaryDirectory(prefix="autograde-") as folder:
        read_files.write(handed.beside, folder)
        notebook = as_notebook(_to_run(restored), master.metadata)
        ran, fault = run(notebook, folder, settings.kernel)
    outputs = [
        None if shown is None else points.settled(cell, _read(shown, cell, master), None)
        for cell, shown in zip(restored.cells, ran, strict=True)
    ]
    faults = [fault] if fault else []
    return Result(
        points.scores(restored, outputs),
        outputs,
        faults=faults,
        errors=points.lost_to_errors(restored, outputs),
        looks=faults,
    )


def _to_run(restored):
    """Return the cells, with blank answer cells emptied if an answer in another cell counts."""
    return [
        cell | {"source": ""}
        if place in restored.blank and restored.candidates.get(about(cell)["grade_id"])
        else cell
        for place, cell in enumerate(restored.cells)
    ]


def _read(outputs, cell, master):
    """Return the outputs of a cell in the form in which they are judged.

    Text that the book's checks write to stderr, such as a log, costs no points, as in the sandbox.
    """
    found = read_outputs(json.loads(json.dumps(outputs)))  # nbformat has types of its own
    if about(cell).get("grade_id") not in master.checks:
        return found
    return [o | {"name": "stdout"} if o["output_type"] == "stream" else o for o in found]


def run(notebook, folder, options):
    """Return each cell's outputs, and a sentence if the notebook did not run to its end, or None.

    notebook: in the form of nbformat 4. folder: where it runs. options: settings of nbgrader's
    Execute, such as {"timeout": 30}. Raises NoKernel.
    """
    isolate.prepare([__name__])
    for _ in range(STARTS - 1):
        with suppress(NoKernel):
            return _run_isolated(notebook, folder, options)
    return _run_isolated(notebook, folder, options)


def _run_isolated(notebook, folder, options):
    try:
        return isolate.call(_run, notebook, str(folder), options)
    except isolate.Killed:
        said = "It ended the process that graded it, so it earns nothing."
        return [points.not_run(cell, said) for cell in notebook["cells"]], said


def _run(notebook, folder, options):
    notebook = nbformat.from_dict(notebook)
    runner = Runner(config=Config(Execute=options))
    fault = None
    try:
        runner.preprocess(notebook, {"metadata": {"path": folder}})
    except Exception as error:  # a learner's code can do anything to its kernel
        if runner.reached is None:
            raise NoKernel(f"{type(error).__name__}: {error}") from None
        fault = _end_early(notebook, runner.reached, error)
    return [cell.get("outputs") for cell in notebook.cells], fault


class Runner(Execute):
    """nbgrader's Execute, which also remembers how far it got."""

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
    """Put an error into every cell from the one reached on; return a sentence that says why."""
    what = "no longer answered" if isinstance(error, Stuck | TimeoutError) else "died"
    fault = f"The kernel {what} in cell {reached + 1} of {len(notebook.cells)}."
    for cell in notebook.cells[reached:]:
        # nbgrader gives full marks to a cell without output, so each needs its error.
        if cell.cell_type == "code":
            said = f"{fault} This cell and those after it earn nothing."
            cell.outputs = points.not_run(cell, said)
    return fault
