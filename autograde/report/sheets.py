"""Make the report's tables; the page shows their first rows, and CSV files hold all of them."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from .class_data import MISSING, SEVERAL, STAGES, UNGRADED

MOST_ROWS = 500  # that the page shows; nobody would read more, and they would load slowly
LEARNER = ("learner", "name")


class LinkedFile(str):
    """The path of a file in the course, which the page shows as a link."""

    is_file = True


@dataclass(frozen=True)
class Sheet:
    """A table. rows: each as long as `head`; None is an empty cell. nothing: shown without rows."""

    file: str
    title: str
    says: str
    head: tuple[str, ...]
    rows: list[tuple]
    nothing: str = "Nothing to show yet."

    @property
    def shown(self):
        return self.rows[:MOST_ROWS]


def sheets(group):
    """Return {file: Sheet} for a Class."""
    made = (f(group) for f in (_sections, _exercises, _mistakes, _help, _waiting, _works))
    return {sheet.file: sheet for sheet in made}


def _sections(group):
    rows = []
    for section in group.under_way:
        spread = [_percent(np.quantile(section.shares, q)) for q in (0.25, 0.5, 0.75)] if (
            section.shares
        ) else [None] * 3  # fmt: skip
        stages = [section.stages[stage] for stage in STAGES]
        rows.append((section.name, section.points, *stages, *spread, section.by_hand))
    return Sheet(
        "sections.csv", "Progress by section",
        "For each section that somebody has handed in, how far the learners are, and the quartiles "
        "of their scores in % of the points, without points that a person still has to give.",
        ("section", "points", *STAGES, "lower quartile %", "median %", "upper quartile %",
         "waiting for a person's points"),
        rows, "Nobody has handed in yet.",
    )  # fmt: skip


def _percent(share):
    return None if share is None else round(100 * float(share), 1)


def _exercises(group):
    rows = [
        (a.section, a.name, a.learners, a.attempts, a.right, _percent(a.difficulty))
        for a in group.exercises.values()
    ]
    return Sheet(
        "exercises.csv", "Exercises",
        "Attempts counts the learners who wrote an answer. Difficulty is the share of the points "
        "that they missed: 0 if all are right.",
        ("section", "exercise", "learners", "attempts", "right", "difficulty %"), rows,
    )  # fmt: skip


def _mistakes(group):
    attempts = {place: asked.attempts for place, asked in group.exercises.items()}
    rows = [
        (m.section, m.exercise, m.mistake, m.learners,
         _percent(m.learners / attempts[m.section, m.exercise]), m.advice, m.example)
        for m in sorted(group.mistakes.values(), key=lambda m: -m.learners)
    ]  # fmt: skip
    head = (
        *("section", "exercise", "mistake", "learners", "% of attempts", "advice"),
        "message to one learner",
    )
    if group.hides:
        head, rows = head[:-1], [row[:-1] for row in rows]
    return Sheet(
        "mistakes.csv", "Mistakes, and the advice that was given",
        "The most frequent come first. A mistake without a name is listed under the corrected "
        "line, or else under the kind of verdict.",
        head, rows, "Nobody has made a mistake.",
    )  # fmt: skip


def _help(group):
    return Sheet(
        "help.csv", "Who may need help",
        "Learners who, in a section that others have handed in, handed in nothing, did not attempt "
        f"{SEVERAL} or more exercises, or had a fault. Those with the most reasons come first.",
        *_named(group, ("section", "reason"), _may_need_help(group)),
        "Nobody stands out.",
    )  # fmt: skip


def _may_need_help(group):
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
    if work.stage == MISSING:
        yield "Nothing was handed in."
    if work.asked - work.attempted >= SEVERAL:
        yield f"{work.asked - work.attempted} of {work.asked} exercises were not attempted."
    yield from dict.fromkeys(work.faults)


def _waiting(group):
    return Sheet(
        "waiting.csv", "Waiting for a person",
        "Work that is not graded yet or that the grader asks a person to look at, and then the "
        "answers that a person marks.",
        *_named(group, ("section", "why"), _work_that_waits(group)), "Nothing is waiting.",
    )  # fmt: skip


def _work_that_waits(group):
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
    if work.stage == UNGRADED:
        yield "It was handed in but is not graded yet."
    yield from dict.fromkeys(work.looks)


def _by_hand(work):
    if work.by_hand:
        plural = "s wait" if work.by_hand > 1 else " waits"
        yield f"{work.by_hand} answer{plural} to be marked by a person."


def _works(group):
    rows = [
        (label, group.learners[label], section.name, work.stage, work.score,
         section.points - work.open_points, work.open_points or None,
         *((work.right, work.attempted, work.asked) if work.asked else [None] * 3),
         *(() if group.hides else (LinkedFile(work.notebook), LinkedFile(work.feedback))))
        for section in group.under_way
        for label, work in section.works.items()
    ]  # fmt: skip
    rows.sort(key=lambda row: row[0])
    head = ("section", "progress", "score", "of points", "waiting points", "right", "attempted",
            "exercises", *(() if group.hides else ("work", "feedback")))  # fmt: skip
    return Sheet(
        "learners.csv", "All learners",
        "Everyone's work on the sections that somebody has handed in, sorted by id.",
        *_named(group, head, rows), "Nobody has handed in yet.",
    )  # fmt: skip


def _named(group, head, rows):
    """Return a head and rows that begin with the learner: id and name, or only a number."""
    if group.hides:
        return (LEARNER[0], *head), [(row[0], *row[2:]) for row in rows]
    return (*LEARNER, *head), rows
