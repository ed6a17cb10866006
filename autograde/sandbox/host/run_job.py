"""Outside: run one job in a sandbox, and in another one if a cell ends the first.

A cell that ends its sandbox runs again in the next one, up to the statement before the one that
ended it. So whatever the cell had defined is kept, and so is everything else that the notebook
defines.
"""

import os
import time
from dataclasses import replace

from ..wire import answers, frames, last_statement
from ..wire.contract import MEMORY, NOT_RUN, TIME, Answer, CellReport, Fault, Report, Unboxed
from ..wire.limits import SHARE_OF_CELLS, seconds_of_cell
from ..wire.outputs import read_outputs
from . import payload
from .ask import GRACE, ROOM_TO_SPEAK, SECONDS_TO_END, SECONDS_TO_EXIT, Asker
from .faults import ENDINGS, fault_of
from .usage import Clock, TooMuchMemory, Watch

BYTES_A_CHARACTER = 6  # the most that JSON takes
MOST_BROKEN_QUESTIONS = 3
NOT_AT_ALL = 0  # the stop of a cell that runs no statement
HIDDEN_ERROR = "This cell raised an exception, and an earlier cell kept it from being shown."


class JobRun:
    """A job, and what is known about it so far, from all sandboxes that it took."""

    def __init__(self, job, worker):
        self.job, self.worker, self.limits = job, worker, job.limits
        self.files, self.faults = payload.files_of(job)
        self.reports, self.cell_faults, self.answers = {}, {}, {}
        self.stops = {cell: [stop] for cell, stop in job.stops.items()}  # the last one counts
        self.broken = 0  # number of sandboxes that questions have ended
        self.for_cells = self.limits.total * (SHARE_OF_CELLS if job.questions else 1)  # seconds
        self.left = self.for_cells
        self.start = time.monotonic()
        self.seconds = 0.0

    def run(self):
        """Run the job in as many sandboxes as it takes, and return the Report.

        Raises NoBox, Unboxed.
        """
        while not self._in_a_sandbox():
            pass
        return self.report()

    def report(self):
        """Return the Report of what is known so far; the rest was not run."""
        unasked = Fault(NOT_RUN, f"This was not asked: {self._why()}")
        missing = {q.id: Answer((unasked,) * q.calls) for q in self._waiting()}
        return Report(
            cells=tuple(self._cell_report(index) for index in range(len(self.job.cells))),
            answers=self.answers | missing,
            faults=tuple(self.faults),
            stops={cell: stops[-1] for cell, stops in self.stops.items()},
            seconds=self.seconds,
        )

    def _waiting(self):
        return [q for q in self.job.questions if q.id not in self.answers]

    def _why(self):
        late = time.monotonic() >= self._deadline()
        return "there was no time left." if late else "the process had already ended."

    def _cell_report(self, index):
        nothing = Fault(NOT_RUN, f"This cell was not run: {self._why()}")
        report = self.reports.get(index, CellReport(self.job.cells[index].id, [], fault=nothing))
        fault = self.cell_faults.get(index, report.fault)
        if fault is None or report.error == fault.kind:
            return replace(report, fault=fault)
        outputs = [*report.outputs, _error("Stopped", fault.sentence)]
        return replace(report, outputs=outputs, fault=fault, error="Stopped")

    # One sandbox

    def _in_a_sandbox(self):
        """Run the job as far as one sandbox goes; return True if there is nothing left to do."""
        self.progress = last_statement.make()
        try:
            return self._converse()
        finally:
            os.close(self.progress)

    def _converse(self):
        connection = self.worker.open(vars(self.limits), self.progress)
        self.watch = Watch(self.worker.process_id, self.limits.memory)
        self.asker = Asker(connection, self.watch, self.limits, self._until, self._clock)
        self.cell = self.question = error = None
        try:
            self._run_cells(connection)
            self.watch.limit += self.limits.memory
            self._ask(None, self.asker.ask_itself)
            return True
        except ENDINGS as raised:
            error = raised
        finally:
            self.asker.close()
            self.seconds += self.asker.seconds
            connection.close()
            wait = SECONDS_TO_EXIT if isinstance(error, frames.Closed) else 0
            status = self.worker.shut(wait)
        return self._after(error, status)

    def _after(self, error, status):
        """Note what ended a sandbox, and which cell or question did; return True if all is done."""
        if time.monotonic() >= self._deadline():
            self.faults.append(Fault(TIME, f"It ran for more than {self.limits.total:g} s in all."))
            return True
        if self.question is not None:
            return self._after_question(error, status)
        if self.cell is None:
            raise Unboxed("The sandbox broke before the first cell.")
        if isinstance(error, TooMuchMemory) and self._leave_out_what_takes_memory():
            return False
        self.cell_faults.setdefault(self.cell, self._fault_of_cell(error, status))
        return self._stop_before(last_statement.statement_of(self.progress, self.cell))

    def _after_question(self, error, status):
        """Note that a question has ended the sandbox; return True if no other is to be tried."""
        self.answers[self.question.id] = self.asker.answer(self.question, error, status)
        self.broken += 1
        return self.question.cells_before is None or self.broken == MOST_BROKEN_QUESTIONS

    def _stop_before(self, statement):
        """Let the cell run only up to this statement in the next sandbox.

        statement: the last one noted when the cell ended its sandbox. An earlier statement may be
        the cause, so if that does not help, the cell runs once more up to a shorter stop, and then
        not at all: its stops are [7], [7, 4] and [7, 4, NOT_AT_ALL], for example. Return True if
        the cell ended the sandbox although it was not to run at all.
        """
        before = self.stops.get(self.cell, [])
        less = len(before) < 2 and statement < min(before, default=statement + 1)
        self.stops[self.cell] = [*before, statement if less else NOT_AT_ALL]
        return before[-1:] == [NOT_AT_ALL]

    def _leave_out_what_takes_memory(self):
        """Leave out an earlier cell that took too much memory before; return True if there is one.

        In this sandbox it ran again in part, so the processes that it started are what takes the
        memory now.
        """
        for cell, fault in self.cell_faults.items():
            if cell < self.cell and fault.kind == MEMORY and self.stops[cell][-1] != NOT_AT_ALL:
                self.stops[cell].append(NOT_AT_ALL)
                return True
        return False

    # Cells

    def _run_cells(self, connection):
        stops = {cell: stops[-1] for cell, stops in self.stops.items()}
        message = {
            "cells": payload.cells_of(self.job, stops, self._waiting()),
            "files": [(name, len(data)) for name, data in self.files],
            "environment": self.job.environment,
            "figures": self.job.figures,
            "resumes": self.job.resumes,
            "left": self.left,
        }
        deadline = self._until(SECONDS_TO_END)
        frames.send(connection, message, [data for _, data in self.files], deadline)
        room = self.limits.output * BYTES_A_CHARACTER + ROOM_TO_SPEAK
        self._receive(connection, room, self._until(SECONDS_TO_END))
        for index, cell in enumerate(message["cells"]):
            self.cell = index
            room -= self._run_cell(connection, index, room)
            if cell["pause"]:
                self._ask_forks(connection, index + 1)
        message, _ = self._receive(connection, room, self._until(SECONDS_TO_END))
        if message != {"ready": True}:
            raise frames.Garbled("more cells than there are")

    def _run_cell(self, connection, index, room):
        """Wait for a cell to end; return how many bytes it has sent."""
        start = time.monotonic()
        self.allowed = seconds_of_cell(self.limits.seconds, self.left)
        try:
            deadline = self._clock(self.allowed + GRACE)
            message, size = self._receive(connection, room, deadline)
        finally:
            self.left -= time.monotonic() - start
        if not isinstance(message, dict) or message.get("cell") != index:
            raise frames.Garbled("a message about a cell other than the one that runs")
        self.seconds += time.monotonic() - start
        if index not in self.reports:  # when a cell runs again, its first report counts
            self.reports[index] = self._read_cell(message, index)
        return size

    def _read_cell(self, message, index):
        error, outputs, fault = message.get("error"), read_outputs(message.get("outputs")), None
        if error is not None and not any(o["output_type"] == "error" for o in outputs):
            outputs.append(_error(answers.text(error), HIDDEN_ERROR))
        if message.get("stopped") is True:
            fault = self._fault_of_cell(frames.Late(), 0)
            self.stops.setdefault(index, [last_statement.statement_of(self.progress, index)])
        return CellReport(
            id=self.job.cells[index].id,
            outputs=outputs,
            error=None if error is None else answers.text(error),
            fault=fault,
        )

    def _fault_of_cell(self, error, status):
        limits = replace(self.limits, seconds=round(self.allowed, 1))
        fault = fault_of(error, status, "This cell", limits)
        if fault.kind != TIME or self.allowed == self.limits.seconds:
            return fault
        most = round(self.for_cells, 1)
        return replace(fault, sentence=f"{fault.sentence} All cells together have {most:g} s.")

    # Questions

    def _ask_forks(self, connection, cells_before):
        """Ask the questions that come after this number of cells, then let the cells go on."""
        self.watch.limit += self.limits.memory  # questions are not charged for the cells' memory
        self._ask(cells_before, self.asker.ask_fork)
        self.watch.limit -= self.limits.memory
        frames.send(connection, {"go_on": True}, deadline=self._until(SECONDS_TO_END))

    def _ask(self, cells_before, ask):
        for question in [q for q in self._waiting() if q.cells_before == cells_before]:
            self.question = question
            self.answers[question.id] = ask(question)
        self.question = None

    # The connection

    def _receive(self, connection, room, deadline):
        """Return the next message of the sandbox, and how many bytes it took."""
        message, blob, _ = frames.receive(connection, max(room, 0), deadline, self.watch)
        return message, len(blob) + len(str(message))

    def _until(self, seconds):
        return min(time.monotonic() + seconds, self._deadline())

    def _clock(self, seconds):
        return Clock(seconds, self.worker.process_id, self._deadline())

    def _deadline(self):
        return self.start + self.limits.total


def _error(name, sentence):
    """Return an nbformat output that says why a cell failed."""
    return {"output_type": "error", "ename": name, "evalue": sentence, "traceback": [sentence]}
