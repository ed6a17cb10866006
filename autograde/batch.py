"""Grade a class: results come from many processes at once, and one writer records them."""

import sys
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass

from tqdm import tqdm

from . import isolated
from .errors import CourseError
from .grading import NoKernel, grade_in_a_copy
from .recording import Recorder, check_release, submissions

UNPROTECTED = (
    "Learners' code runs with your rights and without protection: it can read and change all that "
    "you can. Grade as a user, or on a machine, that has nothing to lose."
)


@dataclass
class Tally:
    """What became of a class."""

    submitted: int
    recorded: int = 0
    faulty: int = 0
    waiting: int = 0

    def __str__(self):
        return (
            f"{self.recorded} of {self.submitted} submissions graded, {self.faulty} of them with "
            f"a fault; {self.waiting} wait for a person's grade."
        )


def grade_section(api, section, jobs):
    """Grade all that was handed in for a section, so many at once; return the Tally.

    Shows on stderr how far it is, and a sentence for each submission that has a fault.
    Raises CourseError.
    """
    handed_in = submissions(api, section)
    check_release(api, section)
    print(UNPROTECTED, file=sys.stderr)
    isolated.prepare(["autograde.grading"])
    tally = Tally(len(handed_in))
    recorders = (Recorder(api, section, submission) for submission in handed_in)
    with ThreadPoolExecutor(jobs) as threads, tqdm(total=len(handed_in)) as bar:
        try:
            for recorder, results in _graded(threads, recorders, 2 * jobs):
                _record(recorder, results, tally)
                bar.update()
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            raise
    students = {submission.student for submission in handed_in}
    tally.waiting = sum(
        found["needs_manual_grade"]
        for found in api.get_submissions(section)
        if found["student"] in students
    )
    return tally


def _graded(threads, recorders, ahead):
    """Yield (recorder, future of its results) in the order in which they are done.

    ahead: how many submissions are taken up before one has to be recorded.
    """
    under_way = {}
    for recorder in recorders:
        under_way[threads.submit(_grade, *_task(recorder))] = recorder
        if len(under_way) >= ahead:
            yield from _done(under_way)
    while under_way:
        yield from _done(under_way)


def _done(under_way):
    done, _ = wait(under_way, return_when=FIRST_COMPLETED)
    for future in done:
        yield under_way.pop(future), future


def _task(recorder):
    """What grading a submission needs: no gradebook, and nothing of nbgrader's objects."""
    coursedir, submission = recorder.coursedir, recorder.submission
    master = coursedir.format_path(coursedir.source_directory, ".", coursedir.assignment_id)
    try:
        texts = recorder.sanitized()
    except Exception as error:  # metadata that nbgrader does not take
        texts = error
    return texts, [str(submission.folder), master], dict(recorder.config.Execute)


def _grade(texts, folders, options):
    """The Result of each notebook by its key."""
    if isinstance(texts, Exception):
        raise texts
    return dict(isolated.call(grade_in_a_copy, text, folders, options) for text in texts)


def _record(recorder, future, tally):
    """Record a submission; where that is not possible, record 0 and say why."""
    try:
        recorder.record(future.result())
        said = recorder.faults
    except CourseError:
        raise
    except (NoKernel, OSError) as error:  # nothing that a learner can be blamed for
        _say(recorder, f"not graded, and nothing recorded. {error}")
        return
    except isolated.Killed:
        recorder.give_nothing()
        said = ["It ended the process that graded it, and earns nothing."]
    except Exception as error:
        recorder.give_nothing()
        said = [f"It cannot be graded ({type(error).__name__}: {error}), and earns nothing."]
    tally.recorded += 1
    tally.faulty += bool(said)
    for sentence in said:
        _say(recorder, sentence)


def _say(recorder, sentence):
    tqdm.write(f"{recorder.submission.student}: {sentence}", file=sys.stderr)
