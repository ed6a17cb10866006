"""Outside: lead one job through a box, and through another where it has ended one.

A cell that ends its box is run again in the next one as far as the statement before the one that
did it, so that what it had defined is kept, and so is all else that the notebook defines.
"""

import time
from dataclasses import replace

from . import parcels, reading, wire
from .asking import GRACE, ROOM_TO_SPEAK, SECONDS_TO_END, SECONDS_TO_EXIT, Forks
from .contract import (
    BOX,
    MEMORY,
    NOT_DEFINED,
    NOT_RUN,
    TIME,
    Answer,
    CellReport,
    Fault,
    Report,
)
from .faults import ENDINGS, fault_of
from .watch import TooMuchMemory, Watch

BYTES_A_CHARACTER = 6  # that JSON may take
MOST_BROKEN_QUESTIONS = 3


class WorkerGone(Exception):
    """The warm process does not answer any more."""


class Dialogue:
    """A job, and what is known of it so far, over all boxes that it took."""

    def __init__(self, job, again, more, worker):
        self.job, self.again, self.more = job, again, more
        self.worker, self.limits = worker, job.limits
        self.files, self.faults = parcels.files_of(job)
        self.questions = []  # each with what goes in
        self._take_up(job.questions)
        self.reports, self.stops, self.cell_faults = {}, {}, {}
        self.answers, self.broken = {}, 0
        self.start = time.monotonic()
        self.deadline = self.start + self.limits.total
        self.seconds = 0.0

    def run(self):
        """Run the job in as many boxes as it takes, and give the Report.

        Raises NoBox, WorkerGone.
        """
        while not self._in_a_box():
            pass
        if self.more is not None:
            more, self.more = self.more, None
            self._take_up(more(self.report()))
        # In a box of their own: what has seen the first questions could tell of them here.
        while not self._is_answered() and not self._in_a_box():
            pass
        return self.report()

    def given_up(self):
        """The Report when the sandbox itself was ended again and again, by something outside."""
        self.faults.append(Fault(BOX, "Something outside ended the sandbox again and again."))
        return self.report()

    def _is_answered(self):
        return all(question.id in self.answers for question, _ in self.questions)

    def report(self):
        """The Report of what is known so far; the rest was not run."""
        for question, _ in self.questions:
            nothing = Fault(NOT_RUN, f"This was not asked: {self._why()}")
            self.answers.setdefault(question.id, [Answer((nothing,) * len(question.cases))])
        return Report(
            cells=tuple(self._cell_report(index) for index in range(len(self.job.cells))),
            answers={name: tuple(tries) for name, tries in self.answers.items()},
            faults=tuple(self.faults),
            seconds=self.seconds,
            overhead=time.monotonic() - self.start - self.seconds,
        )

    def _why(self):
        late = time.monotonic() >= self.deadline
        return "there was no time left." if late else "what came before ended the process again."

    def _cell_report(self, index):
        nothing = Fault(NOT_RUN, f"This cell was not run: {self._why()}")
        report = self.reports.get(index, CellReport(self.job.cells[index].id, [], fault=nothing))
        fault = self.cell_faults.get(index, report.fault)
        if fault is None or report.error == fault.kind:
            return replace(report, fault=fault)
        said = {"output_type": "error", "ename": "Stopped", "evalue": fault.sentence}
        outputs = [*report.outputs, said | {"traceback": [fault.sentence]}]
        return replace(report, outputs=outputs, fault=fault, error="Stopped")

    # One box

    def _in_a_box(self):
        """Go as far as one box goes; whether that was to the end."""
        connection = self.worker.open(parcels.limits_of(self.job), parcels.modules_of(self.job))
        self.watch = Watch(self.worker.process_id, self.limits.memory)
        self.cell, self.statement, self.question = None, 0, None
        fault = None
        try:
            self._run_cells(connection)
            self._ask_all(connection)
            return True
        except ENDINGS as error:
            fault = error
        finally:
            connection.close()
            status = self.worker.shut(SECONDS_TO_EXIT if isinstance(fault, wire.Closed) else 0)
        return self._after(fault, status)

    def _after(self, error, status):
        """Note what ended a box, and whose doing it was; whether there is nothing left to do."""
        if time.monotonic() >= self.deadline:
            self.faults.append(Fault(TIME, f"It ran for more than {self.limits.total:g} s in all."))
            return True
        if self.question is not None:
            fault = fault_of(error, status, f"The call of {self.question.function}", self.limits)
            self.broken += 1
            self._give_up(self.question, fault)
            if self.broken < MOST_BROKEN_QUESTIONS:
                return False
            for question, _ in self.questions:
                self._give_up(question, fault)
            return True
        if self.cell is None:
            self.faults.append(Fault(BOX, "The sandbox broke before the first cell."))
            return True
        if isinstance(error, TooMuchMemory) and self._leave_out_what_takes_memory():
            return False
        before = self.stops.get(self.cell)
        self.cell_faults.setdefault(self.cell, fault_of(error, status, "This cell", self.limits))
        self.stops[self.cell] = 0 if before is not None else self.statement
        return before == 0

    def _leave_out_what_takes_memory(self):
        """Whether an earlier cell took too much before, and was run again as far as it got.

        Then processes that it has started are what takes it now; it is not run at all any more.
        """
        for cell, fault in self.cell_faults.items():
            if cell < self.cell and fault.kind == MEMORY and self.stops[cell]:
                self.stops[cell] = 0
                return True
        return False

    def _give_up(self, question, fault):
        self.answers.setdefault(question.id, [Answer((fault,) * len(question.cases))])

    # Cells

    def _run_cells(self, connection):
        message = {
            "cells": parcels.cells_of(self.job, self.stops),
            "files": [(name, len(data)) for name, data in self.files],
            "environment": self.job.environment,
            "figures": self.job.figures,
        }
        deadline = self._until(SECONDS_TO_END)
        wire.send(connection, message, [data for _, data in self.files], deadline)
        room = self.limits.output * BYTES_A_CHARACTER + ROOM_TO_SPEAK
        for index in range(len(self.job.cells)):
            self.cell, self.statement = None if index == 0 else index, 0
            room -= self._run_cell(connection, index, room)
        message, _ = self._receive(connection, room, self._until(SECONDS_TO_END))
        if message != {"asking": True}:
            raise wire.Garbled("more cells than there are")

    def _run_cell(self, connection, index, room):
        """Follow a cell to its end; how many bytes it has sent."""
        taken, start = 0, time.monotonic()
        deadline = self._until(self.limits.seconds + GRACE)
        while True:
            message, size = self._receive(connection, room - taken, deadline)
            taken += size
            if not isinstance(message, dict) or message.get("cell") != index:
                raise wire.Garbled("another cell than the one that runs")
            self.cell = index
            if "outputs" in message:
                self.seconds += time.monotonic() - start
                # Run again for further questions, a cell has nothing new to say.
                report = self._read_cell(message, index, start)
                self.reports.setdefault(index, report)
                return taken
            self.statement = reading.whole(message.get("statement", 0))

    def _read_cell(self, message, index, start):
        error = message.get("error")
        fault = None
        if message.get("stopped") is True:
            fault = fault_of(wire.Late(), 0, "This cell", self.limits)
        return CellReport(
            id=self.job.cells[index].id,
            outputs=reading.read_outputs(message["outputs"]),
            error=None if error is None else reading.text(error),
            fault=fault,
            seconds=time.monotonic() - start,
        )

    # Questions

    def _take_up(self, questions):
        self.questions += [(asked, parcels.question_of(asked, False)) for asked in questions]

    def _ask_all(self, connection):
        self.watch.allow(self.limits.memory)  # what the cells hold is not a question's doing
        forks = Forks(connection, self.watch, self.limits, self._until)
        try:
            for question, packed in self.questions:
                if question.id not in self.answers:
                    self.question = question
                    self.answers[question.id] = list(self._tries(forks, question, packed))
        finally:
            forks.close()
            self.seconds += forks.seconds

    def _tries(self, forks, question, packed):
        """The first Answer to a question, and the second if it is asked again with stand-ins."""
        first = self._first(forks, question, packed)
        yield first
        if question.stand_ins and self._is_wrong(question, first):
            yield forks.ask_alone(question, parcels.question_of(question, True))

    def _first(self, forks, question, packed):
        if self.again is None:
            return forks.ask_alone(question, packed)
        answer, others = forks.ask(question, packed)
        if others and self._is_wrong(question, answer) and not _is_missing(answer):
            return forks.ask_alone(question, packed)
        return answer

    def _is_wrong(self, question, answer):
        return self.again is not None and self.again(question, answer)

    # The wire

    def _receive(self, connection, room, deadline):
        """The next message of the box, and how many bytes it has taken."""
        message, blob, _ = wire.receive(connection, max(room, 0), deadline, self.watch)
        return message, len(blob) + len(str(message))

    def _until(self, seconds):
        return min(time.monotonic() + seconds, self.deadline)


def _is_missing(answer):
    return answer.fault is not None and answer.fault.kind == NOT_DEFINED
