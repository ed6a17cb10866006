"""A platform's list of its students, as the gradebook's students: their ids match the platform's.

Canvas: the file of Grades > Export. Moodle: a table with user names or addresses, such as
Participants > Download, or Grades > Export.
"""

import csv
import io
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from ..errors import CourseError

ENCODINGS = ("utf-8-sig", "cp1252")
NOBODY = (
    "points possible",
    "student, test",
    "test student",
)  # rows of Canvas's that are no student
UNKNOWN = (
    "{} does not say who its students are. From Canvas it needs the columns Student and SIS Login "
    "ID (or ID), from Moodle Username or Email address, with First name and Last name, or Full "
    "name. It has {}."
)


@dataclass(frozen=True)
class Person:
    """A student. number: the platform's own, where it holds in all of its files, else None."""

    id: str
    first: str = ""
    last: str = ""
    email: str = ""
    number: str | None = None


class Roster:
    """The students whom a platform has named, to be found by what a file's name says of them."""

    def __init__(self, people):
        self.by_number = {p.number: p.id for p in people if p.number}
        self.by_name = {}
        self.is_known = any(p.first or p.last for p in people)
        for p in people:
            for name in {_letters(p.id), _letters(p.first + p.last), _letters(p.last + p.first)}:
                self.by_name.setdefault(name, set()).add(p.id)

    def find(self, sender):
        """The id of a names.Sender's student, or None where none or several may be meant."""
        if sender.holds_for_all and sender.number in self.by_number:
            return self.by_number[sender.number]
        found = self.by_name.get(_letters(sender.name), ())
        return next(iter(found)) if len(found) == 1 else None


def of_gradebook(gradebook):
    """The Roster of the students whom a gradebook knows."""
    return Roster(
        [
            Person(s.id, s.first_name or "", s.last_name or "", s.email or "", s.lms_user_id)
            for s in gradebook.students
        ]
    )


def read_roster(path):
    """The Persons in a platform's file. Raises CourseError."""
    text = _text(path)
    lines = text.splitlines()
    head = lines[0] if lines else ""
    separator = max(",;\t", key=head.count)
    rows = list(csv.DictReader(io.StringIO(text), delimiter=separator))
    fields = {name.strip().casefold() for name in (rows[0] if rows else ()) if name}
    read = _of_canvas if "student" in fields else _of_moodle
    people = [person for row in rows if (person := read(_tidy(row)))]
    if not people:
        raise CourseError(UNKNOWN.format(path, ", ".join(head.split(separator)) or "nothing"))
    return people


def record(gradebook, people):
    """Give the gradebook these students; return how many of them it did not have."""
    known = {student.id for student in gradebook.students}
    for p in people:
        gradebook.update_or_create_student(
            p.id, first_name=p.first or None, last_name=p.last or None, email=p.email or None,
            lms_user_id=p.number,
        )  # fmt: skip
    return len({p.id for p in people} - known)


def _text(path):
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror}.") from None
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CourseError(f"{path} is not text. Take the file that the platform exports as CSV.")


def _tidy(row):
    return {(name or "").strip().casefold(): (value or "").strip()
            for name, value in row.items() if isinstance(value, str | None)}  # fmt: skip


def _of_canvas(row):
    name = row["student"]
    login = row.get("sis login id") or row.get("sis user id") or row.get("id")
    if not login or name.casefold() in NOBODY:
        return None
    last, _, first = name.partition(",")
    return Person(login, first.strip(), last.strip(), number=row.get("id") or None)


def _of_moodle(row):
    email = row.get("email address", "")
    login = row.get("username") or email
    first, last = row.get("first name", ""), row.get("last name") or row.get("surname", "")
    if not (first or last):
        first, _, last = row.get("full name", "").rpartition(" ")
    return Person(login, first, last, email) if login else None


def _letters(name):
    """A name as letters and digits alone: platforms differ in spaces, commas and capitals."""
    return "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())
