"""Extend due dates by what a course grants its students: extensions, and a number of late days.

extensions.csv in the course's folder has a row for each extension:

    student,section,days
    ada,6.1_xor,3

c.LateDays.budget in nbgrader_config.py is the number of days that each student may be late, over
the whole course, before a penalty applies.
"""

import csv
import math
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from ..errors import CourseError

DAY = timedelta(days=1)
FILE = "extensions.csv"
COLUMNS = ["student", "section", "days"]
ODD_HEAD = "{} has to begin with the line student,section,days; it begins with {!r}."
ODD_ROW = (
    "Line {} of {} {}. It has to hold a student, a section and a number of days, such as "
    "ada,6.1_xor,3."
)
ODD_BUDGET = "c.LateDays.budget has to be a whole number of days, 0 or more; it is {!r}."


@dataclass(frozen=True)
class Allowance:
    """The extensions, {(student, section): timedelta}, and each student's budget of late days."""

    extensions: dict = field(default_factory=dict)
    budget: int = 0

    def late_days(self, student, section, extension):
        """Return how many late days are part of an extension in nbgrader's gradebook."""
        granted = self.extensions.get((student, section), timedelta())
        return max(0, math.ceil(((extension or timedelta()) - granted) / DAY))


def of_course(root, config, sections):
    """Return the Allowance of a course, or None if it neither has the file nor sets a budget.

    sections: names of all its assignments. Raises CourseError.
    """
    path, budget = Path(root, FILE), config.LateDays.get("budget", 0)
    if not isinstance(budget, int) or isinstance(budget, bool) or budget < 0:
        raise CourseError(ODD_BUDGET.format(budget))
    if not path.exists():
        return Allowance(budget=budget) if budget else None
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [[part.strip() for part in row] for row in csv.reader(file)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CourseError(f"{path} cannot be read: {error}.") from None
    if rows[:1] != [COLUMNS]:
        raise CourseError(ODD_HEAD.format(path, ",".join(rows[0]) if rows else ""))
    lines = [(number, row) for number, row in enumerate(rows, 1) if number > 1 and any(row)]
    return Allowance(dict(_extension(path, *line, sections) for line in lines), budget)


def _extension(path, number, row, sections):
    """Return ((student, section), timedelta) for a row. Raises CourseError."""
    if len(row) != len(COLUMNS):
        raise CourseError(ODD_ROW.format(number, path, f"has {len(row)} parts"))
    student, section, days = row
    names = [name for name in sections if section in (name, name.split("_")[0])]
    if len(names) != 1:
        known = ", ".join(sections)
        raise CourseError(ODD_ROW.format(number, path, f"names {section!r}; there are: {known}"))
    try:
        length = timedelta(days=float(days))
    except (ValueError, OverflowError):
        length = timedelta()
    if length <= timedelta():
        raise CourseError(ODD_ROW.format(number, path, f"gives {days!r} days"))
    return (student, names[0]), length


def extend(gradebook, allowance, section, student):
    """Set a submission's extension: the one that was granted, plus late days if enough are left.

    Only whole late days are used, and only if they make the submission count as on time.
    """
    submission = gradebook.find_submission(section, student)
    granted = allowance.extensions.get((student, section), timedelta())
    submission.extension = None
    if submission.assignment.duedate is not None:
        submission.extension = granted or None
        days = math.ceil(submission.total_seconds_late / DAY.total_seconds())
        if 0 < days <= allowance.budget - used(gradebook, allowance, student, but=section):
            submission.extension = granted + days * DAY
    gradebook.db.commit()


def used(gradebook, allowance, student, but=None):
    """Count the late days that a student has used, in all sections except `but`."""
    return sum(
        allowance.late_days(student, s.name, s.extension)
        for s in gradebook.student_submissions(student)
        if s.name != but
    )
