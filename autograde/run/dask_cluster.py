"""Grade notebooks on other machines: the workers of a running dask.distributed scheduler.

This is an engine as in local_processes.py. Each worker process has its own sandbox, on its own
machine, and sends Results back; only the process that started the grading stores and records them.
"""

import asyncio
import logging
import time
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor

from ..errors import CourseError
from ..record import store
from ..sandbox.host import keeper
from ..sandbox.wire import contract
from .local_processes import Lost

SECONDS_TO_CONNECT = 15
SECONDS_FOR_A_WORKER = 30
EVERY = 5.0  # seconds between two checks of how many workers there are
HOW_TO_GET = (
    "Grading on other machines needs dask.distributed, which is not installed here. On this "
    'machine and on all that grade, run `pip install -e ".[cluster]"` in the book\'s repository.'
)
NOBODY = (
    "There is no scheduler of dask.distributed at {}: {} Start one with `dask scheduler`, which "
    "prints its address, such as tcp://10.0.0.5:8786."
)
NO_WORKER = (
    "The scheduler at {0} has no workers. On each machine that is to grade, start one for each "
    "processor: `dask worker {0} --nworkers auto --nthreads 1`."
)
GONE = (
    "The scheduler at {} has stopped. What was recorded is kept; start the scheduler and grade "
    "again for the rest."
)
OTHER = (
    "The worker {} has another version of the book, of Python or of NumPy than this machine, and "
    "might give other scores. Install the same versions on all machines."
)


class Cluster:
    """The workers of the scheduler at an address; if one dies, others repeat its work."""

    def __init__(self, address):
        """Connect to the scheduler. Raises CourseError if there is none, or if it has no worker."""
        try:
            from distributed import Client
        except ImportError:
            raise CourseError(HOW_TO_GET) from None
        self.address = address
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # errors are reported here
        try:
            with ThreadPoolExecutor(1) as thread:  # the caller's thread may run an event loop
                thread.submit(asyncio.run, _reach(address)).result()
            self.client = Client(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
        except Exception as error:  # anything may answer there, such as a web server
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
            except OSError:  # the scheduler has just stopped, before the client noticed
                raise CourseError(GONE.format(self.address)) from None
            self._looked = time.monotonic()
        return self._jobs

    def submit(self, function, *arguments):
        """Return a Future of function(*arguments), which runs on one of the machines."""
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
        """Pass the outcome on; an exception that the grader raised there is passed on unchanged."""
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
        done.release()  # so that the worker does not keep the result

    def _meaning(self, error):
        """Return the exception to raise for an error of the cluster itself."""
        if type(error).__name__ == "KilledWorker":
            return Lost("Every worker that graded it was ended, perhaps because memory ran out.")
        return CourseError(GONE.format(self.address))

    def close(self):
        """Disconnect from the cluster, which keeps running, without waiting for unfinished work."""
        self.client.close(timeout=1)


async def _reach(address):
    """Raise an error if the scheduler cannot be reached: a Client that fails takes long to end."""
    from distributed.comm import connect
    from distributed.security import Security

    arguments = Security().get_connection_args("client")
    # Its own timeout does not apply if something accepts the connection but then sends nothing.
    reached = connect(address, timeout=SECONDS_TO_CONNECT, **arguments)
    comm = await asyncio.wait_for(reached, SECONDS_TO_CONNECT + 1)
    await comm.close()


def _there(versions, function, arguments):
    """Return function(*arguments), on a worker; versions: those that the worker has to have.

    Raises CourseError if the worker has other versions, or no sandbox.
    """
    if store.versions() != versions:
        raise CourseError(OTHER.format(_here()))
    try:
        return function(*arguments)
    except contract.NoBox as error:
        said = f"This happened on the worker {_here()}. {error}"
        raise CourseError(keeper.REFUSED.format(said)) from None


def _here():
    from distributed import get_worker

    return get_worker().address


def _sentence(error):
    """Return the first line of an error's message, as a sentence."""
    lines = str(error).strip().splitlines() or ["it does not answer"]
    return lines[0].rstrip(".") + "."
