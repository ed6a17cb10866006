"""Open an assignment with everything that grading needs, and hold its graded notebooks."""

import functools
import os
import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.utils import find_all_files

from ..course import paths, secret
from ..course.masters import Master, NoMaster, as_notebook, master
from ..course.open_course import NOT_GENERATED, full_name
from ..errors import CourseError, in_use
from ..grade.result import Result
from ..grade.settings import read_settings
from ..intake import read_files
from ..intake.read_notebook import other_than_python
from ..intake.read_submission import Handed, read, restore_or_blank
from ..intake.restore import Restored
from . import lateness, store
from .gradebook import patient

NOTEBOOKS = ["*.ipynb"]
ABOUT_GRADING = "about-the-grading"  # id of the cell with notes at the top of a recorded notebook
OTHER_KERNEL = (
    "{}.ipynb is written for the kernel {!r}, and the sandbox runs only Python, so nobody is "
    "graded. `autograde grade --unsafe`, or `c.Sandbox.safe = False` in nbgrader_config.py, runs "
    "it with that kernel, as stock nbgrader does: without protection from learners' code."
)


@dataclass(frozen=True)
class Graded:
    """A notebook and its result, ready to be recorded.

    handed: the submitted notebook, as Restored or, if its result was stored before, as Handed.
    """

    master: Master
    handed: Restored | Handed
    result: Result

    @functools.cached_property
    def restored(self):
        if isinstance(self.handed, Restored):
            return self.handed
        return restore_or_blank(self.handed, self.master)

    def finished_notebook(self):
        """Return the notebook to record, with its outputs and, at the top, notes on its grading."""
        cells = [
            cell if shown is None else cell | {"outputs": shown}
            for cell, shown in zip(self.restored.cells, self.result.outputs, strict=True)
        ]
        if self.result.faults:
            said = "\n".join(f"- {sentence}" for sentence in map(_plain_text, self.result.faults))
            head = {"cell_type": "markdown", "id": ABOUT_GRADING, "metadata": {}, "source": said}
            cells.insert(0, head)
        return as_notebook(cells, self.master.metadata)


class Coursework:
    """An assignment of a course: its masters, secret, settings and stored results."""

    def __init__(self, coursedir, config, assignment, safe=True):
        self.coursedir, self.assignment = coursedir, assignment
        excluded = config.Autograde.get("exclude_overwriting", {})
        self.not_replaced = set(excluded.get(assignment, ()))
        self.root = Path(coursedir.root)
        self.secret = secret.of_course(self.root)
        self.settings = read_settings(config, safe)
        self.store = store.Store(paths.results(self.root, assignment))
        self.masters = self._masters()
        if self.settings.safe:
            self._check_kernels()
        self.allowance = lateness.of_course(self.root, config, self.sections)

    def _masters(self):
        with Gradebook(patient(self.coursedir.db_url), self.coursedir.course_id) as gradebook:
            assignment = gradebook.find_assignment(self.assignment)
            self.due, notebooks = assignment.duedate, assignment.notebooks
            self.sections = sorted(a.name for a in gradebook.assignments)
            if not notebooks:
                raise CourseError(NOT_GENERATED.format(self.assignment))
            return {n.name: master(self._released(n.name), n, self.assignment) for n in notebooks}

    def _check_kernels(self):
        """Raise CourseError if a notebook is not written in Python."""
        for name, its_master in self.masters.items():
            kernel = other_than_python(its_master.metadata)
            if kernel:
                raise CourseError(OTHER_KERNEL.format(name, kernel))

    def _released(self, notebook):
        release = self.coursedir.release_directory
        folder = self.coursedir.format_path(release, ".", self.assignment)
        return Path(self.root, folder) / f"{notebook}.ipynb"

    @functools.cached_property
    def beside(self):
        """The files beside the source notebook that replace the learner's, {path: bytes}.

        Files that c.Autograde.exclude_overwriting names are left out.
        """
        folder = self.coursedir.format_path(self.coursedir.source_directory, ".", self.assignment)
        paths = find_all_files(str(folder), [*self.coursedir.ignore, *NOTEBOOKS])
        names = {os.path.relpath(path, folder): path for path in paths}
        return {n: Path(names[n]).read_bytes() for n in names.keys() - self.not_replaced}

    def handed(self, path):
        """Return the notebook at a path as Handed, with the files beside it that it may read."""
        path = Path(path)
        limits = self.settings.limits
        handed = read(path, limits)
        taken, _ = read_files.admitted(path.parent, self.coursedir.ignore, limits)
        if self.masters[path.stem].is_ours:  # it needs only the learner's own modules
            modules = {name: data for name, data in taken.items() if name.endswith(".py")}
            return replace(handed, beside=modules)
        return replace(handed, beside=taken | self.beside)

    def key(self, handed, name):
        """Return a hash of everything that the Result of a submitted notebook depends on.

        It names the file in which the Store keeps the Result.
        """
        beside = [(path, data.hex()) for path, data in sorted(handed.beside.items())]
        data = handed.data or handed.fault.encode()
        return store.key(data, beside, self._keys_of_masters[name])

    @functools.cached_property
    def _keys_of_masters(self):
        """The part that all keys of a class share, computed once because a master is long."""
        keys = {}
        for name, its_master in self.masters.items():
            settings = self.settings
            if its_master.is_ours:  # the book's exercises cannot import a course's packages
                settings = replace(settings, packages={})
            keys[name] = store.key(asdict(its_master), self.secret, asdict(settings))
        return keys


def open_assignment(api, section, safe=True):
    """Return the Coursework of a section, ready for grading. Raises CourseError."""
    try:
        with in_use(api.coursedir.db_url):
            return Coursework(api.coursedir, api.config, full_name(api, section), safe)
    except NoMaster as error:
        raise CourseError(
            f"Nobody can be graded: {error}. Run `nbgrader generate_assignment {section} "
            "--force` in the course, which releases it anew."
        ) from None


def _plain_text(sentence):
    """Return Markdown that shows a sentence unchanged."""
    return re.sub(r"([\\`*<>$\[\]])", r"\\\1", sentence)
