"""Create assignments that are not the book's from a few cells, and hand them in."""

import functools
import json
import os
import sys
import tempfile
from pathlib import Path

import nbgrader_commands
from autograding import environment
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, writes
from nbgrader.nbgraderformat import SCHEMA_VERSION

CONFIG = "from autograde import nbgrader_config\nc = get_config()\nnbgrader_config.apply(c)\n"
PYTHON = {"name": "python3", "language": "python", "display_name": "Python 3"}


def answer(source, name="answer"):
    """Return a code cell for an answer."""
    return _cell(new_code_cell(source), name, solution=True)


def check(source, name="check", points=1):
    """Return a scored code cell with plain asserts."""
    return _cell(new_code_cell(source), name, grade=True, locked=True, points=points)


def essay(source, name="essay", points=2):
    """Return a text cell that a person grades."""
    return _cell(new_markdown_cell(source), name, grade=True, solution=True, points=points)


def _cell(cell, name, **more):
    usual = {"grade": False, "solution": False, "locked": False, "task": False}
    cell.id = name
    cell.metadata["nbgrader"] = {"schema_version": SCHEMA_VERSION, "grade_id": name} | usual | more
    return cell


def notebook(*cells, kernelspec=PYTHON):
    """Return the text of a notebook with these cells."""
    metadata = {"kernelspec": kernelspec} if kernelspec else {}
    return writes(new_notebook(cells=list(cells), metadata=metadata))


def write(folder, name, text):
    """Write the text of a notebook to `name`.ipynb in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.ipynb").write_text(text)


def lay_out(course, config="", **assignments):
    """Create a course with the book's configuration and other assignments, {name: notebook}."""
    from autograde.course.open_course import open_course

    course.mkdir(exist_ok=True)
    (course / "nbgrader_config.py").write_text(CONFIG + config)
    (course / "gradebook.db").write_bytes(empty_gradebook())
    for name, text in assignments.items():
        write(course / "source" / name, name, text)
    api = open_course(course)
    for name in assignments:
        done = api.generate_assignment(name)
        assert done["success"], done
    return course


@functools.cache
def empty_gradebook():
    """A gradebook without assignments, as bytes: nbgrader takes a second to create one."""
    from autograde.course.open_course import open_course

    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder)
        (course / "nbgrader_config.py").write_text(CONFIG)
        open_course(course)
        return (course / "gradebook.db").read_bytes()


def hand_in(course, student, name, text, timestamp=None):
    """Write a submission where nbgrader looks for it."""
    folder = course / "submitted" / student / name
    write(folder, name, text)
    if timestamp is not None:
        (folder / "timestamp.txt").write_text(timestamp)


def grade(course, name, *more):
    """Run `autograde grade`; return (exit status, what it prints as JSON or None, stderr)."""
    done = nbgrader_commands.run_autograde("grade", name, "--course", course, "--json", *more)
    return done.returncode, json.loads(done.stdout or "null"), done.stderr


def run_nbgrader(*arguments, cwd):
    """Run an nbgrader command in a course, with this environment's programs on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return nbgrader_commands.run_nbgrader(*arguments, cwd=cwd, env=environment() | {"PATH": path})
