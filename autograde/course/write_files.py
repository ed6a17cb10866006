"""Write files so that a power cut, a full disk or another process never leaves half of one."""

import contextlib
import os
import tempfile
import time
from pathlib import Path

try:
    import fcntl
except ImportError:  # on Windows there is none
    fcntl = None

PART = ".part-"  # how the names of files begin that are not whole yet
SECONDS_TO_WRITE = 3600  # a part that is older is of a run that was killed


def write_whole(path, data, mode=0o644):
    """Write a file so that nobody, at any time, finds a part of it."""
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
            error.filename = str(path)  # a full disk does not say where
        raise
    if os.name != "posix":
        return  # a folder is no file there
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextlib.contextmanager
def alone(path):
    """Run the block when nobody else runs one with this path: the others wait, on any machine."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "ab") as file:
        if fcntl:
            with contextlib.suppress(OSError):  # some network's folders know no locks
                fcntl.flock(file, fcntl.LOCK_EX)  # until the file is closed
        yield


def sweep(folder):
    """Take away the parts of files that killed runs have left, and none that is being written."""
    for path in Path(folder).rglob(f"{PART}*"):
        with contextlib.suppress(FileNotFoundError):  # it is whole by now
            if time.time() - path.stat().st_mtime > SECONDS_TO_WRITE:
                path.unlink()
