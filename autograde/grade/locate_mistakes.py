"""Locate the mistakes that the judge could not name, with two further jobs.

The jobs ask what a notebook's own check asks: whether one edit of the learner's code makes every
case right, and whether each argument affects the result as it should. Job 3 calls every edited
version on the first case that failed, and the answer itself on changed cases. Job 4 calls the
versions that were right in job 3 on all cases. The sandbox only makes the calls. The grader judges
outside which versions are right. That changes the feedback, never the points.
"""

import ast
import contextlib
from dataclasses import replace

from feedforward.checking import diagnose, repair
from feedforward.checking.asked_again import asked_again, probes_of
from feedforward.checking.edits import edits
from feedforward.checking.faults import find_faults

from ..sandbox.wire.contract import Fault
from . import judge_answers
from .build_questions import carried

MOST_VERSIONS, MOST_SURVIVORS = 1000, 40
SHORTEST, USUAL, LONGEST = 0.01, 0.05, 0.5  # seconds of processor time for a call of a version


def locate(found, sources, run):
    """Return {name: new Evidence} for the wrong answers that it could ask about again.

    found: the Evidence so far, {name: Evidence}. sources: {id of a cell: its text}.
    run(questions): asks Questions and returns {id: Answer}.
    """
    searches = {}
    for name, evidence in found.items():
        with _ignoring_errors():
            if evidence.answer and not (evidence.fault_kind or evidence.verdict.passed):
                searches[name] = Search(evidence, sources.get(evidence.attempt.cell, ""))
    for ask, note in ((Search.questions, Search.note), (Search.last_questions, Search.note_last)):
        asked = [question for search in searches.values() for question in ask(search)]
        answers = run(asked) if asked else {}
        for search in searches.values():
            with _ignoring_errors():
                note(search, answers)
    told = {name: search.evidence() for name, search in searches.items() if search.has_asked}
    return {n: e for n, e in told.items() if e.verdict.score == found[n].verdict.score}


@contextlib.contextmanager
def _ignoring_errors():
    """Ignore errors in the block: learners return arrays of any kind, and the verdict holds."""
    try:
        yield
    except MemoryError:  # see bounds.py
        raise
    except Exception:
        pass


class Search:
    """A search for the mistake in a wrong answer. source: the text of its cell."""

    def __init__(self, evidence, source):
        self.found, attempt = evidence, evidence.attempt
        self.paper, self.used, self.answer = attempt.paper, attempt.used, evidence.answer
        self.question = replace(evidence.question, cells_before=max(1, attempt.cells_before))
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
        """Yield Questions: all versions on the failing case, and the answer on each probe."""
        if self.edits:
            yield self._versions("versions", self.edits, [self.failing], USUAL)
        for number, (call, found) in enumerate(self._by_call().items()):
            cases = tuple(probe.case.args for probe in found)
            more = {"id": self._id(f"probes {number}"), "cases": cases, "call": carried(call)}
            yield replace(self.question, **more)

    def note(self, answers):
        """Read the answers to `questions()`."""
        if self.edits:
            right = self._right(self.edits, answers.get(self._id("versions")), [self.failing])
            self.survivors = right[:MOST_SURVIVORS]
        for number, found in enumerate(self._by_call().values()):
            answer = answers.get(self._id(f"probes {number}"))
            if answer and not answer.fault:
                self.seen |= zip(found, answer.outcomes, strict=True)

    def last_questions(self):
        """Yield a Question that calls the versions that have been right so far on all cases."""
        if self.survivors:
            yield self._versions("survivors", self.survivors, self.trials, LONGEST)

    def note_last(self, answers):
        """Read the answers to `last_questions()`."""
        answer = answers.get(self._id("survivors"))
        self.survivors = self._right(self.survivors, answer, self.trials)

    def evidence(self):
        """Return the Evidence, improved by the results of the two jobs."""
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
        """Group the probes by how they call the answer: {call: probes}."""
        found = {}
        for probe in self.probes:
            found.setdefault(probe.exercise.call, []).append(probe)
        return found

    def _asked_again(self, trials):
        return asked_again(self.paper.exercise, trials, self.seen.__getitem__)

    def _id(self, kind):
        return f"{self.question.id}, {kind}"

    def _versions(self, kind, edited, trials, most):
        # Capped at `most`, because a busy machine may have slowed down the answer's own calls.
        patience = repair.ROUNDS * max(t.observation.seconds for t in trials)
        return replace(
            self.question,
            id=self._id(kind),
            cases=tuple(trial.case.args for trial in trials),
            versions=tuple(edit.source for edit in edited),
            patience=min(max(patience, SHORTEST), most),
        )

    def _right(self, edited, answer, trials):
        """Return the edits that are right in all of these trials; [] if answer is None."""
        count, right = len(trials), []
        for number, edit in enumerate(edited if answer else ()):
            own = answer.outcomes[number * count : (number + 1) * count]
            if all(self._is_right(trial, came) for trial, came in zip(trials, own, strict=True)):
                right.append(edit)
        return right

    def _is_right(self, trial, came):
        if isinstance(came, Fault):
            return False
        return not any(find_faults(self.paper.exercise, trial.case, came, trial.expected).values())


def _changed_line(survivors):
    """Return the first line that the likeliest edit changes, in its edited form."""
    best = min(survivors, key=lambda edit: edit.cost)
    before, after = ast.unparse(best.definition).split("\n"), best.source.split("\n")
    pairs = zip(before, after, strict=False)
    changed = next((new for old, new in pairs if old != new), after[-1])
    return changed.strip()
