"""Try an answer that passes as its notebook runs it: with that notebook's other functions.

The check lends an answer the book's versions of earlier exercises; a notebook does not.
"""

import functools
from collections.abc import Iterator

import feedforward
from feedforward import exercises
from feedforward.own_code.wording import joined

from .borrowed_names import undefined
from .examination import SECONDS
from .judge import compare_all, draw_cases
from .observe import observe
from .time_limit import time_limit

STOPPED = {
    "KeyboardInterrupt": "was interrupted",
    "OutOfTime": f"took more than {SECONDS} seconds",
}


def try_unaided(name, function):
    """Call an answer on its first case without help -> why it cannot be used, or "", and itself.

    A function that returns an iterator is wrapped so that it returns a list, as callers expect.
    """
    missing = undefined(name, function)
    if missing:
        return _about(missing), function
    exercise, iterators = exercises.find(name), []
    use = exercise.call or (lambda answer, args: answer(*args))

    @functools.wraps(function)
    def noting(*args, **keywords):
        result = function(*args, **keywords)
        iterators.append(isinstance(result, Iterator))
        return result

    cases = draw_cases(exercise, seed=0)[:1]
    seen = observe(
        function, cases[0], parameters=exercise.parameters, watched=None,
        call=lambda _, args: use(noting, args), limit=time_limit(SECONDS),
    )  # fmt: skip
    if seen.raised and seen.raised.kind in STOPPED:
        return f"the trial of yours {STOPPED[seen.raised.kind]}", function
    if seen.raised:
        return (
            "yours passes its check with the book's functions, but with those of this notebook it "
            f"stops with {seen.raised.kind}: {seen.raised.text}".rstrip(": .")
        ), function
    if compare_all(exercise, cases, [seen])[0].fault:
        return (
            "yours passes its check with the book's functions, but not with those of this notebook "
            "that it calls"
        ), function
    return "", listing(function) if any(iterators) else function


def _about(missing):
    """Say which names a notebook lacks, and what to write instead."""
    names = joined(f"`{n}`" for n in missing)
    advice = (
        f"write {joined(f'`ff.{n}`' for n in missing)}"
        if all(hasattr(feedforward, n) for n in missing)
        else "define it first" if len(missing) == 1 else "define them first"
    )  # fmt: skip
    return f"yours calls {names}, which this notebook does not define: {advice}"


def listing(function):
    """Wrap a function so that it returns a list in place of an iterator, which lasts only once."""

    @functools.wraps(function)
    def wrapped(*args, **keywords):
        result = function(*args, **keywords)
        return list(result) if isinstance(result, Iterator) else result

    return wrapped
