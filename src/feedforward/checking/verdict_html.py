"""Lay out a verdict: one frame for all six kinds, on a light page and on a dark one.

The styles stand in the elements, because a verdict is also shown where the book's stylesheet is not
(in nbgrader's feedback, in VS Code). Text takes the page's own colour. A status is known by its
word and its sign; its colour only repeats them, as white on dark it reads on any page, and all but
"passed" have a dashed edge.
"""

from dataclasses import dataclass
from html import escape

from .verdict import (
    NOT_ATTEMPTED,
    PARTLY,
    PASSED,
    RAISED,
    WRONG,
    WRONG_FORM,
    html_text,
)

COLORS = {
    PASSED: "#007661",
    PARTLY: "#8a5200",
    WRONG: "#b92c1a",
    NOT_ATTEMPTED: "#5a6472",
    RAISED: "#7a3fb5",
    WRONG_FORM: "#0b6bb0",
}
PAPER_TINT = "14"  # opacity of the frame's ground, in hexadecimal: 8%
CHIP = (
    "display:inline-block;border-radius:999px;padding:1px 12px;background-color:{color};color:#fff;"
    "font-size:13px"
)
LARGE = "margin:8px 0 0;font-size:16px;line-height:1.4;font-weight:600"
PLAIN = "margin:6px 0 0;white-space:pre-wrap;overflow-wrap:anywhere"
QUESTION = "margin:10px 0 0;padding-left:10px;border-left:2px solid currentColor;font-style:italic"
INPUTS = (
    "margin:4px 0 0;padding:0;background-color:transparent;color:inherit;font-size:12.5px;"
    "overflow-x:auto"
)
SMALL = "margin:0 0 0 8px;font-size:13px"


@dataclass(frozen=True)
class Around:
    """Additions shown with a verdict that are not part of it."""

    attempt: int = 0  # 0 where attempts are not counted
    note: str = ""
    code: str = ""  # what the note is about
    after: str = ""  # HTML that ends the frame


def verdict_html(verdict, around=None):
    """Return a Verdict as HTML: status, diagnosis, evidence, question, inputs."""
    around = around or Around()
    attempt = f"<span style='{SMALL}'>{ordinal(around.attempt)} attempt</span>"
    body = f"{_told(verdict)}{_paragraph(around.note)}{_code(around.code)}{around.after}"
    return framed(verdict.status, escape(verdict.headline), body, attempt if around.attempt else "")


def framed(status, headline, body, beside=""):
    """Return HTML in the frame of a status: a headline, what stands beside it, and a body."""
    color, edge = COLORS[status], "solid" if status == PASSED else "dashed"
    return (
        f"<div class='feedforward-verdict' style='max-width:832px;box-sizing:border-box;"
        f"border-left:5px {edge} {color};border-radius:4px;background-color:{color}{PAPER_TINT};"
        f"padding:10px 16px 12px;line-height:1.5'>"
        f"<div><span style='{CHIP.format(color=color)}'>"
        f"<strong>{headline}</strong></span>{beside}</div>{body}</div>"
    )


def _told(verdict):
    found = verdict.findings
    if found is None:
        first, _, rest = verdict.message.partition("\n")
        return _paragraph(first, PLAIN if verdict.passed else LARGE) + _paragraph(rest)
    evidence, wrong = found.evidence, found.wrong
    if not wrong:
        wrong, _, evidence = evidence.partition("\n")
    return (
        _paragraph(wrong, LARGE)
        + _paragraph(found.right)
        + _paragraph(evidence)
        + _paragraph(found.question, QUESTION)
        + _inputs(found.inputs)
    )


def _paragraph(text, style=PLAIN):
    return f"<p style='{style}'>{html_text(text)}</p>" if text else ""


def _inputs(inputs):
    """Fold the arguments of the case away, one on a line."""
    if not inputs:
        return ""
    lines = escape("\n".join(inputs))
    return (
        "<details style='margin:10px 0 0'><summary style='cursor:pointer'>"
        "The input of this case</summary>"
        f"<pre style='{INPUTS}' tabindex='0' role='region' aria-label='input of this case'>"
        f"{lines}</pre></details>"
    )


def _code(source):
    return f"<pre style='{INPUTS}' tabindex='0'>{escape(source)}</pre>" if source else ""


def ordinal(number):
    """Return 1st, 2nd, 3rd, 4th, ..., 11th, 12th, 13th, ..., 21st."""
    teens = number % 100 in (11, 12, 13)
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
