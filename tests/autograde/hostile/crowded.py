"""Poison for what comes later, and work that weighs on the grader itself."""

import json

from autograding import solution, with_answers
from handing_in import (
    NOTHING,
    RIGHT,
    Attack,
    cell,
    lay,
    lines,
    right,
    right_notebook,
    with_cells,
    wrong_relu,
)

ALL_SIGNALS = """
import signal
for number in signal.valid_signals():
    try:
        signal.signal(number, signal.SIG_IGN)
    except OSError:
        pass
signal.pthread_sigmask(signal.SIG_SETMASK, signal.valid_signals())
signal.setitimer(signal.ITIMER_PROF, 0.01, 0.01)
signal.setitimer(signal.ITIMER_VIRTUAL, 0.01, 0.01)
"""
IN_THE_WAY = """
import os
for number in range(40):
    open(f"/questions/{number}", "w").close()
    os.symlink("/tmp/home", f"/questions/{number}-again")
os.makedirs("/".join("d" * 600))
os.mkfifo("pipe")
os.chmod("/questions", 0)
os.chmod("/tmp/home", 0)
"""
# Ends the process when it is asked again with right versions of what it builds on.
QUITS = lines("""
import os
if relu.__code__.co_filename == "<given>":
    os._exit(3)
return (relu(X @ W + c) @ w + b) * 1.5
""")
ROUNDING = """
import ctypes
for mode in (0x400, 0x800, 0xC00):
    ctypes.CDLL("libm.so.6").fesetround(mode)
"""
STATE = """
import decimal, gc, os, sys, warnings
os.chdir("/")
sys.setrecursionlimit(120)
sys.stdout.close()
sys.stderr.close()
os.closerange(0, 3)
gc.set_threshold(1)
gc.callbacks.append(lambda *a: 1 / 0)
np.seterrcall(lambda *a: 1 / 0)
np.seterr(all="call")
np.set_printoptions(formatter={"all": lambda x: exit()})
warnings.filterwarnings("error")
sys.meta_path.clear()
sys.path.clear()
"""
EVENTS = """
ip = get_ipython()
ip.events.register("pre_run_cell", lambda *a: 1 / 0)
ip.events.register("post_run_cell", lambda *a: exit())
ip.set_custom_exc((Exception,), lambda *a: 1 / 0)
"""
ODD_FORMS = """
class Odd:
    def __repr__(self): return None
    def _repr_html_(self): return 7
    def _repr_mimebundle_(self, **options): return {1: 2, None: b"x", ("a",): "b"}
Odd()
"""
LIES_OF_ITSELF = lines("""
class Meta(type):
    @property
    def __name__(self): return 7
    def __getattr__(self, name): raise KeyboardInterrupt
class Odd(Exception, metaclass=Meta): pass
raise Odd
""")
ENDLESS_TEXT = lines("""
class Endless(str):
    def __getitem__(self, part): return self
    def splitlines(self): return [self] * 100
class Odd(Exception):
    def __str__(self): return Endless("x" * 10**6)
raise Odd
""")
WILD = "    return np.lib.stride_tricks.as_strided(z, shape=(3,), strides=(2**40,))"
TREE = lines("tree = [z]\nfor _ in range(60):\n    tree = [tree, tree]\nreturn tree")
ITSELF = lines("own = []\nown.append(own)\nreturn own")
SPOILS = lines("""
out = W @ w, c @ w + b
np.maximum = np.where = None
return out
""")
LATER = lines("""
import threading
shown = z.copy()
def change():
    while True:
        shown[...] = np.maximum(0, z) if shown[0] else 1
threading.Thread(target=change, daemon=True).start()
return shown
""")


def with_fields(text, more):
    """The answered notebook with more in its JSON."""
    return text.replace('"nbformat":', f'{more}, "nbformat":', 1).encode()


def crowd(folder):
    """Thousands of files that are not taken lie beside the notebook."""
    lay(folder, right_notebook())
    for number in range(3000):
        (folder / f"link{number}").symlink_to("/etc/passwd")


