"""Questions about the value of a variable."""

import ast

import numpy as np

from .candidate import Candidate
from .wording import by_value, can_be_quoted, plain_text, question, quoted

KIND = "value"
LEAST_WRONG = 2
LARGEST = 150  # beyond this, mental arithmetic becomes hard
ROUNDS = ("first", "second", "third")  # tracing a later round of a loop would take too long
LONGEST = 24  # characters of an option


def candidates(recorder, recordings):
    """Yield a Candidate for each whole number, or tuple of them, that a line assigns."""
    for recording in recordings:
        given = by_value(recording.arguments)
        if not given:
            continue
        for number, place in enumerate(recorder.places):
            line = recorder.lines[place.line]
            if place.variable and line.simple and can_be_quoted(line.code):
                for turn, value in enumerate(recording.values[number][: len(ROUNDS)]):
                    found = _candidate(recorder, recording, given, number, turn, value)
                    if found:
                        yield found


def _candidate(recorder, recording, given, number, turn, value):
    place, values = recorder.places[number], recording.values[number]
    line = recorder.lines[place.line]
    if not is_whole(value) or _is_read_off(place.tree) or (turn == 0 and len(values) > 1):
        return None
    others = _others(recorder, recording, value)
    if len(others) < LEAST_WRONG:
        return None
    when = f"this line has run for the {ROUNDS[turn]} time" if len(values) > 1 else "this line"
    text = f"{quoted(line)} For {given}, what is `{place.text}` after {when}?"
    score = 2 + turn + len(place.operands) + isinstance(value, tuple)
    return Candidate(KIND, score, question(
        f"{KIND}:{line.number}:{place.text}:{turn}", text, plain_text(value),
        f"At that moment `{place.text}` is {plain_text(value)}.",
        [(text, what) for text, what in others.items()],
    ), recording.case, (place, turn))  # fmt: skip


def is_whole(value):
    """Return True for a whole number, and for a tuple or list of them that an option can show."""
    if isinstance(value, (list, tuple)):
        return 0 < len(value) and all(map(is_whole, value)) and len(plain_text(value)) <= LONGEST
    whole = isinstance(value, (int, np.integer)) and not isinstance(value, (bool, np.bool_))
    return whole and abs(value) <= LARGEST


def _is_read_off(tree):
    """Return True if the value can be read off the line, or is a length; tree: that of a Place."""
    if tree is None:
        return True
    if isinstance(tree, ast.Call):
        return getattr(tree.func, "id", "") in ("len", "int", "list", "tuple")
    if isinstance(tree, ast.Subscript):
        tree = tree.value
    return isinstance(tree, (ast.Constant, ast.Name, ast.Attribute, ast.UnaryOp))


def _others(recorder, recording, key):
    """Return {value: reply} for the other values of this type that variables or arguments hold."""
    found = {}
    for number, place in enumerate(recorder.places):
        line = recorder.lines[place.line].number
        for value in recording.values[number][: len(ROUNDS) + 1]:
            if place.variable and _alike(value, key):
                what = f"`{place.text}` has this value after line {line}, at another moment."
                found.setdefault(plain_text(value), what)
    for name, value in recording.arguments.items():
        if _alike(value, key):
            found.setdefault(plain_text(value), f"That is `{name}`.")
    found.pop(plain_text(key), None)
    if not isinstance(key, (list, tuple)):
        near = sorted(found, key=lambda text: abs(int(text) - int(key)))
        return {text: found[text] for text in near}
    return found


def _alike(value, key):
    return is_whole(value) and isinstance(value, (list, tuple)) == isinstance(key, (list, tuple))
