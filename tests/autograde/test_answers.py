"""`autograde answers` groups open answers and records marks in nbgrader's gradebook."""

import csv
import shutil
from collections import Counter
from pathlib import Path

import pytest
from autograding import SECTION, hand_in, laid_out, run, solution, with_answers
from term import Term

from autograde.answers import cluster_texts, find_copies
from autograde.answers.write_page import flowing

QUESTION = "explain_6_1_xor"


def of_kinds(name="answers_6_1.txt"):
    """Return {answer: number of its kind} for the answers in a file."""
    kind, found = 0, {}
    for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            kind += 1
        elif line and line[0] != "#":
            found[line] = kind
    return found


@pytest.mark.parametrize(
    "name, size", [("answers_6_1.txt", (300, 12)), ("answers_6_5.txt", (96, 8))]
)
def test_a_class_is_grouped_into_few_groups_of_mostly_one_kind(name, size):
    kinds = of_kinds(name)
    texts = list(kinds)
    assert (len(texts), len(set(kinds.values()))) == size
    groups = cluster_texts.cluster(texts)
    assert len(groups) <= 20
    assert sorted(i for group in groups for i in group) == list(range(len(texts)))
    main = [max(Counter(kinds[texts[i]] for i in group).values()) for group in groups]
    assert sum(main) / len(texts) >= 0.9


def test_a_group_begins_with_typical_answers_and_ends_with_those_that_mix_two_arguments():
    by_kind = {}
    for text, kind in of_kinds().items():
        by_kind.setdefault(kind, []).append(text)
    kinds = sorted(by_kind)
    pairs = zip(kinds, [*kinds[1:], kinds[0]], strict=True)
    mixed = [f"{by_kind[one][0]} {by_kind[other][1]}" for one, other in pairs]
    texts = [*mixed, *of_kinds()]
    for group in cluster_texts.cluster(texts):
        order = [texts[i] in mixed for i in group]
        assert order == sorted(order), order


def test_the_same_argument_in_other_words_is_not_taken_for_a_copy():
    texts = list(of_kinds())
    assert find_copies.near_duplicates(texts) == []
    changed = texts[0].replace("Stacking", "Putting together").replace("impossible", "hopeless")
    assert find_copies.near_duplicates([*texts, changed]) == [[0, 300]]


MINUS = {
    "a0": "    return W @ w, c @ w - b",
    "a1": "    return W @ w, c @ w * b",
    "b0": "    shift = -b\n    return W @ w, np.dot(c, w) + shift",
    "b1": "    return W @ w, np.sqrt(np.abs(c @ w)) + b",
}


def answered(text, student=None):
    notebook = with_answers(collapse=MINUS[student]) if student in MINUS else solution()
    cell = next(c for c in notebook["cells"] if c["id"] == QUESTION)
    cell["source"] = text
    return notebook


def some_kinds():
    """Return {student: answer}: two kinds of six, two copies, one from the book, two odd ones."""
    by_kind = {}
    for text, kind in of_kinds().items():
        by_kind.setdefault(kind, []).append(text)
    texts = {f"a{n}": text for n, text in enumerate(by_kind[6][:6])}
    texts |= {f"b{n}": text for n, text in enumerate(by_kind[3][:6])}
    texts |= {"copy1": by_kind[2][0], "copy2": by_kind[2][0].upper() + " "}
    book = next(c for c in solution()["cells"] if c["id"] == QUESTION)["source"]
    return texts | {
        "book": "".join(book),
        "idle": "??",
        "=evil": "<script>alert(1)</script> is text",
    }


@pytest.fixture(scope="module")
def grouped(tmp_path_factory, system_program):
    """(a graded course with its page of answers, what the command said that wrote the page)"""
    system_program("bwrap", "bubblewrap")
    course = shutil.copytree(laid_out(), tmp_path_factory.mktemp("answers") / "course")
    for student, text in some_kinds().items():
        hand_in(course, student, answered(text, student))
    done = run("autograde", "grade", SECTION, "--course", course)
    assert done.returncode == 0, done.stderr
    hand_in(course, "late", solution())
    return course, answers(course)


@pytest.fixture
def course(grouped, tmp_path):
    return shutil.copytree(grouped[0], tmp_path / "course")


