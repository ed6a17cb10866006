"""Group wrong answers to an exercise by what they return, and by the line that repairs them."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
from tqdm import tqdm

from ..course import paths
from ..grade import build_questions, judge_answers
from ..grade.build_questions import Attempt
from ..grade.notebook_code import NotebookCode
from ..intake.read_submission import restore_or_blank
from ..sandbox.host import keeper
from ..sandbox.wire import contract
from .questions import ALIKE, Group
from .read_answers import answer_cell

DIGITS = 6  # significant digits to which two results have to agree
SAME_RESULT = "they return the same result in every case"
REPAIRED = "one edit repairs them: {}"


def group_code(course, questions):
    """Set the Groups of every Question that is an exercise, the largest first.

    The sandbox calls all answers to an exercise on the same cases.
    """
    code = [question for question in questions if question.is_code and question.answers]
    students = sorted({(q.notebook, a.student) for q in code for a in q.answers})
    returned = {}
    for notebook, student in tqdm(students, unit="", disable=None, leave=False):
        asked = [q.comment_cell for q in code if student in {a.student for a in q.answers}]
        for name, seen in _returned(course, notebook, student, asked).items():
            returned[student, name] = seen
    for question in code:
        of = [returned.get((a.student, question.comment_cell)) for a in question.answers]
        question.groups = _groups(question.answers, of)


def _groups(answers, returned):
    """Put answers that return the same results, or that the same line repairs, into one Group."""
    group_of, groups = {}, []
    for answer, seen in zip(answers, returned, strict=True):
        marks = [m for m in (("returned", seen), ("repaired", answer.repaired)) if m[1]]
        homes = {id(g): g for g in (group_of[m] for m in marks if m in group_of)}
        own = [answer, *(a for g in homes.values() for a in g)]
        for known in [m for m, g in group_of.items() if id(g) in homes]:
            group_of[known] = own
        groups = [g for g in groups if id(g) not in homes] + [own]
        group_of |= dict.fromkeys(marks, own)
    found = [Group(ALIKE, sorted(g, key=lambda a: a.student), _says(g)) for g in groups]
    return sorted(found, key=lambda group: -len(group.answers))


def _says(answers):
    repaired = next((a.repaired for a in answers if a.repaired), None)
    if repaired:
        return REPAIRED.format(repaired)
    return SAME_RESULT if len(answers) > 1 else ""


def _returned(course, notebook, student, names):
    """Return {exercise: a hash of the results of the student's function, or None}."""
    folder = paths.handed_in(course.coursedir, course.assignment)[student]
    master = course.masters[notebook]
    handed = course.handed(Path(folder, f"{notebook}.ipynb"))
    restored = restore_or_blank(handed, course.masters[notebook])
    code = NotebookCode(restored, master)
    attempts = [_attempt(course, code, restored, name) for name in names]
    job = contract.Job(
        cells=code.cells,
        questions=tuple(_question(attempt, code) for attempt in attempts),
        resumes=True,
        limits=course.settings.limits,
    )
    try:
        answers = keeper.run(master.section, job).answers
    except (contract.NoBox, contract.Unboxed):  # graded with --unsafe: only the lines are compared
        return {}
    return {a.paper.exercise.name: _hash(answers[a.id].outcomes) for a in attempts}


def _attempt(course, code, restored, name):
    """Return the first Attempt at an exercise, with cases that are the same for all students."""
    seed = judge_answers.seed_for(course.secret, [course.assignment])
    found = answer_cell(restored, name)
    cell = found["id"] if found else None
    return Attempt(judge_answers.paper(name, seed), cell, 0, frozenset())


def _question(attempt, code):
    right = build_questions.stand_ins(attempt.paper.exercise.name, code.words)
    return replace(attempt.question(), stand_ins=right)


def _hash(outcomes):
    """Return a hash of the rounded results of all cases, or None if a case ended in a Fault."""
    if any(isinstance(outcome, contract.Fault) for outcome in outcomes):
        return None
    seen = [_plain(o.raised.kind if o.raised else o.returned) for o in outcomes]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()


def _plain(value):
    """Convert a result to plain data for JSON, with numbers rounded to DIGITS digits."""
    if isinstance(value, np.ndarray):
        if value.dtype.kind == "c":
            return _plain([value.real, value.imag])
        numbers = [f"{x + 0.0:.{DIGITS - 1}e}" for x in value.astype(float).ravel()]
        return [list(value.shape), numbers]
    return [_plain(item) for item in value] if isinstance(value, list) else str(value)
