"""Rebuild what was handed in from the master: its cells, in its order, with its tags and metadata.

The learner's source goes into answer cells and into cells of their own, and nowhere else. A rule
for what happens to cells:

deleted     is there again, blank where it is an answer.
changed     a cell that is not for answers keeps the master's text; what the learner made of it
            follows as a cell of their own.
retyped     has the master's type, and the learner's text.
split       is put together again where only the whole makes sense.
copied      once; of answers, each is a candidate, and the one that is right counts.
stripped    an answer whose metadata is gone is found by its id, or by the function that it defines.
elsewhere   a text in the place of an open question's missing cell is taken as its answer.
foreign     becomes a cell of the learner's own, after the cell that it follows.
"""

from dataclasses import dataclass, field, replace

from ..course import blanks
from . import definitions
from .find_texts import find_texts
from .read_notebook import Cell

MASTER, ANSWER, ADDED = "master", "answer", "added"
MOST_PIECES = 8


@dataclass(frozen=True)
class Restored:
    """A notebook that can be graded.

    cells: as nbformat 4 has them, without outputs. origins: for each MASTER, ANSWER or ADDED.
    candidates: for each answer cell, by grade_id, the places of the cells that may hold the answer,
    its own cell first where that is one. blank: places of answer cells with nothing new in them.
    notes: sentences about what had to be put right. unread: nothing could be read, and this is the
    master, blank.
    """

    cells: list[dict]
    origins: list[str]
    candidates: dict[str, list[int]]
    blank: frozenset[int]
    notes: tuple[str, ...] = ()
    unread: bool = False


@dataclass
class _Slot:
    """A cell of the master, and what was handed in for it."""

    cell: dict
    name: str | None
    defines: tuple[str, ...]
    handed: list[int] = field(default_factory=list)
    taken: int | None = None
    followers: list[int] = field(default_factory=list)

    @property
    def source(self):
        return self.cell["source"]

    def is_as_given(self, cell):
        if self.name:
            return blanks.as_ours(cell.source) == blanks.as_ours(self.source)
        return cell.source.strip() == self.source.strip()


def restore(master, handed):
    """The Restored notebook, from the cells of the master and those that were handed in."""
    slots = [_slot(cell) for cell in master]
    handed, notes = _put_together(slots, list(handed))
    homes = _homes(slots, handed)
    for index, home in enumerate(homes):
        if home is not None:
            slots[home].handed.append(index)
    _take(slots, handed)
    notes += find_texts(slots, handed, homes)
    before = _follow(slots, handed, homes)
    notes += _notes(slots)
    return _laid_out(slots, handed, before, notes)


def _slot(cell):
    about = cell["metadata"].get("nbgrader", {})
    answers = bool(about.get("solution"))
    code = cell["cell_type"] == "code"
    defines = definitions.names(cell["source"]) if answers and code else ()
    return _Slot(cell, about.get("grade_id") if answers else None, defines)


def _homes(slots, handed):
    """For each cell handed in, the place of the slot that it stands for, or None."""
    by_name, by_id, by_text = {}, {}, {}
    for place, slot in enumerate(slots):
        grade_id = slot.cell["metadata"].get("nbgrader", {}).get("grade_id")
        if grade_id:
            by_name[grade_id] = place
        by_id[slot.cell["id"]] = place
        by_text.setdefault((slot.cell["cell_type"], slot.source.strip()), []).append(place)
    homes = [by_name.get(cell.grade_id, by_id.get(cell.id)) for cell in handed]
    found = set(homes)
    for index, cell in enumerate(handed):
        if homes[index] is not None:
            continue
        same = by_text.get((cell.kind, cell.source.strip()), [])
        free = [place for place in same if place not in found]
        if free:
            homes[index] = free[0]
            found.add(free[0])
    return homes


def _put_together(slots, handed):
    """Join the pieces of answer cells that were split; return the cells, and sentences."""
    notes, joined, index = [], [], 0
    answers = {s.name for s in slots if s.name} | {s.cell["id"] for s in slots if s.name}
    while index < len(handed):
        cell, used = handed[index], 1
        if cell.kind == "code" and {cell.grade_id, cell.id} & answers:
            cell, used = _whole(handed, index)
            if used > 1:
                named = cell.grade_id or cell.id
                notes.append(f"The cell {named} was split; its {used} pieces are one cell again.")
        joined.append(cell)
        index += used
    return joined, notes


