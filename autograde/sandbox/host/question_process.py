"""Outside: put questions to processes of a box.

A process costs more than what most questions take. So the box's own, in which the cells have run,
answers the last question, or all of them, and forks of it those before. There is one fork at a
time, since threads, files and memory of another would be missing in this one.
"""

import socket
import time

from ..wire import answers, frames
from ..wire.contract import MEGABYTE, NOT_DEFINED, NOT_RUN, Answer, Fault
from .faults import ENDINGS, fault_of

GRACE = 1.0  # seconds that a cell or a call has to heed that its time is over
SECONDS_TO_END = 10.0
SECONDS_TO_EXIT = 0.5  # that a process which has hung up may take to say how it ends
ROOM_TO_SPEAK = 4 * MEGABYTE  # what a box may send beside outputs and results


class Missing(Exception):
    """The learner has defined no such function."""


class Asking:
    """The process of a box that answers questions, and those that take its place.

    connection: to the box. can_answer: whether its own process can; it cannot where cells have left
    threads behind. until: gives the deadline of what may take so many seconds.
    """

    def __init__(self, connection, can_answer, watch, limits, until):
        self.connection, self.can_answer = connection, can_answer
        self.watch, self.limits, self.until = watch, limits, until
        self.process, self.number = None, 0
        self.is_last = False  # whether the process that is there is the box's own
        self.answered = 0  # questions, of all processes
        self.seen = []  # what came of the question at hand
        self.seconds = 0.0  # in which calls ran

    def ask(self, question, packed, *, together=False, last=False):
        """The Answer of the process that is there; of a new one where there is none.

        together: what came of quick calls is sent at once, and all calls have the time of one.
        last: no other process will be asked. Raises what has ended the box's own process.
        """
        if self.process is None:
            self._begin(last)
        start = time.monotonic()
        try:
            error = self._observe(question, packed, together)
            status = 0
            if error is not None and not isinstance(error, Missing):
                status = self.end(SECONDS_TO_EXIT if isinstance(error, frames.Closed) else 0)
        finally:
            self.seconds += time.monotonic() - start
        self.answered += 1
        return self.answer(question, error, status)

    def end(self, seconds=0):
        """End the fork that is there, unless it ends by itself in so many seconds; its status."""
        if self.process is None:
            return 0
        self.process.close()
        self.process = None
        deadline = self.until(SECONDS_TO_END)
        frames.send(self.connection, {"end": self.number, "seconds": seconds}, deadline=deadline)
        # No watch: what the fork holds is about to go.
        message, _, _ = frames.receive(self.connection, ROOM_TO_SPEAK, deadline)
        status = message.get("ended") if isinstance(message, dict) else None
        return status if isinstance(status, int) else 0

    def close(self):
        """Hang up; the box ends what is left."""
        if self.process is not None:
            self.process.close()

    def _begin(self, last):
        ours, theirs = socket.socketpair()
        self.process, self.number = ours, self.number + 1
        self.is_last = last and self.can_answer
        asked = {"answer" if self.is_last else "fork": self.number}
        with theirs:
            deadline = self.until(SECONDS_TO_END)
            frames.send(self.connection, asked, deadline=deadline, descriptors=[theirs.fileno()])

    def _observe(self, question, packed, together):
        """Note the Observations that come; the error that has ended a fork, or None."""
        self.seen, room = [], self.limits.answer + ROOM_TO_SPEAK
        try:
            deadline = self.until(self.limits.seconds + GRACE)
            asked = {"question": packed[0], "together": together}
            frames.send(self.process, asked, [packed[1]], deadline)
            while len(self.seen) < len(question.cases):
                if not together:
                    deadline = self.until(self.limits.seconds + GRACE)
                message, blob, _ = frames.receive(self.process, room, deadline, self.watch)
                room -= len(blob)
                if not isinstance(message, dict):
                    raise frames.Garbled("no message")
                if message.get("missing") is True:
                    raise Missing
                self.seen += answers.read_observations(message.get("seen"), blob)
            if len(self.seen) > len(question.cases):
                raise frames.Garbled("more observations than there are cases")
        except Missing as error:
            return error
        except ENDINGS as error:
            if self.is_last:
                raise
            return error
        return None

    def answer(self, question, error, status):
        """The Answer to a question, after what has come of it, and how its process has ended."""
        missing = len(question.cases) - len(self.seen)
        if error is None:
            return Answer(tuple(self.seen))
        if isinstance(error, Missing):
            fault = Fault(NOT_DEFINED, f"There is no function called {question.function}.")
            return Answer((*self.seen, *[fault] * missing))
        seen = self.seen[: len(question.cases) - 1]
        subject = f"The call of {question.function} in case {len(seen) + 1}"
        fault = fault_of(error, status, subject, self.limits)
        reached = Fault(NOT_RUN, f"Not called: in an earlier case, {fault.sentence}")
        return Answer((*seen, fault, *[reached] * (len(question.cases) - len(seen) - 1)))
