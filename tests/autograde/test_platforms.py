"""Students, submissions and feedback make the round trip with Canvas and Moodle."""

import csv
import shutil
import zipfile

import pytest
from autograding import SECTION, laid_out, run

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


@pytest.fixture(scope="module")
def course(tmp_path_factory, system_program):
    """A course with a table of students and a zip file of submissions, both from Canvas."""
    system_program("bwrap", "bubblewrap")
    course = shutil.copytree(laid_out(), tmp_path_factory.mktemp("platforms") / "course")
    (course / "canvas_students.csv").write_text(CANVAS)
    archive = course / "downloaded" / SECTION / "archive"
    archive.mkdir(parents=True)
    release = (course / "release" / SECTION / NOTEBOOK).read_text(encoding="utf-8")
    with zipfile.ZipFile(archive / "submissions.zip", "w") as file:
        file.writestr(f"lovelaceada_LATE_123_456_{NOTEBOOK}", release)
        file.writestr(f"hopper-gracem_77_457_{NOTEBOOK}", release)
        file.writestr(f"guest_5_458_{NOTEBOOK}", release)
    return course


def test_ids_of_a_roster_are_those_of_submissions_exports_and_feedback(course):
    done = run("autograde", "roster", course / "canvas_students.csv", "--course", course)
    assert done.stdout == (
        "2 students are in the gradebook, 2 of them new, under ids such as ada.\n"
    )
    collected = run("nbgrader", "zip_collect", SECTION, cwd=course)
    assert collected.returncode == 0, collected.stderr
    said = "guest is collected under this name, because the roster has no student of this name"
    assert said in collected.stderr
    assert {path.name for path in (course / "submitted").iterdir()} == {"ada", "grace", "guest"}
    assert run("autograde", "grade", SECTION, "--course", course).returncode == 0

    done = run("nbgrader", "export", "--exporter=autograde.export.Canvas", cwd=course)
    assert done.returncode == 0, done.stderr
    with (course / "canvas.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[2:]
    assert [row[:4] for row in rows[:2]] == [
        ["Lovelace, Ada", "123", "", "ada"],
        ["Hopper, Grace", "77", "", "grace"],
    ]

    done = run("autograde", "feedback", SECTION, "--course", course)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    with zipfile.ZipFile(course / "feedback" / f"{SECTION}.zip") as archive:
        assert sorted(archive.namelist()) == [
            f"guest_5_458_{SECTION}.html",
            f"hopper-gracem_77_457_{SECTION}.html",
            f"lovelaceada_LATE_123_456_{SECTION}.html",
        ]
        assert "fit_linear" in archive.read(f"guest_5_458_{SECTION}.html").decode()


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
