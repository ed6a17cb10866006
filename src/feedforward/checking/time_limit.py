"""End what runs for too long."""

import contextlib
import signal
import threading

AGAIN = 0.5  # seconds after which code that has caught OutOfTime is stopped once more


class OutOfTime(BaseException):
    """Raised in code that has run for longer than it may."""


@contextlib.contextmanager
def time_limit(seconds):
    """Raise OutOfTime in the block once it has run for so many seconds; None is no limit.

    Where Python offers no timer (in a browser, on Windows, outside the main thread), the block runs
    without a limit.
    """
    main = threading.current_thread() is threading.main_thread()
    if seconds is None or not main or not hasattr(signal, "setitimer"):
        yield
        return
    handler = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 1e-3), AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)


def _stop(number, frame):
    raise OutOfTime
