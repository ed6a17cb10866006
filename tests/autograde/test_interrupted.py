"""Ctrl-C at the terminal, which every process of a command gets at once: it ends in good order."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest
from autograding import SECTION, environment, hand_in, laid_out, with_answers
from outcomes import differing, graded, hand_in_all, notes, outcome, small_work

STUDENTS = 2
LAST = "student01"
ENDLESS = "    while True:\n        pass"
PATIENCE = 120
FOR_EVER = "c.Execute.timeout = 3600\n"
STOPPED = "autograde: stopped. What was recorded is kept; run the command again for the rest."


@pytest.fixture
def course(tmp_path):
    """A course whose class has handed in, and whose grading does not end by itself."""
    course = shutil.copytree(laid_out(), tmp_path / "course")
    hand_in_all(course, STUDENTS)
    hand_in(course, LAST, with_answers(relu=ENDLESS))
    config = course / "nbgrader_config.py"
    config.write_text(config.read_text() + FOR_EVER)
    return course


@pytest.fixture
def scratch():
    """Where a command keeps what it needs for a while. Its sockets need a path that is short."""
    with tempfile.TemporaryDirectory(prefix="scratch-") as folder:
        yield Path(folder)


@pytest.fixture
def at_a_terminal(scratch):
    """Starts a command whose processes get signals together, as those at a terminal do."""
    started = []

    def start(program, *arguments, cwd=None):
        process = psutil.Popen(
            [Path(sys.executable).parent / program, *map(str, arguments)],
            cwd=cwd,
            env=environment() | {"TMPDIR": str(scratch)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            # What runs the tests may ignore Ctrl-C, and so would what it starts.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:  # the test has failed
            process.kill()
        process.stderr.close()


def press_ctrl_c(process):
    """Interrupt a command; return its output when it and all its children have ended."""
    everything = process.children(recursive=True)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    _, alive = psutil.wait_procs(everything, PATIENCE)
    assert not alive
    return said


def wait_until(is_so, process):
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < deadline
        time.sleep(0.02)


def grading(at_a_terminal, course, *options):
    """`autograde grade`, when there is only that one left which does not end."""
    command = "autograde", "grade", SECTION, "--course", course, "--jobs", 2, *options
    process = at_a_terminal(*command)
    wait_until(lambda: len(notes(course)) == STUDENTS - 1, process)
    return process


def busy(process):
    """Seconds that what it has started has computed."""
    seconds = 0.0
    for child in process.children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            seconds += child.cpu_times().user
    return seconds


def test_grading_that_is_interrupted_says_so_leaves_nothing_behind_and_goes_on(
    at_a_terminal, course, scratch, tmp_path
):
    process = grading(at_a_terminal, course)
    said = press_ctrl_c(process)
    assert (process.returncode, said.splitlines()[-1]) == (130, STOPPED)
    assert "Traceback" not in said and not list(scratch.iterdir())
    hand_in(course, LAST, small_work(1))
    elsewhere = shutil.copytree(course, tmp_path / "elsewhere")
    said = graded(course)
    assert [s["student"] for s in said["submissions"] if not s["unchanged"]] == [LAST]
    assert not differing(outcome(course, said), outcome(elsewhere, graded(elsewhere, "--anew")))


def test_no_kernel_outlives_grading_without_a_sandbox(at_a_terminal, course):
    process = grading(at_a_terminal, course, "--unsafe")
    said = press_ctrl_c(process)
    assert (process.returncode, said.splitlines()[-1]) == (130, STOPPED)


def test_grading_may_be_interrupted_while_it_starts(at_a_terminal, course, scratch):
    process = at_a_terminal("autograde", "grade", SECTION, "--course", course)
    wait_until(process.children, process)
    said = press_ctrl_c(process)
    assert (process.returncode, said) == (130, f"{STOPPED}\n")
    assert not list(scratch.iterdir())


def test_nbgrader_itself_is_interrupted_in_the_middle_of_a_submission(
    at_a_terminal, course, scratch
):
    process = at_a_terminal("nbgrader", "autograde", SECTION, "--student", LAST, cwd=course)
    wait_until(lambda: busy(process) > 2, process)
    said = press_ctrl_c(process)
    assert process.returncode and "Canceled" in said
    assert not list(scratch.iterdir())


HALF_SENT = """
import time
from autograde.run.local_processes import Local

if __name__ == "__main__":
    for step in range(30):
        engine = Local(1, modules=("json",))
        engine.submit(len, b"").result()
        engine.submit(bytes, 60_000_000)
        time.sleep(0.002 * step)
        engine.close()
"""


def test_a_process_that_is_ended_while_it_sends_a_result_holds_nobody_up(tmp_path):
    script = tmp_path / "half_sent.py"
    script.write_text(HALF_SENT)
    subprocess.run([sys.executable, script], env=environment(), check=True, timeout=300)
