"""Observe an answer on every case of its exercise, then judge it."""

import contextlib
import functools
import gc
import time

from feedforward import exercises

from .effects import READY_MADE
from .exercise import Mistake
from .judge import compare_all, draw_cases, is_blank, score, verdict
from .observe import observe_answer
from .repair import Workshop, locate
from .time_limit import time_limit

SECONDS = 10  # allowed for all cases together; the course's answers take at most 0.2
ENDS = ("KeyboardInterrupt", "OutOfTime")  # exceptions after which no further case is tried


def examine(name, function, seed=0):
    """The Verdict on `function` as the answer to the exercise `name`.

    Prints nothing and raises nothing, whatever the function does, and stops it after SECONDS.
    Raises ValueError where the book has no exercise of that name.
    """
    exercise = exercises.find(name)
    with _short_collections():
        return _examine(exercise, function, seed)


@contextlib.contextmanager
def _short_collections():
    """Keep what exists out of garbage collection, whose pauses would count as the answer's time.

    In a notebook with many large objects, one pause takes tenths of a second.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _examine(exercise, function, seed):
    cases, earlier = draw_cases(exercise, seed), exercises.earlier_than(exercise.name)
    stand_ins = None
    seen = _observe(exercise, function, cases)
    trials = compare_all(exercise, cases[: len(seen)], seen)
    settled = is_blank(seen) or _ended_by(seen) in ENDS or score(trials) == 1
    if not settled and _builds_on(function, earlier):
        # What went wrong may be an earlier exercise, which has had its own verdict: try again with
        # the course's versions of those.
        second = _observe(exercise, function, cases, earlier)
        others = compare_all(exercise, cases[: len(second)], second)
        if _rank(others) > _rank(trials):
            trials, stand_ins = others, earlier

    if len(trials) < len(cases):  # an answer that was stopped is not tried again
        return verdict(exercise, trials)
    workshop = functools.cache(lambda: Workshop(function, stand_ins))
    return verdict(
        exercise,
        trials,
        ask_again=lambda found: workshop().ask_again(exercise, found),
        locate=lambda found: locate(exercise, workshop(), found),
        known=_other_order(exercise, function, cases, trials),
    )


def _other_order(exercise, function, cases, trials):
    """The Mistake of a function that takes the exercise's arguments in another order, or None.

    It counts only if the answer becomes better when it gets them in its own order.
    """
    code, expected = getattr(function, "__code__", None), list(exercise.parameters)
    taken = list(code.co_varnames[: code.co_argcount]) if code else []
    if taken == expected or sorted(taken) != sorted(expected):
        return None

    def reordered(*args):
        passed = dict(zip(expected, args, strict=False))
        return function(**passed)

    if score(compare_all(exercise, cases, _observe(exercise, reordered, cases))) <= score(trials):
        return None
    return Mistake(
        "order_of_arguments",
        f"Your function takes {', '.join(taken)}, in this order. The exercise passes "
        f"{', '.join(expected)}.",
        "Which value does each name in your `def` line get?",
    )


def _rank(trials):
    """The better of two tries ranks higher.

    Where both are wrong, the one in which an earlier answer uses something banned ranks lower.
    """
    return score(trials), not any(t.fault and t.fault.mistake == READY_MADE for t in trials)


def _observe(exercise, function, cases, stand_ins=None):
    """Return an Observation of each case, up to the one at which the answer was stopped."""
    seen, end = [], time.perf_counter() + SECONDS
    for case in cases:
        left = end - time.perf_counter()
        seen.append(
            observe_answer(exercise, function, case, stand_ins=stand_ins, limit=time_limit(left))
        )
        if _ended_by(seen) in ENDS:
            break
    return seen


def _ended_by(seen):
    return seen[-1].raised and seen[-1].raised.kind


def _builds_on(function, earlier):
    """Return True if a function could reach an earlier exercise by its name."""
    namespace = getattr(function, "__globals__", {})
    used = getattr(getattr(function, "__code__", None), "co_names", ())
    return any(n in namespace or n in used for n in earlier)
