"""Messages of the command when it cannot go on."""

import contextlib
import errno

FOR_ALL = {errno.ENOSPC, errno.EROFS, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)}
FROM_A_BACKUP = (
    "Put it back from a backup. Without one, move it away: `autograde course` makes another, in "
    "which only points that were given by hand are missing once all sections are graded again."
)
# A part of what databases say, and the advice that it calls for.
ADVICE = {
    "is locked": "Another program is using it: wait until that is done, and start again.",
    "is full": "Make room on the disk, and start again.",
    "readonly": "Nobody may write there: give yourself the right to, and start again.",
    "malformed": FROM_A_BACKUP,
    "not a database": FROM_A_BACKUP,
}


class CourseError(Exception):
    """Something that the instructor has to put right. The message says what it is, and how."""


def unusable(gradebook, error):
    """A sentence on what a database said of the gradebook at that address, and on what to do."""
    said = str(getattr(error, "orig", None) or error).strip().splitlines()[0].rstrip(".")
    advice = next((text for part, text in ADVICE.items() if part in said), "")
    return f"The gradebook {gradebook} cannot be used: {said}. {advice}".rstrip()


@contextlib.contextmanager
def in_use(gradebook):
    """Run the block, which uses the gradebook at that address. Raises CourseError."""
    from sqlalchemy.exc import SQLAlchemyError  # whoever has a gradebook has loaded it

    try:
        yield
    except SQLAlchemyError as error:
        raise CourseError(unusable(gradebook, error)) from None


def about_files(error):
    """A sentence on an OSError, with the file that it is about where that is known."""
    where = f": {error.filename}" if error.filename else ""
    return f"{error.strerror or error}{where}."
