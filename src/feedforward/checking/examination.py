"""Observe an answer on every case of its exercise, then judge it."""

from feedforward import exercises

from .diagnose import STOPPED
from .judge import draw_cases, judge
from .observe import observe_answer


def examine(name, function, seed=0):
    """The Verdict on `function` as the answer to the exercise `name`.

    Prints nothing and raises nothing, whatever the function does, short of never returning.
    Raises ValueError where the book has no exercise of that name.
    """
    exercise = exercises.find(name)
    cases = draw_cases(exercise, seed)
    verdict = _examine_once(exercise, function, cases, stand_ins=None)
    if verdict.passed or verdict.mistake == STOPPED or not _builds_on(function, name):
        return verdict
    # What went wrong may be an earlier exercise, which has had its own verdict: try again with the
    # book's versions of those.
    second = _examine_once(exercise, function, cases, stand_ins=exercises.earlier_than(name))
    return second if second.score > verdict.score else verdict


def _examine_once(exercise, function, cases, stand_ins):
    seen = []
    for case in cases:
        seen.append(observe_answer(exercise, function, case, stand_ins=stand_ins))
        if seen[-1].raised and seen[-1].raised.kind == "KeyboardInterrupt":
            break  # whoever stops a check wants no further case
    return judge(exercise, cases[: len(seen)], seen)


def _builds_on(function, name):
    """Whether a function could reach an earlier exercise by its name."""
    namespace = getattr(function, "__globals__", {})
    used = getattr(getattr(function, "__code__", None), "co_names", ())
    return any(n in namespace or n in used for n in exercises.earlier_than(name))
