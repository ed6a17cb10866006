"""Wording that all kinds of question share."""

import re

import numpy as np

from feedforward.questions import Option, Question

MOST_WRONG = 3
LONGEST_INPUTS = 170  # characters
SHOWN_IN_FULL = 12  # entries of all arguments together


def question(name, text, key, why, wrong):
    """Return a Question about a learner's own code.

    key: the text of the right option, and why: the reply to it. wrong: pairs of a wrong option's
    text and the reply to it; the first MOST_WRONG are used. Options are sorted by text.
    """
    options = [Option(key, why, right=True)]
    options += [Option(other, what) for other, what in wrong[:MOST_WRONG]]
    return Question(name, text, tuple(sorted(options, key=_in_order)))


def _in_order(option):
    """Sort lines and numbers by their number, and all other options by length, then by letter."""
    number = re.fullmatch(r"(?:Line )?([-−]?[\d.]+)(?:: .*)?", option.text)
    if number:
        return 0, float(number[1].replace("−", "-")), option.text
    return 1, len(option.text), option.text


def quoted(line):
    """Quote a line, as in "Line 3 of your code is `d = out - y`."."""
    return f"Line {line.number} of your code is `{line.code}`."


def can_be_quoted(text, longest=70):
    """Return True for code that a question can show: short, without backticks or dollar signs."""
    return 0 < len(text) <= longest and not set(text) & set("`$")


def asked_for(given, question):
    """Put what is given, if anything is, before a question: "For `n = 2`, what is ...?"."""
    return f"For {given}, {question}" if given else f"{question[0].upper()}{question[1:]}"


def by_shape(arguments):
    """Describe arguments, arrays by their shapes: "`X` of shape (4, 3) and `lr = 0.1`"."""
    return joined(part for name, value in arguments.items() if (part := _by_shape(name, value)))


def _by_shape(name, value):
    if isinstance(value, np.ndarray) and value.ndim:
        return f"`{name}` of shape {value.shape}"
    if _is_plain(value):
        return f"`{name} = {plain_text(value)}`"
    if isinstance(value, (list, tuple)) and value:
        return f"`{name}` with arrays of the shapes {_shapes(value)}"
    return ""


def _shapes(value):
    """Write a list or tuple with shapes in place of its arrays."""
    if isinstance(value, np.ndarray):
        return str(value.shape)
    if isinstance(value, (list, tuple)):
        inside = ", ".join(map(_shapes, value))
        return f"[{inside}]" if isinstance(value, list) else f"({inside})"
    return "()"


def by_value(arguments):
    """Describe arguments in full: "`M = 5` and `losses = [0.5, 0.4]`"; "" if that is too long."""
    parts = {name: plain_text(_listed(value)) for name, value in arguments.items()}
    if not all(parts.values()) or sum(map(entries, arguments.values())) > SHOWN_IN_FULL:
        return ""
    text = joined(f"`{name} = {text}`" for name, text in parts.items())
    return text if len(text) <= LONGEST_INPUTS else ""


def _listed(value):
    return value.tolist() if isinstance(value, np.ndarray) else value


def entries(value):
    """Count the numbers that an argument holds."""
    return sum(map(entries, value)) if isinstance(value, (list, tuple)) else np.size(value)


def _is_plain(value):
    if isinstance(value, (list, tuple)):
        return all(map(_is_plain, value))
    return isinstance(value, (int, float, np.generic))


def plain_text(value):
    """Write a number, or a list or tuple of numbers, as Python does; "" for anything else."""
    if not _is_plain(value):
        return ""
    if isinstance(value, (list, tuple)):
        return str(type(value)(v.item() if isinstance(v, np.generic) else v for v in value))
    return str(value.item() if isinstance(value, np.generic) else value)


def joined(parts):
    """Join parts as in "one, two and three"."""
    *others, last = [*parts] or [""]
    return f"{', '.join(others)} and {last}" if others else last
