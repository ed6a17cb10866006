"""Write the report: a page that loads nothing, and its tables as CSV files."""

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..course import write_files
from . import charts, csv_files, sheets

TEMPLATES = Path(__file__).parent.parent / "templates" / "report"
PAGE = "index.html"
FOR_SPREADSHEETS = "utf-8-sig"  # without the mark some of them spoil every name beyond ASCII


@dataclass(frozen=True)
class Picture:
    address: str
    words: str


def write(folder, group):
    """Write page and tables of a Class; return the path of the page, which is written last."""
    folder = Path(folder)
    made = sheets.sheets(group)
    for sheet in made.values():
        csv_files.write_csv(folder / sheet.file, [sheet.head, *sheet.rows], FOR_SPREADSHEETS)
    write_files.write_whole(folder / PAGE, _page(group, made).encode("utf-8", "replace"))
    return folder / PAGE


def _page(group, made):
    loader = FileSystemLoader(TEMPLATES)
    # Whatever a learner wrote is text on this page: all of it is escaped.
    jinja = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    script, look = (loader.get_source(jinja, name)[0] for name in ("sort.js.j2", "style.css.j2"))
    return jinja.get_template("index.html.j2").render(
        group=group,
        sheets=made.values(),
        pictures=_pictures(group),
        script=script,
        style=look,
        allowed={"script": _hash(script), "style": _hash(look)},
    )


def _hash(text):
    """The hash that allows this script or style on the page; no other one runs."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _pictures(group):
    """{file of the table that it stands with: (Picture, …)}"""
    found = {}
    if group.under_way:
        found["sections.csv"] = [_picture(charts.progress, charts.progress_words, group.under_way)]
    graded = [section for section in group.sections if section.shares]
    if graded:
        scores = _picture(charts.scores, charts.scores_words, graded)
        found.setdefault("sections.csv", []).append(scores)
    if group.exercises:
        asked = list(group.exercises.values())
        found["exercises.csv"] = [_picture(charts.difficulty, charts.difficulty_words, asked)]
    return found


def _picture(draw, words, of):
    return Picture(charts.as_address(draw(of)), words(of))
