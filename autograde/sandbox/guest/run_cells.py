"""Inside: run the cells of a job, and answer its questions. Learners' code runs here.

Messages on the job's socket: the guest sends {"started": True} first, {"cell", "outputs", ...}
after each cell, and {"ready": True} after the last one. In between, it notes in the memory of
last_statement.py which statement runs. After a cell with "pause", and after the last one, the host
may send {"fork": number} with a socket, on which a new fork then answers questions; {"end": number,
"seconds"}, which ends that fork and is answered by {"ended": status}; and {"go_on": True}. After
the last cell it may also send {"answer": number} with a socket, and this process itself answers.
"""

import contextlib
import functools
import io
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
from ..wire.limits import seconds_left, seconds_of_cell
from . import call_functions, confine, scored_cells, statements
from .shell import Shell, Shown, Stream, Value

MOST = 1 << 28
# These cells load, once for all boxes, what a learner's first cell would have to wait for.
FIRST_CELL = "import numpy as np, matplotlib.pyplot, feedforward\nprint(1)\nnp.ones(3)"
FIRST_ERROR = "def f(): raise ValueError\nf()"
SOON = 0.01  # seconds; a timer set to less might never go off
# Errors that a cell may raise only in the sandbox, because of a missing library, a closed function
# of the book, a variable of a demonstration that did not run, a file or the network.
ERRORS_OF_SANDBOX = ImportError | NameError | OSError
UNHEARD = {signal.SIGKILL, signal.SIGSTOP}  # they have no handlers


class CellStopped(KeyboardInterrupt):
    """The cell has run for longer than its limit."""


def make_shell():
    """Return the shell in which all jobs start, warmed up and then reset."""
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
    first.raise_error()  # if these cannot be loaded, no notebook can be graded
    return shell


def serve(connection, progress, shell, limits):
    """Run the job that arrives on this connection, and answer questions until it is closed.

    progress: a descriptor of last_statement.py.
    """
    job, blob, _ = frames.receive(connection, MOST)
    os.environ.update(job["environment"])
    _lay_out(job["files"], blob)
    frames.send(connection, {"started": True})
    _Run(connection, progress, shell, job, limits).run()


