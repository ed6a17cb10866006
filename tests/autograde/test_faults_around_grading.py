"""Faults of the world around a grading: disks, other gradings, names, what is no file."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import own_assignments
import pytest
from autograding import SECTION, environment, grades, hand_in, laid_out, run, with_a_full_disk
from nbgrader_commands import run_nbgrader
from outcomes import differing, graded, grading, hand_in_all, outcome

OTHER = "6.2_structure"
STUDENTS = 6


@pytest.fixture
def course(tmp_path):
    """A course whose class has handed in."""
    course = shutil.copytree(laid_out(), tmp_path / "course")
    hand_in_all(course, STUDENTS)
    return course


def hand_in_other(course, student):
    folder = course / "submitted" / student / OTHER
    folder.mkdir(parents=True)
    shutil.copy(laid_out() / "release" / OTHER / f"{OTHER}.ipynb", folder)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """The `outcome` of grading that class while nothing disturbs it."""
    course = shutil.copytree(laid_out(), tmp_path_factory.mktemp("undisturbed") / "course")
    hand_in_all(course, STUDENTS)
    return outcome(course, graded(course))


@pytest.mark.parametrize("spare", [0, 30, 120])
def test_on_a_full_disk_grading_says_so_and_goes_on_when_there_is_room(
    course, undisturbed, tmp_path, system_program, spare
):
    system_program("bwrap", "bubblewrap")
    script = f"""cp -a course small/course
        free=$(df -k --output=avail small | tail -1)
        head -c $(((free - {spare}) * 1024)) /dev/zero > small/filler
        autograde grade {SECTION} --course small/course; status=$?
        cp -a small/course kept; exit $status"""
    done = with_a_full_disk(tmp_path, 3_000_000, script)
    assert done.returncode == 2, done.stderr
    last = done.stderr.splitlines()[-1]
    assert last.startswith("autograde: ") and ("No space left" in last or "is full" in last)
    assert "Traceback" not in done.stderr
    kept = tmp_path / "kept"
    assert not differing(outcome(kept, graded(kept)), undisturbed)


def test_a_course_that_is_read_only_ends_in_a_sentence(course, system_program):
    system_program("bwrap", "bubblewrap")
    program = Path(sys.executable).parent / "autograde"
    done = subprocess.run(
        ["bwrap", "--dev-bind", "/", "/", "--ro-bind", course, course]
        + [program, "grade", SECTION, "--course", course],
        env=environment(),
        capture_output=True,
        text=True,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert done.stderr.splitlines()[-1].startswith("autograde: Read-only file system: ")


def test_two_gradings_at_once_of_one_section_both_come_to_their_end(course, undisturbed):
    both = [grading(course) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert not differing(outcome(course, graded(course)), undisturbed)


def test_so_do_gradings_of_two_sections(course):
    for number in range(STUDENTS):
        hand_in_other(course, f"student{number:02}")
    first = grading(course)
    done = run("autograde", "grade", OTHER, "--course", course)
    assert (first.wait(), done.returncode) == (0, 0), done.stderr


def test_a_course_and_students_may_have_odd_names(tmp_path):
    text = own_assignments.notebook(own_assignments.check("assert True"))
    course = own_assignments.lay_out(tmp_path / "{50%} {} it's grün\n", sums=text)
    names = ["{}", "%s", "*", "[x]", "q'\"", "grün", "{0}", "-rf", "x" * 250]
    for name in names:
        own_assignments.hand_in(course, name, "sums", "nothing")
    status, said, error = own_assignments.grade(course, "sums")
    assert status == 0, error
    assert {s["student"] for s in said["submissions"]} == set(names) and said["graded"] == 9
    done = run_nbgrader("autograde", "sums", "--force", cwd=course)
    assert done.returncode == 0, done.stderr
    done = run_nbgrader("generate_feedback", "sums", cwd=course)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (course / "feedback").iterdir()} == set(names)


def test_a_folder_whose_name_no_student_can_have_is_named_and_the_others_are_graded(course):
    names = ["new\nline", os.fsdecode(b"caf\xe9"), "x" * 251, ".hidden"]
    for name in names:
        hand_in(course, name, b"nothing")
    done = run("autograde", "grade", SECTION, "--course", course)
    assert done.returncode == 1
    assert f"{STUDENTS} of {STUDENTS + 4} submissions graded" in done.stdout
    assert done.stderr.count("Rename the folder, and grade again.") == 4
    assert all(grades(course, f"student{number:02}") for number in range(STUDENTS))
    done = run_nbgrader("autograde", SECTION, "--force", cwd=course)
    assert (done.returncode, "Rename the folder" in done.stderr) == (1, True)
    assert len(list((course / "autograded").iterdir())) == STUDENTS


def test_a_folder_or_a_socket_with_the_name_of_a_notebook_earns_nothing_and_stops_nobody(
    course, monkeypatch
):
    import socket

    for student in ("folder", "socket"):
        hand_in(course, student, None)
    folder = course / "submitted" / "folder" / SECTION / f"{SECTION}.ipynb"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    monkeypatch.chdir(course / "submitted" / "socket" / SECTION)  # its path has to be short
    with socket.socket(socket.AF_UNIX) as odd:
        odd.bind(f"{SECTION}.ipynb")
        done = run("autograde", "grade", SECTION, "--course", course)
        again = run_nbgrader("autograde", SECTION, "--force", cwd=course)
    assert (done.returncode, again.returncode) == (0, 0), done.stderr
    assert f"folder: {SECTION}.ipynb is not a file but a folder" in done.stderr
    assert f"socket: {SECTION}.ipynb is not a file but a folder" in done.stderr
    for student in ("folder", "socket"):
        assert sum(points or 0 for points, _ in grades(course, student).values()) == 0
    assert (folder / "notes.txt").read_text() == "mine"


def test_results_with_times_in_the_future_or_long_ago_are_taken_all_the_same(course):
    graded(course)
    for number, path in enumerate(sorted((course / ".autograde").rglob("*.json"))):
        when = 4e9 if number % 2 else 1e6
        os.utime(path, (when, when))
    for path in (course / "submitted").rglob("*.ipynb"):
        os.utime(path, (4e9, 4e9))
    said = graded(course)
    assert all(submission["unchanged"] for submission in said["submissions"])


def test_grades_given_by_hand_outlive_a_gradebook_that_another_program_has_locked(course):
    graded(course)
    other = sqlite3.connect(course / "gradebook.db", isolation_level=None)
    other.execute("update grade set manual_score = 1")
    other.execute("begin exclusive")
    done = run("autograde", "grade", SECTION, "--course", course, "--anew")
    other.close()
    assert done.returncode == 2
    graded(course, "--anew")
    with sqlite3.connect(course / "gradebook.db") as database:
        kept = database.execute("select distinct manual_score from grade").fetchall()
    assert kept == [(1.0,)]