def one_cell():
    """All answers in one cell, and nothing else."""
    cells = [c for c in solution()["cells"] if c["id"].startswith("answer-")]
    source = "\n\n".join(["import numpy as np", *("".join(c["source"]) for c in cells)])
    kept = {"cell_type": "code", "metadata": {}, "source": source}
    return {"cells": [kept], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def poisoned(name, *cells, told=(RIGHT,)):
    """All answers are right, and cells before them leave a mess."""
    return Attack(name, with_cells(right_notebook(), *cells), told)


TEXT = json.dumps(solution())
ATTACKS = (
    wrong_relu("the book's leaky relu", body="    return ff.leaky_relu(z, 0.0)",
               told=("It calls ff.leaky_relu",)),
    wrong_relu("wild strides", body=WILD, told=("killed its process (SIGSEGV)",)),
    wrong_relu("a tree of itself", body=TREE, told=("relu",)),
    wrong_relu("a list of itself", body=ITSELF, told=("RecursionError",)),
    Attack("quits with right versions of earlier answers", with_answers(xor_forward=QUITS),
           ("should be",), {"xor_forward": 0}),
    right("a call that spoils NumPy for what is asked after it", collapse=SPOILS),
    wrong_relu("changes afterwards", body=LATER, told=("relu",)),
    wrong_relu("an error that lies of itself", body=LIES_OF_ITSELF, told=("relu",)),
    wrong_relu("an error of endless text", body=ENDLESS_TEXT, told=("relu",)),
    wrong_relu("float16", body="    return np.maximum(0, z).astype(np.float16)",
               told=("wrong.)",)),
    poisoned("all signals", ALL_SIGNALS),
    poisoned("in the way of questions", IN_THE_WAY),
    poisoned("rounding", ROUNDING),
    poisoned("state of the process", STATE),
    poisoned("events", EVENTS, "1 / 0"),
    poisoned("odd forms of output", ODD_FORMS),
    poisoned("markup nested deep", cell(f"<p style='color:{'(' * 10**4}'>", "markdown"),
             "from IPython.display import HTML\nHTML('<p style=color:' + '(' * 5000 + '>')"),
    poisoned("streams by turns", "import sys\nfor _ in range(10**5):\n    print('a', end='')\n"
             "    print('b', end='', file=sys.stderr)"),
    poisoned("an error of 100 MB", "def fall(n):\n    if n:\n        fall(n - 1)\n"
             "    raise ValueError('x' * 10**5)\nfall(900)"),
    poisoned("the second try", "import os\nos.fork()"),
    Attack("kills what is translated", with_cells(right_notebook(), "import os\nget_ipython()."
           "input_transformers_cleanup.append(lambda lines: os._exit(1))"),
           ("This cell ended its process (status 1)",), NOTHING),
    right("big endian", relu="    return np.maximum(0, z).astype('>f8')"),
    right("a library tried and not there", "try:\n    from numba import njit\nexcept ImportError:\n"
          "    njit = lambda f: f\n@njit\ndef positive(z):\n    return np.maximum(0, z)",
          relu="    return positive(z)"),
    right("a server of plots", "import matplotlib.pyplot as plt\nshow = plt.plot",
          relu="    import matplotlib.pyplot as plt\n    plt.plot(np.ravel(z))\n    plt.show()\n"
               "    return np.maximum(0, z)"),
    Attack("all in one cell", one_cell(), (RIGHT,)),
    Attack("infinite numbers in JSON", with_fields(TEXT, '"x": [NaN, -Infinity, 1e999]'), (RIGHT,)),
    Attack("keys twice", TEXT.replace('"cells":', '"cells": 3, "cells":', 1).encode(), (RIGHT,)),
    Attack("too many signs", with_cells(right_notebook(), f"x = [{'1,' * 10**5}]"),
           ("contains more than 200000 names, numbers and signs",), NOTHING),
    Attack("deep cells", with_cells(right_notebook(), "not " * 10**4 + "1",
           "a" + ".b" * 10**4, "(" * 10**4), (RIGHT,)),
    Attack("a crowd of files", crowd, (RIGHT,)),
    Attack("in a folder below", lambda folder: (
        (folder / "work").mkdir(), lay(folder / "work", right_notebook())),
        ("was not handed in",), NOTHING),
)  # fmt: skip
