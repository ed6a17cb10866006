"""The questions that a person marks and the answers to them, as data."""

import hashlib
from dataclasses import dataclass, field

ALIKE, COPIED, FROM_THE_BOOK, EMPTY = "alike", "copied", "from the book", "empty"


@dataclass(frozen=True)
class Answer:
    """A student's answer to a question, and how a person has marked it so far.

    points, comment: None and "" until a person gives them. waits: a person still has to mark it.
    repaired: the line with the mistake, after the one edit that makes a wrong answer right.
    """

    student: str
    text: str
    points: float | None = None
    comment: str = ""
    waits: bool = True
    repaired: str | None = None

    @property
    def version(self):
        """A hash of the text, so that marks for another version are not recorded."""
        return hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest()[:12]


@dataclass(frozen=True)
class Group:
    """Answers that one mark can cover.

    Similar answers to an open question are in order, the most typical first. kind: why they are in
    one group. says: in a few words, what they share.
    """

    kind: str
    answers: list[Answer]
    says: str = ""


@dataclass
class Question:
    """An open question or an exercise in a notebook, which a person marks.

    name: the grade_id of the cell that has the points; it identifies the question on the page and
    in the file of marks. text: the question, in Markdown. comment_cell: the grade_id of the answer
    cell, which takes the comment; for an exercise, its name. is_code: whether it is an exercise.
    """

    notebook: str
    name: str
    text: str
    points: float
    comment_cell: str
    is_code: bool = False
    answers: list[Answer] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
