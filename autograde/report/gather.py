"""Gather a class's work from the course's gradebook and stored results."""

import functools
import json
import os
from pathlib import Path

from nbgrader.api import MissingEntry
from tqdm import tqdm

from feedforward.checking.judge import LOCATED
from feedforward.checking.verdict import NOT_ATTEMPTED, PASSED

from ..course import paths
from ..course.masters import NoMaster
from ..errors import CourseError
from ..record.coursework import Coursework
from ..record.store import Store
from . import advice, class_data, gradebook_queries

NOT_KEPT = (
    "{section}: {count} graded submissions have no stored result that matches the files handed in, "
    "so only their points are known. `autograde grade {section}` grades them again."
)


def gather(api, names):
    """Return the Class of a course. names: an anonymity.Names."""
    root = Path(api.coursedir.root)
    with api.gradebook as gradebook:
        known, assignments = (
            gradebook_queries.students(gradebook),
            gradebook_queries.assignments(gradebook),
        )
        scored = gradebook_queries.submissions(gradebook)
    folders = {section: paths.handed_in(api.coursedir, section) for section in assignments}
    for student in {s for found in folders.values() for s in found}:
        known.setdefault(student, "")
    shown = names.of(known)
    group = class_data.Class(root.name, names.hides, dict(sorted(shown.values())))
    bar = tqdm(total=len(known) * len(assignments), unit="", disable=None, leave=False)
    for section in class_data.in_order(assignments):
        gathered = _Section(api, section, assignments[section], group, names)
        for student in known:
            record = scored.get((section, student))
            gathered.add(student, shown[student][0], record, student in folders[section])
            bar.update()
        gathered.end()
    bar.close()
    return group


class _Section:
    """Gathers the work on one assignment, learner by learner."""

    def __init__(self, api, name, points, group, names):
        self.api, self.group, self.names = api, group, names
        self.root = Path(api.coursedir.root)
        self.section = class_data.Section(name, points)
        self.store = Store(paths.results(self.root, name))
        self.not_kept = 0
        group.sections.append(self.section)

    def add(self, student, label, record, handed_in):
        """Add one learner's work. record: its gradebook_queries.Record, or None if not graded."""
        if record is None:
            work = class_data.Work(class_data.UNGRADED if handed_in else class_data.MISSING)
        else:
            work = class_data.Work(
                class_data.NONE_RIGHT,
                record.score,
                by_hand=record.by_hand,
                open_points=record.open_points,
            )
            self._link(work, student)
            results = self._results(student)
            self.not_kept += not results
            for result in results:
                self._take(work, result)
            work.stage = self._stage(work)
        self.section.works[label] = work

    def end(self):
        if self.not_kept:
            said = NOT_KEPT.format(section=self.section.name, count=self.not_kept)
            self.group.notes.append(said)

    def _link(self, work, student):
        """Store the paths of a learner's graded work and feedback, unless names are hidden."""
        coursedir, section = self.api.coursedir, self.section.name
        places = (
            ("notebook", coursedir.autograded_directory, "ipynb"),
            ("feedback", coursedir.feedback_directory, "html"),
        )
        for part, pattern, ending in places if not self.names.hides else ():
            path = Path(coursedir.format_path(pattern, student, section), f"{section}.{ending}")
            path = Path(os.path.relpath(self.root / path, self.root))
            if (self.root / path).exists():
                setattr(work, part, path.as_posix())

    def _stage(self, work):
        if work.asked:
            right, asked = work.right, work.asked
        else:
            right, asked = work.score, self.section.points - work.open_points
        if right >= asked:
            return class_data.ALL_RIGHT
        return class_data.SOME_RIGHT if right else class_data.NONE_RIGHT

    def _results(self, student):
        """Return the Results that the note of the last recording names.

        Without a note, return those of the files that are handed in now.
        """
        note = paths.recorded(self.root, self.section.name, student)
        try:
            keys = json.loads(note.read_text(encoding="utf-8"))["keys"].values()
        except (OSError, ValueError, KeyError, TypeError):  # nbgrader's own command writes no note
            keys = self._keys(student)
        return [result for result in map(self.store.get, keys) if result is not None]

    def _keys(self, student):
        course = self._course
        if course is None:
            return []
        pattern = self.api.coursedir.submitted_directory
        folder = self.api.coursedir.format_path(pattern, student, self.section.name)
        paths = [Path(self.root, folder, f"{name}.ipynb") for name in course.masters]
        return [course.key(course.handed(path), path.stem) for path in paths]

    @functools.cached_property
    def _course(self):
        try:
            return Coursework(self.api.coursedir, self.api.config, self.section.name)
        except (NoMaster, MissingEntry, CourseError):
            return None  # it cannot be graded, so there is no stored result either

    def _take(self, work, result):
        work.faults += self.names.faults(result)
        work.looks += self.names.looks(result)
        for mark in result.marks:
            work.asked += 1
            work.right += mark.status == PASSED
            work.attempted += mark.status != NOT_ATTEMPTED
            place = self.section.name, mark.name
            asked = self.group.exercises.setdefault(place, class_data.Asked(*place))
            asked.add(mark)
            if mark.status not in (PASSED, NOT_ATTEMPTED):
                self._mistaken(mark)

    def _mistaken(self, mark):
        named = mark.mistake or mark.status
        if mark.mistake == LOCATED and mark.repaired and not self.names.hides:
            named = f"repaired by: {mark.repaired}"
        place = self.section.name, mark.name, named
        if place not in self.group.mistakes:
            said, shown = advice.words(mark), None if self.names.hides else _without_inputs(mark)
            self.group.mistakes[place] = class_data.Mistaken(*place, said, shown)
        self.group.mistakes[place].learners += 1


def _without_inputs(mark):
    """Return the message to a learner without the inputs of the case, which can fill a page."""
    return mark.message.partition("\nInputs:")[0]
