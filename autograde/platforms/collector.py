"""Plug into `nbgrader zip_collect`, to collect files from Canvas, from Moodle or from students."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin
from nbgrader.utils import find_all_notebooks

from ..course import paths, write_files
from ..course.open_course import put_environment_on_path
from ..intake.read_files import printable
from . import names, roster
from .archives import Walk


@dataclass(frozen=True)
class Notebook:
    """A notebook that was handed in. Of two with the same sender and name, the newer counts."""

    sender: names.Sender
    name: str
    parts: tuple[str, ...]
    when: datetime
    copy: int
    data: bytes

    @property
    def age(self):
        return self.when, self.copy, self.parts


class Extractor(ExtractorPlugin):
    """Unpack the downloads into a folder for each student, with one notebook of each name."""

    def extract(self, archive_path, extracted_path):
        if self.config.FileNameCollectorPlugin.get("named_regexp"):
            return super().extract(archive_path, extracted_path)  # the course sets its own pattern
        coursedir = self.parent.coursedir
        section = coursedir.assignment_id
        release = coursedir.format_path(coursedir.release_directory, ".", section)
        known = {Path(path).stem for path in find_all_notebooks(release)}
        walk = Walk(archive_path)
        put_environment_on_path()  # nbgrader makes a new gradebook with a command
        with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
            known_students = roster.of_gradebook(gradebook)
        chosen, sentences = newest(_found(walk, known, section), known_students)
        for (student, name), notebook in chosen.items():
            path = Path(extracted_path, student, f"{name}.ipynb")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(notebook.data)
        prefixes = {student: n.sender.prefix for (student, _), n in chosen.items()}
        note = paths.collected(coursedir.root, section)
        write_files.write_whole(note, json.dumps(prefixes, indent=1).encode())
        for sentence in [*walk.problems, *sentences]:
            self.log.warning(sentence)


def _found(walk, known, section):
    """Yield the Notebooks of a Walk; add a problem for each that fits no notebook or no student."""
    for parts, when, data in walk.notebooks():
        shown = printable("/".join(parts))
        name, copy = names.notebook(parts[-1], known)
        if name is None:
            expected = " or ".join(f"{name}.ipynb" for name in sorted(known))
            walk.problems.append(f"{shown} is skipped: its name is not {expected}.")
            continue
        sender = names.sender(parts, section)
        if sender is None:
            walk.problems.append(
                f"{shown} is skipped, because no name in its path identifies the student. Put it "
                "into a folder named after the student."
            )
            continue
        yield Notebook(sender, name, parts, when, copy, data)


def newest(notebooks, known):
    """Choose the newest Notebook for each student and name.

    known: a Roster. Returns ({(student, name): Notebook}, sentences about the older notebooks and
    about students who are not in the Roster).
    """
    notebooks, chosen = list(notebooks), {}
    student_of, sentences = _students({n.sender for n in notebooks}, known)
    for notebook in sorted(notebooks, key=lambda notebook: notebook.age):
        place = student_of[notebook.sender], notebook.name
        if place in chosen:
            older = printable("/".join(chosen[place].parts))
            newer = printable("/".join(notebook.parts))
            sentences.append(f"{place[0]} handed in more than once: {newer} counts, not {older}.")
        chosen[place] = notebook
    return chosen, sentences


def _students(senders, known):
    """Return ({Sender: the student's id}, sentences about students who are not in the Roster).

    Senders who share a name that the Roster does not resolve get the platform's number added.
    """
    ids = {sender: known.find(sender) for sender in senders}
    numbers = {}
    for sender, student in ids.items():
        if student is None:
            numbers.setdefault(sender.name, set()).add(sender.number)
    sentences = []
    for sender in sorted(senders, key=lambda s: (s.name, s.number or "")):
        if ids[sender] is None:
            alone = len(numbers[sender.name]) == 1 or sender.number is None
            ids[sender] = sender.name if alone else f"{sender.name} {sender.number}"
            if known.is_known:
                sentences.append(
                    f"{ids[sender]} is collected under this name, because the roster has no "
                    "student of this name, or several."
                )
    return ids, sentences


class Collector(FileNameCollectorPlugin):
    """Read the student's id from the folder that Extractor made."""

    def collect(self, submitted_file):
        if self.named_regexp:
            return super().collect(submitted_file)
        path = Path(submitted_file)
        return {"student_id": path.parent.name, "file_id": path.name}
