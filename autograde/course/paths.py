"""Paths in a course's folder."""

import glob
from pathlib import Path

FOLDER = ".autograde"  # what grading keeps, and learners never see
SOMEBODY = "<student>"  # stands for a name in a path


def secret(root):
    """The file with the course's secret number."""
    return Path(root, FOLDER, "seed")


def results(root, section):
    """The folder with the results of a section, each named by a hash of what was graded."""
    return Path(root, FOLDER, "results", section)


def recorded(root, section, student):
    """The file that says which results of a student were recorded last."""
    return Path(root, FOLDER, "recorded", section, f"{student}.json")


def collected(root, section):
    """The file with the names under which a learning platform delivered a section."""
    return Path(root, FOLDER, "collected", f"{section}.json")


def recording(root):
    """The file that is locked while somebody records."""
    return Path(root, FOLDER, "recording")


def handed_in(coursedir, section):
    """{student: folder} of everything that was handed in, in order of their names."""
    folder = _submitted(coursedir, section)
    before = folder.partition(SOMEBODY)[0]
    found = glob.glob(glob.escape(folder).replace(SOMEBODY, "*"), include_hidden=True)
    students = sorted(Path(path).relative_to(before).parts[0] for path in found)
    return {student: folder.replace(SOMEBODY, student) for student in students}


def expected(coursedir, section):
    """The path at which nbgrader expects a notebook of a section, for a message."""
    return f"{_submitted(coursedir, section)}/{section}.ipynb"


def _submitted(coursedir, section):
    pattern = coursedir.format_path(coursedir.submitted_directory, SOMEBODY, section)
    return str(Path(coursedir.root, pattern))
