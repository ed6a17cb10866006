"""Set up an nbgrader course with all sections, or add whatever an existing one lacks."""

import subprocess
import sys
import tempfile
from pathlib import Path

from feedforward.exercises import SECTIONS

from ..errors import CourseError
from . import secret, write_files
from .open_course import CONFIG, CONFIG_TEXT, check_path, is_course, open_course, why

IGNORE = """\
# A course contains answers, grades and names. Delete this file if you want them in git.
*
"""
ABOUT = """\
# A course of *Feedforward, by hand*

| path | contents |
| --- | --- |
| `source/` | each section with tests and model answers: never for students |
| `release/` | each section as students get it |
| `submitted/<student>/<section>/` | what students hand in |
| `downloaded/` | zip files from a learning platform, for `nbgrader zip_collect` |
| `autograded/`, `feedback/` | graded notebooks, and the pages that students get back |
| `answers/`, `report/` | pages for you: answers to mark, the class at a glance |
| `gradebook.db` | all points and comments |
| `nbgrader_config.py` | the settings of this course |
| `.autograde/` | the secret that test cases are drawn from, and stored results |

Only `release/` and `feedback/` are for students. To keep the course, back up the whole folder.
The book's `docs/instructors.md` explains the next steps.
"""
REPOSITORY = Path(__file__).resolve().parents[2]
BUILDER = REPOSITORY / "tools" / "build_notebooks.py"


def lay_out(folder, auto_only=False):
    """Write whatever the course in a folder lacks; yield a sentence for each section.

    auto_only: leave the open questions out of the sections that are added.
    Raises CourseError, before anything is written, if the folder contains something else.
    """
    folder = Path(folder).resolve()
    _claim(folder)
    had = {path for path in _notebooks(folder) if path.exists()}
    if had != set(_notebooks(folder)):
        _build_sources(folder / "source", auto_only)
    secret.of_course(folder)
    api = open_course(folder)
    for section in _sections():
        source, release = _of_section(folder, section)
        recorded = _is_recorded(api, section)
        if recorded and release in had:
            yield f"{section} exists already and was not changed."
            continue
        _release(api, section, release)
        added = [str(path.relative_to(folder)) for path in (source, release) if path not in had]
        added += ["its exercises in the gradebook"] * (not recorded)
        yield f"{section}: added {', '.join(added)}."


def _claim(folder):
    """Turn the folder into a course. Raises CourseError if it contains anything else."""
    if not BUILDER.exists():
        raise CourseError(
            f"The book is not at {REPOSITORY}. A course is built from the book's own text: "
            "get the whole repository, and install it from there with `pip install -e .`."
        )
    check_path(folder)
    if is_course(folder):
        return
    if folder.exists() and not folder.is_dir():
        raise CourseError(f"{folder} is a file. Name a new or empty folder.")
    if folder.exists() and any(folder.iterdir()):
        raise CourseError(
            f"{folder} is not empty, and it is not a course of this book. Nothing in it was "
            "changed. Name a new or empty folder."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in {CONFIG: CONFIG_TEXT, ".gitignore": IGNORE, "README.md": ABOUT}.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise CourseError(f"{folder} cannot be written: {error.strerror}.") from None


def _of_section(folder, section):
    return tuple(folder / step / section / f"{section}.ipynb" for step in ("source", "release"))


def _notebooks(folder):
    return [path for section in _sections() for path in _of_section(folder, section)]


def _sections():
    """Return the sections whose text exists in book/, in order."""
    return [name for name in SECTIONS if (REPOSITORY / "book" / f"{name}.py").exists()]


def _build_sources(folder, auto_only):
    """Build source notebooks from book/; existing ones are not changed."""
    command = [sys.executable, str(BUILDER), "--nbgrader", str(folder)]
    done = subprocess.run(
        command + ["--auto-only"] * auto_only, capture_output=True, text=True, encoding="utf-8"
    )
    if done.returncode:
        raise CourseError(f"The notebooks could not be built. {done.stderr.strip()}")


def _is_recorded(api, section):
    with api.gradebook as gradebook:
        return any(assignment.name == section for assignment in gradebook.assignments)


def _release(api, section, release):
    """Record a section in the gradebook, and release its notebook if there is none yet.

    nbgrader empties the folder that it releases to. So it gets a temporary one, and files that an
    instructor keeps beside a released notebook are not lost.
    """
    with tempfile.TemporaryDirectory() as spare:
        usual, api.coursedir.release_directory = api.coursedir.release_directory, spare
        done = api.generate_assignment(section)
        api.coursedir.release_directory = usual
        if not done["success"]:
            raise CourseError(f"nbgrader could not release {section}: {why(done)}")
        if not release.exists():
            for path in sorted(p for p in Path(spare, section).rglob("*") if p.is_file()):
                place = release.parent / path.relative_to(Path(spare, section))
                write_files.write_whole(place, path.read_bytes())
