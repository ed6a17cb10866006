"""Grade one class with stock nbgrader and with ours, in turns; compare scores and time.

python benchmarks/grading.py [--submissions 20] [--rounds 1]

Prints processor seconds a submission of each, all their processes included, and the ratio; exit
status 1 where a score differs. Both read, restore, run, judge and record; starting up is shared out
over the class, and is printed by itself as well, from a class of one. grading_parts.py shows where
ours takes its time, and its memory. As root, on Linux.
"""

import argparse
import sqlite3
import statistics
import sys
import tempfile
from pathlib import Path

from graded_class import BIN, SECTION, lay_out, measured

TIMES_AROUND = 3
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
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
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


def scores(course):
    with sqlite3.connect(course / "gradebook.db") as database:
        return {row[:2]: row[2] for row in database.execute(QUERY)}


if __name__ == "__main__":
    sys.exit(main())
