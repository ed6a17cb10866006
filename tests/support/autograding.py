"""A class to grade: commands as an instructor gives them, and what learners hand in."""

import functools
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from filelock import FileLock

ROOT = Path(__file__).parents[2]
SECTION = "6.1_xor"
SHARED = "AUTOGRADE_TESTS"  # the variable that names a folder which all processes of a run share

BIAS_FORGOTTEN = "    return W @ w, b"
NO_RELU = "    return (X @ W + c) @ w + b"
KILLS = "    import os\n    os._exit(1)"


@functools.cache
def scratch():
    """A folder for this process of the tests."""
    return tempfile.TemporaryDirectory(prefix="autograde-tests-")


def environment():
    """This environment for a user who has never started Jupyter."""
    home = str(Path(scratch().name) / "home")
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONWARNINGS"}
    return kept | {"JUPYTER_CONFIG_DIR": home, "IPYTHONDIR": home}


def run(program, *arguments, cwd=ROOT):
    """Run a command of this environment, as if the environment were not active."""
    return subprocess.run(
        [str(Path(sys.executable).parent / program), *map(str, arguments)],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


@functools.cache
def laid_out():
    """A course as `autograde course` lays it out, to be copied and not to be changed."""
    course = Path(os.environ.get(SHARED, scratch().name), "a course")
    with FileLock(f"{course}.lock"):
        if not course.exists():
            unfinished = course.with_name("unfinished course")
            done = run("autograde", "course", unfinished)
            assert (done.returncode, done.stderr) == (0, "")
            unfinished.rename(course)
    return course


def solution(section=SECTION):
    """The notebook of a section as a learner hands it in, with every answer right, as JSON.

    It is the one of solutions/ without the solutions of the problems, which no learner has.
    """
    read = (
        json.loads((ROOT / folder / f"{section}.ipynb").read_text(encoding="utf-8"))
        for folder in ("chapters", "solutions")
    )
    chapter, answered = read
    problems = {c["id"]: c for c in chapter["cells"] if c["id"].startswith("problem")}
    answered["cells"] = [problems.get(cell["id"], cell) for cell in answered["cells"]]
    return answered


def master_of(section):
    """The Master of a section, as it is released."""
    from autograde.course.masters import Master
    from autograde.intake.read_notebook import joined

    path = ROOT / "chapters" / f"{section}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return Master(section, [c | {"source": joined(c["source"])} for c in cells], {}, section)


def result_of(notebook, section=SECTION, settings=None):
    """The Result of a notebook, graded in this process: with the fixture `sandbox`."""
    from autograde.grade.grade_notebook import grade_notebook
    from autograde.intake.read_submission import Handed

    handed = Handed(json.dumps(notebook).encode())
    return grade_notebook(handed, master_of(section), 1, settings)[0]


def with_answers(section=SECTION, **bodies):
    """The answered notebook with other bodies for the functions of these names."""
    notebook = solution(section)
    for cell in notebook["cells"]:
        name = cell["id"].removeprefix("answer-")
        if name in bodies:
            source = "".join(cell["source"])
            head = source[: source.rindex('"""') + 3]
            cell["source"] = f"{head}\n{bodies[name]}"
    return notebook


def without(*ids):
    """The answered notebook without the cells of these ids."""
    notebook = solution()
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] not in ids]
    return notebook


def hand_in(course, student, notebook):
    """Put a notebook (JSON, bytes, a path, or None for an empty folder) where nbgrader looks."""
    folder = course / "submitted" / student / SECTION
    folder.mkdir(parents=True, exist_ok=True)
    if notebook is None:
        return
    if isinstance(notebook, Path):
        notebook = notebook.read_bytes()
    elif isinstance(notebook, dict):
        notebook = json.dumps(notebook).encode()
    (folder / f"{SECTION}.ipynb").write_bytes(notebook)


def grades(course, student):
    """{grade_id: (automatic points, whether a person has to look)} from the gradebook."""
    query = """
        select cell.name, grade.auto_score, grade.needs_manual_grade
        from grade
        join base_cell as cell on cell.id = grade.cell_id
        join submitted_notebook as notebook on notebook.id = grade.notebook_id
        join submitted_assignment as submission on submission.id = notebook.assignment_id
        where submission.student_id = ?"""
    with sqlite3.connect(course / "gradebook.db") as database:
        rows = database.execute(query, [student]).fetchall()
    return {name: (points, bool(person)) for name, points, person in rows}


def contents(folder):
    """{path: bytes} of all files in a folder."""
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def with_a_full_disk(folder, room, script):
    """Run a shell script in a folder, where small/ is a disk of `room` bytes."""
    (folder / "small").mkdir(exist_ok=True)
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return subprocess.run(
        ["bwrap", "--dev-bind", "/", "/", "--size", str(room), "--tmpfs", str(folder / "small")]
        + ["sh", "-c", script],
        cwd=folder,
        env=environment() | {"PATH": path},
        capture_output=True,
        text=True,
    )
