"""Time the parts of grading: starting, observing and judging, recording; memory; two cores.

python benchmarks/grading_parts.py [--submissions 20]

Processor seconds are those of all processes of a command, and leave out what else the machine does.
The learner's own computing is what the same cells, and calls of the functions on the same cases,
take in one process that does nothing else.
"""

import argparse
import contextlib
import io
import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from unittest import mock

import graded_class

from autograde.course import open_course as courses
from autograde.grade import grade_notebook as grader
from autograde.record import coursework
from autograde.sandbox.host import keeper
from feedforward.checking.observe import fresh

CORES = {1: "0", 2: "0,1"}  # of the machine, in taskset's words
EVERY = 0.2  # seconds between two looks at memory
MEGABYTE = 1 << 20


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--submissions", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report(Path(folder), options.submissions)


def report(folder, submissions):
    """Print all figures of a class of that size, laid out below a folder."""
    alone, class_ = (graded_class.lay_out(folder / str(n), n) for n in (1, submissions))
    graded_class.measured(grade(1), alone)  # compiles what has not been
    one = graded_class.measured(grade(1), alone)
    print(f"{submissions} submissions of {graded_class.SECTION}")
    graded = observing(class_)
    spent, wall = (statistics.median(times) for times in list(zip(*graded, strict=True))[:2])
    print(f"  starting: {one[0] - spent:.2f} s of processor time, {one[1] - wall:.2f} s in all")
    print("  observing and judging, ms of processor time (median; in all; the learner's own):")
    for wrong in (*range(3), "any"):
        print_observing(wrong, graded if wrong == "any" else graded[wrong::3])
    print(f"  recording: {to_record(alone, class_, submissions) * 1e3:.0f} ms of processor time")
    walls = {}
    for cores in (1, 2):
        memory, command = _Memory(), ["taskset", "-c", CORES[cores], *grade(cores)]
        walls[cores] = graded_class.measured(command, class_, memory.watching)[1] - one[1]
        print(f"  memory with {cores} jobs: {memory.most / cores / MEGABYTE:.0f} MB a worker")
    print(f"  2 cores: {walls[1] / walls[2]:.2f} times the submissions of 1, starting up apart")


def print_observing(wrong, graded):
    """A line on the submissions with so many wrong answers."""
    apart = statistics.median(spent - own for spent, _, own in graded)
    spent, _, own = map(statistics.median, zip(*graded, strict=True))
    print(f"    {wrong} wrong: {apart * 1e3:.0f}; {spent * 1e3:.0f}; {own * 1e3:.1f}")


def grade(jobs):
    command = [graded_class.BIN / "autograde", "grade", graded_class.SECTION, "--course", "."]
    return [*command, "--jobs", jobs, "--anew"]


def observing(class_):
    """Measure how long each notebook takes to observe and judge.

    -> [(processor seconds, seconds, processor seconds of the learner's own code)]
    """
    api = courses.open_course(class_)
    course = coursework.Coursework(api.coursedir, api.config, graded_class.SECTION)
    master = course.masters[graded_class.SECTION]
    paths = sorted(class_.glob(f"submitted/*/{graded_class.SECTION}/*.ipynb"))
    found = []
    with graded_class.control_group() as group:
        (group / "cgroup.procs").write_text(str(os.getpid()))
        for path in [paths[0], *paths]:  # the first starts the sandbox
            before, start = graded_class.spent(group), time.perf_counter()
            with mock.patch.object(keeper, "run", wraps=keeper.run) as run:
                grader.grade_notebook(course.handed(path), master, course.secret, course.settings)
            wall, spent = time.perf_counter() - start, graded_class.spent(group) - before
            found.append((spent, wall, computing(run.call_args_list[0].args[1])))
        keeper.close()
        (group.parent / "cgroup.procs").write_text(str(os.getpid()))
    return found[1:]


def computing(job):
    """Processor seconds in which a job's cells run and its functions are called, and no more."""
    namespace, output = {}, io.StringIO()
    calls = [[tuple(map(fresh, case)) for case in asked.cases] for asked in job.questions]
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        start = time.process_time()
        for cell in job.cells:
            exec(compile(cell.source, cell.id, "exec"), namespace)
        for asked, cases in zip(job.questions, calls, strict=True):
            for case in cases:
                namespace[asked.function](*case)
        return time.process_time() - start


def to_record(alone, class_, submissions):
    """Processor seconds to record a submission whose result is kept."""
    spent = []
    for course in (alone, class_):
        graded_class.measured(grade(1)[:-1], course)
        shutil.rmtree(course / ".autograde" / "recorded")
        spent.append(graded_class.measured(grade(1)[:-1], course)[0])
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
    sys.exit(main())
