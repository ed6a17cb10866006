"""Grade notebooks on other machines: the workers of a dask.distributed scheduler that is running.

An engine as in local_processes.py. Each worker process has its own sandbox, on its own machine,
and sends Results back; the process that started this alone keeps and records them.
"""

import asyncio
import logging
import time
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor

from ..errors import CourseError
from ..record import store
from ..sandbox.host import keeper, probe
from ..sandbox.wire import contract
from .local_processes import Lost

SECONDS_TO_CONNECT = 15
SECONDS_FOR_A_WORKER = 30
EVERY = 5.0  # seconds between two looks at how many workers there are
HOW_TO_GET = (
    "Grading on other machines takes dask.distributed, which is not installed here. In the book's "
    'repository: `pip install -e ".[cluster]"`, on this machine and on all that grade.'
)
NOBODY = (
    "There is no scheduler of dask.distributed at {}: {} Start one with `dask scheduler`, which "
    "prints its address, such as tcp://10.0.0.5:8786."
)
NO_WORKER = (
    "The scheduler at {0} has no worker. On each machine that is to grade, start as many as it has "
    "processors: `dask worker {0} --nworkers auto --nthreads 1`."
)
GONE = (
    "The scheduler at {} went away. What was recorded stays; start the scheduler and grade again "
    "for the rest."
)
OTHER = (
    "A worker, {}, has another version of the book, of Python or of NumPy than this machine, and "
    "might give other scores. Install the same on all."
)


class Cluster:
    """The workers of the scheduler at an address. Those that die are replaced by those that live
    or come, and their work is done again."""

    def __init__(self, address):
        """Raises CourseError where there is no scheduler, or no worker."""
        try:
            from distributed import Client
        except ImportError:
            raise CourseError(HOW_TO_GET) from None
        self.address = address
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what counts is said here
        try:
            with ThreadPoolExecutor(1) as thread:  # the caller's own may run an event loop
                thread.submit(asyncio.run, _reach(address)).result()
            self.client = Client(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
        except Exception as error:  # what answers there may be anything, such as a web page
            raise CourseError(NOBODY.format(address, _sentence(error))) from None
        try:
            self.client.wait_for_workers(1, timeout=SECONDS_FOR_A_WORKER)
        except TimeoutError:
            self.close()
            raise CourseError(NO_WORKER.format(address)) from None
        self._looked, self._jobs = -EVERY, 1

    @property
    def jobs(self):
        """The number of submissions that run at once; it changes as workers come and go."""
        if time.monotonic() > self._looked + EVERY and self.client.status == "running":
            try:
                self._jobs = max(1, sum(self.client.nthreads().values()))
            except OSError:  # it has just gone, before the client noticed
                raise CourseError(GONE.format(self.address)) from None
            self._looked = time.monotonic()
        return self._jobs

    def submit(self, function, *arguments):
        """A Future of function(*arguments), which runs on one of the machines."""
        asked = Future()
        asked.set_running_or_notify_cancel()
        try:
            there = self.client.submit(_there, store.versions(), function, arguments, pure=False)
        except Exception as error:
            asked.set_exception(self._meaning(error))
        else:
            there.add_done_callback(lambda done: self._settle(done, asked))
        return asked

    def _settle(self, done, asked):
        """Hand over what came back; what the grader raised there is raised here as it is."""
        try:
            found, error = done.result(), None
        except (Exception, CancelledError) as raised:
            killed = type(raised).__name__ == "KilledWorker"
            theirs = done.status == "error" and not killed
            found, error = None, raised if theirs else self._meaning(raised)
        if error is None:
            asked.set_result(found)
        else:
            asked.set_exception(error)
        done.release()  # the worker need not keep it

    def _meaning(self, error):
        """Translate an error of the cluster's own."""
        if type(error).__name__ == "KilledWorker":
            return Lost("Every worker that graded it was ended, perhaps for want of memory.")
        return CourseError(GONE.format(self.address))

    def close(self):
        """Leave the cluster, which goes on; what is under way is not waited for."""
        self.client.close(timeout=1)


async def _reach(address):
    """Raise what keeps the scheduler from being reached: a Client that fails takes long to end."""
    from distributed.comm import connect
    from distributed.security import Security

    arguments = Security().get_connection_args("client")
    # Its own timeout does not hold for what takes the connection and then says nothing.
    reached = connect(address, timeout=SECONDS_TO_CONNECT, **arguments)
    comm = await asyncio.wait_for(reached, SECONDS_TO_CONNECT + 1)
    await comm.close()


def _there(versions, function, arguments):
    """On a worker: function(*arguments), for whoever has the same exercises and the same grader."""
    if store.versions() != versions:
        raise CourseError(OTHER.format(_here()))
    try:
        return function(*arguments)
    except contract.NoBox as error:
        said = f"This is so on the worker {_here()}. {probe.why_not() or error}"
        raise CourseError(keeper.REFUSED.format(said)) from None


def _here():
    from distributed import get_worker

    return get_worker().address


def _sentence(error):
    """The first line of what an error says, as a sentence."""
    lines = str(error).strip().splitlines() or ["what is there does not answer"]
    return lines[0].rstrip(".") + "."
