"""Locate the wrong entries of results: which parts, which rows, in which order."""

import itertools

import numpy as np

from .compare import close, difference, precision_of, split
from .exercise import Mistake

SOME_PARTS = "some_parts"  # the id of a Mistake
MOST_PARTS = 50  # entries of a list whose order is examined


def rows(pairs):
    """Only the first row, only the last, or all from some row on are wrong."""
    wrong = [~close(got, expected, precision) for got, expected, precision in pairs]
    if len(wrong) < 2 or any(w.ndim == 0 or len(w) < 3 for w in wrong):
        return None  # in a single case it may be chance
    by_row = [w.reshape(len(w), -1).any(axis=1) for w in wrong]
    if all(r[0] and not r[1:].any() for r in by_row):
        what = "Only the first entry (index 0) of your result is wrong."
        return Mistake("first_row", what, "What does your code do at index 0 that it should not?")
    if all(r[-1] and not r[:-1].any() for r in by_row):
        what = "Only the last entry of your result is wrong."
        return Mistake(
            "last_row",
            what,
            "How does the last entry differ from the others, in the inputs or in your code?",
        )
    if all(r[r.argmax() :].all() and 0 < r.argmax() < len(r) - 1 for r in by_row):
        what = "Your result is right up to some index, and wrong from there on."
        return Mistake("from_some_row_on", what, "What has changed when your code gets there?")
    return None


def parts_of_lists(exercise, trials):
    """Of a nested list, always the same parts are wrong: all weights, the last layer, …"""
    wrong = [t for t in trials if t.fault]
    found = [_paths(exercise, t) for t in wrong]
    if exercise.law or not wrong or any(f is None for f in found):
        return None
    name = exercise.name if found[0][0] == "result" else found[0][0]
    if all(_is_right_only_at_0(exercise, *both) for both in zip(wrong, found, strict=True)):
        return None  # such parts are right by definition, and no hint for the others
    for is_wrong, what_is_wrong, what_is_right in PATH_RULES:
        if all(all(is_wrong(p, n) == (p in bad) for p in paths) for _, paths, bad, n in found):
            if any(n > 1 for *_, n in found):
                what = f"{what_is_right.format(name)} right and {what_is_wrong.format(name)} wrong."
                ask = "What does your code do for the correct part, and what for the wrong one?"
                return Mistake(SOME_PARTS, what[0].upper() + what[1:], ask)
    return None


PATH_RULES = (
    (lambda p, n: p[-1] == 0 and len(p) > 1, "the first entry is",
     "in each pair of your {0}, the second entry is"),
    (lambda p, n: p[-1] == 1 and len(p) > 1, "the second entry is",
     "in each pair of your {0}, the first entry is"),
    (lambda p, n: p[0] != n - 1, "everything before it is", "your {0}[-1] is"),
    (lambda p, n: p[0] == n - 1, "{0}[-1] is", "everything before the last entry of your {0} is"),
    (lambda p, n: p[0] != 0, "everything after it is", "your {0}[0] is"),
    (lambda p, n: p[0] == 0, "{0}[0] is", "everything after the first entry of your {0} is"),
)  # fmt: skip


def _paths(exercise, trial):
    """Return (name of a list, paths of its arrays, the wrong ones, its length), None if no list."""
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
    return names[0], paths, bad, len(expected)


def _is_right_only_at_0(exercise, trial, found):
    name, _, bad, _ = found
    right = split(trial.expected, exercise.results)[name]
    return not any(np.any(leaf) for path, leaf in _leaves(right) if path not in bad)


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
    orders = ORDERS if len(exercise.results) > 1 else ORDERS_OF_A_LIST
    for change, what, ask in (*orders, *_permuted_results(len(exercise.results))):
        if all(_is_right_when(change, exercise, t) for t in wrong):
            return Mistake("swapped", what, ask)
    if len(exercise.results) == 1 and wrong and all(map(_is_in_another_order, wrong)):
        what = "Your list has the right entries in another order."
        ask = "In which order should the entries come?"
        return Mistake("another_order", what, ask)
    return None


def _is_in_another_order(trial):
    """Return True if a result has exactly the entries of the right list, in some order."""
    got, right = trial.observation.returned, trial.expected
    if not isinstance(right, list) or not len(got) == len(right) <= MOST_PARTS:
        return False
    left, precision = list(got), precision_of(trial.case)
    for part in right:
        at = (i for i, g in enumerate(left) if difference(g, part, "", precision) is None)
        found = next(at, None)
        if found is None:
            return False
        del left[found]
    return True


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


def _permuted_results(count):
    """Yield the orders of three or more results, as (change, what is wrong, question)."""
    what = "You return the right results in another order."
    ask = "In which order does the docstring list the results?"
    for order in itertools.permutations(range(count)) if count > 2 else ():
        yield (lambda v, order=order: [v[i] for i in order] if len(v) == count else v), what, ask


ORDERS = (
    (lambda v: v[::-1], "You return the right results in reverse order.",
     "In which order does the docstring list the results?"),
    (_turned_pairs, "The two parts of each pair are exchanged in your result.",
     "Which part of a pair comes first in the docstring?"),
)  # fmt: skip
ORDERS_OF_A_LIST = (
    (lambda v: v[::-1], "Your result has the right entries in reverse order.",
     "Which part of your code decides where each entry goes?"),
    ORDERS[1],
)  # fmt: skip
