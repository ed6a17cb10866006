"""Outside: put questions to forks of a box.

A fork costs more than what most questions take, so one fork answers them all, one after the other.
What is wrong there is asked again in a fork that has been asked nothing else: what an earlier
question has left behind, or has broken, is held against no later one.
"""

import socket
import time

from . import reading, wire
from .contract import MEGABYTE, NOT_DEFINED, NOT_RUN, Answer, Fault
from .faults import ENDINGS, fault_of

GRACE = 1.0  # seconds that a cell or a call has to heed that its time is over
SECONDS_TO_END = 10.0
SECONDS_TO_EXIT = 0.5  # that a process which has hung up may take to say how it ends
ROOM_TO_SPEAK = 4 * MEGABYTE  # what a box may send beside outputs and results


class Missing(Exception):
    """The learner has defined no such function."""


class Forks:
    """The forks of one box that answer questions.

    connection: to the box. until: gives the deadline of what may take so many seconds.
    """

    def __init__(self, connection, watch, limits, until):
        self.connection, self.watch, self.limits, self.until = connection, watch, limits, until
        self.common, self.asked, self.number = None, 0, 0
        self.seconds = 0.0  # in which calls ran

    def ask(self, question, packed):
        """The Answer of the fork that answers all, and how many others it had answered before."""
        if self.common is None:
            self.common, self.asked = self._open(), 0
        answer = self._ask(self.common, question, packed)
        self.asked += 1
        return answer, self.asked - 1

    def ask_alone(self, question, packed):
        """The Answer of a fork that is asked nothing else."""
        fork = self._open()
        try:
            return self._ask(fork, question, packed)
        finally:
            if not fork.ended:
                self._end(fork)

    def close(self):
        """Hang up; the box ends what is left."""
        if self.common is not None:
            self.common.connection.close()

    def _open(self):
        self.number += 1
        ours, theirs = socket.socketpair()
        with theirs:
            asked, deadline = {"fork": self.number}, self.until(SECONDS_TO_END)
            wire.send(self.connection, asked, deadline=deadline, descriptors=[theirs.fileno()])
        return _Fork(self.number, ours)

    def _ask(self, fork, question, packed):
        start = time.monotonic()
        seen, error = self._observe(fork, question, packed)
        status = 0
        if error is not None and not isinstance(error, Missing):
            status = self._end(fork, SECONDS_TO_EXIT if isinstance(error, wire.Closed) else 0)
        self.seconds += time.monotonic() - start
        return self._answer(question, seen, error, status)

    def _observe(self, fork, question, packed):
        """The Observations that come from a fork, and the error that ended it, or None."""
        seen, room = [], self.limits.answer + ROOM_TO_SPEAK
        try:
            deadline = self.until(self.limits.seconds + GRACE)
            wire.send(fork.connection, packed[0], [packed[1]], deadline)
            while len(seen) < len(question.cases):
                deadline = self.until(self.limits.seconds + GRACE)
                message, blob, _ = wire.receive(fork.connection, room, deadline, self.watch)
                room -= len(blob)
                if not isinstance(message, dict):
                    raise wire.Garbled("no message")
                if message.get("missing") is True:
                    raise Missing
                seen.append(reading.read_observation(message.get("seen"), blob))
        except (*ENDINGS, Missing) as error:
            return seen, error
        return seen, None

    def _end(self, fork, seconds=0):
        """End a fork, unless it ends by itself in so many seconds; give its status."""
        fork.connection.close()
        fork.ended = True
        if fork is self.common:
            self.common = None
        deadline = self.until(SECONDS_TO_END)
        wire.send(self.connection, {"end": fork.number, "seconds": seconds}, deadline=deadline)
        message, _, _ = wire.receive(self.connection, ROOM_TO_SPEAK, deadline, self.watch)
        status = message.get("ended") if isinstance(message, dict) else None
        return status if isinstance(status, int) else 0

    def _answer(self, question, seen, error, status):
        if error is None:
            return Answer(tuple(seen))
        missing = len(question.cases) - len(seen)
        if isinstance(error, Missing):
            fault = Fault(NOT_DEFINED, f"There is no function called {question.function}.")
            return Answer((*seen, *[fault] * missing))
        subject = f"The call of {question.function} in case {len(seen) + 1}"
        fault = fault_of(error, status, subject, self.limits)
        reached = Fault(NOT_RUN, f"Not called: in an earlier case, {fault.sentence}")
        return Answer((*seen, fault, *[reached] * (missing - 1)))


class _Fork:
    """A fork of a box, and our end of its socket."""

    def __init__(self, number, connection):
        self.number, self.connection, self.ended = number, connection, False
