"""Find the notebooks in a folder of downloads, even inside archives, and report skipped files."""

import io
import tarfile
import zipfile
import zlib
from datetime import datetime
from pathlib import Path, PurePosixPath

from ..intake import read_files
from ..sandbox.wire.limits import Limits
from .names import ARCHIVE

MOST_ARCHIVE = 200_000_000  # bytes of an archive within an archive
MOST_DEEP = 4
# Written by programs, not by students, as are files whose names begin with "." or "~".
NOISE = {"__MACOSX", "__pycache__"}
BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, RuntimeError,
          NotImplementedError, ValueError)  # fmt: skip


class Walk:
    """A search of a folder of downloads; `problems` gets a sentence about each file skipped."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.problems = []

    def notebooks(self):
        """Yield (parts, datetime, bytes) for each notebook.

        parts: the names of the folders and archives on the way to the file, and its own. datetime:
        when the file was last changed, without a time zone, because archives store none.
        """
        for path in sorted(self.folder.rglob("*")):
            parts = path.relative_to(self.folder).parts
            if path.is_dir() or _is_noise(parts):
                continue
            when = datetime.fromtimestamp(path.stat().st_mtime)
            try:
                if ARCHIVE.search(path.name):
                    with open(path, "rb") as file:
                        yield from self._inside(file, parts)
                elif path.suffix.lower() == ".ipynb":
                    yield parts, when, read_files.read(path)
                else:
                    self._skipped(parts, "is neither a notebook nor a zip file.")
            except read_files.NotTaken as error:
                self._skipped(parts, error)
            except OSError as error:
                self._skipped(parts, f"cannot be read: {error.strerror or error}.")

    def _skipped(self, parts, why):
        self.problems.append(f"{read_files.printable('/'.join(parts))} {why}")

    def _inside(self, file, parts):
        """Yield the notebooks in an archive. file: the archive, open for reading."""
        if len(parts) > MOST_DEEP * 8 or sum(bool(ARCHIVE.search(p)) for p in parts) > MOST_DEEP:
            self._skipped(parts, "is nested in too many folders or archives.")
            return
        try:
            is_zip = parts[-1].lower().endswith(".zip")
            members = _of_zip(file) if is_zip else _of_tar(file)
            for name, when, size, read in members:
                yield from self._member(parts, PurePosixPath(name), when, size, read)
        except BROKEN as error:
            self._skipped(parts, f"cannot be unpacked ({error}). Ask for it again.")

    def _member(self, parts, name, when, size, read):
        if name.is_absolute() or ".." in name.parts:
            self._skipped((*parts, str(name)), "points outside the archive, so it is left out.")
            return
        inner, parts = name.parts, (*parts, *name.parts)
        packed = bool(ARCHIVE.search(name.name))
        if _is_noise(inner) or not (packed or name.suffix.lower() == ".ipynb"):
            return  # archives also hold pictures and texts; only notebooks are collected
        most = MOST_ARCHIVE if packed else Limits.notebook
        if size > most:
            self._skipped(parts, f"has {size} bytes; at most {most} are read.")
            return
        try:
            data = read(most)
        except BROKEN as error:
            self._skipped(parts, f"cannot be unpacked ({error}). Ask for it again.")
            return
        if packed:
            yield from self._inside(io.BytesIO(data), parts)
        else:
            yield parts, when, data


def _of_zip(file):
    """Yield (name, datetime, size, read) for each file in a zip file."""
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                name = info.filename.replace("\\", "/")
                yield name, _time(info.date_time), info.file_size, _reads(archive.open, info)


def _of_tar(file):
    with tarfile.open(fileobj=file) as archive:
        for info in archive:
            if info.isfile():
                when = datetime.fromtimestamp(info.mtime)
                yield info.name, when, info.size, _reads(archive.extractfile, info)


def _reads(open_member, info):
    def read(most):
        with open_member(info) as file:
            return file.read(most)

    return read


def _time(fields):
    try:
        return datetime(*fields)
    except ValueError:  # a zip file can claim a date such as 31 February
        return datetime.min


def _is_noise(parts):
    return any(part.startswith((".", "~")) or part in NOISE for part in parts)