def _whole(handed, index):
    """The cell at a place with the pieces that follow it, and how many cells that are."""
    cell = handed[index]
    for used in range(2, MOST_PIECES + 1):
        pieces = handed[index : index + used]
        if len(pieces) < used or any(piece.kind != "code" for piece in pieces):
            break
        needed = (
            definitions.tree(cell.source) is None or definitions.tree(pieces[-1].source) is None
        )
        if not needed:
            break
        source = "\n".join(piece.source for piece in pieces)
        if definitions.tree(source) is not None and pieces[-1].source.strip():
            return replace(cell, source=source), used
    return cell, 1


def _take(slots, handed):
    """Choose the cell that stands in each answer's place."""
    homeless = _defining(slots, handed)
    for slot in slots:
        if not slot.name:
            continue
        own = [index for index in slot.handed if not slot.is_as_given(handed[index])]
        fitting = [i for i in own if set(slot.defines) & set(definitions.names(handed[i].source))]
        for choice in (fitting, own, slot.handed):
            if choice:
                slot.taken = choice[0]
                break
        else:
            found = next((i for i in homeless if homeless[i] & set(slot.defines)), None)
            if found is not None:
                slot.taken = found
                del homeless[found]


def _defining(slots, handed):
    """Cells that stand for no cell of the master, with the names that they define."""
    housed = {index for slot in slots for index in slot.handed}
    return {
        index: set(definitions.names(cell.source))
        for index, cell in enumerate(handed)
        if index not in housed and cell.kind == "code"
    }


def _follow(slots, handed, homes):
    """Let each cell that is the learner's own follow the slot that it followed when handed in.

    Returns the cells that come before all others.
    """
    taken = {slot.taken: place for place, slot in enumerate(slots) if slot.taken is not None}
    first, place = [], None
    for index, cell in enumerate(handed):
        home = taken.get(index, homes[index])
        if home is not None:
            place = home
        if index in taken or not cell.source.strip():
            continue
        if home is not None and slots[home].is_as_given(cell):
            continue
        (first if place is None else slots[place].followers).append(index)
    return first


def _laid_out(slots, handed, before, notes):
    cells, origins, places, blank = [], [], {}, set()

    def add(cell, origin, index):
        places[index] = len(cells)
        cells.append(cell)
        origins.append(origin)

    for index in before:
        add(_added(handed[index], index), ADDED, index)
    own = {}
    for slot in slots:
        own[slot.name] = len(cells)
        if slot.name is None:
            add(slot.cell, MASTER, None)
        else:
            given = slot.taken is None or slot.is_as_given(handed[slot.taken])
            if given:
                blank.add(len(cells))
            cell = slot.cell if given else _answered(slot.cell, handed[slot.taken])
            add(cell, ANSWER, slot.taken)
        for index in slot.followers:
            add(_added(handed[index], index), ADDED, index)
    candidates = {
        slot.name: _candidates(slot, own[slot.name], cells, origins, blank)
        for slot in slots
        if slot.name
    }
    return Restored(cells, origins, candidates, frozenset(blank), tuple(notes))


def _candidates(slot, place, cells, origins, blank):
    """Places of the cells that may hold an answer: its own, then others that define its names."""
    found = [] if place in blank else [place]
    for other, cell in enumerate(cells):
        if other == place or other in blank or cell["cell_type"] != "code":
            continue
        if origins[other] != MASTER and set(slot.defines) & set(definitions.names(cell["source"])):
            found.append(other)
    return found


def _answered(master, cell):
    """The master's cell with the learner's source."""
    filled = master | {"source": cell.source}
    if cell.pictures and master["cell_type"] == "markdown":
        filled["attachments"] = cell.pictures
    return filled


def _added(cell, index):
    """A cell of the learner's own; its tags and metadata are not taken over."""
    new = {
        "cell_type": cell.kind,
        "id": f"added-{index + 1:03}",
        "metadata": {},
        "source": cell.source,
    }
    if cell.kind == "code":
        new |= {"execution_count": None, "outputs": []}
    if cell.pictures and cell.kind == "markdown":
        new["attachments"] = cell.pictures
    return new


def _notes(slots):
    said = []
    for slot in slots:
        if slot.name and slot.taken is None:
            said.append(f"The answer cell {slot.name} is missing.")
        if slot.name and len(slot.handed) > 1:
            said.append(
                f"There are {len(slot.handed)} cells for {slot.name}; it counts once, and the "
                "first that is right is the one."
            )
    return said


def blank_cells(master):
    """The cells of a notebook in which nobody wrote anything, as if they were handed in."""
    return [
        Cell(
            cell["cell_type"],
            cell["source"],
            cell["id"],
            cell["metadata"].get("nbgrader", {}).get("grade_id"),
        )
        for cell in master
    ]
