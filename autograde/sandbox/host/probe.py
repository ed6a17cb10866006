"""Find out whether this machine can run a sandbox; if not, say why, and how to get one."""

from ..wire.contract import Cell, Job, NoBox, Unboxed
from .view import view_of
from .worker import DOES_NOT_START, Worker

NAMESPACES = (
    ". If bwrap may not create namespaces: in Docker, start the container with `--cap-add "
    "SYS_ADMIN --cap-add NET_ADMIN --security-opt seccomp=unconfined --security-opt "
    "apparmor=unconfined`; on Ubuntu 24.04 and later, `sudo sysctl "
    "kernel.apparmor_restrict_unprivileged_userns=0`."
)


def why_not():
    """Start a sandbox and run a cell in it; return None if that works, else a sentence."""
    try:
        with Worker(view_of(None)) as worker:
            report = worker.run(Job((Cell("probe", "6 * 7"),)))
    except NoBox as error:
        said = str(error)
        return said + NAMESPACES if said.startswith(DOES_NOT_START) else said
    except Unboxed as error:
        return f"The sandbox starts, but does not run a cell ({error})." + NAMESPACES
    outputs = report.cells[0].outputs
    if [output.get("data") for output in outputs] != [{"text/plain": "42"}]:
        return f"The sandbox starts, but does not run a cell ({report})." + NAMESPACES
    return None
