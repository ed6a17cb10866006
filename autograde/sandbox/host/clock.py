"""Outside: measure the time left for a cell or a call, fairly even if the machine is busy."""

import os
import time
from contextlib import suppress

from ..wire.limits import seconds_left
from .memory import PROC, family

FIRST_LOOK = 0.05  # seconds before /proc is read; most cells and calls have ended by then
PARTS_OF_TIME = slice(11, 15)  # of /proc/…/stat: its own time and its children's, user and system


class Clock:
    """A deadline for `frames.receive`: a call returns how many seconds are left.

    seconds: what a cell or a call may take, see wire/limits.py. process_id: the ancestor of all
    processes in the sandbox. end: the deadline of the whole submission, as time.monotonic() counts.
    """

    def __init__(self, seconds, process_id, end):
        self.seconds, self.process_id, self.end = seconds, process_id, end
        self.start, self.used_before = time.monotonic(), None

    def __call__(self):
        now = time.monotonic()
        waited, used = now - self.start, 0.0
        if self.used_before is None and waited > FIRST_LOOK:
            self.used_before = processor_seconds(self.process_id)
        if waited >= self.seconds:
            used = processor_seconds(self.process_id) - self.used_before
        return min(seconds_left(self.seconds, waited, used), self.end - now)


def processor_seconds(process_id):
    """Return the processor time of a process and all its descendants, in seconds."""
    return sum(map(_ticks, family(process_id))) / os.sysconf("SC_CLK_TCK")


def _ticks(process_id):
    with suppress(OSError, IndexError):
        stat = (PROC / str(process_id) / "stat").read_text()
        fields = stat.rpartition(")")[2].split()  # a name may contain brackets and spaces
        return sum(map(int, fields[PARTS_OF_TIME]))
    return 0
