"""Find the one edit of a learner's code that makes every case right.

Such an edit proves where the mistake is. The message names the line and the kind of place, and
never the repaired code.
"""

import ast
import contextlib
import copy
import linecache
import time
import warnings
from dataclasses import dataclass
from types import CodeType, FunctionType

import numpy as np

from .asked_again import asked_again
from .edits import definitions, edits_in, ordinal
from .faults import find_faults
from .observe import BUSY, observe_answer
from .observe import processor_time as clock
from .places import in_words
from .time_limit import OutOfTime, time_limit

SECONDS = 0.6  # of processor time for one search: a busy machine finds what an idle one finds
SLOWEST_CASE = 0.1  # a function that takes longer than this is not tried again and again
ROUNDS = 10  # how much longer than the answer a changed version may take
LEAST_SECONDS = 0.01
SAME_TIER = 0.7  # edits of nearly the same cost are equally likely to be meant
WATCH = "_feedforward_watch"
ANONYMOUS = "_feedforward_anonymous"
WIDEST_REGION = 3
REORDERINGS = {"order", "lines", "moved"}  # kinds of edits that only move statements
MOST_SOURCE = 200_000


@dataclass(frozen=True)
class Location:
    """The place in a learner's code where one edit makes every case right.

    `first` and `last` are line numbers of the cell (equal, unless equally likely edits disagree),
    `code` the text of the first, `place` says what a change would be made to, `ask` is one question
    about it. `kind` is the key of PLACES.
    """

    first: int
    last: int
    code: str
    place: str
    ask: str
    kind: str = ""


def locate(exercise, workshop, trials):
    """The Location of the mistake in a learner's function, or None where no single edit shows it.

    trials: of the function on all cases. Runs changed versions of it for at most SECONDS.
    """
    failing = next((t for t in trials if t.fault), None)
    if failing is None or failing.observation.seconds > SLOWEST_CASE:
        return None
    return workshop.search(exercise, failing, trials)


def sizes(exercise, case):
    """Expressions for numbers that may be missing as a factor: lengths, and scalar arguments."""
    found = []
    for name, arg in zip(exercise.parameters, case.args, strict=False):
        if isinstance(arg, np.ndarray) and arg.ndim:
            found += [f"len({name})"] + [f"{name}.shape[1]"] * (arg.ndim > 1)
        elif isinstance(arg, (int, float)):
            found.append(name)
    return tuple(found)


def chosen(survivors, source):
    """The Location that all edits which make every case right point to, or None."""
    if not survivors:
        return None
    least = min(edit.cost for edit in survivors)
    likely = [edit for edit in survivors if edit.cost <= least + SAME_TIER]
    best = min(likely, key=lambda edit: edit.cost)
    if all(edit.kind in REORDERINGS for edit in likely):
        likely = [best]
    numbers = [number for edit in likely for number in (edit.line, *edit.others)]
    first, last = min(numbers), max(numbers)
    if all((edit.line, edit.others) == (best.line, best.others) for edit in likely):
        first = last = best.line
    if last - first >= WIDEST_REGION:
        first = last = best.line
    if first == last == best.line and best.kind == "name":
        computed = line_of_unused(best)
        first = computed if last - computed < WIDEST_REGION else last
    lines = source.split("\n")
    code = lines[best.line - 1].strip() if first == last else ""
    kind = best.kind if first == last else "region"
    others = best.others if first == last else ()
    changed = sorted((best.line, *others)) if first == last else (first, last)
    which = ordinal(best, lines[best.line - 1]) if kind == best.kind and not others else ""
    place, ask = in_words(kind, best.text, changed, consecutive=first != last, which=which)
    return Location(first, last, code, place, ask, kind)


def line_of_unused(edit):
    """The line that computes a variable which an edit leaves unused, or else the edit's own line.

    If a function never needs what it computes, the mistake may as well be in the computation.
    """
    with edit.applied() as definition:
        names = [n for n in ast.walk(definition) if isinstance(n, ast.Name) and n.id == edit.text]
    stored = [n.lineno for n in names if isinstance(n.ctx, ast.Store) and n.lineno < edit.line]
    is_used = any(isinstance(n.ctx, ast.Load) for n in names)
    return max(stored) if stored and not is_used else edit.line


def cell_source(function):
    """The text of the cell or file that a function was defined in, "" where there is none."""
    if not isinstance(function, FunctionType) or function.__closure__:
        return ""
    source = "".join(linecache.getlines(function.__code__.co_filename))
    return source if len(source) <= MOST_SOURCE else ""


