"""Define the error that stops the command, and messages about gradebooks and files."""

import contextlib
import errno

FOR_ALL = {errno.ENOSPC, errno.EROFS, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)}
FROM_A_BACKUP = (
    "Restore it from a backup. Without one, move it away: `autograde course` makes a new one, and "
    "once all sections are graded again, only points that were given by hand are missing."
)
# {part of a database's error message: what to do about it}
ADVICE = {
    "is locked": "Another program is using it: wait until it is done, and try again.",
    "is full": "Free some space on the disk, and try again.",
    "readonly": "It cannot be written: change its permissions, and try again.",
    "malformed": FROM_A_BACKUP,
    "not a database": FROM_A_BACKUP,
}


class CourseError(Exception):
    """An error that the instructor has to fix. The message says what is wrong, and the remedy."""


def unusable(gradebook, error):
    """Return a sentence about a database's error, with advice. gradebook: its address."""
    said = str(getattr(error, "orig", None) or error).strip().splitlines()[0].rstrip(".")
    advice = next((text for part, text in ADVICE.items() if part in said), "")
    return f"The gradebook {gradebook} cannot be used: {said}. {advice}".rstrip()


@contextlib.contextmanager
def in_use(gradebook):
    """Turn errors of the gradebook at an address into CourseError while the block uses it."""
    from sqlalchemy.exc import SQLAlchemyError  # nbgrader has loaded it already

    try:
        yield
    except SQLAlchemyError as error:
        raise CourseError(unusable(gradebook, error)) from None


def about_files(error):
    """Return a sentence about an OSError, with the file that it is about if that is known."""
    where = f": {error.filename}" if error.filename else ""
    return f"{error.strerror or error}{where}."
