"""Relations that are looked for only where nothing else explains a wrong result.

Each is true of every wrong result in every case, as in relations.py.
"""

from itertools import permutations

import numpy as np

from .compare import close, difference, precision_of, split
from .describe_values import number
from .exercise import Case, Mistake
from .observe import observe_answer
from .relations import naming_the_result
from .time_limit import time_limit

FEWEST_NUMBERS = 6  # fewer may agree by chance
FEWEST_BEYOND = 3  # entries that are too large or too small for the answer
SECONDS = 0.1  # for the course's answer, called with arguments that it is not meant for


def last_relation(exercise, trials):
    """The Mistake that relates wrong results to the arguments or to their own range, or None."""
    faults = [f for t in trials for f in t.faults.values() if f]
    if any(f.got is None for f in faults):
        return None
    pairs = [(f.got.astype(float), f.expected) for f in faults]
    found = (
        _other_arguments(exercise, trials)
        or _on_one_side(exercise, trials)
        or _all_alike(pairs)
        or _limit(pairs)
        or _never_beyond(exercise, trials)
    )
    return found and naming_the_result(found, exercise, trials)


def _other_arguments(exercise, trials):
    """Find other arguments for which the right function returns the answer's results."""
    wrong = {name for t in trials for name, fault in t.faults.items() if fault}
    if exercise.law or exercise.call or not _says_enough(trials, wrong):
        return None
    names = exercise.parameters[: len(trials[0].case.args)]
    changes = [
        (_replaced(place, change), f"it is given `{words.format(name)}` instead of `{name}`", name)
        for place, name in enumerate(names)
        for change, words in REPLACEMENTS
    ]
    for i, j in permutations(range(len(names)), 2):
        if i < j:
            words = f"`{names[i]}` and `{names[j]}` are exchanged"
            changes.append((_exchanged(i, j), words, names[i]))
        changes.append(
            (_copied(i, j), f"it is given `{names[j]}` instead of `{names[i]}`", names[i])
        )
    for change, words, name in changes:
        if all(_is_right_for(change, exercise, t, wrong) for t in trials):
            results = " and ".join(n for n in exercise.results if n in wrong and n != "result")
            be = "are" if " and " in results else "is"
            return Mistake(
                "other_arguments",
                f"Your {results or 'result'} {be} what the right function returns when {words}.",
                f"Where does your code use `{name}`, and what does the formula have there?",
            )
    return None


def _says_enough(trials, wrong):
    """Return True if the wrong results hold so many different numbers that none agree by chance."""
    found = [f for t in trials for n, f in t.faults.items() if n in wrong and f]
    return len({float(v) for f in found for v in np.ravel(f.got)}) >= FEWEST_NUMBERS


def _is_right_for(change, exercise, trial, wrong):
    args = change(trial.case.args)
    named = split(trial.observation.returned, exercise.results)
    if args is None or not isinstance(named, dict):
        return False
    seen = observe_answer(
        exercise, exercise.reference, Case(args), is_watched=False, limit=time_limit(SECONDS)
    )
    if seen.raised:
        return False
    right = split(seen.returned, exercise.results)
    precision = precision_of(trial.case)
    return all(difference(named[n], right[n], "", precision) is None for n in wrong)


def _replaced(place, change):
    def changed(args):
        value = args[place] if place < len(args) else None
        if not isinstance(value, (float, np.ndarray)) or np.asarray(value).dtype.kind not in "if":
            return None
        with np.errstate(all="ignore"):
            return (*args[:place], change(value), *args[place + 1 :])

    return changed


def _exchanged(i, j):
    def changed(args):
        if max(i, j) >= len(args) or not _are_alike(args[i], args[j]):
            return None
        both = list(args)
        both[i], both[j] = args[j], args[i]
        return tuple(both)

    return changed


def _copied(to, source):
    def changed(args):
        if max(to, source) >= len(args) or not _are_alike(args[to], args[source]):
            return None
        return (*args[:to], args[source], *args[to + 1 :])

    return changed


def _are_alike(one, other):
    """Return True for two arrays of one shape and kind, or two numbers."""
    kinds = (int, float, np.ndarray)
    if not isinstance(one, kinds) or not isinstance(other, kinds):
        return False
    one, other = np.asarray(one), np.asarray(other)
    return one.shape == other.shape and one.dtype.kind == other.dtype.kind


# A change of an array or a float, and how it is written.
REPLACEMENTS = (
    (lambda a: 0 * a, "0 * {0}"),
    (lambda a: 0 * a + 1, "0 * {0} + 1"),
    (lambda a: 0 * a + np.mean(a), "np.mean({0})"),
    (lambda a: -a, "-{0}"),
    (abs, "abs({0})"),
    (lambda a: a**2, "{0}**2"),
    (np.sqrt, "np.sqrt({0})"),
    (lambda a: np.sqrt(abs(a)), "np.sqrt(abs({0}))"),
    (lambda a: 2 * a, "2 * {0}"),
    (lambda a: a / 2, "{0} / 2"),
    (lambda a: 1 - a, "1 - {0}"),
    (lambda a: a + 1, "{0} + 1"),
    (lambda a: a - np.mean(a), "{0} - np.mean({0})"),
    (lambda a: np.maximum(a, 0), "np.maximum({0}, 0)"),
)


