"""Spaced repetition: schedule when an exercise comes back, with gaps counted in sections.

A mistake made in section s is asked about in section s + 1. Each right answer doubles the gap before
the next time: s + 1, s + 3, s + 7. After a wrong answer the next section asks again. A question
that the learner skips, alone or with its section, comes back in the next section where the learner
opens the recall questions.
"""

from feedforward.checking import progress as memory
from feedforward.checking import sections

from . import TEMPLATES


def due(section, home=None):
    """Return the names of the exercises to ask about in a Section, the longest overdue first."""
    now = _place(section)
    waiting = {}
    for earlier in sections.SECTIONS[: now - 1]:
        for exercise in earlier.exercises:
            record = memory.recall(exercise.name, home)
            if record["mistakes"] and exercise.name in TEMPLATES:
                waiting[exercise.name] = _next_time(_place(earlier), record["reviews"])
    return sorted((name for name in waiting if waiting[name] <= now), key=waiting.get)


def _place(section):
    """Return the place of a Section in the book, 1 for the first."""
    return sections.SECTIONS.index(section) + 1


def _next_time(made_in, reviews):
    """Return the place of the section that asks next; reviews: pairs (place, right or wrong)."""
    at, gap = made_in + 1, 1
    for place, right in reviews:
        gap = 2 * gap if right else 1
        at = place + gap
    return at


def mistakes(name, home=None):
    """Return the ids of the mistakes that the learner made in an exercise, the latest first."""
    return memory.recall(name, home)["mistakes"]


def note_answer(name, section, right, home=None):
    """Remember how a question about the exercise `name` was answered in a Section.

    Raises OSError if the answer cannot be written.
    """
    memory.note_review(name, _place(section), right, home)
