"""Judge: hold what came against what is right. No learner's code runs here."""

from dataclasses import dataclass

import numpy as np

from . import diagnose
from .compare import Difference
from .explanation import explain
from .faults import EVERYTHING, expected_of, find_faults
from .observe import Observation
from .verdict import NOT_ATTEMPTED, PARTLY, PASSED, RAISED, WRONG, WRONG_FORM, Verdict

KIND_STATUS = {"raised": RAISED, "form": WRONG_FORM, "value": WRONG, "effect": WRONG}
LOCATED = "located"


@dataclass(frozen=True)
class Trial:
    """One case, with the observed results and the fault of each scored result.

    `faults` maps the name of a result to a Difference, or to None if it is right. A fault of the
    whole call is under EVERYTHING.
    """

    case: object
    observation: Observation
    faults: dict[str, Difference | None]
    expected: object = None

    @property
    def fault(self):
        return next((f for f in self.faults.values() if f), None)


def draw_cases(exercise, seed):
    """The cases of an exercise for a seed, as a list."""
    return list(exercise.cases(np.random.default_rng(seed)))


def judge(exercise, cases, observations, expected=None):
    """The Verdict on an answer, from what was observed of it on the cases.

    expected: what the reference returns for each case, where that is known already.
    """
    return verdict(exercise, compare_all(exercise, cases, observations, expected))


def compare_all(exercise, cases, observations, expected=None):
    """Return the Trials of an answer, which compare each observation with the right result."""
    if expected is None:
        expected = [None if exercise.law else expected_of(exercise, case) for case in cases]
    with np.errstate(all="ignore"):  # what came may be of any size
        return [
            Trial(case, observation, find_faults(exercise, case, observation, right), right)
            for case, observation, right in zip(cases, observations, expected, strict=True)
        ]


def score(trials):
    """The share of the scored results that are right in every case."""
    parts = _parts(trials)
    return sum(parts.values()) / len(parts)


def verdict(exercise, trials, ask_again=None, locate=None, known=None):
    """The Verdict on an answer whose cases were compared.

    For a mistake that the exercise does not know, ask_again(trials) gives a Mistake that shows when
    an argument is changed, and locate(trials) the Location of one edit that repairs it, or None.
    known: the Mistake that explains a wrong answer, where it is known from elsewhere.
    """
    if is_blank([t.observation for t in trials]):
        return _blank(exercise)
    share = score(trials)
    parts = {name: right for name, right in _parts(trials).items() if name != EVERYTHING}
    if share == 1:
        praise = _praise([trial.case for trial in trials]) + _remark(exercise, trials)
        return Verdict(exercise.name, PASSED, 1.0, exercise.points, praise, None, parts)
    with np.errstate(all="ignore"):
        return _failed(exercise, trials, parts, share, ask_again, locate, known)


def _remark(exercise, trials):
    """Say how a right answer departs from the task, or return ""."""
    for name in exercise.remarks:
        mistake = next(m for m in exercise.mistakes if m.id == name)
        with np.errstate(all="ignore"):
            shows = all(mistake.rule(t.case, t.observation.returned) for t in trials)
        if shows:
            return (
                "\nYou have full points, but one thing is not as the task describes it. "
                f"{mistake.what} {mistake.ask}"
            )
    return ""


def is_blank(observations):
    """Return True if the blank was not filled in: no call got beyond it.

    A blank that the answer calls, in another cell, is not this one.
    """
    return all(
        o.raised and o.raised.kind == "NotImplementedError" and not o.raised.elsewhere
        for o in observations
    )


def _failed(exercise, trials, parts, share, ask_again, locate, known):
    found, location = known, None
    if not known:
        found, location = diagnose.find_cause(exercise, trials, ask_again, locate)
    trial = diagnose.shown(trials)
    status = PARTLY if share else KIND_STATUS[trial.fault.kind]
    mistake = found.id if found else LOCATED if location else None
    told = explain(exercise, trials, trial, found, location, parts)
    return Verdict(
        exercise.name,
        status,
        share,
        exercise.points,
        told.text,
        mistake,
        parts,
        line=location.first if location else None,
        findings=told,
    )


def _parts(trials):
    """Of each scored result, whether it is right in every case."""
    names = list(dict.fromkeys(n for t in trials for n in t.faults if n != EVERYTHING))
    if not names:
        return {EVERYTHING: False}
    return {
        n: all(EVERYTHING not in t.faults and not t.faults.get(n) for t in trials) for n in names
    }


def _blank(exercise):
    message = (
        "Every call stops at `raise NotImplementedError`. Write your code in its place; if your "
        "code is there already, delete that line.\n"
        f"`ff.hint({exercise.name})` shows a first hint."
    )
    return Verdict(exercise.name, NOT_ATTEMPTED, 0.0, exercise.points, message)


def _praise(cases):
    notes = list(dict.fromkeys(case.note for case in cases if case.note))
    among = f", among them {', '.join(notes)}" if notes else ""
    every = {1: "1 case", 2: "both cases"}.get(len(cases), f"all {len(cases)} cases")
    return f"Right in {every}{among}."
