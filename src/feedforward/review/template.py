"""Templates of short questions about exercises, with numbers drawn afresh each time."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

MEANT_AS_ZERO = 1e-9  # smaller numbers are rounding errors


def _all_of(result):
    return result


@dataclass(frozen=True)
class Template:
    """A question about one call of an exercise's function, small enough to answer on paper.

    `draw(rng)` gives the arguments of the call, and `text(*args)` the question, with `code` in
    backticks. `part(result)` is what the question asks for, by default all of it. `why` says
    how to get the right answer.

    The right answer is what the exercise's reference returns, and the wrong options are what its
    known mistakes return. For an exercise that recognises mistakes by rules, `right(*args)` is the
    answer, and `wrong` maps the id of a mistake to a function that gives its answer.
    """

    exercise: str
    draw: Callable[[np.random.Generator], tuple]
    text: Callable[..., str]
    why: str
    part: Callable[[object], object] = _all_of
    right: Callable | None = None
    wrong: dict[str, Callable] = field(default_factory=dict)


def first(result):
    """Return the first number of an array, for a question about a single number."""
    return np.ravel(result)[0]


def named(*names):
    """Return a `part` that shows a tuple of results as in "w = [2], b = 1"."""

    def part(results):
        return ", ".join(f"{n} = {short(r)}" for n, r in zip(names, results, strict=True))

    return part


def short(value):
    """Write a value as on a blackboard: `[1, -0.5]` for an array, at most two decimals."""
    if isinstance(value, np.ndarray | np.generic):
        value = value.tolist()
    if isinstance(value, list):
        return f"[{', '.join(map(short, value))}]"
    if isinstance(value, tuple):
        comma = "," if len(value) == 1 else ""
        return f"({', '.join(map(short, value))}{comma})"
    return _short_number(value) if type(value) is float else str(value)


def _short_number(value):
    if abs(value) < MEANT_AS_ZERO:
        return "0"
    return np.format_float_positional(value, 2, fractional=abs(value) >= 0.1, trim="-")


def whole(rng, *shape, most=3):
    """Draw whole numbers from -most to most without 0, as floats."""
    return rng.integers(1, most + 1, size=shape) * rng.choice([-1.0, 1.0], size=shape)


def one_of(rng, *values):
    """Draw one of the values."""
    return values[rng.integers(len(values))]
