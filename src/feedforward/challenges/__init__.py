"""One open challenge for each section, without points: the learner's score beside the book's."""

from html import escape

from feedforward.checking.notebook import Shown

from .activations import THIRTY_LAYERS
from .backprop import OWN_GRADIENTS
from .capacity import SPIRALS
from .challenge import Challenge, NotScored
from .descent import NARROW_VALLEY
from .forward import FEWEST_OPERATIONS
from .losses import CALIBRATED_WINE
from .structure import SMALL_DIGITS
from .xor import PARITY

__all__ = ["CHALLENGES", "Challenge", "NotScored", "challenge"]

CHALLENGES = {
    c.name: c
    for c in (
        PARITY,
        SMALL_DIGITS,
        SPIRALS,
        THIRTY_LAYERS,
        CALIBRATED_WINE,
        NARROW_VALLEY,
        FEWEST_OPERATIONS,
        OWN_GRADIENTS,
    )
}


class Attempt(Shown):
    """What is told of an attempt; `score` is None where it has none."""

    def __init__(self, paragraphs, score=None):
        self.score = score
        html = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
        super().__init__("\n".join(paragraphs), html)


def challenge(name, function=None):
    """Show an open challenge, or your function's score on data that it has not seen.

    name: as in ``ff.challenge("parity")``, which says what is asked. function: your attempt.
    Shows an Attempt, with the score as its `.score`, and returns it. Raises ValueError for a name
    that no challenge has.
    """
    if name not in CHALLENGES:
        raise ValueError(f"No challenge is called {name!r}. There are: {', '.join(CHALLENGES)}.")
    asked = CHALLENGES[name]
    best = f"{asked.score:g} {asked.unit}; {asked.better} is better"
    if function is None:
        return Attempt([asked.task, f"{asked.call}.", f"The book's attempt: {best}."]).show()
    try:
        score = asked.play(function)
    except NotScored as why:
        return Attempt([f"No score yet. {why}", f"The book's attempt: {best}."]).show()
    verdict = _compare(score, asked)
    return Attempt(
        [f"Yours: {score:g} {asked.unit}. {verdict}", f"The book's: {best}."], score
    ).show()


def _compare(score, asked):
    if score == asked.score:
        return "That is as good as the book's attempt."
    better = score < asked.score if asked.better == "lower" else score > asked.score
    return "That beats the book's attempt." if better else "The book's attempt is better."
