"""Compute the report's pictures as data: bars and histograms, which a template draws.

Positions are in percent of the available width, so that the pictures fit a telephone.
"""

from dataclasses import dataclass

import numpy as np

from feedforward.checking import verdict

from . import class_data

# {a part's name: its class in the page's stylesheet}, in the order of the parts of a bar.
STAGE_LOOKS = dict(zip(class_data.STAGES, ("right", "some", "wrong", "open", "none"), strict=True))
STATUS_LOOKS = {
    verdict.PASSED: "right",
    verdict.PARTLY: "some",
    verdict.WRONG: "wrong",
    verdict.RAISED: "raised",
    verdict.WRONG_FORM: "form",
    verdict.NOT_ATTEMPTED: "none",
}
BINS = 10
MIN_LABELLED_WIDTH = 5  # percent; a number does not fit into a narrower part


@dataclass(frozen=True)
class Part:
    """A segment of a bar. look: its class in the stylesheet. start, width: in percent."""

    name: str
    look: str
    count: int
    start: float
    width: float

    @property
    def is_labelled(self):
        return self.width >= MIN_LABELLED_WIDTH


@dataclass(frozen=True)
class Bar:
    """A bar, with a label in front and the text `end` behind. words: its alternative text."""

    label: str
    parts: list[Part]
    end: str
    words: str


@dataclass(frozen=True)
class Histogram:
    """Scores in BINS bins. words: its alternative text.

    heights: in percent of the highest bin. median: in percent of the points.
    """

    label: str
    heights: list[float]
    median: float
    words: str


@dataclass(frozen=True)
class Picture:
    """Bars or histograms below one title. kind: "bars" or "histograms". legend: (name, look)."""

    kind: str
    title: str
    lines: list
    legend: list[tuple[str, str]]


def progress(sections):
    """Return a Picture of how far the class is in each Section."""
    lines = [
        _bar(s.name, s.stages, STAGE_LOOKS, f"{s.handed_in} of {len(s.works)} handed in")
        for s in sections
    ]
    return Picture("bars", "Progress of the class", lines, _legend(STAGE_LOOKS, lines))


def difficulty(exercises):
    """Return a Picture of the verdicts on each exercise. exercises: class_data.Asked."""
    lines = [
        _bar(a.name, a.statuses, STATUS_LOOKS, f"{_percent(a.right, a.learners)} right")
        for a in exercises
    ]
    return Picture("bars", "How each exercise went", lines, _legend(STATUS_LOOKS, lines))


def scores(sections):
    """Return a Picture of the distribution of scores in each Section."""
    return Picture("histograms", "Scores, in % of the points", list(map(_histogram, sections)), [])


def _bar(label, counts, looks, end):
    total, start, parts = max(1, sum(counts.values())), 0.0, []
    for name, look in looks.items():
        if counts[name]:
            width = 100 * counts[name] / total
            parts.append(Part(name, look, counts[name], round(start, 3), round(width, 3)))
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


def _legend(looks, lines):
    """Return (name, look) of each kind of part that occurs in a bar."""
    shown = {part.name for line in lines for part in line.parts}
    return [(name, look) for name, look in looks.items() if name in shown]


def _percent(part, whole):
    return f"{100 * part / whole:.0f}%" if whole else "0%"
