"""Discard what compiled libraries print while an answer runs, as LAPACK does for NaN."""

import contextlib
import os
import threading

STREAMS = (1, 2)  # standard output and standard error, as compiled code knows them
_lock = threading.Lock()
_kept = []  # where the streams led before, while anybody wants them quiet
_waiting = 0


@contextlib.contextmanager
def quiet():
    """Let the process's output streams lead nowhere; Python's own `sys.stdout` is not touched."""
    _begin()
    try:
        yield
    finally:
        _end()


def _begin():
    global _waiting
    with _lock:
        _waiting += 1
        if _waiting == 1:
            with contextlib.suppress(OSError):  # a browser has no such streams
                _kept[:] = [os.dup(stream) for stream in STREAMS]
                _lead_nowhere()


def _lead_nowhere():
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in STREAMS:
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _end():
    global _waiting
    with _lock:
        _waiting -= 1
        if _waiting == 0:
            for stream, kept in zip(STREAMS, _kept, strict=False):
                os.dup2(kept, stream)
                os.close(kept)
            _kept.clear()
