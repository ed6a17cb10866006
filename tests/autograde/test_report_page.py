"""The class at a glance: `autograde report`, from what grading has left in a course."""

import csv
import shutil
import sqlite3

import pytest
from autograding import (
    BIAS_FORGOTTEN,
    KILLS,
    NO_RELU,
    SECTION,
    hand_in,
    laid_out,
    run,
    with_answers,
)

from autograde.report import pages

BLANK = "    raise NotImplementedError"
SCRIPT = "<script>document.title='stolen'</script><img src=x onerror=\"document.title='stolen'\">"
HOSTILE = f"=cmd|{SCRIPT}".replace("/", "")  # no folder can have a slash in its name
SHOUTS = f'    raise ValueError("""Kim Secret {SCRIPT}""")'
CLASS = {
    "alice": {},
    "bob": {"collapse": BIAS_FORGOTTEN},
    "cleo": {"collapse": BIAS_FORGOTTEN, "xor_forward": NO_RELU},
    "dan": {"relu": BLANK, "xor_forward": BLANK, "collapse": KILLS},
    HOSTILE: {"relu": SHOUTS},
}


@pytest.fixture(scope="session")
def graded(tmp_path_factory, system_program):
    """A graded class of five, with one more who has handed in since, and one who has not."""
    system_program("bwrap", "bubblewrap")
    course = shutil.copytree(laid_out(), tmp_path_factory.mktemp("report") / "course")
    for student, bodies in CLASS.items():
        hand_in(course, student, with_answers(**bodies))
    done = run("autograde", "grade", SECTION, "--course", course)
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(course / "gradebook.db") as database:
        database.execute("insert into student (id, first_name) values ('gus', 'Gus, \"G\"')")
        database.execute("update student set last_name = '+1+1' where id = 'alice'")
        database.execute("update student set first_name = ? where id = 'bob'", [SCRIPT])
    hand_in(course, "fay", with_answers())
    return course


@pytest.fixture(scope="module")
def folder(graded):
    """The report of that class."""
    return report(graded)


@pytest.fixture
def course(graded, tmp_path):
    return shutil.copytree(graded, tmp_path / "course")


def report(course, *options):
    done = run("autograde", "report", "--course", course, *options)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert done.stdout.strip() == str(course / "report" / "index.html")
    return course / "report"


