"""Escape and waste: what ends processes, eats the machine, or looks for what is not its own."""

from autograding import with_answers
from handing_in import NO_RELU, NOTHING, RIGHT, Attack, lines, right, right_notebook, with_cells

STUBBORN = """
import signal, time
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
while True:
    try:
        while True:
            time.sleep(0.01)
    except BaseException:
        pass
"""
SEGFAULT = "import ctypes\nctypes.string_at(0)"
STOPPED = "ran for more than 2 s and was stopped"
MEMORY = "took more than 300 MB of memory and was stopped"
KILLED = "killed its process (SIGSEGV)"
EXITED = "ended its process"
DAEMON = """
import os, time
if not os.fork():
    os.setsid()
    if os.fork():
        os._exit(0)
    while True:
        time.sleep(1)
"""
DAEMON_OF_THREADS = """
import os, threading, time
def wait():
    time.sleep(1)
    os._exit(3)
threading.Thread(target=wait, daemon=True).start()
"""
HUNT = """
import os, subprocess
print(dict(os.environ))
own = os.path.expanduser("~")
for place in ("@COURSE@", "@HOME@", "/root", "/home", "/proc/1", "/work", "/etc", own):
    for name, _, names in os.walk(place):
        for file in names[:200]:
            try:
                print(name, file, open(os.path.join(name, file), "rb").read()[:2000])
            except OSError as error:
                pass
for place in ("@COURSE@/secret.txt", "@HOME@/.secret", "@COURSE@/gradebook.db",
              "/proc/@PID@/environ", "/proc/self/environ", "@COURSE@/.autograde/seed"):
    try:
        print(open(place, "rb").read())
    except OSError as error:
        print(place, type(error).__name__)
"""
HUNT_BY_SHELL = """
!env
!cat @COURSE@/secret.txt @HOME@/.secret /proc/*/environ
!find / -name "*secret*" -exec cat {} +
!grep -r PLANTED / 2>/dev/null | head
"""
GRADEBOOK = """
import sqlite3, glob, os, shutil
for place in ["@COURSE@/gradebook.db", *glob.glob("/**/gradebook.db", recursive=True)]:
    try:
        with sqlite3.connect(place) as database:
            database.execute("update grade set auto_score = 2, manual_score = 2")
    except sqlite3.Error as error:
        print(error)
shutil.rmtree("@COURSE@", ignore_errors=True)
os.makedirs("@COURSE@/submitted/x", exist_ok=True)
"""
OTHERS = """
import os, signal
for process in [@PID@, os.getppid(), 1, *range(2, 40)]:
    if process != os.getpid():
        try:
            os.kill(process, signal.SIGKILL)
        except OSError:
            pass
"""
NETWORK = """
import socket, urllib.request
for family in (socket.AF_INET, socket.AF_INET6):
    with socket.socket(family) as call:
        call.connect(("127.0.0.1", @PORT@))
"""
NETWORK_BY_PROGRAM = """
!curl -s http://127.0.0.1:@PORT@/ ; wget -q http://127.0.0.1:@PORT@/
!bash -c "echo hello > /dev/tcp/127.0.0.1/@PORT@"
%pip install --quiet left-pad
"""
FILES_FOR_LATER = """
import os
places = "/tmp", "/questions", "/view/feedforward", "/inside/box", "/packages", "/usr/lib", "."
for place in places:
    for name in ("numpy.py", "sitecustomize.py", "json.py", "relu.py"):
        try:
            open(os.path.join(place, name), "w").write("raise SystemExit")
        except OSError:
            pass
"""
DESCRIPTORS = "import os\nos.closerange(0, 256)"
LIMITS = """
import resource, os
for what in range(16):
    try:
        resource.setrlimit(what, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except (ValueError, OSError):
        pass
os.setpriority(os.PRIO_PROCESS, 0, 19)
"""
BUILTINS = """
import builtins, sys
for name in ("len", "print", "isinstance", "type", "open", "__import__", "range", "map"):
    setattr(builtins, name, None)
sys.stdout = sys.stderr = sys.stdin = None
"""


def in_relu(name, body, *told):
    """A relu that does something else than it should, when it is called."""
    return Attack(name, with_answers(relu=lines(body)), told, NO_RELU)


# A relu with a mistake that the exercise does not know. It notices when the grader, searching for
# the mistake, calls an edited version of it.
IN_VERSIONS = """
import os, signal, sys, numpy as np
def odd(z):
    if sys._getframe(1).f_code.co_filename == "<changed>":
        {}
    return np.where(z > 0, np.abs(z) ** 1.1, 0)
"""


def in_versions(name, deed, told="; yours is "):
    """An attack by edited versions of relu; the points are those that relu itself deserves."""
    notebook = with_cells(with_answers(relu="    return odd(z)"), IN_VERSIONS.format(deed))
    return Attack(name, notebook, (told,), NO_RELU)


def in_a_cell(name, source, *told, **loses):
    """A cell of the learner's own before all answers, which are right."""
    return Attack(name, with_cells(right_notebook(), source), (RIGHT, *told), loses)


