"""The sandbox at its ordinary work: cells are run, functions are called, what came comes out."""

import itertools
import os
import signal

import numpy as np
import pytest
from boxing import RELU, Z, asked, job, printed, ran, returned

from autograde.sandbox.host.view import view_of
from autograde.sandbox.host.worker import Worker
from autograde.sandbox.wire.contract import BOX, NOT_DEFINED


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
def own_worker(system_program):
    """A worker that may be killed; others share the usual one."""
    system_program("bwrap", "bubblewrap")
    with Worker(view_of("6.1_xor")) as started:
        yield started


def test_a_sandbox_that_is_killed_from_outside_is_started_again(own_worker):
    own_worker.start()
    os.kill(own_worker.process_id, signal.SIGKILL)
    report = own_worker.run(job(RELU, questions=[asked("relu")]))
    np.testing.assert_array_equal(returned(report, "relu")[0], np.maximum(0, Z))
    assert not report.faults


def killed_when_open(worker, monkeypatch, times):
    """Let the sandbox be killed from outside, the first so many times that a job is under way."""
    jobs = itertools.count()

    def open_and_kill(*args, of_worker=worker.open):
        connection = of_worker(*args)
        if next(jobs) < times:
            os.kill(worker.process_id, signal.SIGKILL)
        return connection

    monkeypatch.setattr(worker, "open", open_and_kill)


def test_one_that_is_killed_while_it_runs_a_job_runs_it_again(own_worker, monkeypatch):
    killed_when_open(own_worker, monkeypatch, times=1)
    report = own_worker.run(job("x = 1", RELU, questions=[asked("relu")]))
    np.testing.assert_array_equal(returned(report, "relu")[0], np.maximum(0, Z))
    assert not report.faults and not any(cell.fault for cell in report.cells)


def test_one_that_is_killed_each_time_is_nobodys_fault(own_worker):
    own_worker._command = ["sh", "-c", "kill -9 $$"]
    report = own_worker.run(job(RELU, questions=[asked("relu")]))
    assert [fault.kind for fault in report.faults] == [BOX]


def test_one_that_is_killed_while_it_runs_a_job_again_and_again_is_no_learners_fault(
    own_worker, monkeypatch
):
    killed_when_open(own_worker, monkeypatch, times=99)
    questions = [asked("relu", id=id) for id in "abc"]
    slow = "import time\ntime.sleep(1)"  # so that no job ends before the signal has arrived
    report = own_worker.run(job(slow, RELU, questions=questions))
    assert [fault.kind for fault in report.faults] == [BOX]
