"""Read a platform's list of students, and record them in the gradebook under the platform's ids.

Canvas: the file from Grades > Export. Moodle: a table with user names or email addresses, from
Participants > Download table data, or from Grades > Export.
"""

import csv
import io
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from ..errors import CourseError, in_use

ENCODINGS = ("utf-8-sig", "cp1252")
NOBODY = (
    "points possible",
    "student, test",
    "test student",
)  # rows in Canvas's file that describe no student
UNKNOWN = (
    "{} does not identify its students. A file from Canvas needs the columns Student and SIS "
    "Login ID (or ID); one from Moodle needs Username or Email address, with First name and Last "
    "name, or with Full name. It has {}."
)


@dataclass(frozen=True)
class Person:
    """A student. number: the platform's number for the student in all assignments, or None."""

    id: str
    first: str = ""
    last: str = ""
    email: str = ""
    number: str | None = None


class Roster:
    """The known students, who can be found by the Sender of a file."""

    def __init__(self, people):
        self.by_number = {p.number: p.id for p in people if p.number}
        self.by_name = {}
        self.is_known = any(p.first or p.last for p in people)
        for p in people:
            for name in {_letters(p.id), _letters(p.first + p.last), _letters(p.last + p.first)}:
                self.by_name.setdefault(name, set()).add(p.id)

    def find(self, sender):
        """Return the id of a names.Sender's student, or None if no student or several match."""
        if sender.is_user_number and sender.number in self.by_number:
            return self.by_number[sender.number]
        found = self.by_name.get(_letters(sender.name), ())
        return next(iter(found)) if len(found) == 1 else None


def of_gradebook(gradebook):
    """Return the Roster of the students in a gradebook."""
    return Roster(
        [
            Person(s.id, s.first_name or "", s.last_name or "", s.email or "", s.lms_user_id)
            for s in gradebook.students
        ]
    )


def read_roster(path):
    """Read the Persons in a platform's file. Raises CourseError."""
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


def record_roster(api, path):
    """Record the students in a platform's file in the gradebook; return a sentence.

    Raises CourseError.
    """
    people = read_roster(path)
    with in_use(api.coursedir.db_url), api.gradebook as gradebook:
        known = {student.id for student in gradebook.students}
        for p in people:
            gradebook.update_or_create_student(
                p.id, first_name=p.first or None, last_name=p.last or None, email=p.email or None,
                lms_user_id=p.number,
            )  # fmt: skip
    new, ids = len({p.id for p in people} - known), f"under ids such as {people[0].id}"
    return f"{len(people)} students are in the gradebook, {new} of them new, {ids}."


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
    raise CourseError(f"{path} is not a text file. Use the file that the platform exports as CSV.")


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
    """Return only a name's letters and digits, in lower case, because platforms vary the rest."""
    return "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())
