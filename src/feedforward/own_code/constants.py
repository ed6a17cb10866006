"""Questions about a sum or maximum that is the same for every input."""

import numpy as np

from .candidate import Candidate
from .wording import asked_for, by_shape, can_be_quoted, question, quoted

KIND = "constant"
LEAST_CASES, LEAST_WRONG = 3, 2
CLOSE = 1e-9
REDUCTIONS = {
    2: {
        "{}[0].sum()": lambda a: a[0].sum(),
        "{}.sum()": lambda a: a.sum(),
        "{}[0].max()": lambda a: a[0].max(),
        "{}.max()": lambda a: a.max(),
        "{}[:, 0].sum()": lambda a: a[:, 0].sum(),
    },
    1: {
        "{}.sum()": lambda a: a.sum(),
        "{}.max()": lambda a: a.max(),
    },
}


def candidates(recorder, recordings):
    """Yield a Candidate for each array with a sum or maximum that never changes."""
    for number, place in enumerate(recorder.places):
        line = recorder.lines[place.line]
        if place.variable and line.simple and not line.loops and can_be_quoted(line.code):
            arrays = [(r, array) for r in recordings if (array := _array(r, number)) is not None]
            for form, key in _constant(arrays):
                found = _candidate(recorder, arrays[0][0], number, form, key, len(arrays))
                if found:
                    yield found


def _array(recording, number):
    """Return the only array that a place held, None unless it holds 3 or more different floats."""
    values = recording.values[number]
    if len(values) != 1 or not isinstance(values[0], np.ndarray):
        return None
    array = values[0]
    fit = array.dtype == float and array.ndim in REDUCTIONS and array.size > 1
    return array if fit and len(np.unique(array)) > 2 else None


def _constant(arrays):
    """Yield the reductions that are 0 or 1 in every case, with that number."""
    dimensions = {array.ndim for _, array in arrays}
    if len(arrays) < LEAST_CASES or len(dimensions) != 1:
        return
    for form, reduce in REDUCTIONS[dimensions.pop()].items():
        for key in (0, 1):
            if all(abs(reduce(array) - key) < CLOSE for _, array in arrays):
                yield form, key


def _candidate(recorder, recording, number, form, key, cases):
    place = recorder.places[number]
    line = recorder.lines[place.line]
    wrong = _others(recorder, recording, number, form, key)
    if len(wrong) < LEAST_WRONG:
        return None
    asked = form.format(place.text)
    same = f"`{asked}` after this line is the same for all numbers, up to rounding."
    text = f"{quoted(line)} {asked_for(by_shape(recording.arguments), same)} What is it?"
    why = f"In every case of the check, `{asked}` came out as {key}."
    score = 6 + ("sum" in form)
    return Candidate(KIND, score, question(
        f"{KIND}:{line.number}:{asked}", text, str(key), why, list(wrong.items())
    ), recording.case, (place, form))  # fmt: skip


def _others(recorder, recording, number, form, key):
    """Return {value: reply} for reductions of the arrays in the code, the most similar first."""
    found = {}
    own = recorder.places[number].text
    for other, place in enumerate(recorder.places):
        array = _array(recording, other)
        if array is None or not can_be_quoted(place.text, 20) or not place.variable:
            continue
        for shape, reduce in REDUCTIONS[array.ndim].items():
            value, said = reduce(array), shape.format(place.text)
            alike = (shape == form) + (place.text == own)
            text = f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "−")
            if abs(value - key) > 0.1:
                found.setdefault(text, (-alike, f"For these numbers, that is `{said}`."))
    size = len(_array(recording, number))
    if size != key:
        found.setdefault(str(size), (-1.5, f"That is `len({own})`."))
    return {text: what for text, (_, what) in sorted(found.items(), key=lambda item: item[1])}
