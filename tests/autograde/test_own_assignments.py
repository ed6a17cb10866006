"""An instructor's own assignments: packages, kernels, settings and messages."""

import json
import shutil
import sys

import pytest
from autograding import result_of, with_answers
from own_assignments import answer, check, grade, hand_in, lay_out, notebook, run_nbgrader

from autograde.grade.settings import Settings

READS_YAML = """
import yaml, requests
from scipy.special import expit
def f(text): return yaml.safe_load(text)
def address(**query): return requests.Request("GET", "http://a", params=query).prepare().url
"""
ASKS_YAML = """
assert f("a: 1") == {"a": 1} and expit(0) == 0.5
assert address(b="c d") == "http://a/?b=c+d"
"""


@pytest.fixture(scope="module")
def yaml_course(tmp_path_factory):
    """A course with two submissions of an assignment that needs PyYAML, SciPy and requests."""
    text = notebook(answer(READS_YAML), check(ASKS_YAML))
    course = lay_out(tmp_path_factory.mktemp("yaml"), yaml=text)
    for student in ("ada", "bob"):
        hand_in(course, student, "yaml", text)
    return course


def scores(told):
    return [student["notebooks"]["yaml"]["scores"]["check"] for student in told["submissions"]]


def test_a_module_that_half_of_the_class_lacks_is_said_at_the_end(yaml_course):
    status, told, _ = grade(yaml_course, "yaml")
    assert (status, scores(told), told["with_errors"]) == (0, [0, 0], 2)
    (said,) = told["advice"]
    assert said.startswith("2 of 2 submissions could not import yaml")
    assert "`c.Sandbox.packages = ['PyYAML']`" in said


def test_a_course_can_let_its_own_assignments_import_installed_packages(yaml_course):
    with open(yaml_course / "nbgrader_config.py", "a") as config:
        config.write('c.Sandbox.packages = ["pyyaml", "SciPy", "requests"]\n')
    status, told, _ = grade(yaml_course, "yaml")
    assert (status, scores(told), told["advice"]) == (0, [1, 1], [])


def test_the_books_exercises_see_none_of_these_packages(sandbox):
    answered = with_answers(fit_linear="    import yaml\n    return X, y")
    settings = Settings(packages={"pyyaml": "1"})
    marks = {mark.name: mark for mark in result_of(answered, settings=settings).marks}
    assert "No module named 'yaml'" in marks["fit_linear"].message


def test_an_exercise_of_the_book_can_be_asked_in_an_own_assignment(tmp_path):
    imports = answer("import feedforward as ff\nimport numpy as np", "imports")
    asks = check("ff.check(relu)", points=4)
    course = lay_out(tmp_path, relu=notebook(imports, answer("def relu(z): ..."), asks))
    for student, body in {"ada": "np.maximum(0, z)", "bob": "z"}.items():
        text = notebook(imports, answer(f"def relu(z):\n    return {body}"), asks)
        hand_in(course, student, "relu", text)
    status, told, error = grade(course, "relu")
    earned = [s["notebooks"]["relu"]["scores"]["check"] for s in told["submissions"]]
    assert (status, earned) == (0, [4, 0]), error


def test_an_assignment_for_another_kernel_is_refused(tmp_path):
    spec = {"name": "ir", "language": "R", "display_name": "R"}
    text = notebook(answer("x <- 3"), check("x == 3"), kernelspec=spec)
    course = lay_out(tmp_path, 'c.ClearSolutions.code_stub = {"R": "stop()"}\n', r=text)
    hand_in(course, "ada", "r", text)
    status, _, error = grade(course, "r")
    assert status == 2
    assert error.startswith("autograde: r.ipynb is written for the kernel 'ir', and the sandbox")


def test_a_source_without_a_kernel_is_graded_as_python_and_gets_feedback(tmp_path):
    text = notebook(answer("x = 3"), check("assert x == 3"), kernelspec=None)
    course = lay_out(tmp_path, bare=text)
    hand_in(course, "ada", "bare", text)
    in_r = notebook(
        answer("x = 3"), kernelspec={"name": "ir", "language": "R", "display_name": "R"}
    )
    hand_in(course, "bob", "bare", in_r)
    _, told, error = grade(course, "bare")
    assert [student["score"] for student in told["submissions"]] == [1, 0]
    assert "bob: bare.ipynb is written for the kernel 'ir', not in Python." in error
    done = run_nbgrader("generate_feedback", "bare", cwd=course)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def sums(tmp_path_factory):
    """A course with one assignment and two submissions, one at an unreadable time."""
    text = notebook(answer("x = 3"), check("assert x == 3"))
    course = lay_out(tmp_path_factory.mktemp("sums"), sums=text)
    hand_in(course, "ada", "sums", text, "05.03.2026")
    hand_in(course, "bob", "sums", text)
    return course


