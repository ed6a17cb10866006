"""Run a learner's function, and record what each of its expressions and lines computes.

The function is copied together with its namespace, and every expression of the copy reports its
value. The copy runs under the guards of a check: nothing is printed, no argument is shared, the
global random state is restored, and an endless loop is stopped.
"""

import ast
import copy
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import numpy as np

from feedforward.checking.repair import Workshop

from .reporting import ENTER, LINE, NOTE, Line, Place, reporting

SECONDS = 0.1  # a call may take ROUNDS times as long; all calls share the time of one search
MOST_NOTES = 1_500
PICKING = {"argwhere", "compress", "delete", "extract", "flatnonzero", "nonzero", "unique"}
LARGEST_COPY, LONGEST_LIST = 1_000, 100  # entries


class Enough(BaseException):
    """Raised inside a call that reports more than MOST_NOTES values and lines."""


@dataclass
class Recording:
    """A record of one call.

    `arguments` are the initial values of the parameters. `values` maps the number of a Place to the
    values that it took, in order; `counts` maps the number of a Line to how often it began. Arrays
    are copies; anything but a number, array, list or tuple is kept as None. `raised` is the
    exception of the call (a checking.observe.Raised), or None.
    """

    case: object
    arguments: dict[str, object] = field(default_factory=dict)
    values: dict[int, list] = field(default_factory=lambda: defaultdict(list))
    counts: Counter = field(default_factory=Counter)
    raised: object = None
    notes: int = 0
    calls: int = 0


class Recorder:
    """Calls a function on cases of its exercise and records each call.

    `lines` and `places` list what is recorded; both are empty for a function that cannot be
    rewritten: one without source, a lambda, one that calls itself. `selects` is True if the code
    selects entries by their values, so that shapes do not follow from the shapes of the inputs.
    """

    def __init__(self, exercise, function):
        self.exercise, self.workshop = exercise, Workshop(function)
        self.lines: list[Line] = []
        self.places: list[Place] = []
        self.selects = False
        self._current = None
        definitions = self.workshop.definitions
        if definitions and isinstance(definitions[0], ast.FunctionDef):
            self.selects = any(map(_picks, ast.walk(definitions[0])))
            self._instrument(copy.deepcopy(definitions[0]))

    def record(self, case):
        """Call the function on a case, and return the Recording."""
        self._current = recording = Recording(case)
        function = self.workshop.namespace[self.workshop.name]
        seen = self.workshop.observe(self.exercise, case, function, seconds=SECONDS)
        recording.raised = seen.raised
        self.selects = self.selects or self._uses_mask(recording)
        return recording

    def _uses_mask(self, recording):
        indexed = [place for place in self.places if place.code.endswith("]")]
        values = [v for place in indexed for n in place.operands for v in recording.values[n]]
        return any(isinstance(v, np.ndarray) and v.dtype == bool and v.ndim for v in values)

    def _instrument(self, definition):
        lines, places, changed = reporting(definition, self.workshop.source)
        if not lines:
            return
        self.workshop.namespace |= {NOTE: self._note, LINE: self._line, ENTER: self._enter}
        if self.workshop.define(changed):
            self.lines, self.places = lines, places

    def _enter(self, arguments):
        self._current.calls += 1
        if self._current.calls == 1:
            self._current.arguments = {name: kept(value) for name, value in arguments.items()}

    def _line(self, number):
        if self._counts():
            self._current.counts[number] += 1

    def _note(self, value, number):
        if self._counts():
            self._current.values[number].append(kept(value))
        return value

    def _counts(self):
        """Return True in the first call: some exercises call an answer several times per case."""
        self._current.notes += 1
        if self._current.notes > MOST_NOTES:
            raise Enough
        return self._current.calls == 1


def _picks(node):
    """Return True for what selects entries by value: a name in PICKING, or where(condition)."""
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "where":
        return len(node.args) == 1
    return getattr(node, "attr", getattr(node, "id", None)) in PICKING


def kept(value):
    """Return a copy of a number, an array, or a list or tuple of these; of anything else, None."""
    if isinstance(value, np.ndarray):
        return value.copy() if value.size <= LARGEST_COPY else np.zeros(value.shape, value.dtype)
    if isinstance(value, (bool, int, float, np.generic)):
        return value
    if type(value) in (list, tuple) and len(value) <= LONGEST_LIST:
        return type(value)(map(kept, value))
    return None
