"""Write files so that a power cut, a full disk or another process never leaves half of one."""

import contextlib
import os
import tempfile
import time
from pathlib import Path

try:
    import fcntl
except ImportError:  # it does not exist on Windows
    fcntl = None

PART = ".part-"  # prefix of the names of files that are not complete yet
SECONDS_TO_WRITE = 3600  # a part older than this was left by a run that was killed


def write_whole(path, data, mode=0o644):
    """Write a file so that nobody ever finds only a part of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=PART)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.chmod(part, mode)
            os.fsync(handle)
        os.replace(part, path)
    except BaseException as error:
        Path(part).unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename = str(path)  # the error of a full disk does not name the file
        raise
    if os.name != "posix":
        return  # Windows cannot open a folder as a file
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextlib.contextmanager
def alone(path):
    """Lock a path for the block, so that other processes wait for it, even on other machines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "ab") as file:
        if fcntl:
            with contextlib.suppress(OSError):  # some network folders do not support locks
                fcntl.flock(file, fcntl.LOCK_EX)  # until the file is closed
        yield


def sweep(folder):
    """Remove the parts of files that killed runs have left, but none that is being written."""
    for path in Path(folder).rglob(f"{PART}*"):
        with contextlib.suppress(FileNotFoundError):  # it is complete by now
            if time.time() - path.stat().st_mtime > SECONDS_TO_WRITE:
                path.unlink()
