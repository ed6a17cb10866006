"""Questions: asked together in one process, or each in a fork taken at a place in the notebook."""

import numpy as np
import pytest
from boxing import RELU, Z, asked, job, printed, quick, returned

from autograde.sandbox.wire.contract import EXITED, NOT_DEFINED, NOT_RUN, TIME, Function

COUNT = "calls = [0]"
WHICH = "def {name}(z):\n    calls[0] += 1\n    return calls[0]"


def assert_relu(report, *names):
    for name in names:
        for seen in returned(report, name):
            np.testing.assert_array_equal(seen, np.maximum(0, Z))


def counts(worker, together):
    """For each of three questions, return how many calls its process had seen before."""
    cells = [COUNT, *(WHICH.format(name=name) for name in "abc")]
    questions = [asked(name) for name in "abc"]
    report = worker.run(job(*cells, questions=questions, together=together))
    return {name: int(returned(report, name)[0]) for name in "abc"}


def test_questions_asked_at_the_end_are_answered_by_one_process(worker):
    assert counts(worker, together=True) == {"a": 1, "b": 2, "c": 3}


def test_each_question_asked_after_a_cell_has_a_fork_of_its_own(worker):
    assert counts(worker, together=False) == {"a": 1, "b": 1, "c": 1}


def test_a_fork_is_taken_as_soon_as_so_many_cells_have_run(worker):
    cells = ["low = 0", "def f(z):\n    return z + low", "low = 1", "print(low)"]
    moments = {"at the check": 3, "later": 4}
    questions = [asked("f", id=id, cells_before=n) for id, n in moments.items()]
    report = worker.run(job(*cells, questions=[*questions, asked("f", id="at the end")]))
    np.testing.assert_array_equal(returned(report, "at the check")[0], Z)
    for name in ("later", "at the end"):
        np.testing.assert_array_equal(returned(report, name)[0], Z + 1)
    assert printed(report.cells[-1]) == "1\n"


def test_what_stands_in_for_a_name_means_so_in_that_fork_alone(worker):
    cells = ["def low():\n    return 0", "def f(z):\n    return z + low()"]
    stand_ins = {"low": Function("low", "def low():\n    return 1")}
    questions = [asked("f", id="second", stand_ins=stand_ins), asked("f", id="first")]
    report = worker.run(job(*cells, questions=questions))
    np.testing.assert_array_equal(returned(report, "second")[0], Z + 1)
    np.testing.assert_array_equal(returned(report, "first")[0], Z)


def test_what_is_opened_for_a_question_is_closed_for_the_next(worker):
    opens = {"feedforward.activations.relu": RELU}
    uses = "def uses(z):\n    return ff.relu(z)"
    questions = [asked("uses", id="open", opens=opens), asked("uses", id="closed")]
    report = worker.run(job(uses, questions=questions))
    assert_relu(report, "open")
    assert "closed" in report.answers["closed"].outcomes[0].raised.text


@pytest.mark.parametrize(
    "deed",
    [
        "np.maximum = None",
        "np.seterr(all='raise')\n    np.maximum = lambda *a: 1 / 0",
        "global relu\n    relu = None\n    np.__dict__.clear()",
        "global relu\n    del relu",
        "import sys\n    sys.setrecursionlimit(70)",
        "import os\n    os.closerange(0, 99)",
        "import signal\n    signal.signal(signal.SIGALRM, lambda *a: os._exit(3))\n"
        "    signal.setitimer(signal.ITIMER_REAL, 1e-4, 1e-4)",
        "import json\n    json.dumps = lambda *a, **b: '{}'",
        "import sandbox.wire.frames\n    sandbox.wire.frames.send = lambda *a, **b: None",
        "global held\n    held = np.ones(2**26)",
    ],
    ids="patch raise clear delete shallow close alarm json mute memory".split(),
)
def test_what_a_question_leaves_behind_costs_no_other(worker, deed):
    spoils = f"import os\ndef spoils(z):\n    out = np.maximum(0, z)\n    {deed}\n    return out"
    questions = [asked("spoils"), asked("relu", Z, Z)]
    limits = quick(memory=600 << 20)
    assert_relu(worker.run(job(spoils, RELU, questions=questions, limits=limits)), "relu")


@pytest.mark.parametrize(
    "deed",
    [
        "os.kill(-1, 9)",
        "os.kill(os.getppid(), 9)",
        "os.killpg(0, 9)",
        "signal.pidfd_send_signal(os.pidfd_open(os.getppid()), 9)",
    ],
)
def test_a_call_cannot_signal_what_later_cells_and_questions_need(worker, monkeypatch, deed):
    """Also where no Landlock keeps signals in."""
    opened = []
    monkeypatch.setattr(worker, "open", lambda *a, of=worker.open: opened.append(a) or of(*a))
    cells = [
        "import os, signal, subprocess\nhelper = subprocess.Popen(['sleep', '60'])",
        f"def kills(z):\n    {deed}\n    return z",
        RELU,
        "print(helper.poll())",
    ]
    questions = [asked(name, cells_before=4) for name in ("kills", "relu")]
    report = worker.run(job(*cells, questions=questions))
    assert report.answers["kills"].outcomes[0].raised.kind == "PermissionError"
    assert_relu(report, "relu")
    assert printed(report.cells[-1]) == "None\n"
    assert len(opened) == 1


def test_a_process_that_answers_may_end_itself(worker):
    questions = [asked("ends"), asked("relu")]
    ends = "import os\ndef ends(z):\n    os.abort()"
    report = worker.run(job(ends, RELU, questions=questions))
    assert "SIGABRT" in report.answers["ends"].fault.sentence
    assert_relu(report, "relu")


