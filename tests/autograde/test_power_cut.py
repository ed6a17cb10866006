"""The power goes while a class of 50 is graded: all processes end at once, at random points.

Each course suffers several cuts before it is done. `--rounds N` asks for more cuts than the suite.
"""

import os
import random
import shutil
import signal
import sqlite3
import time

import psutil
import pytest
from autograding import laid_out
from outcomes import differing, graded, grading, hand_in_all, notes, outcome

from autograde.course import write_files

STUDENTS = 50
CUTS_A_COURSE = 12
PATIENCE = 120  # seconds until a step counts as stuck


def pytest_generate_tests(metafunc):
    if "cuts" in metafunc.fixturenames:
        whole, rest = divmod(metafunc.config.getoption("--rounds"), CUTS_A_COURSE)
        cuts = [CUTS_A_COURSE] * whole + [rest] * bool(rest)
        metafunc.parametrize("seed, cuts", list(enumerate(cuts)))


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """A course whose class has handed in, and nobody is graded."""
    course = shutil.copytree(laid_out(), tmp_path_factory.mktemp("power") / "course")
    hand_in_all(course, STUDENTS)
    return course


@pytest.fixture(scope="module")
def undisturbed(handed_in, tmp_path_factory):
    """The `outcome` of a run that nothing disturbed."""
    course = shutil.copytree(handed_in, tmp_path_factory.mktemp("undisturbed") / "course")
    said = graded(course)
    assert len({submission["score"] for submission in said["submissions"]}) > 2
    return outcome(course, said)


def wait_for(process, course, recorded):
    """Wait until a grading has recorded so many submissions."""
    deadline = time.monotonic() + PATIENCE
    while len(notes(course)) < recorded:
        assert process.poll() is None, "it ended before the power went"
        assert time.monotonic() < deadline
        time.sleep(0.005)


def cut(process):
    """End a process and all that it started at once.

    It is stopped first, so that it can neither start another nor see one of them end.
    """
    process.send_signal(signal.SIGSTOP)
    everything = [*process.children(recursive=True), process]
    for each in everything:
        if each.is_running():
            os.kill(each.pid, signal.SIGKILL)
    process.wait()
    _, alive = psutil.wait_procs(everything, PATIENCE)
    assert not alive


def cut_points(chance, cuts):
    """[(after so many recorded submissions, and then so many seconds)] of one course.

    The first comes while it starts; a submission takes longer than most of these seconds.
    """
    counts = sorted(chance.randrange(1, STUDENTS - 3) for _ in range(cuts - 1))
    return [(0, chance.uniform(0, 3)), *((count, chance.uniform(0, 0.2)) for count in counts)]


def test_wherever_the_power_goes_no_result_is_lost_or_doubled_or_wrong(
    handed_in, undisturbed, tmp_path, seed, cuts
):
    course = shutil.copytree(handed_in, tmp_path / "course")
    for recorded, seconds in cut_points(random.Random(seed), cuts):
        process = grading(course)
        wait_for(process, course, recorded)
        time.sleep(seconds)
        cut(process)
    safe = {path.stem for path in notes(course)}
    assert len(safe) < STUDENTS
    said = graded(course)
    assert {s["student"] for s in said["submissions"] if s["unchanged"]} == safe
    assert not differing(outcome(course, said), undisturbed)
    with sqlite3.connect(course / "gradebook.db") as database:
        assert database.execute("pragma integrity_check").fetchall() == [("ok",)]


def test_what_a_cut_left_of_a_file_is_swept_away_and_what_is_being_written_is_not(tmp_path):
    left, being_written = (tmp_path / f"{write_files.PART}{name}" for name in ("old", "new"))
    for path in (left, being_written):
        path.write_text("half")
    long_ago = time.time() - write_files.SECONDS_TO_WRITE - 1
    os.utime(left, (long_ago, long_ago))
    write_files.sweep(tmp_path)
    assert (left.exists(), being_written.exists()) == (False, True)
