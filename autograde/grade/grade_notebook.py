"""Grade one notebook: from the bytes that were handed in to a Result, on any machine.

Nothing here knows a gradebook, and nothing but the sandbox runs what a learner wrote.
"""

import tempfile
from dataclasses import replace
from pathlib import Path

from ..course import masters
from ..intake import read_files
from ..intake.read_submission import restored
from ..sandbox.host import keeper
from ..sandbox.wire import contract
from . import clean_outputs, points
from .grade_exercises import grade_exercises
from .result import Result
from .settings import Settings


def grade_notebook(handed, master, secret, settings=None):
    """The Result of a notebook, and the Rebuilt notebook that its outputs belong to.

    Raises keeper.Unboxed and contract.NoBox, where no learner is to blame.
    """
    settings = settings or Settings()
    rebuilt = restored(handed, master)
    if master.is_ours:
        result = grade_exercises(rebuilt, master, secret, settings.limits)
    else:
        result = _as_it_is(rebuilt, master, secret, handed, settings)
    return completed(result, rebuilt), rebuilt


def completed(result, rebuilt):
    """The Result with what was found out while the notebook was read and restored."""
    looks = list(result.looks)
    if rebuilt.unread:
        looks.insert(0, rebuilt.notes[0])
    return replace(result, faults=[*rebuilt.notes, *result.faults], looks=looks)


def _as_it_is(rebuilt, master, secret, handed, settings):
    """Run all cells, as nbgrader would, and examine what there is of this book's exercises."""
    if rebuilt.unread:
        outputs = [points.not_run(cell, rebuilt.notes[0]) for cell in rebuilt.cells]
        return Result(points.scores(rebuilt, outputs), outputs)
    with tempfile.TemporaryDirectory(prefix="autograde-") as folder:
        read_files.write(handed.beside, folder)
        job = contract.Job(
            cells=tuple(
                contract.Cell(cell["id"], cell["source"])
                for cell in rebuilt.cells
                if cell["cell_type"] == "code"
            ),
            files=Path(folder),
            environment={"NBGRADER_EXECUTION": "autograde"},
            figures=True,
            limits=settings.limits,
        )
        report = keeper.run(master.section, job)
    ran = _outputs(rebuilt, report)
    if not master.checks:
        return ran
    examined = grade_exercises(rebuilt, master, secret, settings.limits)
    outputs = [
        shown if masters.about(cell).get("grade_id") in master.checks else seen
        for cell, shown, seen in zip(rebuilt.cells, examined.outputs, ran.outputs, strict=True)
    ]
    return replace(
        examined,
        scores=points.scores(rebuilt, outputs),
        outputs=outputs,
        faults=[*ran.faults, *examined.faults],
        looks=[*ran.looks, *examined.looks],
        seconds=ran.seconds + examined.seconds,
    )


def _outputs(rebuilt, report):
    """The Result of running cells as they are."""
    reports = {ran.id: ran for ran in report.cells}
    outputs, faults = [], [fault.sentence for fault in report.faults]
    for cell in rebuilt.cells:
        ran = reports.get(cell["id"])
        shown = None
        if ran is not None:
            shown = points.settled(cell, clean_outputs.outputs(ran.outputs), ran.fault)
        if ran is not None and ran.fault and ran.fault.kind != contract.NOT_RUN:
            faults.append(ran.fault.sentence)
        outputs.append(shown)
    faults = list(dict.fromkeys(faults))
    return Result(
        points.scores(rebuilt, outputs),
        outputs,
        faults=faults,
        looks=faults,
        seconds=report.seconds,
    )
