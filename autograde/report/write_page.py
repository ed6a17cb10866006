"""Write the report: a page that loads nothing, and its tables as CSV files."""

from pathlib import Path

import numpy as np

from ..course import write_files
from . import anonymity, bars, csv_files, gather, pages, sheets

FOLDER, PAGE = "report", "index.html"


def write_report(api, anonymous=False):
    """Write report/ in a course; return the path of its page, which is written last.

    anonymous: show no names, and nothing that learners wrote. Raises CourseError.
    """
    root = Path(api.coursedir.root)
    group, folder = gather.gather(api, anonymity.Names(root, anonymous)), root / FOLDER
    made = sheets.sheets(group)
    for sheet in made.values():
        rows = [sheet.head, *sheet.rows]
        csv_files.write_csv(folder / sheet.file, rows, csv_files.FOR_SPREADSHEETS)
    write_files.write_whole(folder / PAGE, _page(group, made).encode("utf-8", "replace"))
    return folder / PAGE


def _page(group, made):
    return pages.render(
        "report",
        group=group,
        sheets=made.values(),
        pictures=_pictures(group),
        numbers=_numbers(group, made),
        made=pages.now(),
    )


def _numbers(group, made):
    """Yield (number, what it counts, id of the table about it) for the top of the page."""
    graded = [section for section in group.under_way if section.shares]
    yield len(group.learners), "learners", "learners"
    yield f"{len(group.under_way)} of {len(group.sections)}", "sections under way", "sections"
    if graded:
        median = f"{100 * np.median(graded[-1].shares):.0f}%"
        yield median, f"median score in {graded[-1].name}", "sections"
    yield len({row[0] for row in made["help.csv"].rows}), "may need help", "help"
    yield len(made["waiting.csv"].rows), "wait for a person", "waiting"


def _pictures(group):
    """Return {file of a table: [the Pictures shown above it]}."""
    found = {}
    if group.under_way:
        found["sections.csv"] = [bars.progress(group.under_way)]
    if graded := [section for section in group.sections if section.shares]:
        found.setdefault("sections.csv", []).append(bars.scores(graded))
    if group.exercises:
        found["exercises.csv"] = [bars.difficulty(list(group.exercises.values()))]
    return found
