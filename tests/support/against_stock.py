"""Grade the same submissions with stock nbgrader and with this project, and compare the scores.

python tests/support/against_stock.py    # writes the tables of docs/own-assignments.md
"""

import json
import shutil
import sqlite3
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import nbgrader
from autograding import ROOT, run
from own_assignments import CONFIG, answer, check, hand_in, notebook, run_nbgrader, write

PAGE = ROOT / "docs" / "own-assignments.md"
GUIDE = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
NOTEBOOKS = Path(nbgrader.__file__).parent / "tests" / "apps" / "files"
# {student: (released notebook, submitted notebook)}, from nbgrader's own tests
HANDED_IN = {
    "unchanged": ("submitted-unchanged.ipynb", "submitted-unchanged.ipynb"),
    "changed": ("submitted-unchanged.ipynb", "submitted-changed.ipynb"),
    "grade_cell": ("submitted-unchanged.ipynb", "submitted-grade-cell-changed.ipynb"),
    "locked_cell": ("submitted-unchanged.ipynb", "submitted-locked-cell-changed.ipynb"),
    "cheat": ("submitted-unchanged.ipynb", "submitted-cheat-attempt.ipynb"),
    "other_cheat": ("submitted-unchanged.ipynb", "submitted-cheat-attempt-alternative.ipynb"),
    "file": ("open_relative_file.ipynb", "open_relative_file.ipynb"),
}
NBGRADERS = ("ps1", "files")  # its example course, and the notebooks of its tests
ODD = "odd"  # the assignment whose submissions are scored differently here
COPIED = "copied"  # the same, with a submission that keeps stock nbgrader from grading the others
AFTERWARDS = "later"  # a student of it who comes after that submission, and whose work is right
ASSIGNMENTS = (*NBGRADERS, ODD, COPIED)
STOCK = 'c = get_config()\nc.CourseDirectory.course_id = "feedforward"\n'
QUERY = """
    select submission.student_id, name.name, cell.name, grade.auto_score, grade.needs_manual_grade
    from grade
    join base_cell as cell on cell.id = grade.cell_id
    join submitted_notebook as notebook on notebook.id = grade.notebook_id
    join notebook as name on name.id = notebook.notebook_id
    join submitted_assignment as submission on submission.id = notebook.assignment_id
    where cell.name is not null"""

ANOTHER = "What cannot be graded earns 0 and is named, and the class goes on."
MISSING = "A notebook that was not handed in earns 0, and feedback says so."
# nbgrader's own tests of `nbgrader autograde` that fail with our configuration, and why.
OWN_TESTS = {
    "test_showtraceback_exploit": (
        "It sets `c.Execute.timeout = None`, which is refused, since a cell has to have a limit. "
        "The table above has its notebooks, graded with one."
    ),
    "test_side_effects": "Files that cells write stay in the sandbox.",
    "test_handle_failure": ANOTHER,
    "test_handle_failure_single_notebook": ANOTHER,
    "test_missing_source_kernelspec": ANOTHER,
    "test_no_execute": (
        "`--no-execute` is refused: points would be given for outputs that learners can write."
    ),
    "test_missing_files": MISSING,
    "test_grade_missing_notebook": MISSING,
    "test_autograde_timeout": (
        "Seconds are processor time. A cell that only waits is stopped after three times as long."
    ),
}

# The cells of ODD as released. The value that the learner's function returns is the score.
RELEASED = [answer("def f():\n    raise NotImplementedError"), check("f()", points=2)]


@dataclass
class Odd:
    """A submission that is scored differently here: what it does, why, and its files.

    text: of its notebook, or None if it has none. beside: {name: text} of its other files.
    """

    what: str
    why: str
    text: str | None
    beside: dict = field(default_factory=dict)
    assignment: str = ODD