def answers(course, *options):
    done = run("autograde", "answers", SECTION, "--course", course, *options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows_of(course):
    with (course / "answers" / f"{SECTION}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def groups_of(rows):
    groups = {}
    for row in rows:
        groups.setdefault(row["group"], set()).add(row["student"])
    return list(groups.values())


def save(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_answers_are_grouped_with_copied_and_empty_ones_apart(grouped):
    course, said = grouped
    assert "1 submission is not graded yet, so not on the page" in said
    groups = groups_of(row for row in rows_of(course) if row["question"] == QUESTION)
    assert {"copy1", "copy2"} in groups and {"book"} in groups and {"idle"} in groups
    for group in groups:
        assert len({name[0] for name in group}) == 1, group
    page = (course / "answers" / f"{SECTION}.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page


def test_marks_reach_the_gradebook_and_stay_when_graded_again(course, tmp_path):
    rows = rows_of(course)
    for row in rows:
        if row["student"][0] == "a" and row["question"] == QUESTION:
            row["points"], row["comment"] = "1,5", "Which four values does it give?"
    said = answers(course, "--apply", save(tmp_path / "marks.csv", rows))
    assert "6 answers were marked in the gradebook." in said
    term = Term(tmp_path, course, ())
    assert term.by_hand("a0", QUESTION) == (1.5, False)
    assert term.by_hand("b0", QUESTION) == (None, True)
    term.grade("--anew")
    assert term.by_hand("a0", QUESTION) == (1.5, False)
    term.teach("generate_feedback", SECTION, "--student=a0")
    page = course / "feedback" / "a0" / SECTION / f"{SECTION}.html"
    assert "Which four values does it give?" in page.read_text(encoding="utf-8")


def test_an_answer_that_has_changed_since_is_not_marked(course, tmp_path):
    rows = [row | {"points": "2"} for row in rows_of(course) if row["student"] in ("a2", "'=evil")]
    hand_in(course, "a2", answered("Now I write something else."))
    said = answers(course, "--apply", save(tmp_path / "marks.csv", rows))
    assert "1 answer was marked" in said
    assert f"a2: the answer to {QUESTION} has changed since the page was made" in said
    assert Term(tmp_path, course, ()).by_hand("=evil", QUESTION) == (2, False)


def test_a_file_with_a_row_that_cannot_be_recorded_records_nothing(course, tmp_path):
    rows = [row | {"points": "1"} for row in rows_of(course) if row["student"] in ("a3", "a4")]
    rows[1]["points"] = "3"
    path = save(tmp_path / "marks.csv", rows)
    done = run("autograde", "answers", SECTION, "--course", course, "--apply", path)
    assert done.returncode == 2
    assert f"Row 3: {QUESTION} is worth 0 to 2 points, and the row gives 3." in done.stderr
    assert Term(tmp_path, course, ()).by_hand("a3", QUESTION) == (None, True)


def test_wrong_code_without_a_named_mistake_is_grouped_by_its_results_and_its_repair(
    grouped, course, tmp_path
):
    """a0 and b0 return the same; a1 returns something else, but one line repairs a0 and a1."""
    assert "collapse: 4 wrong without a named mistake, in 2 groups." in grouped[1]
    rows = [row for row in rows_of(course) if row["question"] == "check_collapse"]
    assert groups_of(rows) == [{"a0", "a1", "b0"}, {"b1"}]
    rows = [row | {"comment": "Where does b come from?"} for row in rows if row["group"] == "1"]
    assert "3 answers were marked" in answers(course, "--apply", save(tmp_path / "m.csv", rows))
    Term(tmp_path, course, ()).teach("generate_feedback", SECTION, "--student=b0")
    page = (course / "feedback" / "b0" / SECTION / f"{SECTION}.html").read_text(encoding="utf-8")
    assert "Where does b come from?" in page


def test_a_person_marks_on_the_page_and_saves_a_file_that_is_recorded(course, chromium, tmp_path):
    page = chromium.new_page(viewport={"width": 390, "height": 800}, bypass_csp=False)
    troubles = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text))
    page.goto((course / "answers" / f"{SECTION}.html").as_uri())
    group = page.locator(".group").first
    one, *others = group.locator(".answer").evaluate_all("all => all.map(a => a.dataset.student)")
    group.get_by_label("Points for group").fill("1")
    group.get_by_label("Comment for group").fill('Say "why".')
    group.get_by_text("Mark on its own").first.click()
    group.get_by_label("Points for this answer").first.fill("2")
    assert f"{1 + len(others)} to record" in page.locator("#count").inner_text()
    page.reload()  # what was typed is still there
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the marks").click()
    saved.value.save_as(tmp_path / "marks.csv")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()
    assert troubles == []
    said = answers(course, "--apply", tmp_path / "marks.csv")
    assert f"{1 + len(others)} answers were marked" in said
    term = Term(tmp_path, course, ())
    assert term.by_hand(one, QUESTION) == (2, False)
    assert term.by_hand(others[0], QUESTION) == (1, False)


def framed(chromium, path, sandbox):
    """Return a browser's page that shows a file in a sandbox, as JupyterLab does."""
    page = chromium.new_page(bypass_csp=False)
    page.set_content("<iframe width=1000 height=600></iframe>")
    show = "(frame, [html, rules]) => { frame.sandbox = rules; frame.srcdoc = html; }"
    page.locator("iframe").evaluate(show, [path.read_text(encoding="utf-8"), sandbox])
    return page


@pytest.mark.parametrize("sandbox", ["allow-scripts", "allow-scripts allow-same-origin"])
def test_where_downloads_are_blocked_the_page_shows_the_marks_as_text(
    course, chromium, tmp_path, sandbox
):
    page = framed(chromium, course / "answers" / f"{SECTION}.html", sandbox)
    frame = page.frame_locator("iframe")
    assert "does not let this page save a file" in frame.locator("#boxed").inner_text()
    assert not frame.locator("#marks").is_visible()
    frame.locator(".group .whole .points").first.fill("1.5")
    frame.get_by_role("button", name="Save the marks").click()
    text = frame.get_by_label(f"The text of marks-{SECTION}.csv").input_value()
    page.close()
    (tmp_path / "marks.csv").write_text(text, encoding="utf-8")
    assert "were marked in the gradebook" in answers(course, "--apply", tmp_path / "marks.csv")


def test_where_scripts_are_blocked_the_page_says_what_to_do(course, chromium):
    path = course / "answers" / f"{SECTION}.html"
    page = framed(chromium, path, "")
    page.frame_locator("iframe").get_by_text("Scripts are switched off").wait_for(timeout=10_000)
    page.goto(path.as_uri())
    assert not page.get_by_text("Scripts are switched off").is_visible()
    assert not page.locator("#boxed").is_visible()
    page.close()


def test_the_lines_of_a_paragraph_flow_and_those_of_a_list_stay():
    assert flowing("ReLU bends\nthe line.\n\nSo:\n- one\n- two") == (
        "ReLU bends the line.\n\nSo:\n- one\n- two"
    )
    fenced = "```\na = 1\nb = 2\n```"
    assert flowing(fenced) == fenced
