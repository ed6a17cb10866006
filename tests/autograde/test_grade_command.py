"""A class is graded: everybody gets the points they deserve, and reads why."""

import contextlib
import csv
import re
import shutil
import sqlite3

import pytest
from autograding import (
    BIAS_FORGOTTEN,
    KILLS,
    NO_RELU,
    ROOT,
    SECTION,
    contents,
    grades,
    hand_in,
    laid_out,
    run,
    solution,
    with_answers,
    without,
)
from course_server import serving
from nbgrader_commands import run_autograde, run_nbgrader

QUESTION = "explain_6_1_xor"
FULL = {
    "check_fit_linear": 2,
    "check_collapse": 2,
    "check_relu": 1,
    "check_xor_forward": 2,
    "check_xnor_parameters": 2,
}
HONEST = {
    "right": FULL,
    "partly": FULL | {"check_collapse": 1, "check_xor_forward": 0},
    "untouched": dict.fromkeys(FULL, 0),
    "chapter": dict.fromkeys(FULL, 0),
}
BROKEN = {
    "no_json": dict.fromkeys(FULL, 0),
    "no_file": dict.fromkeys(FULL, 0),
    "kills": FULL | {"check_relu": 0},
    "deleted": FULL | {"check_collapse": 0},
}
SENTENCES = {
    "no_json": "6.1_xor.ipynb cannot be read as a notebook (Expecting value, line 1).",
    "no_file": "6.1_xor.ipynb was not handed in; there is homework.ipynb.",
    "kills": "relu: The call of relu in case 1 ended its process (status 1).",
    "deleted": "The answer cell collapse is missing.",
}


def honest_class(course):
    """Hand in what three learners, and one who took the chapter for the release, would."""
    hand_in(course, "right", solution())
    hand_in(course, "partly", with_answers(collapse=BIAS_FORGOTTEN, xor_forward=NO_RELU))
    hand_in(course, "untouched", course / "release" / SECTION / f"{SECTION}.ipynb")
    hand_in(course, "chapter", ROOT / "chapters" / f"{SECTION}.ipynb")


def broken_class(course):
    """Hand in what cannot be read, is not there, or breaks while it runs."""
    hand_in(course, "no_json", b'{"cells": [')
    hand_in(course, "no_file", None)
    (course / "submitted" / "no_file" / SECTION / "homework.ipynb").write_text("{}")
    hand_in(course, "kills", with_answers(relu=KILLS))
    hand_in(course, "deleted", without("answer-collapse", "check-collapse", "check-relu"))


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """(course, what `autograde grade` said) for a class with some broken submissions."""
    course = shutil.copytree(laid_out(), tmp_path_factory.mktemp("graded") / "course")
    honest_class(course)
    broken_class(course)
    before = contents(course / "submitted")
    done = run("autograde", "grade", SECTION, "--course", course, "--jobs", 2)
    assert contents(course / "submitted") == before
    return course, done


@pytest.fixture(scope="module")
def feedback(graded):
    """A function: the page of feedback for a student."""
    course, _ = graded
    done = run("nbgrader", "generate_feedback", SECTION, cwd=course)
    assert done.returncode == 0, done.stderr
    return lambda student: (course / "feedback" / student / SECTION / f"{SECTION}.html").read_text(
        encoding="utf-8"
    )


def checks(course, student):
    found = grades(course, student)
    return {name: found[name][0] for name in FULL}


@pytest.mark.parametrize("student", [*HONEST, *BROKEN])
def test_every_submission_gets_the_points_that_it_deserves(graded, student):
    course, _ = graded
    assert checks(course, student) == (HONEST | BROKEN)[student]


def test_every_submission_has_a_result_and_one_line_sums_up(graded):
    _, done = graded
    assert done.returncode == 0
    assert done.stdout == (
        "6.1_xor: 8 of 8 submissions graded, 4 of them with a fault, 3 with points lost to an "
        "error; 4 wait for a person's grade.\n"
    )


