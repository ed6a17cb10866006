"""Who may need help, and what waits for a person: a reason a row."""

from . import book


def may_need_help(group):
    """Rows (id, name, section, reason), in order of the ids."""
    rows = [
        (label, group.learners[label], section.name, reason)
        for section in group.under_way
        for label, work in section.works.items()
        for reason in _troubles(work)
    ]
    return sorted(rows, key=lambda row: row[0])  # sections keep their order


def _troubles(work):
    if work.stage == book.MISSING:
        yield "Nothing was handed in."
    if work.asked - work.attempted >= book.SEVERAL:
        yield f"{work.asked - work.attempted} of {work.asked} exercises were not attempted."
    yield from dict.fromkeys(work.faults)


def waiting(group):
    """Rows (id, name, section, why) of what waits for a person, in order of the ids."""
    rows = [
        (label, group.learners[label], section.name, why)
        for section in group.sections
        for label, work in section.works.items()
        for why in _reasons(work)
    ]
    return sorted(rows, key=lambda row: row[0])


def _reasons(work):
    if work.stage == book.UNGRADED:
        yield "It was handed in and is not graded."
    if work.by_hand:
        plural = "s wait" if work.by_hand > 1 else " waits"
        yield f"{work.by_hand} answer{plural} for points that a person gives."
    yield from dict.fromkeys(work.looks)