def odd_answers():
    """Return {student: Odd}."""
    copy = _answer("return 2")
    copy.id = "copy"
    return {
        "warns": Odd(
            "warns on standard error",
            "A warning of Python or of a library is no mistake.",
            _with("import warnings", "warnings.warn('soon to be removed')"),
        ),
        "above": Odd(
            "ends its check on a value above the check's points",
            "No cell gives more points than it has, and the rest of the notebook still counts.",
            _with("return 3"),
        ),
        "below": Odd("ends its check on a negative value", "It counts as 0.", _with("return -1")),
        "dies": Odd(
            "ends its process",
            "Only the cell that did it loses points.",
            _with("import os", "os._exit(0)"),
        ),
        "blinds": Odd(
            "has IPython leave out the code of later cells",
            "Checks are translated before any code of the learner's runs.",
            notebook(
                answer("get_ipython().input_transformers_post.append(lambda lines: [])"),
                RELEASED[1],
            ),
        ),
        "network": Odd(
            "opens a connection",
            "The sandbox has no network. Put data beside the source notebook.",
            _with("import socket", "socket.socket().close()"),
        ),
        "files": Odd(
            "reads a file outside its folder",
            "The sandbox shows the system's programs and the files beside the notebook.",
            _with("import os", "os.listdir('/home')"),
        ),
        "memory": Odd(
            "uses more than 1024 MB of memory",
            "`c.Sandbox.memory` sets the limit; [the guide](instructors.md#grade) has all of them.",
            _with("return len(bytes(1200 << 20)) / (600 << 20)"),
        ),
        "package": Odd(
            "imports a package that the course does not name",
            "`c.Sandbox.packages` names what may be imported.",
            _with("import scipy"),
        ),
        "module": Odd(
            "has a module of its own that is named like an installed one",
            "It could replace what a check imports, so it is left out and named.",
            _with("import scipy", "return scipy.two()"),
            {"scipy.py": "def two(): return 2\n"},
        ),
        "kernel": Odd(
            "uses `get_ipython().kernel`",
            "There is an IPython in the sandbox, but no Jupyter kernel around it.",
            _with("get_ipython().kernel"),
        ),
        "deleted": Odd(
            "lacks the check, because it was deleted",
            "It is there again.",
            notebook(_answer("return 2")),
        ),
        "copies": Odd(
            "has a copy of its answer cell",
            "Its first right copy counts.",
            notebook(_answer("return 2"), copy, RELEASED[1]),
            assignment=COPIED,
        ),
        "when": Odd(
            "has a `timestamp.txt` without a readable time",
            "It is named, and counts as handed in on time.",
            _with("return 2"),
            {"timestamp.txt": "5 March 2026, noon"},
        ),
        "broken": Odd(
            "is not a notebook",
            "It earns nothing, and is named.",
            "not JSON",
        ),
        "absent": Odd(
            "has no notebook, only other files",
            "It earns nothing, and feedback says so.",
            None,
            {"notes.txt": "Sorry!"},
        ),
    }


def _answer(*lines):
    body = "".join(f"\n    {line}" for line in lines)
    return answer(f"def f():{body}")


def _with(*lines):
    return notebook(_answer(*lines), RELEASED[1])


def lay_out(folder, config):
    """Create a course with nbgrader's example, its tests' notebooks, and the odd submissions."""
    (folder / "source" / "files").mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(config)
    shutil.copytree(GUIDE / "source" / "ps1", folder / "source" / "ps1")
    shutil.copytree(GUIDE / "submitted", folder / "submitted")
    for student, (master, handed_in) in HANDED_IN.items():
        shutil.copy(NOTEBOOKS / master, folder / "source" / "files" / master)
        there = folder / "submitted" / student / "files"
        there.mkdir(parents=True)
        shutil.copy(NOTEBOOKS / handed_in, there / master)
        (there / "data.csv").write_text("some,data")
    for assignment in (ODD, COPIED):
        write(folder / "source" / assignment, assignment, notebook(*RELEASED))
    for student, odd in odd_answers().items():
        there = folder / "submitted" / student / odd.assignment
        if odd.text is not None:
            write(there, odd.assignment, odd.text)
        there.mkdir(parents=True, exist_ok=True)
        for name, text in odd.beside.items():
            (there / name).write_text(text)
    hand_in(folder, AFTERWARDS, COPIED, _with("return 2"))
    for assignment in ASSIGNMENTS:
        done = run_nbgrader("generate_assignment", assignment, cwd=folder)
        assert done.returncode == 0, done.stderr
    return folder


