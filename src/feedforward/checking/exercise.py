"""What an exercise is: data only, no judging."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import FunctionType

import numpy as np

from .compare import Difference


@dataclass(frozen=True)
class Case:
    """One call of the learner's function: its arguments, and what is special about them.

    An argument is an array, a number, a `numpy.random.Generator`, a function, or lists and tuples
    of these. `note` completes the sentence "this case has …" and is empty for an ordinary case.
    """

    args: tuple
    note: str = ""


@dataclass(frozen=True)
class Mistake:
    """A mistake that learners make, and the advice that it earns.

    Known either by `function`, a wrong answer written out: whoever gives the same numbers made the
    same mistake; or by `rule(case, got)`, true for results that show it in that case. `got` is what
    came, as plain arrays in nested lists.
    `what` says what is wrong; `ask` is the one question that leads on.
    """

    id: str
    what: str
    ask: str
    function: Callable | None = None
    rule: Callable[[Case, object], bool] | None = None


@dataclass(frozen=True)
class Ban:
    """Ready-made ways that would leave nothing of an exercise: names, and operators like "@"."""

    names: tuple[str, ...]
    what: str
    ask: str


@dataclass(frozen=True)
class Potential:
    """The J whose derivative a result is, so that a wrong one can be contradicted by a nudge.

    `J(args, path, step)` is J with the variable moved by `step`, an array of its shape. `path`
    leads to one array where the result is a nested list, and is () otherwise; `variable` is the
    variable's name, or gives it for a path. `quantity` is what J is called in the section.
    """

    variable: str | Callable[[tuple], str]
    J: Callable[[tuple, tuple, np.ndarray], float]
    quantity: str = "J"


@dataclass(frozen=True)
class Exercise:
    """One exercise of the book.

    `reference` is the right answer, `cases(rng)` draws the calls that an answer is judged by, the
    smallest first. `results` names what the function returns; with one name, that is the value
    itself, with several, a tuple of them, and each earns its share of the points.

    Where many answers are right, `law(case, got)` judges the property instead of the numbers: a
    dict from the name of each scored result to None, where it is right, or to the Difference that
    shows why not. `factors(case)` names numbers that a result may wrongly be multiplied by, such as
    {"N": 7}. `off_limits` are further functions of this package that do the exercise's work.
    `call(function, args)` puts an answer to use where calling it is not enough; where a case then
    holds other things than the function's parameters, `arguments` names them. `ban` are ways that
    the exercise rules out. `safe` means that a NumPy warning is a fault. `potentials` give, for a
    result that is a derivative, what it is the derivative of. `wording(case, text)` says in the
    words of the task what a comparison says of a place in the result. `remarks` are ids of mistakes
    that a right answer may show, too, where a law judges: they are told and cost no points.
    `open_question` is asked about a wrong answer that nothing explains.
    """

    name: str
    section: str
    points: int
    reference: FunctionType
    cases: Callable[..., Iterable[Case]]
    hints: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    results: tuple[str, ...] = ("result",)
    law: Callable[[Case, object], dict[str, Difference | None]] | None = None
    factors: Callable[[Case], dict[str, float]] = lambda case: {}
    off_limits: tuple[FunctionType, ...] = ()
    call: Callable | None = None
    arguments: tuple[str, ...] = ()
    ban: Ban | None = None
    safe: bool = False
    potentials: dict[str, Potential] = field(default_factory=dict)
    wording: Callable[[Case, str], str] = lambda case, text: text
    remarks: tuple[str, ...] = ()
    open_question: str = ""

    @property
    def parameters(self):
        """Names of what a case holds: of the function's parameters, unless `arguments` says it."""
        code = self.reference.__code__
        return self.arguments or code.co_varnames[: code.co_argcount]
