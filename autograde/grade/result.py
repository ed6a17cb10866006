"""The result of grading a notebook."""

from dataclasses import asdict, dataclass, field

from feedforward.checking.verdict import Findings


@dataclass(frozen=True)
class Mark:
    """The result of one exercise.

    status, mistake, parts, findings and line are those of a Verdict. score is 0 to 1, and points is
    that share of max_points. message is everything that the learner is told. fault is the kind of
    the Fault that kept the answer from being judged (see sandbox/wire/contract.py), or None. line
    is the line of the cell where one edit makes every case right, and repaired is that line after
    the edit; both are None where no mistake was located.
    """

    name: str
    status: str
    score: float
    points: float
    max_points: float
    message: str
    mistake: str | None = None
    parts: dict[str, bool] = field(default_factory=dict)
    fault: str | None = None
    line: int | None = None
    repaired: str | None = None
    findings: Findings | None = None

    @classmethod
    def from_json(cls, data):
        found = data["findings"]
        if found:
            found = Findings(**found | {"inputs": tuple(found["inputs"])})
        return cls(**data | {"findings": found})


@dataclass(frozen=True)
class Result:
    """The result of grading a notebook; all of it can be written as JSON.

    scores: {grade_id: points}, None if a person gives them. outputs: for each cell of the restored
    notebook, its outputs, or None for text. The points of a check are in its output, as text, which
    points.scores reads, and nbgrader when it records them. marks: those of this book's exercises.
    faults: a sentence for each thing that went wrong. errors: names of the cells and exercises that
    lost points to an error rather than to a wrong answer. missing: modules that cells could not
    import. looks: why a person should look at it. seconds: how long the learner's code ran. seed:
    the one that its cases were drawn with. ran_out: whether time or memory ran out; then the result
    is not final, and the next run grades the notebook again.
    """

    scores: dict[str, float | None]
    outputs: list[list[dict] | None]
    marks: list[Mark] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    looks: list[str] = field(default_factory=list)
    seconds: float = 0.0
    seed: int | None = None
    ran_out: bool = False

    def to_json(self):
        return asdict(self)

    @classmethod
    def from_json(cls, data):
        return cls(**data | {"marks": [Mark.from_json(mark) for mark in data["marks"]]})
