"""Outside: limit the processor time and the memory that all processes in a sandbox take together.

Resource limits apply to each process separately, and a learner's code may start several.
"""

import os
import time
from contextlib import suppress
from pathlib import Path

from ..wire.limits import seconds_left

PROC = Path("/proc")
FIRST_LOOK = 0.05  # seconds before /proc is read; most cells and calls have ended by then
PARTS_OF_TIME = slice(11, 15)  # of /proc/…/stat: its own time and its children's, user and system
MARGIN = 384 << 20  # bytes that Python and what it has loaded take in all processes of a box
KILOBYTE = 1024


class Clock:
    """A deadline for `frames.receive`: a call returns how many seconds are left.

    It is fair even if the machine is busy, because it also looks at the processor time. seconds:
    what a cell or a call may take, see wire/limits.py. process_id: the ancestor of all processes in
    the sandbox. end: the deadline of the whole submission, as time.monotonic() counts.
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


class TooMuchMemory(Exception):
    """Together, the processes take more memory than one submission may."""


class Watch:
    """A function, to be called regularly, that raises TooMuchMemory if a process family takes too
    much."""

    def __init__(self, process_id, limit):
        self.process_id, self.limit = process_id, limit + MARGIN

    def __call__(self):
        if sum(map(_share, family(self.process_id))) > self.limit:
            raise TooMuchMemory


def family(process_id):
    """Yield the ids of a process and of all its descendants."""
    yield process_id
    with suppress(OSError):
        for thread in (PROC / str(process_id) / "task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from family(int(child))


def processor_seconds(process_id):
    """Return the processor time of a process and all its descendants, in seconds."""
    return sum(map(_ticks, family(process_id))) / os.sysconf("SC_CLK_TCK")


def _ticks(process_id):
    with suppress(OSError, IndexError):
        stat = (PROC / str(process_id) / "stat").read_text()
        fields = stat.rpartition(")")[2].split()  # a name may contain brackets and spaces
        return sum(map(int, fields[PARTS_OF_TIME]))
    return 0


def _share(process_id):
    """Return a process's bytes of memory, with memory that several share divided among them."""
    with suppress(OSError):
        for line in (PROC / str(process_id) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * KILOBYTE
    return 0
