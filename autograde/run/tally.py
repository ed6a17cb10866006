"""Hold the results of a class: a Submission for each student, and a Tally that sums them up."""

from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from importlib import metadata

from ..record.coursework import Graded
from ..record.recorder import Recorder

MISSING = (
    "{} of {} submissions could not import {}, which the sandbox does not have, and may have lost "
    "points because of it. {} `c.Sandbox.packages = [{!r}]` in nbgrader_config.py, and grade again."
)


@dataclass
class Submission:
    """A student's submission, and the state of its grading."""

    student: str
    recorder: Recorder | None  # until it is finished
    keys: dict[str, str]
    graded: dict[str, Graded] = field(default_factory=dict)
    open: int = 0
    problem: str | None = None  # why there is no result
    unchanged: bool = False
    anew: bool = False  # whether anything was graded in this run
    sentences: list[str] = field(default_factory=list)  # about files that were left out

    @property
    def faults(self):
        return [*self._of_results("faults"), *self.sentences]

    @property
    def errors(self):
        """Names of the cells and exercises that lost points to an error, not to a wrong answer."""
        return self._of_results("errors")

    @property
    def missing(self):
        """Names of the modules that could not be imported."""
        return set(self._of_results("missing"))

    @property
    def looks(self):
        return self._of_results("looks") + ([self.problem] if self.problem else [])

    def _of_results(self, part):
        return [said for g in self.graded.values() for said in getattr(g.result, part)]

    def forget(self):
        """Drop everything that is not reported at the end, because a class may be large."""
        self.recorder = None
        self.graded = {
            name: Graded(None, None, replace(g.result, outputs=[]))
            for name, g in self.graded.items()
        }

    def as_json(self):
        """Return the submission as `--json` shows it."""
        scores = [s for g in self.graded.values() for s in g.result.scores.values() if s]
        return {
            "student": self.student,
            "graded": self.problem is None,
            "problem": self.problem,
            "unchanged": self.unchanged,
            "score": sum(scores),
            "faults": self.faults,
            "errors": self.errors,
            "looks": self.looks,
            "notebooks": {
                name: {"scores": g.result.scores, "exercises": [asdict(m) for m in g.result.marks]}
                for name, g in self.graded.items()
            },
        }


@dataclass
class Tally:
    """The results of a class, summed up."""

    section: str
    submissions: list[Submission] = field(default_factory=list)
    waiting: int = 0

    @property
    def submitted(self):
        return len(self.submissions)

    @property
    def recorded(self):
        return sum(s.problem is None for s in self.submissions)

    @property
    def faulty(self):
        return sum(s.problem is None and bool(s.faults) for s in self.submissions)

    @property
    def with_errors(self):
        return sum(s.problem is None and bool(s.errors) for s in self.submissions)

    def __str__(self):
        return (
            f"{self.recorded} of {self.submitted} submissions graded, {self.faulty} of them with "
            f"a fault, {self.with_errors} with points lost to an error; {self.waiting} wait for a "
            "person's grade."
        )

    @property
    def advice(self):
        """Sentences on problems that at least half of the class shares, with their remedies."""
        counts = Counter(module for s in self.submissions for module in s.missing)
        often = [name for name, count in counts.items() if 2 * count >= len(self.submissions)]
        return [_on_missing(name, counts[name], len(self.submissions)) for name in sorted(often)]

    def as_json(self):
        return {
            "section": self.section,
            "submitted": self.submitted,
            "graded": self.recorded,
            "faulty": self.faulty,
            "with_errors": self.with_errors,
            "waiting": self.waiting,
            "advice": self.advice,
            "submissions": [s.as_json() for s in self.submissions],
        }


def _on_missing(module, count, of):
    """Return a sentence about a module that `count` submissions could not import, with a remedy."""
    known = metadata.packages_distributions().get(module)
    name = known[0] if known else module
    first = "Set" if known else f"Install it (perhaps by `pip install {name}`), set"
    return MISSING.format(count, of, module, first, name)
