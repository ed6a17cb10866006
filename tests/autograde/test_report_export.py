"""Grades as files that Canvas and Moodle import: `nbgrader export` with this book's plugins."""

import csv
import shutil
import sqlite3

import pytest
from autograding import BIAS_FORGOTTEN, SECTION, hand_in, laid_out, run, with_answers
from nbgrader_commands import run_nbgrader


@pytest.fixture(scope="module")
def course(tmp_path_factory, system_program):
    system_program("bwrap", "bubblewrap")
    course = shutil.copytree(laid_out(), tmp_path_factory.mktemp("export") / "course")
    hand_in(course, "ann", with_answers())
    hand_in(course, "ben", with_answers(collapse=BIAS_FORGOTTEN))
    done = run("autograde", "grade", SECTION, "--course", course)
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(course / "gradebook.db") as database:
        database.execute("insert into student (id, first_name) values ('cy', 'Cy \"C\"')")
        database.execute(
            "update student set first_name = 'Ann', last_name = '=Lee' where id = 'ann'"
        )
        database.execute("update submitted_notebook set late_submission_penalty = 1.25 where id = "
            "(select n.id from submitted_notebook n join submitted_assignment a "
            "on a.id = n.assignment_id where a.student_id = 'ben')")  # fmt: skip
    return course


def exported(course, plugin, *options):
    done = run_nbgrader("export", f"--exporter=autograde.export.{plugin}", *options, cwd=course)
    assert done.returncode == 0, done.stderr
    with open(course / f"{plugin.lower()}.csv", encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_canvas_finds_its_columns_points_and_students(course):
    head, possible, *rows = exported(course, "Canvas")
    # What Canvas' importer asks of a file: these columns, of which Section is the last before
    # assignments, and a row of points that is told by its first cell.
    assert head[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert head[5] == SECTION and len(head) == 13
    assert possible[:7] == ["    Points Possible", "", "", "", "", "11", "9"]
    assert [(row[0], row[3], row[5], row[6]) for row in rows] == [
        ("'=Lee, Ann", "ann", "9", ""),
        ("ben", "ben", "6.75", ""),  # 8 points, less 1.25 for being late
        ('Cy "C"', "cy", "", ""),
    ]
    assert all(len(row) == len(head) for row in rows)


def test_moodle_finds_users_by_name_or_address_and_a_column_an_assignment(course):
    head, *rows = exported(course, "Moodle")
    assert head[:5] == ["Username", "First name", "Last name", "Email address", SECTION]
    assert rows[0][:5] == ["ann", "Ann", "'=Lee", "", "9"]
    assert rows[2][:5] == ["cy", 'Cy "C"', "", "", ""]


def test_only_the_students_and_assignments_that_are_asked_for_are_exported(course):
    some = (f'--assignment=["{SECTION}"]', '--student=["ben","cy"]')
    head, *rows = exported(course, "Moodle", *some)
    assert head[4:] == [SECTION]
    assert [row[0] for row in rows] == ["ben", "cy"]
