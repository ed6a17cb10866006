"""Run the command `autograde`: set up a course, grade submissions, show how the class is doing."""

import argparse
import contextlib
import json
import os
import shlex
import signal
import sys
import warnings
from importlib.metadata import version

from .course.open_course import check_course, nearest_course, open_course
from .errors import CourseError, about_files

VERSION = f"autograde, part of Feedforward, by hand {version('feedforward')}"
COURSE = "the course's folder (default: the course you are in)"
A_SECTION = "a section, such as 6.1_xor; 6.1 is enough"
NEXT = """
Now give students {folder}/release/6.1_xor/6.1_xor.ipynb, put the notebooks that they return into
{folder}/submitted/<student>/6.1_xor/, and run `autograde grade 6.1 --course {quoted}`.
docs/instructors.md explains how to use JupyterHub or a learning platform for this."""


def main(arguments=None):
    """Run the command and return its exit status: 0 done, 1 a submission has no result, 2 error."""
    options = _parser().parse_args(arguments)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # nbgrader warns about its own code
    try:
        if getattr(options, "course", "") is None:
            options.course = nearest_course()
        return options.run(options)
    except CourseError as error:
        print(f"autograde: {error}", file=sys.stderr)
        return 2
    except OSError as error:  # a full disk, a folder that is read-only
        said = "Fix this and run the command again; finished work is kept."
        print(f"autograde: {about_files(error)} {said}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(
            "autograde: stopped. What was recorded is kept; run the command again for the rest.",
            file=sys.stderr,
        )
        return 130


def _parser():
    parser = argparse.ArgumentParser(prog="autograde", description=__doc__)
    parser.add_argument("--version", action="version", version=VERSION, help="show the version")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    course = commands.add_parser("course", help="set up an nbgrader course with all sections")
    course.add_argument("folder", metavar="DIR", help="a new or empty folder, or a course")
    course.add_argument("--auto-only", action="store_true", help="leave out the open questions")
    course.set_defaults(run=_course)
    grade = commands.add_parser("grade", help="grade all submissions for a section")
    grade.add_argument("section", metavar="SECTION", help=A_SECTION)
    grade.add_argument("--course", metavar="DIR", help=COURSE)
    grade.add_argument(
        "--student", metavar="NAME", action="append", default=[],
        help="grade only this student's submission; may be given several times",
    )  # fmt: skip
    grade.add_argument(
        "--jobs", metavar="N", type=_count, default=os.cpu_count() or 1,
        help="number of submissions to grade at once (default: the number of processors)",
    )  # fmt: skip
    grade.add_argument(
        "--cluster", metavar="ADDRESS",
        help="grade on the machines of this dask.distributed scheduler instead of this one",
    )  # fmt: skip
    grade.add_argument("--json", action="store_true", help="print the results of the class as JSON")
    grade.add_argument(
        "--anew", action="store_true", help="grade again even what an earlier run graded"
    )
    grade.add_argument(
        "--unsafe", action="store_true",
        help="run learners' code without a sandbox, with your rights, as plain nbgrader does",
    )  # fmt: skip
    grade.set_defaults(run=_grade)
    explain = commands.add_parser("explain", help="show why a submission earned its points")
    explain.add_argument("student", metavar="STUDENT", help="the name of the student's folder")
    explain.add_argument("section", metavar="SECTION", help=A_SECTION)
    explain.add_argument("--course", metavar="DIR", help=COURSE)
    explain.set_defaults(run=_explain)
    report = commands.add_parser("report", help="show the class at a glance, on one page")
    report.add_argument("--course", metavar="DIR", help=COURSE)
    report.add_argument(
        "--anonymous", action="store_true", help="show no names, and nothing that learners wrote"
    )
    report.set_defaults(run=_report)
    roster = commands.add_parser("roster", help="read the students' ids from Canvas or Moodle")
    roster.add_argument("file", metavar="STUDENTS.CSV", help="the platform's table of students")
    roster.add_argument("--course", metavar="DIR", help=COURSE)
    roster.set_defaults(run=_roster)
    feedback = commands.add_parser("feedback", help="pack a section's feedback for a platform")
    feedback.add_argument("section", metavar="SECTION", help=A_SECTION)
    feedback.add_argument("--course", metavar="DIR", help=COURSE)
    feedback.set_defaults(run=_feedback)
    answers = commands.add_parser(
        "answers", help="group the answers that a person marks, on one page"
    )
    answers.add_argument("section", metavar="SECTION", help=A_SECTION)
    answers.add_argument("--course", metavar="DIR", help=COURSE)
    answers.add_argument(
        "--apply", metavar="MARKS.CSV", help="record the marks in a file that the page saved"
    )
    answers.set_defaults(run=_answers)
    return parser


def _course(options):
    from .course.layout import lay_out

    for sentence in lay_out(options.folder, options.auto_only):
        print(sentence)
    folder = options.folder.rstrip("/") or "/"
    print(NEXT.format(folder=folder, quoted=shlex.quote(folder)))
    return 0


def _grade(options):
    check_course(options.course)
    tally = _graded(options)
    if options.json:
        print(json.dumps(tally.as_json(), indent=1))
    else:
        for sentence in tally.advice:
            print(f"autograde: {sentence}", file=sys.stderr)
        print(f"{tally.section}: {tally}")
    return 0 if tally.recorded == tally.submitted else 1


def _graded(options):
    """Grade a class and return its Tally.

    The processes that grade start first: they do not need nbgrader, which takes a second to load.
    """
    safe = not options.unsafe
    engine = _cluster(options) if options.cluster else None
    try:
        with _interrupts_held():
            if safe and engine is None:
                from .run.local_processes import Local

                engine = Local(options.jobs, early=True)
            api = open_course(options.course)
            from .run.grade_class import grade_section
        choices = safe, options.anew, engine, options.student
        return grade_section(api, options.section, options.jobs, *choices)
    finally:
        if engine:  # grade_section closes it too, unless something failed before
            engine.close()


@contextlib.contextmanager
def _interrupts_held():
    """Delay Ctrl-C until the block ends, because Python may swallow it during an import."""
    if not hasattr(signal, "pthread_sigmask"):  # on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _cluster(options):
    if options.unsafe:
        raise CourseError(
            "--cluster grades only in the sandboxes of other machines, so as not to put them at "
            "risk. Leave out --unsafe."
        )
    from .run.dask_cluster import Cluster

    return Cluster(options.cluster)


def _explain(options):
    api = open_course(options.course)
    from .report.explain import explain

    print(*explain(api, options.student, options.section), sep="\n")
    return 0


def _report(options):
    api = open_course(options.course)
    from .report.write_page import write_report

    print(write_report(api, options.anonymous))
    return 0


def _answers(options):
    api = open_course(options.course)
    from .answers import apply_marks, read_answers, write_page

    with read_answers.opened(api, options.section) as (course, gradebook):
        questions, ungraded = read_answers.read_answers(course, gradebook)
        if options.apply:
            said = apply_marks.apply_marks(course, gradebook, questions, options.apply)
        else:
            said = write_page.write(course, questions, ungraded)
    print(*said, sep="\n")
    return 0


def _roster(options):
    api = open_course(options.course)
    from .platforms.roster import record_roster

    print(record_roster(api, options.file))
    return 0


def _feedback(options):
    api = open_course(options.course)
    from .platforms.feedback_zip import pack_feedback

    print(*pack_feedback(api, options.section), sep="\n")
    return 0


def _count(text):
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of jobs; give 1 or more.")
    return int(text)
