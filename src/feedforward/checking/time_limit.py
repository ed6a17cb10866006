"""End a call that runs for too long."""

import contextlib
import signal
import threading

AGAIN = 0.5  # seconds after which code that has caught OutOfTime is stopped once more


class OutOfTime(BaseException):
    """Raised in code that has run for longer than it may."""


@contextlib.contextmanager
def time_limit(seconds, processor=False):
    """Raise OutOfTime in the block once it has run for `seconds`; None means no limit.

    processor: count only the processor time of this process. Where Python
    offers no timer (in a browser, on Windows, outside the main thread), the block runs without a
    limit.
    """
    main = threading.current_thread() is threading.main_thread()
    if seconds is None or not main or not hasattr(signal, "setitimer"):
        yield
        return
    timer, number = signal.ITIMER_REAL, signal.SIGALRM
    if processor:
        timer, number = signal.ITIMER_PROF, signal.SIGPROF
    handler = signal.signal(number, _stop)
    signal.setitimer(timer, max(seconds, 1e-3), AGAIN)
    try:
        yield
    finally:
        signal.setitimer(timer, 0)
        signal.signal(number, handler)


def _stop(number, frame):
    raise OutOfTime
