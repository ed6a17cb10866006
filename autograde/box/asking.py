"""Outside: put questions to forks of a box.

A fork costs more than what most questions take, so one fork answers them all, one after the other.
What is wrong there is asked again in a fork that has been asked nothing before: what an earlier
question has left behind, or has broken, is held against no later one. There is one fork at a time,
since threads, files and memory of another would be missing in this one.
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
    """The fork of a box that answers questions, and those that take its place.

    connection: to the box. until: gives the deadline of what may take so many seconds.
    """

    def __init__(self, connection, watch, limits, until):
        self.connection, self.watch, self.limits, self.until = connection, watch, limits, until
        self.fork, self.number = None, 0
        self.asked, self.answered = 0, 0  # questions: of the fork that is there, of all
        self.seconds = 0.0  # in which calls ran

    def ask(self, question, packed):
        """The Answer of the fork that is there."""
        if self.fork is None:
            self._open()
        answer = self._ask(question, packed)
        self.asked, self.answered = self.asked + 1, self.answered + 1
        return answer

    def ask_anew(self, question, packed):
        """The Answer of a fork that has been asked nothing before; it is there from now on."""
        self._end()
        return self.ask(question, packed)

    def ask_alone(self, question, packed):
        """The Answer of a fork that is asked nothing else."""
        answer = self.ask_anew(question, packed)
        self._end()
        return answer

    def close(self):
        """Hang up; the box ends what is left."""
        if self.fork is not None:
            self.fork.close()

    def _open(self):
        ours, theirs = socket.socketpair()
        self.fork, self.number, self.asked = ours, self.number + 1, 0
        with theirs:
            asked, deadline = {"fork": self.number}, self.until(SECONDS_TO_END)
            wire.send(self.connection, asked, deadline=deadline, descriptors=[theirs.fileno()])

    def _ask(self, question, packed):
        start = time.monotonic()
        seen, error = self._observe(question, packed)
        status = 0
        if error is not None and not isinstance(error, Missing):
            status = self._end(SECONDS_TO_EXIT if isinstance(error, wire.Closed) else 0)
        self.seconds += time.monotonic() - start
        return self._answer(question, seen, error, status)

    def _observe(self, question, packed):
        """The Observations that come from the fork, and the error that ended it, or None.

        Where others were asked before, all cases have the time of one call: what does not come then
        is asked anew, so that no more than this is lost.
        """
        seen, room = [], self.limits.answer + ROOM_TO_SPEAK
        try:
            deadline = self.until(self.limits.seconds + GRACE)
            wire.send(self.fork, packed[0], [packed[1]], deadline)
            while len(seen) < len(question.cases):
                if not self.asked:
                    deadline = self.until(self.limits.seconds + GRACE)
                message, blob, _ = wire.receive(self.fork, room, deadline, self.watch)
                room -= len(blob)
                if not isinstance(message, dict):
                    raise wire.Garbled("no message")
                if message.get("missing") is True:
                    raise Missing
                seen.append(reading.read_observation(message.get("seen"), blob))
        except (*ENDINGS, Missing) as error:
            return seen, error
        return seen, None

    def _end(self, seconds=0):
        """End the fork that is there, unless it ends by itself in so many seconds; its status."""
        if self.fork is None:
            return 0
        self.fork.close()
        self.fork = None
        deadline = self.until(SECONDS_TO_END)
        wire.send(self.connection, {"end": self.number, "seconds": seconds}, deadline=deadline)
        # No watch: what the fork holds is about to go.
        message, _, _ = wire.receive(self.connection, ROOM_TO_SPEAK, deadline)
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
