"""The kinds of place that an edit changes, in words, each with one question.

The words say where to look and never what to write. They have to be true of every edit of their
kind, so they name what is in the code, not what should be.
"""

PLACES = {
    "accumulate": (
        "how this line updates its variable",
        "Should this line replace the old value, or add to it?",
    ),
    "aliases": (
        "the list `{text}`",
        "Are the entries of this list different objects? What else changes when one of them does?",
    ),
    "argument": (
        "the arguments of `{text}`",
        "What does each argument of `{text}` do here, and is each one needed?",
    ),
    "arguments": (
        "the order of the arguments of `{text}`",
        "In which order does `{text}` take its arguments?",
    ),
    "axis": (
        "the axis of `{text}`",
        "What does each axis of this array stand for? Along which of them should `{text}` work?",
    ),
    "base": (
        "the base `{text}` of the power",
        "Which number is raised to a power here, and which number should be?",
    ),
    "comparison": (
        "the condition `{text}`",
        "For which values is this condition true, and for which should it be?",
    ),
    "constant": (
        "the number `{text}`",
        "What is this number for, and which number should stand here?",
    ),
    "copy": (
        "the array `{text}`",
        "Which other names refer to this array, and what changes when you write into it?",
    ),
    "dtype": (
        "the dtype of `{text}`",
        "Which dtype does this array have, and which numbers can it hold?",
    ),
    "entries": (
        "the entries of `{text}`",
        "Which entries belong here, and in which order?",
    ),
    "extra": (
        "the part `{text}`",
        "What does `{text}` do on this line, and is it needed here?",
    ),
    "factor": (
        "a factor of `{text}`",
        "By what should `{text}` be multiplied or divided here, and by what is it?",
    ),
    "function": (
        "the function `{text}`",
        "What does `{text}` do, and what does this line need?",
    ),
    "grouping": (
        "the order of the operations in `{text}`",
        "What does Python compute first in this expression, and what should come first?",
    ),
    "in_place": (
        "the in-place update",
        "Which array does this line write into, and who else uses it?",
    ),
    "indentation": (
        "where this line stands: inside or outside a loop or another block",
        "How often does this line run, and how often should it?",
    ),
    "index": (
        "the entries selected by `{text}`",
        "Which entries does `{text}` give for a small example, and do they fit the other lines?",
    ),
    "keepdims": (
        "the shape that `{text}` returns",
        "What shape does `{text}` return, and which shape is needed here?",
    ),
    "lines": (
        "the order of this line and those after it",
        "Which values does each of these lines use, and when is each of them computed?",
    ),
    "missing": (
        "the expression `{text}`",
        "What should stand here in full? Compare it with your expression, part by part.",
    ),
    "name": (
        "the variable `{text}`",
        "What does `{text}` hold at this point, and which quantity belongs here?",
    ),
    "operands": (
        "the order of the two sides of `{text}`",
        "Which of the two should come first?",
    ),
    "operator": (
        "the operator `{text}`",
        "What should this line compute, and is `{text}` the operation for it?",
    ),
    "swapped": (
        "the variables {text}",
        "Which quantity does each of these two variables hold, and where does each belong?",
    ),
    "order": (
        "the order of this line and the next",
        "Which values does each of the two lines use, and when are they computed?",
    ),
    "power": (
        "the power of `{text}`",
        "To which power should this expression be raised?",
    ),
    "range": (
        "the `range` of the loop",
        "What are the first and the last value of this range, and which should they be?",
    ),
    "region": (
        "",
        "Go through these lines one by one. What does each of them compute, and what should it?",
    ),
    "return": (
        "the end of the function",
        "What does the function give back when it gets here?",
    ),
    "sign": (
        "the sign of `{text}`",
        "Which sign should this expression have?",
    ),
    "size": (
        "the size `{text}`",
        "What does this size count, and what should be counted?",
    ),
    "statement": (
        "whether this statement runs",
        "What would change if this line did not run?",
    ),
    "transpose": (
        "whether `{text}` is transposed",
        "Write down the shapes on this line. Which axis of each factor has to come first?",
    ),
    "unpacked": (
        "the names in `{text}`",
        "In which order does the right side give its values, and which name should take each?",
    ),
    "wrapper": (
        "the call of `{text}`",
        "What does `{text}` do on this line, and is it needed here?",
    ),
}
