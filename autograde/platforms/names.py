"""Identify from a file's name which student handed it in, and which notebook it is."""

import re
from dataclasses import dataclass

# Canvas: the student's name, LATE if it was late, the user's number, the file's number, the file's
# own name.
CANVAS = re.compile(r"(?P<prefix>(?P<name>.+?)(?:_LATE)?_(?P<number>\d+)_\d+)_.+")
# Moodle: the student's name, the participant's number, and the file's own name or a folder for it.
MOODLE = re.compile(r"(?P<prefix>(?P<name>.+?)_(?P<number>\d+)_assignsubmission_file)(?:_.*)?")
# Browsers, Canvas and JupyterLab add these to a name that is already taken: (1), -1, -Copy1.
COPY = re.compile(r"(?:\((\d+)\)|[-_](\d+)|copy(\d*))", re.IGNORECASE)
CHECKPOINT = "-checkpoint"
ARCHIVE = re.compile(r"\.(zip|tar|tgz|tar\.gz)$", re.IGNORECASE)


@dataclass(frozen=True)
class Sender:
    """The student who handed in a file, if its name tells.

    prefix: the beginning of the platform's name for the file, before the student's own name for it.
    The platform gives feedback with the same prefix to the same student. Empty without a platform.
    is_user_number: the number identifies the student in all assignments, as in Canvas; in Moodle it
    holds for only one.
    """

    name: str
    number: str | None = None
    prefix: str = ""
    is_user_number: bool = False


def sender(parts, section):
    """Return the Sender of a file, from the outermost name that identifies one, or None.

    parts: the names of the archives and folders around the file, and its own name.
    """
    for part in parts:
        for platform in (MOODLE, CANVAS):
            if found := platform.fullmatch(part):
                prefix = found["prefix"]
                return Sender(found["name"], found["number"], prefix, platform is CANVAS)
    for place, part in enumerate(parts, 1):
        before, stem = _before(section, part), _stem(part)
        if before is None and place == len(parts):
            return None  # the file's own name names a student only if the section follows
        name = (stem if before is None else before).strip()
        if name.strip("."):
            return Sender(re.sub(r" ?\(\d+\)$", "", name))
    return None


def _before(section, part):
    """Return the text before the section in a name, or None if the name has no section in it."""
    found = re.fullmatch(rf"(.*?)(?:^|[-_ ]+){re.escape(section)}(?:[\W_].*)?", part, re.IGNORECASE)
    return found and found[1]


def _stem(name):
    return ARCHIVE.sub("", name).removesuffix(".ipynb")


def notebook(name, known):
    """Return (the known notebook that a file's name stands for, the number of its copy).

    Returns (None, 0) if the name matches none.
    """
    stem = name[: -len(".ipynb")]
    if stem in known:
        return stem, 0
    for candidate in sorted(known, key=len, reverse=True):
        pattern = rf"(?:.*[\W_])?{re.escape(candidate)}([\W_].*)?"
        found = re.fullmatch(pattern, stem, re.IGNORECASE)
        if found and found[1] != CHECKPOINT:
            return candidate, _copy(found[1] or "")
    return None, 0


def _copy(rest):
    """Return a copy's number from the rest of its name, 0 if there is none."""
    numbers = [number for found in COPY.findall(rest) for number in found if number]
    return int(numbers[-1]) if numbers else 0
