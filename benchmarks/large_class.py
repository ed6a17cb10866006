"""Simulate a class of thousands on many cores: how long it takes, and what limits it.

python benchmarks/large_class.py [--students 10000] [--cores 1 4 64] [--times FILE]
python benchmarks/large_class.py --measure [--submissions 20] [--times FILE]

It goes by recorded times, in processor seconds: of starting, of each of some submissions that were
observed and judged, and of recording one in a gradebook that holds such a class already. They stand
in benchmarks/large_class.json; --measure takes them anew, as root, on Linux. What is printed stands
in the instructors' guide. Waiting for a disk or a network is not in it.
"""

import argparse
import heapq
import json
import os
import platform
import shutil
import sqlite3
import statistics
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

TIMES = Path(__file__).with_suffix(".json")
BUSY = 0.95  # of the time: what is busier than that limits the class
# What grading one submission adds to a gradebook: tables, each with what its rows belong to.
SUBMISSION = {
    "student": "id",
    "submitted_assignment": "student_id",
    "submitted_notebook": "assignment_id",
    "grade": "notebook_id",
    "comment": "notebook_id",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--students", type=int, default=10_000)
    parser.add_argument("--cores", type=int, nargs="+", default=[1, 4, 64])
    parser.add_argument("--times", type=Path, default=TIMES)
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--submissions", type=int, default=20)
    options = parser.parse_args()
    if options.measure:
        times = measure(options.submissions, options.students)
        options.times.write_text(json.dumps(times, indent=1) + "\n")
    report(json.loads(options.times.read_text()), options)


def report(times, options):
    """Print the table, as Markdown, and what it was computed from."""
    observing, recording = statistics.mean(times["observing"]), times["recording"]
    print(f"| cores | {options.students:,} submissions take | cores busy | recorder busy | limit |")
    print("| --- | --- | --- | --- | --- |")
    for cores in options.cores:
        seconds, recorder, all_cores = simulate(times, options.students, cores)
        limit = "the recorder" if recorder > BUSY else "the cores"
        print(f"| {cores} | {spoken(seconds)} | {all_cores:.0%} | {recorder:.0%} | {limit} |")
    print(
        f"\nIn processor seconds, {times['starting']:.1f} to start, {observing:.3f} to observe and "
        f"judge a submission\n(mean of {len(times['observing'])}), {recording:.3f} to record it. "
        f"More than {1 + observing / recording:.1f} cores wait for the recorder."
    )
    print(f"Measured on {times['processor']}, load {times['load']}.")


def spoken(seconds):
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min"


def simulate(times, students, cores):
    """(seconds, the share of them in which the recorder is busy, and the cores are).

    Cores take what there is to do: recording first, which one process does for one submission after
    another, and else grading. As in run/grade_class.py, no more than two submissions a
    core, and one, are under way.
    """
    grading = list(islice(cycle(times["observing"]), students))
    now, free, ends = times["starting"], cores, []
    begun = waiting = recorded = 0
    recording = False
    while recorded < students:
        while free:
            if waiting and not recording:
                waiting, recording = waiting - 1, True
                heapq.heappush(ends, (now + times["recording"], "recorded"))
            elif begun < students and begun - recorded <= 2 * cores:
                heapq.heappush(ends, (now + grading[begun], "graded"))
                begun += 1
            else:
                break
            free -= 1
        now, what = heapq.heappop(ends)
        free += 1
        if what == "graded":
            waiting += 1
        else:
            recorded, recording = recorded + 1, False
    busy = students * times["recording"]
    return now, busy / now, (times["starting"] + sum(grading) + busy) / (now * cores)


def measure(submissions, students):
    """The times of this machine, where the gradebook holds so many students already."""
    import graded_class
    import grading_parts

    load = round(os.getloadavg()[0], 1)
    with tempfile.TemporaryDirectory() as folder:
        class_ = graded_class.lay_out(Path(folder, "class"), submissions)
        alone = shutil.copytree(class_, Path(folder, "alone"))
        for handed_in in sorted((alone / "submitted").iterdir())[1:]:
            shutil.rmtree(handed_in)
        graded_class.measured(grading_parts.grade(1), class_)  # compiles what has not been
        one = graded_class.measured(grading_parts.grade(1), alone)[0]
        found = [spent for spent, _, _ in grading_parts.observing(class_)]
        few = grading_parts.to_record(alone, class_, submissions)
        for course in (alone, class_):
            fill(course / "gradebook.db", students)
        many = grading_parts.to_record(alone, class_, submissions)
    return {
        "processor": processor(),
        "load": load,
        "starting": round(one - statistics.median(found) - few, 2),
        "observing": [round(spent, 3) for spent in found],
        "recording": round(many, 3),
    }


def processor():
    """Return the processor's name as the kernel reports it."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return f"{next(names, platform.machine())}, {os.cpu_count()} cores"


def fill(gradebook, students):
    """Add so many students to a gradebook, with the grades that the first of a class has."""
    with sqlite3.connect(gradebook) as database:
        database.row_factory = sqlite3.Row
        owner = database.execute("select min(id) from student").fetchone()[0]
        for table, owned_by in SUBMISSION.items():
            query = f"select * from {table} where {owned_by} = ?"
            rows = [dict(row) for row in database.execute(query, [owner])]
            marks = ", ".join(f":{name}" for name in rows[0])
            own = {"id", owned_by}
            copies = [
                {name: f"{n:x}.{row[name]}"[:32] if name in own else row[name] for name in row}
                for n in range(students)
                for row in rows
            ]
            database.executemany(f"insert into {table} values ({marks})", copies)
            if table not in ("student", "grade"):  # both have their owner's id for the next
                owner = rows[0]["id"]


if __name__ == "__main__":
    sys.exit(main())
