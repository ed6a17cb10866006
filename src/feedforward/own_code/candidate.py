"""One question that could be asked about a learner's code."""

from dataclasses import dataclass

from feedforward.questions import Question


@dataclass(frozen=True)
class Candidate:
    """A question, its kind, and a score that is higher the more it asks of the reader.

    `case` is the call of which it asks, `place` what it asks about: what it takes to verify it.
    """

    kind: str
    score: float
    question: Question
    case: object
    place: object
