"""Grade the same submissions with stock nbgrader and with this project, and compare the scores.

python tests/support/against_stock.py    # writes the tables of docs/own-assignments.md
"""

import json
import shutil
import sqlite3
import sys
import tempfile
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


def odd_answers():
    """Return {student: (what the submission does, why its score differs, its notebook)}."""
    return {
        "warns": (
            "warns on standard error",
            "A warning of Python or of a library is no mistake.",
            _with("import warnings", "warnings.warn('soon to be removed')"),
        ),
        "above": (
            "a check's value is larger than its points",
            "No cell gives more points than it has, and the rest of the notebook still counts.",
            _with("return 3"),
        ),
        "below": ("a check's value is negative", "It counts as 0.", _with("return -1")),
        "dies": (
            "ends its process",
            "Only the cell that did it loses points.",
            _with("import os", "os._exit(0)"),
        ),
        "blinds": (
            "has IPython leave out the code of later cells",
            "Checks are translated before any code of the learner's runs.",
            notebook(
                answer("get_ipython().input_transformers_post.append(lambda lines: [])"),
                RELEASED[1],
            ),
        ),
        "network": (
            "opens a connection",
            "The sandbox has no network. Put data beside the source notebook.",
            _with("import socket", "socket.socket().close()"),
        ),
        "files": (
            "reads a file outside its folder",
            "The sandbox shows the system's programs and the files beside the notebook.",
            _with("import os", "os.listdir('/home')"),
        ),
        "package": (
            "imports a package that the course does not name",
            "`c.Sandbox.packages` names what may be imported.",
            _with("import scipy"),
        ),
        "kernel": (
            "uses `get_ipython().kernel`",
            "There is an IPython in the sandbox, but no Jupyter kernel around it.",
            _with("get_ipython().kernel"),
        ),
        "deleted": (
            "the check was deleted",
            "It is there again.",
            notebook(_answer("return None")),
        ),
        "when": (
            "`timestamp.txt` holds no time",
            "It is named, and counts as handed in on time.",
            _with("return None"),
        ),
        "broken": (
            "is not a notebook",
            "It earns nothing, and is named.",
            "not JSON",
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
    write(folder / "source" / ODD, ODD, notebook(*RELEASED))
    for student, (_, _, text) in odd_answers().items():
        hand_in(folder, student, ODD, text, "5 March 2026, noon" if student == "when" else None)
    for assignment in (*NBGRADERS, ODD):
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
    for assignment in (*NBGRADERS, ODD):
        run_nbgrader("autograde", assignment, cwd=stock)
        done = run("autograde", "grade", assignment, "--course", ours)
        assert done.returncode == 0, done.stderr
    return scores(stock), scores(ours)


def of_nbgraders(found):
    """Return only the scores of nbgrader's own material."""
    return {place: score for place, score in found.items() if place[1] != ODD}


def differences(by_stock, by_ours):
    """Return the table of differences, in Markdown."""
    lines = [
        "| a submission that … | stock nbgrader | here | because |",
        "| --- | --- | --- | --- |",
    ]
    for student, (what, why, _) in odd_answers().items():
        place = (student, ODD, "check")
        lines.append(f"| {what} | {_points(by_stock, place)} | {_points(by_ours, place)} | {why} |")
    return "\n".join(lines)


def _points(found, place):
    points, _ = found.get(place, (None, None))
    return "not graded" if points is None else f"{points:g} of 2"


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
