"""Make one question about a learner's own code by running the code; it earns no points.

The right option, or key, is what the code computes; the wrong ones are what it computes elsewhere.
"""

import hashlib
from dataclasses import replace

from feedforward import exercises
from feedforward.checking.exercise import Case
from feedforward.checking.judge import draw_cases

from . import constants, counts, failures, shapes, values
from .recording import Recorder
from .wording import entries

# Arguments that make a call short enough to follow; these answers are called directly.
SHORTER = {"train": {"epochs": 2}}
MOST_ENTRIES = 500
KINDS = (shapes, constants, counts, values, failures)


def question_about(name, function):
    """Return a Question about a learner's right answer to an exercise, or None if none is good.

    The same code always gets the same question.
    """
    recorder, recordings = recorded(name, function)
    found = candidates(recorder, recordings)
    return chosen(found, recorder).question if found else None


def recorded(name, function):
    """Call an answer on the small cases of its exercise -> Recorder, Recordings without errors."""
    exercise, cases = _short(exercises.find(name))
    recorder = Recorder(exercise, function)
    small = [case for case in cases if recorder.places and entries(case.args) <= MOST_ENTRIES]
    recordings = [recorder.record(case) for case in small]
    return recorder, [r for r in recordings if not r.raised]


def candidates(recorder, recordings):
    """Return the Candidates of every kind."""
    return [c for kind in KINDS for c in kind.candidates(recorder, recordings)]


def _short(exercise):
    """Return an exercise and its cases, with calls short enough to follow by hand."""
    cases, shorter = draw_cases(exercise, seed=0), SHORTER.get(exercise.name)
    if shorter is None:
        return exercise, cases
    names = exercise.parameters
    changed = [
        Case(tuple(shorter.get(n, a) for n, a in zip(names, case.args, strict=True)))
        for case in cases
    ]
    return replace(exercise, call=None), changed


def chosen(found, recorder):
    """Return the best Candidate of one kind, which a hash of the learner's code selects."""
    code = "\n".join(line.code for line in recorder.lines)
    digest = int.from_bytes(hashlib.sha256(code.encode()).digest()[:8], "big")
    kinds = sorted({c.kind for c in found})
    of_kind = [c for c in found if c.kind == kinds[digest % len(kinds)]]
    return max(of_kind, key=lambda c: c.score)
