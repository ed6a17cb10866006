"""Show progress: a bar for each section, and the exercises of the section at work."""

from html import escape

from . import progress as memory
from . import sections
from .next_step import cell_link
from .verdict import SIGNS, points_text

BAR = 20  # characters
NOT_COUNTED = "The points are those of the exercises. Written questions are not counted."
FRAME = "max-width:832px"
TRACK = (
    "display:inline-block;width:160px;height:10px;border-radius:5px;overflow:hidden;"
    "vertical-align:middle;box-sizing:border-box;border:1px solid #7d8794"
)
FILL = "display:block;height:100%;width:{percent:.0f}%;background:#007661"
CELL = "text-align:left;padding:3px 14px 3px 0"
NUMBER = "text-align:right;padding:3px 2px 3px 0;font-variant-numeric:tabular-nums"


def progress_text(here, current=None):
    """Return the learner's progress as text: the rows of `current`, or of all where it is None."""
    lines = []
    for section in here:
        lines.append(
            f"{_bar(section.earned(), section.points)} {section.name}: "
            f"{points_text(section.earned(), section.points)}"
        )
        if current in (None, section):
            lines += [_row_text(exercise) for exercise in section.exercises]
        if current is section and _finished(section):
            lines.append(f"   You can now {section.able}.")
    return "\n".join([*lines, f"In all: {points_text(*_total(here))}.", NOT_COUNTED])


def progress_html(here, current=None, ending=""):
    """Return the same as HTML; the rows of other sections are folded."""
    earned, points = _total(here)
    head = f"Your progress: {points_text(earned, points)}"
    parts = [f"<p style='font-size:16px;margin:0 0 8px'><strong>{head}</strong></p>", ending]
    parts += [_section_html(section, opened=section is current) for section in here]
    parts.append(f"<p style='margin:8px 0 0'>{NOT_COUNTED}</p>")
    return f"<div class='feedforward-progress' style='{FRAME}'>{''.join(parts)}</div>"


def is_complete(here):
    """Return True if every exercise of all eight sections has been passed."""
    return here == sections.SECTIONS and all(map(_finished, here))


def _total(here):
    return sum(s.earned() for s in here), sum(s.points for s in here)


def _finished(section):
    return section.next_exercise() is None


def _bar(earned, points):
    full = int(BAR * earned / points)
    return "█" * full + "░" * (BAR - full)


def _row_text(exercise):
    record = memory.recall(exercise.name)
    return (
        f"   {SIGNS[record['status']]} {exercise.name:24} {record['status']:14} "
        f"{points_text(exercise.points * record['best'], exercise.points)}, "
        f"{record['attempts']} checked"
    )


def _section_html(section, opened):
    earned = section.earned()
    done = "✔ " if _finished(section) else ""
    summary = (
        f"<span style='display:inline-block;min-width:190px'>{done}{escape(section.name)}</span>"
        f"{track(earned, section.points)} "
        f"<span style='margin-left:8px'>{points_text(earned, section.points)}</span>"
    )
    able = f"<p style='margin:4px 0'>You can now {section.able}.</p>" if done else ""
    rows = "".join(_row_html(exercise) for exercise in section.exercises)
    heads = "".join(
        f"<th scope='col' style='{style}'>{title}</th>"
        for title, style in (
            ("exercise", CELL),
            ("at the last check", CELL),
            ("best", CELL),
            ("checks", NUMBER),
        )
    )
    table = (
        f"<div style='overflow-x:auto' tabindex='0' role='region' aria-label='{section.name}'>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
    return (
        f"<details{' open' if opened else ''} style='margin:4px 0'>"
        f"<summary style='cursor:pointer'>{summary}</summary>{able}{table}</details>"
    )


def track(earned, points):
    """Return a bar in HTML; the words beside it say the same."""
    fill = FILL.format(percent=100 * earned / points)
    return f"<span aria-hidden='true' style='{TRACK}'><span style='{fill}'></span></span>"


def _row_html(exercise):
    record = memory.recall(exercise.name)
    best = points_text(exercise.points * record["best"], exercise.points)
    return (
        f"<tr><td style='{CELL}'>{cell_link(exercise)}</td>"
        f"<td style='{CELL}'>{SIGNS[record['status']]} {record['status']}</td>"
        f"<td style='{CELL}'>{best}</td><td style='{NUMBER}'>{record['attempts']}</td></tr>"
    )
