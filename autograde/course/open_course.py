"""Check that a folder is a course, and open it with nbgrader."""

import logging
import os
import re
import sys
from pathlib import Path

from ..errors import CourseError, in_use

CONFIG = "nbgrader_config.py"
CONFIG_TEXT = '''"""nbgrader's settings for this course. What you add at the end overrides them."""

from autograde import nbgrader_config

c = get_config()  # noqa: F821 (nbgrader provides it)
nbgrader_config.apply(c)
'''
SEE_THERE = "`nbgrader generate_assignment` with its name, in the course, shows what is wrong."
ODD = re.compile(r"[\[\]*?\\]|%[0-9A-Fa-f]{2}" if os.sep == "/" else r"[\[\]]")
LONGEST = 480  # SQLite opens no path longer than 512, and the gradebook's name is added to this
NOT_GENERATED = (
    "{0} was never generated, so there is nothing to grade against. Run `nbgrader "
    "generate_assignment {0}` in the course, hand out what it writes to release/, and grade what "
    "students hand in."
)
EMPTY = (
    "The gradebook {} contains no section. `autograde course {}` adds all of them; only a backup "
    "can restore points that were given by hand."
)
NO_DRIVER = (
    "The gradebook {} cannot be used: {} is not installed. For PostgreSQL, run "
    "`pip install 'psycopg[binary]'`, and use an address that begins with postgresql+psycopg://."
)


def is_course(folder):
    """Return True if the folder is a course that `autograde course` set up."""
    config = Path(folder) / CONFIG
    try:
        return "nbgrader_config.apply(c)" in config.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def check_path(folder):
    """Raise CourseError if the path has signs that nbgrader would misread, or is too long."""
    odd = sorted(set(ODD.findall(str(folder))))
    if odd:
        raise CourseError(
            f"A course cannot be in {folder}: nbgrader does not work with {' '.join(odd)} in a "
            "path. Give the folder another name."
        )
    if len(os.fsencode(folder)) > LONGEST:
        raise CourseError(
            f"A course cannot be in {folder}: SQLite does not open a path longer than {LONGEST} "
            "bytes. Choose a shorter one."
        )


def check_course(folder):
    """Return the folder's full path. Raises CourseError if it is not a course."""
    folder = Path(folder).resolve()
    check_path(folder)
    if not is_course(folder):
        raise CourseError(
            f"{folder} is not a course of this book. `autograde course {folder}` sets one up."
        )
    return folder


def nearest_course():
    """Return the course that is in the current folder, or in the nearest one above it.

    Raises CourseError if there is none.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        if is_course(folder):
            return folder
    raise CourseError(
        f"{here} is not in a course of this book. Change into one, or name it: --course DIR. "
        "`autograde course DIR` sets one up."
    )


def open_course(folder):
    """Return nbgrader's API for the course in a folder, with the course's configuration.

    Raises CourseError if there is no course, or if its configuration or gradebook cannot be used.
    """
    folder = check_course(folder)
    # Imported after the check, because nbgrader takes seconds to load.
    from nbgrader.apps import NbGraderAPI
    from nbgrader.apps.baseapp import NbGrader
    from nbgrader.auth import Authenticator

    put_environment_on_path()
    logging.getLogger("tornado.application").setLevel(logging.CRITICAL)  # errors are reported here
    app = NbGrader(log_level=logging.CRITICAL)
    app.load_cwd_config = False  # the current folder may be another course
    app.raise_config_file_errors = True
    try:
        app.initialize([], root=str(folder))
    except Exception as error:  # the file is Python, so it can raise anything
        raise CourseError(
            f"{folder / CONFIG} cannot be used: {type(error).__name__}: {error}. "
            "Fix this, or remove what was added to the file."
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
    """Put this environment on the path, because nbgrader runs its command alembic."""
    commands = str(Path(sys.executable).parent)
    paths = os.environ.get("PATH", "").split(os.pathsep)
    if commands not in paths:
        os.environ["PATH"] = os.pathsep.join([commands, *paths])


def why(outcome):
    """Return the last line of nbgrader's message about a failed step. outcome: the API's result."""
    said = (outcome.get("error") or outcome.get("log") or "no reason given").strip()
    last = said.splitlines()[-1]
    return SEE_THERE if "above traceback" in last else last  # none is shown
