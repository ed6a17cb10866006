"""The report's pictures as data: bars and histograms whose parts a template draws.

A picture is drawn in percent of the width that there is, so that it can be read on a telephone.
"""

from dataclasses import dataclass

import numpy as np

from feedforward.checking.verdict import (
    NOT_ATTEMPTED,
    PARTLY,
    PASSED,
    RAISED,
    WRONG,
    WRONG_FORM,
)

from . import class_data

STATUSES = (PASSED, PARTLY, WRONG, RAISED, WRONG_FORM, NOT_ATTEMPTED)
# The look of a part, as a class of the page's stylesheet.
LOOKS = {
    class_data.ALL_RIGHT: "right",
    class_data.SOME_RIGHT: "some",
    class_data.NONE_RIGHT: "wrong",
    class_data.UNGRADED: "open",
    class_data.MISSING: "none",
    PASSED: "right",
    PARTLY: "some",
    WRONG: "wrong",
    RAISED: "raised",
    WRONG_FORM: "form",
    NOT_ATTEMPTED: "none",
}
BINS = 10
ROOM_FOR_A_NUMBER = 5  # percent of the width


@dataclass(frozen=True)
class Part:
    """A piece of a bar: where it begins and how wide it is, in percent."""

    name: str
    count: int
    start: float
    width: float

    @property
    def look(self):
        return LOOKS[self.name]

    @property
    def is_labelled(self):
        return self.width >= ROOM_FOR_A_NUMBER


@dataclass(frozen=True)
class Bar:
    """A line of a picture. words: the same as text."""

    label: str
    parts: list[Part]
    end: str
    words: str


@dataclass(frozen=True)
class Histogram:
    """Scores in BINS bins. heights: in percent of the highest; median: in percent of the points."""

    label: str
    heights: list[float]
    median: float
    words: str


@dataclass(frozen=True)
class Picture:
    """kind: "bars" or "histograms". legend: names of parts in order, with their looks."""

    kind: str
    title: str
    lines: list
    legend: list[tuple[str, str]]


def progress(sections):
    """How far the class is in each section."""
    lines = [
        _bar(s.name, s.stages, class_data.STAGES, f"{s.handed_in} of {len(s.works)} handed in")
        for s in sections
    ]
    return Picture("bars", "Progress of the class", lines, _legend(class_data.STAGES, lines))


def difficulty(exercises):
    """How each exercise went."""
    lines = [
        _bar(a.name, a.statuses, STATUSES, f"{_percent(a.right, a.learners)} right")
        for a in exercises
    ]
    return Picture("bars", "What became of each exercise", lines, _legend(STATUSES, lines))


def scores(sections):
    """The scores of each section as a distribution."""
    return Picture("histograms", "Scores, in % of the points", list(map(_histogram, sections)), [])


def _bar(label, counts, names, end):
    total, start, parts = max(1, sum(counts.values())), 0.0, []
    for name in names:
        if counts[name]:
            width = 100 * counts[name] / total
            parts.append(Part(name, counts[name], round(start, 3), round(width, 3)))
            start += width
    words = ", ".join(f"{part.count} {part.name}" for part in parts)
    return Bar(label, parts, end, f"{label}: {words}.")


def _histogram(section):
    shares = 100 * np.array(section.shares)
    counts, _ = np.histogram(shares, np.linspace(0, 100, BINS + 1))
    lower, median, upper = np.quantile(shares, (0.25, 0.5, 0.75))
    words = (
        f"{section.name}: {len(shares)} graded, median {median:.0f}% of the points, the middle "
        f"half from {lower:.0f}% to {upper:.0f}%."
    )
    heights = [round(100 * float(n) / counts.max(), 1) for n in counts]
    return Histogram(section.name, heights, round(float(median), 1), words)


def _legend(names, lines):
    """The parts that some bar has."""
    shown = {part.name for line in lines for part in line.parts}
    return [(name, LOOKS[name]) for name in names if name in shown]


def _percent(part, whole):
    return f"{100 * part / whole:.0f} %" if whole else "0 %"