def _on_one_side(exercise, trials):
    """Find numbers among the arguments that bound where an array's entries have wrong results."""
    faults = [(f, t.case) for t in trials for f in t.faults.values() if f]
    names = exercise.parameters[: min(len(case.args) for _, case in faults)]
    if exercise.law or len(exercise.results) > 1 or not all(_is_entrywise(*f) for f in faults):
        return None
    args = faults[0][1].args[: len(names)]
    numbers = [i for i, arg in enumerate(args) if isinstance(arg, (int, float))]
    sides = [
        (lambda a, args, i=i, compare=compare: compare(a, args[i]), f"{words} `{names[i]}`")
        for compare, words in ((np.greater, "above"), (np.less, "below"))
        for i in numbers
    ]
    sides += [
        (
            lambda a, args, i=i, j=j: (a > args[i]) & (a < args[j]),
            f"between `{names[i]}` and `{names[j]}`",
        )
        for i, j in permutations(numbers, 2)
    ]
    wrong = [~close(f.got, f.expected, precision_of(case)) for f, case in faults]
    found = []
    for holds, words in sides:
        inside = [holds(case.args[0], case.args) for _, case in faults]
        right = sum((~side).sum() for side in inside)
        is_only_there = all((s | ~w).all() for s, w in zip(inside, wrong, strict=True))
        if is_only_there and right >= FEWEST_NUMBERS:
            found.append((right, words))
    if not found:
        return None
    words = max(found, key=lambda side: side[0])[1]
    return Mistake(
        "on_one_side",
        f"In these tests, your result is wrong only where `{names[0]}` is {words}.",
        f"What does your code compute where `{names[0]}` is {words}?",
    )


def _is_entrywise(fault, case):
    first = case.args[0] if case.args else None
    return isinstance(first, np.ndarray) and first.shape == fault.got.shape


def _all_alike(pairs):
    """All entries of each wrong result are one number, though those of the right ones differ."""
    several = [expected for _, expected in pairs if expected.size > 1 and np.ptp(expected)]
    if not several or not all(np.ptp(got) == 0 for got, _ in pairs if got.size):
        return None
    return Mistake(
        "all_alike",
        "In each test case, all wrong entries of your result are the same number.",
        "What should change from one entry to the next, and does it change in your code?",
    )


def _limit(pairs):
    """Entries that are exactly 0 or 1 where the right ones lie strictly between."""
    if not all(np.all((0 <= e) & (e <= 1)) for _, e in pairs) or not _are_floats(pairs):
        return None
    for got, expected in pairs:
        reached = ((got == 0) | (got == 1)) & (expected > 0.01) & (expected < 0.99)
        if reached.any():
            value, right = number(got[reached][0]), number(expected[reached][0])
            what = f"In one test case, your result is exactly {value} where {right} is right."
            ask = f"Which line of your code makes it exactly {value}?"
            return Mistake("at_the_limit", what, ask)
    return None


def _never_beyond(exercise, trials):
    """Results that are wrong exactly where the right ones lie beyond all of the answer's."""
    faults = [(f, precision_of(t.case)) for t in trials for f in t.faults.values() if f]
    if any(not f.expected.ndim or not np.isfinite(f.got).all() for f, _ in faults):
        return None
    values = np.concatenate([np.ravel(f.got) for f, _ in faults])
    lowest, highest = (values.min(), values.max()) if len(values) else (0, 0)
    wrong = [~close(f.got, f.expected, precision) for f, precision in faults]
    below = [w & (f.expected < lowest) for w, (f, _) in zip(wrong, faults, strict=True)]
    above = [w & (f.expected > highest) for w, (f, _) in zip(wrong, faults, strict=True)]
    beyond = [b | a for b, a in zip(below, above, strict=True)]
    if any((w != b).any() for w, b in zip(wrong, beyond, strict=True)):
        return None
    for (f, _), b in zip(faults, beyond, strict=True):
        ends = np.isclose(f.got[b], lowest) | np.isclose(f.got[b], highest)
        if f.expected.dtype.kind == "f" and not ends.all():
            return None  # classes and counts stop short of a number, floats are cut off at it
    if sum(map(np.sum, beyond)) < FEWEST_BEYOND:
        return None
    is_below, is_above = any(map(np.any, below)), any(map(np.any, above))
    least = min(f.expected.min() for f, _ in faults)
    most = max(f.expected.max() for f, _ in faults)
    limits = " or ".join(
        ([f"below {number(lowest, least)}"] if is_below else [])
        + ([f"above {number(highest, most)}"] if is_above else [])
    )
    return Mistake(
        "never_beyond",
        f"Your result is never {limits}, even where it should be. Everywhere else it is right.",
        f"Which line of your code keeps your result from going {limits}?",
    )


def _are_floats(pairs):
    return all(e.dtype.kind == "f" and np.isfinite(e).all() for _, e in pairs)
