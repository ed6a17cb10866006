"""Inside: run the cells of a job, then fork to answer its questions. Here learners' code runs.

The outside reads along on the job's socket: {"started": True} first, and {"cell", "outputs", ...}
after each cell; what runs in between stands in the memory of last_statement.py. Then it has one
fork after another made, by {"fork": number} with a socket on which it asks, and ended, by {"end":
number, "seconds"}, which is answered by {"ended": status}; or has this process answer, by
{"answer": number} with such a socket.
"""

import _thread
import ast
import contextlib
import functools
import io
import itertools
import os
import select
import shutil
import signal
import sys
import time
from pathlib import Path

from IPython.core.history import HistoryManager
from traitlets.config import Config

from ..wire import frames, last_statement
from . import call_functions, confine
from .shell import Shell, Shown, Stream, Value

MOST = 1 << 28
# They load, once for all boxes, what a first cell would have to wait for.
FIRST_CELL = "import numpy as np, feedforward\nprint(1)\nnp.ones(3)"
FIRST_ERROR = "def f(): raise ValueError\nf()"
UNHEARD = {signal.SIGKILL, signal.SIGSTOP}  # they have no handlers


class CellStopped(KeyboardInterrupt):
    """The cell has run for longer than it may."""


def make_shell():
    """The shell in which all jobs start; it has run nothing yet."""
    HistoryManager.enabled = False
    config = Config()
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Plain"
    config.InteractiveShell.cache_size = 0
    config.InteractiveShell.separate_in = ""
    shell = Shell.instance(
        config=config, displayhook_class=Value, display_pub_class=Shown, user_ns={}
    )
    sys.stdout, sys.stderr, streams = io.StringIO(), io.StringIO(), (sys.stdout, sys.stderr)
    first = shell.run_cell(FIRST_CELL, store_history=False)
    shell.run_cell(FIRST_ERROR, store_history=False)
    sys.stdout, sys.stderr = streams
    shell.reset(new_session=True)
    shell.outputs = shell.outputs.__class__()
    first.raise_error()  # where that cannot be loaded, no notebook could be graded
    return shell


def serve(connection, place, shell, limits):
    """Run the job that comes on this connection, and answer questions until it is closed.

    place: a descriptor of last_statement.py.
    """
    job, blob, _ = frames.receive(connection, MOST)
    os.environ.update(job["environment"])
    _lay_out(job["files"], blob)
    frames.send(connection, {"started": True})
    kept = _run_cells(connection, place, shell, job, limits)
    frames.send(connection, {"asking": _calm_down(connection)})
    _answer(connection, shell.user_ns, kept)


