"""Store what a learner's checks remember: one small file an exercise, beside the notebooks.

A file an exercise, replaced as a whole, lets two open notebooks write at once.
"""

import json
import os
import tempfile
from hashlib import sha256
from pathlib import Path

from feedforward import exercises

from .verdict import NOT_ATTEMPTED, PARTLY, WRONG, WRONG_FORM

FOLDER = ".progress"
# The kernel starts in the notebook's folder; a learner may change folders later.
HOME = Path.cwd()
UNNAMED = "unnamed"  # a mistake that the check could not name


def remember(verdict, home=None, source=None):
    """Note a verdict and return how many attempts that makes. Raises OSError where it cannot.

    source: the text of the answer's cell, if it is known. The best score stays, and so does the
    text that passed last, since a notebook may be closed before it is saved. Every answer counts
    as an attempt, except a blank and one that was checked again unchanged, with the same verdict.
    """
    record = recall(verdict.name, home)
    answer = "" if source is None else sha256(f"{source}\n{verdict}".encode()).hexdigest()
    unchanged = answer and answer == record["answer"]
    record["attempts"] += verdict.status != NOT_ATTEMPTED and not unchanged
    record["answer"] = answer
    record["best"] = max(record["best"], verdict.score)
    record["status"] = verdict.status
    if verdict.passed and source:
        record["passed"] = source
    mistake = _mistake_in(verdict)
    if mistake:
        others = [known for known in record["mistakes"] if known != mistake]
        record |= {"mistakes": [mistake, *others], "reviews": []}
    _write(verdict.name, record, home)
    return record["attempts"]


def _mistake_in(verdict):
    """Return the id of the mistake in a verdict; None if there is none, or only a slip.

    An exception is a slip unless it comes from a mistake that the exercise knows.
    """
    known = {mistake.id for mistake in exercises.find(verdict.name).mistakes}
    if verdict.status in (WRONG, PARTLY, WRONG_FORM) or verdict.mistake in known:
        return verdict.mistake or UNNAMED
    return None


def note_review(name, place, right, home=None):
    """Note that the section at `place` asked about an exercise again. Raises OSError."""
    record = recall(name, home)
    record["reviews"].append([place, right])
    _write(name, record, home)


def _write(name, record, home):
    folder = (home or HOME) / FOLDER
    folder.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=folder, suffix=".part", delete=False) as part:
        json.dump(record, part)
    os.replace(part.name, folder / f"{name}.json")


def recall(name, home=None):
    """Return what is known of an exercise, as a dict.

    attempts; a hash of the answer checked last; the text that passed last; best score (0 to 1);
    status at the last check; ids of the mistakes, the latest first; reviews since the latest
    mistake, as pairs (place of the section that asked, answered rightly).
    """
    record = {"attempts": 0, "answer": "", "best": 0.0, "status": NOT_ATTEMPTED}
    record |= {"mistakes": [], "reviews": [], "passed": ""}
    try:
        stored = json.loads(((home or HOME) / FOLDER / f"{name}.json").read_text())
        known = {key: type(record[key])(stored[key]) for key in record if key in stored}
        known["reviews"] = [[int(place), bool(right)] for place, right in known.get("reviews", [])]
        return record | known
    except (OSError, ValueError, TypeError):
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
