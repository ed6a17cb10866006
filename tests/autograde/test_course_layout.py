"""`autograde course`: what it lays out, and what it leaves alone."""

import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from autograding import (
    ROOT,
    SECTION,
    contents,
    grades,
    hand_in,
    laid_out,
    run,
    solution,
    with_a_full_disk,
)
from nbgrader_commands import run_autograde, run_nbgrader
from odd_notebooks import without_shows

from feedforward.exercises import SECTIONS

WRITTEN = [section for section in SECTIONS if (ROOT / "book" / f"{section}.py").exists()]


@pytest.fixture
def course(tmp_path):
    """A copy of the course, at another place."""
    return shutil.copytree(laid_out(), tmp_path / "course")


def test_the_next_step_can_be_copied_even_if_the_folder_has_a_space_in_its_name(course):
    folder = course.rename(course.with_name("my course"))
    said = run_autograde("course", folder).stdout
    assert f"run `autograde grade 6.1 --course '{folder}'`" in said


def sources(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [(cell["cell_type"], "".join(cell["source"])) for cell in notebook["cells"]]


def in_gradebook(course):
    with sqlite3.connect(course / "gradebook.db") as database:
        return {name for (name,) in database.execute("select name from base_cell")}


@pytest.mark.parametrize("section", WRITTEN)
def test_what_is_released_says_what_the_chapter_says(section):
    released = laid_out() / "release" / section / f"{section}.ipynb"
    assert sources(released) == sources(ROOT / "chapters" / f"{section}.ipynb")


def test_every_exercise_and_open_question_stands_in_the_gradebook():
    names = {e.name for section in WRITTEN for e in SECTIONS[section].EXERCISES}
    checks = {f"check_{name}" for name in names}
    questions = {f"explain_{section.replace('.', '_')}" for section in WRITTEN}
    assert in_gradebook(laid_out()) == names | checks | questions


def test_a_section_added_for_automatic_grading_has_no_open_question(course):
    for step in ("source", "release"):
        shutil.rmtree(course / step / SECTION)
    done = run_autograde("course", course.name, "--auto-only", cwd=course.parent)
    assert done.returncode == 0
    assert in_gradebook(laid_out()) - in_gradebook(course) == {"explain_6_1_xor"}
    released = (course / "release" / SECTION / f"{SECTION}.ipynb").read_text()
    assert "explain_" not in released and "check_relu" in released


def test_laid_out_again_a_course_keeps_all_that_it_has(course):
    for path in (f"source/{SECTION}/{SECTION}.ipynb", f"release/{SECTION}/{SECTION}.ipynb"):
        (course / path).write_text((course / path).read_text() + "\n")
    with (course / "nbgrader_config.py").open("a") as file:
        file.write("c.Execute.timeout = 60\n")
    before = contents(course)
    done = run_autograde("course", course)
    assert done.returncode == 0
    assert f"{SECTION} exists already and was not changed." in done.stdout
    assert contents(course) == before


def test_laid_out_again_a_course_gets_what_it_lacks_and_nothing_else(course):
    released = course / "release" / SECTION / f"{SECTION}.ipynb"
    text, known = released.read_bytes(), in_gradebook(course)
    released.unlink()
    (released.parent / "data.csv").write_text("kept")
    (course / "gradebook.db").unlink()
    done = run_autograde("course", course)
    assert f"added release/{SECTION}/{SECTION}.ipynb, its exercises" in done.stdout
    assert (released.read_bytes(), in_gradebook(course)) == (text, known)
    assert (released.parent / "data.csv").read_text() == "kept"


def test_the_next_step_that_it_ends_with_can_be_done(course, system_program):
    system_program("bwrap", "bubblewrap")
    said = run_autograde("course", course).stdout.split("\n\n")[-1]
    notebook = re.search(r"give students (\S+\.ipynb)", said)[1]
    folder = re.search(r"into\s(\S+/)<student>(/\S+/),", said)
    shutil.copytree(Path(notebook).parent, f"{folder[1]}ada{folder[2]}")
    program, *arguments = re.search(r"`(autograde grade .*?)`", said)[1].split()
    assert run(program, *arguments).stdout.startswith(f"{SECTION}: 1 of 1 submissions graded")


def test_a_course_says_what_it_holds_and_git_leaves_it_alone(course):
    said = (course / "README.md").read_text(encoding="utf-8")
    held = {path.name for path in course.iterdir()} - {"README.md", ".gitignore"}
    assert {name for name in held if f"`{name}" not in said} == set()
    assert (course / ".gitignore").read_text().splitlines()[-1] == "*"


def test_a_folder_that_holds_something_else_is_refused_and_untouched(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    done = run_autograde("course", tmp_path)
    assert done.returncode == 2
    assert "is not empty, and it is not a course" in done.stderr and "Traceback" not in done.stderr
    assert list(contents(tmp_path).values()) == [b"years of work"]


def test_a_file_is_no_folder_for_a_course(tmp_path):
    (tmp_path / "course").write_text("a file")
    done = run_autograde("course", tmp_path / "course")
    assert done.returncode == 2
    assert "is a file" in done.stderr and "Traceback" not in done.stderr


def test_nbgrader_itself_releases_a_section_again(course):
    released = course / "release" / SECTION / f"{SECTION}.ipynb"
    text = released.read_bytes()
    done = run_nbgrader("generate_assignment", SECTION, "--force", cwd=course)
    assert done.returncode == 0, done.stderr
    assert released.read_bytes() == text


def test_nbgrader_validate_takes_the_answers_and_not_the_blanks(tmp_path):
    folders = {"answered": ROOT / "solutions", "blank": laid_out() / "release" / SECTION}
    for name, folder in folders.items():
        notebook = json.loads((folder / f"{SECTION}.ipynb").read_text(encoding="utf-8"))
        notebook["cells"] = without_shows(notebook["cells"])
        (tmp_path / f"{name}.ipynb").write_text(json.dumps(notebook))
    done = run_nbgrader("validate", *sorted(tmp_path.glob("*.ipynb")), cwd=laid_out())
    assert done.stdout.count("Success! Your notebook passes all the tests.") == 1
    assert "VALIDATION FAILED ON 6 CELL(S)" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["6.9_gone", "--course", "."], "No section is called '6.9_gone'. There are: 6.1_xor"),
        ([SECTION, "--course", "."], "Nothing was handed in for 6.1_xor. Put each notebook where"),
        ([SECTION, "--course", "nowhere"], "is not a course of this book. `autograde course "),
        ([SECTION, "--course", ".", "--jobs", "0"], "'0' is not a number of jobs; give 1 or more."),
    ],
    ids=["section", "submissions", "course", "jobs"],
)
def test_grading_what_is_not_there_ends_in_a_sentence(arguments, sentence):
    done = run_autograde("grade", *arguments, cwd=laid_out())
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr and "Traceback" not in done.stderr


