"""Outside: lead one job through a box, and through another where it has ended one.

A cell that ends its box is run again in the next one as far as the statement before the one that
did it, so that what it had defined is kept, and so is all else that the notebook defines.
"""

import os
import time
from dataclasses import replace

from ..wire import answers, frames, last_statement
from ..wire.contract import BOX, MEMORY, NOT_RUN, TIME, CellReport, Fault, Report
from . import payload
from .faults import ENDINGS, fault_of
from .inquiry import Inquiry
from .memory import TooMuchMemory, Watch
from .question_process import GRACE, ROOM_TO_SPEAK, SECONDS_TO_END, SECONDS_TO_EXIT, Asking

BYTES_A_CHARACTER = 6  # that JSON may take
MOST_BROKEN_QUESTIONS = 3
QUICK = 0.05  # seconds: where all cells take less, another box costs less than forks of one


class WorkerGone(Exception):
    """The warm process does not answer any more."""


class Dialogue:
    """A job, and what is known of it so far, over all boxes that it took."""

    def __init__(self, job, again, more, worker):
        self.job, self.worker, self.limits = job, worker, job.limits
        self.inquiry = Inquiry(job, again, more)
        self.files, self.faults = payload.files_of(job)
        self.reports, self.stops, self.cell_faults = {}, {}, {}
        self.broken = 0  # boxes, by questions
        self.start = time.monotonic()
        self.seconds = 0.0

    def run(self):
        """Run the job in as many boxes as it takes, and give the Report.

        Raises NoBox, WorkerGone.
        """
        while not self._in_a_box():
            pass
        self.inquiry.is_first_round = False
        if self._cells_are_quick():
            self.inquiry.ask_for_more_of_what_waits(self._report)
        self._ask_what_waits()
        self.inquiry.ask_for_more(self._report)
        self._ask_what_waits()
        return self.report()

    def _ask_what_waits(self):
        while self.inquiry.waiting() and not self._in_a_box():
            pass
        self._give_up_what_waits()

    def _give_up_what_waits(self):
        self.inquiry.give_up_what_waits(Fault(NOT_RUN, f"This was not asked: {self._why()}"))

    def given_up(self):
        """The Report where the warm process was ended again and again: no learner is to blame."""
        self.faults.append(Fault(BOX, "The sandbox was ended from outside."))
        return self.report()

    def report(self):
        """The Report of what is known so far; the rest was not run."""
        self._give_up_what_waits()
        return self._report(self.inquiry.answers)

    def _report(self, answers):
        return Report(
            cells=tuple(self._cell_report(index) for index in range(len(self.job.cells))),
            answers={name: tuple(tries) for name, tries in answers.items()},
            faults=tuple(self.faults),
            seconds=self.seconds,
            overhead=time.monotonic() - self.start - self.seconds,
        )

    def _why(self):
        late = time.monotonic() >= self._deadline()
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
        place = last_statement.make()
        try:
            return self._in_a_box_with(place)
        finally:
            os.close(place)

    def _in_a_box_with(self, place):
        modules = payload.modules_of(self.job)
        connection = self.worker.open(payload.limits_of(self.job), place, modules)
        self.watch = Watch(self.worker.process_id, self.limits.memory)
        self.cell = self.inquiry.at_hand = None
        fault = None
        try:
            self._ask(connection, self._run_cells(connection))
            return self.inquiry.is_first_round or not self.inquiry.waiting()
        except ENDINGS as error:
            fault = error
        finally:
            connection.close()
            status = self.worker.shut(SECONDS_TO_EXIT if isinstance(fault, frames.Closed) else 0)
        return self._after(fault, status, place)

    def _after(self, error, status, place):
        """Note what ended a box, and whose doing it was; whether there is nothing left to do."""
        if time.monotonic() >= self._deadline():
            self.faults.append(Fault(TIME, f"It ran for more than {self.limits.total:g} s in all."))
            return True
        if self.inquiry.at_hand is not None:
            return self._after_question(self.inquiry.at_hand, error, status)
        if self.cell is None:
            self.faults.append(Fault(BOX, "The sandbox broke before the first cell."))
            return True
        if isinstance(error, TooMuchMemory) and self._leave_out_what_takes_memory():
            return False
        self.cell_faults.setdefault(self.cell, fault_of(error, status, "This cell", self.limits))
        return self._stop_before(last_statement.statement_of(place, self.cell))

    def _after_question(self, question, error, status):
        if self.inquiry.is_first_round:
            return True  # what has no answer that counts is asked once more
        if self.asking.answered:
            return False  # it may be an earlier one's doing: this one is the first in the next box
        if self.asking.is_last:
            self.inquiry.note(question, self.asking.answer(question, error, status))
            return False
        fault = fault_of(error, status, f"The call of {question.function}", self.limits)
        self.inquiry.give_up(question, fault)
        self.broken += 1
        if self.broken < MOST_BROKEN_QUESTIONS:
            return False
        self.inquiry.give_up_what_waits(fault)
        return True

    def _stop_before(self, statement):
        """Have the cell run next as far as this statement, which was noted last when it ended its
        box; whether it was not to run at all by now.

        What ends a box may stand before, so the cell is tried once more with less of it.
        """
        before = self.stops.get(self.cell, [])
        less = len(before) < 2 and statement < min(before, default=statement + 1)
        self.stops[self.cell] = [*before, statement if less else 0]
        return before[-1:] == [0]

    def _leave_out_what_takes_memory(self):
        """Whether an earlier cell took too much before, and was run again as far as it got.

        Then processes that it has started are what takes it now; it is not run at all any more.
        """
        for cell, fault in self.cell_faults.items():
            if cell < self.cell and fault.kind == MEMORY and self.stops[cell][-1]:
                self.stops[cell].append(0)
                return True
        return False

    # Cells

    def _run_cells(self, connection):
        """Run them; whether the process that ran them can answer questions."""
        message = {
            "cells": payload.cells_of(self.job, {c: s[-1] for c, s in self.stops.items()}),
            "files": [(name, len(data)) for name, data in self.files],
            "environment": self.job.environment,
            "figures": self.job.figures,
        }
        deadline = self._until(SECONDS_TO_END)
        frames.send(connection, message, [data for _, data in self.files], deadline)
        room = self.limits.output * BYTES_A_CHARACTER + ROOM_TO_SPEAK
        self._receive(connection, room, self._until(SECONDS_TO_END))
        for index in range(len(self.job.cells)):
            self.cell = index
            room -= self._run_cell(connection, index, room)
        message, _ = self._receive(connection, room, self._until(SECONDS_TO_END))
        if not isinstance(message, dict) or type(message.get("asking")) is not bool:
            raise frames.Garbled("more cells than there are")
        return message["asking"]

    def _run_cell(self, connection, index, room):
        """Follow a cell to its end; how many bytes it has sent."""
        start = time.monotonic()
        deadline = self._until(self.limits.seconds + GRACE)
        message, size = self._receive(connection, room, deadline)
        if not isinstance(message, dict) or message.get("cell") != index:
            raise frames.Garbled("another cell than the one that runs")
        self.seconds += time.monotonic() - start
        # Run again for further questions, a cell has nothing new to say.
        self.reports.setdefault(index, self._read_cell(message, index, start))
        return size

    def _read_cell(self, message, index, start):
        error = message.get("error")
        fault = None
        if message.get("stopped") is True:
            fault = fault_of(frames.Late(), 0, "This cell", self.limits)
        return CellReport(
            id=self.job.cells[index].id,
            outputs=answers.read_outputs(message.get("outputs")),
            error=None if error is None else answers.text(error),
            fault=fault,
            seconds=time.monotonic() - start,
        )

    # Questions

    def _ask(self, connection, can_answer):
        self.watch.allow(self.limits.memory)  # what the cells hold is not a question's doing
        self.asking = Asking(connection, can_answer, self.watch, self.limits, self._until)
        try:
            self.inquiry.ask(self.asking, self._cells_are_quick(), self._report)
        finally:
            self.asking.close()
            self.seconds += self.asking.seconds

    def _cells_are_quick(self):
        return sum(report.seconds for report in self.reports.values()) < QUICK

    # The wire

    def _receive(self, connection, room, deadline):
        """The next message of the box, and how many bytes it has taken."""
        message, blob, _ = frames.receive(connection, max(room, 0), deadline, self.watch)
        return message, len(blob) + len(str(message))

    def _until(self, seconds):
        return min(time.monotonic() + seconds, self._deadline())

    def _deadline(self):
        return self.start + self.limits.total + self.inquiry.seconds_for_nothing
