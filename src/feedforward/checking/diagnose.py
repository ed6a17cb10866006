"""Diagnose: which known mistake, or else which relation, gives exactly these numbers?"""

import numpy as np

from .compare import difference, flat, precision_of, split
from .exercise import Mistake
from .observe import in_double, observe_answer
from .relations import relation
from .verdict import Findings
from .words import argument_texts, number

NUDGE = 1e-5
STOPPED = "stopped"
EFFECTS = {
    STOPPED: (
        "You stopped the check while your code was running.",
        "Does every loop of yours come to an end?",
    ),
    "library_call": (
        "Write the formula yourself here: what the book has ready is what this exercise asks for.",
        "Which line of the text above says what it does?",
    ),
    "changed_arguments": (
        "A function gives back its answer and leaves what it was given as it was.",
        "Which of your lines writes into an argument?",
    ),
    "foreign_library": (
        "This book is done with Python and NumPy, and with what you have written before.",
        "Which formula of the section does that function stand for?",
    ),
    "roundabout": (
        "What it uses is reached in a way that nobody can read from its lines.",
        "Which lines would say plainly what is computed?",
    ),
    "warned": (
        "The numbers may come out right, but on the way something left what floats can hold.",
        "Which term becomes too large, or 0, for entries such as these?",
    ),
    "global_random": (
        "With it nobody could repeat a run, or keep two runs apart.",
        "Which object were you given to draw from?",
    ),
}
SHAPE = Mistake("shape", "", "Print the shape after each of your steps: where does it turn?")
MOST_OUTCOMES = 1024
_outcomes = {}


def diagnose(exercise, trials):
    """The Mistake that explains the faults of an answer, or None where none does, or several do."""
    effect = shown(trials).fault.mistake
    if effect == "ready_made":
        return Mistake(effect, exercise.ban.what, exercise.ban.ask)
    if effect in EFFECTS:
        own_words = {m.id: m for m in exercise.mistakes}
        return own_words.get(effect) or Mistake(effect, *EFFECTS[effect])
    ordinary = [t for t in trials if not t.case.note]
    for chosen in (trials, ordinary):
        if any(t.fault for t in chosen):
            known = [m for m in exercise.mistakes if _explains(m, exercise, chosen)]
            if known:
                return _one_suspect(known)
    if all(f.mistake == "shape" for t in trials for f in t.faults.values() if f):
        return SHAPE
    found = relation(exercise, trials)
    if not found and any(t.fault for t in ordinary):
        found = relation(exercise, ordinary)
    return found


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
    """The trial that a message shows: the first that went wrong, the cases being smallest first.

    That a learner stopped the check comes before all, and wrong numbers come before numbers that
    are right with a warning.
    """
    rank = {STOPPED: 0, "warned": 2}
    return min((t for t in trials if t.fault), key=lambda t: rank.get(t.fault.mistake, 1))


def findings(exercise, trials, found, parts):
    """Return all that the learner is told of an answer that is not right."""
    trial = shown(trials)
    return Findings(
        right=_right_parts(parts),
        wrong=found.what if found else "",
        evidence=_nudged(exercise, trial) or trial.fault.text,
        inputs=argument_texts(exercise.parameters, trial.case.args),
        question=found.ask if found else "",
    )


def _nudged(exercise, trial):
    """A wrong derivative beside what J does when its variable is nudged, or None."""
    name, fault = next((n, f) for n, f in trial.faults.items() if f)
    if fault.kind != "value" or name not in exercise.potentials or not np.isfinite(fault.got).all():
        return None
    potential = exercise.potentials[name]
    step = np.zeros(fault.expected.shape)
    step[fault.index] = NUDGE
    args = in_double(trial.case.args)
    up, down = (potential.J(args, fault.path, s) for s in (step, -step))
    slope = (up - down) / (2 * NUDGE)
    said, right = fault.got[fault.index], fault.expected[fault.index]
    if not np.isclose(slope, right, rtol=1e-3, atol=1e-6 * np.abs(fault.expected).max()):
        return None  # on a kink the derivative is an agreement, which a nudge would deny
    variable = potential.variable
    if callable(variable):
        variable = variable(fault.path)
    place = f"[{', '.join(map(str, fault.index))}]" if fault.index else ""
    return (
        f"Nudge {variable}{place} by {NUDGE:g} and {potential.quantity} moves by "
        f"{number(slope, said)} a unit; yours says {number(said, slope)}."
    )


def _right_parts(parts):
    right = [name for name, is_right in parts.items() if is_right]
    return f"{' and '.join(right)}: right." if right else ""


def _explains(mistake, exercise, trials):
    """Whether a known mistake gives what came, in every trial, for the results that are wrong."""
    if mistake.rule:
        wrong = [t for t in trials if t.fault]
        return bool(wrong) and all(
            not t.observation.raised and mistake.rule(t.case, t.observation.returned) for t in wrong
        )
    return all(_same_outcome(mistake, exercise, t, _wrong_names(trials)) for t in trials)


def _wrong_names(trials):
    return {name for t in trials for name, fault in t.faults.items() if fault}


def _outcome(mistake, exercise, case):
    """What the mistaken function does to a case; a class is asked the same, so it is kept."""
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
    """Whether the mistaken function does to this case what the learner's did."""
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
    return all(_same_numbers(theirs[n], ours[n], precision) for n in names)


def _same_numbers(theirs, ours, precision):
    if not all(isinstance(leaf, np.ndarray) and np.isfinite(leaf).all() for leaf in flat(ours)):
        return str(theirs) == str(ours)
    return difference(theirs, ours, "", precision) is None
