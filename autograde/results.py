"""What grading a notebook gives, and the files in which it is kept."""

import contextlib
import functools
import hashlib
import json
import os
import platform
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

import feedforward

try:
    import fcntl
except ImportError:  # on Windows there is none
    fcntl = None

HERE = Path(__file__).parent
SHOWING = ("plots", "widgets", "report")  # parts that no grade depends on
PART = ".part-"  # how the names of files begin that are not whole yet
SECONDS_TO_WRITE = 3600  # a part that is older is of a run that was killed
FORM = 1  # of a result file; another number makes all be graded anew


@dataclass(frozen=True)
class Mark:
    """What became of one exercise.

    status, mistake, message and parts are those of a Verdict; score is 0 to 1, points what it is
    worth of max_points. message is what the learner is told, and shows no hidden case. fault is the
    kind of what kept it from being judged (see box/contract.py), or None.
    """

    name: str
    status: str
    score: float
    points: float
    max_points: float
    message: str
    mistake: str | None = None
    parts: dict[str, bool] = field(default_factory=dict)
    fault: str | None = None


@dataclass(frozen=True)
class Result:
    """What grading a notebook gave; all of it can be written as JSON.

    scores: points by grade_id, None where a person gives them. outputs: for each cell of the
    rebuilt notebook its outputs, None for text. marks: of the exercises of this book. faults: what
    befell the notebook, a sentence each. looks: why a person should look at it. seconds: how long
    the learner's code ran. seed: what hidden cases were drawn with.
    """

    scores: dict[str, float | None]
    outputs: list[list[dict] | None]
    marks: list[Mark] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    looks: list[str] = field(default_factory=list)
    seconds: float = 0.0
    seed: int | None = None

    def to_json(self):
        return asdict(self)

    @classmethod
    def from_json(cls, data):
        return cls(**data | {"marks": [Mark(**mark) for mark in data["marks"]]})


class Store:
    """Results in a folder, each in a file that is named by what was graded."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def get(self, key):
        """The Result of that key, or None where there is none that is whole."""
        try:
            kept = json.loads((self.folder / f"{key}.json").read_text(encoding="utf-8"))
            if kept["sum"] == sum_of(kept["result"]):
                return Result.from_json(kept["result"])
        except (OSError, ValueError, KeyError, TypeError):
            pass  # not graded yet, or something else has spoilt the file: it is graded again
        return None

    def put(self, key, result):
        """Keep a Result; after a power cut it is there as a whole, or not at all."""
        data = result.to_json()
        text = json.dumps({"key": key, "sum": sum_of(data), "result": data}, ensure_ascii=False)
        write_whole(self.folder / f"{key}.json", text.encode())


def sum_of(data):
    """What tells whether a kept result is whole."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


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


def key(*parts):
    """A name for all that a result depends on: bytes, and what JSON can write."""
    digest = hashlib.sha256()
    for part in (versions(), *parts):
        data = part if isinstance(part, bytes) else json.dumps(part, sort_keys=True).encode()
        digest.update(b"%d " % len(data) + data)
    return digest.hexdigest()


@functools.cache
def versions():
    """What stands for the exercises, the grader and what they run on."""
    digest = hashlib.sha256()
    for root in (Path(feedforward.__file__).parent, HERE):
        for path in sorted(root.rglob("*.py")):
            if path.parent.name in SHOWING:
                continue
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{FORM} {platform.python_version()} {np.__version__} {digest.hexdigest()}"
