"""Grade notebooks in several processes on this machine.

An engine has `submit(function, *arguments)`, which returns a Future, and `close()`.
"""

import importlib
import multiprocessing
import os
import select
import signal
import sys
import tempfile
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

WATCH = "ends with its starter"
MOST_TRIES = 3


class Lost(Exception):
    """Something outside repeatedly ended the process that graded a notebook."""


class Local:
    """Processes on this machine. One that is killed is replaced, and its work is done again."""

    def __init__(self, jobs, modules=("autograde.grade.grade_notebook",), early=False):
        """Start `jobs` processes.

        modules: loaded once, for all processes. early: whether this process has not yet loaded or
        opened anything that they do not need, so that they may be forked from it.
        """
        self.jobs, self.modules = jobs, list(modules)
        self.folder = tempfile.TemporaryDirectory(prefix="autograde-")  # for the files they write
        self.closed = False
        early = early and sys.platform == "linux" and threading.active_count() == 1
        self.pool = self._forked() if early else self._new()

    def _new(self):
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(self.modules)
        return self._pool_of(context)

    def _forked(self):
        """Return a pool of forks of this process, which have loaded its modules.

        They start before any other thread does, because a thread might hold a lock.
        """
        for module in self.modules:
            importlib.import_module(module)
        pool = self._pool_of(multiprocessing.get_context("fork"))
        pool.submit(os.getpid)
        return pool

    def _pool_of(self, context):
        starts = {"initializer": _begin, "initargs": (os.getpid(), self.folder.name)}
        return ProcessPoolExecutor(self.jobs, context, **starts)

    def submit(self, function, *arguments):
        """Return a Future of function(*arguments)."""
        asked = Future()
        asked.set_running_or_notify_cancel()
        self._try(asked, function, arguments, MOST_TRIES)
        return asked

    def _try(self, asked, function, arguments, tries):
        pool = self.pool
        try:
            attempt = pool.submit(function, *arguments)
        except BrokenProcessPool:
            self._replace(pool)
            attempt = self.pool.submit(function, *arguments)
        attempt.add_done_callback(
            lambda done: self._settle(done, pool, asked, function, arguments, tries - 1)
        )

    def _settle(self, done, pool, asked, function, arguments, tries):
        error = None if done.cancelled() else done.exception()
        if isinstance(error, BrokenProcessPool) and tries and not self.closed:
            self._replace(pool)
            self._try(asked, function, arguments, tries)
        elif isinstance(error, BrokenProcessPool):
            asked.set_exception(Lost(str(error)))
        elif error is not None:
            asked.set_exception(error)
        elif not done.cancelled():
            asked.set_result(done.result())

    def _replace(self, broken):
        if self.pool is broken:
            self.pool = self._new()

    def close(self):
        """End the processes, whatever they are doing, and remove the files that they wrote."""
        self.closed = True
        processes = list((self.pool._processes or {}).values())  # None after a shutdown
        results = self.pool._result_queue
        self.pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.kill()  # this also ends its sandbox
        for process in processes:
            process.join()
        if results is not None:
            # With every writer gone, a thread that waits for the rest of a result gets an EOFError.
            results._writer.close()
        self.folder.cleanup()


def _begin(starter, folder):
    """Set up a new process: leave Ctrl-C to its starter, and write temporary files to `folder`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        # The starter may have blocked it.
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    tempfile.tempdir = folder
    end_with(starter)


def end_with(starter):
    """End this process as soon as `starter` is gone, whatever both are doing."""
    threading.Thread(target=_end_after, args=(starter,), name=WATCH, daemon=True).start()


def _end_after(starter):
    """Wait until a process is gone, and then end this one.

    A starter that is killed cannot announce it, and its pipes stay open in its other processes.
    """
    if hasattr(os, "pidfd_open"):
        try:
            select.select([os.pidfd_open(starter)], [], [])
        except ProcessLookupError:
            pass  # it is gone already
        os._exit(1)
