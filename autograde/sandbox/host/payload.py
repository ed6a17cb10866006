"""Outside: turn a job into messages for the sandbox."""

import os
import stat
from pathlib import Path

from ..wire import arguments
from ..wire.contract import FLOOD, Fault
from . import function_source

# {a module that takes long to load: words in cells that need it}. It is loaded for the first
# notebook of a class that needs it, or not at all.
DEAR = {"matplotlib.pyplot": ("matplotlib", "pylab")}
LEFT_OUT = {".ipynb_checkpoints", "__pycache__"}


def modules_of(job):
    """Return the names of the modules to load in the sandbox before the job's box is forked."""
    text = "\n".join(cell.source for cell in job.cells)
    return [name for name, words in DEAR.items() if any(word in text for word in words)]


def cells_of(job, stops, questions):
    """Return the message that runs the cells.

    stops: {index of a cell: how many of its statements to run}. questions: those that are still to
    be asked.
    """
    keep, places = {}, {question.place for question in questions}
    for question in questions:
        keep.setdefault(question.after, set()).add(question.function)
    return [
        {
            "id": cell.id,
            "source": cell.source,
            "scores": cell.scores,
            "stop": stops.get(index),
            "keep": sorted(keep.get(cell.id, ())),
            "pause": index + 1 in places,
        }
        for index, cell in enumerate(job.cells)
    ]


def question_of(question):
    """Return a question, packed as a JSON tree and its bytes.

    Raises TypeError for arguments that cannot go in.
    """
    blobs = []
    parts = vars(question) | {"opens": [vars(opening) for opening in question.opens]}
    del parts["id"], parts["place"]
    return arguments.pack_value(function_source.carry(parts), blobs), b"".join(blobs)


def files_of(job):
    """Return the files beside the notebook, [(name, bytes)], and a Fault for each one left out."""
    found, faults, room = [], [], job.limits.files // 2
    for path in _regular(job.files):
        name = str(path.relative_to(job.files))
        data = _read(path, room)
        if data is None:
            faults.append(Fault(FLOOD, f"{name} is too large for the sandbox; it is left out."))
            continue
        room -= len(data)
        found.append((name, data))
    return found, faults


def _regular(folder):
    if folder is None:
        return
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in LEFT_OUT)
        for name in sorted(names):
            path = Path(place, name)
            if stat.S_ISREG(path.lstat().st_mode) and path.suffix != ".ipynb":
                yield path


def _read(path, room):
    """Return a file's bytes, or None if there is no room for all of them."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    with open(descriptor, "rb") as file:
        data = file.read(room + 1)
    return data if len(data) <= room else None
