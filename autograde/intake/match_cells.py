"""Match the cells that were handed in with the cells of the master.

Cells are matched by their grade_id, their id or their text, code also by the function that it
defines, and a text as a last resort by its position (find_texts.py).
"""

from dataclasses import dataclass, field, replace

from ..course import blanks
from . import definitions
from .find_texts import find_texts

MOST_PIECES = 8  # that an answer cell may be split into


@dataclass
class Slot:
    """A cell of the master, and the places of the cells that were handed in for it.

    name: its grade_id if it is an answer cell, else None. defines: the names that its code defines,
    if it is an answer cell. copies: the places of its copies. taken: the place of the one that
    counts, or None. followers: the places of the learner's own cells that come after it.
    """

    cell: dict
    name: str | None
    defines: tuple[str, ...]
    copies: list[int] = field(default_factory=list)
    taken: int | None = None
    followers: list[int] = field(default_factory=list)

    @property
    def source(self):
        return self.cell["source"]

    def is_as_given(self, cell):
        """Return True if a cell that was handed in still has the master's text."""
        if self.name:
            return blanks.as_ours(cell.source) == blanks.as_ours(self.source)
        return cell.source.strip() == self.source.strip()


def match(master, handed):
    """Match the cells that were handed in with the master's; return (slots, joined, homes, notes).

    slots: a Slot for each cell of the master. joined: the cells handed in, with split cells joined
    again. homes: for each of them, the place of the slot that it is a copy of, or None. notes:
    sentences about cells that were joined, or recognised only by their position.
    """
    slots = [_slot(cell) for cell in master]
    joined, notes = _join_split_cells(slots, list(handed))
    homes = _homes(slots, joined)
    for index, home in enumerate(homes):
        if home is not None:
            slots[home].copies.append(index)
    _choose(slots, joined)
    notes += find_texts(slots, joined, homes)
    return slots, joined, homes, notes


def _slot(cell):
    about = cell["metadata"].get("nbgrader", {})
    answers = bool(about.get("solution"))
    code = cell["cell_type"] == "code"
    defines = definitions.names(cell["source"]) if answers and code else ()
    return Slot(cell, about.get("grade_id") if answers else None, defines)


def _join_split_cells(slots, handed):
    """Join the pieces of answer cells that were split; return the cells, and sentences about it."""
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
    """Return the cell at an index, joined with the pieces of it that follow, and their number."""
    cell = handed[index]
    for used in range(2, MOST_PIECES + 1):
        pieces = handed[index : index + used]
        if len(pieces) < used or any(piece.kind != "code" for piece in pieces):
            break
        if all(definitions.tree(piece.source) for piece in (cell, pieces[-1])):
            break  # both make sense alone
        source = "\n".join(piece.source for piece in pieces)
        if definitions.tree(source) is not None and pieces[-1].source.strip():
            return replace(cell, source=source), used
    return cell, 1


def _homes(slots, joined):
    """Return, for each cell handed in, the place of the slot that it is a copy of, or None."""
    by_name, by_id, by_text = {}, {}, {}
    for place, slot in enumerate(slots):
        grade_id = slot.cell["metadata"].get("nbgrader", {}).get("grade_id")
        if grade_id:
            by_name[grade_id] = place
        by_id[slot.cell["id"]] = place
        by_text.setdefault((slot.cell["cell_type"], slot.source.strip()), []).append(place)
    homes = [by_name.get(cell.grade_id, by_id.get(cell.id)) for cell in joined]
    found = set(homes)
    for index, cell in enumerate(joined):
        if homes[index] is not None:
            continue
        same = by_text.get((cell.kind, cell.source.strip()), [])
        free = [place for place in same if place not in found]
        if free:
            homes[index] = free[0]
            found.add(free[0])
    return homes


def _choose(slots, joined):
    """Choose, for each answer cell, the cell handed in whose text it gets."""
    homeless = _defining(slots, joined)
    for slot in slots:
        if not slot.name:
            continue
        own = [index for index in slot.copies if not slot.is_as_given(joined[index])]
        fitting = [i for i in own if set(slot.defines) & set(definitions.names(joined[i].source))]
        choice = fitting or own or slot.copies
        choice = choice or [i for i in homeless if homeless[i] & set(slot.defines)]
        if choice:
            slot.taken = choice[0]
            homeless.pop(slot.taken, None)


def _defining(slots, joined):
    """Return {index: the names that it defines} for code cells that match no slot."""
    housed = {index for slot in slots for index in slot.copies}
    return {
        index: set(definitions.names(cell.source))
        for index, cell in enumerate(joined)
        if index not in housed and cell.kind == "code"
    }
