"""Call a function in a process of its own, so that nothing it starts or breaks is left behind."""

import multiprocessing
import os
import sys
import threading

from . import local_processes


class Killed(Exception):
    """The process ended before it gave a result."""


def prepare(modules):
    """Load those modules once, in the process that all others are forked from."""
    if _context().get_start_method() == "forkserver":
        _context().set_forkserver_preload(modules)


def call(function, *arguments):
    """function(*arguments), computed in another process; raises what it raises, or Killed."""
    receiver, sender = _context().Pipe(duplex=False)
    process = _context().Process(target=_answer, args=(os.getpid(), sender, function, arguments))
    process.start()
    sender.close()
    try:
        result, error = receiver.recv()
    except EOFError:
        raise Killed from None
    finally:
        process.join()
        receiver.close()
    if error is not None:
        raise error
    return result


def _context():
    """A fork is quick, and safe where no other thread holds a lock."""
    others = [
        t for t in threading.enumerate() if t.name != local_processes.WATCH
    ]  # that one holds none
    if sys.platform == "linux" and len(others) == 1:
        return multiprocessing.get_context("fork")
    known = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in known else "spawn")


def _answer(starter, sender, function, arguments):
    local_processes.end_with(starter)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # kernels and learners write there as they like
    try:
        answer = (function(*arguments), None)
    except Exception as error:
        answer = (None, error)
    sender.send(answer)
