"""Students, submissions, grades and feedback make the round trip with Canvas and Moodle.

What the platforms write and read is taken from their source code, in the files that are named
below.
"""

import csv
import shutil
import zipfile

import pytest
from autograding import SECTION, laid_out, run
from nbgrader_commands import run_nbgrader

from autograde.errors import CourseError
from autograde.platforms.roster import read_roster

NOTEBOOK = f"{SECTION}.ipynb"
CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,6.1_xor (9)
    Points Possible,,,,,11.00
"Lovelace, Ada",123,u1,ada,Group 1,
"Hopper, Grace",77,u2,grace,Group 1,
"Student, Test",9999,,9f0c,Group 1,
"""
# Moodle's table of participants, as user/action_redir.php writes it where the site shows teachers
# user names and addresses. Two students have the same name.
MOODLE = """\
\ufeff"First name","Last name",Username,"Email address",Groups
Ada,Lovelace,al1815,ada@uni.eu,"Group 1"
Grace,"Brewster Hopper",gh1906,grace@uni.eu,"Group 1, Group 2"
Zoë,Ångström,za1814,zoe@uni.eu,
Sean,O'Neil,so1971,sean@uni.eu,
Kim,Lee,kl1,kim.lee@uni.eu,
Kim,Lee,kl2,kim.lee2@uni.eu,
"""
# mod/assign/classes/downloader.php: the full name without signs that no file name may have, the
# number of the participant in this assignment, and the kind of submission. A teacher's setting
# decides between a folder and a file for each student.
MOODLE_DOWNLOAD = {
    f"Ada Lovelace_12_assignsubmission_file/{NOTEBOOK}": "12",
    f"Zoë Ångström_13_assignsubmission_file/my work/{NOTEBOOK}": "13",
    f"Sean ONeil_14_assignsubmission_file_/{NOTEBOOK}": "14",  # before Moodle 4.1
    f"Kim Lee_15_assignsubmission_file/{NOTEBOOK}": "15",
    f"Grace Brewster Hopper_17_assignsubmission_file_{NOTEBOOK}": "17",
    "Ada Lovelace_12_assignsubmission_onlinetext/onlinetext.html": None,
}


def moodle_gives_to(path, participants):
    """Return (participant, file name) as mod/assign/feedback/file/importziplib.php finds them."""
    parts = path.split("/")
    while parts:
        fields = parts.pop(0).split("_", 4)
        if len(fields) >= 4 and fields[1] in participants and fields[2] == "assignsubmission":
            return fields[1], "/".join([*fields[4:], *parts])
    return None


def canvas_gives_to(path):
    """Return (user, attachment) as infer_comment_context_from_filename of Canvas finds them."""
    numbers = [part for part in path.split("/")[-1].split("_") if part.isdecimal()]
    return tuple(numbers[:2])


def course_with(folder, students, submissions):
    """A course with a platform's table of students and its zip file of submissions."""
    course = shutil.copytree(laid_out(), folder / "course")
    (course / "students.csv").write_text(students, encoding="utf-8")
    archive = course / "downloaded" / SECTION / "archive"
    archive.mkdir(parents=True)
    release = (course / "release" / SECTION / NOTEBOOK).read_text(encoding="utf-8")
    with zipfile.ZipFile(archive / "submissions.zip", "w") as file:
        for name in submissions:
            file.writestr(name, release)
    return course


