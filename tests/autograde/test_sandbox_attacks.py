"""Attacks on the sandbox: each costs the cell or the question that it comes from, and no other."""

import os
import time
from pathlib import Path

import numpy as np
import pytest
from boxing import RELU, Z, asked, job, printed, quick, ran, returned

from autograde.sandbox.wire.contract import (
    EXITED,
    FLOOD,
    GARBLED,
    KILLED,
    NOT_RUN,
    TIME,
    Function,
)
from autograde.sandbox.wire.limits import MEGABYTE

STUBBORN = """
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
"""
WRITES = """
import os
for n in range(3, 99):
    try:
        os.write(n, b"7" * 99)
    except OSError:
        pass
"""
SEGFAULT = "import ctypes\nctypes.string_at(0)"


def function(name, body):
    lines = "\n".join(f"    {line}" for line in body.strip().split("\n"))
    return f"def {name}(z):\n{lines}"


def survivors():
    """Processes that come from this one, but for the warm ones: none is to be left of a box."""
    return len(Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split())


def assert_is_right(report, name):
    np.testing.assert_array_equal(returned(report, name)[0], np.maximum(0, Z))


@pytest.mark.parametrize(
    "source, kind",
    [
        ("import time\ntime.sleep(100)", TIME),
        (STUBBORN, TIME),
        ("import signal, time\nsignal.pthread_sigmask(0, signal.valid_signals())" + STUBBORN, TIME),
        ("import os\nos._exit(0)", EXITED),
        ("import os\nos.kill(os.getpid(), 9)", KILLED),
        (SEGFAULT, KILLED),
        ("import os\nos.close(3)\n[os.close(n) for n in range(4, 20)]", GARBLED),
    ],
    ids=["sleeps", "ignores", "blocks", "exits", "kills", "segfault", "closes"],
)
def test_a_cell_that_ends_the_box_costs_itself(worker, source, kind):
    bad = f"before = 1\n{source}\nafter = 1"
    look = "print('before' in dir(), 'after' in dir())"
    report = worker.run(job(RELU, bad, look, questions=[asked("relu")], limits=quick()))
    _, right, wrong, seen = report.cells
    assert wrong.error and (right.fault, seen.fault) == (None, None)
    assert wrong.fault.kind in (kind, EXITED if kind == GARBLED else kind)
    assert printed(seen) == "True False\n"
    assert_is_right(report, "relu")


@pytest.mark.parametrize(
    "body, kind",
    [
        ("import time\ntime.sleep(100)", TIME),
        (STUBBORN, TIME),
        ("import os\nos._exit(0)", EXITED),
        (SEGFAULT, KILLED),
        ("return np.ones(2**20)", FLOOD),
        (WRITES, GARBLED),
    ],
    ids=["sleeps", "ignores", "exits", "segfault", "floods", "writes"],
)  # fmt: skip
def test_a_call_that_ends_its_process_costs_its_question(worker, body, kind):
    bad = function("bad", body)
    questions = [asked("bad", Z, Z), asked("relu")]
    limits = quick(answer=MEGABYTE)
    report = worker.run(job(RELU, bad, questions=questions, limits=limits))
    kinds = returned(report, "bad")
    assert kinds[0] in (kind, FLOOD if kind == GARBLED else kind)
    assert kinds[1] == NOT_RUN
    assert_is_right(report, "relu")


def test_what_one_call_leaves_does_not_reach_the_next_question(worker):
    leaves = "open('left', 'w').write('x')\nopen('/tmp/left', 'w').write('x')\nreturn z"
    looks = (
        "import os\nreturn [float(os.path.exists(p)) for p in ('left', '/tmp/left', "
        "'/tmp/home/left', '../0/left')]"
    )
    questions = [asked("leaves"), asked("looks")]
    cells = [function("leaves", leaves), function("looks", looks)]
    report = worker.run(job(*cells, questions=questions))
    assert report.answers["leaves"].outcomes[0].raised.kind == "PermissionError"
    assert [float(x) for x in returned(report, "looks")[0]] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    "source",
    [
        "import os\nwhile True: os.fork()",
        "import threading, time\nwhile True: threading.Thread(target=time.sleep, args=[9]).start()",
        "import subprocess\nwhile True: subprocess.Popen(['sleep', '99'])",
        "held = []\nwhile True: held.append(bytearray(10**7))",
        "import mmap\nheld = []\nwhile True:\n    held.append(mmap.mmap(-1, 10**8))\n"
        "    held[-1].write(b'1' * 10**8)",
        "while True: np.ones(10**9)",
        "n = 0\nwhile True:\n    open(f'f{n}', 'wb').write(b'1' * 10**7)\n    n += 1",
        "n = 0\nwhile True:\n    open(f'f{n}', 'wb')\n    n += 1",
        "import os\nheld = [os.pipe() for _ in range(10**5)]",
    ],
    ids=["fork", "thread", "popen", "memory", "shared", "array", "disk", "inodes", "pipes"],
)  # fmt: skip
def test_a_bomb_is_an_error_of_its_cell(worker, source):
    before = survivors()
    start = time.monotonic()
    limits = quick(seconds=5, memory=256 * MEGABYTE, processes=20)
    report = worker.run(job(RELU, source, questions=[asked("relu")], limits=limits))
    assert report.cells[2].error
    assert_is_right(report, "relu")
    assert time.monotonic() - start < 60
    assert survivors() == before


