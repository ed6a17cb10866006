"""Write the page on which a person marks the answers to a section's questions."""

import json
import re
import time
from pathlib import Path

from markupsafe import Markup

from feedforward.checking.verdict import html_text

from ..course import write_files
from ..errors import CourseError
from ..report import pages
from . import marks_file
from .group_answers import group_answers
from .group_code import group_code
from .questions import ALIKE, EMPTY

FOLDER = "answers"
SHOWN = 3  # answers of a group that are seen without a click


def write(course, questions, ungraded):
    """Group the answers, and write page and file of marks; return sentences on what there is."""
    asked = [question for question in questions if question.answers]
    if not asked:
        raise CourseError(
            f"{course.assignment} has no answers that a person marks. They appear here once "
            f"`autograde grade {course.assignment}` has recorded the submissions."
        )
    for question in asked:
        if not question.is_code:
            question.groups = group_answers(question.answers, _book(course, question.notebook))
    group_code(course, asked)
    folder = Path(course.root, FOLDER)
    page = folder / f"{course.assignment}.html"
    marks_file.write_marks(page.with_suffix(".csv"), asked)
    write_files.write_whole(page, _page(course, asked).encode("utf-8", "replace"))
    return [*map(_about, asked), *_waiting(ungraded, course.assignment), str(page)]


def _about(question):
    if question.is_code:
        wrong = f"{len(question.answers)} wrong without a named mistake"
        return f"{question.comment_cell}: {wrong}, in {_groups(len(question.groups))}."
    alike = [group for group in question.groups if group.kind == ALIKE]
    count = sum(len(group.answers) for group in alike)
    alone = len(question.answers) - count
    apart = f", and {alone} copied or empty ones apart" if alone else ""
    return f"{question.name}: {count} answers in {_groups(len(alike))}{apart}."


def _groups(count):
    return f"{count} group{'' if count == 1 else 's'}"


def _waiting(ungraded, section):
    if not ungraded:
        return []
    who = "1 submission is" if len(ungraded) == 1 else f"{len(ungraded)} submissions are"
    return [f"{who} not graded yet, and not on the page: run `autograde grade {section}`."]


def _page(course, questions):
    return pages.render(
        "answers",
        section=course.assignment,
        course=course.root,
        made=time.strftime("%Y-%m-%d %H:%M"),
        questions=questions,
        shown=SHOWN,
        paragraphs=_paragraphs,
        common=_common,
        empty=EMPTY,
        alike=ALIKE,
    )


def _paragraphs(text):
    """The paragraphs of Markdown without its headings, as HTML in which only code is marked."""
    parts = [part for part in re.split(r"\n\s*\n", text) if not part.lstrip().startswith("#")]
    return [Markup(html_text(" ".join(part.split()))) for part in parts]


def _common(group):
    """(points, comment) that all answers of a group have and nobody has to look at again."""
    found = {(None, "") if a.waits else (a.points, a.comment) for a in group.answers}
    return found.pop() if len(found) == 1 else (None, "")


def _book(course, notebook):
    """Texts that learners may copy: the section as it is released, and as it is answered."""
    texts = [cell["source"] for cell in course.masters[notebook].cells]
    pattern = course.coursedir.source_directory
    source = course.coursedir.format_path(pattern, ".", course.assignment)
    try:
        cells = json.loads(Path(source, f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]
        return texts + ["".join(cell["source"]) for cell in cells]
    except (OSError, ValueError, KeyError, TypeError):
        return texts
