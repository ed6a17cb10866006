"""Keep the course's secret number. Cases are drawn from it and from a learner's submission."""

import secrets

from ..errors import CourseError
from . import paths, write_files

HEAD = (
    "# The grader draws test cases from this number and from what a learner handed in.\n"
    "# Keep it from learners. The same number repeats a grading exactly; another one grades\n"
    "# everybody again, on other cases.\n"
)


def of_course(folder):
    """Return the secret of the course in a folder; a course without one gets one, for good.

    Raises CourseError if the file cannot be read, or contains something else.
    """
    path = paths.secret(folder)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return _drawn(folder)
    except OSError as error:
        raise CourseError(f"The secret {path} cannot be read: {error.strerror}.") from None
    lines = [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]
    if len(lines) != 1 or not lines[0].isdecimal():
        raise CourseError(f"{path} has to contain one whole number, and it does not.")
    return int(lines[0])


def _drawn(folder):
    """Draw and store a new secret, unless another process has done so; return the course's.

    Where files cannot be locked, two first commands at the same moment could each draw one.
    """
    path = paths.secret(folder)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with write_files.alone(paths.recording(folder)):
        if not path.exists():
            write_files.write_whole(path, f"{HEAD}{secrets.randbits(63)}\n".encode(), 0o600)
    return of_course(folder)
