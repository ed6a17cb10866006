"""The kinds of place that an edit changes, in words, each with one question.

The words say where to look and never what to write. They have to be true of every edit of their
kind, so they name what is in the code, not what should be. They are the subject of the sentence
"… makes every test case pass", with {line} for "line 4", {first} for the first of several lines,
and {text} for the code that is there now.
"""

import re

WITHOUT = "What would {first} give without `{text}`?"
QUOTED = re.compile(r"(?:the \w+ )?`\{text\}`")  # with the noun before it
SMALL, SAME = "A small change", "The same small change"  # at one place; at several


def _to(what, question):
    """The words for a place that is some part of its line."""
    return f"{{change}} to {what} on {{line}}", question


PLACES = {
    "absolute": _to(
        "the expression `{text}`",
        "What does `{text}` hold here, and what does {first} need?",
    ),
    "accumulate": (
        "{change} to the way {line} updates its variable",
        "Should {first} replace the old value, or add to it?",
    ),
    "added_up": (
        "Adding up what {line} computes in each round",
        "Should only the last round of the loop count on {first}?",
    ),
    "aliases": _to(
        "the list `{text}`",
        "What happens to the other entries of this list when one of them changes?",
    ),
    "argument": _to(
        "the arguments of `{text}`",
        "What does each argument of `{text}` do here?",
    ),
    "arguments": _to(
        "the order of the arguments of `{text}`",
        "What does `{text}` do with each of its arguments? Which order is needed here?",
    ),
    "axis": _to(
        "the axis of `{text}`",
        "Along which axis should `{text}` work here, or should it work over all entries?",
    ),
    "base": _to(
        "the base `{text}` of the power",
        "Which number should be raised to a power here?",
    ),
    "comparison": _to(
        "the condition `{text}`",
        "What does your code do where this condition is true? For which values should it do that?",
    ),
    "constant": _to(
        "the number `{text}`",
        "What does the number `{text}` stand for on {first}?",
    ),
    "copy": _to(
        "`{text}`",
        "Which other names refer to the same object? What happens to them when it changes?",
    ),
    "dtype": _to(
        "the dtype of `{text}`",
        "Which numbers can an array of this dtype hold?",
    ),
    "entries": _to(
        "the entries of `{text}`",
        "Which entries should `{text}` have?",
    ),
    "extra": _to(
        "the part `{text}`",
        WITHOUT,
    ),
    "extra_parts": _to(
        "the parts `{text}`",
        WITHOUT,
    ),
    "factor": (
        "Multiplying or dividing `{text}` on {line} by something",
        "Which quantity does {first} need in place of `{text}`?",
    ),
    "factor_in_a_sum": _to(
        "the term `{text}`",
        "How many times is `{text}` added on {first} to one number, and how many times should it "
        "be?",
    ),
    "function": _to(
        "the function `{text}`",
        "What exactly does `{text}` do, and what does {first} need?",
    ),
    "grouping": _to(
        "the order of the operations in `{text}`",
        "What does Python compute first in this expression?",
    ),
    "in_place": _to(
        "the in-place update",
        "What would change if {first} made a new array instead of writing into the old one?",
    ),
    "indentation": (
        "A different indentation of {line}",
        "Should {first} run a single time, or again in every round of a loop?",
    ),
    "index": _to(
        "the index or slice in `{text}`",
        "Write down what `{text}` gives for a small example. Is that what {first} needs?",
    ),
    "keepdims": _to(
        "the shape that `{text}` returns",
        "What shape does `{text}` return? Which shape is needed here?",
    ),
    "lines": (
        "A different order of the statements from {line} on",
        "Which of these statements changes a variable that another one reads?",
    ),
    "missing": _to(
        "the expression `{text}`",
        "Which quantity does {first} need in this place, and is `{text}` this quantity?",
    ),
    "name": _to(
        "the variable `{text}`",
        "What does `{text}` hold at this point? Which quantity belongs here?",
    ),
    "moved": (
        "Moving {line} to another place",
        "Should {first} run a single time, or again in every round of a loop?",
    ),
    "operands": _to(
        "the order of the two sides of `{text}`",
        "Which of the two should come first?",
    ),
    "operation": _to(
        "the operator `{text}` and its two sides",
        "Which operation belongs in place of `{text}`, and between which two values?",
    ),
    "operator": _to(
        "the operator `{text}`",
        "What should {first} compute? Is `{text}` the right operation for that?",
    ),
    "operators": _to(
        "two of the operators `{text}`",
        "What does each `{text}` on {first} do? Which of them are right?",
    ),
    "swapped": (
        "Exchanging the variables {text} on {line}",
        "Which quantity does each of these two variables hold?",
    ),
    "order": (
        "Exchanging {line} with the statement after it",
        "Which values do these two statements use? When are those values computed?",
    ),
    "power": (
        "Raising `{text}` on {line} to a power",
        "Which quantity does {first} need, and is `{text}` this quantity?",
    ),
    "range": _to(
        "the arguments of `range`",
        "Which values should this `range` give, and in which order?",
    ),
    "region": (
        "{change} somewhere in {line} of your code",
        "What should each of these lines do, and what does it do?",
    ),
    "return": (
        "{change} at the end of the function, after {line},",
        "Which value should the function return when it gets here?",
    ),
    "selection": (
        "Using only a part of `{text}` on {line}",
        "Which entries does `{text}` have, and which of them does {first} need?",
    ),
    "reversal": _to(
        "the order of the entries of `{text}`",
        "In which order should the entries of `{text}` come on {first}?",
    ),
    "shape": _to(
        "the shape of `{text}`",
        "Which shape does `{text}` have here, and which shape should it have?",
    ),
    "sign": _to(
        "the sign of `{text}`",
        "What would change if `{text}` had the opposite sign?",
    ),
    "size": _to(
        "the size `{text}`",
        "What does `{text}` count? What should be counted?",
    ),
    "start": _to(
        "the first value of `{text}`",
        "How often does your code change `{text}` here, and how often should it?",
    ),
    "statement": _to(
        "the statement",
        "What would change if {first} did not run?",
    ),
    "transpose": (
        "Exchanging the axes of `{text}` on {line}",
        "Write down the shape of `{text}`. Which shape does {first} need?",
    ),
    "unpacked": _to(
        "the names in `{text}`",
        "In which order does {first} get the values for `{text}`?",
    ),
    "wrapper": _to(
        "the call of `{text}`",
        "What would {first} do without the call of `{text}`?",
    ),
}


def in_words(kind, text, lines, consecutive=False, which=""):
    """Return (the subject of the sentence on a place, the question about it).

    lines: the numbers of the lines that change. consecutive: True if they are the first and the
    last line of a region. which: "first" or "second" where the line has the text several times.
    """
    *before, last = map(str, lines)
    line = f"line {last}"
    if before:
        between = "to" if consecutive and int(last) > int(before[0]) + 1 else "and"
        line = f"lines {', '.join(before)} {between} {last}"
    change = SAME if before and not consecutive else SMALL
    subject, question = PLACES[kind]
    if which:
        subject = QUOTED.sub(f"the {which} `{{text}}`", subject)
    known = {"change": change, "line": line, "first": f"line {lines[0]}", "text": text}
    return subject.format(**known), question.format(**known)
