"""Locate the mistakes that the judge could not name, by two further jobs.

They ask what a notebook's own check asks: whether one edit of the learner's code makes every case
right, and whether each argument has its influence. In job 3 every edited version is called on the
first case that failed, and the answer itself on changed cases; job 4 calls the versions that were
right there on all cases. The sandbox only calls what it is given; which versions are right is
judged outside, and it changes what feedback says, never the points.
"""

import ast
import contextlib
from dataclasses import replace

from feedforward.checking import diagnose, repair
from feedforward.checking.asked_again import asked_again, probes_of
from feedforward.checking.edits import edits
from feedforward.checking.judge import find_faults

from ..sandbox.wire.contract import Fault
from . import judge_answers
from .build_questions import carried

MOST_VERSIONS, MOST_SURVIVORS = 1000, 40
SHORTEST, USUAL, LONGEST = 0.01, 0.05, 0.5  # seconds of processor time of a version


def locate(found, sources, run):
    """Evidence that says more than that on some wrong answers, {name: Evidence}.

    found: {name: Evidence}. sources: {id of a cell: its text}. run(questions): asks Questions, and
    gives {id: Answer}.
    """
    searches = {}
    for name, evidence in found.items():
        with _unless_it_breaks():
            if evidence.answer and not (evidence.fault or evidence.verdict.passed):
                searches[name] = Search(evidence, sources.get(evidence.attempt.cell, ""))
    for ask, note in ((Search.questions, Search.note), (Search.last_questions, Search.note_last)):
        asked = [question for search in searches.values() for question in ask(search)]
        answers = run(asked) if asked else {}
        for search in searches.values():
            with _unless_it_breaks():
                note(search, answers)
    told = {name: search.evidence() for name, search in searches.items() if search.has_asked}
    return {n: e for n, e in told.items() if e.verdict.score == found[n].verdict.score}


@contextlib.contextmanager
def _unless_it_breaks():
    """Arrays of any kind come here; where they cannot be judged, what is known stays."""
    try:
        yield
    except MemoryError:  # see bounds.py
        raise
    except Exception:
        pass


class Search:
    """The search for the mistake in a wrong answer. source: the text of its cell."""

    def __init__(self, evidence, source):
        self.found, attempt = evidence, evidence.attempt
        self.paper, self.used, self.answer = attempt.paper, attempt.used, evidence.answer
        self.question = replace(evidence.question, place=max(1, attempt.place))
        self.source = source
        self.trials = judge_answers.trials_of(self.paper, self.answer, self.used)
        self.edits, self.probes, self.survivors, self.seen = [], [], [], {}
        exercise = self.paper.exercise
        if diagnose.known_mistake(exercise, self.trials):
            return
        self.failing = next(t for t in self.trials if t.fault)
        sizes = repair.sizes(exercise, self.failing.case)
        self.edits = edits(source, exercise.name, sizes)[:MOST_VERSIONS]
        if not diagnose.related_mistake(exercise, self.trials):
            self.probes = probes_of(exercise, self.trials)

    @property
    def has_asked(self):
        return bool(self.edits or self.probes)

    def questions(self):
        """Ask all versions about the failing case, and the answer about each probe."""
        if self.edits:
            yield self._versions("versions", self.edits, [self.failing], USUAL)
        for number, (call, found) in enumerate(self._by_call().items()):
            cases = tuple(probe.case.args for probe in found)
            more = {"id": self._id(f"probes {number}"), "cases": cases, "call": carried(call)}
            yield replace(self.question, **more)

    def note(self, answers):
        """Take the answers to `questions()`."""
        came = answers.get(self._id("versions"))
        if came:
            right = zip(self.edits, self._rounds(came, [self.failing]), strict=True)
            self.survivors = [edit for edit, is_right in right if is_right][:MOST_SURVIVORS]
        for number, found in enumerate(self._by_call().values()):
            answer = answers.get(self._id(f"probes {number}"))
            if answer and not answer.fault:
                self.seen |= zip(found, answer.cases, strict=True)

    def last_questions(self):
        """Ask the versions that were right on the failing case about all cases."""
        if self.survivors:
            yield self._versions("survivors", self.survivors, self.trials, LONGEST)

    def note_last(self, answers):
        """Take the answers to `last_questions()`."""
        found = answers.get(self._id("survivors"))
        rounds = self._rounds(found, self.trials) if found else [False] * len(self.survivors)
        self.survivors = [e for e, ok in zip(self.survivors, rounds, strict=True) if ok]

    def evidence(self):
        """The Evidence with all that was found out."""
        complete = len(self.seen) == len(self.probes)
        verdict = judge_answers.verdict_on(
            self.paper,
            self.answer,
            self.used,
            ask_again=self._asked_again if complete else None,
            locate=lambda _: repair.chosen(self.survivors, self.source),
        )
        repaired = _changed_line(self.survivors) if verdict.line else None
        return replace(self.found, verdict=verdict, repaired=repaired)

    def _by_call(self):
        """The probes by how the answer is called in them: {call: probes}."""
        found = {}
        for probe in self.probes:
            found.setdefault(probe.exercise.call, []).append(probe)
        return found

    def _asked_again(self, trials):
        return asked_again(self.paper.exercise, trials, self.seen.__getitem__)

    def _id(self, kind):
        return f"{self.question.id}, {kind}"

    def _versions(self, kind, edited, trials, most):
        # A busy machine may have kept the answer waiting, so its time says little.
        patience = repair.ROUNDS * max(t.observation.seconds for t in trials)
        return replace(
            self.question,
            id=self._id(kind),
            cases=tuple(trial.case.args for trial in trials),
            versions=tuple(edit.source for edit in edited),
            patience=min(max(patience, SHORTEST), most),
            call=carried(repair.call_of_versions(self.paper.exercise, self.source)),
        )

    def _rounds(self, answer, trials):
        """Of each version, whether it is right in every one of these trials."""
        count = len(trials)
        for at in range(0, len(answer.cases), count):
            seen = zip(trials, answer.cases[at : at + count], strict=True)
            yield all(self._is_right(trial, came) for trial, came in seen)

    def _is_right(self, trial, came):
        if isinstance(came, Fault):
            return False
        return not any(find_faults(self.paper.exercise, trial.case, came, trial.expected).values())


def _changed_line(survivors):
    """The first line that the likeliest edit changes, as it makes it, in one spelling for all."""
    best = min(survivors, key=lambda edit: edit.cost)
    before, after = ast.unparse(best.definition).split("\n"), best.source.split("\n")
    pairs = zip(before, after, strict=False)
    changed = next((new for old, new in pairs if old != new), after[-1])
    return changed.strip()
