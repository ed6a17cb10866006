"""One process answers all questions; what is wrong there is asked again in one of its own."""

import itertools

import numpy as np
import pytest
from boxing import RELU, Z, asked, job, quick, returned

from autograde.sandbox.host.function_source import carry
from autograde.sandbox.wire.contract import EXITED, NOT_DEFINED, NOT_RUN, TIME, Function, Opening

COUNT = "calls = [0]"
WHICH = "def {name}(z):\n    calls[0] += 1\n    return calls[0]"


def wrong_where(*names):
    """A judge who finds answers to these questions wrong, and those with a fault."""
    return lambda question, answer: bool(answer.fault) or question.id in names


def not_relu(question, answer):
    """A judge who knows what is right."""
    return any(
        not np.array_equal(getattr(seen, "returned", None), np.maximum(0, Z))
        for seen in answer.cases
    )


SLOW = "import time\ntime.sleep(0.1)"  # more boxes than one would cost too much


def counts(worker, names, judge, *cells):
    """How many calls the process had seen that answered the question of each name."""
    cells = [COUNT, *cells, *(WHICH.format(name=name) for name in names)]
    report = worker.run(job(*cells, questions=[asked(name) for name in names]), judge)
    return {n: int(returned(report, n)[0]) for n in report.answers}


def test_what_is_right_is_answered_by_one_process(worker):
    assert counts(worker, "abc", wrong_where()) == {"a": 1, "b": 2, "c": 3}


@pytest.mark.parametrize("cells", [(), (SLOW,)], ids=["quick cells", "slow cells"])
@pytest.mark.parametrize("wrong", ["a", "c", "bd", "abcd"])
def test_what_is_wrong_is_asked_again_in_a_process_that_was_asked_nothing(worker, wrong, cells):
    expected, seen = {}, 0
    for name in "abcd":
        seen += 1
        expected[name] = 1 if name in wrong else seen
        if name in wrong and cells:  # the process was another's who was wrong
            seen = 0
    assert counts(worker, "abcd", wrong_where(*wrong), *cells) == expected


@pytest.mark.parametrize("cells", [(), (SLOW,)], ids=["quick cells", "slow cells"])
def test_without_a_judge_every_question_has_a_process_of_its_own(worker, cells):
    assert counts(worker, "abc", None, *cells) == {"a": 1, "b": 1, "c": 1}


OTHER = Function("other", "def other():\n    return 1")
TELLS = """
import mmap
shared = mmap.mmap(-1, 4096)
def tells(z):
    before, shared[0] = shared[0], shared[0] | (z[0] == 7)
    return before
a = b = c = tells
"""


@pytest.mark.parametrize("cells", [(), (SLOW,)], ids=["quick cells", "slow cells"])
@pytest.mark.parametrize("stand_ins", [{}, {"other": OTHER}], ids=["once", "twice"])
@pytest.mark.parametrize("wrong", ["a", "b", "ac", "abc"])
def test_what_is_asked_besides_is_answered_where_no_hidden_case_was_seen(
    worker, wrong, stand_ins, cells
):
    more = {"stand_ins": stand_ins}
    open_ones = [asked(name, id=f"open {name}", **more) for name in wrong]
    hidden = [asked(name, np.array([7.0]), **more) for name in "abc"]
    judge = wrong_where(*wrong, *(question.id for question in open_ones))
    report = worker.run(job(*cells, TELLS, questions=hidden), judge, lambda report: open_ones)
    for question in open_ones:
        assert returned(report, question.id)[0] == 0
        assert len(report.answers[question.id]) == 1 + bool(stand_ins)


@pytest.mark.parametrize("cells", [(), (SLOW,)], ids=["quick cells", "slow cells"])
def test_what_is_stateless_is_asked_all_at_once(worker, cells):
    cells = [COUNT, *cells, *(WHICH.format(name=name) for name in "abc")]
    more = {"stand_ins": {"other": OTHER}}
    hidden = [asked("a", **more), asked("b", **more), asked("c")]
    open_ones = {"b": asked("b", id="open b", **more), "c": asked("c", id="open c")}

    def besides(report):
        return [question for name, question in open_ones.items() if name in report.answers]

    asks = job(*cells, questions=hidden, is_stateless=lambda: True)
    report = worker.run(asks, wrong_where("b", "c", "open b"), besides)
    numbers = {n: [int(a.cases[0].returned) for a in tries] for n, tries in report.answers.items()}
    assert numbers == {"a": [1], "b": [2, 3], "open b": [4, 5], "c": [6], "open c": [7]}


