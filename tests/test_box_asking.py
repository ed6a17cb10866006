"""One fork answers all questions; what is wrong there is asked again in a fork of its own."""

import numpy as np
import pytest
from boxing import RELU, Z, asked, job, quick, returned

from autograde.box.contract import EXITED, NOT_DEFINED, TIME

WHO = "import os\ndef {name}(z):\n    return os.getpid()"


def wrong_where(*names):
    """A judge who finds answers to these questions wrong, and those with a fault."""
    return lambda question, answer: bool(answer.fault) or question.id in names


def not_relu(question, answer):
    """A judge who knows what is right."""
    return any(
        not np.array_equal(getattr(seen, "returned", None), np.maximum(0, Z))
        for seen in answer.cases
    )


def processes(worker, names, judge):
    cells = [WHO.format(name=name) for name in names]
    report = worker.run(job(*cells, questions=[asked(name) for name in names]), judge)
    return [int(returned(report, name)[0]) for name in names]


def test_what_is_right_is_answered_by_one_process(worker):
    assert len(set(processes(worker, "abc", wrong_where()))) == 1


def test_what_is_wrong_is_asked_again_in_a_process_of_its_own(worker):
    a, b, c = processes(worker, "abc", wrong_where("b"))
    assert a == c != b


def test_what_nothing_was_asked_before_is_not_asked_twice(worker):
    calls = "calls = []\ndef first(z):\n    calls.append(1)\n    return len(calls)"
    report = worker.run(job(calls, questions=[asked("first")]), wrong_where("first"))
    assert len(report.answers["first"]) == 1
    assert returned(report, "first")[0] == 1


def test_without_a_judge_every_question_has_a_process_of_its_own(worker):
    assert len(set(processes(worker, "abc", None))) == 3


@pytest.mark.parametrize(
    "deed",
    [
        "np.maximum = None",
        "np.seterr(all='raise')\n    np.maximum = lambda *a: 1 / 0",
        "global relu\n    relu = None\n    np.__dict__.clear()",
        "import sys\n    sys.setrecursionlimit(70)",
        "import os\n    os.closerange(0, 99)",
        "import signal\n    signal.signal(signal.SIGALRM, lambda *a: os._exit(3))\n"
        "    signal.setitimer(signal.ITIMER_REAL, 1e-4, 1e-4)",
        "import json\n    json.dumps = lambda *a, **b: '{}'",
        "import box.wire\n    box.wire.send = lambda *a, **b: None",
        "global held\n    held = np.ones(2**26)",
    ],
    ids=["patch", "raise", "clear", "shallow", "close", "alarm", "json", "mute", "memory"],
)  # fmt: skip
def test_what_a_question_leaves_behind_costs_no_other(worker, deed):
    spoils = f"import os\ndef spoils(z):\n    out = np.maximum(0, z)\n    {deed}\n    return out"
    questions = [asked("spoils"), asked("relu", Z, Z)]
    limits = quick(memory=600 << 20)
    report = worker.run(job(spoils, RELU, questions=questions, limits=limits), not_relu)
    for seen in returned(report, "relu"):
        np.testing.assert_array_equal(seen, np.maximum(0, Z))


@pytest.mark.parametrize(
    "deed, kind", [("import time\n    time.sleep(9)", TIME), ("import os\n    os._exit(3)", EXITED)]
)
def test_a_question_that_ends_the_process_costs_itself_alone(worker, deed, kind):
    ends = f"def ends(z):\n    {deed}"
    questions = [asked("relu", id="before"), asked("ends"), asked("relu", id="after")]
    report = worker.run(job(RELU, ends, questions=questions, limits=quick()), not_relu)
    assert returned(report, "ends") == [kind]
    for name in ("before", "after"):
        np.testing.assert_array_equal(returned(report, name)[0], np.maximum(0, Z))


def test_a_missing_function_ends_no_process(worker):
    names = ["a", "b"]
    cells = [WHO.format(name=name) for name in names]
    questions = [asked("a"), asked("missing"), asked("b")]
    report = worker.run(job(*cells, questions=questions), wrong_where())
    assert report.answers["missing"][0].fault.kind == NOT_DEFINED
    assert returned(report, "a") == returned(report, "b")
