"""Measure `autograde report` on a made-up class: seconds, memory, and the size of the page.

python benchmarks/report.py [--learners 10 10000] [--sections 8]

Nobody is graded: gradebook and kept results are written as grading leaves them, most of the class
right in most exercises, the rest with their mistakes, not attempted, broken or not handed in.
"""

import argparse
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

from autograde.grade.result import Mark, Result
from autograde.record.store import Store
from feedforward.exercises import SECTIONS

BIN = Path(sys.executable).parent
STATUSES = ("passed", "partly right", "wrong", "raised", "not attempted")
WEIGHTS = (70, 8, 12, 4, 6)
SCORES = dict(zip(STATUSES, (1.0, 0.5, 0.0, 0.0, 0.0), strict=True))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--learners", type=int, nargs="+", default=[10, 10_000])
    parser.add_argument("--sections", type=int, default=len(SECTIONS))
    options = parser.parse_args()
    for learners in options.learners:
        with tempfile.TemporaryDirectory() as folder:
            measure(made_up(Path(folder) / "course", learners, options.sections), learners)


def measure(course, learners):
    command = [BIN / "autograde", "report", "--course", course]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    page = (course / "report" / "index.html").stat().st_size / 1e6
    processor, memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    print(
        f"{learners} learners: {seconds:.1f} s, {processor:.1f} s of a processor, "
        f"{memory:.0f} MB of memory, a page of {page:.2f} MB"
    )
    if os.waitstatus_to_exitcode(status):
        sys.exit("`autograde report` failed.")


def made_up(course, learners, sections):
    """A course of so many learners and sections, as grading would have left it."""
    subprocess.run([BIN / "autograde", "course", course], check=True, capture_output=True)
    rng = random.Random(0)
    with sqlite3.connect(course / "gradebook.db") as database:
        students = [f"student{number:05}" for number in range(learners)]
        database.executemany(
            "insert into student (id, first_name, last_name) values (?, 'Given', ?)",
            [(student, f"Family {student}") for student in students],
        )
        for section in list(SECTIONS)[:sections]:
            grade(course, database, section, students, rng)
    return course


def grade(course, database, section, students, rng):
    store = Store(course / ".autograde" / "results" / section)
    notes = course / ".autograde" / "recorded" / section
    for folder in (store.folder, notes):
        folder.mkdir(parents=True, exist_ok=True)
    (notebook, assignment), = database.execute(
        "select notebook.id, assignment.id from notebook "
        "join assignment on assignment.id = notebook.assignment_id where assignment.name = ?",
        [section],
    )  # fmt: skip
    cells = database.execute(
        "select cell.id, cell.name, grade_cells.max_score from base_cell as cell "
        "join grade_cells on grade_cells.id = cell.id where cell.notebook_id = ?", [notebook]
    ).fetchall()  # fmt: skip
    for student in students:
        if rng.random() < 0.07:
            continue
        marks = {e.name: mark(e, rng) for e in SECTIONS[section].EXERCISES}
        keep(store, notes, section, student, list(marks.values()), rng)
        (course / "submitted" / student / section).mkdir(parents=True)
        submitted, own = uuid.uuid4().hex, uuid.uuid4().hex
        database.execute(
            "insert into submitted_assignment (id, assignment_id, student_id, timestamp) "
            "values (?, ?, ?, '2026-01-01 00:00:00')", (submitted, assignment, student)
        )  # fmt: skip
        database.execute(
            "insert into submitted_notebook (id, assignment_id, notebook_id) values (?, ?, ?)",
            (own, submitted, notebook),
        )
        database.executemany(
            "insert into grade (id, cell_id, notebook_id, auto_score, needs_manual_grade) "
            "values (?, ?, ?, ?, ?)", [row(cell, own, marks) for cell in cells]
        )  # fmt: skip


def mark(exercise, rng):
    (status,) = rng.choices(STATUSES, WEIGHTS)
    mistake = None
    if status in ("wrong", "partly right"):
        mistake = rng.choice([m.id for m in exercise.mistakes] or [None])
    score, most = SCORES[status], float(exercise.points)
    message = "3 of 3 entries differ; the first is out[0]: yours is 21.97, it should be 2.3.\n" * 3
    fault = "time" if status == "raised" and rng.random() < 0.2 else None
    return Mark(exercise.name, status, score, score * most, most, message, mistake, {}, fault)


def row(cell, own, marks):
    identity, name, _ = cell
    found = marks.get(name.removeprefix("check_"))
    return (uuid.uuid4().hex, identity, own, found and found.points, found is None)


def keep(store, notes, section, student, marks, rng):
    """Keep a Result as grading does, but without waiting for the disk each time."""
    faults = [f"{m.name}: it took longer than 30 s." for m in marks if m.fault]
    shown = [{"output_type": "stream", "name": "stdout", "text": "…" * 500}]
    data = Result({}, [shown], marks, faults, faults[: rng.random() < 0.1], 0.1, 1).to_json()
    key = uuid.uuid4().hex
    text = json.dumps({"result": data}, ensure_ascii=False)
    (store.folder / f"{key}.json").write_text(text, encoding="utf-8")
    (notes / f"{student}.json").write_text(json.dumps({"keys": {section: key}}), encoding="utf-8")


if __name__ == "__main__":
    main()
