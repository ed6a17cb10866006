"""The sandbox at its ordinary work: cells are run, functions are called, what came comes out."""

import itertools
import os
import signal

import numpy as np
import pytest
from boxing import RELU, Z, asked, job, printed, ran, returned

from autograde.sandbox.host import bubblewrap
from autograde.sandbox.host.keeper import Keeper
from autograde.sandbox.host.view import view_of
from autograde.sandbox.host.worker import Worker
from autograde.sandbox.wire.contract import NOT_DEFINED, NoBox, Unboxed


def test_a_function_is_called_on_every_case(worker):
    report = worker.run(job(RELU, questions=[asked("relu", Z, Z[::2])]))
    first, second = returned(report, "relu")
    np.testing.assert_array_equal(first, np.maximum(0, Z))
    np.testing.assert_array_equal(second, np.maximum(0, Z)[::2])
    assert not report.faults


def test_outputs_come_as_nbformat_has_them(worker):
    text, value, error = ran(worker, "print('hello')", "1 + 1", "1 / 0")
    assert text.outputs == [{"output_type": "stream", "name": "stdout", "text": "hello\n"}]
    assert [o["data"]["text/plain"] for o in value.outputs] == ["2"]
    assert error.error == error.outputs[0]["ename"] == "ZeroDivisionError"
    assert error.fault is None


def test_a_function_that_is_not_there_is_said_to_be_missing(worker):
    report = worker.run(job(questions=[asked("relu")]))
    assert report.answers["relu"].fault.kind == NOT_DEFINED


def test_a_function_can_be_asked_for_as_it_was_after_a_cell(worker):
    questions = [asked("relu", id="then", after="0"), asked("relu", id="now")]
    report = worker.run(job(RELU, "def relu(z):\n    return 0 * z", questions=questions))
    assert returned(report, "then")[0].max() == 2
    assert returned(report, "now")[0].max() == 0


def test_cells_may_use_a_pool_of_processes(worker):
    source = (
        "from multiprocessing import Pool\nwith Pool(2) as pool:\n    print(pool.map(abs, [-1]))"
    )
    assert [printed(report) for report in ran(worker, source)] == ["[1]\n"]


def test_what_runs_in_a_box_does_not_reach_the_next(worker):
    ran(worker, "secret = 1\nnp.secret = 1\nopen('/tmp/secret', 'w').write('x')")
    (seen,) = ran(
        worker, "import os\nprint('secret' in globals(), hasattr(np, 'secret'), os.listdir('/tmp'))"
    )
    assert printed(seen) == "False False ['home']\n"


@pytest.fixture
def keeper(system_program):
    """A keeper whose sandboxes may be killed; others share the usual one."""
    system_program("bwrap", "bubblewrap")
    started = Keeper()
    yield started
    started.close()


def run(keeper, *cells, questions):
    return keeper.run("6.1_xor", job(*cells, questions=questions))


def test_a_sandbox_that_is_killed_from_outside_is_started_again(keeper):
    run(keeper, RELU, questions=[])
    os.kill(keeper.worker.process_id, signal.SIGKILL)
    report = run(keeper, RELU, questions=[asked("relu")])
    np.testing.assert_array_equal(returned(report, "relu")[0], np.maximum(0, Z))
    assert not report.faults


def killed_when_open(monkeypatch, times):
    """Kill the first `times` sandboxes from outside, each while it has a job under way."""
    jobs = itertools.count()

    def open_and_kill(worker, *args, usual=Worker.open):
        connection = usual(worker, *args)
        if next(jobs) < times:
            os.kill(worker.process_id, signal.SIGKILL)
        return connection

    monkeypatch.setattr(Worker, "open", open_and_kill)


def test_one_that_is_killed_while_it_runs_a_job_runs_it_again(keeper, monkeypatch):
    killed_when_open(monkeypatch, times=1)
    report = run(keeper, "x = 1", RELU, questions=[asked("relu")])
    np.testing.assert_array_equal(returned(report, "relu")[0], np.maximum(0, Z))
    assert not report.faults and not any(cell.fault for cell in report.cells)


def test_one_that_is_killed_each_time_is_nobodys_fault(keeper, monkeypatch):
    monkeypatch.setattr(bubblewrap, "command", lambda *_: ["sh", "-c", "kill -9 $$"])
    with pytest.raises(Unboxed, match="from outside"):
        run(keeper, RELU, questions=[asked("relu")])


def test_one_that_is_killed_while_it_runs_a_job_again_and_again_is_no_learners_fault(
    keeper, monkeypatch
):
    killed_when_open(monkeypatch, times=99)
    questions = [asked("relu", id=id) for id in "abc"]
    slow = "import time\ntime.sleep(1)"  # so that no job ends before the signal has arrived
    with pytest.raises(Unboxed, match="from outside"):
        run(keeper, slow, RELU, questions=questions)


@pytest.mark.parametrize("program", [None, "/bin/false"])
def test_without_bubblewrap_a_sentence_says_how_to_get_it(monkeypatch, program):
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda name: program)
    with pytest.raises(NoBox) as raised, Worker(view_of(None)) as worker:
        worker.start()
    said = str(raised.value)
    assert "bwrap" in said and ("apt-get install bubblewrap" in said or "seccomp" in said)
