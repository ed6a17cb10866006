"""Write the page on which a person marks a section's answers."""

import json
import re
from pathlib import Path

from markupsafe import Markup

from feedforward.checking.describe_values import counted
from feedforward.checking.verdict import html_text

from ..course import write_files
from ..errors import CourseError
from ..report import pages
from . import marks_file
from .group_answers import group_answers
from .group_code import group_code
from .questions import ALIKE

FOLDER = "answers"
# A line that ends within a paragraph: the next one begins as a word does, not as a list or code.
LINE_END = re.compile(r"(?<=\S)[ \t]?\n(?=[^\W\d_]|\()")
SHOWN = 3  # answers of a group that are visible without a click


def write(course, questions, ungraded):
    """Group the answers and write the page and a file for marks; return sentences about them."""
    asked = [question for question in questions if question.answers]
    if not asked:
        raise CourseError(
            f"{course.assignment} has no answers for a person to mark. They appear once "
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
        return f"{question.comment_cell}: {wrong}, in {counted(len(question.groups), 'group')}."
    alike = [group for group in question.groups if group.kind == ALIKE]
    count = sum(len(group.answers) for group in alike)
    alone = len(question.answers) - count
    apart = f"; {alone} more, copied or empty, are shown separately" if alone else ""
    return f"{question.name}: {count} answers in {counted(len(alike), 'group')}{apart}."


def _waiting(ungraded, section):
    if not ungraded:
        return []
    count = counted(len(ungraded), "submission is", "submissions are")
    return [f"{count} not graded yet, so not on the page: run `autograde grade {section}`."]


def _page(course, questions):
    return pages.render(
        "answers",
        section=course.assignment,
        course=course.root,
        made=pages.now(),
        questions=questions,
        shown=SHOWN,
        paragraphs=_paragraphs,
        flowing=flowing,
        common=_common,
        alike=ALIKE,
    )


def _paragraphs(text):
    """Return the paragraphs of Markdown, without headings, as HTML that marks up only code."""
    parts = [part for part in re.split(r"\n\s*\n", text) if not part.lstrip().startswith("#")]
    return [Markup(html_text(" ".join(part.split()))) for part in parts]


def flowing(text):
    """Join the lines of each paragraph of Markdown; lists, tables and code keep their lines."""
    return text if "```" in text else LINE_END.sub(" ", text)


def _common(group):
    """Return the (points, comment) that all answers of a group share, or (None, "").

    Marks of an answer that a person has to look at again do not count.
    """
    found = {(None, "") if a.waits else (a.points, a.comment) for a in group.answers}
    return found.pop() if len(found) == 1 else (None, "")


def _book(course, notebook):
    """Return the texts that learners can copy: the cells of the released and source notebooks."""
    texts = [cell["source"] for cell in course.masters[notebook].cells]
    pattern = course.coursedir.source_directory
    source = course.coursedir.format_path(pattern, ".", course.assignment)
    try:
        cells = json.loads(Path(source, f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]
        return texts + ["".join(cell["source"]) for cell in cells]
    except (OSError, ValueError, KeyError, TypeError):
        return texts
