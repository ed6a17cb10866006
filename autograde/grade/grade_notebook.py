"""Grade one notebook: from the bytes that were handed in to a Result, on any machine.

Nothing here uses a gradebook, and learners' code runs only in the sandbox.
"""

from dataclasses import replace

from ..course import masters
from ..intake import bounds
from ..intake.read_submission import restore_submission, unread
from ..sandbox.host import keeper
from ..sandbox.wire import contract
from . import points
from .grade_exercises import grade_exercises
from .result import Result
from .settings import Settings


def grade_notebook(handed, master, secret, settings=None):
    """Return the Result of a notebook, and the Restored notebook that its outputs belong to.

    Raises contract.Unboxed or contract.NoBox if the sandbox failed; no learner is to blame for it.
    """
    settings = settings or Settings()
    try:
        return bounds.within(settings.limits, _grade, handed, master, secret, settings)
    except bounds.RanOut as error:
        keeper.close()  # the time limit may have interrupted the sandbox in the middle of a message
        restored = unread(master, f"{master.name}.ipynb {error}")
        result = _result(restored, master, secret, handed, settings)
        return completed(replace(result, ran_out=True), restored), restored


def _grade(handed, master, secret, settings):
    restored = restore_submission(handed, master)
    result = _result(restored, master, secret, handed, settings)
    return completed(result, restored), restored


def _result(restored, master, secret, handed, settings):
    if master.is_ours:
        return grade_exercises(restored, master, secret, settings.limits, handed.beside)
    return _as_it_is(restored, master, secret, settings, handed.beside)


def completed(result, restored):
    """Return the Result with the notes on reading and restoring the notebook added."""
    faults = [*restored.notes, *result.faults]
    if not restored.unread:
        return replace(result, faults=faults)
    looks, everything = [restored.notes[0], *result.looks], list(result.scores)
    return replace(result, faults=faults, looks=looks, errors=everything)


def _as_it_is(restored, master, secret, settings, files):
    """Run all cells, as nbgrader would, and grade this book's exercises among them, if any."""
    if restored.unread:
        outputs = [points.not_run(cell, restored.notes[0]) for cell in restored.cells]
        return Result(points.scores(restored, outputs), outputs)
    job = contract.Job(
        cells=tuple(
            contract.Cell(cell["id"], cell["source"], masters.is_tested(cell))
            for cell in restored.cells
            if cell["cell_type"] == "code"
        ),
        files=files,
        environment={"NBGRADER_EXECUTION": "autograde"},
        figures=True,
        limits=settings.limits,
    )
    report = keeper.run(master.section, job, tuple(settings.packages))
    ran = _outputs(restored, report)
    if not master.checks:
        return ran
    examined = grade_exercises(restored, master, secret, settings.limits, files)
    outputs = [
        shown if masters.about(cell).get("grade_id") in master.checks else seen
        for cell, shown, seen in zip(restored.cells, examined.outputs, ran.outputs, strict=True)
    ]
    return replace(
        examined,
        scores=points.scores(restored, outputs),
        outputs=outputs,
        faults=[*ran.faults, *examined.faults],
        errors=[*ran.errors, *examined.errors],
        missing=ran.missing,
        looks=[*ran.looks, *examined.looks],
        seconds=ran.seconds + examined.seconds,
        ran_out=ran.ran_out or examined.ran_out,
    )


def _outputs(restored, report):
    """Return the Result of running the cells as they are. report: that of their job."""
    reports = {ran.id: ran for ran in report.cells}
    outputs, faults = [], [fault.sentence for fault in report.faults]
    for cell in restored.cells:
        ran = reports.get(cell["id"])
        shown = None
        if ran is not None:
            shown = points.settled(cell, ran.outputs, ran.fault)
        if ran is not None and ran.fault and ran.fault.kind != contract.NOT_RUN:
            faults.append(ran.fault.sentence)
        outputs.append(shown)
    faults = list(dict.fromkeys(faults))
    return Result(
        points.scores(restored, outputs),
        outputs,
        faults=faults,
        errors=points.lost_to_errors(restored, outputs),
        missing=points.not_imported(outputs),
        looks=faults,
        seconds=report.seconds,
        ran_out=report.ran_out,
    )
