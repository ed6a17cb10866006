"""Look for an entry that stays the same in the right result and changes in the answer's.

An argument is changed as a whole in a way that should not matter, such as the order of its rows, or
in one row or column, which should matter only in the same row or column of the result.
"""

import numpy as np

from .compare import as_array, precision_of, split
from .exercise import Mistake
from .probes import AXES, PARTS, REVERSED, SHIFTED, is_floats, probe_of

# Changes of a result, relative to its largest entry: rounding, and what no one takes for it.
ROUNDING = {"float64": 1e-9, "float32": 1e-4}
CLEAR = 1e-2


def changes_too_much(name, place, asked):
    """Return the Mistake that such an entry shows, False if there is none, None if none can be.

    name, place: of the argument that is changed. asked: the trial, see asked_again.py.
    """
    value = asked.case.args[place]
    if not asked.is_shown or asked.exercise.law or not isinstance(value, np.ndarray):
        return None
    rows = "rows" if value.ndim > 1 else "entries"
    words = {
        SHIFTED: f"1 is added to every entry of {name}",
        REVERSED: f"the {rows} of {name} are put in reverse order",
    }
    questions = {
        SHIFTED: "Which line of your code gives another result when 1 is added, and should it?",
        REVERSED: f"Which line of your code depends on the order of the {rows}, and should it?",
    }
    for part, changes in PARTS.items():
        for _, factor in changes:
            by = f"only `{name}{part}` is multiplied by {factor}"
            words[part, factor] = by if is_floats(value) else f"only `{name}{part}` changes"
    others = [a for i, a in enumerate(asked.case.args) if i != place and isinstance(a, np.ndarray)]
    groups = [((SHIFTED,), None)]
    if all(a.shape[:1] != value.shape[:1] for a in others):  # rows that belong together stay so
        groups.append(((REVERSED,), None))
    groups += [(PARTS[part], AXES[part]) for part in PARTS]
    for changes, part in groups:
        entry, change = _entry_too_many(place, changes, part, asked) or (None, None)
        if entry:
            return Mistake(
                "changes_too_much",
                f"If {words[change]}, {entry} should stay the same, but yours changes.",
                questions.get(change)
                or f"On which numbers in {name} should {entry} depend? On which does it depend in "
                "your code?",
            )
    return False


def _entry_too_many(place, changes, part, asked):
    """Find an entry that these changes leave as it is in the right result, not in the answer's.

    Return (the entry's name, the first of the changes that moves it), or None. part: the axis and
    the index of what is changed, or None if the whole argument is. A change of the whole says
    something only if the whole right result stays the same.
    """
    probes = [probe_of(asked.exercise, asked.number, asked.case, place, c) for c in changes]
    if None in probes:
        return None
    right = _arrays(asked, [asked.ours(case) for case in (asked.case, *(p.case for p in probes))])
    yours = _arrays(asked, [asked.yours, *map(asked.seen, probes)])
    for name in right.keys() & yours.keys():
        before, *after = right[name]
        if yours[name][0].shape != before.shape:
            continue
        if REVERSED in changes and before.shape[:1] == asked.case.args[place].shape[:1]:
            continue  # each entry belongs to its row, and only a palindrome stays the same
        if _is_step(before) and (part is None or part[0] or not before.ndim):
            continue
        size = _size(before)
        stays = ~_moved(before, after, ROUNDING[precision_of(asked.case)] * size)
        if part is None and not stays.all():
            continue
        if part:
            stays &= _elsewhere(before.shape, *part)
        size = max(size, _size(yours[name][0]))  # rounding in a result that is far too small
        entries = np.argwhere(stays & _moved(yours[name][0], yours[name][1:], CLEAR * size))
        if len(entries):
            index = f"[{', '.join(map(str, entries[0]))}]" if before.ndim else ""
            moves = [
                _moved(yours[name][0], [a], CLEAR * size)[tuple(entries[0])]
                for a in yours[name][1:]
            ]
            found = f"{asked.exercise.name if name == 'result' else name}{index}"
            return found, changes[moves.index(True)]
    return None


def _arrays(asked, calls):
    """The results of some calls by name, those that are finite arrays of one shape throughout."""
    named = [None if c.raised else split(c.returned, asked.exercise.results) for c in calls]
    if not all(isinstance(results, dict) for results in named):
        return {}
    found = {name: [as_array(results[name]) for results in named] for name in named[0]}
    return {name: arrays for name, arrays in found.items() if _are_alike(arrays)}


def _are_alike(arrays):
    return all(
        isinstance(a, np.ndarray)
        and a.dtype.kind in "biuf"
        and a.shape == arrays[0].shape
        and np.isfinite(a).all()
        for a in arrays
    )


def _is_step(array):
    """Return True for classes and counts, which may stay the same by chance."""
    return array.dtype.kind in "biu"


def _size(array):
    return np.abs(array.astype(float)).max(initial=0.0)


def _moved(before, after, least):
    """Return for each entry whether it has changed by more than that."""
    return np.any([np.abs(np.subtract(a, before, dtype=float)) > least for a in after], 0)


def _elsewhere(shape, axis, index):
    """Mark the entries of a result that lie in another row or column than the one changed."""
    mask = np.ones(shape, bool)
    if axis < mask.ndim:
        np.moveaxis(mask, axis, 0)[index] = False
    return mask
