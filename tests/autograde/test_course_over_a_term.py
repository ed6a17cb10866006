"""A course is taught for a term, with nbgrader's own commands and the grader's."""

import csv
import json
import shutil
import zipfile

import pytest
from autograding import (
    BIAS_FORGOTTEN,
    NO_RELU,
    SECTION,
    grades,
    hand_in,
    laid_out,
    solution,
    with_answers,
)
from course_server import serving
from playwright.sync_api import expect
from term import Term, nbgrader

QUESTION = "explain_6_1_xor"
MORNING, NOON = "2026-03-02 08:00:00 UTC", "2026-03-02 12:00:00 UTC"


@pytest.fixture
def term(tmp_path):
    """A course as `autograde course` lays it out, an exchange, and two students."""
    return Term(tmp_path, shutil.copytree(laid_out(), tmp_path / "course"), ("ada", "bob"))


def checks(course, student):
    """The points that a student's functions have earned."""
    return sum(points for points, _ in grades(course, student).values() if points)


def exported(course):
    """{student: row} of the section in nbgrader's table of grades."""
    nbgrader(course, "export")
    with (course / "grades.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["assignment"] == SECTION]
    return {row["student_id"]: row for row in rows}


def score_by_hand(chromium, course, points):
    """Give points to the open questions, {student: points}, by clicks in formgrader."""
    with serving(course) as address:
        page = chromium.new_page()
        page.set_default_timeout(120_000)  # a busy machine takes its time
        for student, given in points.items():
            page.goto(f"{address}/formgrader")
            page.get_by_role("link", name="Manual Grading").click()
            page.wait_for_url("**/formgrader/gradebook")
            page.get_by_role("link", name=SECTION).click()
            page.wait_for_url(f"**/gradebook/{SECTION}")
            page.get_by_role("link", name=SECTION).click()
            page.get_by_role("link", name="Submission #1").wait_for()
            page.locator("#toggle_names").click()
            page.get_by_role("link", name=student).click()
            type_score(page, given)
        page.close()


def type_score(page, points):
    """Type a score, see that it is saved, and that it is there when the page is opened anew."""
    page.locator(f"#{QUESTION}.needs_manual_grade").wait_for()  # formgrader knows the grade
    box = page.locator(f"#{QUESTION}")
    with page.expect_response(lambda response: response.request.method == "PUT") as kept:
        box.fill(str(points))
        box.blur()
    assert kept.value.ok
    page.reload()
    expect(box).to_have_value(str(points))


def test_a_term_from_release_to_export(term, chromium):
    term.teach("release_assignment", SECTION)
    term.all_study("fetch_assignment")
    term.work("ada", solution())
    term.work("bob", with_answers(collapse=BIAS_FORGOTTEN, xor_forward=NO_RELU))
    term.study("ada", "submit")
    term.due_now()
    term.study("bob", "submit")
    term.teach("collect", SECTION)

    assert (
        "2 of 2 submissions graded, 0 of them with a fault, 0 with points lost to an error; 2 wait"
        in term.grade()
    )
    assert (checks(term.course, "ada"), checks(term.course, "bob")) == (9, 6)
    score_by_hand(chromium, term.course, {"ada": 2, "bob": 1})
    assert term.by_hand("ada", QUESTION) == (2, False)
    assert term.by_hand("bob", QUESTION) == (1, False)

    term.teach("generate_feedback", SECTION)
    term.teach("release_feedback", SECTION)
    term.all_study("fetch_feedback")
    assert "(Score: 11.0 / 11.0)" in term.feedback("ada")[-1]
    assert "(Score: 7.0 / 11.0)" in term.feedback("bob")[-1]

    term.work("bob", solution())
    term.study("bob", "submit")
    assert "Updating submission: bob" in term.teach("collect", SECTION, "--update")
    assert "Skipping existing assignment" in term.teach("autograde", SECTION)
    assert (checks(term.course, "ada"), checks(term.course, "bob")) == (9, 9)
    assert term.by_hand("ada", QUESTION) == (2, False)
    assert term.by_hand("bob", QUESTION) == (1, True)  # kept, and to be read again

    assert (
        "2 of 2 submissions graded, 0 of them with a fault, 0 with points lost to an error; 1 wait"
        in term.grade()
    )
    assert term.by_hand("ada", QUESTION) == (2, False)
    term.teach("generate_feedback", SECTION)
    term.teach("release_feedback", SECTION)
    term.study("bob", "fetch_feedback")
    first, second = term.feedback("bob")
    assert "(Score: 7.0 / 11.0)" in first and "(Score: 10.0 / 11.0)" in second

    rows = exported(term.course)
    assert {name: float(row["score"]) for name, row in rows.items()} == {"ada": 11, "bob": 10}
    assert rows["ada"]["timestamp"] < rows["ada"]["duedate"] < rows["bob"]["timestamp"]
    assert {float(row["late_submission_penalty"]) for row in rows.values()} == {0}


def test_a_penalty_for_being_late_that_is_set_after_grading_holds_when_graded_again(term):
    hand_in(term.course, "ada", solution())
    (term.course / "submitted" / "ada" / SECTION / "timestamp.txt").write_text(NOON)
    term.teach("db", "assignment", "add", SECTION, f"--duedate={MORNING}")
    term.grade()
    with (term.course / "nbgrader_config.py").open("a") as config:
        config.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    term.grade()
    assert exported(term.course)["ada"]["late_submission_penalty"] == "9.0"


def test_zip_files_from_learning_platforms_are_collected_and_graded(term):
    archive = term.course / "downloaded" / SECTION / "archive"
    archive.mkdir(parents=True)
    partly = json.dumps(with_answers(collapse=BIAS_FORGOTTEN, xor_forward=NO_RELU))
    with zipfile.ZipFile(archive / "ada.zip", "w") as own:
        own.writestr(f"{SECTION}.ipynb", json.dumps(solution()))
    with zipfile.ZipFile(archive / "submissions.zip", "w") as of_canvas:
        of_canvas.writestr(f"bob_LATE_123_456_{SECTION}.ipynb", partly)
    with zipfile.ZipFile(archive / "6.1 XOR-77.zip", "w") as of_moodle:
        of_moodle.writestr(f"Cem Demir_12_assignsubmission_file/{SECTION}.ipynb", partly)
    assert "3 files collected" in term.teach("zip_collect", SECTION)
    assert "3 of 3 submissions graded, 0 of them with a fault" in term.grade()
    found = {name: checks(term.course, name) for name in ("ada", "bob", "Cem Demir")}
    assert found == {"ada": 9, "bob": 6, "Cem Demir": 6}
