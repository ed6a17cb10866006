"""Hold the evidence behind a verdict, and choose between several answers to an exercise."""

from dataclasses import dataclass

from feedforward.checking.effects import READY_MADE
from feedforward.checking.verdict import NOT_ATTEMPTED, Verdict

from ..sandbox.wire import contract
from .build_questions import Attempt


@dataclass(frozen=True)
class Evidence:
    """A Verdict, with the Attempt, Question and Answer that it is based on, if there are any.

    repaired: the line with a located mistake, after the edit that makes every case right.
    """

    verdict: Verdict
    attempt: Attempt | None = None
    answer: contract.Answer | None = None
    repaired: str | None = None
    question: contract.Question | None = None

    @property
    def fault_kind(self):
        """The kind of the Fault that kept the answer from being judged, or None."""
        return self.answer.fault.kind if self.answer and self.answer.fault else None


def best(found):
    """Return the Evidence that counts: the first of those with the best Verdict, or None.

    Among Verdicts with equal scores, one that judges an answer is better than one that could not,
    and one that does not blame it for what an earlier answer uses.
    """
    return max(found, key=_rank, default=None)


def _rank(evidence):
    verdict, is_judged = evidence.verdict, evidence.fault_kind in (None, contract.NOT_DEFINED)
    blames = verdict.mistake == READY_MADE
    return verdict.score, is_judged, verdict.status != NOT_ATTEMPTED, not blames
