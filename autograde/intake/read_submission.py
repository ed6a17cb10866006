"""Read the file that a student handed in for one notebook, and restore the notebook."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from ..sandbox.wire.limits import DEFAULTS, Limits
from . import bounds, read_files, read_notebook
from .restore import restore


@dataclass(frozen=True)
class Handed:
    """The file that a student handed in for one notebook, and the files beside it.

    data: the bytes of the file, or None if it cannot be graded; then `fault` says why. beside:
    {path: bytes}. limits: those of the course, which apply when the notebook is read.
    """

    data: bytes | None
    fault: str = ""
    beside: dict[str, bytes] = field(default_factory=dict)
    limits: Limits = DEFAULTS


def read(path, limits=DEFAULTS):
    """Return the file at a path as Handed, without the files beside it."""
    path = Path(path)
    try:
        return Handed(read_files.read(path, limits.notebook), limits=limits)
    except read_files.NotTaken as error:
        return Handed(None, f"{path.name} {error}")
    except FileNotFoundError:
        others = sorted(read_files.printable(p.name) for p in path.parent.glob("*.ipynb"))
        said = f"; there is {', '.join(others)}." if others else "."
        return Handed(None, f"{path.name} was not handed in{said}")
    except OSError as error:
        return Handed(None, f"{path.name} cannot be read: {error.strerror}.")


def restore_submission(handed, master):
    """Return the Restored notebook; if it cannot be read, a blank one whose notes say why."""
    fault = handed.fault
    if handed.data is not None:
        try:
            has_kernel = "kernelspec" in master.metadata  # then the learner's does not matter
            cells, notes = read_notebook.read_cells(handed.data, has_kernel, handed.limits)
            restored = restore(master.cells, cells)
            return replace(restored, notes=(*notes, *restored.notes))
        except read_notebook.Unreadable as error:
            fault = f"{master.name}.ipynb {error}"
    return unread(master, fault)


def restore_or_blank(handed, master):
    """Return the Restored notebook, or a blank one if that takes too much time or memory."""
    try:
        return bounds.within(handed.limits, restore_submission, handed, master)
    except bounds.RanOut as error:
        return unread(master, f"{master.name}.ipynb {error}")


def unread(master, fault):
    """Return a blank Restored notebook in place of one that is not graded; `fault` says why."""
    return replace(restore(master.cells, []), notes=(fault,), put_back=(), unread=True)
