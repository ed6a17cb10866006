"""Mistakes that show in what a call does, whatever it returns, and in the form of its result."""

from .compare import LENGTH, NOTHING_RETURNED, NUMBER_OF_RESULTS, WRONG_TYPE
from .exercise import Mistake

STOPPED, TOO_LONG = "stopped", "too_long"
CHANGED, READY_MADE = "changed_arguments", "ready_made"
EFFECTS = {
    STOPPED: (
        "You interrupted the check while your code was running.",
        "What was your code doing at that moment, and would it have come to an end?",
    ),
    TOO_LONG: (
        "Your code was still running after 10 seconds, so the check stopped it. For inputs as "
        "small as these, a fraction of a second should do.",
        "Which part of your code repeats here, how many times, and what brings it to an end?",
    ),
    "library_call": (
        "Your function calls the course's own answer to this exercise, which earns no points: "
        "write the formula yourself.",
        "Which formula in the text does that function stand for?",
    ),
    CHANGED: (
        "Your function changed something that it was given. It should leave its arguments as they "
        "are and return new values.",
        "Which lines of your code write into an array or a list that was passed in?",
    ),
    "foreign_library": (
        "This course builds everything from Python and NumPy, so a function from another library "
        "earns no points here.",
        "Which formula of the section does that function compute?",
    ),
    "warned": (
        "The numbers are right, but on the way to them a value overflowed, became undefined or was "
        "divided by zero.",
        "Which intermediate value becomes too large, or 0, for these inputs?",
    ),
    "global_random": (
        "Your function draws from a global random generator instead of the `rng` that it was "
        "given, so the same `rng` can give different results.",
        "Which calls in your code draw random numbers, and from which generator?",
    ),
}
SHAPE = Mistake(
    "shape",
    "",
    "Call your function with these inputs in a separate cell, and print the shape after each step. "
    "Where is it not what you expect?",
)
ALWAYS_NONE = Mistake(
    NOTHING_RETURNED,
    "Your function returned None in every test case: it reaches no `return`, or what stands "
    "after `return` is None, as with `list.append(...)` or `list.reverse()`.",
    "What does the last line of your function return?",
)
FORMS = {
    mistake.id: mistake
    for mistake in (
        SHAPE,
        Mistake(NUMBER_OF_RESULTS, "", "Which results does the docstring list, in which order?"),
        Mistake(
            NOTHING_RETURNED,
            "",
            "Which value should be in the place of this None?",
        ),
        Mistake(LENGTH, "", "What is each of its entries for, and how many should there be?"),
        Mistake(WRONG_TYPE, "", "Which type does your result have, and which should it have?"),
    )
}
