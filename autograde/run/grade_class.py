"""Grade a class: results come from many processes at once, and one writer records them."""

import sys
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from tqdm import tqdm

from ..course import paths, write_files
from ..errors import FOR_ALL, CourseError, about_files, in_use
from ..intake.read_files import printable
from ..record.coursework import Graded, open_assignment
from ..record.gradebook import Shared
from ..record.recorder import Recorder, misnamed
from ..sandbox.host import keeper, probe
from ..sandbox.wire import contract
from .grade_submission import grade
from .local_processes import Local, Lost

UNPROTECTED = (
    "Learners' code runs with your rights and without protection: it can read and change all that "
    "you can. Grade as a user, or on a machine, that has nothing to lose."
)
NOT_THEIRS = (keeper.Unboxed, Lost, OSError)  # nothing that a learner can be blamed for


@dataclass
class Submission:
    """A student's submission, and how far its grading has come."""

    student: str
    recorder: Recorder | None  # until it is finished
    keys: dict[str, str]
    graded: dict[str, Graded] = field(default_factory=dict)
    open: int = 0
    problem: str | None = None  # why there is no result
    unchanged: bool = False
    anew: bool = False  # whether anything was graded in this run
    sentences: list[str] = field(default_factory=list)  # about files that did not get in

    @property
    def faults(self):
        return [*self._of_results("faults"), *self.sentences]

    @property
    def looks(self):
        return self._of_results("looks") + ([self.problem] if self.problem else [])

    def _of_results(self, part):
        return [said for g in self.graded.values() for said in getattr(g.result, part)]

    def forget(self):
        """Keep what is reported at the end, which is little: a class may be large."""
        self.recorder = None
        self.graded = {
            name: Graded(None, None, replace(g.result, outputs=[]))
            for name, g in self.graded.items()
        }

    def as_json(self):
        """Return what programs may want to know."""
        scores = [s for g in self.graded.values() for s in g.result.scores.values() if s]
        return {
            "student": self.student,
            "graded": self.problem is None,
            "problem": self.problem,
            "unchanged": self.unchanged,
            "score": sum(scores),
            "faults": self.faults,
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
    submitted: int = 0
    waiting: int = 0

    @property
    def recorded(self):
        return sum(s.problem is None for s in self.submissions)

    @property
    def faulty(self):
        return sum(s.problem is None and bool(s.faults) for s in self.submissions)

    def __str__(self):
        return (
            f"{self.recorded} of {self.submitted} submissions graded, {self.faulty} of them with "
            f"a fault; {self.waiting} wait for a person's grade."
        )

    def as_json(self):
        return {
            "section": self.section,
            "submitted": self.submitted,
            "graded": self.recorded,
            "faulty": self.faulty,
            "waiting": self.waiting,
            "submissions": [s.as_json() for s in self.submissions],
        }


def grade_section(api, section, jobs, safe=True, anew=False, engine=None):
    """Grade all that was handed in for a section, so many at once; return the Tally.

    safe: in the sandbox. anew: grade what is kept from an earlier run, too. Shows on stderr how far
    it is, and a sentence for each submission that has a fault. Raises CourseError.
    engine: where, unless it is to be started here; it is closed at the end.
    """
    if not safe:
        print(UNPROTECTED, file=sys.stderr)
    course = open_assignment(api, section, safe)
    write_files.sweep(course.root / paths.FOLDER)
    students = _students(api, section)
    engine = engine or Local(
        jobs, ["autograde.grade.grade_notebook" if safe else "autograde.run.without_sandbox"]
    )
    gradebook = Shared(api.coursedir.db_url, api.coursedir.course_id)
    try:
        with in_use(api.coursedir.db_url):
            return _Run(api, course, engine, gradebook, anew).grade(students)
    finally:
        engine.close()
        gradebook.end()


def _students(api, section):
    """{student: folder} of everybody who handed something in."""
    found = paths.handed_in(api.coursedir, section)
    students = {student: folder for student, folder in found.items() if Path(folder).is_dir()}
    if not students:
        raise CourseError(
            f"Nothing was handed in for {section}. Put each notebook where nbgrader expects it: "
            f"{paths.expected(api.coursedir, section)}"
        )
    return students


class _Run:
    """One run over a class: what is under way, and what has been recorded."""

    def __init__(self, api, course, engine, gradebook, anew):
        self.api, self.course, self.engine = api, course, engine
        self.gradebook, self.anew = gradebook, anew
        self.under_way = {}
        self.tally = Tally(course.assignment)

    def grade(self, students):
        self.tally.submitted = len(students)
        self.recorded = self.gradebook.scores(self.course.assignment)
        with tqdm(total=len(students), unit="") as self.bar:
            for student, folder in students.items():
                self.begin(student, folder)
                while len(self.under_way) > 2 * self.engine.jobs:  # enough for all to be busy
                    self.settle()
            while self.under_way:
                self.settle()
        self.tally.submissions.sort(key=lambda submission: submission.student)
        waiting = self.gradebook.waiting(self.course.assignment)
        self.tally.waiting = len(waiting & students.keys())
        return self.tally

    def begin(self, student, folder):
        """Take a submission up: what is kept is taken, and what is not goes to the engine."""
        recorder = Recorder(self.api, self.course, student, folder)
        if misnamed(student):
            self.finish(Submission(student, recorder, {}, problem=misnamed(student)))
            return
        handed = {path.stem: self.course.handed(path) for path in recorder.paths}
        keys = {name: self.course.key(found, name) for name, found in handed.items()}
        submission = Submission(student, recorder, keys)
        for name, found in handed.items():
            kept = None if self.anew else self.course.store.get_final(keys[name])
            master = self.course.masters[name]
            if kept is not None:
                submission.graded[name] = Graded(master, found, kept)
                continue
            settings = self.course.settings
            future = self.engine.submit(grade, found, master, self.course.secret, settings)
            submission.open += 1
            self.under_way[future] = submission, name
        if not submission.open:
            self.finish(submission)

    def settle(self):
        """Wait for results, and record the submissions that are complete by them."""
        done, _ = wait(self.under_way, return_when=FIRST_COMPLETED)
        for future in done:
            submission, name = self.under_way.pop(future)
            submission.open -= 1
            self.keep(submission, name, future)
            if not submission.open:
                self.finish(submission)

    def keep(self, submission, name, future):
        try:
            result, restored = future.result()
        except contract.NoBox as error:
            raise CourseError(keeper.REFUSED.format(probe.why_not() or error)) from None
        except CourseError:
            raise
        except Exception as error:
            submission.problem = f"{name} was not graded, and nothing recorded. {_told(error)}"
            return
        submission.anew = True
        self.course.store.put(submission.keys[name], result)  # what fails here fails for all
        submission.graded[name] = Graded(self.course.masters[name], restored, result)

    def finish(self, submission):
        if submission.problem is None:
            self.record(submission)
        submission.sentences = submission.recorder.sentences
        submission.forget()
        self.tally.submissions.append(submission)
        self.bar.update()
        for sentence in dict.fromkeys([*submission.faults, *submission.looks]):
            tqdm.write(f"{printable(submission.student)}: {sentence}", file=sys.stderr)

    def record(self, submission):
        recorder, scores = submission.recorder, self.recorded.get(submission.student, {})
        if not submission.anew and recorder.is_recorded(submission.keys, scores):
            submission.unchanged = True
            return
        try:
            recorder.record(submission.graded, submission.keys, self.gradebook)
        except CourseError:
            raise
        except Exception as error:
            if getattr(error, "errno", None) in FOR_ALL:
                raise
            submission.problem = f"It was graded, but not recorded. {_told(error)}"


def _told(error):
    text = about_files(error) if isinstance(error, OSError) else str(error)
    return text if isinstance(error, NOT_THEIRS) else f"{type(error).__name__}: {text}"
