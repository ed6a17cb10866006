"""Grade a class: many processes compute results at the same time, and this one records them."""

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
from ..sandbox.host import keeper
from ..sandbox.wire import contract
from .grade_one import grade
from .local_processes import Local, Lost
from .tally import Submission, Tally

UNPROTECTED = (
    "Learners' code runs with your rights and without protection: it can read and change whatever "
    "you can. Grade as a user, or on a machine, that has nothing to lose."
)
NOT_THEIRS = (contract.Unboxed, Lost, OSError)  # errors that no learner is to blame for


def grade_section(api, section, jobs, safe=True, anew=False, engine=None, only=()):
    """Grade all submissions for a section, `jobs` of them at once; return the Tally.

    safe: run learners' code in the sandbox. anew: grade again even if there is a stored result.
    engine: the processes that grade, closed at the end; None starts some on this machine. only: the
    students to grade, or () for all. Shows progress on stderr, and the faults of each submission.
    Raises CourseError.
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
        gradebook.close()


def _students(api, section, only):
    """Return {student: folder} of everybody who handed something in, or of those in `only`.

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
    """One run over a class, with the results that it is waiting for and those recorded so far."""

    def __init__(self, api, course, engine, gradebook, anew):
        self.api, self.course, self.engine = api, course, engine
        self.gradebook, self.anew = gradebook, anew
        self.under_way = {}
        self.tally = Tally(course.assignment)

    def grade(self, students):
        self.recorded_scores = self.gradebook.scores(self.course.assignment)
        with tqdm(total=len(students), unit="") as self.bar:
            for student, folder in students.items():
                self.begin(student, folder)
                while len(self.under_way) > 2 * self.engine.jobs:  # enough to keep all of them busy
                    self.settle()
            while self.under_way:
                self.settle()
        self.tally.submissions.sort(key=lambda submission: submission.student)
        waiting = self.gradebook.waiting(self.course.assignment)
        self.tally.waiting = len(waiting & students.keys())
        return self.tally

    def begin(self, student, folder):
        """Start on a submission: use stored results, and give the engine notebooks without one."""
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
        """Wait for results, and record the submissions that they complete."""
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
            raise CourseError(keeper.REFUSED.format(error)) from None
        except CourseError:
            raise
        except Exception as error:
            submission.problem = f"{name} was not graded, so nothing was recorded. {_told(error)}"
            return
        submission.anew = True
        self.course.store.put(submission.keys[name], result)  # an error here would happen for all
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
        recorder, scores = submission.recorder, self.recorded_scores.get(submission.student, {})
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
