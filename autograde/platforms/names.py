"""Read from the names that platforms give to files who handed in what."""

import re
from dataclasses import dataclass

# Canvas: name, LATE where it is, number of the user, number of the file, what they called it.
CANVAS = re.compile(r"(?P<prefix>(?P<name>.+?)(?:_LATE)?_(?P<number>\d+)_\d+)_.+")
# Moodle: name, number of the participant, and then the file, or a folder with the file in it.
MOODLE = re.compile(r"(?P<prefix>(?P<name>.+?)_(?P<number>\d+)_assignsubmission_file)(?:_.*)?")
# What browsers, Canvas and JupyterLab add to a name that is there already: (1), -1, -Copy1.
COPY = re.compile(r"(?:\((\d+)\)|[-_](\d+)|copy(\d*))", re.IGNORECASE)
CHECKPOINT = "-checkpoint"
ARCHIVE = re.compile(r"\.(zip|tar|tgz|tar\.gz)$", re.IGNORECASE)


@dataclass(frozen=True)
class Sender:
    """Name the student who handed in a file, as far as the file's name tells.

    prefix: how the platform's name for the file begins, up to what the student called it; a file
    of feedback that begins in the same way reaches the same student. Empty without a platform.
    holds_for_all: the number is the student's in every file of the platform, as in Canvas, and not
    in those of one assignment.
    """

    name: str
    number: str | None = None
    prefix: str = ""
    holds_for_all: bool = False


def sender(parts, section):
    """The Sender of a file, from the outermost name to its own; None where no name tells.

    parts: the names of the archive and of the folders that the file lies in, and its own name.
    """
    for part in parts:
        for platform in (MOODLE, CANVAS):
            if found := platform.fullmatch(part):
                prefix = found["prefix"]
                return Sender(found["name"], found["number"], prefix, platform is CANVAS)
    for place, part in enumerate(parts, 1):
        named, stem = _before(section, part), _stem(part)
        if named is None and place == len(parts):
            return None  # the file's own name, in which nothing but a name could stand
        name = (stem if named is None else named).strip()
        if name.strip("."):
            return Sender(re.sub(r" ?\(\d+\)$", "", name))
    return None


def _before(section, part):
    """What stands before the name of the section in a name that has it; else None."""
    found = re.fullmatch(rf"(.*?)(?:^|[-_ ]+){re.escape(section)}(?:[\W_].*)?", part, re.IGNORECASE)
    return found and found[1]


def _stem(name):
    return ARCHIVE.sub("", name).removesuffix(".ipynb")


def notebook(name, known):
    """Return which of the known notebooks a file is by its name, and which copy: (name, number).

    None where it is none of them.
    """
    stem = name[: -len(".ipynb")]
    if stem in known:
        return stem, 0
    for its in sorted(known, key=len, reverse=True):
        found = re.fullmatch(rf"(?:.*[\W_])?{re.escape(its)}([\W_].*)?", stem, re.IGNORECASE)
        if found and found[1] != CHECKPOINT:
            return its, _copy(found[1] or "")
    return None


def _copy(rest):
    """The number that tells a copy from others of the same name; 0 without one."""
    numbers = [number for found in COPY.findall(rest) for number in found if number]
    return int(numbers[-1]) if numbers else 0
