"""Questions about the line that would fail on a different input."""

from dataclasses import dataclass

import numpy as np

from feedforward.checking.exercise import Case

from .candidate import Candidate
from .wording import by_shape, can_be_quoted, question

KIND = "failure"
LEAST_WRONG = 2
# Words in what NumPy says of arrays that do not fit together.
SHAPES = ("shape", "dimension", "broadcast", "mismatch")


@dataclass(frozen=True)
class Slip:
    """A mistake in the input: a clause that says what is different, and the case."""

    said: str
    case: Case


def candidates(recorder, recordings):
    """Yield a Candidate for each slip in the input that makes a line of the code fail."""
    lines = [line for line in recorder.lines if _can_be_option(line)]
    if len({line.number for line in lines}) < min(len(recorder.lines), 1 + LEAST_WRONG):
        return
    for recording in recordings[:2]:
        for slip in slips(recorder.exercise, recording):
            found = _candidate(recorder, recording, slip)
            if found:
                yield found


def slips(exercise, recording):
    """Yield the slips: a matrix transposed, an array passed as a list, two arrays exchanged."""
    args, names = recording.case.args, exercise.parameters
    if exercise.call or len(args) != len(recording.arguments):
        return
    arrays = [i for i, arg in enumerate(args) if isinstance(arg, np.ndarray) and arg.ndim]
    for i in arrays:
        array, name = args[i], names[i]
        if array.ndim == 2 and array.shape[0] != array.shape[1]:
            said = f"`{name}` were transposed, with shape {array.T.shape}"
            yield Slip(said, _with(args, {i: array.T}))
        yield Slip(
            f"`{name}` were a Python list instead of an array", _with(args, {i: array.tolist()})
        )
        for j in arrays:
            if i < j and array.ndim == args[j].ndim and array.shape != args[j].shape:
                said = f"`{name}` and `{names[j]}` were exchanged in the call"
                yield Slip(said, _with(args, {i: args[j], j: array}))


def _with(args, changed):
    return Case(tuple(changed.get(i, arg) for i, arg in enumerate(args)))


def _candidate(recorder, recording, slip):
    failed = recorder.record(slip.case)
    why = failed.raised and _why(failed.raised)
    at = [
        n
        for n, line in enumerate(recorder.lines)
        if why and (line.number, line.code) == (failed.raised.line_number, failed.raised.line)
    ]
    others = [n for n, line in enumerate(recorder.lines) if n not in at and _can_be_option(line)]
    if len(at) != 1 or not _can_be_option(recorder.lines[at[0]]) or len(others) < LEAST_WRONG:
        return None
    line = recorder.lines[at[0]]
    started = sum(failed.counts[n] > 0 for n in range(len(recorder.lines)))
    if started < 2:
        return None  # the very first line fails
    others.sort(key=lambda n: (abs(n - at[0]), n))
    text = (
        f"With {by_shape(recording.arguments)}, your function works. Suppose {slip.said}. Which of "
        "your lines would fail first?"
    )
    wrong = [(_option(recorder.lines[n]), _fate(failed.counts[n])) for n in others]
    return Candidate(KIND, started, question(
        f"{KIND}:{line.number}:{slip.said}", text, _option(line), why, wrong
    ), slip.case, line)  # fmt: skip


def _can_be_option(line):
    return can_be_quoted(line.code, 60)


def _why(raised):
    """Explain an exception in a sentence; "" for one that the slip does not explain clearly."""
    said = raised.text.split("\n")[0]
    if raised.kind in ("AttributeError", "TypeError") and "list" in said:
        return f"A list cannot do everything that an array can: {said}."
    if raised.kind == "ValueError" and any(word in said for word in SHAPES):
        return "The shapes of the arrays on that line no longer fit together."
    return ""


def _option(line):
    return f"Line {line.number}: {line.code}"


def _fate(count):
    return "That line still works." if count else "That line is no longer reached."
