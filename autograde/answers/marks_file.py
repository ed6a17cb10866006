"""The CSV file in which a person's points and comments come back from the page."""

import csv
import io
import math
from dataclasses import dataclass
from pathlib import Path

from ..errors import CourseError
from ..report.csv_files import STARTS, write_csv

HEAD = ("question", "student", "version", "group", "points", "comment", "answer")
NEEDED = HEAD[:3]
FOR_SPREADSHEETS = "utf-8-sig"


@dataclass(frozen=True)
class Mark:
    """A row: what a person says of one answer. points: None where none are given."""

    row: int
    question: str
    student: str
    version: str
    points: float | None
    comment: str


def write_marks(path, questions):
    """Write a file with a row for each answer, to be filled in with a spreadsheet."""
    rows = [
        (q.name, a.student, a.version, number, a.points, a.comment, a.text)
        for q in questions
        for number, group in enumerate(q.groups, 1)
        for a in group.answers
    ]
    write_csv(path, [HEAD, *rows], FOR_SPREADSHEETS)


def read_marks(path):
    """The Marks of a file; rows with neither points nor a comment are left out.

    Raises CourseError, which names the row, where the file is no such file.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "save it as CSV in UTF-8"
        raise CourseError(f"{path} cannot be read: {why}.") from None
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in head else ",")
    missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        raise CourseError(
            f"{path} has no column {' and no column '.join(missing)}. Take the file that the page "
            "of `autograde answers` saves, or the one beside the page."
        )
    marks = [_mark(path, number, row) for number, row in enumerate(reader, 2)]
    return [mark for mark in marks if mark.points is not None or mark.comment]


def _mark(path, number, row):
    fields = {name: _plain((row.get(name) or "").strip()) for name in HEAD}
    question, student, version = (fields[name] for name in NEEDED)
    return Mark(number, question, student, version, _points(path, number, fields["points"]),
                fields["comment"])  # fmt: skip


def _points(path, number, text):
    if not text:
        return None
    try:
        points = float(text.replace(",", "."))
    except ValueError:
        points = math.nan
    if not math.isfinite(points):
        raise CourseError(f"{path}, row {number}: points are {text!r}; write a number.")
    return points


def _plain(text):
    """Undo what keeps spreadsheets from taking a text for a formula."""
    return text[1:] if text.startswith("'") and text[1:].lstrip().startswith(STARTS) else text