def test_what_gets_no_processor_is_waited_for(worker):
    waits = "import time\ntime.sleep(1.5)"
    questions = [asked("relu"), asked("slow")]
    cells = [RELU, waits, function("slow", f"{waits}\nreturn relu(z)")]
    report = worker.run(job(*cells, questions=questions, limits=quick()))
    assert_is_right(report, "slow")
    assert [cell.fault for cell in report.cells] == [None] * 4


def test_many_processes_together_take_no_more_memory_than_one_may(worker):
    source = (
        "import os, time\nfor _ in range(6):\n    if not os.fork():\n"
        "        held = bytearray(180 * 2**20)\n        time.sleep(99)\ntime.sleep(99)"
    )
    limits = quick(seconds=20, memory=200 * MEGABYTE)
    (bomb, after) = ran(worker, source, "print(1)", limits=limits)
    assert bomb.fault.kind == "memory"
    assert printed(after) == "1\n"


def test_a_forked_process_does_not_go_on_with_the_notebook(worker):
    first, second = ran(worker, "import os\nchild = os.fork()", "print(child > 0)")
    assert (first.error, second.error) == (None, None)
    assert printed(second) == "True\n"


def test_a_flood_of_output_is_cut_and_costs_nothing(worker):
    flood = "for _ in range(2000): print('x' * 1000)\nprint('end')\ndone = 1"
    first, second = ran(worker, flood, "print(done)", limits=quick(output=100_000))
    assert (first.error, first.fault) == (None, None)
    assert 90_000 < len(printed(first)) < 110_000
    assert second.error is None


def test_a_daemon_does_not_outlive_its_box(worker):
    before = survivors()
    source = (
        "import os, time\nif not os.fork():\n    os.setsid()\n    if not os.fork():\n"
        "        while True: time.sleep(1)\n    os._exit(0)\nprint('on')"
    )
    (report,) = ran(worker, source)
    assert printed(report) == "on\n"
    assert survivors() == before


def test_a_thread_that_waits_to_end_the_process_does_not_reach_the_questions(worker):
    bomb = (
        "import threading, time, os\ndef wait():\n    time.sleep(0.5)\n    os._exit(3)\n"
        "threading.Thread(target=wait, daemon=True).start()"
    )
    slow = "def slow(z):\n    import time\n    time.sleep(1)\n    return z"
    questions = [asked("slow", cells_before=3), asked("relu", cells_before=3)]  # at their checks
    report = worker.run(job(RELU, slow, bomb, questions=questions, limits=quick(seconds=5)))
    assert_is_right(report, "relu")
    np.testing.assert_array_equal(returned(report, "slow")[0], Z)


@pytest.mark.parametrize(
    "source",
    [
        "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9')",
        "import socket\nsocket.socket()",
        "import socket\nsocket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
        "open('/proc/self/environ')",
        "open('/proc/1/mem')",
        "import os\nos.listdir('/root')",
        "import os\nos.listdir('/home')",
        "open('/etc/shadow')",
        "open('/view/feedforward/x.py', 'w')",
        "open('/packages/x.py', 'w')",
        "open('/x', 'w')",
        "import scipy",
        "import sklearn",
        "import nbgrader",
        "import autograde",
        "from feedforward import exercises",
        "from feedforward.checking import judge",
        "import os\nos.kill(1, 9)\nos.kill(1, 0)\nassert 0",
        "import ctypes\nassert ctypes.CDLL(None).ptrace(16, 1, 0, 0) == 0",
        "import ctypes\nassert ctypes.CDLL(None).unshare(0x10000000) == 0",
        "import ctypes\nassert ctypes.CDLL(None).mount(b'x', b'/tmp', b'tmpfs', 0, 0) == 0",
        "import ctypes\nassert ctypes.CDLL(None).umount2(b'/proc', 2) == 0",
        "import ctypes\nassert ctypes.CDLL(None).memfd_create(b'x', 0) > 0",
        "import mmap\nmmap.mmap(-1, 4096)",
        "import mmap\nmmap.mmap(open('/dev/zero').fileno(), 4096, prot=mmap.PROT_READ)",
        "import subprocess\nsubprocess.run(['/usr/bin/unshare', '-U', 'true'], check=True)",
        "import os\nos.setuid(0)",
    ],
)
def test_what_is_not_there_or_not_allowed_is_an_error(worker, source):
    (report,) = ran(worker, source)
    assert report.error


