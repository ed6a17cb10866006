"""Locate the wrong entries of results: which parts, which rows, for which inputs."""

import numpy as np

from .compare import close, difference, precision_of, split
from .exercise import Mistake

FEWEST_RIGHT = 0.2  # of all entries, to say that only some are wrong


def rows(pairs):
    """Only the first row, only the last, or all from some row on are wrong."""
    wrong = [~close(got, expected, precision) for got, expected, precision in pairs]
    if any(w.ndim == 0 or len(w) < 3 for w in wrong):
        return None
    by_row = [w.reshape(len(w), -1).any(axis=1) for w in wrong]
    if all(r[0] and not r[1:].any() for r in by_row):
        what = "Only the first entry (index 0) of your result is wrong."
        return Mistake("first_row", what, "What does your code do at index 0 that it should not?")
    if all(r[-1] and not r[:-1].any() for r in by_row):
        what = "Only the last entry of your result is wrong."
        return Mistake("last_row", what, "Does your code reach the last index?")
    if all(r[r.argmax() :].all() and 0 < r.argmax() < len(r) - 1 for r in by_row):
        what = "Your result is right up to some index, and wrong from there on."
        return Mistake("from_some_row_on", what, "What has changed when your code gets there?")
    return None


def signs_of_inputs(exercise, trials):
    """Entry by entry, exactly those are wrong for which one argument is negative, or 0, …"""
    cases = [t for t in trials if not _is_whole(t)]
    if len(cases) < len(trials) or exercise.law or len(exercise.results) > 1:
        return None
    for place, name in enumerate(exercise.parameters):
        for test, words in INPUT_TESTS:
            found = [_agrees(t, place, test) for t in cases]
            if all(f is not None for f in found) and all(f[0] for f in found):
                wrong, right = sum(f[1] for f in found), sum(f[2] for f in found)
                if wrong and right >= FEWEST_RIGHT * (wrong + right):
                    what = f"Your result is wrong exactly where {name} {words}."
                    ask = f"What does your code compute where {name} {words}?"
                    return Mistake(f"where_{name}_{words.replace(' ', '_')}", what, ask)
    return None


INPUT_TESTS = (
    (lambda a: a < 0, "is negative"),
    (lambda a: a > 0, "is positive"),
    (lambda a: a == 0, "is 0"),
    (lambda a: np.abs(a) > 1, "is above 1 or below -1"),
)


def _is_whole(trial):
    """Return True if a fault is of the whole call or of form, so that entries mean nothing."""
    return any(f and f.got is None for f in trial.faults.values())


def _agrees(trial, place, test):
    """(wrong entries are just where the test holds, how many are wrong, how many right) or None."""
    if place >= len(trial.case.args):
        return None
    arg, fault = trial.case.args[place], trial.fault
    if not isinstance(arg, np.ndarray) or not arg.ndim:
        return None
    holds = test(arg)
    if fault is None:
        return not holds.any(), 0, holds.size
    if fault.path or fault.got.shape != arg.shape:
        return None
    wrong = ~close(fault.got, fault.expected, precision_of(trial.case))
    return bool((wrong == holds).all()), wrong.sum(), (~wrong).sum()


def parts_of_lists(exercise, trials):
    """Of a nested list, always the same parts are wrong: all weights, the last layer, …"""
    wrong = [t for t in trials if t.fault]
    found = [_paths(exercise, t) for t in wrong]
    if exercise.law or not wrong or any(f is None for f in found):
        return None
    name = exercise.results[0] if exercise.results[0] != "result" else exercise.name
    for is_wrong, what_is_wrong, what_is_right in PATH_RULES:
        if all(all(is_wrong(p, n) == (p in bad) for p in paths) for paths, bad, n in found):
            if any(n > 1 for _, _, n in found):
                what = f"{what_is_right.format(name)} right and {what_is_wrong.format(name)} wrong."
                start = what if what.startswith(name) else what[0].upper() + what[1:]
                return Mistake("some_parts", start, "How does your code "
                               "compute the two differently?")  # fmt: skip
    return None


PATH_RULES = (
    (lambda p, n: p[-1] == 0 and len(p) > 1, "the first part of each pair in {0} is",
     "the second part of each pair in {0} is"),
    (lambda p, n: p[-1] == 1 and len(p) > 1, "the second part of each pair in {0} is",
     "the first part of each pair in {0} is"),
    (lambda p, n: p[0] != n - 1, "everything before it is", "{0}[-1] is"),
    (lambda p, n: p[0] == n - 1, "{0}[-1] is", "everything before the last entry of {0} is"),
    (lambda p, n: p[0] != 0, "everything after it is", "{0}[0] is"),
    (lambda p, n: p[0] == 0, "{0}[0] is", "everything after the first entry of {0} is"),
)  # fmt: skip


def _paths(exercise, trial):
    """(paths of all arrays, those that are wrong, length of the list), None for another form."""
    named = split(trial.observation.returned, exercise.results)
    right = split(trial.expected, exercise.results)
    if not isinstance(named, dict) or not isinstance(right, dict):
        return None
    names = [n for n in right if isinstance(right[n], list) and trial.faults.get(n)]
    if len(names) != 1:
        return None
    got, expected = named[names[0]], right[names[0]]
    precision = precision_of(trial.case)
    paths, bad = [], set()
    for path, leaf in _leaves(expected):
        value = _at(got, path)
        if value is None:
            return None
        paths.append(path)
        if difference(value, leaf, "", precision):
            bad.add(path)
    return paths, bad, len(expected)


def _leaves(value, path=()):
    if isinstance(value, list):
        for i, item in enumerate(value):
            yield from _leaves(item, (*path, i))
    else:
        yield path, value


def _at(value, path):
    for i in path:
        if isinstance(value, np.ndarray):
            value = list(value) if value.ndim else None
        if not isinstance(value, list) or i >= len(value):
            return None
        value = value[i]
    return value


def order_of_results(exercise, trials):
    """The right results in another order: (db, dW) for (dW, db), or pairs turned round."""
    wrong = [t for t in trials if t.fault]
    if exercise.law or not all(isinstance(t.observation.returned, list) for t in wrong):
        return None
    for change, what, ask in ORDERS:
        if all(_is_right_when(change, exercise, t) for t in wrong):
            return Mistake("swapped", what, ask)
    return None


def _is_right_when(change, exercise, trial):
    changed = change(trial.observation.returned)
    named, right = split(changed, exercise.results), split(trial.expected, exercise.results)
    if not isinstance(named, dict) or not isinstance(right, dict):
        return False
    precision = precision_of(trial.case)
    return all(difference(named[n], right[n], "", precision) is None for n in right)


def _turned_pairs(value):
    if isinstance(value, list) and len(value) == 2 and not isinstance(value[0], list):
        return value[::-1]
    return [_turned_pairs(v) for v in value] if isinstance(value, list) else value


ORDERS = (
    (lambda v: v[::-1], "You return the right results in reverse order.",
     "In which order does the docstring list the results?"),
    (_turned_pairs, "The two parts of each pair are exchanged in your result.",
     "Which part of a pair comes first in the docstring?"),
)  # fmt: skip