def _lay_out(files, blob):
    """Write the job's files to the folder where its cells run."""
    at = 0
    for name, size in files:
        path = Path(confine.HOME, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(blob[at : at + size])
        at += size


class _Run:
    """One job in this process."""

    def __init__(self, connection, progress, shell, job, limits):
        self.connection, self.progress, self.shell = connection, progress, shell
        self.job, self.seconds = job, limits["seconds"]
        self.left = job["left"]  # seconds for all cells together
        self.kept = {}  # {(id of a cell, name): the function of that name after the cell}
        self.streams = sys.stdout, sys.stderr
        self.handlers = {s: signal.getsignal(s) for s in signal.valid_signals() - UNHEARD}
        self.folder = None
        self.started = 0  # number of statements of the current cell that have started
        cells = enumerate(job["cells"])
        self.scored = {i: scored_cells.prepare(shell, c["source"]) for i, c in cells if c["scores"]}
        shell.outputs.room = limits["output"]

    def run(self):
        """Run the cells in order; at each pause, and at the end, do what the host asks."""
        outputs = self.shell.outputs
        sys.stdout, sys.stderr = Stream(outputs, "stdout"), Stream(outputs, "stderr")
        signal.signal(signal.SIGALRM, self.ring)
        for index, cell in enumerate(self.job["cells"]):
            self.run_cell(index, cell)
            for name in cell["keep"]:
                if name in self.shell.user_ns:
                    self.kept[cell["id"], name] = self.shell.user_ns[name]
            if cell["pause"]:
                self.heed()
        frames.send(self.connection, {"ready": True})
        self.heed()

    def run_cell(self, index, cell):
        owner, start = os.getpid(), time.perf_counter()
        self.started = 0
        self.began = time.monotonic(), time.process_time()
        note = self.shell.on_statement = functools.partial(self.note, owner, index)
        results = [] if index in self.scored else None  # the value of a scored cell
        self.allowed = seconds_of_cell(self.seconds, self.left)
        signal.setitimer(signal.ITIMER_REAL, self.allowed)
        try:
            if index in self.scored:
                error, results = self.scored[index](note, cell["stop"])
            else:
                error = self.run_source(cell)
            _show_figures(self.shell, self.job["figures"])
        except BaseException as raised:  # the alarm may ring between the cell and this
            error = raised
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        outputs = self.shell.outputs.take()
        if results is not None:
            outputs = [o for o in outputs if o["output_type"] != "execute_result"] + results
        self.left -= time.perf_counter() - start
        message = {
            "cell": index,
            "outputs": outputs,
            "error": None if error is None else type(error).__name__,
            "stopped": isinstance(error, CellStopped),
        }
        _end_a_copy(owner)
        frames.send(self.connection, message)

    def run_source(self, cell):
        """Run a cell as far as possible; return the first exception that it raised, or None."""
        source, first_error = cell["source"], None
        if cell["stop"] == 0:  # not even transformed, because that may be what ends the process
            return None
        if cell["stop"] is not None:
            source = statements.first(self.shell.transform_cell(source), cell["stop"])
        while source.strip():
            before = self.started
            result = self.shell.run_cell(source, store_history=True, silent=False)
            error = result.error_before_exec or result.error_in_exec
            first_error = error if first_error is None else first_error
            if not self.job["resumes"] or not isinstance(error, ERRORS_OF_SANDBOX):
                break
            transformed = self.shell.transform_cell(source)
            source = statements.after(transformed, self.started - before)
        return first_error

    def ring(self, signal_number, frame):
        """Stop the cell, unless it still has time left."""
        by_the_clock, by_the_processor = time.monotonic(), time.process_time()
        times = by_the_clock - self.began[0], by_the_processor - self.began[1]
        left = seconds_left(self.allowed, *times)
        if left <= 0:
            raise CellStopped("This cell has run for longer than its limit.")
        signal.setitimer(signal.ITIMER_REAL, max(left, SOON))

    def note(self, owner, index):
        """Note that the next statement is about to run."""
        _end_a_copy(owner)
        last_statement.note(self.progress, index, self.started)
        self.started += 1

    def heed(self):
        """Fork, end forks and answer, as the host asks; return when the cells may go on."""
        child = None
        while True:
            try:
                message, _, descriptors = frames.receive(self.connection, MOST, descriptors=1)
            except frames.Closed:
                os._exit(0)
            if "go_on" in message:
                return
            if "end" in message:
                status = end(child, message["seconds"])
                _remove(self.folder)  # so that later questions find nothing in it
                frames.send(self.connection, {"ended": status})
                continue
            self.folder = f"{confine.QUESTIONS}/{message.get('fork') or message['answer']}"
            _make_way(self.folder)
            with confine.more_room():
                if "answer" in message:
                    self.answer(descriptors[0], is_last=True)  # ends the process
                child = os.fork()
                if not child:
                    self.answer(descriptors[0], is_last=False)  # ends the process
            os.close(descriptors[0])

    def answer(self, descriptor, is_last):
        """Answer questions in this process, which runs no more cells and ends after them."""
        sys.stdout, sys.stderr = self.streams
        _calm_signals(self.handlers)
        sys.settrace(None)
        sys.setprofile(None)
        call_functions.serve(descriptor, self.kept, self.shell.user_ns, self.folder, is_last)


def _calm_signals(handlers):
    """Restore the signal handlers, and stop the timers that send signals."""
    for timer in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
        signal.setitimer(timer, 0)
    for number, handler in handlers.items():
        if handler is not None and signal.getsignal(number) != handler:
            signal.signal(number, handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def _end_a_copy(owner):
    """End this process if it is a fork that a cell made and that returned from the cell."""
    if os.getpid() != owner:
        os._exit(0)


def _show_figures(shell, figures):
    """Turn the figures of a cell into outputs if `figures` is true, and close them."""
    plt = sys.modules.get("matplotlib.pyplot")
    if plt is None:  # a cell has removed it
        return
    for number in plt.get_fignums() if figures else ():
        from IPython.core.pylabtools import print_figure

        shell.outputs.show("display_data", {"image/png": print_figure(plt.figure(number))})
    plt.close("all")


def _make_way(folder):
    """Undo what cells have done to the folder of a question and to its parent folders."""
    for place in ("/tmp", confine.HOME, confine.QUESTIONS):
        with contextlib.suppress(OSError):
            os.chmod(place, 0o700)
    if os.path.lexists(folder):
        _remove(folder)


def _remove(folder):
    try:
        os.rmdir(folder)
    except NotADirectoryError:
        os.unlink(folder)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)


def end(child, seconds):
    """Kill a child that does not end within `seconds`; return its status, or minus its signal."""
    process = os.pidfd_open(child)
    if not select.select([process], [], [], seconds)[0]:
        os.kill(child, signal.SIGKILL)
    os.close(process)
    # This returns when all of them are gone: a box's first process takes all others with it.
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
