"""Bound the processor time and the memory that the grader itself spends on one submission.

Whatever a person would write is read, restored and judged quickly. Limits on time and memory catch
everything else, so that one notebook cannot hold up a class.
"""

import contextlib
import sys

from feedforward.checking.time_limit import OutOfTime, time_limit

from ..sandbox.wire.limits import MEGABYTE

STATM = "/proc/self/statm"


class RanOut(Exception):
    """Time or memory ran out; the message completes the sentence "<file> …"."""


def within(limits, function, *arguments):
    """Return function(*arguments), computed within `outside_seconds` and `outside_memory`.

    Outside the main thread only memory is limited, and on systems other than Linux nothing is.
    Raises RanOut.
    """
    if sys.platform != "linux":
        return function(*arguments)
    try:
        with (
            time_limit(limits.outside_seconds, processor=True),
            memory_limit(limits.outside_memory),
        ):
            return function(*arguments)
    except OutOfTime:
        what = f"more than {limits.outside_seconds:g} s of processor time"
    except MemoryError:
        what = f"more than {limits.outside_memory // MEGABYTE} MB of memory"
    raise RanOut(f"took {what} to read and to judge, and was not graded.")


@contextlib.contextmanager
def memory_limit(more):
    """Within the block, let this process take at most `more` additional bytes. Linux only."""
    import resource  # not on Windows

    before, most = resource.getrlimit(resource.RLIMIT_AS)
    with open(STATM) as file:
        limit = int(file.read().split()[0]) * resource.getpagesize() + more
    if most != resource.RLIM_INFINITY:
        limit = min(limit, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, most))
