"""Rebuild a submission from the master: its cells, in its order, with its tags and metadata.

The learner's text goes into answer cells and into cells of the learner's own, and nowhere else. A
cell that was

deleted     comes back, blank if it is an answer cell;
changed     keeps the master's text, unless it is an answer cell; the learner's version follows as a
            cell of their own;
retyped     gets the master's type, and keeps the learner's text;
split       is joined again, if its pieces make sense only together;
copied      counts once; every copy of an answer is a candidate, and the right one counts;
stripped    of its metadata is found by its id, or by the function that it defines;
moved       into the place of an open question's missing cell counts as the answer to it;
added       becomes a cell of the learner's own, after the cell that it followed.
"""

from dataclasses import dataclass

from ..course.masters import about
from . import definitions
from .match_cells import match

MASTER, ANSWER, ADDED = "master", "answer", "added"


@dataclass(frozen=True)
class Restored:
    """A notebook that can be graded.

    cells: as in nbformat 4, without outputs. origins: MASTER, ANSWER or ADDED for each of them.
    candidates: {grade_id of an answer cell: places of the cells that may hold the answer}, with the
    answer cell itself first if it has an answer. blank: places of answer cells without an answer.
    notes: sentences about faults of the submission. put_back: sentences about released cells that
    are as released again, which is not a fault. unread: whether the submission could not be read,
    so that this is the blank master.
    """

    cells: list[dict]
    origins: list[str]
    candidates: dict[str, list[int]]
    blank: frozenset[int]
    notes: tuple[str, ...] = ()
    put_back: tuple[str, ...] = ()
    unread: bool = False


def restore(master, handed):
    """Return the Restored notebook, from the master's cells and those that were handed in."""
    slots, joined, homes, notes = match(master, handed)
    before = _follow(slots, joined, homes)
    return _laid_out(slots, joined, before, [*notes, *_notes(slots)])


def _follow(slots, joined, homes):
    """Let each of the learner's own cells follow the slot that it followed when handed in.

    Returns the places of those that come before all slots.
    """
    taken = {slot.taken: place for place, slot in enumerate(slots) if slot.taken is not None}
    first, place = [], None
    for index, cell in enumerate(joined):
        home = taken.get(index, homes[index])
        if home is not None:
            place = home
        if index in taken or not cell.source.strip():
            continue
        if home is not None and slots[home].is_as_given(cell):
            continue
        (first if place is None else slots[place].followers).append(index)
    return first


def _laid_out(slots, joined, before, notes):
    cells, origins, blank = [], [], set()

    def add(cell, origin):
        cells.append(cell)
        origins.append(origin)

    for index in before:
        add(_added(joined[index], index), ADDED)
    own = {}
    for slot in slots:
        own[slot.name] = len(cells)
        if slot.name is None:
            add(slot.cell, MASTER)
        else:
            given = slot.taken is None or slot.is_as_given(joined[slot.taken])
            if given:  # deleted, or left as it was
                blank.add(len(cells))
            cell = slot.cell if given else _answered(slot.cell, joined[slot.taken])
            add(cell, ANSWER)
        for index in slot.followers:
            add(_added(joined[index], index), ADDED)
    candidates = {
        slot.name: _candidates(slot, own[slot.name], cells, origins, blank)
        for slot in slots
        if slot.name
    }
    said = tuple(_put_back(slots, joined))
    return Restored(cells, origins, candidates, frozenset(blank), tuple(notes), said)


def _candidates(slot, place, cells, origins, blank):
    """Return the places of cells that may hold an answer: its own, then others that define it."""
    found = [] if place in blank else [place]
    for other, cell in enumerate(cells):
        if other == place or other in blank or cell["cell_type"] != "code":
            continue
        if origins[other] != MASTER and set(slot.defines) & set(definitions.names(cell["source"])):
            found.append(other)
    return found


def _answered(master, cell):
    """Return the master's cell with the learner's text."""
    filled = master | {"source": cell.source}
    if cell.pictures and master["cell_type"] == "markdown":
        filled["attachments"] = cell.pictures
    return filled


def _added(cell, index):
    """Return a cell of the learner's own, without the tags and metadata that it had."""
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
        if slot.name and len(slot.copies) > 1:
            said.append(
                f"There are {len(slot.copies)} cells for {slot.name}; it counts once, with the "
                "first right answer."
            )
    return said


def _put_back(slots, joined):
    """Yield sentences about cells of the book, other than answers, that are as released again."""
    deleted, changed = [], []
    for slot in slots:
        copies = [joined[index] for index in slot.copies if joined[index].source.strip()]
        if slot.name or any(map(slot.is_as_given, copies)) or not slot.source.strip():
            continue
        (changed if copies else deleted).append(slot.cell)
    for cells, what in (
        (deleted, "deleted or emptied; the book's text is there again."),
        (changed, "changed; the book's text is there again, and the change follows it."),
    ):
        named = [about(cell)["grade_id"] for cell in cells if about(cell).get("grade_id")]
        yield from (f"{name} was {what}" for name in named)
        if others := len(cells) - len(named):
            yield f"{others} {'cells' if others > 1 else 'cell'} without points: {what}"
