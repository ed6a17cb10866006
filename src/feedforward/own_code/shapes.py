"""Questions about the shape of an expression or a variable."""

import ast
from dataclasses import dataclass

import numpy as np

from .candidate import Candidate
from .wording import asked_for, by_shape, can_be_quoted, joined, question, quoted

KIND = "shape"
LEAST_WRONG = 2
LONGEST = 350  # characters of the question
ONE_NUMBER = "a single number"
# The line itself spells out the shape that these return.
SPELLED_OUT = {"zeros", "ones", "empty", "full", "zeros_like", "ones_like", "empty_like", "copy",
               "full_like", "reshape", "eye", "array", "asarray"}  # fmt: skip


@dataclass(frozen=True)
class Shaped:
    """A shape that occurs in the code, and where, as in "`W.T` in line 2"."""

    shape: tuple
    where: str


def candidates(recorder, recordings):
    """Yield a Candidate for each expression whose shape takes some thought."""
    for recording in recordings:
        if recorder.selects or not _tells_axes_apart(recording):
            continue
        known = _known_shapes(recorder, recording)
        for number, place in enumerate(recorder.places):
            found = _candidate(recorder, recording, number, place, known)
            if found:
                yield found


def _candidate(recorder, recording, number, place, known):
    line = recorder.lines[place.line]
    key = shape_of(recording.values[number])
    if key is None or _is_spelled_out(place.tree) or not _can_be_asked(place, line):
        return None
    leaves = {s for n in _leaves(recorder.places, number) if (s := shape_of(recording.values[n]))}
    wrong = _wrong(known, key)
    if not leaves or leaves == {key} or len(wrong) < LEAST_WRONG:
        return None  # leaves == {key}: an elementwise expression, with one shape throughout
    moment = " after this line" if place.variable else ""
    asked = f"what is the shape of `{place.text}`{moment}?"
    text = f"{quoted(line)} {asked_for(by_shape(recording.arguments), asked)}"
    if len(text) > LONGEST:
        return None
    score = 2 * len(leaves) + min(len(wrong), 3) + place.variable - len(place.text) / 30
    return Candidate(KIND, score, question(
        f"{KIND}:{line.number}:{place.text}", text, words(key),
        _why(recorder, recording, number, key),
        [(words(s.shape), f"That is the shape of {s.where}.") for s in wrong],
    ), recording.case, place)  # fmt: skip


def _wrong(known, key):
    """Return the other shapes, the most similar first, but a single number's in the first three."""
    wrong = sorted(
        (s for s in known if s.shape not in (key, ())),
        key=lambda s: (-_likeness(s.shape, key), s.where),
    )
    number = next((s for s in known if s.shape == () != key), None)
    return [*wrong[:2], number, *wrong[2:]] if number else wrong


def _can_be_asked(place, line):
    if not can_be_quoted(line.code) or not can_be_quoted(place.text, 40):
        return False
    return not place.variable or line.code == f"{place.text} = {place.code}"


def shape_of(values):
    """Return the shape that all of these arrays have, None if they differ or are no arrays."""
    shapes = {v.shape for v in values if isinstance(v, (np.ndarray, np.generic))}
    mixed = any(not isinstance(v, (np.ndarray, np.generic)) for v in values)
    return shapes.pop() if len(shapes) == 1 and not mixed else None


def words(shape):
    """Write a shape as NumPy does, and that of a single number in words."""
    return str(shape) if shape else ONE_NUMBER


def _tells_axes_apart(recording):
    """Return True if no argument has an axis of length 1 or 0, or two axes of one length."""
    shapes = [v.shape for v in _arrays(list(recording.arguments.values()))]
    return all(min(s, default=2) > 1 and len(set(s)) == len(s) for s in shapes)


def _arrays(value):
    if isinstance(value, (list, tuple)):
        return [array for part in value for array in _arrays(part)]
    return [value] if isinstance(value, np.ndarray) else []


def _known_shapes(recorder, recording):
    """Return each shape of the arguments and the code once, with the place where it is first."""
    found = {}
    for name, value in recording.arguments.items():
        if isinstance(value, np.ndarray):
            found.setdefault(value.shape, f"`{name}`")
    for number, place in enumerate(recorder.places):
        shape = shape_of(recording.values[number])
        if shape is not None and can_be_quoted(place.text, 40):
            line = recorder.lines[place.line].number
            found.setdefault(shape, f"`{place.text}` in line {line}")
    return [Shaped(shape, where) for shape, where in found.items()]


def _leaves(places, number):
    """Return the indices of the places without operands that a place is computed from."""
    operands = places[number].operands
    if not operands:
        return [number]
    return [leaf for operand in operands for leaf in _leaves(places, operand)]


def _is_spelled_out(tree):
    """Return True if the shape can be read off the line; tree: that of a Place, or None."""
    if tree is None or isinstance(tree, ast.Name):
        return True
    called = getattr(tree, "func", None)
    return getattr(called, "attr", getattr(called, "id", None)) in SPELLED_OUT


def _likeness(shape, key):
    """Score how easily a shape is mistaken for the key: reversed, squeezed, or of like lengths."""
    turned = shape == key[::-1]
    same = [n for n in shape if n != 1] == [n for n in key if n != 1]
    return 3 * (turned or same) + (len(shape) == len(key)) + len(set(shape) & set(key))


def _why(recorder, recording, number, key):
    """Explain the key: the shapes that the line combines."""
    place = recorder.places[number]
    code = recorder.places[place.operands[0]].text if _is_renamed(place) else place.code
    parts = _parts(recorder, recording, place.operands if not _is_renamed(place) else
                   recorder.places[place.operands[0]].operands, key)  # fmt: skip
    if not parts:
        return f"`{code}` gives {words(key)}."
    listed = joined(f"`{text}` has shape {shape}" for text, shape in parts.items())
    return f"{listed}, so `{code}` gives {words(key)}."


def _is_renamed(place):
    """Return True for a variable that is set to the value of a single expression."""
    return place.variable and len(place.operands) == 1


def _parts(recorder, recording, operands, key):
    """Return {text: shape} of the operands, on the first level with a shape other than the key."""
    shapes = {n: s for n in operands if (s := shape_of(recording.values[n]))}
    deeper = [n for n in shapes if recorder.places[n].operands]
    deeper = deeper if shapes else [n for n in operands if recorder.places[n].operands]
    if set(shapes.values()) <= {key} and len(deeper) == 1:
        return _parts(recorder, recording, recorder.places[deeper[0]].operands, key) or {}
    texts = {recorder.places[n].text: shape for n, shape in shapes.items()}
    return texts if all(can_be_quoted(text, 50) for text in texts) else {}
