"""Read when something was handed in, from the timestamp.txt beside it."""

import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from dateutil.tz import gettz

from . import read_files

NAME = "timestamp.txt"
MOST = 1000  # bytes
SHOWN = 60  # characters
FORM = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?)(?:[.,](\d+))?)?\s*(.*)")
OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)?")
ZONE = re.compile(r"[A-Za-z][\w+-]*(?:/[\w+-]+)*")  # no path to a file
UNREADABLE = (
    f"{NAME} {{}}, which is no time that can be read, so this counts as handed in on time. Write "
    "it as 2026-03-02 12:00:00 UTC, and grade again."
)


class Unreadable(Exception):
    """The file holds no time; the message is a sentence that says so."""


def handed_in(folder):
    """The time in a folder's timestamp.txt, in UTC and without a zone, as nbgrader keeps it; None
    where there is no such file, or an empty one. Raises Unreadable.
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
    """The time that a text like 2026-03-02 12:00:00 UTC says, in UTC and without a zone.

    A zone is a name or an offset, such as Europe/Berlin, CET, Z or +02:00; without one it is UTC.
    The order of day and month is not guessed. Raises ValueError or OverflowError.
    """
    found = FORM.fullmatch(text)
    if not found:
        raise ValueError(text)
    day, time, fraction, zone = found.groups()
    moment = datetime.fromisoformat(f"{day} {time or '00:00'}")
    moment += timedelta(seconds=float(f"0.{fraction or 0}"))
    return moment.replace(tzinfo=_zone(zone)).astimezone(UTC).replace(tzinfo=None)


def _zone(text):
    offset = OFFSET.fullmatch(text)
    if offset:
        sign, hours, minutes = offset.groups()
        size = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return timezone(size if sign == "+" else -size)
    if text in ("", "Z"):
        return UTC
    zone = gettz(text) if ZONE.fullmatch(text) else None
    if zone is None:
        raise ValueError(text)
    return zone
