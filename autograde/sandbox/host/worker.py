"""Outside: start a warm process in the sandbox, give it jobs, and bring back what came of them."""

import os
import signal
import socket
import subprocess
import tempfile
import time
from itertools import count
from pathlib import Path

from ..wire import frames
from ..wire.contract import Job, NoBox
from . import bubblewrap
from .run_job import JobRun, WorkerGone
from .view import View

SECONDS_TO_START = 60.0
SECONDS_TO_OPEN = 20.0
SECONDS_TO_DIE = 2.0
KILLED = {-signal.SIGKILL, 128 + signal.SIGKILL}  # bubblewrap tells the second of its child
MOST = 1 << 20
FIRST_USER = 1_000_000_000  # above the users of a machine and of its containers
WORKERS_A_PROCESS = 64
DOES_NOT_START = "The sandbox does not start:"
_started = count()


class Worker:
    """A warm process and the boxes that it forks, for jobs one after another.

    view: what of the package the inside sees (`view.view_of`). packages: names of the
    distributions that it sees in addition to packages.ALWAYS. Close it, or use it in a `with`.
    """

    def __init__(self, view: View, packages=()):
        self._folder = tempfile.TemporaryDirectory(prefix="autograde-view-")
        folder = Path(self._folder.name)
        folder.chmod(0o755)  # as root, the inside is another user
        view.write(folder / "view")
        user, group = os.geteuid(), os.getegid()
        if user == 0:
            user = group = _user_of_its_own()
        bubblewrap.write_etc(folder / "etc", user, group)
        try:
            places = folder / "view", folder / "etc"
            self._command = bubblewrap.command(*places, user, group, packages)
        except NoBox:
            self._folder.cleanup()
            raise
        self._process = self._control = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def start(self):
        """Start the warm process, unless it runs. Raises NoBox where that is not possible."""
        if self._process is not None:
            return
        ours, theirs = socket.socketpair()
        with theirs, tempfile.TemporaryFile() as said:
            self._process = subprocess.Popen(
                self._command,
                stdin=theirs,
                stdout=subprocess.DEVNULL,
                stderr=said,
                start_new_session=True,  # Ctrl-C is ours to hear: we end it, or it would end first
            )
            self._control = ours
            theirs.close()  # else nobody would notice that the other end is gone
            try:
                frames.receive(ours, MOST, time.monotonic() + SECONDS_TO_START)
            except (frames.Closed, frames.Late, frames.Garbled):
                if self._was_killed():
                    self._kill()
                    raise WorkerGone from None
                self._kill()
                said.seek(0)
                raise NoBox(_why(said.read())) from None

    def close(self):
        """End the warm process, and all that is in the sandbox."""
        self._kill()
        self._folder.cleanup()

    def run(self, job: Job):
        """Run a job, and give its Report: see wire/contract.py.

        Raises NoBox where there is no sandbox to run it in, TypeError for arguments that cannot go
        in.
        """
        run = JobRun(job, self)
        for _ in range(2):  # a warm process may have been killed from outside: once more then
            try:
                return run.run()
            except WorkerGone:
                self._kill()
        return run.given_up()

    def open(self, limits, place, modules=()):
        """Fork a box in which these modules are loaded: our end of its socket.

        place: a descriptor of last_statement.py.

        Raises NoBox, WorkerGone.
        """
        self.start()
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                self._tell({"open": limits, "load": modules}, [theirs.fileno(), place])
            except WorkerGone:
                ours.close()
                raise
        return ours

    def shut(self, seconds=0.0):
        """End the box that is open, with all its processes, unless it ends in so many seconds.

        How it ended: a status, or minus a signal.
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
            raise WorkerGone from None

    def _was_killed(self):
        """Return True if something from outside has ended bubblewrap, or the process in it."""
        try:
            return self._process.wait(SECONDS_TO_DIE) in KILLED
        except subprocess.TimeoutExpired:
            return False

    def _kill(self):
        if self._process is None:
            return
        self._process.kill()  # bubblewrap's inner process goes with it, and all others with that
        self._process.wait()
        self._control.close()
        self._process = self._control = None


def _user_of_its_own():
    """A user that no other process has, so that limits by user are limits of this worker."""
    return FIRST_USER + os.getpid() * WORKERS_A_PROCESS + next(_started) % WORKERS_A_PROCESS


def _why(said):
    lines = said.decode("utf-8", "replace").strip().splitlines()
    last = lines[-1] if lines else "it said nothing"
    return f"{DOES_NOT_START} {last[:300]}"
