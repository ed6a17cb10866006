"""Store what a learner's checks remember: one small file an exercise, beside the notebooks.

A file an exercise, replaced as a whole, lets two open notebooks write at once.
"""

import json
import os
import tempfile
from pathlib import Path

from feedforward import exercises

FOLDER = ".progress"
# The kernel starts in the notebook's folder; a learner may change folders later.
HOME = Path.cwd()


def remember(verdict, home=None):
    """Note a verdict and return how many attempts that makes. Raises OSError where it cannot.

    The best score stays, and every answer but a blank counts as an attempt.
    """
    before = recall(verdict.name, home)
    record = {
        "attempts": before["attempts"] + (verdict.status != "not attempted"),
        "best": max(before["best"], verdict.score),
        "status": verdict.status,
    }
    folder = (home or HOME) / FOLDER
    folder.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=folder, suffix=".part", delete=False) as part:
        json.dump(record, part)
    os.replace(part.name, folder / f"{verdict.name}.json")
    return record["attempts"]


def recall(name, home=None):
    """What is known of an exercise: attempts, best score (0 to 1), status at the last check."""
    record = {"attempts": 0, "best": 0.0, "status": "not attempted"}
    try:
        stored = json.loads(((home or HOME) / FOLDER / f"{name}.json").read_text())
        return {key: type(value)(stored[key]) for key, value in record.items()}
    except (OSError, ValueError, KeyError, TypeError):
        return record  # never checked, or a file that something else has spoilt


def last_checked(home=None):
    """Return the name of the exercise that was attempted last, or None; blanks do not count."""
    folder = (home or HOME) / FOLDER
    try:
        stored = [p for p in folder.glob("*.json") if p.stem in exercises.EXERCISES]
        stored.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
        return next((p.stem for p in stored if recall(p.stem, home)["attempts"]), None)
    except OSError:
        return None
