"""Grade one class with stock nbgrader and with ours, in turns; compare scores and time.

python benchmarks/grading.py [--submissions 20] [--rounds 1] [--parts]

Prints processor seconds a submission of each, all their processes included, and the ratio; exit
status 1 where a score differs. Both read, restore, run, judge and record; starting up is shared out
over the class, and is printed by itself as well, from a class of one. With --parts, it prints
instead where ours takes its time, and its memory: grading_parts.py. As root, on Linux.
"""

import argparse
import contextlib
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SECTION = "6.1_xor"
MISTAKES = {
    "collapse": "    return W @ w, b",
    "xor_forward": "    return (X @ W + c) @ w + b",
    "relu": "    return np.maximum(0, z) + 1",
    "fit_linear": "    return np.linalg.lstsq(X, y, rcond=None)[0], 0.0",
}
TIMES_AROUND = 3
GROUPS = (Path("/sys/fs/cgroup/cpuacct"), Path("/sys/fs/cgroup"))
STOCK = "c = get_config()\n"
QUERY = """
    select submission.student_id, cell.name, grade.auto_score
    from grade
    join base_cell as cell on cell.id = grade.cell_id
    join submitted_notebook as notebook on notebook.id = grade.notebook_id
    join submitted_assignment as submission on submission.id = notebook.assignment_id"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--submissions", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--parts", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.parts:
            import grading_parts

            return grading_parts.report(Path(folder), options.submissions)
        return compare(Path(folder), options)


def compare(folder, options):
    stock, ours, same = [], [], True
    alone = lay_out(folder / "alone", 1)
    again = [BIN / "autograde", "grade", SECTION, "--course", ".", "--anew"]
    measured(again, alone)  # compiles what has not been
    one = measured(again, alone)
    for round_ in range(options.rounds):
        courses = [lay_out(folder / f"{n}{round_}", options.submissions) for n in ("a", "b")]
        (courses[0] / "nbgrader_config.py").write_text(STOCK)
        command = [*again[:-1], "--jobs", options.jobs, "--anew"]
        # Stock takes many times as long, and a machine's pace changes: ours is measured around it.
        ours += [measured(command, courses[1]) for _ in range(TIMES_AROUND)]
        stock.append(measured([BIN / "nbgrader", "autograde", SECTION], courses[0]))
        ours += [measured(command, courses[1]) for _ in range(TIMES_AROUND)]
        same = same and scores(courses[0]) == scores(courses[1])
    report(stock, ours, one, options.submissions, same)
    return 0 if same else 1


def report(stock, ours, one, submissions, same):
    by_stock, by_ours = (statistics.median(c for c, _ in runs) for runs in (stock, ours))
    print(f"{submissions} submissions of {SECTION}, processor seconds a submission")
    print(f"  stock nbgrader {by_stock / submissions:.3f}")
    print(f"  ours           {by_ours / submissions:.3f}")
    print(f"  ratio          {by_stock / by_ours:.1f}")
    if submissions > 1:
        each = (by_ours - one[0]) / (submissions - 1)
        print(f"  ours, starting up apart: {each:.3f}; starting up and one: {one[0]:.2f}")
    print(f"  wall clock: stock {stock[0][1]:.1f} s, ours {ours[0][1]:.1f} s")
    print(f"  scores: {'all equal' if same else 'DIFFERENT'}")


def lay_out(course, submissions):
    """A course whose class has handed in: a third right, a third partly, the rest blank in part."""
    subprocess.run([BIN / "autograde", "course", course], check=True, capture_output=True)
    for number in range(submissions):
        there = course / "submitted" / f"student{number:03}" / SECTION
        there.mkdir(parents=True)
        (there / f"{SECTION}.ipynb").write_text(json.dumps(handed_in(number)))
    return course


def handed_in(number):
    """A notebook of its own: another comment in each, so that no result serves for two."""
    notebook = json.loads((ROOT / "solutions" / f"{SECTION}.ipynb").read_text())
    wrong = list(MISTAKES)[: number % 3]
    for cell in notebook["cells"]:
        name = cell["id"].removeprefix("answer-")
        source = "".join(cell["source"])
        if name in wrong:
            source = source[: source.rindex('"""') + 3] + "\n" + MISTAKES[name]
        if cell["id"].startswith("answer-"):
            source += f"\n\n# {number}"
        cell["source"] = source
    return notebook


def measured(command, folder, watching=None):
    """(processor seconds of a command and all its processes, wall clock seconds)

    watching: called with the control group of the command, gives an Event to be set at the end.
    """
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody compiles all modules each time
    with control_group() as group:
        over = watching(group) if watching else threading.Event()
        start = time.perf_counter()
        subprocess.run(
            ["sh", "-c", 'echo $$ > "$0/cgroup.procs"; exec "$@"', group, *map(str, command)],
            cwd=folder,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wall = time.perf_counter() - start
        over.set()
        return spent(group), wall


@contextlib.contextmanager
def control_group():
    """A control group of the kernel's: it counts processes that nobody waits for, too, as those of
    a sandbox that was killed.
    """
    root = next((r for r in GROUPS if (r / "cgroup.procs").exists()), GROUPS[0])
    group = root / f"grading-{os.getpid()}-{time.monotonic_ns()}"
    try:
        group.mkdir()
    except OSError as error:
        sys.exit(
            f"Processor time is counted by a control group, which takes root's rights: {error}"
        )
    try:
        yield group
    finally:
        while (group / "cgroup.procs").read_text():  # what is being killed
            time.sleep(0.05)
        group.rmdir()


def spent(group):
    """Processor seconds of a control group, version 1 or 2."""
    usage = group / "cpuacct.usage"
    if usage.exists():
        return int(usage.read_text()) / 1e9
    lines = (group / "cpu.stat").read_text().splitlines()
    return int(dict(map(str.split, lines))["usage_usec"]) / 1e6


def scores(course):
    with sqlite3.connect(course / "gradebook.db") as database:
        return {row[:2]: row[2] for row in database.execute(QUERY)}


if __name__ == "__main__":
    sys.exit(main())
