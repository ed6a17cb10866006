"""Report on a class: one page and CSV files, made from a course's stored results."""

from pathlib import Path

from ..course.open_course import open_course

FOLDER = "report"


def write_report(folder, anonymous=False):
    """Write report/ in the course that `folder` belongs to; return the path of its page.

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
