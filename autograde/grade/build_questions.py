"""What is asked about an exercise, and what is judged of the answers."""

import functools
import inspect
import json
from dataclasses import dataclass, field

from feedforward import exercises
from feedforward.checking.verdict import RAISED, Verdict

from ..sandbox.wire import contract
from ..sandbox.wire.answers import pack_observation
from . import judge_answers

NOT_OF_THE_LIBRARY = "feedforward.exercises"
UNJUDGED = "What came could not be judged, which is a fault of the grader: {}"


@dataclass
class Try:
    """A question, what it is about, and what was judged of its answers so far."""

    question: contract.Question
    paper: judge_answers.Paper
    used: frozenset
    verdicts: dict = field(default_factory=dict)

    def verdict_on(self, answer):
        """The Verdict on an Answer; judged once where the same comes again, as it mostly does."""
        if id(answer) not in self.verdicts:
            known = (v for other, v in self.verdicts.values() if _told(other) == _told(answer))
            # the answer is kept with it, so that no other can get its id
            self.verdicts[id(answer)] = answer, next(known, None) or self._judge(answer)
        return self.verdicts[id(answer)][1]

    def counting(self, report):
        """The Verdict that counts of a Report, and the Answer that it is on; None if there is none.

        An answer is tried again with right versions of what it builds on.
        """
        answers = report.answers.get(self.question.id, ()) if report else ()
        if not answers:
            return judge_answers.not_attempted(self.paper.exercise), None
        found = [(self.verdict_on(answer), answer) for answer in answers]
        best = judge_answers.better(found[0][0], found[1][0] if found[1:] else None)
        return next(pair for pair in found if pair[0] is best)

    def _judge(self, answer):
        try:
            return judge_answers.verdict_on(self.paper, answer, self.used)
        except Exception as error:  # arrays of any kind come here; one exercise is lost, not more
            text = UNJUDGED.format(f"{type(error).__name__}: {error}")
            exercise = self.paper.exercise
            return Verdict(exercise.name, RAISED, 0.0, exercise.points, text, "unjudged")


def question(paper, id, after, stand_ins):
    """The Question that asks for all cases of a Paper; see wire/contract.py for the rest."""
    exercise = paper.exercise
    return contract.Question(
        id=id,
        function=exercise.name,
        cases=paper.arguments,
        parameters=tuple(exercise.parameters),
        watched=_watched(exercise),
        banned=banned(exercise),
        call=carried(exercise.call),
        opens=_opened(exercise.name),
        stand_ins=stand_ins,
        after=after,
    )


def banned(exercise):
    """Names that an answer may not use."""
    return exercise.ban.names if exercise.ban else ()


@functools.cache
def carried(function):
    """A function as it goes into a box, or None."""
    from ..sandbox.host.function_source import carry

    return None if function is None else carry(function)


def _told(answer):
    """All that an Answer says, but for the time that it took."""
    blobs = []
    said = [
        vars(case) if isinstance(case, contract.Fault) else pack_observation(case, blobs)
        for case in answer.cases
    ]
    return json.dumps([case | {"seconds": 0} for case in said]), b"".join(blobs)


def _target(function):
    return f"{function.__module__}.{function.__qualname__}"


def _watched(exercise):
    functions = (exercise.reference, *exercise.off_limits)
    return tuple(_target(f) for f in functions if not _stands_beside(f))


def _stands_beside(function):
    return function.__module__.startswith(NOT_OF_THE_LIBRARY)


@functools.cache  # a whole class is asked the same
def _opened(name):
    """Right versions of the exercises before this one in its section, where the book has them."""
    earlier, section = exercises.earlier_than(name), exercises.find(name).section
    return tuple(
        contract.Opening(_target(function), inspect.getsource(function))
        for n, function in earlier.items()
        if exercises.find(n).section == section and not _stands_beside(function)
    )