def test_no_secret_of_the_grader_is_visible(worker, monkeypatch, tmp_path):
    secret = f"secret-{os.getpid()}"
    monkeypatch.setenv("PLANTED", secret)
    (tmp_path / "gradebook.db").write_text(secret)
    source = (
        "import os, gc, sys\nprint(dict(os.environ))\n"
        "for place, _, names in os.walk('/'):\n"
        "    if place.split('/')[1] not in ('usr', 'python', 'packages', 'lib'):\n"
        "        print(place, names)\n"
        f"print(os.path.exists({str(tmp_path)!r}), os.path.exists({os.getcwd()!r}))"
    )
    (report,) = ran(worker, source)
    text = printed(report)
    assert report.error is None and secret not in text and "False False" in text
    assert "gradebook" not in text and "judge" not in text and "PLANTED" not in text


def test_what_is_closed_is_nowhere_in_the_process(worker):
    source = (
        "import gc, inspect, linecache\n"
        "print(ff.relu.__doc__, inspect.getsource(ff.relu), ff.relu.__code__.co_names)\n"
        "print([s for s in gc.get_objects() if type(s) is str and 'np.maxi' + 'mum(0, z)' in s])\n"
        "print('closed', [k for k, v in linecache.cache.items() if 'maxi' + 'mum(0, z)' in str(v)])"
    )
    (report,) = ran(worker, source)
    text = printed(report)
    assert "closed []" in text and "None" in text and "maximum" not in text.split("closed")[0]
    assert "while it is graded, it is closed" in text


def test_what_is_right_is_at_hand_where_a_question_opens_it(worker):
    opens = {"feedforward.activations.relu": RELU}
    double = "def double(z):\n    return 2 * ff.ACTIVATIONS['relu'][0](z)"
    shut, opened = asked("double", id="shut"), asked("double", id="open", opens=opens)
    report = worker.run(job(double, questions=[opened, shut]))
    np.testing.assert_array_equal(returned(report, "open")[0], 2 * np.maximum(0, Z))
    assert "closed" in report.answers["shut"].outcomes[0].raised.text


def test_a_use_of_a_watched_function_is_noted(worker):
    cheat = "def relu(z):\n    return ff.relu(z)"
    question = asked("relu", watched=("feedforward.activations.relu",))
    report = worker.run(job(cheat, questions=[question]))
    assert report.answers["relu"].outcomes[0].used == ("relu",)


@pytest.mark.parametrize(
    "cells",
    [
        ["class A(np.ndarray):\n    def tobytes(self): return b'1'\n    dtype = 1",
         "def f(z):\n    return z.view(A)"],
        ["class B:\n    def __array__(self, *a, **k): raise SystemExit",
         "def f(z):\n    return B()"],
        ["def f(z):\n    x = []\n    x.append(x)\n    return x"],
        ["def f(z):\n    x = []\n    for _ in range(2000): x = [x]\n    return x"],
        ["class E(Exception):\n    def __str__(self): raise SystemExit\n    __name__ = 3",
         "def f(z):\n    raise E"],
        ["np.array = np.asarray = np.ndarray.view = None", "def f(z):\n    return z"],
        ["import sandbox.wire.answers as a\na.pack_observation = lambda *a: {'returned': 7}",
         "def f(z):\n    return z"],
        ["import json\njson.dumps = lambda *a, **k: '[' * 10**5", "def f(z):\n    return z"],
        ["import os\nos.fork = lambda: 1", "def f(z):\n    return z"],
        ["import sys\nsys.modules.clear()", "def f(z):\n    return z"],
        ["import sys, gc\nfor o in gc.get_objects():\n    if isinstance(o, dict): o.clear()",
         "def f(z):\n    return z"],
        ["import builtins\nfor n in dir(builtins): setattr(builtins, n, None)",
         "def f(z):\n    return z"],
    ],
)  # fmt: skip
def test_a_hostile_inside_still_gives_a_report_and_harms_no_other(worker, cells):
    report = worker.run(job(*cells, questions=[asked("f")], limits=quick()))
    assert len(report.cells) == len(cells) + 1 and len(report.answers["f"].outcomes) == 1
    assert_is_right(worker.run(job(RELU, questions=[asked("relu")])), "relu")


def test_a_stand_in_cannot_be_kept_for_a_later_question(worker):
    steal = "kept = {}\ndef steal(z):\n    kept['relu'] = relu\n    return relu(z)"
    use = "def use(z):\n    return kept['relu'](z)"
    stand_ins = {"relu": Function("relu", RELU, {"np": None} and {})}
    questions = [asked("steal", stand_ins=stand_ins), asked("use")]
    report = worker.run(job(steal, use, questions=questions))
    assert report.answers["use"].outcomes[0].raised.kind == "KeyError"