class Workshop:
    """A copy of the learner's namespace in which versions of a function run, for a limited time.

    Every loop and every function of the learner's cell checks the clock there, because a browser
    has no timer that could end an endless one.
    """

    def __init__(self, function, stand_ins=None):
        self.stand_ins, self.source = stand_ins, cell_source(function)
        self.name, self.namespace = ANONYMOUS, {}
        if isinstance(function, FunctionType):
            self.code = function.__code__
            self.name = function.__name__ if function.__name__.isidentifier() else ANONYMOUS
            self.namespace = _copied_namespace(function)
            function = _rebound(function, self.namespace)
        self.namespace.update({WATCH: self._watch, self.name: function})
        self.deadline, self.end, self.interrupted = 0.0, clock() + SECONDS, False
        self.definitions = []
        if self.source:
            line = self.code.co_firstlineno
            self.definitions = definitions(self.source, self.name, line, WATCH)
        for definition in reversed(self.definitions):
            self.define(definition)

    def observe(self, exercise, case, function=None, seconds=0.0):
        """Call a version of the function, or the learner's own, on a case.

        seconds: how long the learner's own took on such a case.
        """
        self.deadline = min(self.end, clock() + max(LEAST_SECONDS, ROUNDS * seconds))
        function = function or self.namespace[self.name]
        # What the answer uses has been observed already, and no edit adds anything to that.
        limit = time_limit(self.deadline - clock(), processor=True)
        seen = observe_answer(
            exercise,
            function,
            case,
            stand_ins=self.stand_ins,
            limit=limit,
            is_watched=False,
        )
        if seen.raised and seen.raised.kind == "KeyboardInterrupt":
            self.end, self.interrupted = 0.0, True  # after Ctrl-C, try no more
        return seen

    def ask_again(self, exercise, trials):
        """Return the Mistake that shows when an argument is changed, or None."""
        found = asked_again(exercise, trials, lambda p: self.observe(p.exercise, p.case))
        return None if self.interrupted else found

    def search(self, exercise, failing, trials):
        """The Location that the edits found in the time there is point to, or None."""
        self.end = 0.0 if self.interrupted else clock() + SECONDS
        found = edits_in(self.definitions, sizes(exercise, failing.case))
        others = [t for t in trials if t is not failing]
        survivors, limit = [], np.inf
        latest = time.perf_counter() + BUSY * SECONDS  # for an answer that sleeps
        for edit in found:
            if edit.cost > limit or clock() > self.end or time.perf_counter() > latest:
                break
            if self._makes_right(exercise, edit, [failing, *others]):
                survivors.append(edit)
                limit = survivors[0].cost + SAME_TIER
        return chosen(survivors, self.source)

    def _makes_right(self, exercise, edit, trials):
        with self._changed(edit) as function:
            return function is not None and all(
                self._is_right(exercise, function, trial) for trial in trials
            )

    def _is_right(self, exercise, function, trial):
        seen = self.observe(exercise, trial.case, function, trial.observation.seconds)
        if seen.warnings and not trial.observation.warnings:
            return False  # such as 0/0, which a comparison may then swallow: no one means that
        return not any(find_faults(exercise, trial.case, seen, trial.expected).values())

    @contextlib.contextmanager
    def _changed(self, edit):
        """The function as the edit makes it, or None where that is no Python."""
        before = dict(self.namespace)
        with edit.applied() as definition:
            works = self.define(definition)
        try:
            yield self.namespace[self.name] if works else None
        finally:
            self.namespace.clear()
            self.namespace.update(before)

    def define(self, definition):
        """Define a version of a function in the namespace; return False where it is no Python."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                code = compile(ast.Module([definition], []), self.code.co_filename, "exec")
                exec(code, self.namespace)
            except Exception:
                return False
        return True

    def _watch(self):
        if clock() > self.deadline:
            raise OutOfTime


def _copied_namespace(function):
    """The learner's namespace, so that changed versions leave no trace in the real one.

    What the function reaches by name is copied where it could be changed, and the learner's own
    functions among it see the copy.
    """
    real = function.__globals__
    copied, wanted = dict(real), [function.__code__]
    seen = set()
    while wanted:
        code = wanted.pop()
        wanted += [const for const in code.co_consts if isinstance(const, CodeType)]
        for name in set(code.co_names) & real.keys() - seen:
            seen.add(name)
            value = real[name]
            if isinstance(value, FunctionType) and value.__globals__ is real:
                wanted.append(value.__code__)
                copied[name] = _rebound(value, copied)
            elif isinstance(value, (list, dict, set, np.ndarray, np.random.Generator)):
                with contextlib.suppress(Exception):
                    copied[name] = copy.deepcopy(value)
    return copied


def _rebound(function, namespace):
    """The same function with other globals."""
    rest = function.__name__, function.__defaults__, function.__closure__
    other = FunctionType(function.__code__, namespace, *rest)
    other.__kwdefaults__ = function.__kwdefaults__
    return other
