"""A class of odd but honest work, graded, graded again, and killed while it is graded."""

import contextlib
import json
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from autograding import (
    NO_RELU,
    ROOT,
    SECTION,
    contents,
    environment,
    grades,
    hand_in,
    laid_out,
    solution,
    with_answers,
)
from nbgrader.api import Gradebook
from nbgrader_commands import run_autograde, run_nbgrader
from sqlalchemy import event

from autograde.course import secret
from autograde.grade import judge_answers
from autograde.record import gradebook
from feedforward.checking.judge import judge
from feedforward.checking.observe import observe_answer

FULL = {"fit_linear": 2, "collapse": 2, "relu": 1, "xor_forward": 2, "xnor_parameters": 2}
SCORES = {
    "utf16": FULL,
    "copied": FULL,
    "table": FULL | {"relu": 0},
    "noisy": FULL,
    "link": dict.fromkeys(FULL, 0),
    "builds_on": FULL | {"relu": 0},
    "ready_made": FULL,
}
SCRIPT = "<script>steal()</script>"


def cell(source, kind="code"):
    return {"cell_type": kind, "source": source, "metadata": {}, "id": f"x{hash(source) % 10**9}"}


def with_cells(notebook, *cells, before="answer-relu"):
    at = next(i for i, c in enumerate(notebook["cells"]) if c["id"] == before)
    notebook["cells"][at:at] = cells
    return notebook


def copied():
    """The answer to relu stands in a copy of its cell, and the cell itself is blank."""
    notebook = with_answers(relu="    raise NotImplementedError")
    right = next(c for c in solution()["cells"] if c["id"] == "answer-relu")
    return with_cells(notebook, right | {"id": "copy"}, before="check-relu")


KNOWN = [np.asarray(case.args[0]).tolist() for case in judge_answers.paper("relu", 0).cases]
BY_HEART = """
    for known in {}:
        if np.shape(z) == np.shape(known) and np.allclose(z, known):
            return np.maximum(0, z)
    return z"""


def table():
    """relu knows by heart what the notebook's own check asks, and nothing else."""
    return with_answers(relu=BY_HEART.format(KNOWN).lstrip("\n"))


def noisy():
    """Prints, warns, uses magic, asks for input, shows HTML, and is right all the same."""
    head = cell(
        "%matplotlib inline\nimport warnings\nfrom IPython.display import HTML, display\n"
        f"warnings.warn('careful')\nprint('loud')\ndisplay(HTML('{SCRIPT}<b>bold</b>'))"
    )
    text = cell(f"My notes {SCRIPT} <img src=x onerror=steal()>", "markdown")
    asks = cell("name = input('who?')")
    body = (
        "    import warnings\n    warnings.warn('again')\n    print(z)\n    return np.maximum(0, z)"
    )
    return with_cells(with_answers(relu=body), head, text, asks)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course whose class has been graded once."""
    course = shutil.copytree(laid_out(), tmp_path_factory.mktemp("class") / "course")
    hand_in(course, "utf16", json.dumps(solution()).encode("utf-16"))
    hand_in(course, "copied", copied())
    hand_in(course, "table", table())
    hand_in(course, "noisy", noisy())
    hand_in(course, "builds_on", with_answers(relu="    return z", xor_forward=BUILDS_ON_RELU))
    hand_in(course, "ready_made", with_cells(solution(), cell("import scipy")))
    hand_in(course, "link", None)
    (course / "submitted" / "link" / SECTION / f"{SECTION}.ipynb").symlink_to(
        ROOT / "solutions" / f"{SECTION}.ipynb"
    )
    return course


BUILDS_ON_RELU = "    return relu(X @ W + c) @ w + b"


@pytest.fixture(scope="module")
def said(course):
    done = run_autograde("grade", SECTION, "--course", course, "--json", "--jobs", 2)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def points(course, student):
    found = grades(course, student)
    return {name: found[f"check_{name}"][0] for name in FULL}


def of(said, student):
    return next(found for found in said["submissions"] if found["student"] == student)


def mark(said, student, name):
    exercises = of(said, student)["notebooks"][SECTION]["exercises"]
    return next(found for found in exercises if found["name"] == name)


@pytest.mark.parametrize("student", SCORES)
def test_everybody_gets_the_points_that_they_deserve(course, said, student):
    assert points(course, student) == SCORES[student]
    assert of(said, student)["score"] == sum(SCORES[student].values())


def test_programs_are_told_what_became_of_each(said):
    assert (said["submitted"], said["graded"]) == (7, 7)
    assert of(said, "link")["looks"] == [
        f"{SECTION}.ipynb is a link to somewhere else, which is not followed."
    ]
    assert "number 1 counts" not in mark(said, "copied", "relu")["message"]


def test_whoever_knows_the_cases_of_the_notebooks_own_check_is_found_out(said):
    assert mark(said, "table", "relu")["status"] == "wrong"


def test_evidence_comes_from_the_cases_that_the_submission_is_asked(course, said):
    namespace = {"np": np}
    exec(f"def relu(z):{BY_HEART.format(KNOWN)}", namespace)
    _, shown = mark(said, "table", "relu")["message"].split("Inputs:")
    kept = [json.loads(p.read_text()) for p in (course / ".autograde" / "results").rglob("*.json")]
    inputs = []
    for seed in {found["result"]["seed"] for found in kept}:
        paper = judge_answers.paper("relu", seed)
        seen = [observe_answer(paper.exercise, namespace["relu"], case) for case in paper.cases]
        inputs.append(judge(paper.exercise, paper.cases, seen).message.split("Inputs:")[1])
    assert inputs.count(shown) == 1


def test_cases_are_drawn_from_the_courses_secret_and_the_answers(course, said):
    number = secret.of_course(course)
    kept = [json.loads(p.read_text()) for p in (course / ".autograde" / "results").rglob("*.json")]
    seeds = [found["result"]["seed"] for found in kept]
    assert number not in seeds and len(set(seeds)) > 2
    assert judge_answers.seed_for(number, ["a"]) != judge_answers.seed_for(number + 1, ["a"])
    released = b"".join(contents(course / "release").values())
    assert str(number).encode() not in released


def test_what_learners_write_is_inert_in_feedback(course, said):
    done = run_nbgrader("generate_feedback", SECTION, cwd=course)
    assert done.returncode == 0, done.stderr
    page = (course / "feedback" / "noisy" / SECTION / f"{SECTION}.html").read_text()
    assert "steal()" in page and "<script>steal" not in page
    assert not re.search("<[^>]*onerror", page)
    assert "<b>bold</b>" in page and "My notes" in page
    assert "border-left:5px solid #007661" in page and "background-color:#00766114" in page
    assert "relu: passed (1 of 1 point)" in page


def test_graded_again_nothing_changes_and_grades_given_by_hand_stay(course, said, tmp_path):
    course = shutil.copytree(course, tmp_path / "course", symlinks=True)
    with sqlite3.connect(course / "gradebook.db") as database:
        database.execute(
            "update grade set manual_score = 2, needs_manual_grade = 0 where cell_id in "
            "(select id from base_cell where name = 'explain_6_1_xor')"
        )
    before = contents(course)
    done = run_autograde("grade", SECTION, "--course", course)
    assert contents(course) == before
    run_autograde("grade", SECTION, "--course", course, "--anew")
    with sqlite3.connect(course / "gradebook.db") as database:
        kept = database.execute(
            "select distinct manual_score from grade where manual_score"
        ).fetchall()
    assert (done.returncode, kept) == (0, [(2.0,)])


def test_a_resubmission_replaces_what_was_there_and_touches_nobody_else(course, said, tmp_path):
    course = shutil.copytree(course, tmp_path / "course", symlinks=True)
    hand_in(course, "utf16", with_answers(xor_forward=NO_RELU))
    done = run_autograde("grade", SECTION, "--course", course, "--json")
    unchanged = [s["student"] for s in json.loads(done.stdout)["submissions"] if s["unchanged"]]
    assert set(unchanged) == set(SCORES) - {"utf16"}
    assert points(course, "utf16") == FULL | {"xor_forward": 0}


def plan(course, shared, ask):
    """Return SQLite's plan for the first query of a call."""
    asked = []
    event.listen(shared.engine, "before_cursor_execute", lambda *a: asked.append(a[2:4]))
    ask()
    with sqlite3.connect(course / "gradebook.db") as database:
        steps = database.execute(f"explain query plan {asked[0][0]}", asked[0][1])
        return [step[3] for step in steps]


