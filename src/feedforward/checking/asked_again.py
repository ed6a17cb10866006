"""Ask an answer again with one argument changed, to see whether the argument has its effect.

No learner's code runs here. `probes_of` lists the calls to make, and `asked_again` reads their
Observations, wherever they were made.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .changes_too_much import changes_too_much
from .compare import as_array, flat
from .diagnose import shown
from .exercise import Case, Exercise, Mistake
from .observe import Observation, observe_answer
from .probes import AGAIN, CHANGES, PARTS, SPIED, TIMES_MINUS_2, WHOLE, is_floats, probe_of

SLOWEST = 0.1  # an answer that takes longer than this is not asked again
MOST_TRIALS = 3
SAME_RESULT = "Your result stayed the same when a test changed only"


@dataclass(frozen=True)
class _Asked:
    """A trial to ask again: its own Observation, and seen(probe), the Observation of a Probe.

    `is_shown` says whether its inputs are those in the message.
    """

    exercise: Exercise
    number: int
    case: Case
    yours: Observation
    seen: Callable
    is_shown: bool

    def ours(self, case):
        return observe_answer(self.exercise, self.exercise.reference, case)


def probes_of(exercise, trials):
    """Return every Probe whose Observation `asked_again` may need."""
    return [
        probe
        for number, trial in _worth_asking(trials)
        for place in range(len(exercise.parameters))
        for change in CHANGES
        if (probe := probe_of(exercise, number, trial.case, place, change))
    ]


def asked_again(exercise, trials, seen):
    """Return the Mistake that shows when an argument is changed, or None.

    seen(probe): the Observation of the learner's answer to a Probe.
    """
    asked = [
        _Asked(exercise, number, trial.case, trial.observation, seen, trial is shown(trials))
        for number, trial in _worth_asking(trials)
    ]
    for look in LOOKS:
        for place, name in enumerate(exercise.parameters):
            # True and false are what a case shows; None is what it cannot tell.
            told = [look(name, place, a) for a in asked if place < len(a.case.args)]
            found = [mistake for mistake in told if mistake is not None]
            if found and all(found):
                return found[0]
    return None


def _worth_asking(trials):
    """Return the first trials with wrong results, as (index, trial).

    There are none for a slow answer, nor where the message shows an exception instead of a result.
    """
    if any(t.observation.seconds > SLOWEST for t in trials) or shown(trials).observation.raised:
        return []
    wrong = [(n, t) for n, t in enumerate(trials) if t.fault and t.fault.kind == "value"]
    return wrong[:MOST_TRIALS]


def _without_influence(name, place, asked):
    shown = _is_without_influence(place, WHOLE, asked)
    is_one_number = isinstance(asked.case.args[place], (int, float, np.generic))
    value = asked.case.args[place]
    changed = f"`{name}`" if is_one_number else f"the numbers in `{name}`"
    if isinstance(value, np.ndarray) and not is_floats(value):  # a probe only reorders integers
        changed = f"the order of the numbers in `{name}`"
    return shown and Mistake(
        f"{name}_without_influence",
        f"{SAME_RESULT} {changed}.",
        f"Which lines of your code should depend on `{name}`? Do they?",
    )


def _part_without_influence(name, place, asked):
    """Look at the first and last row and column of an array, or entry of a list."""
    returned = as_array(asked.yours.returned)
    if isinstance(returned, np.ndarray) and returned.dtype.kind in "bi":
        if is_floats(asked.case.args[place]):
            return None  # a class may stay the same although the row has influence
    for part in PARTS:
        if _is_without_influence(place, PARTS[part], asked):
            where = f"{name}{part}"
            value = asked.case.args[place]
            is_entry = isinstance(value[0], (int, float, np.generic))
            changed = f"`{where}`" if is_entry else f"numbers in `{where}`"
            return Mistake(
                f"{where}_without_influence",
                f"{SAME_RESULT} {changed}.",
                f"Which lines of your code should depend on `{where}`? Do they?",
            )
    return False


def _is_without_influence(place, changes, asked):
    """Return True if these changes leave the answer's result as it is; None if they should."""
    shown = False
    for change in changes:
        probe = probe_of(asked.exercise, asked.number, asked.case, place, change)
        if probe is None:
            continue
        ours, ours_then = asked.ours(asked.case), asked.ours(probe.case)
        if ours_then.raised:
            continue
        yours_then = asked.seen(probe)
        if yours_then.raised or not _equal(asked.yours, yours_then):
            return False
        shown = shown or not _equal(ours, ours_then)
    return shown or None


