"""Questions about how often a line runs."""

import numpy as np

from .candidate import Candidate
from .wording import by_shape, by_value, can_be_quoted, question, quoted

KIND = "count"
MOST, MOST_TO_TRACE = 60, 8
LEAST_WRONG = 2


def candidates(recorder, recordings):
    """Yield a Candidate for each line in a loop."""
    for recording in recordings:
        for number, line in enumerate(recorder.lines):
            count = recording.counts[number]
            most = MOST if line.steady else MOST_TO_TRACE
            if line.simple and line.loops and 1 < count <= most and can_be_quoted(line.code):
                found = _candidate(recorder, recording, number, count)
                if found:
                    yield found


def _candidate(recorder, recording, number, count):
    line = recorder.lines[number]
    steady = line.steady and not recorder.selects
    given = by_shape(recording.arguments) if steady else by_value(recording.arguments)
    numbers = _numbers(recorder, recording)
    wrong = sorted((n for n in numbers if n != count and n >= 0), key=lambda n: abs(n - count))
    if not given or len(wrong) < LEAST_WRONG:
        return None
    others = sum(recorder.lines[n].simple for n, c in recording.counts.items() if c == count)
    score = 3 * line.loops + 2 * (not line.steady) - others / 2 - abs(count - 6) / 6
    text = f"{quoted(line)} For {given}, how many times does this line run in one call?"
    why = f"It ran {count} times."
    return Candidate(KIND, score, question(
        f"{KIND}:{line.number}", text, str(count), why, [(str(n), numbers[n]) for n in wrong],
    ), recording.case, line)  # fmt: skip


def _numbers(recorder, recording):
    """Return the whole numbers that appear in a call, as {number: sentence that says where}."""
    found = {}
    for number, line in enumerate(recorder.lines):
        if line.simple and (count := recording.counts[number]):
            found.setdefault(count, f"That is how often line {line.number} runs.")
    for name, value in recording.arguments.items():
        if isinstance(value, np.ndarray) and value.ndim:
            found.setdefault(len(value), f"That is `len({name})`.")
            if value.ndim > 1:
                found.setdefault(value.shape[1], f"That is `{name}.shape[1]`.")
        elif isinstance(value, int):
            found.setdefault(value, f"That is `{name}`.")
        elif isinstance(value, (list, tuple)):
            found.setdefault(len(value), f"That is `len({name})`.")
    for number, place in enumerate(recorder.places):
        values = recording.values[number]
        if place.variable and values and all(type(v) is int for v in values):
            line = recorder.lines[place.line].number
            found.setdefault(
                values[-1], f"That is the last value of `{place.text}` in line {line}."
            )
    return found
