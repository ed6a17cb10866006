"""Diagnose: which known mistake, or else which relation, gives exactly these numbers?"""

import re
from dataclasses import replace

import numpy as np

from .compare import (
    NOTHING_RETURNED,
    NUMBER_OF_RESULTS,
    deviation,
    difference,
    flat,
    precision_of,
    split,
)
from .effects import ALWAYS_NONE, CHANGED, EFFECTS, FORMS, READY_MADE, STOPPED
from .exercise import Mistake
from .faults import find_faults
from .last_relations import last_relation
from .observe import Opaque, observe_answer
from .places_of_faults import SOME_PARTS, order_of_results
from .relations import relation

CLEAR_ERROR = 0.01  # relative to the largest right entry: no one takes this for rounding
MOST_OUTCOMES = 1024
FOR_THESE, IN_ONE = "For these inputs, ", "In one of the tests "
# By relation: the kinds of place where an edit repairs the numbers by accident. A list built from
# its front comes out reversed, too; a call of abs gives log(0) the right sign; a part of an array
# has other extremes; and integers that are multiplied by 1.0 become floats.
ACCIDENTAL = {
    **dict.fromkeys(("swapped", "reversed", "another_order"), ("range",)),
    **dict.fromkeys(("not_a_number", "infinite"), ("absolute", "selection")),
    "integer_result": ("factor",),
}
# Relations whose number may come from another test than the one shown. They are left out where the
# line of the mistake is known.
OF_ANOTHER_TEST = {"below_zero", "above_one"}
_outcomes = {}


def find_cause(exercise, trials, ask_again=None, locate=None):
    """Return the Mistake and the Location of a wrong answer, each None where it is not found.

    The evidence in its order: a mistake that the exercise knows; a relation between the results
    and the right ones; what changes when the answer is called with other arguments; one edit that
    repairs it, beside any relation; and the relations that count only if nothing else was found.
    ask_again(trials) and locate(trials) run the answer, and may be left out.
    """
    known = known_mistake(exercise, trials)
    if known:
        return known, None
    found = related_mistake(exercise, trials)
    if ask_again and (not found or found.id == SOME_PARTS):
        # That some parts are right is an effect; an argument that is not used is its cause.
        causes = {
            f"{name}_{what}"
            for name in exercise.parameters
            for what in ("without_influence", "never_called")
        }
        again = ask_again(trials)
        if again and (not found or again.id in causes):
            found = again
    location = locate(trials) if locate else None
    if found and location and location.kind in ACCIDENTAL.get(found.id, ()):
        location = None
    if found and location and found.id in OF_ANOTHER_TEST:
        found = None
    if not found and not location:
        found = last_relation(exercise, trials)
    return found, location


def known_mistake(exercise, trials):
    """The Mistake that the exercise knows to give what came, or None where none or several do."""
    effect = shown(trials).fault.mistake
    if effect == READY_MADE:
        return Mistake(effect, exercise.ban.what, exercise.ban.ask)
    own_words = {m.id: m for m in exercise.mistakes}
    if effect == CHANGED and effect not in own_words:
        changed = shown(trials).observation.changed
        names = f"argument{'s' * (len(changed) > 1)} `{'` and `'.join(changed)}`"
        what = f"Your function changed its {names}. It should leave its arguments unchanged."
        return Mistake(effect, what, EFFECTS[effect][1])
    if effect in EFFECTS:
        return own_words.get(effect) or Mistake(effect, *EFFECTS[effect])
    known = [m for m in exercise.mistakes if _explains(m, exercise, trials)]
    if not known and any(t.fault for t in _ordinary(trials)):
        known = [
            m
            for m in exercise.mistakes
            if _explains(m, exercise, _ordinary(trials)) and not _is_ruled_out(m, exercise, trials)
        ]
    return _one_suspect(known) if known else None


def related_mistake(exercise, trials):
    """The Mistake that describes how the numbers differ from the right ones, or None."""
    if found := order_of_results(exercise, trials):
        return found
    fault = shown(trials).fault
    if fault.mistake in (NOTHING_RETURNED, NUMBER_OF_RESULTS) and all(map(_is_none, trials)):
        return replace(ALWAYS_NONE, id=fault.mistake)
    if fault.kind == "form" and fault.mistake in FORMS:
        return FORMS[fault.mistake]
    found = relation(exercise, trials)
    if not found and not shown(trials).case.note:
        found = relation(exercise, _ordinary(trials))
        if found:  # what holds in these need not hold in the special cases
            found = replace(found, what=_for_these_inputs(found.what))
    return found


