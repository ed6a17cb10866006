"""Assignments that are not of this book get the scores that stock nbgrader gives."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import nbgrader
import pytest
from autograding import environment

GUIDE = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
NOTEBOOKS = Path(nbgrader.__file__).parent / "tests" / "apps" / "files"
# (what is released, what is handed in) of nbgrader's own tests
HANDED_IN = {
    "unchanged": ("submitted-unchanged.ipynb", "submitted-unchanged.ipynb"),
    "changed": ("submitted-unchanged.ipynb", "submitted-changed.ipynb"),
    "grade_cell": ("submitted-unchanged.ipynb", "submitted-grade-cell-changed.ipynb"),
    "locked_cell": ("submitted-unchanged.ipynb", "submitted-locked-cell-changed.ipynb"),
    "file": ("open_relative_file.ipynb", "open_relative_file.ipynb"),
}
OURS = "from autograde import nbgrader_config\nc = get_config()\nnbgrader_config.apply(c)\n"
STOCK = 'c = get_config()\nc.CourseDirectory.course_id = "feedforward"\n'
QUERY = """
    select submission.student_id, name.name, cell.name, grade.auto_score, grade.needs_manual_grade
    from grade
    join base_cell as cell on cell.id = grade.cell_id
    join submitted_notebook as notebook on notebook.id = grade.notebook_id
    join notebook as name on name.id = notebook.notebook_id
    join submitted_assignment as submission on submission.id = notebook.assignment_id"""


def run(program, *arguments, cwd):
    """Run a command in a course, with the environment active, as nbgrader needs it."""
    folder = Path(sys.executable).parent
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [folder / program, *map(str, arguments)],
        cwd=cwd,
        env=environment() | {"PATH": path},
        capture_output=True,
        text=True,
    )


def lay_out(folder, config):
    """A course of nbgrader's example, and of the notebooks of its tests as a second assignment."""
    (folder / "source" / "files").mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(config)
    shutil.copytree(GUIDE / "source" / "ps1", folder / "source" / "ps1")
    shutil.copytree(GUIDE / "submitted", folder / "submitted")
    for student, (master, handed_in) in HANDED_IN.items():
        shutil.copy(NOTEBOOKS / master, folder / "source" / "files" / master)
        there = folder / "submitted" / student / "files"
        there.mkdir(parents=True)
        shutil.copy(NOTEBOOKS / handed_in, there / master)
        (there / "data.csv").write_text("some,data")
    for assignment in ("ps1", "files"):
        done = run("nbgrader", "generate_assignment", assignment, cwd=folder)
        assert done.returncode == 0, done.stderr
    return folder


def scores(course):
    with sqlite3.connect(course / "gradebook.db") as database:
        return {row[:3]: row[3:] for row in database.execute(QUERY)}


@pytest.fixture(scope="module")
def by_stock(tmp_path_factory):
    course = lay_out(tmp_path_factory.mktemp("stock"), STOCK)
    for assignment in ("ps1", "files"):
        run("nbgrader", "autograde", assignment, cwd=course)
    return scores(course)


@pytest.fixture(scope="module")
def by_ours(tmp_path_factory):
    course = lay_out(tmp_path_factory.mktemp("ours"), OURS)
    for assignment in ("ps1", "files"):
        done = run("autograde", "grade", assignment, "--course", course, cwd=course)
        assert done.returncode == 0, done.stderr
    return scores(course)


def test_nbgraders_example_and_the_notebooks_of_its_tests_get_the_same_scores(by_ours, by_stock):
    assert len(by_stock) > 20
    assert by_ours == by_stock
