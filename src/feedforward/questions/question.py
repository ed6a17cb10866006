"""Define a question to the reader: data only, no buttons.

Texts may hold `code` in backticks and formulas between dollar signs; an option is the text of a
button, which can show neither.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """One answer to choose, and what is said to a reader who chooses it.

    The reply of a right option says why it is right: readers who chose another one get it, too.
    """

    text: str
    reply: str
    right: bool = False


@dataclass(frozen=True)
class Question:
    """A question with options. `several` says why more than one of them is right, if so.

    Raises ValueError for a question that cannot be answered.
    """

    name: str
    text: str
    options: tuple[Option, ...]
    several: str = ""

    def __post_init__(self):
        if len(self.options) < 2:
            raise ValueError(f"The question {self.name!r} needs two options; it has {self.options}")
        if len({option.text for option in self.options}) < len(self.options):
            raise ValueError(f"Two options of the question {self.name!r} have the same text.")
        if not self.right:
            raise ValueError(f"The question {self.name!r} needs one option with right=True.")
        if len(self.right) > 1 and not self.several:
            raise ValueError(
                f"The question {self.name!r} has {len(self.right)} right options; "
                "say why in several=."
            )
        unreadable = [o.text for o in self.options if "$" in o.text or "`" in o.text]
        if unreadable:
            raise ValueError(f"A button shows plain text, no formula and no code: {unreadable}.")

    @property
    def right(self):
        """The options that are right: one, unless `several` says why."""
        return tuple(option for option in self.options if option.right)


@dataclass(frozen=True)
class NumberQuestion:
    """A question that is answered by a number on an axis from `low` to `high`.

    answer: the number, or a function without arguments that computes it.
    within: how far from it a guess counts as right; on a `log` axis, by what factor.
    reply: why it is this number. too_low, too_high: what else is said to such a guess.
    """

    name: str
    text: str
    answer: float | Callable[[], float]
    reply: str
    low: float
    high: float
    within: float
    too_low: str = ""
    too_high: str = ""
    log: bool = False

    @property
    def value(self):
        """The answer as a number. Raises ValueError where the axis does not reach it."""
        value = float(self.answer() if callable(self.answer) else self.answer)
        if not self.low <= value <= self.high:
            raise ValueError(
                f"The answer of the question {self.name!r} is {value:g}; "
                f"its axis goes from {self.low:g} to {self.high:g}."
            )
        return value

    def compare(self, guess):
        """Return -1 for a guess that is too low, 1 for one that is too high, 0 for a right one."""
        value = self.value
        low, high = value - self.within, value + self.within
        if self.log:
            low, high = value / self.within, value * self.within
        return int(guess > high) - int(guess < low)