def table(folder, name):
    """The rows of a CSV file as dicts."""
    with open(folder / name, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_report_says_how_far_the_class_is_and_how_it_scored(folder):
    rows = {row["section"]: row for row in table(folder, "sections.csv")}
    assert list(rows) == [SECTION]  # nobody has begun the others
    row = rows[SECTION]
    stages = [row[s] for s in ("all right", "some right", "none right")]
    assert stages == ["1", "4", "0"]
    assert (row["not graded yet"], row["not handed in"]) == ("1", "1")
    # 9, 8, 6, 4 and 8 of 9 points: the open question waits, and does not count as 0.
    assert row["median %"] == str(round(800 / 9, 1))


def test_the_report_says_how_hard_each_exercise_was(folder):
    rows = {row["exercise"]: row for row in table(folder, "exercises.csv")}
    assert [rows["relu"][c] for c in ("learners", "attempts", "right")] == ["5", "4", "3"]
    assert rows["relu"]["difficulty %"] == "25.0"
    assert rows["fit_linear"]["difficulty %"] == "0.0"


def test_the_report_counts_mistakes_beside_the_advice_that_was_given(folder):
    first, *others = table(folder, "mistakes.csv")
    assert (first["exercise"], first["mistake"]) == ("collapse", "c_forgotten")
    assert (first["learners"], first["% of attempts"]) == ("2", "40.0")
    assert "What does c become when it is multiplied by w?" in first["advice"]
    assert "the contribution of c is missing" in first["message to one learner"]
    assert {row["learners"] for row in others} == {"1"}
    assert ("xor_forward", "no_relu") in {(row["exercise"], row["mistake"]) for row in others}


def test_mistakes_without_a_name_are_counted_by_the_line_that_repairs_them(course):
    for student, line in (("hugo", "c @ w - b"), ("iris", "c @ w * b"), ("jo", "np.dot(c, w) - b")):
        hand_in(course, student, with_answers(collapse=f"    return W @ w, {line}"))
    assert run("autograde", "grade", SECTION, "--course", course).returncode == 0
    rows = {row["mistake"]: row for row in table(report(course), "mistakes.csv")}
    assert rows["repaired by: return (W @ w, c @ w + b)"]["learners"] == "2"
    assert rows["repaired by: return (W @ w, np.dot(c, w) + b)"]["learners"] == "1"
    hidden = {row["mistake"]: row for row in table(report(course, "--anonymous"), "mistakes.csv")}
    assert hidden["located"]["learners"] == "3"
    assert not any("repaired by" in mistake for mistake in hidden)  # it is a learner's own code


def test_the_report_names_who_may_need_help_and_what_waits(folder):
    needs = {(row["learner"], row["reason"]) for row in table(folder, "help.csv")}
    assert ("dan", "2 of 5 exercises were not attempted.") in needs
    assert ("gus", "Nothing was handed in.") in needs
    assert any(who == "dan" and "ended its process" in why for who, why in needs)
    assert {who for who, _ in needs} == {"dan", "gus"}
    waits = {(row["learner"], row["why"]) for row in table(folder, "waiting.csv")}
    assert ("fay", "It was handed in but is not graded yet.") in waits
    assert ("alice", "1 answer waits to be marked by a person.") in waits
    assert any(who == "dan" and "its code ended the process" in why for who, why in waits)


def test_what_is_rare_comes_before_what_waits_for_all_of_a_class(folder):
    waits = [row["why"] for row in table(folder, "waiting.csv")]
    assert [why.startswith("1 answer waits") for why in waits] == [False] * 2 + [True] * 5
    assert table(folder, "help.csv")[0]["learner"] == "dan"  # two reasons; gus has one


def test_no_cell_of_a_table_is_a_formula_and_names_are_quoted(folder):
    for path in folder.glob("*.csv"):
        with open(path, encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert [cell for cell in cells if cell.lstrip()[:1] in (*"=+-@",)] == []
    names = {row["learner"]: row["name"] for row in table(folder, "learners.csv")}
    assert names["gus"] == 'Gus, "G"'
    assert names["alice"] == "'+1+1"
    assert names[f"'{HOSTILE}"] == ""


def test_an_anonymous_report_replaces_every_name_also_of_an_earlier_report(course, folder):
    shutil.copytree(folder, course / "report", dirs_exist_ok=True)
    folder = report(course, "--anonymous")
    said = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())
    for name in ("alice", "cleo", "cmd|", "Gus", "Secret", "+1+1", "stolen"):
        assert name not in said
    rows = table(folder, "learners.csv")
    assert {row["learner"] for row in rows} == {f"learner {n:03}" for n in range(1, 8)}
    assert sorted(row["score"] for row in rows) == ["", "", "4.0", "6.0", "8.0", "8.0", "9.0"]
    assert "collapse: exited" in {row["reason"] for row in table(folder, "help.csv")}


def test_points_of_a_person_count_and_wait_no_longer(course):
    with sqlite3.connect(course / "gradebook.db") as database:
        database.execute(
            "update grade set manual_score = 2, needs_manual_grade = 0 where needs_manual_grade = 1"
        )
    folder = report(course)
    alice = next(row for row in table(folder, "learners.csv") if row["learner"] == "alice")
    assert (alice["score"], alice["of points"], alice["waiting points"]) == ("11.0", "11.0", "")
    assert {row["learner"] for row in table(folder, "waiting.csv")} == {"dan", "fay"}


def test_learners_link_to_their_work_and_feedback_unless_names_are_hidden(course):
    feedback = course / "feedback" / "bob" / SECTION / f"{SECTION}.html"
    feedback.parent.mkdir(parents=True)
    feedback.touch()
    page = (report(course) / "index.html").read_text(encoding="utf-8")
    assert f'href="../feedback/bob/{SECTION}/{SECTION}.html"' in page
    assert f'href="../autograded/alice/{SECTION}/{SECTION}.ipynb"' in page
    assert 'href="../' not in (report(course, "--anonymous") / "index.html").read_text()


def test_what_nbgrader_s_own_command_graded_is_shown_too(course, folder):
    shutil.rmtree(course / ".autograde" / "recorded")
    assert table(report(course), "mistakes.csv") == table(folder, "mistakes.csv")


def test_without_kept_results_points_are_shown_and_the_page_says_so(course):
    shutil.rmtree(course / ".autograde" / "results")
    folder = report(course)
    assert table(folder, "exercises.csv") == []
    page = (folder / "index.html").read_text()
    assert "5 graded submissions have no stored result" in page
    assert {row["score"] for row in table(folder, "learners.csv")} >= {"9.0", "8.0"}


def test_a_course_that_nobody_has_handed_in_for_has_a_report(tmp_path):
    folder = report(shutil.copytree(laid_out(), tmp_path / "course"))
    assert table(folder, "sections.csv") == []
    assert "Nobody has made a mistake." in (folder / "index.html").read_text()


def test_a_folder_that_is_no_course_gets_no_report(tmp_path):
    done = run("autograde", "report", "--course", tmp_path)
    assert done.returncode == 2
    assert "is not a course of this book" in done.stderr
    assert not (tmp_path / "report").exists()


def test_code_in_advice_is_marked_up_and_nothing_else_is():
    assert pages.with_code("Python's `max` <b>fails</b>") == (
        "Python&#39;s <code>max</code> &lt;b&gt;fails&lt;/b&gt;"
    )
    assert pages.with_code("`<script>`") == "<code>&lt;script&gt;</code>"
