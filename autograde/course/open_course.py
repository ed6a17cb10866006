"""A course's folder: whether it is one, and how nbgrader opens it."""

import logging
import os
import re
import sys
from pathlib import Path

from ..errors import CourseError, in_use
from . import light_imports

CONFIG = "nbgrader_config.py"
CONFIG_TEXT = '''"""nbgrader's settings for this course. What you add at the end wins."""

from autograde import nbgrader_config

c = get_config()  # noqa: F821 (nbgrader provides it)
nbgrader_config.apply(c)
'''
SEE_THERE = "`nbgrader generate_assignment` with its name, in the course, shows what is wrong."
ODD = re.compile(r"[\[\]*?\\]|%[0-9A-Fa-f]{2}" if os.sep == "/" else r"[\[\]]")
LONGEST = 480  # SQLite opens no path longer than 512, and adds an ending to that of a gradebook
NOT_GENERATED = (
    "{0} was never generated, so there is nothing to grade against. Run `nbgrader "
    "generate_assignment {0}` in the course, hand out what it writes to release/, and grade what "
    "students hand in."
)
EMPTY = (
    "The gradebook {} holds no section. `autograde course {}` adds all of them; only a backup can "
    "restore points that were given by hand."
)
NO_DRIVER = (
    "The gradebook {} cannot be used: {} is not installed. For PostgreSQL, "
    "`pip install 'psycopg[binary]'`, and let the address begin with postgresql+psycopg://."
)


def is_course(folder):
    """Return True if the folder holds a course that `autograde course` laid out."""
    config = Path(folder) / CONFIG
    try:
        return "nbgrader_config.apply(c)" in config.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def check_path(folder):
    """Raise CourseError where nbgrader or the address of its gradebook would take a part of the
    path for something else than a name."""
    odd = sorted(set(ODD.findall(str(folder))))
    if odd:
        raise CourseError(
            f"A course cannot lie in {folder}: nbgrader does not get along with {' '.join(odd)} in "
            "a path. Give the folder another name."
        )
    if len(os.fsencode(folder)) > LONGEST:
        raise CourseError(
            f"A course cannot lie in {folder}: the path is longer than {LONGEST} bytes, which "
            "SQLite does not open. Choose a shorter one."
        )


def check_course(folder):
    """The folder's whole path. Raises CourseError where it holds no course."""
    folder = Path(folder).resolve()
    check_path(folder)
    if not is_course(folder):
        raise CourseError(
            f"{folder} holds no course of this book. `autograde course {folder}` lays one out."
        )
    return folder


def nearest_course():
    """Return the current folder, or the nearest one above it, that holds a course.

    Raises CourseError if there is none.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        if is_course(folder):
            return folder
    raise CourseError(
        f"{here} is not in a course of this book. Change into one, or name it: --course DIR. "
        "`autograde course DIR` lays one out."
    )


def open_course(folder):
    """nbgrader's API for the course in that folder, configured as its commands are there.

    Raises CourseError where there is no course, or where its configuration cannot be read.
    """
    folder = check_course(folder)
    # nbgrader takes seconds to load; what is wrong with a folder is said at once.
    with light_imports.imports():
        from nbgrader.apps import NbGraderAPI
        from nbgrader.apps.baseapp import NbGrader
        from nbgrader.auth import Authenticator

    put_environment_on_path()
    logging.getLogger("tornado.application").setLevel(logging.CRITICAL)  # what counts is said here
    app = NbGrader(log_level=logging.CRITICAL)
    app.load_cwd_config = False  # another course may lie there
    app.raise_config_file_errors = True
    try:
        app.initialize([], root=str(folder))
    except Exception as error:  # the file is Python, so anything can come out of it
        raise CourseError(
            f"{folder / CONFIG} cannot be used: {type(error).__name__}: {error}. "
            "Put that right, or take out what was added to the file."
        ) from None
    app.coursedir.root = str(folder)
    api = NbGraderAPI(app.coursedir, Authenticator(parent=app), parent=app)
    api.log_level = logging.CRITICAL
    try:
        with in_use(app.coursedir.db_url):
            api.gradebook.close()
    except ModuleNotFoundError as error:
        raise CourseError(NO_DRIVER.format(app.coursedir.db_url, error.name)) from None
    return api


def full_name(api, section):
    """Return the full name of an assignment in the gradebook: "6.1" is enough for 6.1_xor.

    Raises CourseError if no assignment has that name, or several begin with it.
    """
    with in_use(api.coursedir.db_url), api.gradebook as gradebook:
        names = sorted(assignment.name for assignment in gradebook.assignments)
    found = [name for name in names if name.startswith(f"{section}_")]
    if section in names or len(found) == 1:
        return section if section in names else found[0]
    if not names:
        raise CourseError(EMPTY.format(api.coursedir.db_url, api.coursedir.root))
    source = api.coursedir.format_path(api.coursedir.source_directory, ".", section)
    if Path(api.coursedir.root, source).is_dir():
        raise CourseError(NOT_GENERATED.format(section))
    raise CourseError(f"No section is called {section!r}. There are: {', '.join(names)}.")


def put_environment_on_path():
    """Put this environment on the path, because nbgrader calls its command alembic."""
    commands = str(Path(sys.executable).parent)
    paths = os.environ.get("PATH", "").split(os.pathsep)
    if commands not in paths:
        os.environ["PATH"] = os.pathsep.join([commands, *paths])


def why(outcome):
    """The last line of what nbgrader says about something that failed."""
    said = (outcome.get("error") or outcome.get("log") or "no reason given").strip()
    last = said.splitlines()[-1]
    return SEE_THERE if "above traceback" in last else last  # none is shown
