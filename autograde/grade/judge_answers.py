"""Judge what the sandbox saw. No learner's code runs here, and nothing here is seen by it."""

import functools
from dataclasses import dataclass, replace

from feedforward import exercises
from feedforward.checking.diagnose import EFFECTS
from feedforward.checking.exercise import Case, Exercise
from feedforward.checking.judge import draw_cases, expected_of, judge
from feedforward.checking.trace import FOREIGN
from feedforward.checking.verdict import NOT_ATTEMPTED, RAISED, Verdict

from ..sandbox.wire import contract

NOTHING = "Nothing is written here yet."
ONLY_HIDDEN = (
    "It comes out right in the cases that the notebook checks, and not in others that grading "
    "draws."
)


@dataclass(frozen=True)
class Paper:
    """An exercise as it is asked with a seed: its cases, and what is right in each."""

    exercise: Exercise
    cases: tuple[Case, ...]
    expected: tuple

    @property
    def arguments(self):
        return tuple(case.args for case in self.cases)


@functools.lru_cache(maxsize=256)
def paper(name, seed):
    """The Paper of an exercise for a seed; drawn once, since a whole class is asked the same."""
    exercise = exercises.find(name)
    cases = tuple(draw_cases(exercise, seed))
    expected = [None if exercise.law else expected_of(exercise, case) for case in cases]
    return Paper(exercise, cases, tuple(expected))


def verdict_on(asked, answer, used=()):
    """The Verdict on one try. used: what the answer's text uses, whatever its run said."""
    fault = answer.fault
    if fault:
        status = NOT_ATTEMPTED if fault.kind == contract.NOT_DEFINED else RAISED
        return _nothing(asked.exercise, status, fault.sentence)
    if not any(o.raised for o in answer.cases):
        used = set(used) - FOREIGN  # they are not in the sandbox: what has come, came without them
    seen = [replace(o, used=tuple(sorted({*o.used, *used}))) for o in answer.cases]
    return judge(asked.exercise, asked.cases, seen, asked.expected)


def not_attempted(exercise):
    """The Verdict on an exercise for which nothing was written."""
    return _nothing(exercise, NOT_ATTEMPTED, NOTHING)


def _nothing(exercise, status, message):
    return Verdict(exercise.name, status, 0.0, exercise.points, message)


def better(first, second):
    """Of the verdicts on an answer and on the same with right versions of what it builds on."""
    if second is None:
        return first
    return second if second.score > first.score or first.status == NOT_ATTEMPTED else first


def without_numbers(verdict):
    """What can be said of a verdict on hidden cases: no number, argument or exception of theirs."""
    exercise = exercises.find(verdict.name)
    known = {m.id: (m.what, m.ask) for m in exercise.mistakes} | EFFECTS
    what, ask = known.get(verdict.mistake, ("", ""))
    right = [name for name, is_right in verdict.parts.items() if is_right]
    lines = [ONLY_HIDDEN, f"{' and '.join(right)}: right." if right else "", what, ask]
    return "\n".join(line for line in lines if line)