@pytest.mark.parametrize("student", SENTENCES)
def test_a_broken_submission_is_named_with_its_fault_and_without_a_traceback(graded, student):
    _, done = graded
    assert re.search(f"^{student}: {re.escape(SENTENCES[student])}", done.stderr, re.MULTILINE)
    assert "Traceback" not in done.stderr and "Warning" not in done.stderr


def explained(course, student):
    done = run_autograde("explain", student, SECTION, "--course", course)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_explain_says_what_was_restored_and_why_each_exercise_earned_its_points(graded):
    said = explained(graded[0], "partly")
    assert "Nothing had to be repaired." in said
    assert "collapse: 1 of 2, partly right." in said
    assert "Each result earns its share of the points: w_eff right, b_eff wrong." in said
    assert "Known as: c_forgotten." in said and "xor_forward: 0 of 2, wrong." in said
    assert "explain_6_1_xor: to be graded by a person, up to 2." in said
    points = sum(HONEST["partly"].values())
    assert f"In the gradebook: {points} of 11 points." in said


@pytest.mark.parametrize("student", ["no_file", "no_json", "kills", "deleted"])
def test_explain_gives_the_fault_of_a_broken_submission(graded, student):
    assert SENTENCES[student] in explained(graded[0], student)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nobody", SECTION], "nobody handed in nothing for 6.1_xor."),
        (["right", "6.9_end"], "No section is called '6.9_end'."),
        (["right", "6.5_losses"], "right handed in nothing for 6.5_losses."),
    ],
)
def test_explain_says_what_it_cannot_find(graded, arguments, sentence):
    done = run_autograde("explain", *arguments, "--course", graded[0])
    assert done.returncode == 2 and sentence in done.stderr and "Traceback" not in done.stderr


def test_explain_names_the_checks_that_are_there_again(graded):
    said = explained(graded[0], "deleted")
    for name in ("check_collapse", "check_relu"):
        assert f"{name} was deleted or emptied; the book's text is there again." in said
    assert "Nothing had to be repaired." not in said


def test_explain_shows_points_given_by_hand(graded, tmp_path):
    course = shutil.copytree(graded[0], tmp_path / "course")
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as database, database:
        for name, points, waits in ((QUESTION, 1, 1), ("check_relu", 0.5, 0)):
            database.execute(
                "update grade set manual_score = ?, needs_manual_grade = ? where cell_id in "
                "(select id from base_cell where name = ?) and manual_score is null",
                (points, waits, name),
            )
    said = explained(course, "partly")
    assert (
        f"{QUESTION}: 1 of 2, given by hand; a person should look again, because the work has "
        "changed."
    ) in said
    assert "relu: 1 of 1, passed.\n        0.5 of 1, given by hand.\n" in said


def test_explain_asks_for_grading_if_a_notebook_has_changed(graded, tmp_path):
    course = shutil.copytree(graded[0], tmp_path / "course")
    hand_in(course, "right", without("answer-relu"))
    done = run_autograde("explain", "right", SECTION, "--course", course)
    assert done.returncode == 2 and "Run `autograde grade 6.1_xor" in done.stderr


def test_whoever_grades_without_a_sandbox_is_told_so_and_gets_the_same_scores(graded, tmp_path):
    course = shutil.copytree(graded[0], tmp_path / "course")
    for student in ("no_json", "no_file", "untouched", "chapter", "deleted", "kills"):
        shutil.rmtree(course / "submitted" / student)
    done = run_autograde("grade", SECTION, "--course", course, "--unsafe")
    assert done.returncode == 0
    assert "runs with your rights and without protection" in done.stderr
    assert grades(course, "partly") == grades(graded[0], "partly")


def test_an_answered_open_question_waits_for_a_person_and_an_unanswered_one_earns_0(graded):
    course, _ = graded
    assert grades(course, "right")[QUESTION] == (None, True)
    assert grades(course, "untouched")[QUESTION] == (0, False)
    assert grades(course, "chapter")[QUESTION] == (0, False)


