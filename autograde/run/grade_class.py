"""Grade a class: results come from many processes at once, and one writer records them."""

import sys
from concurrent.futures import FIRST_COMPLETED, wait
from pathlib import Path

from tqdm import tqdm

from ..course import paths, write_files
from ..errors import FOR_ALL, CourseError, about_files, in_use
from ..intake.read_files import printable
from ..record.converter import misnamed
from ..record.coursework import Graded, open_assignment
from ..record.gradebook import Shared
from ..record.recorder import Recorder
from ..sandbox.host import keeper, probe
from ..sandbox.wire import contract
from .grade_submission import grade
from .local_processes import Local, Lost
from .tally import Submission, Tally

UNPROTECTED = (
    "Learners' code runs with your rights and without protection: it can read and change all that "
    "you can. Grade as a user, or on a machine, that has nothing to lose."
)
NOT_THEIRS = (keeper.Unboxed, Lost, OSError)  # nothing that a learner can be blamed for


def grade_section(api, section, jobs, safe=True, anew=False, engine=None, only=()):
    """Grade all that was handed in for a section, `jobs` submissions at once; return the Tally.

    safe: run learners' code in the sandbox. anew: grade again what has a kept result. engine: the
    processes that grade, closed at the end; None starts processes of this machine. only: the
    students to grade; none means all. Shows progress on stderr, and a sentence for each submission
    that has a fault. Raises CourseError.
    """
    if not safe:
        print(UNPROTECTED, file=sys.stderr)
    course = open_assignment(api, section, safe)
    write_files.sweep(course.root / paths.FOLDER)
    students = _students(api, course.assignment, only)
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


def _students(api, section, only):
    """{student: folder} of everybody who handed something in, or of the students in `only`.

    Students whom c.CourseDirectory.student_id_exclude names are left out, as in nbgrader.
    """
    found = paths.handed_in(api.coursedir, section)
    excluded = api.coursedir.student_id_exclude.split(",")
    students = {s: folder for s, folder in found.items() if Path(folder).is_dir()}
    students = {s: folder for s, folder in students.items() if s not in excluded}
    if not students:
        raise CourseError(
            f"Nothing was handed in for {section}. Put each notebook where nbgrader expects it: "
            f"{paths.expected(api.coursedir, section)}"
        )
    for name in only:
        if name not in students:
            some = ", ".join(map(printable, list(students)[:8]))
            raise CourseError(
                f"{name} handed in nothing for {section}. There are submissions by: {some}."
            )
    return {s: folder for s, folder in students.items() if not only or s in only}


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