def scores(course):
    """Return {(student, notebook, cell): (automatic points, whether a person has to look)}."""
    with sqlite3.connect(course / "gradebook.db") as database:
        return {row[:3]: row[3:] for row in database.execute(QUERY)}


def graded(folder):
    """Grade both courses below a folder; return (scores by stock nbgrader, scores by ours)."""
    stock, ours = lay_out(folder / "stock", STOCK), lay_out(folder / "ours", CONFIG)
    for assignment in ASSIGNMENTS:
        run_nbgrader("autograde", assignment, cwd=stock)
        done = run("autograde", "grade", assignment, "--course", ours)
        assert done.returncode == 0, done.stderr
    return scores(stock), scores(ours)


def of_nbgraders(found):
    """Return only the scores of nbgrader's own material."""
    return {place: score for place, score in found.items() if place[1] not in (ODD, COPIED)}


def differences(by_stock, by_ours):
    """Return the table of differences, in Markdown."""
    lines = [
        "| a submission that … | stock nbgrader | here | because |",
        "| --- | --- | --- | --- |",
    ]
    for student, odd in odd_answers().items():
        stock, here = (_points(found, student, odd) for found in (by_stock, by_ours))
        lines.append(f"| {odd.what} | {stock} | {here} | {odd.why} |")
    return "\n".join(lines)


def points(found, student, odd):
    """Return the points of a submission, or None if it is not graded."""
    return found.get((student, odd.assignment, "check"), (None, None))[0]


def _points(found, student, odd):
    earned = points(found, student, odd)
    if earned is not None:
        return f"{earned:g} of 2"
    stops = odd.assignment == COPIED and points(found, AFTERWARDS, odd) is None
    return "not graded, nor is anyone after it" if stops else "not graded"


def cell_by_cell(by_stock, by_ours):
    """Return a table of nbgrader's own material, with both scores of each cell, in Markdown."""
    rows = {}
    for place, here in sorted(of_nbgraders(by_ours).items()):
        student, name, cell = place
        both = [_shown(by_stock.get(place)), _shown(here)]
        rows.setdefault((student, name), []).append(f"{cell} {' / '.join(both)}")
    lines = ["| student | notebook | each cell: stock / here |", "| --- | --- | --- |"]
    return "\n".join(lines + [f"| {s} | {n} | {', '.join(c)} |" for (s, n), c in rows.items()])


def _shown(score):
    if score is None:
        return "–"
    return "a person's" if score[0] is None else f"{score[0]:g}"


def own_tests():
    """Return the table of nbgrader's own tests that fail, in Markdown."""
    lines = ["| test | fails because |", "| --- | --- |"]
    return "\n".join(lines + [f"| `{name}` | {why} |" for name, why in OWN_TESTS.items()])


def with_tables(text, tables):
    """Return the page's text with these tables, {name: table}, in place of the old ones."""
    for name, table in tables.items():
        head, tail = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        start, end = text.index(head) + len(head), text.index(tail)
        text = f"{text[:start]}{table}\n{text[end:]}"
    return text


def tables_of(by_stock, by_ours):
    """Return {name: table} for all tables of the page."""
    return {
        "differences": differences(by_stock, by_ours),
        "cell by cell": cell_by_cell(by_stock, by_ours),
        "own tests": own_tests(),
    }


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as scratch:
        tables = tables_of(*graded(Path(scratch)))
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8"), tables), encoding="utf-8")
    print(json.dumps(sorted(tables)))
