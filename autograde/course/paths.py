"""Build the paths of files in a course's folder."""

import glob
from pathlib import Path

FOLDER = ".autograde"  # for what the grader stores, which learners never see
SOMEBODY = "<student>"  # stands for a name in a path


def secret(root):
    """Return the path of the file with the course's secret number."""
    return Path(root, FOLDER, "seed")


def results(root, section):
    """Return the path of the folder with the stored results of a section."""
    return Path(root, FOLDER, "results", section)


def recorded(root, section, student):
    """Return the path of the file that says which results of a student were recorded last."""
    return Path(root, FOLDER, "recorded", section, f"{student}.json")


def collected(root, section):
    """Return the path of the file with the names that a learning platform gave to submissions."""
    return Path(root, FOLDER, "collected", f"{section}.json")


def recording(root):
    """Return the path of the file that a process locks while it records, or draws the secret."""
    return Path(root, FOLDER, "recording")


def handed_in(coursedir, section):
    """Return {student: folder} of all submissions, sorted by student."""
    folder = _submitted(coursedir, section)
    before = folder.partition(SOMEBODY)[0]
    found = glob.glob(glob.escape(folder).replace(SOMEBODY, "*"), include_hidden=True)
    students = sorted(Path(path).relative_to(before).parts[0] for path in found)
    return {student: folder.replace(SOMEBODY, student) for student in students}


def expected(coursedir, section):
    """Return the path at which nbgrader expects a notebook of a section, for a message."""
    return f"{_submitted(coursedir, section)}/{section}.ipynb"


def _submitted(coursedir, section):
    pattern = coursedir.format_path(coursedir.submitted_directory, SOMEBODY, section)
    return str(Path(coursedir.root, pattern))
