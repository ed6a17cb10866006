"""Extensions, late days and penalties; points given by hand survive when grading is repeated."""

import pytest
from nbgrader.api import Gradebook
from own_assignments import (
    answer,
    check,
    essay,
    grade,
    hand_in,
    lay_out,
    notebook,
    run_nbgrader,
    write,
)
from traitlets.config import Config

from autograde.errors import CourseError
from autograde.record.lateness import of_course

TEXT = notebook(answer("x = 3"), check("assert x == 3"), essay("Why?"))
ANSWERED = TEXT.replace("Why?", "Because it is prime.")
DUE = "2026-03-01 12:00:00 UTC"
CONFIG = """
c.LateSubmissionPlugin.penalty_method = "zero"
c.LateDays.budget = 3
"""
SECTIONS = ["1.1_a", "1.2_b"]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with two sections due at the same time, and late submissions by two students."""
    folder = tmp_path_factory.mktemp("course")
    lay_out(folder, CONFIG, **dict.fromkeys(SECTIONS, TEXT))
    (folder / "extensions.csv").write_text("student,section,days\nbob,1.1,5\n")
    with book(folder) as gradebook:
        for section in SECTIONS:
            gradebook.update_or_create_assignment(section, duedate=DUE)
    for student, section, day in [
        ("ada", "1.1_a", "02 23:00"),
        ("ada", "1.2_b", "03 11:00"),
        ("bob", "1.1_a", "06 11:00"),
    ]:
        hand_in(folder, student, section, ANSWERED, f"2026-03-{day}")
    for section in SECTIONS:
        assert grade(folder, section)[0] == 0
    return folder


def book(course):
    return Gradebook(f"sqlite:///{course}/gradebook.db", "feedforward")


def lost(course, student, section):
    """Return the points that a student lost for being late."""
    with book(course) as gradebook:
        return gradebook.find_submission(section, student).late_submission_penalty


def test_late_days_are_used_as_long_as_there_are_enough(course):
    assert lost(course, "ada", "1.1_a") == 0  # two days of three
    assert lost(course, "ada", "1.2_b") == 1  # two days more


def test_an_extension_uses_no_late_days(course):
    assert lost(course, "bob", "1.1_a") == 0


def test_a_late_day_given_back_is_there_for_another_section(course):
    path = course / "extensions.csv"
    path.write_text(path.read_text() + "ada,1.1_a,2\n")
    for section in SECTIONS:
        assert grade(course, section, "--anew")[0] == 0
    assert lost(course, "ada", "1.2_b") == 0


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("ada,1.1_a,2\n", "begins with 'ada,1.1_a,2'"),
        ("student,section,days\n\nada,1.1_a\n", "Line 3 of .* has 2 parts"),
        ("student,section,days\nada,1.3,2\n", "names '1.3'; there are: 1.1_a, 1.2_b"),
        ("student,section,days\nada,1.2,two\n", "gives 'two' days"),
    ],
)
def test_an_extension_that_cannot_be_read_is_refused_by_its_line(tmp_path, text, sentence):
    (tmp_path / "extensions.csv").write_text(text)
    with pytest.raises(CourseError, match=sentence):
        of_course(tmp_path, Config(), SECTIONS)


def by_hand(course):
    with book(course) as gradebook:
        found = gradebook.find_grade("essay", "1.1_a", "1.1_a", "bob")
        return found.manual_score, found.needs_manual_grade


def give_by_hand(course):
    with book(course) as gradebook:
        found = gradebook.find_grade("essay", "1.1_a", "1.1_a", "bob")
        found.manual_score, found.needs_manual_grade = 2, False
        gradebook.db.commit()


def test_points_by_hand_are_left_alone_until_the_answer_changes(course):
    give_by_hand(course)
    assert grade(course, "1.1_a", "--anew")[0] == 0
    assert by_hand(course) == (2, False)
    done = run_nbgrader("autograde", "1.1_a", "--force", cwd=course)
    assert (done.returncode, by_hand(course)) == (0, (2, False)), done.stderr
    other = ANSWERED.replace("prime", "odd")
    write(course / "submitted" / "bob" / "1.1_a", "1.1_a", other)
    assert grade(course, "1.1_a")[0] == 0
    assert by_hand(course) == (2, True)