ATTACKS = (
    in_relu("call ignores signals", STUBBORN, STOPPED),
    in_relu("call sleeps", "import time\ntime.sleep(1000)", STOPPED),
    in_relu("call computes for ever", "n = 0\nwhile True:\n    n += 1", STOPPED),
    in_relu("call in one instruction", "return 3 ** (3 ** 30)", STOPPED),
    in_relu("call stops itself", "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
            STOPPED),
    in_relu("call exits", "import os\nos._exit(0)", EXITED),
    in_relu("call segfaults", SEGFAULT, KILLED),
    in_relu("call kills all", "import os\nos.kill(-1, 9)\nos.kill(0, 9)", "PermissionError"),
    in_relu("call takes memory", "held = []\nwhile True:\n    held.append(np.ones(10**6))",
            "MemoryError"),
    in_relu("call returns a flood", "return np.ones((1, 10**7))", "relu"),
    in_relu("call recurses", "import sys\nsys.setrecursionlimit(10**9)\nreturn relu(z)", "relu"),
    in_relu("call forks", "import os\nwhile True:\n    os.fork()", "PermissionError"),
    in_relu("call quits", "quit()", "relu"),
    in_relu("call exits politely", "raise SystemExit(0)", "SystemExit"),
    in_relu("call writes files", FILES_FOR_LATER + "open('@COURSE@/x', 'w')", "FileNotFoundError"),
    in_a_cell("cell ignores signals", STUBBORN, "This cell " + STOPPED),
    in_a_cell("cell forks", "import os\nwhile True:\n    os.fork()"),
    in_a_cell("cell starts threads", "import threading, time\nwhile True:\n    "
              "threading.Thread(target=time.sleep, args=[99]).start()"),
    in_a_cell("cell takes memory", "held = []\nwhile True:\n    held.append(bytearray(10**7))"),
    in_a_cell("cell takes memory in many processes", "import os, time\nfor _ in range(8):\n"
              "    if not os.fork():\n        held = b'1' * (250 * 2**20)\n        time.sleep(99)\n"
              "time.sleep(99)", "This cell " + MEMORY),
    in_a_cell("cell floods", "while True:\n    print('x' * 10**6)",
              "The rest of this output is left out"),
    in_a_cell("cell floods by system calls", "import os\nfor n in range(20000):\n"
              "    os.write(1, b'x' * 9999)\n    os.write(2, b'x' * 9999)"),
    in_a_cell("cell floods with pictures", "from IPython.display import display, HTML\n"
              "for n in range(5000):\n    display(HTML('<p>' * 5000))"),
    in_a_cell("cell fills the disk", "n = 0\nwhile True:\n"
              "    open(f'f{n}', 'wb').write(b'1' * 10**7)\n    n += 1", "No space left on device"),
    in_a_cell("cell makes files", "n = 0\nwhile True:\n    open(f'f{n}', 'w').close()\n    n += 1",
              "No space left on device"),
    in_versions("versions never end", "signal.pthread_sigmask(signal.SIG_BLOCK, "
                "signal.valid_signals())\n        while True: pass"),
    in_versions("versions exit", "os._exit(0)"),
    in_versions("versions alone are right", "return np.maximum(z, 0)"),
    in_a_cell("cell exits", "import os\nos._exit(0)", "This cell " + EXITED),
    in_a_cell("cell exits by exit()", "exit()\nquit()\nimport sys\nsys.exit(1)"),
    in_a_cell("cell segfaults", SEGFAULT, "This cell " + KILLED),
    in_a_cell("cell makes a daemon", DAEMON),
    in_a_cell("cell makes a daemon by shell", "!nohup setsid sleep 900 >/dev/null 2>&1 &"),
    in_a_cell("cell leaves a thread that exits", DAEMON_OF_THREADS),
    in_a_cell("cell bombs by shell", "%%bash\n:(){ :|:& };:\nwait"),
    in_a_cell("cell removes all", "!rm -rf @COURSE@ @HOME@ /view /packages /inside /questions "
              "/tmp 2>/dev/null"),
    in_a_cell("cell of magic without end", "%a\n" * 3000 + "-"),
    in_a_cell("hunt for secrets", HUNT),
    in_a_cell("hunt for secrets by shell", HUNT_BY_SHELL),
    in_a_cell("gradebook", GRADEBOOK),
    in_a_cell("other processes", OTHERS),
    in_a_cell("network", NETWORK, "PermissionError"),
    in_a_cell("network by programs", NETWORK_BY_PROGRAM),
    in_a_cell("files for later", FILES_FOR_LATER),
    in_a_cell("descriptors closed", DESCRIPTORS, "This cell"),
    in_a_cell("limits raised", LIMITS),
    Attack("limits lowered", with_cells(right_notebook(), "import resource\n"
           "resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))"), (EXITED,), NOTHING),
    right("the clock runs", "import signal\nsignal.alarm(1)\nsignal.signal(signal.SIGALRM, "
          "lambda *a: None)\nsignal.setitimer(signal.ITIMER_REAL, 0)"),
    Attack("builtins taken away",
           with_cells(right_notebook(), BUILTINS, before="explain_6_1_xor"),
           (RIGHT, "This cell " + EXITED)),
)  # fmt: skip
