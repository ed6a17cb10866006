"""Keep the course's secret number. Cases are drawn from it and from a learner's submission."""

import os
import secrets

from ..errors import CourseError
from . import paths

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
        return _drawn(path)
    except OSError as error:
        raise CourseError(f"The secret {path} cannot be read: {error.strerror}.") from None
    lines = [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]
    if len(lines) != 1 or not lines[0].isdecimal():
        raise CourseError(f"{path} has to contain one whole number, and it does not.")
    return int(lines[0])


def _drawn(path):
    """Draw a new secret and store it; if two processes do so at the same time, one of them wins."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}-{os.getpid()}-{secrets.token_hex(4)}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{HEAD}{secrets.randbits(63)}\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(part, path)
    except FileExistsError:
        pass  # another process was faster
    except OSError:  # a file system without links
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return of_course(path.parent.parent)
