"""A verdict: what is told of an answer, as text, as HTML and as points."""

from dataclasses import dataclass, field
from html import escape

PASSED = "passed"
PARTLY = "partly right"
WRONG = "wrong"
NOT_ATTEMPTED = "not attempted"
RAISED = "raised"
WRONG_FORM = "wrong form"

SIGNS = {PASSED: "✔", PARTLY: "◐", WRONG: "✘", NOT_ATTEMPTED: "○", RAISED: "⚠", WRONG_FORM: "▭"}


@dataclass(frozen=True)
class Findings:
    """An explanation of a wrong answer, in pieces that can each be shown in its own way.

    `right` names the results that are right, `wrong` is the diagnosis, `evidence` the numbers that
    prove it, `question` what to ask next, `inputs` the arguments of that case as Python code.
    """

    right: str = ""
    wrong: str = ""
    evidence: str = ""
    inputs: tuple[str, ...] = ()
    question: str = ""

    @property
    def text(self):
        """All of it as plain text, the inputs last."""
        lines = [self.right, self.wrong, self.evidence, self.question]
        if self.inputs:
            lines += ["Inputs:", *(f"    {line}" for line in self.inputs)]
        return "\n".join(line for line in lines if line)


@dataclass(frozen=True)
class Verdict:
    """The outcome of a check of an answer to an exercise.

    `status` is one of six words, `score` the share of the named results that are right in every
    case (0 to 1), `mistake` the id of the diagnosis or None, `message` all that the learner is
    told, `parts` says of each named result whether it is right. `findings` is the message in its
    pieces, None where it has none. `line` is the line of the cell where one edit makes every case
    right, if one was found.
    """

    name: str
    status: str
    score: float
    max_points: int
    message: str
    mistake: str | None = None
    parts: dict[str, bool] = field(default_factory=dict)
    findings: Findings | None = None
    line: int | None = None

    @property
    def passed(self):
        return self.status == PASSED

    @property
    def points(self):
        return self.score * self.max_points

    @property
    def headline(self):
        sign = SIGNS[self.status]
        return f"{sign} {self.name}: {self.status} ({points_text(self.points, self.max_points)})"

    def __str__(self):
        return f"{self.headline}\n{self.message}"

    def __repr__(self):
        return str(self)

    def _repr_html_(self):
        from .verdict_html import verdict_html

        return verdict_html(self)


def points_text(points, max_points):
    """As in "1.5 of 2 points"."""
    return f"{round(points, 2):g} of {max_points:g} point{'' if max_points == 1 else 's'}"


def html_text(text):
    """Text for HTML: nothing in it is markup but what stands in backticks, which is code."""
    pieces = escape(text).split("`")
    return "".join(f"<code>{p}</code>" if i % 2 else p for i, p in enumerate(pieces))
