"""Choose which code of a restored notebook to run, and find the places of its checks."""

import re

from feedforward import exercises

from ..course.masters import about
from ..intake import definitions
from ..intake.restore import ADDED, ANSWER
from ..sandbox.wire.contract import Cell

WORD = re.compile(r"[^\W\d]\w*")


class NotebookCode:
    """The code of a notebook of the book, restored from its master."""

    def __init__(self, restored, master):
        self.restored, self.master = restored, master
        cells = restored.cells
        self.written = {p: cells[p]["source"] for p in self._places() if self._is_written(p)}
        read = set().union(*map(definitions.reads, self.sources))
        self.given = given_code(master.cells, master.section, read)
        given = {master.cells[place]["id"]: source for place, source in self.given.items()}
        code = {p: given.get(cells[p]["id"]) for p in self._places()} | self.written
        self.run = {p: Cell(cells[p]["id"], code[p]) for p in sorted(code) if code[p]}
        self.words = _words(cell.source for cell in self.run.values())
        self.written_words = _words(self.sources)

    @property
    def sources(self):
        """All code that the learner wrote, in order."""
        return list(self.written.values())

    @property
    def cells(self):
        """All cells to run, in order."""
        return tuple(self.run.values())

    def run_before_check(self, name, place):
        """Count the cells that run up to an exercise's check or its answer, whichever is later.

        place: that of the answer, or None.
        """
        checks = self.master.checks
        found = [p for p, cell in enumerate(self.restored.cells) if checks.get(_id(cell)) == name]
        last = max(
            [*found[:1], *([] if place is None else [place])], default=len(self.restored.cells)
        )
        return sum(p <= last for p in self.run)

    def _places(self):
        cells = enumerate(self.restored.cells)
        return [place for place, cell in cells if cell["cell_type"] == "code"]

    def _is_written(self, place):
        origin = self.restored.origins[place]
        return origin in (ANSWER, ADDED) and place not in self.restored.blank


def _words(sources):
    return {word for source in sources for word in WORD.findall(source)}


def _id(cell):
    return about(cell).get("grade_id")


def given_code(cells, section, names_read=()):
    """Return {place: code} of the master's cells that an answer may use: see definitions.given.

    names_read: global names that the learner's code reads. Code that defines a name the section
    asks for is left out; without a section, that means the name of any exercise of the book.
    """
    of_section = exercises.SECTIONS[section].EXERCISES if section else exercises.EXERCISES.values()
    asked = {exercise.name for exercise in of_section}
    places = [place for place, cell in enumerate(cells) if cell["cell_type"] == "code"]
    code = definitions.given([cells[place]["source"] for place in places], names_read)
    return {
        place: source
        for place, source in zip(places, code, strict=True)
        if source and asked.isdisjoint(definitions.names(source))
    }