def test_the_exported_table_has_the_scores(graded):
    course, _ = graded
    assert run("nbgrader", "export", cwd=course).returncode == 0
    with (course / "grades.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["assignment"] == SECTION]
    scores = {row["student_id"]: float(row["score"]) for row in rows}
    assert scores == {name: sum(points.values()) for name, points in (HONEST | BROKEN).items()}


def test_feedback_shows_the_explanation_beside_the_score(feedback):
    page = feedback("partly")
    cell = page.split("Grade cell: <code>check_collapse</code>")[1].split("nbgrader-label")[0]
    assert "Score: 1.0 / 2.0" in cell
    assert "b_eff is b alone" in cell


@pytest.mark.parametrize("student", SENTENCES)
def test_feedback_says_what_was_broken(feedback, student):
    assert SENTENCES[student] in feedback(student)


def test_links_within_feedback_leave_a_frame_alone_that_shows_the_page(feedback):
    links = re.findall(r"<a [^>]*href=[^>]*>", feedback("partly"))
    within = [link for link in links if 'href="#' in link]
    assert len(within) > 10 and all('target="_top"' in link for link in within)
    assert not [link for link in links if "_top" in link and link not in within]


def test_feedback_loads_nothing_from_outside(feedback):
    page = feedback("right")
    loaded = re.findall(r"""<(?:script|link|img|iframe)[^>]*(?:src|href)=["']?([^"'> ]+)""", page)
    assert not [address for address in loaded if not address.startswith("data:")]
    assert "@import" not in page


@pytest.fixture(scope="module")
def by_nbgrader(tmp_path_factory):
    """A course whose submissions plain nbgrader has graded."""
    course = shutil.copytree(laid_out(), tmp_path_factory.mktemp("plain") / "course")
    honest_class(course)
    broken_class(course)
    done = run("nbgrader", "autograde", SECTION, cwd=course)
    assert done.returncode == 0, done.stderr
    return course


def test_plain_nbgrader_gives_the_same_grades(graded, by_nbgrader):
    for student in [*HONEST, *BROKEN]:
        assert grades(by_nbgrader, student) == grades(graded[0], student)


def test_scores_are_those_of_this_run(by_nbgrader, tmp_path):
    course = shutil.copytree(by_nbgrader, tmp_path / "course")
    shutil.rmtree(course / "submitted")
    hand_in(course, "right", b"gone")
    done = run_autograde("grade", SECTION, "--course", course)
    assert done.returncode == 0
    assert (
        "1 of 1 submissions graded, 1 of them with a fault, 1 with points lost to an error; 0 wait"
        in done.stdout
    )
    assert checks(course, "right") == dict.fromkeys(FULL, 0)
    assert checks(course, "partly") == HONEST["partly"]


@pytest.fixture
def served(graded):
    """The address of a Jupyter server in the course."""
    with serving(graded[0]) as address:
        yield address


def test_formgrader_shows_the_submissions_and_keeps_a_grade_given_by_hand(graded, served, chromium):
    page = chromium.new_page()
    page.set_default_timeout(120_000)  # a busy machine takes its time
    faults, outside = [], []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda r: r.url.startswith(served) or outside.append(r.url))
    page.goto(f"{served}/formgrader")
    page.get_by_role("link", name=SECTION).wait_for()
    page.goto(f"{served}/formgrader/gradebook/{SECTION}/{SECTION}")
    row = page.locator("tr", has_text="right").filter(has_text="9")
    row.get_by_role("link").first.click()
    page.locator("#check_relu").wait_for()
    page.locator(f"#{QUESTION}.needs_manual_grade").wait_for()  # the page knows the grade now
    question = page.locator(f"#{QUESTION}")
    with page.expect_response(lambda response: response.request.method == "PUT") as kept:
        question.fill("2")
        question.blur()
    assert kept.value.ok
    page.close()
    assert (faults, outside) == ([], [])
    assert run_nbgrader("export", cwd=graded[0]).returncode == 0
    table = (graded[0] / "grades.csv").read_text()
    assert re.search(r"right,.*,11\.0,0\.0,11\.0,11\.0$", table, re.MULTILINE)
