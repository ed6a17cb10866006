"""All that grading a class leaves, to be compared with what a run leaves that nothing disturbed."""

import json
import subprocess
import sys
from pathlib import Path

import psutil
from autograding import SECTION, contents, environment, hand_in, with_answers
from nbgrader_commands import run_autograde
from sqlalchemy import create_engine, text

NAMES = ("fit_linear", "collapse", "relu", "xor_forward", "xnor_parameters")
BLANK = "    raise NotImplementedError"
NOT_COMPARED = (".autograde", "gradebook.db", "nbgrader_config.py")
# What the gradebook says of a class; a row is known by names, for ids are drawn at random.
TABLES = {
    "students": "select id, first_name, last_name, email, lms_user_id from student",
    "submissions": """
        select submission.student_id, assignment.name, submission.timestamp, submission.extension
        from submitted_assignment as submission
        join assignment on assignment.id = submission.assignment_id""",
    "notebooks": """
        select submission.student_id, notebook.name, submitted.late_submission_penalty
        from submitted_notebook as submitted
        join notebook on notebook.id = submitted.notebook_id
        join submitted_assignment as submission on submission.id = submitted.assignment_id""",
    "grades": """
        select submission.student_id, cell.name, grade.auto_score, grade.manual_score,
            grade.extra_credit, grade.needs_manual_grade
        from grade
        join base_cell as cell on cell.id = grade.cell_id
        join submitted_notebook as submitted on submitted.id = grade.notebook_id
        join submitted_assignment as submission on submission.id = submitted.assignment_id""",
    "comments": """
        select submission.student_id, cell.name, comment.auto_comment, comment.manual_comment
        from comment
        join base_cell as cell on cell.id = comment.cell_id
        join submitted_notebook as submitted on submitted.id = comment.notebook_id
        join submitted_assignment as submission on submission.id = submitted.assignment_id""",
}


def small_work(number):
    """A notebook of its own with one answer, right or wrong: little to do, and no two alike."""
    name = NAMES[number % len(NAMES)]
    notebook = with_answers(**{other: BLANK for other in NAMES if other != name})
    answer = next(cell for cell in notebook["cells"] if cell["id"] == f"answer-{name}")
    source = "".join(answer["source"])
    if number % 3 == 0:
        source = source[: source.rindex('"""') + 3] + "\n    return 0"
    answer["source"] = f"{source}\n\n# {number}"
    return notebook


def hand_in_all(course, count):
    """Let a class of `count` students hand in small work."""
    for number in range(count):
        hand_in(course, f"student{number:02}", small_work(number))


def graded(course, *options):
    """Run `autograde grade --json`; return its output, parsed."""
    done = run_autograde("grade", SECTION, "--course", course, "--json", "--jobs", 2, *options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def grading(course, *options):
    """`autograde grade`, under way."""
    command = [Path(sys.executable).parent / "autograde", "grade", SECTION, "--course", course]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return psutil.Popen([*command, "--jobs", "2", *options], env=environment(), **quiet)


def outcome(course, said, url=None):
    """Collect a run's output, the gradebook, results, notes, and every other file.

    url: of the gradebook, unless it is the course's own file.
    """
    results = {}
    for path in (course / ".autograde" / "results").rglob("*.json"):
        kept = json.loads(path.read_text(encoding="utf-8"))["result"]
        results[path.name] = {part: kept[part] for part in kept if part != "seconds"}
    others = {
        path.relative_to(course).as_posix(): data
        for path, data in contents(course).items()
        if path.relative_to(course).parts[0] not in NOT_COMPARED
    }
    return {
        "said": {s["student"]: s | {"unchanged": None} for s in said["submissions"]},
        "gradebook": gradebook(url or f"sqlite:///{course / 'gradebook.db'}"),
        "results": results,
        "notes": {path.name: path.read_bytes() for path in notes(course)},
        "files": others,
    }


def gradebook(url):
    """Every row of every table, sorted: a row that is doubled stands there twice."""
    engine = create_engine(url)
    with engine.connect() as database:
        rows = {name: database.execute(text(query)).all() for name, query in TABLES.items()}
    engine.dispose()
    return {name: sorted(repr([_plain(v) for v in row]) for row in rows[name]) for name in rows}


def _plain(value):
    """SQLite has no truth values, and PostgreSQL has."""
    return float(value) if isinstance(value, int | float) else value


def notes(course):
    """Return the files that say which submissions were recorded."""
    return list((course / ".autograde" / "recorded" / SECTION).glob("*.json"))


def differing(found, expected):
    """The parts of two outcomes that differ: names alone, for the whole is long."""
    return [
        (part, name)
        for part in expected
        for name in sorted(found[part].keys() | expected[part].keys())
        if found[part].get(name) != expected[part].get(name)
    ]
