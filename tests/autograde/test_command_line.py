"""The command `autograde`: its defaults, and what it refuses."""

import json

import pytest
from autograding import run
from own_assignments import answer, check, hand_in, lay_out, notebook, write

SUM = notebook(answer("x = 3"), check("assert x == 3"))


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with two submissions of 1.1_sum, and one of 1.2_next, which was never generated."""
    folder = lay_out(tmp_path_factory.mktemp("course"), **{"1.1_sum": SUM})
    write(folder / "source" / "1.2_next", "1.2_next", SUM)
    for student in ("ada", "bob"):
        hand_in(folder, student, "1.1_sum", SUM)
    hand_in(folder, "ada", "1.2_next", SUM)
    return folder


def autograde(*arguments, cwd):
    done = run("autograde", *arguments, cwd=cwd)
    return done.returncode, done.stdout, done.stderr


def test_inside_a_course_the_number_of_a_section_is_enough(course):
    status, said, _ = autograde("grade", "1.1", cwd=course / "source")
    assert status == 0
    assert said.startswith("1.1_sum: 2 of 2 submissions graded, 0 of them with a fault")
    assert "ada, 1.1_sum" in autograde("explain", "ada", "1.1", cwd=course)[1]


def test_one_student_can_be_graded_alone(course):
    status, said, _ = autograde("grade", "1.1", "--student", "bob", "--json", cwd=course)
    told = json.loads(said)
    assert (status, [s["student"] for s in told["submissions"]]) == (0, ["bob"])


REFUSED = {
    "a student who handed in nothing": (
        ["1.1", "--student", "zoe"],
        "zoe handed in nothing for 1.1_sum. There are submissions by: ada, bob.",
    ),
    "a section that was not generated": (
        ["1.2_next"],
        "1.2_next was never generated, so there is nothing to grade against. "
        "Run `nbgrader generate",
    ),
    "a section that does not exist": (["1"], "No section is called '1'. There are: 1.1_sum."),
}


@pytest.mark.parametrize(("arguments", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_graded_is_refused_with_a_sentence(course, arguments, sentence):
    status, said, error = autograde("grade", *arguments, cwd=course)
    assert (status, said) == (2, "")
    assert error.startswith(f"autograde: {sentence}")


@pytest.mark.parametrize("command", [["grade", "1.1"], ["explain", "ada", "1.1"], ["report"]])
def test_outside_a_course_it_asks_for_one(tmp_path, command):
    status, _, error = autograde(*command, cwd=tmp_path)
    assert status == 2
    assert error == (
        f"autograde: {tmp_path} is not in a course of this book. Change into one, or name it: "
        "--course DIR. `autograde course DIR` sets one up.\n"
    )


def test_it_knows_its_version():
    assert autograde("--version", cwd="/")[1] == "autograde, part of Feedforward, by hand 0.1.0\n"
