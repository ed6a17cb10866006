"""Judge what the sandbox observed. Learners' code does not run here, and cannot look in here."""

import hashlib
import json
from dataclasses import dataclass, replace

from feedforward import exercises
from feedforward.checking.exercise import Case, Exercise
from feedforward.checking.faults import expected_of
from feedforward.checking.judge import compare_all, draw_cases, verdict
from feedforward.checking.trace import FOREIGN
from feedforward.checking.verdict import NOT_ATTEMPTED, RAISED, Verdict

from ..sandbox.wire import contract

NOTHING = "Nothing is written here yet."
UNJUDGED = "The grader could not judge the result, which is the grader's own fault: {}"


@dataclass(frozen=True)
class Paper:
    """An exercise, with the cases drawn for one seed and the right result of each."""

    exercise: Exercise
    cases: tuple[Case, ...]
    expected: tuple


def seed_for(secret, sources, files=()):
    """Return the seed that a submission's cases are drawn with; equal answers get equal seeds.

    secret: the course's. sources: all code that the learner wrote. files: {path: bytes}, with their
    own modules among them. A number copied from feedback into another answer is of no use, because
    other cases are drawn for that answer.
    """
    paths = sorted(path for path in files if path.endswith(".py"))
    modules = [hashlib.sha256(files[path]).hexdigest() for path in paths]
    text = json.dumps([secret, *sources, *modules]).encode()
    return int.from_bytes(hashlib.sha256(text).digest()[:8], "big")


def paper(name, seed):
    """Return the Paper of an exercise for a seed."""
    exercise = exercises.find(name)
    cases = tuple(draw_cases(exercise, seed))
    expected = [None if exercise.law else expected_of(exercise, case) for case in cases]
    return Paper(exercise, cases, tuple(expected))


def trials_of(asked, answer, used=()):
    """Return the Trials of an Answer to a Paper. The Answer has no fault. used: see verdict_on."""
    if not any(o.raised for o in answer.outcomes):
        used = set(used) - FOREIGN  # not installed in the sandbox, so the answer did without them
    seen = [replace(o, used=tuple(sorted({*o.used, *used}))) for o in answer.outcomes]
    return compare_all(asked.exercise, asked.cases, seen, asked.expected)


def verdict_on(asked, answer, used=(), ask_again=None, locate=None):
    """Return the Verdict on an Answer to a Paper.

    used: banned names and foreign libraries that the answer's source uses.
    ask_again, locate: see feedforward.checking.judge.verdict.
    """
    fault = answer.fault
    if fault:
        status = NOT_ATTEMPTED if fault.kind == contract.NOT_DEFINED else RAISED
        return _nothing(asked.exercise, status, fault.sentence)
    try:
        return verdict(asked.exercise, trials_of(asked, answer, used), ask_again, locate)
    except MemoryError:  # see bounds.py
        raise
    except Exception as error:  # learners return arrays of any kind; only this exercise is lost
        text = UNJUDGED.format(f"{type(error).__name__}: {error}")
        return _nothing(asked.exercise, RAISED, text, "unjudged")


def not_attempted(exercise):
    """Return the Verdict on an exercise that the learner left blank."""
    return _nothing(exercise, NOT_ATTEMPTED, NOTHING)


def _nothing(exercise, status, message, mistake=None):
    return Verdict(exercise.name, status, 0.0, exercise.points, message, mistake)
