"""One open challenge for each section, without points: the learner's score beside the book's."""

from feedforward.checking.notebook import Shown
from feedforward.checking.verdict import html_text

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
    """The report on a challenge or an attempt, with its head in bold; `score` may be None."""

    def __init__(self, head, *paragraphs, score=None):
        self.score = score
        first, *others = paragraphs
        html = f"<p><strong>{html_text(head)}</strong> {html_text(first)}</p>"
        html += "".join(f"<p>{html_text(paragraph)}</p>" for paragraph in others)
        super().__init__("\n".join([f"{head} {first}", *others]).replace("`", ""), html)


def challenge(name, function=None):
    """Show an open challenge, or your function's score on data that it has not seen.

    name: as in ``ff.challenge("parity")``, which says what is asked. function: your attempt.
    Shows an Attempt, with the score as its `.score`, and returns it. Raises ValueError for a name
    that no challenge has.
    """
    if name not in CHALLENGES:
        raise ValueError(f"No challenge is called {name!r}. There are: {', '.join(CHALLENGES)}.")
    asked = CHALLENGES[name]
    books = f"The book's attempt: {_measured(asked.score, asked.unit)}; {asked.better} is better."
    if function is None:
        solve = asked.call.removeprefix("`").partition("(")[0]
        hand_in = f'`ff.challenge("{name}", {solve})` tests your function.'
        return Attempt("Open challenge.", asked.task, f"{asked.call}. {hand_in}", books).show()
    try:
        score = asked.play(function)
    except NotScored as why:
        return Attempt("No score yet.", str(why), books).show()
    unit = asked.unit.removesuffix("s") if score == 1 else asked.unit
    yours = f"Your score: {_measured(score, unit)}."
    return Attempt(yours, _compare(score, asked), books, score=score).show()


def _measured(score, unit):
    """Write a score with its unit, as in 12 gradients or 97.3% of new digits right."""
    return f"{score:g}{'' if unit.startswith('%') else ' '}{unit}"


def _compare(score, asked):
    if score == asked.score:
        return "That is as good as the book's attempt."
    better = score < asked.score if asked.better == "lower" else score > asked.score
    return "That beats the book's attempt." if better else "The book's attempt is better."
