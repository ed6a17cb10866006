"""Read and write the CSV file with the points and comments that a person gives."""

import csv
import io
import math
from dataclasses import dataclass
from pathlib import Path

from ..errors import CourseError
from ..report.csv_files import FOR_SPREADSHEETS, undo_inert, write_csv

HEAD = ("question", "student", "version", "group", "points", "comment", "answer")
NEEDED = HEAD[:3]


@dataclass(frozen=True)
class Mark:
    """A person's points and comment for one answer. points: None if the row has none."""

    row: int
    question: str
    student: str
    version: str
    points: float | None
    comment: str


def write_marks(path, questions):
    """Write a file with a row for each answer, for a person to complete in a spreadsheet."""
    rows = [
        (q.name, a.student, a.version, number, a.points, a.comment, a.text)
        for q in questions
        for number, group in enumerate(q.groups, 1)
        for a in group.answers
    ]
    write_csv(path, [HEAD, *rows], FOR_SPREADSHEETS)


def read_marks(path):
    """Read the Marks in a file, without the rows that have neither points nor a comment.

    Raises CourseError if the file cannot be read, lacks a column, or has points that are not
    numbers.
    """
    try:
        text = Path(path).read_text(encoding=FOR_SPREADSHEETS)
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "save it as CSV in UTF-8"
        raise CourseError(f"{path} cannot be read: {why}.") from None
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in head else ",")
    missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        raise CourseError(
            f"{path} has no column {' and no column '.join(missing)}. Use the file that the page "
            "of `autograde answers` saves, or the one beside the page."
        )
    marks = [_mark(path, number, row) for number, row in enumerate(reader, 2)]
    return [mark for mark in marks if mark.points is not None or mark.comment]


def _mark(path, number, row):
    fields = {name: undo_inert((row.get(name) or "").strip()) for name in HEAD}
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
        raise CourseError(f"{path}, row {number}: the points are {text!r}, not a number.")
    return points
