"""Hold the work of a class as data: gather.py fills it, and other modules show it."""

from collections import Counter
from dataclasses import dataclass, field

from feedforward import exercises
from feedforward.checking.verdict import NOT_ATTEMPTED, PASSED

ALL_RIGHT, SOME_RIGHT, NONE_RIGHT = "all right", "some right", "none right"
UNGRADED, MISSING = "not graded yet", "not handed in"
STAGES = (ALL_RIGHT, SOME_RIGHT, NONE_RIGHT, UNGRADED, MISSING)
SEVERAL = 2  # a learner who has not attempted this many exercises may be stuck


@dataclass
class Work:
    """One learner's work on one section.

    right, attempted, asked: numbers of exercises; asked is 0 if the grading result was not kept.
    by_hand: the number of answers that a person still has to mark. open_points: the most that
    answers without any points can add to the score. notebook, feedback: paths in the course.
    """

    stage: str
    score: float | None = None
    right: int = 0
    attempted: int = 0
    asked: int = 0
    by_hand: int = 0
    open_points: float = 0.0
    notebook: str = ""
    feedback: str = ""
    faults: list[str] = field(default_factory=list)
    looks: list[str] = field(default_factory=list)


@dataclass
class Section:
    """A section, or another assignment. works: {id of a learner: the learner's Work}."""

    name: str
    points: float
    works: dict[str, Work] = field(default_factory=dict)

    @property
    def stages(self):
        return Counter(work.stage for work in self.works.values())

    @property
    def handed_in(self):
        return len(self.works) - self.stages[MISSING]

    @property
    def shares(self):
        """The scores of all graded work, as shares (0 to 1) of the points already decided."""
        graded = [w for w in self.works.values() if w.score is not None]
        decided = [(w.score, self.points - w.open_points) for w in graded]
        return [min(score / most, 1.0) for score, most in decided if most > 0]

    @property
    def by_hand(self):
        return sum(work.by_hand > 0 for work in self.works.values())


@dataclass
class Asked:
    """An exercise: the number of learners with each status, and the sum of their scores."""

    section: str
    name: str
    statuses: Counter = field(default_factory=Counter)
    score: float = 0.0

    def add(self, mark):
        self.statuses[mark.status] += 1
        self.score += mark.score

    @property
    def learners(self):
        return self.statuses.total()

    @property
    def attempts(self):
        return self.learners - self.statuses[NOT_ATTEMPTED]

    @property
    def right(self):
        return self.statuses[PASSED]

    @property
    def difficulty(self):
        """The share of the points that the attempts missed; None if nobody attempted it."""
        return 1 - self.score / self.attempts if self.attempts else None


@dataclass
class Mistaken:
    """A mistake in an exercise: how many learners made it, and the advice that they got.

    mistake: its name, the line that repairs it, or the verdict's status. advice: in the book's
    words, the same for everyone. example: the message to the first learner who made the mistake.
    """

    section: str
    exercise: str
    mistake: str
    advice: str
    example: str | None
    learners: int = 0


@dataclass
class Class:
    """Everything that the report shows. learners: {id as shown: name as shown}, sorted by id."""

    course: str
    hides: bool
    learners: dict[str, str] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    exercises: dict[str, Asked] = field(default_factory=dict)
    mistakes: dict[tuple, Mistaken] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def under_way(self):
        """The sections that at least one learner has handed in."""
        return [section for section in self.sections if section.handed_in]


def in_order(names):
    """Names of assignments: the book's sections as the book has them, then all others."""
    places = {name: place for place, name in enumerate(exercises.SECTIONS)}
    return sorted(names, key=lambda name: (places.get(name, len(places)), name))
