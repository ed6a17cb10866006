"""Exercise `compose` of section 6.2."""

import functools
import re

import numpy as np

from feedforward.checking.describe_values import number
from feedforward.checking.exercise import Case, Exercise, Mistake
from feedforward.exercises.case_arrays import tidy


def compose(*functions):
    """Return the function x -> f_k(...f_2(f_1(x))): the first function is applied first.

    functions f_1, ..., f_k, each of one argument; compose() is the identity.
    """

    def composed(x):
        for f in functions:
            x = f(x)
        return x

    return composed


def double(x):
    return 2 * x


def add_3(x):
    return x + 3


def square(x):
    return x**2


def row_sums(x):
    return x.sum(axis=1)


def _use_composed(compose, args):
    """Apply the composed function to each x: it must work more than once."""
    functions, several = args
    composed = compose(*functions)
    if not callable(composed):
        raise TypeError(f"compose returned {_kind(composed)}, which cannot be called with x")
    return [composed(x) for x in several]


def _kind(value):
    if value is None:
        return "None"
    is_number = isinstance(value, (int, float, np.number))
    return "a number" if is_number else f"a {type(value).__name__}"


def _cases(rng):
    numbers = [float(x) for x in rng.choice(np.arange(4, 40), size=2, replace=False)]
    yield Case(((add_3, double), numbers))
    yield Case(((double, square, add_3), numbers[::-1]))
    yield Case(((square, add_3, add_3, double), [tidy(rng, 2, 3), tidy(rng, 4)]))
    yield Case(((square, row_sums, add_3), [tidy(rng, 3, 2), tidy(rng, 1, 4)]))
    yield Case(((square,), numbers), "one function")
    yield Case(((), numbers), "no function at all")


def _as_a_call(case, text):
    """Write compose(add_3, double)(7) for the first of several results."""
    functions, several = case.args

    def call(found):
        i = int(found[1])
        x = number(several[i]) if isinstance(several[i], float) else f"xs[{i}]"
        return f"compose({', '.join(f.__name__ for f in functions)})({x})"

    return re.sub(r"^y\[(\d+)\]", call, text)


def _apply_in_turn(functions):
    return lambda x: functools.reduce(lambda done, f: f(done), functions, x)


def _late_name(*functions):
    composed = _apply_in_turn(())
    for f in functions:
        composed = lambda x: f(composed(x))  # noqa: B023, E731
    return composed


def _works_once(*functions):
    in_turn = iter(functions)

    def composed(x):
        for f in in_turn:
            x = f(x)
        return x

    return composed


COMPOSE = Exercise(
    name="compose",
    section="6.2_structure",
    points=1,
    reference=compose,
    cases=_cases,
    results=("y",),
    call=_use_composed,
    arguments=("functions", "xs"),
    wording=_as_a_call,
    hints=(
        "`compose` returns a function: define one inside it with `def`, and return it "
        "without calling it.",
        "Inside, start with x and go through `functions` in order. What is the argument of "
        "each one?",
        "If there are no functions, the body of the loop never runs. What is the value of x then?",
    ),
    mistakes=(
        Mistake(
            "last_first",
            "The functions are applied in the wrong order, the last one first.",
            "In f_2(f_1(x)), which function receives x itself?",
            function=lambda *functions: _apply_in_turn(functions[::-1]),
        ),
        Mistake(
            "only_last",
            "Only the last function has any effect; the results of the others are lost.",
            "What is the argument of f_2: x, or f_1(x)?",
            function=lambda *functions: _apply_in_turn(functions[-1:]),
        ),
        Mistake(
            "only_first",
            "Only the first function is applied.",
            "What happens in your code after the first function has returned?",
            function=lambda *functions: _apply_in_turn(functions[:1]),
        ),
        Mistake(
            "last_left_out",
            "The last function is never applied.",
            "Which is the last function that your code applies?",
            function=lambda *functions: _apply_in_turn(functions[:-1]),
        ),
        Mistake(
            "first_left_out",
            "The first function is never applied.",
            "Which function does your code apply to x first?",
            function=lambda *functions: _apply_in_turn(functions[1:]),
        ),
        Mistake(
            "side_by_side",
            "Every function is applied to x itself, and your result contains all their results.",
            "Which single value comes out at the end of the chain?",
            function=lambda *functions: lambda x: [f(x) for f in functions],
        ),
        Mistake(
            "last_many_times",
            "The last function is applied as many times as there are functions, and no other "
            "function is applied.",
            "If a function uses a loop variable, which value does it see after the loop has ended?",
            function=lambda *functions: _apply_in_turn(functions[-1:] * len(functions)),
        ),
        Mistake(
            "added_up",
            "The results of the functions are added up.",
            "In f_2(f_1(x)), what is the argument of f_2?",
            function=lambda *functions: lambda x: sum(f(x) for f in functions),
        ),
        Mistake(
            "no_function",
            "`compose` returns None, which cannot be called with x.",
            "What should follow `return`?",
            function=lambda *functions: None,
        ),
        Mistake(
            "calls_itself",
            "A function in your code calls itself without end: when it runs, a name in its body "
            "refers to the function itself.",
            "Could a loop over `functions` inside the new function do the work?",
            function=_late_name,
        ),
        Mistake(
            "works_once",
            "The composed function is right the first time it is called, and wrong the second "
            "time.",
            "What does the first call use up or change? (`pop` shortens a list, for example.)",
            function=_works_once,
        ),
        Mistake(
            "list_of_functions",
            "Your function returns a list of the functions; nothing applies them to x.",
            "What should `compose(f, g)(3)` compute?",
            function=lambda *functions: list(functions),
        ),
    ),
)