@pytest.mark.parametrize(
    "deed, kind", [("import time\n    time.sleep(9)", TIME), ("import os\n    os._exit(3)", EXITED)]
)
def test_a_question_that_ends_its_fork_costs_itself_alone(worker, deed, kind):
    ends = f"def ends(z):\n    {deed}"
    questions = [asked("relu", id="before"), asked("ends"), asked("relu", id="after")]
    report = worker.run(job(RELU, ends, questions=questions, limits=quick()))
    assert returned(report, "ends") == [kind]
    assert_relu(report, "before", "after")


def test_what_ends_the_process_that_is_asked_all_leaves_the_rest_unasked(worker):
    ends = "import os\ndef ends(z):\n    os._exit(3)"
    questions = [asked("relu", id="before"), asked("ends"), asked("relu", id="after")]
    report = worker.run(job(RELU, ends, questions=questions, together=True))
    assert_relu(report, "before")
    assert (returned(report, "ends"), returned(report, "after")) == ([EXITED], [NOT_RUN])


THREADS = """
    held.append([threading.Thread(target=time.sleep, args=(99,), daemon=True) for _ in range(25)])
    [thread.start() for thread in held[-1]]"""
WRITES = """
    open(f"{time.monotonic_ns()}", "wb").write(bytes(40 << 20))"""
READS = """
    assert not held
    held.append(open("written", "rb").read(40 << 20)[(40 << 20) - 1])"""


@pytest.mark.parametrize(
    "cell, takes",
    [("", THREADS), ("", WRITES), ("open('written', 'wb').write(bytes(40 << 20))", READS)],
    ids=["threads", "files", "what cells wrote"],
)
def test_a_question_has_all_that_may_be_taken_whatever_another_has_taken(worker, cell, takes):
    cells = [f"import threading, time\nheld = []\n{cell}"]
    cells += [f"def {name}(z):{takes}\n    return np.maximum(0, z)" for name in "ab"]
    assert_relu(worker.run(job(*cells, questions=[asked("a"), asked("b")])), "a", "b")


def test_what_a_call_defines_is_no_answer_to_another_question(worker):
    defines = "def defines(z):\n    global relu\n    relu = lambda z: np.maximum(0, z)"
    questions = [asked("defines"), asked("relu")]
    report = worker.run(job(defines, questions=questions, together=True))
    assert returned(report, "relu") == [NOT_DEFINED]


BREAKS = """
import gc, mmap, os
runs, shared = os.getpid(), mmap.mmap(-1, 4096)
gc.callbacks.append(lambda *a: shared[0] and os.getpid() == runs and os._exit(3))
gc.set_threshold(1)
"""


def test_a_sandbox_that_a_question_broke_is_held_against_no_later_one(worker):
    spoils = "def spoils(z):\n    shared[0], np.maximum = 1, None\n    return np.fmax(0, z)"
    questions = [asked("spoils"), asked("relu")]
    assert_relu(worker.run(job(BREAKS, spoils, RELU, questions=questions)), "relu")


def test_in_a_fork_each_call_has_the_time_of_a_call_and_together_all_have_it(worker):
    slow = (
        "import time\ndef slow(z):\n    end = time.process_time() + 0.6\n"
        "    while time.process_time() < end:\n        pass\n    return np.maximum(0, z)"
    )
    questions = [asked("slow", *[Z] * 5)]
    assert_relu(worker.run(job(slow, questions=questions, limits=quick())), "slow")
    report = worker.run(job(slow, questions=questions, limits=quick(), together=True))
    assert report.answers["slow"].fault.kind == TIME


def test_a_missing_function_is_said_to_be_missing(worker):
    questions = [asked("relu", id="before"), asked("missing"), asked("relu", id="after")]
    for together in (True, False):
        report = worker.run(job(RELU, questions=questions, together=together))
        assert returned(report, "missing") == [NOT_DEFINED]
        assert_relu(report, "after")


def test_what_ended_a_sandbox_once_does_not_end_that_of_the_next_job(worker):
    cells = ["import os\nx = 1\nos._exit(3)", "while True:\n    pass", "print(x)"]
    first = worker.run(job(*cells, limits=quick()))
    assert [report.fault and report.fault.kind for report in first.cells] == [
        None, EXITED, TIME, None,
    ]  # fmt: skip
    again = worker.run(job(*cells, limits=quick(), stops=first.stops))
    assert [report.fault for report in again.cells] == [None] * 4
    assert printed(again.cells[-1]) == "1\n"


@pytest.mark.parametrize(
    "first",
    ["from nowhere import nothing", "print(nowhere.shape)", "open('/nowhere')", "ff.relu(1)"],
)
def test_the_rest_of_a_cell_runs_after_what_is_missing(worker, first):
    source = (
        f"before = 1\n{first}; between = 2\n@staticmethod\ndef f(z):\n    return 1 / 0\nlow = 3"
    )
    look = "print(before, between, low)\nf(1)"
    cells = worker.run(job(source, look, resumes=True)).cells[1:]
    missing = ("ModuleNotFoundError", "NameError", "FileNotFoundError", "ImportError")
    assert cells[0].error in missing
    assert printed(cells[1]) == "1 2 3\n" and cells[1].error == "ZeroDivisionError"
    cells = worker.run(job(source, look)).cells[1:]
    assert cells[1].error == "NameError"


def test_after_any_other_exception_a_cell_does_not_go_on(worker):
    cells = worker.run(job("x = 1 / 0\ny = 1", "print(y)", resumes=True)).cells[1:]
    assert [cell.error for cell in cells] == ["ZeroDivisionError", "NameError"]
