"""The command `autograde`: lay out a course, grade what was handed in."""

import argparse
import sys

from .errors import CourseError


def main(arguments=None):
    """Run the command. Exit status: 0 done, 1 a submission has no result, 2 it cannot start."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except CourseError as error:
        print(f"autograde: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(
            "autograde: stopped. What was recorded stays; start again for the rest.",
            file=sys.stderr,
        )
        return 130


def _parser():
    parser = argparse.ArgumentParser(prog="autograde", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    course = commands.add_parser("course", help="lay out an nbgrader course of all sections")
    course.add_argument("folder", metavar="DIR", help="a new or an empty folder, or such a course")
    course.add_argument("--auto-only", action="store_true", help="leave the open questions out")
    course.set_defaults(run=_course)
    return parser


def _course(options):
    from .layout import lay_out  # nbgrader takes seconds to load, and --help need not wait

    for sentence in lay_out(options.folder, options.auto_only):
        print(sentence)
    return 0
