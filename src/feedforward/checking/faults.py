"""Find the faults of one call: hold its results and its side effects against what is right.

No learner's code runs here.
"""

from dataclasses import replace

import numpy as np

from .compare import Difference, difference, flat, precision_of, split
from .describe_values import number
from .effects import READY_MADE, STOPPED, TOO_LONG
from .observe import observe_answer
from .trace import FOREIGN

EVERYTHING = ""  # the name under which a fault of the whole call is kept


def find_faults(exercise, case, observation, expected=None):
    """Compare one call with the reference, one difference per scored result: see Trial."""
    whole = _whole_fault(exercise, case, observation)
    if whole:
        return {EVERYTHING: whole}
    if exercise.law:
        faults = _law_faults(exercise, case, observation.returned)
    else:
        faults = _number_faults(exercise, case, observation.returned, expected)
    if exercise.safe and observation.warnings and not any(faults.values()):
        text = f"NumPy warned: {observation.warnings[0]}."
        return {EVERYTHING: Difference("effect", text, mistake="warned")}
    return faults


def _number_faults(exercise, case, returned, expected):
    """Each result beside what the reference returns."""
    expected = expected_of(exercise, case) if expected is None else expected
    precision = precision_of(case)
    named = split(returned, exercise.results)
    if isinstance(named, Difference):
        return {EVERYTHING: named}
    right = split(expected, exercise.results)
    called = {n: exercise.name if n == "result" else n for n in exercise.results}
    faults = {n: difference(named[n], right[n], called[n], precision) for n in exercise.results}
    return {n: f and replace(f, text=exercise.wording(case, f.text)) for n, f in faults.items()}


def _law_faults(exercise, case, returned):
    """Check the exercise's law; numbers that are not finite obey none."""
    for leaf in flat(returned):
        if isinstance(leaf, np.ndarray) and not np.isfinite(leaf).all():
            text = f"The result contains {number(leaf[~np.isfinite(leaf)][0])}."
            return {EVERYTHING: Difference("value", text)}
    return exercise.law(case, returned)


def expected_of(exercise, case):
    """Return the reference's results for a case, as plain data."""
    return observe_answer(exercise, exercise.reference, case).returned


def _whole_fault(exercise, case, observation):
    raised = observation.raised
    if observation.used:
        return _use_fault(exercise, observation.used)
    if raised:
        cell = f"{raised.elsewhere}, in another cell" if raised.elsewhere else "your code"
        where = f"\nLine {raised.line_number} of {cell}: `{raised.line}`" if raised.line else ""
        if raised.kind == "OutOfTime":
            return Difference("raised", where.strip(), mistake=TOO_LONG)
        if raised.inside:
            where += f"\nThe error happens inside `{raised.inside}`, which this line calls."
        text = f"{raised.kind}: {raised.text}" if raised.text else raised.kind
        stopped = STOPPED if raised.kind == "KeyboardInterrupt" else None
        return Difference("raised", f"{text}{where}", mistake=stopped)
    if observation.changed:
        names = "` and `".join(observation.changed)
        are = "is not what it was" if len(observation.changed) == 1 else "are not what they were"
        text = f"After the call, `{names}` {are} before."
        return Difference("effect", text, mistake="changed_arguments")
    draws = any(isinstance(a, np.random.Generator) for a in case.args)
    if draws and observation.global_random:
        text = "The global random state was changed during the call."
        return Difference("effect", text, mistake="global_random")
    return None


def _use_fault(exercise, used):
    """Say why these may not be used: they are ready-made, foreign, or the book's own answer."""
    names = ", ".join(used)
    if exercise.ban and set(used) & set(exercise.ban.names):
        return Difference("effect", f"It uses `{names}`.", mistake=READY_MADE)
    if set(used) & FOREIGN:
        return Difference("effect", f"It uses `{names}`.", mistake="foreign_library")
    return Difference("effect", f"It calls ff.{names}.", mistake="library_call")
