"""Outside: how much memory the processes in a sandbox take together.

Resource limits count for each process alone, and a learner's code may start several.
"""

from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
MARGIN = 384 << 20  # what Python, NumPy and IPython take themselves, in all processes of a box
KILOBYTE = 1024


class TooMuchMemory(Exception):
    """The processes take more together than one submission may."""


class Watch:
    """Called now and then, raises TooMuchMemory where a process and its children take too much."""

    def __init__(self, process_id, limit):
        self.process_id, self.limit = process_id, limit + MARGIN

    def allow(self, more):
        """Let so many bytes more be taken from now on."""
        self.limit += more

    def __call__(self):
        processes = list(family(self.process_id))
        # What is counted first counts shared memory more than once, and is quick to read.
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
        return int(fields[1]) * 4 * KILOBYTE
    return 0


def _share(process_id):
    """Bytes, of which those that several processes share are counted in parts."""
    with suppress(OSError):
        for line in (PROC / str(process_id) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * KILOBYTE
    return 0
