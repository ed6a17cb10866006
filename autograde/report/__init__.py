"""The class at a glance: one page and CSV files, from what grading has left in a course."""

from pathlib import Path

from ..course.open_course import open_course

FOLDER = "report"


def write_report(folder, anonymous=False):
    """Write report/ in the course of that folder; return the path of its page.

    anonymous: show no names, and nothing that learners wrote. Raises CourseError.
    """
    api = open_course(folder)
    from . import (  # loads nbgrader and matplotlib, which takes seconds
        anonymity,
        gather,
        write_page,
    )

    root = Path(api.coursedir.root)
    shown = anonymity.Hidden(root) if anonymous else anonymity.Shown()
    return write_page.write(root / FOLDER, gather.gather(api, shown))
