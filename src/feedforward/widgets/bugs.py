"""Explorer of 6.8: four networks, three with a planted bug, found by gradient checking alone."""

import inspect
from functools import partial

import numpy as np

from feedforward.bugs import (
    ARRAYS,
    BENDS,
    MOST_SAMPLES,
    NAMES,
    SUSPECTS,
    deal,
    fits,
    own_seed,
    setting,
)
from feedforward.formatting import significant, with_power
from feedforward.gradcheck import numerical_gradient, relative_error
from feedforward.plots.bugs import CheckArrays, draw_entries, draw_errors, errors_of

from .explorer import Explorer, Story, choice, slider
from .guard import computed_with, guarded
from .panel import Panel
from .position import startable

HEADER = ("array", "relative error", "bell", "backward / nudge, over all entries")
NOTHING = "?"
VERDICT = "verdict on "  # and the name of a network: the label of a control
EPS = 1e-5  # with a shorter step, rounding alone may ring the bell
BELOW = str.maketrans("123", "₁₂₃")


def check_arrays(puzzle, values, gradient=numerical_gradient, error=relative_error):
    """Check one network of a puzzle as the controls say -> CheckArrays without a note."""
    name, N, activation = values["network"], values["N"], values["f"]
    tried = setting(puzzle.seed, N, activation)
    given, nudged = tried.grads(puzzle.culprits[name]), tried.nudged(gradient)
    verdicts = {one: values[VERDICT + one] for one in NAMES}
    return {
        "name": name,
        "N": N,
        "activation": activation,
        "given": given,
        "nudged": nudged,
        "errors": errors_of(given, nudged, error),
        "fitting": tuple(word for word in SUSPECTS if fits(given, tried.grads(word))),
        "verdicts": verdicts,
        "right": sum(verdicts[one] == puzzle.culprits[one] for one in NAMES),
    }


def with_our_step(gradient):
    """Return a learner's numerical_gradient with the step EPS in place of its default."""
    try:
        inspect.signature(gradient).bind("J", "x", EPS)
    except (TypeError, ValueError):  # it is None or takes no step
        return gradient
    return lambda J, x: gradient(J, x, EPS)


def compute_with(puzzle, gradient, error):
    """The explorer's compute: with the learner's two functions where they work."""
    gradient = guarded(with_our_step(gradient), "numerical_gradient", lambda J, x: x.shape)
    error = guarded(error, "relative_error", lambda a, b: ())

    def compute(values):
        found, note = computed_with(
            partial(check_arrays, puzzle, values), gradient=gradient, error=error
        )
        return CheckArrays(**found, note=note)

    return compute


def describe(arrays):
    """Say for which arrays the bell rings, how many suspects fit, and how the verdicts stand."""
    ringing = ", ".join(f"d{name}".translate(BELOW) for name in arrays.ringing)
    count = len(arrays.fitting)
    sentences = [
        f"Network {arrays.name}, {arrays.activation}, N = {arrays.N}: "
        + (f"the bell rings for {ringing}." if ringing else "the bell is quiet."),
        f"Of the {len(SUSPECTS)} suspects, {count} would give exactly these numbers."
        if count > 1
        else "Only one suspect would give these numbers.",
        _contradiction(arrays),
        _standing(arrays),
        arrays.note,
    ]
    return " ".join(filter(None, sentences))


def _contradiction(arrays):
    """Say if the numbers contradict the verdict on the network in view."""
    verdict = arrays.verdicts[arrays.name]
    if verdict == NOTHING or verdict in arrays.fitting:
        return ""
    return f'"{verdict}" is not what {arrays.name} does: it would give different numbers here.'


def _standing(arrays):
    given = [verdict for verdict in arrays.verdicts.values() if verdict != NOTHING]
    if len(given) < len(NAMES):
        verb = "is" if len(given) == 1 else "are"
        return f"{len(given)} of {len(NAMES)} verdicts {verb} given."
    if arrays.right == len(NAMES):
        return "All four verdicts are right."
    verb = "is" if arrays.right == 1 else "are"
    return f"All four verdicts are given, and {arrays.right} of them {verb} right."


def _share(given, nudged):
    """Return the range of given / nudged over the entries with a derivative other than 0."""
    moved = np.abs(nudged) > 1e-9
    if not moved.any():
        return "no nudge moves J"
    low, high = ((given[moved] / nudged[moved]).min(), (given[moved] / nudged[moved]).max())
    return (
        significant(low)
        if np.isclose(low, high, rtol=1e-3, atol=1e-5)
        else f"{significant(low)} to {significant(high)}"
    )


def table(arrays):
    """List each array with its error and the range of its ratio to the nudge."""
    rows = [
        [f"d{name}".translate(BELOW), with_power(arrays.errors[name]),
         "rings" if name in arrays.ringing else "quiet",
         _share(arrays.given[name], arrays.nudged[name])]
        for name in ARRAYS
    ]  # fmt: skip
    return HEADER, rows


@startable
def find_the_bug(numerical_gradient=None, relative_error=None, seed=None):
    """Check four backward passes: find out which one is right and what is wrong with the others.

    numerical_gradient, relative_error: your own; their results are drawn, with a step of 1e-5. If
    one is blank or fails, a sentence says so, and the book's versions are used.
    seed: determines the networks that are dealt; without it, you always get the same four.
    """
    seed = own_seed() if seed is None else seed
    puzzle = deal(seed)
    verdicts = [choice(VERDICT + name, NOTHING, [NOTHING, *SUSPECTS]) for name in NAMES]
    return Explorer(
        controls=[
            choice("network", NAMES[0], list(NAMES)),
            choice("f", BENDS[-1], list(BENDS)),
            slider("N", 1, 1, MOST_SAMPLES, 1),
            *verdicts,
        ],
        compute=compute_with(puzzle, numerical_gradient, relative_error),
        panels=[Panel("Errors", draw_errors), Panel("Entries", draw_entries)],
        describe=describe,
        table=table,
        groups={
            "what to check": ["network", "f", "N"],
            "your verdicts": [VERDICT + name for name in NAMES[:2]],
            " ": [VERDICT + name for name in NAMES[2:]],
        },
        story=Story("network", None, {"f": "sigmoid", "N": MOST_SAMPLES}),
        extra_arguments=lambda: {"seed": seed},
    )
