"""Find the text that answers an open question whose own cell is missing or unchanged.

A converter or another editor may drop the metadata and the ids that identify a cell. Code can still
be recognised by the function that it defines, but a text only by its position.
"""


def find_texts(slots, joined, homes):
    """Take texts that the learner added as the answers to open questions without an answer.

    slots, joined, homes: see match_cells.match. Returns sentences, because a person should know
    that a text was recognised only by its position.
    """
    texts = [i for i, cell in enumerate(joined) if cell.kind != "code" and cell.source.strip()]
    own = [i for i in texts if homes[i] is None]
    notes = []
    for place, slot in enumerate(slots):
        if not slot.name or slot.cell["cell_type"] != "markdown":
            continue
        if slot.taken is not None and not slot.is_as_given(joined[slot.taken]):
            continue
        near = [i for i in own if _stands_at(i, place, homes)]
        found = near or ([] if slot.copies else own)
        if not found:
            continue
        slot.taken = found[0]
        own.remove(found[0])
        notes.append(
            f"The answer to {slot.name} is not in its own cell, so cell {found[0] + 1} of the "
            "notebook that was handed in counts as the answer."
        )
    return notes


def _stands_at(index, place, homes):
    """Return True if the cell lies between the cells before and after the slot at this place."""
    before = [home for home in homes[:index] if home is not None]
    after = [home for home in homes[index + 1 :] if home is not None]
    return (not before or before[-1] <= place) and (not after or after[0] > place)
