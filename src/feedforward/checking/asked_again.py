"""Ask an answer again with one argument changed: does that argument do what it should?

Runs the learner's function, so it works where that may run: in the learner's own kernel.
"""

from dataclasses import dataclass

import numpy as np

from .compare import as_array, flat
from .exercise import Case, Mistake
from .observe import observe_answer

SLOWEST = 0.1  # an answer that takes longer than this is not asked again
MOST_TRIALS = 3


def asked_again(exercise, workshop, trials):
    """The Mistake that shows when an argument is changed, or None."""
    asked = [t for t in trials if t.fault and t.fault.kind == "value"][:MOST_TRIALS]
    if not asked or any(t.observation.seconds > SLOWEST for t in trials):
        return None
    answers = _Answers(exercise, workshop)
    for place, name in enumerate(exercise.parameters):
        for look in (_uncalled, _without_influence, _not_linear):
            # True and false are what a case shows; None is what it cannot tell.
            cases = [t.case for t in asked if place < len(t.case.args)]
            found = [f for case in cases if (f := look(name, place, case, answers)) is not None]
            if workshop.interrupted:
                return None
            if found and all(found):
                return found[0]
    return None


@dataclass(frozen=True)
class _Answers:
    """Calls the learner's function and the reference."""

    exercise: object
    workshop: object

    def yours(self, case):
        return self.workshop.observe(self.exercise, case)

    def ours(self, case):
        return observe_answer(self.exercise, self.exercise.reference, case)


def _without_influence(name, place, case, answers):
    shown = False
    for change in (_rolled, _scaled):
        other = _exchanged(case, place, change)
        if other is None:
            continue
        ours, ours_then = answers.ours(case), answers.ours(other)
        if ours_then.raised or _equal(ours, ours_then):
            continue
        yours, yours_then = answers.yours(case), answers.yours(other)
        if yours_then.raised or not _equal(yours, yours_then):
            return False
        shown = True
    if not shown:
        return None
    return Mistake(
        f"{name}_without_influence",
        f"Your result does not depend on {name}: with another {name} it is the same.",
        f"What should change in the result when {name} changes?",
    )


def _not_linear(name, place, case, answers):
    """A derivative is linear in the one that comes from above: doubled, it doubles the result."""
    if not name.startswith("d") or not _is_floats(case.args[place]):
        return None
    double = _exchanged(case, place, lambda a: 2 * a)
    if not _is_double(answers.ours(case), answers.ours(double)):
        return None
    if _is_double(answers.yours(case), answers.yours(double)):
        return False
    return Mistake(
        "not_linear",
        f"Doubling {name} should double the result, because the chain rule multiplies by {name}. "
        "Your result does not double.",
        f"How does {name} enter the chain rule?",
    )


def _uncalled(name, place, case, answers):
    """A function argument that is never called, or always with the same input."""
    if not callable(case.args[place]) or isinstance(case.args[place], np.random.Generator):
        return None
    calls = []

    def spy(*args):
        calls.append([np.array(a, copy=True) for a in args])
        return case.args[place](*args)

    answers.yours(_exchanged(case, place, lambda f: spy))
    yours, calls[:] = list(calls), []
    answers.ours(_exchanged(case, place, lambda f: spy))
    ours = list(calls)
    if ours and not yours:
        what = f"Your code never calls {name}."
        return Mistake(
            f"{name}_never_called", what, f"At which step should {name} be called, and with what?"
        )
    if len(_distinct(ours)) > 1 == len(_distinct(yours)) and len(yours) > 1:
        what = f"Your code calls {name} {len(yours)} times, always with the same input."
        return Mistake(f"{name}_same_input", what, f"With which inputs should {name} be called?")
    return False


def _distinct(calls):
    return {tuple(a.tobytes() for a in call) for call in calls}


def _exchanged(case, place, change):
    """The case with one argument changed, or None where it cannot be."""
    if place >= len(case.args):
        return None
    changed = change(case.args[place])
    if changed is None:
        return None
    return Case((*case.args[:place], changed, *case.args[place + 1 :]), case.note)


def _rolled(value):
    """Another value of the same kind, or None: arrays with their entries moved by one place."""
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


def _scaled(value):
    """The same value a quarter larger, a whole number about twice as large; None for others."""
    if _is_floats(value) or isinstance(value, float):
        return value * 1.25
    if isinstance(value, int) and not isinstance(value, bool):
        return 2 * value + 3
    return _in_parts(value, _scaled)


def _in_parts(value, change):
    if not isinstance(value, (list, tuple)) or not value:
        return None
    parts = [change(v) for v in value]
    return None if any(p is None for p in parts) else type(value)(parts)


def _is_floats(value):
    return isinstance(value, np.ndarray) and value.dtype.kind == "f"


def _equal(one, other):
    if one.raised or other.raised:
        return False
    ours, theirs = flat(as_array(one.returned)), flat(as_array(other.returned))
    return len(ours) == len(theirs) and all(map(np.array_equal, ours, theirs))


def _is_double(one, other):
    if one.raised or other.raised:
        return False
    ours, theirs = flat(as_array(one.returned)), flat(as_array(other.returned))
    pairs = list(zip(ours, theirs, strict=False))
    if not all(isinstance(a, np.ndarray) and isinstance(b, np.ndarray) for a, b in pairs):
        return False
    return all(a.shape == b.shape and np.allclose(2 * a, b, rtol=1e-5) for a, b in pairs)
