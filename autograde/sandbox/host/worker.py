"""Outside: start a warm process in the sandbox, give it jobs, and return their reports."""

import functools
import os
import signal
import socket
import subprocess
import tempfile
import time
from itertools import count
from pathlib import Path

from ..wire import frames
from ..wire.contract import Job, NoBox, Unboxed
from . import bubblewrap, view
from .run_job import JobRun

SECONDS_TO_START = 60.0
SECONDS_TO_OPEN = 20.0
SECONDS_TO_DIE = 2.0
KILLED = {-signal.SIGKILL, 128 + signal.SIGKILL}  # the second if bubblewrap's child was killed
MOST = 1 << 20
FIRST_USER = 1_000_000_000  # above the users of a machine and of its containers
WORKERS_A_PROCESS = 64
NAMESPACES = (
    ". If bwrap may not create namespaces: in Docker, start the container with `--cap-add "
    "SYS_ADMIN --cap-add NET_ADMIN --security-opt seccomp=unconfined --security-opt "
    "apparmor=unconfined`; on Ubuntu 24.04 and later, `sudo sysctl "
    "kernel.apparmor_restrict_unprivileged_userns=0`."
)
ENDED = "The sandbox was ended from outside."
_started = count()


class Worker:
    """A warm process and the boxes that it forks, for one job after another.

    shown: the part of the book's package that the guest sees (`view.view_of`). packages: names of
    the distributions that it sees in addition to packages.ALWAYS. Close it, or use it in a `with`.
    """

    def __init__(self, shown, packages=()):
        self._folder = tempfile.TemporaryDirectory(prefix="autograde-view-")
        folder = Path(self._folder.name)
        folder.chmod(0o755)  # if this is root, the guest is another user
        view.write(shown, folder / "view")
        user, group = os.geteuid(), os.getegid()
        if user == 0:
            user = group = _user_of_its_own()
        bubblewrap.write_etc(folder / "etc", user, group)
        places = folder / "view", folder / "etc"
        self._command = functools.partial(bubblewrap.command, *places, user, group, packages)
        self._process = self._control = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def start(self):
        """Start the warm process, unless it runs already. Raises NoBox or Unboxed."""
        if self._process is not None:
            return
        command = self._command()
        ours, theirs = socket.socketpair()
        with theirs, tempfile.TemporaryFile() as said:
            self._process = subprocess.Popen(
                command,
                stdin=theirs,
                stdout=subprocess.DEVNULL,
                stderr=said,
                start_new_session=True,  # so that Ctrl-C reaches only us, and we end it
            )
            self._control = ours
            theirs.close()  # otherwise we would not notice when the other end is gone
            try:
                frames.receive(ours, MOST, time.monotonic() + SECONDS_TO_START)
            except (frames.Closed, frames.Late, frames.Garbled):
                if self._was_killed():
                    self._kill()
                    raise Unboxed(ENDED) from None
                self._kill()
                said.seek(0)
                raise NoBox(_why(said.read())) from None

    def close(self):
        """End the warm process, and everything in the sandbox."""
        self._kill()
        self._folder.cleanup()

    def run(self, job: Job):
        """Run a job, and return its Report: see wire/contract.py.

        Raises NoBox if there is no sandbox, TypeError for arguments that cannot go in, and Unboxed;
        the next job then starts a new process.
        """
        try:
            return JobRun(job, self).run()
        except Unboxed:
            self._kill()
            raise

    def open(self, limits, progress):
        """Fork a box; return our end of its socket.

        progress: a descriptor of last_statement.py. Raises NoBox or Unboxed.
        """
        self.start()
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                self._tell({"open": limits}, [theirs.fileno(), progress])
            except Unboxed:
                ours.close()
                raise
        return ours

    def shut(self, seconds=0.0):
        """End the open box with all its processes if it does not end within `seconds` by itself.

        Return its exit status, or minus the signal that ended it.
        """
        return self._tell({"close": seconds})["closed"]

    @property
    def process_id(self):
        return self._process.pid

    def _tell(self, message, descriptors=()):
        deadline = time.monotonic() + SECONDS_TO_OPEN
        try:
            frames.send(self._control, message, deadline=deadline, descriptors=descriptors)
            return frames.receive(self._control, MOST, deadline)[0]
        except (frames.Closed, frames.Late, frames.Garbled):
            raise Unboxed(ENDED) from None

    def _was_killed(self):
        """Return True if something outside has killed bubblewrap or the process in it."""
        try:
            return self._process.wait(SECONDS_TO_DIE) in KILLED
        except subprocess.TimeoutExpired:
            return False

    def _kill(self):
        if self._process is None:
            return
        self._process.kill()  # this also ends bubblewrap's inner process, and with it all others
        self._process.wait()
        self._control.close()
        self._process = self._control = None


def _user_of_its_own():
    """Return a user id that no other process has, so that limits per user apply to this worker."""
    return FIRST_USER + os.getpid() * WORKERS_A_PROCESS + next(_started) % WORKERS_A_PROCESS


def _why(said):
    lines = said.decode("utf-8", "replace").strip().splitlines()
    last = lines[-1] if lines else "it said nothing"
    return f"The sandbox does not start: {last[:300]}{NAMESPACES}"
