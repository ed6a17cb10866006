"""Honest work in an odd notebook earns all its points, in the sandbox and with --unsafe."""

import json
import os
import shutil

import pytest
from autograding import SECTION, grades, laid_out, master_of, run
from filelock import FileLock
from odd_notebooks import NAMES, WRITTEN, hand_in, notebook_of, own_cell, without_shows

from autograde.grade.grade_notebook import grade_notebook
from autograde.grade.settings import Settings
from autograde.intake.read_submission import Handed
from autograde.sandbox.host import run_job
from autograde.sandbox.wire.limits import Limits

FULL = {"fit_linear": 2, "collapse": 2, "relu": 1, "xor_forward": 2, "xnor_parameters": 2}
MODES = {"sandbox": [], "unsafe": ["--unsafe"]}


@pytest.fixture(scope="session")
def graded(shared_folder, system_program):
    """A function, mode -> (course, output of grading), which grades once for all tests."""
    system_program("bwrap", "bubblewrap")

    def grade(mode):
        course = shared_folder / f"odd {mode}"
        with FileLock(shared_folder / f"odd {mode}.lock"):
            if not (course / "said.json").exists():
                _grade(course, MODES[mode])
        return course, json.loads((course / "said.json").read_text())

    return grade


def _grade(course, options):
    """Grade the class in a course whose notebook has no cells that only show something."""
    shutil.copytree(laid_out(), course)
    path = course / "release" / SECTION / f"{SECTION}.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"] = without_shows(notebook["cells"])
    path.write_text(json.dumps(notebook))
    for name in NAMES:
        hand_in(course / "submitted" / name / SECTION, name)
    jobs = ["--jobs", len(os.sched_getaffinity(0))]
    done = run("autograde", "grade", SECTION, "--course", course, "--json", *jobs, *options)
    assert done.returncode == 0, (done.stdout[-2000:], done.stderr[-1000:])
    (course / "said.json").write_text(done.stdout)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", NAMES)
def test_honest_work_in_an_odd_notebook_earns_all_its_points(graded, name, mode):
    course, said = graded(mode)
    submission = next(found for found in said["submissions"] if found["student"] == name)
    exercises = submission["notebooks"][SECTION]["exercises"]
    lost = {e["name"]: e["message"] for e in exercises if e["points"] < e["max_points"]}
    found = grades(course, name)
    points = {exercise: found[f"check_{exercise}"][0] for exercise in FULL}
    assert (lost, submission["looks"], points) == ({}, [], FULL)
    assert found["explain_6_1_xor"] == (None, True)  # a person grades it


def result_of(notebook, **limits):
    handed = Handed(json.dumps(notebook).encode())
    result, _ = grade_notebook(handed, master_of(SECTION), 1, Settings(Limits(**limits)))
    return result


def test_threads_do_not_survive_a_fork_so_the_first_jobs_answer_stands(sandbox):
    changes = {"relu": WRITTEN["a pool of threads"]["relu"].replace("max(", "min(")}
    result = result_of(notebook_of(changes), seconds=2)  # each fork waits this long for the pool
    (mark,) = [mark for mark in result.marks if mark.points < mark.max_points]
    assert (mark.name, mark.status, mark.fault) == ("relu", "wrong", None)
    assert "should be" in mark.message


def test_cells_that_explore_for_long_leave_time_for_the_answers(sandbox, monkeypatch):
    monkeypatch.setattr(run_job, "SHARE_OF_CELLS", 0.1)
    notebook = notebook_of(WRITTEN["np is a number at the end"])
    for source in ("while True:\n    pass", *["import time\ntime.sleep(2)"] * 2):
        notebook["cells"].insert(3, own_cell(source))
    result = result_of(notebook, total=30.0)
    assert {m.name: m.points for m in result.marks} == FULL
    (fault,) = result.faults
    assert fault.endswith("ran for more than 1 s and was stopped. All cells together have 3 s.")
