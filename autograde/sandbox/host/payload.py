"""Outside: turn a job into messages for the sandbox."""

from ..wire import arguments
from ..wire.contract import FLOOD, Fault
from . import function_source


def cells_of(job, stops, questions):
    """Return the message that runs the cells.

    stops: {index of a cell: how many of its statements to run}. questions: those that are still to
    be asked.
    """
    keep, pauses = {}, {question.cells_before for question in questions}
    for question in questions:
        keep.setdefault(question.after, set()).add(question.function)
    return [
        {
            "id": cell.id,
            "source": cell.source,
            "scores": cell.scores,
            "stop": stops.get(index),
            "keep": sorted(keep.get(cell.id, ())),
            "pause": index + 1 in pauses,
        }
        for index, cell in enumerate(job.cells)
    ]


def question_of(question):
    """Return a question, packed as a JSON tree and its bytes.

    Raises TypeError for arguments that cannot go in.
    """
    blobs = []
    parts = dict(vars(question))
    del parts["id"], parts["cells_before"]
    return arguments.pack_value(function_source.carry(parts), blobs), b"".join(blobs)


def files_of(job):
    """Return the files beside the notebook, [(name, bytes)], and a Fault for each one left out."""
    found, faults, room = [], [], job.limits.files // 2
    for name, data in sorted(job.files.items()):
        if len(data) > room:
            faults.append(Fault(FLOOD, f"{name} is too large for the sandbox; it is left out."))
            continue
        room -= len(data)
        found.append((name, data))
    return found, faults