def test_whether_all_is_stateless_is_not_asked_where_all_is_right(worker):
    def is_stateless():
        raise AssertionError("Nobody has to know.")

    asks = job("def a(z):\n    return 1", questions=[asked("a")], is_stateless=is_stateless)
    assert returned(worker.run(asks, wrong_where()), "a")[0] == 1


ENDS_LATER = """
import os
calls = [0]
def a(z):
    calls[0] += 1
    if calls[0] == 2:
        os._exit(3)
    return calls[0]
"""


@pytest.mark.parametrize("stand_ins", [{}, {"other": OTHER}], ids=["once", "twice"])
def test_what_ends_the_process_that_is_asked_all_is_asked_in_another(worker, stand_ins):
    """However stateless it was said to be."""
    hidden = [asked("a", stand_ins=stand_ins)]
    open_ones = [asked("a", id="open a")]
    asks = job(ENDS_LATER, questions=hidden, is_stateless=lambda: True)
    report = worker.run(asks, lambda *_: True, lambda report: open_ones)
    assert returned(report, "open a")[0] == 1
    assert report.answers["a"][0].cases[0].returned == 1


OPENED = """
import mmap, os
shared = mmap.mmap(-1, 4096)
def a(z):
    return os._exit(3) if os.environ["BOX"] == "1" else shared[0]
def b(z):
    try:
        ff.relu(z)
        shared[0] = 1
    except RuntimeError:
        pass
    return 0
"""


@pytest.mark.parametrize("cells", [(), (SLOW,)], ids=["quick cells", "slow cells"])
def test_no_right_version_is_opened_before_what_asks_for_it_is_settled(worker, cells):
    opens = (Opening("feedforward.activations.relu", RELU),)
    hidden = [asked("a"), asked("b", opens=opens)]
    asks = job(*cells, OPENED, questions=hidden, environment={"BOX": "2"})
    report = worker.run(asks, lambda *_: True, lambda report: [])
    assert returned(report, "a")[0] == 0


def test_no_right_version_is_opened_before_a_hidden_case_that_asks_for_it(worker, monkeypatch):
    """Also where an answer has ended the process that all were asked of first."""
    environment, boxes = {}, itertools.count(1)

    def open_box(*args, of_worker=worker.open):
        environment["BOX"] = str(next(boxes))
        return of_worker(*args)

    monkeypatch.setattr(worker, "open", open_box)
    opens = (Opening("feedforward.activations.relu", RELU),)
    hidden = [asked("a"), asked("b", opens=opens)]
    open_ones = [asked("a", id="open a"), asked("b", id="open b", opens=opens)]
    asks = job(OPENED, questions=hidden, environment=environment)
    report = worker.run(asks, lambda *_: True, lambda report: open_ones)
    assert returned(report, "a")[0] == 0


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
    report = worker.run(job(*cells, questions=[asked("a"), asked("b")]), not_relu)
    for name in "ab":
        np.testing.assert_array_equal(returned(report, name)[0], np.maximum(0, Z))


def test_what_a_call_defines_is_no_answer_to_another_question(worker):
    defines = "def defines(z):\n    global relu\n    relu = lambda z: np.maximum(0, z)"
    questions = [asked("defines"), asked("relu")]
    report = worker.run(job(defines, questions=questions), wrong_where())
    assert returned(report, "relu") == [NOT_DEFINED]


BREAKS = """
import gc, mmap, os
runs, shared = os.getpid(), mmap.mmap(-1, 4096)
gc.callbacks.append(lambda *a: shared[0] and os.getpid() == runs and os._exit(3))
gc.set_threshold(1)
"""


def test_a_box_that_an_earlier_question_broke_is_held_against_no_later_one(worker):
    spoils = "def spoils(z):\n    shared[0], np.maximum = 1, None\n    return np.fmax(0, z)"
    questions = [asked("spoils"), asked("relu")]
    report = worker.run(job(BREAKS, spoils, RELU, questions=questions), not_relu)
    np.testing.assert_array_equal(returned(report, "relu")[0], np.maximum(0, Z))


def test_an_answer_counts_although_its_second_try_breaks_the_box(worker):
    breaks = "def breaks(z):\n    shared[0] = helper()\n    return z"
    question = asked("breaks", stand_ins={"helper": carry(lambda: 1)})
    cells = [BREAKS, "helper = lambda: 0", breaks, RELU]
    report = worker.run(job(*cells, questions=[question, asked("relu")]), not_relu)
    np.testing.assert_array_equal(report.answers["breaks"][0].cases[0].returned, Z)
    np.testing.assert_array_equal(returned(report, "relu")[0], np.maximum(0, Z))