def test_a_course_with_a_broken_configuration_says_what_is_wrong(course):
    with (course / "nbgrader_config.py").open("a") as file:
        file.write("c.Execute.timeout = tomorrow\n")
    done = run_autograde("grade", SECTION, "--course", course)
    assert done.returncode == 2
    assert "NameError: name 'tomorrow' is not defined" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_release_that_does_not_fit_the_gradebook_is_nobodys_fault(course):
    hand_in(course, "right", solution())
    released = course / "release" / SECTION / f"{SECTION}.ipynb"
    released.write_text(released.read_text().replace('"check_relu"', '"check.relu"'))
    done = run_autograde("grade", SECTION, "--course", course)
    assert (done.returncode, grades(course, "right")) == (2, {})
    assert f"`nbgrader generate_assignment {SECTION} --force`" in done.stderr


def test_a_gradebook_that_is_none_ends_in_a_sentence(course):
    (course / "gradebook.db").write_text("a table of grades, kept by hand")
    done = run_autograde("grade", SECTION, "--course", course)
    assert done.returncode == 2
    assert "gradebook.db cannot be used" in done.stderr and "Traceback" not in done.stderr
    assert (course / "gradebook.db").read_text() == "a table of grades, kept by hand"


def test_what_a_full_disk_has_kept_from_a_course_is_added_when_there_is_room(
    tmp_path, system_program
):
    system_program("bwrap", "bubblewrap")
    (tmp_path / "c").mkdir()
    script = "cp -a c small; autograde course small/c; s=$?; rm -r c; cp -a small/c c; exit $s"
    for room in (60_000, 700_000):  # not enough for the sources; enough for them alone
        done = with_a_full_disk(tmp_path, room, script)
        assert done.returncode == 2
        said = done.stderr
        assert "full" in said or "No space left" in said or "could not" in said
        assert "Traceback" not in said
    assert run_autograde("course", tmp_path / "c").returncode == 0
    found, whole = (
        {p.relative_to(c): data for p, data in contents(c).items() if p.suffix == ".ipynb"}
        for c in (tmp_path / "c", laid_out())
    )
    assert found == whole and in_gradebook(tmp_path / "c") == in_gradebook(laid_out())


@pytest.mark.parametrize(
    "name", ["[a]", "why?", "50%25", "back\\slash", "x" * 240 + "/" + "x" * 240]
)
def test_a_path_that_nbgrader_takes_for_something_else_is_refused_at_once(tmp_path, name):
    done = run_autograde("course", tmp_path / name)
    assert (done.returncode, contents(tmp_path)) == (2, {})
    assert "A course cannot be in" in done.stderr and done.stderr.count("\n") == 1


def test_an_empty_gradebook_ends_in_a_sentence_that_says_how_to_fill_it(course):
    hand_in(course, "right", solution())
    (course / "gradebook.db").write_bytes(b"")
    done = run_autograde("grade", SECTION, "--course", course)
    assert done.returncode == 2
    assert f"contains no section. `autograde course {course}`" in done.stderr


def test_a_gradebook_that_is_locked_or_damaged_ends_in_a_sentence_that_says_what_to_do(course):
    hand_in(course, "right", solution())
    other = sqlite3.connect(course / "gradebook.db", isolation_level=None)
    other.execute("begin exclusive")
    done = run_autograde("grade", SECTION, "--course", course)
    other.close()
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "is locked. Another program is using it: wait" in done.stderr
    data = (course / "gradebook.db").read_bytes()
    (course / "gradebook.db").write_bytes(data[: len(data) // 2])
    done = run_autograde("grade", SECTION, "--course", course)
    assert done.returncode == 2
    assert "is malformed. Restore it from a backup." in done.stderr
