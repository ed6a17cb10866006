"""The seed that hidden cases are drawn with: the course holds it, and what is released does not."""

import os
import secrets
from pathlib import Path

from ..errors import CourseError

FOLDER = ".autograde"
NAME = "seed"
PUBLIC = 0  # what a learner's own checks draw with
HEAD = (
    "# Hidden cases are drawn with this number: keep it from learners, who could draw them too.\n"
    "# The same number repeats a grading exactly; another one grades everybody anew.\n"
)


def of_course(folder):
    """The seed of the course in that folder; a course that has none gets one, for good.

    Raises CourseError where the file holds something else.
    """
    path = Path(folder) / FOLDER / NAME
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return _drawn(path)
    except OSError as error:
        raise CourseError(f"The seed {path} cannot be read: {error.strerror}.") from None
    lines = [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]
    if len(lines) != 1 or not lines[0].isdecimal():
        raise CourseError(f"{path} has to hold one whole number, and does not.")
    return int(lines[0])


def _drawn(path):
    """A seed that nobody has had, kept so that of two who draw at once one is obeyed."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f".{NAME}-{os.getpid()}-{secrets.token_hex(4)}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{HEAD}{secrets.randbits(63)}\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(part, path)
    except FileExistsError:
        pass  # somebody else was quicker
    except OSError:  # a file system without links
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return of_course(path.parent.parent)
