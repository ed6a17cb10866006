"""List students who may need help and answers that await a grade, with the reasons."""

from collections import Counter

from . import class_data


def may_need_help(group):
    """Return rows (id, name, section, reason), learners with the most reasons first, then by id."""
    rows = [
        (label, group.learners[label], section.name, reason)
        for section in group.under_way
        for label, work in section.works.items()
        for reason in _troubles(work)
    ]
    reasons = Counter(label for label, *_ in rows)
    return sorted(rows, key=lambda row: (-reasons[row[0]], row[0]))  # sections keep their order


def _troubles(work):
    if work.stage == class_data.MISSING:
        yield "Nothing was handed in."
    if work.asked - work.attempted >= class_data.SEVERAL:
        yield f"{work.asked - work.attempted} of {work.asked} exercises were not attempted."
    yield from dict.fromkeys(work.faults)


def waiting(group):
    """Return rows (id, name, section, why) for the work that a person has to look at, by id.

    Answers to be marked come last: every learner may have one, so they would hide the rest.
    """
    return [
        (label, group.learners[label], section.name, why)
        for found in (_unusual, _by_hand)
        for label, section, work in _by_learner(group)
        for why in found(work)
    ]


def _by_learner(group):
    works = [(label, s, work) for s in group.sections for label, work in s.works.items()]
    return sorted(works, key=lambda found: found[0])


def _unusual(work):
    if work.stage == class_data.UNGRADED:
        yield "It was handed in but is not graded yet."
    yield from dict.fromkeys(work.looks)


def _by_hand(work):
    if work.by_hand:
        plural = "s wait" if work.by_hand > 1 else " waits"
        yield f"{work.by_hand} answer{plural} to be marked by a person."
