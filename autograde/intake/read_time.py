"""Read the time of a submission from the timestamp.txt in its folder."""

import re
from datetime import UTC, datetime
from pathlib import Path

from dateutil.tz import gettz

from . import read_files

NAME = "timestamp.txt"
MOST = 1000  # bytes
SHOWN = 60  # characters
FORM = re.compile(r"(\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)?)\s*(.*)")
ZONE = re.compile(r"[A-Za-z][\w+-]*(?:/[\w+-]+)*")  # a name, which cannot be the path of a file
UNREADABLE = (
    f"{NAME} {{}}, which is not a readable time, so the submission counts as on time. Write it as "
    "2026-03-02 12:00:00 UTC, and grade again."
)


class Unreadable(Exception):
    """The file contains no readable time; the message is a sentence that says so."""


def handed_in(folder):
    """Return the time in a folder's timestamp.txt, in UTC and without a zone, as in nbgrader.

    Return None if there is no such file, or if it is empty. Raises Unreadable.
    """
    try:
        text = read_files.read(Path(folder, NAME), MOST).decode("utf-8", "replace").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except read_files.NotTaken as error:
        raise Unreadable(UNREADABLE.format(str(error).rstrip(".").split(",")[0])) from None
    except OSError as error:
        raise Unreadable(UNREADABLE.format(f"cannot be read ({error.strerror})")) from None
    if not text:
        return None
    try:
        return parse(text)
    except (ValueError, OverflowError):
        shown = read_files.printable(text[:SHOWN])
        raise Unreadable(UNREADABLE.format(f"says {shown!r}")) from None


def parse(text):
    """Parse a time such as 2026-03-02 12:00:00 UTC; return it in UTC and without a zone.

    The zone is a name or an offset, such as Europe/Berlin, CET, Z or +02:00; a time without one is
    in UTC. The order of day and month is never guessed. Raises ValueError or OverflowError.
    """
    found = FORM.fullmatch(text)
    if not found:
        raise ValueError(text)
    moment = datetime.fromisoformat(found[1]).replace(tzinfo=_zone(found[2]))
    return moment.astimezone(UTC).replace(tzinfo=None)


def _zone(text):
    if text in ("", "Z"):
        return UTC
    if text[0] in "+-":
        return datetime.fromisoformat(f"2000-01-01 00:00{text}").tzinfo
    zone = gettz(text) if ZONE.fullmatch(text) else None
    if zone is None:
        raise ValueError(text)
    return zone
