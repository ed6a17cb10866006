"""Grade one notebook: from the bytes that were handed in to a Result, on any machine.

Nothing here knows a gradebook, and nothing but the sandbox runs what a learner wrote.
"""

import re
import tempfile
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from . import examining, files, inert, masters, reading, results, scoring, workers
from .box import contract
from .rebuild import blank_cells, rebuild

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Settings:
    """What a course may set: seconds a cell or call, megabytes of memory and of kept output.

    safe: whether learners' code runs in the sandbox. kernel: settings of nbgrader's Execute, for
    when it does not.
    """

    seconds: float = 30.0
    memory: float = 1024.0
    output: float = 1.0
    safe: bool = True
    kernel: dict = field(default_factory=dict)

    @property
    def limits(self):
        return contract.Limits(
            seconds=self.seconds,
            memory=int(self.memory * MEGABYTE),
            output=int(self.output * MEGABYTE),
        )


@dataclass(frozen=True)
class Handed:
    """What a student handed in for one notebook, and what lies beside it.

    data: the bytes of the file, or None, and then `fault` says why. beside: {path: bytes}.
    """

    data: bytes | None
    fault: str = ""
    beside: dict[str, bytes] = field(default_factory=dict)


def read(path):
    """What lies at a path, as Handed."""
    path = Path(path)
    try:
        return Handed(files.read(path))
    except files.NotTaken as error:
        return Handed(None, f"{path.name} {error}")
    except FileNotFoundError:
        others = ", ".join(sorted(files.printable(p.name) for p in path.parent.glob("*.ipynb")))
        said = f"; there is {others}." if others else "."
        return Handed(None, f"{path.name} was not handed in{said}")
    except OSError as error:
        return Handed(None, f"{path.name} cannot be read: {error.strerror}.")


def key(handed, common):
    """The name of the file that keeps the Result: a hash of all that it depends on.

    common: the `common_key` of the notebook.
    """
    beside = [(name, data.hex()) for name, data in sorted(handed.beside.items())]
    return results.key(handed.data or handed.fault.encode(), beside, common)


def common_key(master, seed, settings):
    """What the keys of a whole class have in common; a master is long, and takes long to hash."""
    return results.key(asdict(master), seed, asdict(settings))


def restored(handed, master):
    """The Rebuilt notebook; one that cannot be read becomes a blank one that says so."""
    fault = handed.fault
    if handed.data is not None:
        try:
            return rebuild(master.cells, reading.read_cells(handed.data))
        except reading.Unreadable as error:
            fault = f"{master.name}.ipynb {error}"
    blank = rebuild(master.cells, blank_cells(master.cells))
    return replace(blank, notes=(fault,), unread=True)


def grade_notebook(handed, master, seed, settings=None):
    """The Result of a notebook, and the Rebuilt notebook that its outputs belong to.

    Raises workers.Unboxed and contract.NoBox, where no learner is to blame.
    """
    settings = settings or Settings()
    rebuilt = restored(handed, master)
    if not settings.safe:
        result = _unsafe(rebuilt, master, handed, settings)
    elif master.is_ours:
        result = examining.examine(rebuilt, master, seed, settings.limits)
    else:
        result = _as_it_is(rebuilt, master, seed, handed, settings)
    return _completed(result, rebuilt, seed), rebuilt


def _completed(result, rebuilt, seed):
    looks = list(result.looks)
    if rebuilt.unread:
        looks.insert(0, rebuilt.notes[0])
    return replace(result, seed=seed, faults=[*rebuilt.notes, *result.faults], looks=looks)


def _as_it_is(rebuilt, master, seed, handed, settings):
    """Run all cells, as nbgrader would, and examine what there is of this book's exercises."""
    if rebuilt.unread:
        outputs = [scoring.not_run(cell, rebuilt.notes[0]) for cell in rebuilt.cells]
        return results.Result(scoring.scores(rebuilt, outputs), outputs)
    with tempfile.TemporaryDirectory(prefix="autograde-") as folder:
        files.write(handed.beside, folder)
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
        report = workers.run(master.section, job)
    ran = _outputs(rebuilt, report)
    if not master.checks:
        return ran
    examined = examining.examine(rebuilt, master, seed, settings.limits)
    outputs = [
        shown if masters.about(cell).get("grade_id") in master.checks else seen
        for cell, shown, seen in zip(rebuilt.cells, examined.outputs, ran.outputs, strict=True)
    ]
    return replace(
        examined,
        scores=scoring.scores(rebuilt, outputs),
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
            shown = scoring.settled(cell, inert.outputs(ran.outputs), ran.fault)
        if ran is not None and ran.fault and ran.fault.kind != contract.NOT_RUN:
            faults.append(ran.fault.sentence)
        outputs.append(shown)
    faults = list(dict.fromkeys(faults))
    return results.Result(
        scoring.scores(rebuilt, outputs),
        outputs,
        faults=faults,
        looks=faults,
        seconds=report.seconds,
    )


def _unsafe(rebuilt, master, handed, settings):
    """Run all cells in a kernel of stock nbgrader's, with the rights of whoever grades."""
    from . import unboxed  # loads nbgrader, which takes seconds

    with tempfile.TemporaryDirectory(prefix="autograde-") as folder:
        files.write(handed.beside, folder)
        notebook = as_notebook(rebuilt.cells, master.metadata)
        ran, fault = unboxed.run(notebook, folder, settings.kernel)
    outputs = [
        None if shown is None else scoring.settled(cell, inert.outputs(shown), None)
        for cell, shown in zip(rebuilt.cells, ran, strict=True)
    ]
    faults = [fault] if fault else []
    return results.Result(scoring.scores(rebuilt, outputs), outputs, faults=faults, looks=faults)


def as_notebook(cells, metadata):
    """Cells as a whole notebook of nbformat 4."""
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def finished(rebuilt, master, result):
    """The notebook that is recorded: with its outputs, and with what befell it at its head."""
    cells = [
        cell if shown is None else cell | {"outputs": shown}
        for cell, shown in zip(rebuilt.cells, result.outputs, strict=True)
    ]
    if result.faults:
        said = "\n".join(f"- {sentence}" for sentence in map(_plain_text, result.faults))
        head = {"cell_type": "markdown", "id": "about-the-grading", "metadata": {}, "source": said}
        cells.insert(0, head)
    return as_notebook(cells, master.metadata)


def _plain_text(sentence):
    """A sentence as Markdown that shows it as it is."""
    return re.sub(r"([\\`*<>$\[\]])", r"\\\1", sentence)
