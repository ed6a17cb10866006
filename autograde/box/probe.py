"""Whether a sandbox can be had here; if not, the sentence that says why, and how to get it."""

from . import filters, kernel
from .contract import Cell, Job, NoBox
from .launch import GET_IT
from .view import view_of
from .worker import Worker

MACHINE = "The sandbox knows x86-64 and ARM64 processors only; this is {}."
NAMESPACES = (
    " If bwrap may not make namespaces here: in Docker, start the container with "
    "`--security-opt seccomp=unconfined --security-opt apparmor=unconfined`; on Ubuntu 24.04 and "
    "later, `sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`."
)


def why_not():
    """None where a sandbox can be had: one is started, and runs a cell. Else a sentence."""
    if kernel.MACHINE not in filters.ARCHITECTURE:
        return MACHINE.format(kernel.MACHINE)
    try:
        with Worker(view_of(None)) as worker:
            report = worker.run(Job((Cell("probe", "6 * 7"),)))
    except NoBox as error:
        said = str(error)
        return said if GET_IT in said else said + NAMESPACES
    outputs = report.cells[0].outputs
    if [output.get("data") for output in outputs] != [{"text/plain": "42"}]:
        return f"The sandbox starts, and does not run a cell ({report})." + NAMESPACES
    return None
