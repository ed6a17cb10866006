"""A class is graded by the workers of a dask.distributed scheduler, one of which is killed."""

import contextlib
import json
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from autograding import ROOT, SECTION, environment, hand_in, laid_out, with_answers
from nbgrader_commands import run_autograde
from outcomes import differing, graded, grading, hand_in_all, notes, outcome

from autograde.errors import CourseError
from autograde.run import dask_cluster

STUDENTS = 14
PATIENCE = 120  # seconds until a step counts as stuck


def waited_for(what):
    """Call a function until its result is true, and return the result."""
    deadline = time.monotonic() + PATIENCE
    while not (found := what()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return found


def end(process):
    """Kill a process and all that it started."""
    with contextlib.suppress(psutil.NoSuchProcess):
        everything = [process, *process.children(recursive=True)]
        for each in everything:
            with contextlib.suppress(psutil.NoSuchProcess):
                each.kill()
        process.wait()


@pytest.fixture
def machines(tmp_path):
    """A function that starts a command of dask's; all are ended at the end."""
    started = []

    def start(command, *options):
        with open(tmp_path / f"{command}{len(started)}.log", "wb") as log:
            program = [Path(sys.executable).parent / "dask", command, "--no-dashboard", *options]
            process = psutil.Popen(
                [*program, "--host", "127.0.0.1"],
                env=environment(),
                cwd=tmp_path,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        started.append(process)
        return process

    yield start
    for process in started:
        end(process)


@pytest.fixture
def scheduler(machines, tmp_path):
    """(its address, its process) of a scheduler on a port that was free."""
    file = tmp_path / "scheduler.json"
    process = machines("scheduler", "--port", "0", "--scheduler-file", file)

    def address():
        with contextlib.suppress(OSError, ValueError):  # not written yet, or half
            return json.loads(file.read_text())["address"]

    return waited_for(address), process


def add_worker(machines, address):
    return machines("worker", address, "--no-nanny", "--nthreads", "1", "--death-timeout", "60")


def is_grading(worker):
    """Tell whether a sandbox runs below that worker."""
    return any(process.name() == "bwrap" for process in worker.children())


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    course = shutil.copytree(laid_out(), tmp_path_factory.mktemp("cluster") / "course")
    hand_in_all(course, STUDENTS)
    return course


def test_a_worker_is_killed_half_way_and_replaced_and_each_result_comes_once(
    handed_in, machines, scheduler, tmp_path
):
    here, there = (shutil.copytree(handed_in, tmp_path / name) for name in ("here", "there"))
    address, _ = scheduler
    workers = [add_worker(machines, address) for _ in range(2)]
    process = grading(there, "--cluster", address)
    waited_for(lambda: len(notes(there)) >= STUDENTS // 2 or process.poll() is not None)
    assert process.poll() is None and all(map(is_grading, workers))
    assert not process.children()  # nothing is graded by the process that records
    end(workers[0])
    add_worker(machines, address)
    assert process.wait(PATIENCE) == 0
    said = graded(there, "--cluster", address)
    assert all(submission["unchanged"] for submission in said["submissions"])
    assert not differing(outcome(there, said), outcome(here, graded(here)))


def test_where_the_scheduler_goes_away_it_is_said_and_the_rest_is_graded_later(
    handed_in, machines, scheduler, tmp_path
):
    course = shutil.copytree(handed_in, tmp_path / "course")
    address, process = scheduler
    add_worker(machines, address)
    command = [Path(sys.executable).parent / "autograde", "grade", SECTION, "--course", course]
    run_ = subprocess.Popen(
        [*command, "--cluster", address], env=environment(), stderr=subprocess.PIPE, text=True
    )
    waited_for(lambda: notes(course) or run_.poll() is not None)
    end(process)
    _, said = run_.communicate(timeout=PATIENCE)
    assert said.splitlines()[-1] == f"autograde: {dask_cluster.GONE.format(address)}"
    assert run_.returncode == 2
    safe = {path.stem for path in notes(course)}
    said = graded(course)
    assert {s["student"] for s in said["submissions"] if s["unchanged"]} == safe


def test_a_worker_with_another_version_of_the_book_grades_nobody(
    handed_in, machines, scheduler, tmp_path, monkeypatch
):
    old = tmp_path / "old"
    shutil.copytree(ROOT / "autograde", old / "autograde")
    shutil.copytree(ROOT / "src" / "feedforward", old / "feedforward")
    with open(old / "autograde" / "judging.py", "a") as file:
        file.write("# as it was before\n")
    with monkeypatch.context() as patch:
        patch.setenv("PYTHONPATH", str(old))
        add_worker(machines, scheduler[0])
    done = run_autograde("grade", SECTION, "--course", handed_in, "--cluster", scheduler[0])
    assert (done.returncode, notes(handed_in)) == (2, [])
    assert "has another version of the book" in done.stderr.splitlines()[-1]


def test_where_there_is_no_worker_it_is_said_how_to_start_some(scheduler, monkeypatch):
    monkeypatch.setattr(dask_cluster, "SECONDS_FOR_A_WORKER", 0.1)
    with pytest.raises(CourseError, match=f"dask worker {scheduler[0]} --nworkers auto"):
        dask_cluster.Cluster(scheduler[0])


@pytest.mark.parametrize(
    "options, sentence",
    [
        (["--cluster", "tcp://127.0.0.1:1", "--unsafe"], "Leave out --unsafe."),
        (["--cluster", "nowhere://x"], "There is no scheduler of dask.distributed at nowhere://x:"),
    ],
)
def test_what_cannot_work_is_refused_with_a_sentence(options, sentence):
    done = run_autograde("grade", SECTION, "--course", laid_out(), *options)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert sentence in done.stderr


@pytest.mark.parametrize("says", [b"", b"HTTP/1.1 400 Bad request"])
def test_what_is_there_may_be_something_else(monkeypatch, says):
    monkeypatch.setattr(dask_cluster, "SECONDS_TO_CONNECT", 1)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        found = []

        def answer():
            with contextlib.suppress(OSError):  # until the server is closed
                while True:
                    found.append(server.accept()[0])
                    found[-1].sendall(says)

        threading.Thread(target=answer, daemon=True).start()
        with pytest.raises(CourseError, match="There is no scheduler of dask.distributed at"):
            dask_cluster.Cluster(address)
        server.shutdown(socket.SHUT_RDWR)
    for connection in found:
        connection.close()


def test_ctrl_c_ends_the_command_and_what_was_recorded_stays(
    handed_in, machines, scheduler, tmp_path
):
    course = shutil.copytree(handed_in, tmp_path / "course")
    hand_in(course, "zz", with_answers(relu="    while True:\n        pass"))
    config = course / "nbgrader_config.py"
    config.write_text(config.read_text() + "c.Execute.timeout = 3600\n")
    add_worker(machines, scheduler[0])
    command = [Path(sys.executable).parent / "autograde", "grade", SECTION, "--course", course]
    process = subprocess.Popen(
        [*command, "--cluster", scheduler[0]],
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    waited_for(lambda: len(notes(course)) == STUDENTS or process.poll() is not None)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130 and "Traceback" not in said
    assert said.splitlines()[-1].startswith("autograde: stopped. What was recorded is kept")
    hand_in(course, "zz", with_answers())
    said = graded(course)
    assert [s["student"] for s in said["submissions"] if not s["unchanged"]] == ["zz"]


def test_without_the_extra_a_sentence_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CourseError, match=r"pip install -e \"\.\[cluster\]\""):
        dask_cluster.Cluster("tcp://127.0.0.1:1")
