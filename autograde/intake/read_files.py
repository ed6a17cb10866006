"""Read files that a learner has named and written, and refuse those that could do harm."""

import errno
import fnmatch
import importlib.util
import os
import stat
import sys
from pathlib import Path

from ..sandbox.wire.limits import DEFAULTS, Limits

MOST_REFUSED = 20
MOST_FOLDERS_DEEP = 8
NO_FILE = "is not a file but a folder, a pipe or a device."
MODULES = (".py", ".pyc", ".so", ".pyd")
AT_START = {"sitecustomize", "usercustomize"}
IGNORED = {".ipynb_checkpoints", "__pycache__", ".git", ".progress"}


class NotTaken(Exception):
    """A file that is not read; the message completes the sentence "<file> …"."""


def read(path, most=Limits.notebook):
    """Return the bytes of a file, without following links.

    Raises NotTaken if it is a link, a device or too large, FileNotFoundError if there is none, and
    OSError if it cannot be read.
    """
    if os.path.islink(path) or os.path.islink(os.path.dirname(path)):
        raise NotTaken("is a link to somewhere else, which is not followed.")
    # Without O_NONBLOCK, opening a pipe would wait for ever for somebody to write into it.
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno == errno.ENXIO:  # a socket
            raise NotTaken(NO_FILE) from None
        raise
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        os.close(descriptor)
        raise NotTaken(NO_FILE)
    with os.fdopen(descriptor, "rb") as file:
        if found.st_size > most:
            raise NotTaken(f"has {found.st_size} bytes; at most {most} are read.")
        return file.read(most)


def admitted(folder, ignored=(), limits=DEFAULTS):
    """Read the files beside a notebook; return ({relative path: bytes}, sentences about the rest).

    Links, devices, oversized files and files that would replace a module of Python or of an
    installed package are left out. Notebooks, and files and folders whose names match a pattern in
    `ignored`, are left out without a sentence.
    """
    if os.path.islink(folder):
        return {}, [f"{Path(folder).name} is a link to somewhere else, which is not followed."]
    taken, refused, size, others = {}, [], 0, 0
    for path in _walk(Path(folder), MOST_FOLDERS_DEEP, [*IGNORED, *ignored]):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".ipynb" and not path.is_symlink():
            continue
        if len(refused) == MOST_REFUSED:
            others += 1
            continue
        try:
            if len(taken) == limits.files_beside:
                raise NotTaken(f"is one file too many; at most {limits.files_beside} are read.")
            if shadows_a_module(name):
                raise NotTaken("has the name of a Python module, which it would replace.")
            data = read(path, limits.beside - size)
        except NotTaken as error:
            refused.append(f"{printable(name)} {error}")
        except OSError as error:
            refused.append(f"{printable(name)} cannot be read: {error.strerror}.")
        else:
            taken[name] = data
            size += len(data)
    if others:
        refused.append(f"{others} more files were not read, because so many were left out.")
    return taken, refused


def printable(name):
    """Return a name that is safe to show and store.

    Bytes that are not text, and signs that would control a terminal, are replaced.
    """
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in name)


def write(files, folder):
    """Write files into a folder. files: {relative path: bytes}, as `admitted` returns them."""
    for name, data in files.items():
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _walk(folder, deep, ignored):
    """Yield the paths in a folder that are not folders, in order, without following links."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if any(fnmatch.fnmatchcase(entry.name, pattern) for pattern in ignored):
            continue
        # A folder named like a notebook is not searched, because the notebook is written there.
        if not entry.is_dir(follow_symlinks=False) or entry.name.endswith(".ipynb"):
            yield Path(entry.path)
        elif deep:
            yield from _walk(Path(entry.path), deep - 1, ignored)


def shadows_a_module(name):
    """Return True if a file could be imported in place of an existing module."""
    if not name.endswith(MODULES):
        return False
    module = name.split("/")[0].split(".")[0]
    return module in sys.stdlib_module_names | AT_START or _is_installed(module)


def _is_installed(module):
    try:
        spec = importlib.util.find_spec(module)
    except (ImportError, ValueError):
        return False
    return spec is not None