def _not_linear(name, place, asked):
    """A gradient is linear in the one from above: -2 times that gives -2 times the result."""
    if not name.startswith("d") or not is_floats(asked.case.args[place]):
        return None
    probe = probe_of(asked.exercise, asked.number, asked.case, place, TIMES_MINUS_2)
    if not _is_minus_2_times(asked.ours(asked.case), asked.ours(probe.case)):
        return None
    if _is_minus_2_times(asked.yours, asked.seen(probe)):
        return False
    return Mistake(
        "not_linear",
        f"If {name} is multiplied by -2, the result should be multiplied by -2, too, because the "
        f"chain rule multiplies by {name}. Your result does not follow this rule.",
        f"How does {name} enter the chain rule?",
    )


def _uncalled(name, place, asked):
    """Look for a function argument that is never called, or always with the same input."""
    probe = probe_of(asked.exercise, asked.number, asked.case, place, SPIED)
    if probe is None:
        return None
    seen = asked.seen(probe)
    ours = observe_answer(probe.exercise, asked.exercise.reference, probe.case)
    if seen.raised or not isinstance(seen.returned, list) or ours.raised:
        return False
    if ours.returned and not seen.returned:
        what = f"Your code never calls {name}."
        return Mistake(
            f"{name}_never_called", what, f"At which step should {name} be called, and with what?"
        )
    count = len(seen.returned)
    if _distinct(ours.returned) > 1 == _distinct(seen.returned) and count > 1:
        what = f"Your code calls {name} {count} times, always with the same input."
        return Mistake(f"{name}_same_input", what, f"With which inputs should {name} be called?")
    return False


def _not_repeatable(name, place, asked):
    """Look for another result of the same call."""
    probes = [probe_of(asked.exercise, asked.number, asked.case, place, again) for again in AGAIN]
    if place or None in probes:
        return None
    calls = [asked.yours, *map(asked.seen, probes)]
    if any(call.raised for call in calls):
        return False
    first, *others = (flat(call.returned) for call in calls)
    if all(_same_values(first, other) for other in others):
        return False
    return Mistake(
        "not_repeatable",
        "A second call with the same arguments returns another result.",
        "Does your code keep a value from one call to the next, or draw random numbers?",
    )


def _same_values(one, other):
    return len(one) == len(other) and all(
        np.array_equal(a, b, equal_nan=True) if isinstance(a, np.ndarray) else a == b
        for a, b in zip(one, other, strict=True)
    )


def _distinct(calls):
    """Count the different inputs among some calls."""
    return len({tuple((a.shape, a.tobytes()) for a in flat(call)) for call in calls})


def _equal(one, other):
    if one.raised or other.raised:
        return False
    ours, theirs = flat(as_array(one.returned)), flat(as_array(other.returned))
    return len(ours) == len(theirs) and all(map(np.array_equal, ours, theirs))


def _is_minus_2_times(one, other):
    """Return True if every number of the other result is -2 times that of the one."""
    if one.raised or other.raised:
        return False
    ours, theirs = flat(as_array(one.returned)), flat(as_array(other.returned))
    pairs = list(zip(ours, theirs, strict=False))
    if not all(isinstance(a, np.ndarray) and isinstance(b, np.ndarray) for a, b in pairs):
        return False
    return all(a.shape == b.shape and np.allclose(-2.0 * a, b, rtol=1e-5) for a, b in pairs)


LOOKS = (
    _uncalled,
    _without_influence,
    _not_linear,
    _part_without_influence,
    _not_repeatable,
    changes_too_much,
)
