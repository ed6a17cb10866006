"""Outside: send questions to the processes of a sandbox, and collect their answers."""

import socket
import time

from ..wire import answers, frames
from ..wire.contract import NOT_DEFINED, NOT_RUN, Answer, Fault
from ..wire.limits import MEGABYTE
from . import payload
from .faults import ENDINGS, fault_of

GRACE = 1.0  # seconds beyond its limit in which the guest may still stop a cell or a call itself
SECONDS_TO_END = 10.0
SECONDS_TO_EXIT = 0.5  # that a process may take to exit after it has closed its connection
VERSIONS_PATIENCE = 5.0  # seconds to wait for the calls of versions, which the guest also limits
ROOM_TO_SPEAK = 4 * MEGABYTE  # bytes that a sandbox may send in addition to outputs and results


class Missing(Exception):
    """The learner has not defined the function."""


class Asker:
    """Asks the processes of one sandbox, over the connection to the process that runs the cells.

    until(seconds): returns the deadline for work of the sandbox itself. clock(seconds): returns a
    Clock for calls of learners' functions.
    """

    def __init__(self, connection, watch, limits, until, clock):
        self.connection, self.watch, self.limits = connection, watch, limits
        self.until, self.clock = until, clock
        self.forks = 0
        self.own = None  # the socket to the process that ran the cells, once it answers questions
        self.seconds = 0.0  # in which calls ran
        self.seen = []  # observations for the current question

    def ask_fork(self, question):
        """Return the Answer of a new fork, and end the fork. Raises what ended the sandbox."""
        self.forks += 1
        process = self._begin({"fork": self.forks})
        with process:
            error = self._ask(process, question, together=False)
        wait = SECONDS_TO_EXIT if isinstance(error, frames.Closed) else 0
        status = self._end_fork(wait)
        return self.answer(question, error, status)

    def ask_itself(self, question):
        """Return the Answer of the process that ran the cells, and leave the process running.

        All calls together have the time of one. Raises what ended the process.
        """
        if self.own is None:
            self.own = self._begin({"answer": self.forks + 1})
        error = self._ask(self.own, question, together=True)
        if error is not None and not isinstance(error, Missing):
            raise error
        return self.answer(question, error, 0)

    def close(self):
        """Close the connection; the sandbox ends the process."""
        if self.own is not None:
            self.own.close()

    def answer(self, question, error, status):
        """Return the Answer. error, status: how the question and its process ended."""
        missing = question.calls - len(self.seen)
        if error is None:
            return Answer(tuple(self.seen))
        if isinstance(error, Missing):
            fault = Fault(NOT_DEFINED, f"There is no function called {question.function}.")
            return Answer((*self.seen, *[fault] * missing))
        seen = self.seen[: question.calls - 1]
        subject = f"The call of {question.function} in case {len(seen) + 1}"
        fault = fault_of(error, status, subject, self.limits)
        rest = Fault(NOT_RUN, f"Not called: in an earlier case, {fault.sentence}")
        return Answer((*seen, fault, *[rest] * (question.calls - len(seen) - 1)))

    def _begin(self, message):
        ours, theirs = socket.socketpair()
        with theirs:
            deadline = self.until(SECONDS_TO_END)
            frames.send(self.connection, message, deadline=deadline, descriptors=[theirs.fileno()])
        return ours

    def _end_fork(self, seconds):
        """End the fork if it does not end within `seconds` by itself; return its status."""
        deadline = self.until(SECONDS_TO_END)
        message = {"end": self.forks, "seconds": seconds}
        frames.send(self.connection, message, deadline=deadline)
        # Memory is not watched here, because that of the fork is about to be freed.
        message, _, _ = frames.receive(self.connection, ROOM_TO_SPEAK, deadline)
        status = message.get("ended") if isinstance(message, dict) else None
        return status if isinstance(status, int) else 0

    def _ask(self, process, question, together):
        """Collect the Observations; return the error that ended the process, or None."""
        start = time.monotonic()
        self.seen = []
        try:
            self._observe(process, question, together)
        except (Missing, *ENDINGS) as error:
            return error
        finally:
            self.seconds += time.monotonic() - start
        return None

    def _observe(self, process, question, together):
        tree, blob = payload.question_of(question)
        room = self.limits.answer + ROOM_TO_SPEAK
        seconds = self.limits.seconds
        if question.versions:
            seconds = min(seconds, VERSIONS_PATIENCE)
        deadline = self.clock(seconds + GRACE)
        frames.send(process, {"question": tree}, [blob], deadline)
        while len(self.seen) < question.calls:
            if not together:
                deadline = self.clock(seconds + GRACE)
            message, blob, _ = frames.receive(
                process, room, deadline, self.watch, most_header=ROOM_TO_SPEAK
            )
            room -= len(blob)
            if not isinstance(message, dict):
                raise frames.Garbled("no message")
            if message.get("missing") is True:
                raise Missing
            self.seen.append(answers.read_observation(message.get("seen"), blob, self.limits.parts))
