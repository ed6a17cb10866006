"""Where the time of grading goes: starting, observing and judging, recording; memory; two jobs.

python benchmarks/grading.py --parts [--submissions 20]

Processor seconds are those of all processes of a command, and leave out what else the machine does.
"""

import os
import shutil
import statistics
import sys
import threading
import time
from pathlib import Path

import grading

from autograde import course as courses
from autograde import grading as grader
from autograde import recording, workers

EVERY = 0.2  # seconds between two looks at memory
MEGABYTE = 1 << 20


def report(folder, submissions):
    """Print all figures of a class of that size, laid out below a folder."""
    alone, class_ = (grading.lay_out(folder / str(n), n) for n in (1, submissions))
    grading.measured(grade(1), alone)  # compiles what has not been
    one = grading.measured(grade(1), alone)
    print(f"{submissions} submissions of {grading.SECTION}")
    spent, wall = map(statistics.median, zip(*observing(class_), strict=True))
    print(f"  starting: {one[0] - spent:.2f} s of processor time, {one[1] - wall:.2f} s in all")
    print(f"  observing and judging, median: {spent * 1e3:.0f} ms of processor time, the learner's")
    print(f"    own included; {wall * 1e3:.0f} ms in all")
    print(f"  recording: {to_record(alone, class_, submissions) * 1e3:.0f} ms of processor time")
    walls = {}
    for jobs in (1, 2):
        memory = _Memory()
        walls[jobs] = grading.measured(grade(jobs), class_, memory.watching)[1] - one[1]
        print(f"  memory with {jobs} jobs: {memory.most / jobs / MEGABYTE:.0f} MB a worker")
    print(f"  2 jobs: {walls[1] / walls[2]:.2f} times the submissions of 1, starting up apart")


def grade(jobs):
    command = [grading.BIN / "autograde", "grade", grading.SECTION, "--course", "."]
    return [*command, "--jobs", jobs, "--anew"]


def observing(class_):
    """What each notebook takes to be observed and judged: [(processor seconds, seconds)]."""
    api = courses.open_course(class_)
    course = recording.Course(api.coursedir, api.config, grading.SECTION)
    master = course.masters[grading.SECTION]
    paths = sorted(class_.glob(f"submitted/*/{grading.SECTION}/*.ipynb"))
    found = []
    with grading.control_group() as group:
        (group / "cgroup.procs").write_text(str(os.getpid()))
        for path in [paths[0], *paths]:  # the first starts the sandbox
            before, start = grading.spent(group), time.perf_counter()
            grader.grade_notebook(course.handed(path), master, course.seed, course.settings)
            wall = time.perf_counter() - start
            found.append((grading.spent(group) - before, wall))
        workers.close()
        (group.parent / "cgroup.procs").write_text(str(os.getpid()))
    return found[1:]


def to_record(alone, class_, submissions):
    """Processor seconds to record a submission whose result is kept."""
    spent = []
    for course in (alone, class_):
        grading.measured(grade(1)[:-1], course)
        shutil.rmtree(course / ".autograde" / "recorded")
        spent.append(grading.measured(grade(1)[:-1], course)[0])
    return (spent[1] - spent[0]) / max(submissions - 1, 1)


class _Memory:
    """The most memory that the processes of a group took together, but for the one that records."""

    def __init__(self):
        self.most, self.over = 0, threading.Event()

    def watching(self, group):
        """Look again and again, until the Event that this gives is set."""
        threading.Thread(target=self._look, args=(group,), daemon=True).start()
        return self.over

    def _look(self, group):
        while not self.over.wait(EVERY):
            pids = sorted(map(int, (group / "cgroup.procs").read_text().split()))
            self.most = max(self.most, sum(map(_share, pids[1:])))


def _share(process):
    """Bytes of a process, of which those that several processes share are counted in parts."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended
        return 0
    return next((int(li.split()[1]) << 10 for li in lines if li.startswith("Pss:")), 0)


if __name__ == "__main__":
    sys.exit("Run benchmarks/grading.py --parts.")
