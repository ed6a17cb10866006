"""Call a function in a process of its own, so that whatever it starts or breaks ends with it."""

import functools
import multiprocessing
import os
import sys
import threading
from math import ceil

from ..intake import bounds
from ..sandbox.wire.limits import PATIENCE
from . import local_processes


class Killed(Exception):
    """The process ended before it returned a result."""


def prepare(modules):
    """Load these modules once, in the process that all others are forked from."""
    if _context().get_start_method() == "forkserver":
        _context().set_forkserver_preload(modules)


def call(function, *arguments):
    """Return function(*arguments), computed in another process; raise what it raises, or Killed."""
    return _call(_context(), None, function, arguments)


def call_forked(function, *arguments, seconds, memory):
    """Return function(*arguments), computed in a fork with limits on processor time and memory.

    memory: in bytes, in addition to what this process has. Raises what the function raises, or
    Killed. Linux only.
    """
    limited = functools.partial(_within, seconds, memory, function)
    return _call(multiprocessing.get_context("fork"), PATIENCE * seconds, limited, arguments)


def _call(context, seconds, function, arguments):
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(os.getpid(), sender, function, arguments))
    process.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            process.kill()
        result, error = receiver.recv()
    except EOFError:
        raise Killed from None
    finally:
        process.join()
        receiver.close()
    if error is not None:
        raise error
    return result


def _within(seconds, memory, function, *arguments):
    import resource  # not on Windows

    resource.setrlimit(resource.RLIMIT_CPU, (ceil(seconds), ceil(seconds) + 1))
    with bounds.memory_limit(memory):
        return function(*arguments)


def _context():
    """Return fork as the context if it is safe, because it is fastest, and else another one.

    A fork is safe if no other thread can hold a lock; the thread WATCH never does.
    """
    threads = [t for t in threading.enumerate() if t.name != local_processes.WATCH]
    if sys.platform == "linux" and len(threads) == 1:
        return multiprocessing.get_context("fork")
    known = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in known else "spawn")


def _answer(starter, sender, function, arguments):
    local_processes.end_with(starter)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # kernels and learners may write anything there
    try:
        answer = (function(*arguments), None)
    except Exception as error:
        answer = (None, error)
    sender.send(answer)
