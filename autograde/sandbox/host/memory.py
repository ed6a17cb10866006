"""Outside: measure how much memory the processes in a sandbox take together.

Resource limits apply to each process separately, and a learner's code may start several.
"""

import os
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
MARGIN = 384 << 20  # bytes that Python, NumPy and IPython take in all processes of a box
KILOBYTE = 1024


class TooMuchMemory(Exception):
    """Together, the processes take more memory than one submission may."""


class Watch:
    """A function, to be called regularly, that raises TooMuchMemory if a process family takes too
    much."""

    def __init__(self, process_id, limit):
        self.process_id, self.limit = process_id, limit + MARGIN

    def allow(self, more):
        """Allow `more` additional bytes from now on."""
        self.limit += more

    def __call__(self):
        processes = list(family(self.process_id))
        # The first sum counts shared memory once for each process, but it is quick to read.
        if sum(_resident(p) for p in processes) > self.limit:
            if sum(_share(p) for p in processes) > self.limit:
                raise TooMuchMemory


def family(process_id):
    """Yield the ids of a process and of all its descendants."""
    yield process_id
    with suppress(OSError):
        for thread in (PROC / str(process_id) / "task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from family(int(child))


def _resident(process_id):
    with suppress(OSError, IndexError):
        fields = (PROC / str(process_id) / "statm").read_text().split()
        return int(fields[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def _share(process_id):
    """Return a process's bytes of memory, with memory that several share divided among them."""
    with suppress(OSError):
        for line in (PROC / str(process_id) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * KILOBYTE
    return 0
