"""The power goes while a class of 50 is graded: all processes end at once, at random points.

Each course suffers several cuts before it is done. `--rounds N` asks for more cuts than the suite.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from autograding import SECTION, contents, environment, hand_in, laid_out, run, with_answers

from autograde import results

STUDENTS = [f"student{number:02}" for number in range(50)]
CUTS_A_COURSE = 6
NAMES = ("fit_linear", "collapse", "relu", "xor_forward", "xnor_parameters")
BLANK = "    raise NotImplementedError"
PATIENCE = 120  # seconds until a step counts as stuck
NOT_COMPARED = (".autograde", "gradebook.db", "nbgrader_config.py")
# What the gradebook says of a class; a row is known by names, for ids are drawn at random.
TABLES = {
    "students": "select id, first_name, last_name, email, lms_user_id from student",
    "submissions": """
        select submission.student_id, assignment.name, submission.timestamp, submission.extension
        from submitted_assignment as submission
        join assignment on assignment.id = submission.assignment_id""",
    "notebooks": """
        select submission.student_id, notebook.name, submitted.late_submission_penalty
        from submitted_notebook as submitted
        join notebook on notebook.id = submitted.notebook_id
        join submitted_assignment as submission on submission.id = submitted.assignment_id""",
    "grades": """
        select submission.student_id, cell.name, grade.auto_score, grade.manual_score,
            grade.extra_credit, grade.needs_manual_grade
        from grade
        join base_cell as cell on cell.id = grade.cell_id
        join submitted_notebook as submitted on submitted.id = grade.notebook_id
        join submitted_assignment as submission on submission.id = submitted.assignment_id""",
    "comments": """
        select submission.student_id, cell.name, comment.auto_comment, comment.manual_comment
        from comment
        join base_cell as cell on cell.id = comment.cell_id
        join submitted_notebook as submitted on submitted.id = comment.notebook_id
        join submitted_assignment as submission on submission.id = submitted.assignment_id""",
}


def pytest_generate_tests(metafunc):
    if "cuts" in metafunc.fixturenames:
        rounds = metafunc.config.getoption("--rounds")
        whole, rest = divmod(rounds, CUTS_A_COURSE)
        cuts = [CUTS_A_COURSE] * whole + [rest] * bool(rest)
        metafunc.parametrize("seed, cuts", list(enumerate(cuts)))


def small_work(number):
    """A notebook of its own with one answer, right or wrong, so that no two score alike by luck."""
    name = NAMES[number % len(NAMES)]
    notebook = with_answers(**{other: BLANK for other in NAMES if other != name})
    answer = next(cell for cell in notebook["cells"] if cell["id"] == f"answer-{name}")
    source = "".join(answer["source"])
    if number % 3 == 0:
        source = source[: source.rindex('"""') + 3] + "\n    return 0"
    answer["source"] = f"{source}\n\n# {number}"
    return notebook


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """A course whose class has handed in, and nobody is graded."""
    course = shutil.copytree(laid_out(), tmp_path_factory.mktemp("power") / "course")
    for number, student in enumerate(STUDENTS):
        hand_in(course, student, small_work(number))
    return course


def graded(course):
    done = run("autograde", "grade", SECTION, "--course", course, "--json", "--jobs", 2)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def undisturbed(handed_in, tmp_path_factory):
    """What there is after a run that nothing disturbed: see `outcome`."""
    course = shutil.copytree(handed_in, tmp_path_factory.mktemp("undisturbed") / "course")
    said = graded(course)
    assert len({submission["score"] for submission in said["submissions"]}) > 2
    return outcome(course, said)


def outcome(course, said):
    """All that a run leaves: what it says, gradebook, results, notes, and every other file."""
    kept_results = {}
    for path in (course / ".autograde" / "results").rglob("*.json"):
        kept = json.loads(path.read_text(encoding="utf-8"))["result"]
        kept_results[path.name] = {part: kept[part] for part in kept if part != "seconds"}
    others = {
        path.relative_to(course).as_posix(): data
        for path, data in contents(course).items()
        if path.relative_to(course).parts[0] not in NOT_COMPARED
    }
    return {
        "said": {s["student"]: s | {"unchanged": None} for s in said["submissions"]},
        "gradebook": gradebook(course),
        "results": kept_results,
        "notes": {path.name: path.read_bytes() for path in notes(course)},
        "files": others,
    }


def gradebook(course):
    """Every row of every table, sorted: a row that is doubled stands there twice."""
    with sqlite3.connect(course / "gradebook.db") as database:
        assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
        return {name: sorted(map(repr, database.execute(q))) for name, q in TABLES.items()}


def notes(course):
    """What says of a submission that it was recorded."""
    return list((course / ".autograde" / "recorded" / SECTION).glob("*.json"))


class Grading:
    """`autograde grade`, until the power goes."""

    def __init__(self, course):
        command = [Path(sys.executable).parent / "autograde", "grade", SECTION, "--jobs", "2"]
        self.course, self.started = course, time.monotonic()
        self.process = psutil.Popen(
            [*command, "--course", course],
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def wait_for(self, recorded):
        """Wait until so many submissions are recorded."""
        while len(notes(self.course)) < recorded:
            assert self.process.poll() is None, "it ended before the power went"
            assert time.monotonic() < self.started + PATIENCE
            time.sleep(0.005)

    def cut(self):
        """End it and all that it started at once; how many processes that were.

        It is stopped first, so that it can neither start another nor see one of them end.
        """
        self.process.send_signal(signal.SIGSTOP)
        everything = [*self.process.children(recursive=True), self.process]
        for process in everything:
            if process.is_running():
                os.kill(process.pid, signal.SIGKILL)
        self.process.wait()
        _, alive = psutil.wait_procs(everything, PATIENCE)
        assert not alive
        return len(everything)


def cut_points(chance, cuts):
    """[(after so many recorded submissions, and then so many seconds)] of one course.

    The first comes while it starts; a submission takes longer than most of these seconds.
    """
    counts = sorted(chance.randrange(1, len(STUDENTS) - 3) for _ in range(cuts - 1))
    return [(0, chance.uniform(0, 3)), *((count, chance.uniform(0, 0.2)) for count in counts)]


def test_wherever_the_power_goes_no_result_is_lost_or_doubled_or_wrong(
    handed_in, undisturbed, tmp_path, seed, cuts
):
    course = shutil.copytree(handed_in, tmp_path / "course")
    chance = random.Random(seed)
    for recorded, seconds in cut_points(chance, cuts):
        grading = Grading(course)
        grading.wait_for(recorded)
        time.sleep(seconds)
        grading.cut()
    safe = {path.stem for path in notes(course)}
    assert len(safe) < len(STUDENTS)
    said = graded(course)
    assert {s["student"] for s in said["submissions"] if s["unchanged"]} == safe
    found = outcome(course, said)
    for part, expected in undisturbed.items():
        assert found[part] == expected, part


def test_what_a_cut_left_of_a_file_is_swept_away_and_what_is_being_written_is_not(handed_in):
    left, being_written = (handed_in / ".autograde" / f".part-{n}" for n in ("old", "new"))
    left.write_text("half")
    being_written.write_text("half")
    long_ago = time.time() - results.SECONDS_TO_WRITE - 1
    os.utime(left, (long_ago, long_ago))
    results.sweep(handed_in / ".autograde")
    assert (left.exists(), being_written.exists()) == (False, True)
    being_written.unlink()