def with_config(course, folder, line):
    """Copy a course and add a line to its configuration."""
    copy = shutil.copytree(course, folder / "course")
    with open(copy / "nbgrader_config.py", "a") as config:
        config.write(f"{line}\n")
    return copy


def test_a_time_that_cannot_be_read_is_named_every_time(sums, tmp_path):
    for _ in range(2):
        status, told, error = grade(sums, "sums")
        assert (status, told["graded"]) == (0, 2)
        assert "ada: timestamp.txt says '05.03.2026', which is not a readable time" in error
    done = run_nbgrader("autograde", "sums", "--force", cwd=sums)
    assert done.returncode == 1 and "timestamp.txt says '05.03.2026'" in done.stderr
    assert (sums / "autograded" / "ada" / "sums" / "sums.ipynb").exists()


def test_an_excluded_student_is_not_graded(sums, tmp_path):
    course = with_config(sums, tmp_path, "c.CourseDirectory.student_id_exclude = 'ada,zoe'")
    status, told, _ = grade(course, "sums")
    assert (status, [s["student"] for s in told["submissions"]]) == (0, ["bob"])


def test_no_execute_is_refused_by_nbgraders_command_with_a_sentence(sums, tmp_path):
    course = shutil.copytree(sums, tmp_path / "course")
    shutil.rmtree(course / "autograded", ignore_errors=True)
    done = run_nbgrader("autograde", "sums", "--no-execute", cwd=course)
    assert done.returncode == 1  # nbgrader's status for every failure
    assert "c.Execute.enabled is off, which is what --no-execute does." in done.stderr
    assert not (course / "autograded").exists()


def test_ignored_files_are_left_out_and_kept_ones_are_not_overwritten(tmp_path):
    asks = """
from pathlib import Path
found = {path.name: path.read_text() for path in Path().glob("*.txt")}
assert found == {"data.txt": "instructor", "own.txt": "learner"}, found
Path("made.txt").write_text("cell")  # stays in the sandbox"""
    text = notebook(answer("x = 3"), check(asks))
    config = """
c.CourseDirectory.ignore = ["left*"]
c.Autograde.exclude_overwriting = {"files": ["own.txt"]}
"""
    course = lay_out(tmp_path, config, files=text)
    hand_in(course, "ada", "files", text)
    for folder, who in (("source/files", "instructor"), ("submitted/ada/files", "learner")):
        for name in ("data.txt", "own.txt", "left_out.txt"):
            (course / folder / name).write_text(who)
    status, told, error = grade(course, "files")
    assert (status, told["submissions"][0]["score"]) == (0, 1), error
    recorded = {p.name: p.read_text() for p in course.glob("autograded/ada/files/*.txt")}
    assert recorded == {"data.txt": "instructor", "own.txt": "learner"}


def test_an_unusable_setting_keeps_grading_from_starting(sums, tmp_path):
    course = with_config(sums, tmp_path, "c.Sandbox.memory = 'big'")
    status, told, error = grade(course, "sums")
    assert (status, told) == (2, None)
    assert error == (
        "autograde: c.Sandbox.memory has to be a number of megabytes above 0; it is 'big'.\n"
    )


def test_a_kernel_that_dies_as_it_starts_is_started_again(tmp_path, monkeypatch):
    text = notebook(answer("x = 3"), check("assert x == 3"))
    course = lay_out(tmp_path / "course", sums=text)
    hand_in(course, "ada", "sums", text)
    deaths = tmp_path / "deaths"
    command = f"""
        test -e '{deaths}' || {{ touch '{deaths}'; exit 1; }}
        exec '{sys.executable}' -m ipykernel_launcher -f "$0"
    """
    spec = {"argv": ["sh", "-c", command, "{connection_file}"], "display_name": "Dies at first"}
    kernel = tmp_path / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    (kernel / "kernel.json").write_text(json.dumps(spec | {"language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    status, told, error = grade(course, "sums", "--unsafe")
    assert (status, told["submissions"][0]["score"], deaths.exists()) == (0, 1, True), error