def exported(course, plugin):
    """Run `nbgrader export`; return the rows of the file, and what was said."""
    done = run_nbgrader("export", f"--exporter=autograde.export.{plugin}", cwd=course)
    assert done.returncode == 0, done.stderr
    with (course / f"{plugin.lower()}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file)), done.stderr


def feedback_of(course):
    """Run `autograde feedback`; return {name in the zip file: page}."""
    done = run("autograde", "feedback", SECTION, "--course", course)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    with zipfile.ZipFile(course / "feedback" / f"{SECTION}.zip") as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_ids_of_a_roster_are_those_of_submissions_exports_and_feedback(tmp_path, system_program):
    system_program("bwrap", "bubblewrap")
    names = ["lovelaceada_LATE_123_456_", "hopper-gracem_77_457_", "guest_5_458_"]
    course = course_with(tmp_path, CANVAS, [name + NOTEBOOK for name in names])
    done = run("autograde", "roster", course / "students.csv", "--course", course)
    assert done.stdout == (
        "2 students are in the gradebook, 2 of them new, under ids such as ada.\n"
    )
    collected = run_nbgrader("zip_collect", SECTION, cwd=course)
    assert collected.returncode == 0, collected.stderr
    said = "guest is collected under this name, because the roster has no student of this name"
    assert said in collected.stderr
    assert {path.name for path in (course / "submitted").iterdir()} == {"ada", "grace", "guest"}
    assert run("autograde", "grade", SECTION, "--course", course).returncode == 0

    rows, _ = exported(course, "Canvas")
    assert [row[:4] for row in rows[2:4]] == [
        ["Lovelace, Ada", "123", "", "ada"],
        ["Hopper, Grace", "77", "", "grace"],
    ]

    pages = feedback_of(course)
    given = {canvas_gives_to(name) for name in pages}
    assert given == {("123", "456"), ("77", "457"), ("5", "458")}
    assert "fit_linear" in pages[f"guest_5_458_{SECTION}.html"]


def test_students_of_moodle_get_their_grades_and_feedback_back(tmp_path, system_program):
    system_program("bwrap", "bubblewrap")
    course = course_with(tmp_path, MOODLE, MOODLE_DOWNLOAD)
    done = run("autograde", "roster", course / "students.csv", "--course", course)
    assert done.stdout.startswith("6 students are in the gradebook, 6 of them new")
    collected = run_nbgrader("zip_collect", SECTION, cwd=course)
    assert collected.returncode == 0, collected.stderr
    assert "Kim Lee is collected under this name, because the roster has" in collected.stderr
    handed_in = {path.name for path in (course / "submitted").iterdir()}
    assert handed_in == {"al1815", "gh1906", "za1814", "so1971", "Kim Lee"}
    assert run("autograde", "grade", SECTION, "--course", course).returncode == 0

    (head, *rows), said = exported(course, "Moodle")
    users = {(row["Username"], row["Email address"]) for row in read(MOODLE)}
    found = [dict(zip(head, row, strict=True)) for row in rows]
    assert {(row["Username"], row["Email address"]) for row in found} == users
    graded = {row["Username"] for row in found if row[SECTION] != ""}
    assert graded == handed_in - {"Kim Lee"}
    assert "Kim Lee is left out, because the roster has no such student" in said

    pages, participants = feedback_of(course), set(MOODLE_DOWNLOAD.values()) - {None}
    given = [moodle_gives_to(name, participants) for name in pages]
    assert sorted(given) == [(number, f"{SECTION}.html") for number in sorted(participants)]


def read(table):
    return csv.DictReader(table.removeprefix("\ufeff").splitlines())


def test_students_of_moodle_are_read_from_what_it_exports(tmp_path):
    path = tmp_path / "participants.csv"
    path.write_text("\ufeffFirst name;Last name;Email address\nZoë;Ångström;zoe@uni.eu\n")
    (person,) = read_roster(path)
    assert (person.id, person.first, person.last) == ("zoe@uni.eu", "Zoë", "Ångström")
    path.write_text("Identifier,Full name,Email address\nParticipant 12,Kim van Lee,kim@uni.eu\n")
    (person,) = read_roster(path)
    assert (person.id, person.first, person.last) == ("kim@uni.eu", "Kim van", "Lee")
    path.write_text("Nom,Note\nLee,3\n")
    with pytest.raises(CourseError, match="It has Nom, Note."):
        read_roster(path)
