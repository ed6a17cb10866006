"""Probes: calls of an answer in which one argument is changed, or spied on."""

import functools
from dataclasses import dataclass, field, replace

import numpy as np

from .exercise import Case, Exercise

ROLLED, LARGER, MUCH_LARGER, SMALLER = "rolled", "larger", "much larger", "smaller"
TIMES_MINUS_2 = "times -2"
SPIED = "spied on"
SHIFTED, REVERSED = "shifted", "reversed"
AGAIN = ("again", "once more")  # two further calls with the same arguments
# Changes of a whole argument; results in steps, such as classes, hide some of them.
WHOLE = (ROLLED, LARGER, MUCH_LARGER, SMALLER, TIMES_MINUS_2)


@dataclass(frozen=True)
class Probe:
    """A call of an answer in which the argument at `place` is changed, or spied on.

    `number` is the index of the trial with the original case; `exercise` says how to call the
    answer.
    """

    number: int
    place: int
    change: str
    exercise: Exercise = field(compare=False)
    case: Case = field(compare=False)


def probe_of(exercise, number, case, place, change):
    """Return the Probe of a change, or None if the argument cannot be changed like this."""
    if place >= len(case.args):
        return None
    if change == SPIED:
        if not is_function(case.args[place]):
            return None
        spied = replace(exercise, call=_spied(place, exercise.call))
        return Probe(number, place, change, spied, case)
    if change in AGAIN and place:
        return None  # nothing is changed, so that one place is enough
    changed = CHANGES[change](case.args[place])
    if changed is None:
        return None
    args = (*case.args[:place], changed, *case.args[place + 1 :])
    return Probe(number, place, change, exercise, Case(args, case.note))


@functools.cache
def _spied(place, call):
    """Return a `call` for an Exercise: its result is the inputs of the function at `place`."""

    def spied(function, args):
        inputs = []

        def spy(*given):
            inputs.append([np.array(value, copy=True) for value in given])
            return args[place](*given)

        args_with_spy = (*args[:place], spy, *args[place + 1 :])
        if call is None:
            function(*args_with_spy)
        else:
            call(function, args_with_spy)
        return inputs

    return spied


def is_function(value):
    return callable(value) and not isinstance(value, np.random.Generator)


def _rolled(value):
    """Return another value of the same kind, or None: an array has its entries moved by one."""
    if isinstance(value, np.random.Generator):
        return np.random.default_rng(12345)
    if isinstance(value, np.ndarray):
        return np.roll(value, 1, axis=-1) if value.ndim and value.shape[-1] > 1 else None
    if isinstance(value, bool) or callable(value):
        return None
    if isinstance(value, int):
        return value + 1
    if isinstance(value, float):
        return value / 2
    return _in_parts(value, _rolled)


def _enlarged(factor, slope, offset, value):
    """Return factor * value, or slope * value + offset for a whole number; None for others."""
    if is_floats(value) or isinstance(value, float):
        return value * factor
    if isinstance(value, int) and not isinstance(value, bool):
        return slope * value + offset
    return _in_parts(value, functools.partial(_enlarged, factor, slope, offset))


_larger = functools.partial(_enlarged, 1.25, 2, 3)
_much_larger = functools.partial(_enlarged, 7, 7, 5)


def _smaller(value):
    """Return a whole number less 1, or None for 1 and for anything else."""
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return value - 1 if is_whole and value > 1 else None


def _times_minus_2(value):
    return -2 * value if is_floats(value) else None


def _shifted(value):
    return value + 1 if is_floats(value) else None


def _reversed(value):
    is_array = isinstance(value, np.ndarray) and value.ndim > 0
    return value[::-1] if is_array and len(value) > 1 else None


def _same(value):
    return value


def _in_parts(value, change):
    if not isinstance(value, (list, tuple)) or not value:
        return None
    parts = [change(v) for v in value]
    return None if any(p is None for p in parts) else type(value)(parts)


def _changed_at(axis, index, factor, value):
    """Return the value with other numbers in one row, column or entry, or None."""
    if isinstance(value, (list, tuple)) and axis == 0 and len(value) > 1:
        part = _larger(value[index]) if factor > 0 else None
        after = value[index + 1 :] if index + 1 else type(value)()
        return None if part is None else type(value)((*value[:index], part, *after))
    if not isinstance(value, np.ndarray) or value.ndim <= axis or value.shape[axis] < 2:
        return None
    changed = value.copy()
    parts, before = np.moveaxis(changed, axis, 0), np.moveaxis(value, axis, 0)
    # A label takes its neighbour's value, so that it remains a label.
    parts[index] = factor * before[index] if is_floats(value) else before[1 if index == 0 else -2]
    return changed


FACTORS = (1.25, -1.25)  # where a ReLU hides one of the two changes, the other shows
AXES = {"[0]": (0, 0), "[-1]": (0, -1), "[:, 0]": (1, 0), "[:, -1]": (1, -1)}
PARTS = {part: tuple((part, factor) for factor in FACTORS) for part in AXES}
CHANGES = {
    ROLLED: _rolled,
    LARGER: _larger,
    MUCH_LARGER: _much_larger,
    SMALLER: _smaller,
    TIMES_MINUS_2: _times_minus_2,
    SPIED: None,
    SHIFTED: _shifted,
    REVERSED: _reversed,
    **dict.fromkeys(AGAIN, _same),
} | {
    (part, factor): functools.partial(_changed_at, axis, index, factor)
    for part, (axis, index) in AXES.items()
    for factor in FACTORS
}


def is_floats(value):
    return isinstance(value, np.ndarray) and value.dtype.kind == "f"
