"""Keep one warm sandbox for this process, from its first job until the process ends."""

import atexit
import threading

from ..wire import contract

TRIES = 3  # of a job whose sandbox is ended from outside
REFUSED = (
    "Learners' code would run without protection, so nothing is graded. {} To grade without a "
    "sandbox anyway, add --unsafe."
)


class Keeper:
    """One warm sandbox, for one view of the book."""

    def __init__(self):
        self.lock = threading.RLock()
        self.worker = self.shown = None

    def run(self, section, job, packages=()):
        """Run a job and return its Report. Raises NoBox or Unboxed; no learner is to blame.

        packages: names of the distributions that the job may import in addition to packages.ALWAYS.
        """
        with self.lock:
            for tries_left in reversed(range(TRIES)):
                try:
                    return self._worker(section, packages).run(job)
                except contract.Unboxed:
                    if not tries_left:
                        raise

    def _worker(self, section, packages):
        if self.worker is None or self.shown != (section, packages):
            self.close()
            from .view import view_of
            from .worker import Worker

            self.worker = Worker(view_of(section), packages)
            self.shown = section, packages
        return self.worker

    def close(self):
        with self.lock:
            worker, self.worker = self.worker, None
            if worker is not None:
                worker.close()


_keeper = Keeper()
atexit.register(_keeper.close)
run, close = _keeper.run, _keeper.close
