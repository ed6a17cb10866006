"""Keep results in files, named by a hash of all that they depend on."""

import functools
import hashlib
import json
import platform
from pathlib import Path

import numpy as np

import feedforward

from ..course.write_files import write_whole
from ..grade.result import Result

GRADER = Path(__file__).parents[1]
SHOWING = ("plots", "widgets", "report", "platforms", "answers")  # parts that no grade depends on
FORM = 1  # of a result file; another number makes all be graded anew


class Store:
    """Results in a folder, each in a file that is named by what was graded."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def get_final(self, key):
        """Return the Result of that key if it is final, or None if it has to be graded."""
        result = self.get(key)
        return None if result is None or result.ran_out else result

    def get(self, key):
        """Return the Result of that key, or None if there is none, or only a damaged one."""
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
    """The checksum of a result, which tells whether a kept one is whole."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def key(*parts):
    """A name for all that a result depends on: bytes, and what JSON can write."""
    digest = hashlib.sha256()
    for part in (versions(), *parts):
        data = part if isinstance(part, bytes) else json.dumps(part, sort_keys=True).encode()
        digest.update(b"%d " % len(data) + data)
    return digest.hexdigest()


@functools.cache
def versions():
    """A hash of the exercises, the grader, and the versions of Python and NumPy."""
    digest = hashlib.sha256()
    for root in (Path(feedforward.__file__).parent, GRADER):
        for path in sorted(root.rglob("*.py")):
            if path.parent.name in SHOWING:
                continue
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{FORM} {platform.python_version()} {np.__version__} {digest.hexdigest()}"