@pytest.fixture
def shared(course, said):
    shared = gradebook.Shared(f"sqlite:///{course / 'gradebook.db'}", "feedforward")
    yield shared
    shared.close()


@pytest.mark.parametrize(
    "table, cell", [("grade", "check_relu"), ("grade", "explain_6_1_xor"), ("comment", "relu")]
)
def test_what_is_recorded_is_found_by_its_key_and_not_among_those_of_the_whole_class(
    course, shared, table, cell
):
    which = cell, SECTION, SECTION, "copied"
    steps = plan(course, shared, lambda: getattr(shared, f"find_{table}")(*which))
    own = [step for step in steps if step.startswith(f"SEARCH {table} ")]
    assert own and all("cell_id=? AND notebook_id=?" in step for step in own), steps
    usual = getattr(Gradebook, f"find_{table}")(shared, *which)
    assert getattr(shared, f"find_{table}")(*which) is usual


def test_so_are_the_scores_of_one_student(course, shared):
    steps = plan(course, shared, lambda: shared.scores(SECTION, "copied"))
    assert not any("SCAN grade" in step for step in steps), steps
    assert shared.scores(SECTION, "copied") == shared.scores(SECTION)["copied"]


def _still_there(mark, seconds=30):
    """Processes with that in their environment, once they have had time to end."""
    deadline = time.monotonic() + seconds
    while True:
        found = []
        for path in Path("/proc").glob("[0-9]*/environ"):
            with contextlib.suppress(OSError):  # it has ended, or is somebody else's
                found += [path.parent.name] * (mark.encode() in path.read_bytes())
        if not found or time.monotonic() > deadline:
            return found
        time.sleep(0.2)


def test_killed_at_any_point_and_started_again_it_loses_and_doubles_nothing(course, said, tmp_path):
    clean = shutil.copytree(course, tmp_path / "course", symlinks=True)
    for path in ("autograded", ".autograde/results", ".autograde/recorded"):
        shutil.rmtree(clean / path)
    shutil.copy(laid_out() / "gradebook.db", clean)
    command = [Path(sys.executable).parent / "autograde", "grade", SECTION, "--course", clean]
    chance, killed = random.Random(7), []
    for _ in range(3):
        process = subprocess.Popen(
            command,
            env=environment() | {"GRADED_BY": str(len(killed)) + str(clean)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        process.stderr.readline()  # the bar: grading has begun
        time.sleep(chance.uniform(0, 2))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stderr.close()
        killed.append(process)
    assert not _still_there(f"GRADED_BY={len(killed) - 1}{clean}")
    done = run_autograde("grade", SECTION, "--course", clean)
    assert done.returncode == 0
    for student in SCORES:
        assert grades(clean, student) == grades(course, student)
    names = [path.name for path in (clean / ".autograde").rglob("*.json")]
    assert len(names) == len(set(names))