def test_the_time_of_answers_that_do_not_count_is_not_taken_from_the_others(worker):
    hangs = (
        "(z):\n    while before:\n        pass\n    before.append(z)\n    return np.maximum(0, z)"
    )
    cells = ["before = []", *(f"def {name}{hangs}" for name in "abcd")]
    questions = [asked(name) for name in "abcd"]
    limits = quick(seconds=0.5, total=4.0)  # three hang, each for 1.5 s
    report = worker.run(job(*cells, questions=questions, limits=limits), not_relu)
    for name in "abcd":
        np.testing.assert_array_equal(returned(report, name)[0], np.maximum(0, Z))


def test_a_slow_answer_is_asked_anew_rather_than_waited_for_twice(worker):
    slow = "import time\ndef slow(z):\n    time.sleep(0.8)\n    return np.maximum(0, z)"
    questions = [asked("relu"), asked("slow", *[Z] * 4)]
    report = worker.run(job(RELU, slow, questions=questions, limits=quick()), not_relu)
    for seen in returned(report, "slow"):
        np.testing.assert_array_equal(seen, np.maximum(0, Z))


def test_a_missing_function_is_said_to_be_missing(worker):
    questions = [asked("relu", id="before"), asked("missing"), asked("relu", id="after")]
    report = worker.run(job(RELU, questions=questions), not_relu)
    assert returned(report, "missing") == [NOT_DEFINED]
    np.testing.assert_array_equal(returned(report, "after")[0], np.maximum(0, Z))


@pytest.mark.parametrize("cells", [(), (SLOW,)], ids=["quick cells", "slow cells"])
@pytest.mark.parametrize("right", [1, 2])
def test_what_is_asked_besides_leaves_nothing_behind_for_what_counts(worker, cells, right):
    """right: how many calls the process must have seen for an answer that is judged right."""

    def judge(question, answer):
        return question.id != "b" and answer.cases[0].returned != right

    questions, open_one = [asked("b"), asked("c"), asked("a")], asked("a", id="open a")
    cells = [COUNT, *cells, *(WHICH.format(name=name) for name in "abc")]
    report = worker.run(job(*cells, questions=questions), judge, lambda report: [open_one])
    assert [int(returned(report, name)[0]) for name in ("a", "open a")] == [1, 1]


@pytest.mark.parametrize("takes", [THREADS, WRITES], ids=["threads", "files"])
def test_a_question_has_all_that_may_be_taken_whatever_its_open_cases_have_taken(worker, takes):
    cells = ["import threading, time\nheld = []"]
    cells += [f"def {name}(z):{takes}\n    return np.maximum(0, z)" for name in "ab"]
    questions, open_one = [asked("a"), asked("b")], asked("b", id="open b")
    report = worker.run(job(*cells, questions=questions), not_relu, lambda report: [open_one])
    for name in ("a", "b", "open b"):
        np.testing.assert_array_equal(returned(report, name)[0], np.maximum(0, Z))


def test_slow_cells_run_twice_however_much_is_wrong(worker, monkeypatch):
    opened = []
    monkeypatch.setattr(worker, "open", lambda *a, o=worker.open: opened.append(a) or o(*a))
    cells = [SLOW, *(f"def {name}(z):\n    return z" for name in "abc")]
    open_ones = [asked(name, id=f"open {name}") for name in "abc"]
    questions = [asked(name) for name in "abc"]
    report = worker.run(job(*cells, questions=questions), not_relu, lambda report: open_ones)
    for name in ("a", "b", "c", "open a", "open b", "open c"):
        np.testing.assert_array_equal(returned(report, name)[0], Z)
    assert len(opened) == 2


PHASES = """
import os
phase, outputs = os.environ["PHASE"], get_ipython().outputs
take, taken = outputs.take, []
def take_and_break():
    taken.append(1)
    return os._exit(3) if len(taken) == 3 and phase == "cells break" else take()
outputs.take = take_and_break
def a(z):
    return os._exit(3) if phase == "a breaks" else z
"""


def test_what_was_given_up_is_not_asked_after_all_when_nobody_decides_on_evidence(worker):
    """Else a wrong answer would come that has none, and would be shown with its hidden numbers."""
    environment, known = {"PHASE": "a breaks"}, []
    phases = iter(["cells break", "all goes well"])

    def more(report):
        known.append(dict(report.answers))
        environment["PHASE"] = next(phases)
        return ()

    cells = [PHASES, "1", "2", "3"]
    asks = job(*cells, questions=[asked("a")], environment=environment)
    report = worker.run(asks, not_relu, more)
    assert report.answers == known[-1]
    assert returned(report, "a") == [NOT_RUN]
