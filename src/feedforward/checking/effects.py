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
        "Your function calls one of the book's own functions instead of computing the result "
        "itself, and that earns no points.",
        "What do you need from that function, and how would you compute it yourself?",
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
    "Print the shape of what each line of your function computes, with `np.shape(...)`. Which is "
    "the first that you do not expect?",
)
ALWAYS_NONE = Mistake(
    NOTHING_RETURNED,
    "Your function returned None in every test case. Either it reaches no `return`, or the value "
    "after `return` is None. (`list.append(...)` and `list.reverse()` return None, for example.)",
    "Which line of your function should return the result?",
)
FORMS = {
    mistake.id: mistake
    for mistake in (
        SHAPE,
        Mistake(NUMBER_OF_RESULTS, "", "Which results does the docstring list, in which order?"),
        Mistake(
            NOTHING_RETURNED,
            "",
            "Which lines run for these inputs, and does one of them return a value?",
        ),
        Mistake(LENGTH, "", "Print your result. Which is the first entry that you do not expect?"),
        Mistake(
            WRONG_TYPE, "", "Which line of your code makes this value, and what should it make?"
        ),
    )
}
