"""Keep results in files, each named by a hash of everything that it depends on."""

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
SHOWING = ("plots", "widgets", "report", "platforms", "answers")  # folders that affect no grade
FORM = 1  # version of the result files; if it changes, everything is graded again


class Store:
    """Results in a folder, each in a file named by its key."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def get_final(self, key):
        """Return the Result with this key if it is final, else None: it has to be graded."""
        result = self.get(key)
        return None if result is None or result.ran_out else result

    def get(self, key):
        """Return the Result with this key, or None if there is none or its file holds none."""
        try:
            kept = json.loads((self.folder / f"{key}.json").read_text(encoding="utf-8"))
            return Result.from_json(kept["result"])
        except (OSError, ValueError, KeyError, TypeError):
            return None  # not graded yet, or the file is damaged, and the notebook is graded again

    def put(self, key, result):
        """Keep a Result; after a power cut, the file is complete or does not exist."""
        text = json.dumps({"result": result.to_json()}, ensure_ascii=False)
        write_whole(self.folder / f"{key}.json", text.encode())


def key(*parts):
    """Return a hash of everything that a result depends on. parts: bytes, or data for JSON."""
    digest = hashlib.sha256()
    for part in (versions(), *parts):
        data = part if isinstance(part, bytes) else json.dumps(part, sort_keys=True).encode()
        digest.update(b"%d " % len(data) + data)
    return digest.hexdigest()


@functools.cache
def versions():
    """Return a text that identifies the exercises, the grader, Python and NumPy."""
    digest = hashlib.sha256()
    for root in (Path(feedforward.__file__).parent, GRADER):
        for path in sorted(root.rglob("*.py")):
            if path.parent.name in SHOWING:
                continue
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{FORM} {platform.python_version()} {np.__version__} {digest.hexdigest()}"
