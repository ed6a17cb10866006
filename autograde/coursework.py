"""What grading an assignment needs of its course, and what comes of a notebook there."""

import functools
import os
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.utils import find_all_files

from . import files, grading, results, seed
from .errors import CourseError
from .gradebook import patient
from .masters import Master, master
from .rebuild import Rebuilt

NOTEBOOKS = ["*.ipynb"]
KEPT = Path(seed.FOLDER) / "results"


@dataclass(frozen=True)
class Graded:
    """A notebook with its result: what is recorded.

    handed: what was handed in, as Rebuilt or, where its result was kept, as Handed.
    """

    master: Master
    handed: Rebuilt | grading.Handed
    result: results.Result

    @functools.cached_property
    def rebuilt(self):
        if isinstance(self.handed, Rebuilt):
            return self.handed
        return grading.restored(self.handed, self.master)

    def rebuilt_notebook(self):
        return grading.as_notebook(self.rebuilt.cells, self.master.metadata)

    def finished_notebook(self):
        return grading.finished(self.rebuilt, self.master, self.result)


class Course:
    """What grading an assignment needs of its course: masters, seed, settings, kept results."""

    def __init__(self, coursedir, config, assignment, safe=True):
        self.coursedir, self.assignment = coursedir, assignment
        self.root = Path(coursedir.root)
        self.seed = seed.of_course(self.root)
        self.settings = _settings(config, safe)
        self.store = results.Store(self.root / KEPT / assignment)
        self.masters = self._masters()

    def _masters(self):
        with Gradebook(patient(self.coursedir.db_url), self.coursedir.course_id) as gradebook:
            assignment = gradebook.find_assignment(self.assignment)
            self.due, notebooks = assignment.duedate, assignment.notebooks
            return {n.name: master(self._released(n.name), n, self.assignment) for n in notebooks}

    def _released(self, notebook):
        release = self.coursedir.release_directory
        folder = self.coursedir.format_path(release, ".", self.assignment)
        return Path(self.root, folder) / f"{notebook}.ipynb"

    @functools.cached_property
    def beside(self):
        """Files that lie beside the source notebook, by path: they replace a learner's."""
        folder = self.coursedir.format_path(self.coursedir.source_directory, ".", self.assignment)
        paths = find_all_files(str(folder), [*self.coursedir.ignore, *NOTEBOOKS])
        return {os.path.relpath(path, folder): Path(path).read_bytes() for path in paths}

    def handed(self, path):
        """What lies at a path, with the files that a notebook finds beside it."""
        path = Path(path)
        handed = grading.read(path)
        if self.masters[path.stem].is_ours:
            return handed  # the book's notebooks need no files
        taken, _ = files.admitted(path.parent)
        return grading.Handed(handed.data, handed.fault, taken | self.beside)

    def key(self, handed, name):
        """Names the result of what was handed in for the notebook of that name."""
        return grading.key(handed, self._common_keys[name])

    @functools.cached_property
    def _common_keys(self):
        return {
            name: grading.common_key(its_master, self.seed, self.settings)
            for name, its_master in self.masters.items()
        }

    def grade(self, path):
        """The Graded of a notebook, from what is kept or else by grading it now."""
        handed, its_master = self.handed(path), self.masters[Path(path).stem]
        key = self.key(handed, its_master.name)
        kept = self.store.get(key)
        if kept is not None:
            return Graded(its_master, handed, kept)
        result, rebuilt = grading.grade_notebook(handed, its_master, self.seed, self.settings)
        self.store.put(key, result)
        return Graded(its_master, rebuilt, result)


def _settings(config, safe):
    sandbox = dict(config.Sandbox)
    known = {"memory", "output", "safe"}
    if sandbox.keys() - known:
        odd = ", ".join(sorted(sandbox.keys() - known))
        raise CourseError(f"c.Sandbox has no {odd}; there are: {', '.join(sorted(known))}.")
    seconds = config.Execute.get("timeout", grading.Settings.seconds)
    safe = bool(sandbox.pop("safe", True)) and safe
    kernel = {} if safe else dict(config.Execute)
    return grading.Settings(seconds=seconds, safe=safe, kernel=kernel, **sandbox)
