"""Inside: a process that has loaded everything large once, and forks a box for each job.

It never runs a learner's code, and never reads anything that such code has written. Its standard
input is a socket, on which the host sends {"open": limits}, with a socket for the job and
last_statement.py's memory, and {"close": seconds}.
"""

import gc
import os
import socket
from pathlib import Path

from ..wire import frames
from . import confine, kernel, run_cells

MOST = 1 << 20


def main(user, group):
    """Serve until the host closes the connection."""
    control = socket.socket(fileno=0)
    _drop_root(user, group)
    _be_first_to_go()
    shell = run_cells.make_shell()
    # Otherwise the garbage collector would write to memory that all forks share, and so copy it.
    gc.collect()
    gc.freeze()
    gc.enable()
    frames.send(control, {"ready": True})
    box = None
    while True:
        try:
            message, _, descriptors = frames.receive(control, MOST, descriptors=2)
            if "open" in message:
                limits = message["open"] | {"base": confine.address_space()}
                box = _open(limits, descriptors, shell, control)
                for descriptor in descriptors:
                    os.close(descriptor)
                frames.send(control, {"opened": True})
            else:
                frames.send(control, {"closed": run_cells.end(box, message["close"])})
        except frames.Closed:
            return


def _drop_root(user, group):
    """Become the user of this worker if the sandbox was started as root."""
    if os.getuid() != 0:
        return
    kernel.drop_bounding_set()
    os.setgroups([])
    os.setresgid(group, group, group)
    os.setresuid(user, user, user)  # this drops all capabilities
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    # Otherwise root would own /proc/self, and no box could be made.
    kernel.prctl(kernel.PR_SET_DUMPABLE, 1)


def _be_first_to_go():
    """Let the kernel end this process first if the machine runs out of memory."""
    Path("/proc/self/oom_score_adj").write_text("1000")


def _open(limits, descriptors, shell, control):
    """Fork a box whose first process only waits; return its process id."""
    user, group = os.getuid(), os.getgid()
    child = kernel.fork_into(confine.OF_A_BOX)
    if child:
        return child
    try:
        control.close()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for standard in range(3):
            os.dup2(nowhere, standard)
        confine.own_namespaces(user, group, limits["files"])
        _first(limits, descriptors, shell)
    finally:
        os._exit(70)


def _first(limits, descriptors, shell):
    """Be process 1 of a box: fork the process that runs the notebook, and end as it ends."""
    runner = os.fork()
    if not runner:
        try:
            confine.limit(limits)
            run_cells.serve(socket.socket(fileno=descriptors[0]), descriptors[1], shell, limits)
        finally:
            os._exit(71)
    for descriptor in descriptors:
        os.close(descriptor)
    while True:
        ended, status = os.wait()
        if ended == runner:
            code = os.waitstatus_to_exitcode(status)
            os._exit(code if code >= 0 else 128 - code)
