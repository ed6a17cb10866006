"""One question that could be asked about a learner's code."""

from dataclasses import dataclass

from feedforward.questions import Question


@dataclass(frozen=True)
class Candidate:
    """A question, its kind, and a score, which is higher for a more demanding question.

    `case` is the call that the question is about, and `place` the part of the code. With these two
    a test can find the answer in another way.
    """

    kind: str
    score: float
    question: Question
    case: object
    place: object
