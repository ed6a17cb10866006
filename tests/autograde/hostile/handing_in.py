"""One attack or fault each: what is handed in, the score that it deserves, what its author is told.

In a source, @COURSE@, @HOME@, @PORT@ and @PID@ stand for where the course and the home of whoever
grades lie, a port that the grader's machine listens on, and a process of the grader's user. An
attacker who has guessed all that is a strong one.
"""

import json
from dataclasses import dataclass, field

from autograding import ROOT, SECTION, solution, with_answers

FULL = {"fit_linear": 2, "collapse": 2, "relu": 1, "xor_forward": 2, "xnor_parameters": 2}
NOTHING = dict.fromkeys(FULL, 0)
NO_RELU = {"relu": 0}
IDENTITY = "    return z"
RIGHT = "Right in all 7 cases"
AS_IT_CAME = "Your function returns every entry unchanged."
NOT_WRITTEN = "Nothing is written here yet"
STOPS_AT_BLANK = "Every call stops at"
COUNT = iter(range(10**6))


@dataclass(frozen=True)
class Attack:
    """A submission.

    handed: a notebook as JSON or bytes, None for an empty folder, or a function that fills the
    folder that it is given. told: sentences on the page of feedback. loses: what an exercise earns
    where that is not all of its points.
    """

    name: str
    handed: object
    told: tuple[str, ...] = ()
    loses: dict[str, float] = field(default_factory=dict)

    @property
    def deserves(self):
        return FULL | self.loses


def cell(source, kind="code", **more):
    """A cell of the learner's own."""
    return {
        "cell_type": kind, "id": f"own-{next(COUNT)}", "metadata": {}, "source": source, **more
    }  # fmt: skip


def blank():
    """The notebook as it is released, as JSON."""
    return json.loads((ROOT / "chapters" / f"{SECTION}.ipynb").read_text(encoding="utf-8"))


def with_cells(notebook, *cells, before="answer-fit_linear"):
    """A notebook with more cells, before the one of that id; a text becomes a cell of code."""
    at = next(i for i, c in enumerate(notebook["cells"]) if c["id"] == before)
    notebook["cells"][at:at] = [cell(c) if isinstance(c, str) else c for c in cells]
    return notebook


def find(notebook, id):
    """The cell of that id."""
    return next(c for c in notebook["cells"] if c["id"] == id)


def wrong_relu(name, *cells, told=(AS_IT_CAME,), body=IDENTITY):
    """A relu that is wrong, and cells before it that are to make it pass."""
    return Attack(name, with_cells(with_answers(relu=body), *cells), told, NO_RELU)


def right(name, *cells, told=(RIGHT,), **bodies):
    """All is right, whatever stands beside or in it."""
    return Attack(name, with_cells(with_answers(**bodies), *cells), told)


def lines(text):
    """The body of a function, moved to where it belongs."""
    return "\n".join(f"    {line}" for line in text.strip("\n").split("\n"))


def lay(folder, notebook):
    """Write a notebook (JSON or bytes) where it is looked for."""
    data = json.dumps(notebook).encode() if isinstance(notebook, dict) else notebook
    (folder / f"{SECTION}.ipynb").write_bytes(data)


def right_notebook():
    """The answered notebook, as JSON."""
    return solution()