def _lay_out(files, blob):
    """Write the job's files to where its cells run."""
    at = 0
    for name, size in files:
        path = Path(confine.HOME, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(blob[at : at + size])
        at += size


def _run_cells(connection, place, shell, job, limits):
    """Run the cells in order; the functions that stood under the names to be kept after each."""
    kept, before = {}, {s: signal.getsignal(s) for s in signal.valid_signals() - UNHEARD}
    shell.outputs.room = limits["output"]
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = Stream(shell.outputs, "stdout"), Stream(shell.outputs, "stderr")
    signal.signal(signal.SIGALRM, _stop_cell)
    for index, cell in enumerate(job["cells"]):
        shell.on_statement = functools.partial(_note, place, os.getpid(), index, itertools.count())
        _run_cell(connection, shell, index, cell, limits["seconds"], job["figures"])
        for name in cell["keep"]:
            if name in shell.user_ns:
                kept[cell["id"], name] = shell.user_ns[name]
    sys.stdout, sys.stderr = streams
    _calm_signals(before)
    return kept


def _calm_signals(handlers):
    """Let signals do what they did before the cells, and no clock send any."""
    for timer in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
        signal.setitimer(timer, 0)
    for number, handler in handlers.items():
        if handler is not None and signal.getsignal(number) != handler:
            signal.signal(number, handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def _stop_cell(signal_number, frame):
    raise CellStopped("This cell has run for longer than it may.")


def _run_cell(connection, shell, index, cell, seconds, figures):
    owner, start = os.getpid(), time.perf_counter()
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        error = _run(shell, cell)
        _show_figures(shell, figures)
    except BaseException as raised:  # the alarm may ring between the cell and this
        error = raised
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    message = {
        "cell": index,
        "outputs": shell.outputs.take(),
        "error": error and type(error).__name__,
        "stopped": isinstance(error, CellStopped),
        "seconds": time.perf_counter() - start,
    }
    _end_a_copy(owner)
    frames.send(connection, message)


def _run(shell, cell):
    """Run a cell as far as it goes; the exception that it ends with, or None."""
    source = cell["source"]
    if cell["stop"] == 0:  # not even translated: that may be what ends the process
        return None
    if cell["stop"] is not None:
        source = first_statements(shell.transform_cell(source), cell["stop"])
    result = shell.run_cell(source, store_history=True, silent=False)
    return result.error_before_exec or result.error_in_exec


def _note(place, owner, cell, numbers):
    """Note that the next statement is about to run."""
    _end_a_copy(owner)
    last_statement.note(place, cell, next(numbers))


def _end_a_copy(owner):
    """End a process that the cell has forked, and that came back here."""
    if os.getpid() != owner:
        os._exit(0)


def first_statements(source, number):
    """The text of a cell as far as its first so many statements."""
    body = ast.parse(source).body
    if number >= len(body):
        return source
    first = min([body[number].lineno, *(d.lineno for d in _decorators(body[number]))])
    return "\n".join(source.split("\n")[: first - 1])


def _decorators(statement):
    return getattr(statement, "decorator_list", ())


def _show_figures(shell, figures):
    """What a cell has plotted becomes outputs of it, or is forgotten."""
    plt = sys.modules.get("matplotlib.pyplot")
    if plt is None:
        return
    for number in plt.get_fignums() if figures else ():
        from IPython.core.pylabtools import print_figure

        shell.outputs.show("display_data", {"image/png": print_figure(plt.figure(number))})
    plt.close("all")


def _calm_down(connection):
    """Leave threads, timers, hooks and other processes of the cells behind; whether what is left is
    the process that the box began with.

    Threads stay in that process, which is stopped for good.
    """
    _end_others()
    for place in ("/tmp", confine.HOME, confine.QUESTIONS):
        with contextlib.suppress(OSError):
            os.chmod(place, 0o700)
    sys.settrace(None)
    sys.setprofile(None)
    confine.give_room()
    if not _thread._count():
        return True
    if os.fork():
        connection.close()
        while True:
            os.kill(os.getpid(), signal.SIGSTOP)
            time.sleep(1)
    return False


def _end_others():
    """End all that the cells have started; what it holds is held against no question."""
    with contextlib.suppress(ProcessLookupError):  # as nearly always: there is nothing
        os.kill(-1, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def _answer(connection, namespace, kept):
    """Fork when asked to, and end forks, until asked to answer, or the connection is closed."""
    find = functools.partial(_find, namespace, kept)
    child = folder = None
    while True:
        try:
            message, _, descriptors = frames.receive(connection, MOST, descriptors=1)
        except frames.Closed:
            os._exit(0)
        if "end" in message:
            status = end(child, message["seconds"])
            _remove(folder)  # no later question shall find anything
            frames.send(connection, {"ended": status})
            continue
        folder = f"{confine.QUESTIONS}/{message.get('fork') or message['answer']}"
        if os.path.lexists(folder):  # the cells have made it
            _remove(folder)
        if "answer" in message or not (child := os.fork()):
            call_functions.serve(descriptors[0], find, namespace, folder)
        os.close(descriptors[0])


def _remove(folder):
    try:
        os.rmdir(folder)
    except NotADirectoryError:
        os.unlink(folder)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)


def _find(namespace, kept, function, after):
    """The function that a question is about, or ask.MISSING."""
    if after is None:
        return namespace.get(function, call_functions.MISSING)
    return kept.get((after, function), call_functions.MISSING)


def end(child, seconds):
    """End a child, unless it ends in so many seconds by itself; its status, or minus a signal."""
    process = os.pidfd_open(child)
    if not select.select([process], [], [], seconds)[0]:
        os.kill(child, signal.SIGKILL)
    os.close(process)
    # This returns when all of it is gone: with a box's first process go all others.
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