def _for_these_inputs(sentence):
    if sentence.startswith((FOR_THESE, IN_ONE)):
        return sentence
    begins_with_a_word = re.match("[A-Z][a-z]* ", sentence)
    first = sentence[0].lower() if begins_with_a_word else sentence[0]
    return FOR_THESE + first + sentence[1:]


def _is_none(trial):
    returned = trial.observation.returned
    return isinstance(returned, Opaque) and returned.kind == "NoneType"


def _ordinary(trials):
    return [t for t in trials if not t.case.note]


def _one_suspect(known):
    """Of mistakes that all explain the answer, the one to name, or None where that is a guess.

    Two functions that give the same numbers cannot be told apart. Rules stand in the exercise from
    the particular to the general, so the first of them is the one.
    """
    exact = [m for m in known if m.function]
    if len(exact) > 1:
        return None
    return exact[0] if exact else known[0]


def shown(trials):
    """The trial that a message shows: the first that is clearly wrong, cases being smallest first.

    An interruption comes before everything else, and wrong numbers come before right numbers with a
    warning. An error that looks like rounding beside the largest one is not shown.
    """
    rank = {STOPPED: 0, "warned": 2}
    wrong = [t for t in trials if t.fault]
    first = min(wrong, key=lambda t: rank.get(t.fault.mistake, 1))
    if first.fault.kind != "value" or first.fault.got is None:
        return first
    size = {id(t): deviation(t.fault) for t in wrong if t.fault.kind == "value"}
    clear = min(CLEAR_ERROR, max(size.values()))
    return next(t for t in wrong if size.get(id(t), -1) >= clear)


def _explains(mistake, exercise, trials):
    """Tell whether a known mistake reproduces the wrong results in every trial."""
    if mistake.rule:
        wrong = [t for t in trials if t.fault]
        return bool(wrong) and all(
            not t.observation.raised and mistake.rule(t.case, t.observation.returned) for t in wrong
        )
    return all(_same_outcome(mistake, exercise, t, _wrong_names(trials)) for t in trials)


def _is_ruled_out(mistake, exercise, trials):
    """Return True if in some case the mistake gives the right result and the answer does not."""
    return mistake.function is not None and any(
        t.fault and t.fault.kind == "value" and _is_right(mistake, exercise, t)
        for t in trials
        if t.case.note
    )


def _is_right(mistake, exercise, trial):
    """Return True if the mistaken function's result is right in every part that is scored."""
    outcome = _outcome(mistake, exercise, trial.case)
    return not any(find_faults(exercise, trial.case, outcome, trial.expected).values())


def _wrong_names(trials):
    return {name for t in trials for name, fault in t.faults.items() if fault}


def _outcome(mistake, exercise, case):
    """Run the mistaken function on a case; the result is cached for the rest of a class."""
    key = exercise.name, mistake.id, id(case)
    known = _outcomes.get(key)
    if known and known[0] is case and known[1] is mistake.function:
        return known[2]
    outcome = observe_answer(exercise, mistake.function, case)
    if outcome.raised is None:  # whoever is stopped on the way has found out nothing
        while len(_outcomes) >= MOST_OUTCOMES:
            del _outcomes[next(iter(_outcomes))]
        # the case is kept with it, so that no other can get its id
        _outcomes[key] = case, mistake.function, outcome
    return outcome


def _same_outcome(mistake, exercise, trial, wrong_names):
    """Tell whether the mistaken function has the same outcome on this case as the learner's."""
    mistaken = _outcome(mistake, exercise, trial.case)
    came, raised = trial.observation, trial.observation.raised
    if raised or mistaken.raised:
        return bool(raised and mistaken.raised) and (
            (raised.kind, raised.text) == (mistaken.raised.kind, mistaken.raised.text)
        )
    if came.changed != mistaken.changed:
        return False
    ours, theirs = (
        split(mistaken.returned, exercise.results),
        split(came.returned, exercise.results),
    )
    if not (isinstance(ours, dict) and isinstance(theirs, dict)):
        return False
    names = wrong_names & set(exercise.results) or set(exercise.results)
    precision = precision_of(trial.case)
    if not all(_same_numbers(theirs[n], ours[n], precision) for n in names):
        return False
    # A mistake that spoils another result as well is not the one that was made.
    faults = find_faults(exercise, trial.case, mistaken, trial.expected)
    return not any(faults.get(n) for n in set(exercise.results) - names)


def _same_numbers(theirs, ours, precision):
    if not all(isinstance(leaf, np.ndarray) and np.isfinite(leaf).all() for leaf in flat(ours)):
        return str(theirs) == str(ours)
    return difference(theirs, ours, "", precision) is None
