"""Questions that a person marks, and the answers to them, as data."""

import hashlib
from dataclasses import dataclass, field

ALIKE, COPIED, FROM_THE_BOOK, EMPTY = "alike", "copied", "from the book", "empty"


@dataclass(frozen=True)
class Answer:
    """What a student wrote for a question, and what a person has said of it so far.

    points, comment: given by hand, None and "" where nobody did. waits: a person has to look.
    repaired: the line of a wrong answer's mistake, as the edit makes it that makes it right.
    """

    student: str
    text: str
    points: float | None = None
    comment: str = ""
    waits: bool = True
    repaired: str | None = None

    @property
    def version(self):
        """Names this text: marks for another one do not reach it."""
        return hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest()[:12]


@dataclass(frozen=True)
class Group:
    """Answers that one mark may reach, the most typical first.

    kind: why they stand together. says: a few words on what they have in common.
    """

    kind: str
    answers: list[Answer]
    says: str = ""


@dataclass
class Question:
    """A cell that a person marks, in a notebook of a section.

    name: the grade_id of the cell that has the points, under which the page and the file of marks
    know it. text: what is asked, as the notebook has it. comment_cell: the grade_id of the cell
    that holds the answer, which for an exercise is its name. is_code: it is an exercise.
    """

    notebook: str
    name: str
    text: str
    points: float
    comment_cell: str
    is_code: bool = False
    answers: list[Answer] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
