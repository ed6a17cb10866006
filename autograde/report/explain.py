"""Explain one submission, from the file that was handed in to the points that it earned."""

import time
from pathlib import Path

from nbgrader.api import MissingEntry

from ..course import paths
from ..course.masters import about, is_tested
from ..errors import CourseError
from ..intake.read_files import printable
from ..intake.read_submission import restore_or_blank
from ..intake.restore import ADDED
from ..record.coursework import open_assignment
from ..record.lateness import DAY, used

INDENT = "    "


def explain(api, student, section):
    """Yield the lines that explain a submission. Raises CourseError if it has not been graded."""
    course = open_assignment(api, section)
    section = course.assignment
    folder = _folder(api, student, section)
    by_hand = _by_hand(api, student, section)
    yield f"{printable(student)}, {section}"
    for name, master in sorted(course.masters.items()):
        path = folder / f"{name}.ipynb"
        handed = course.handed(path)
        result = course.store.get(course.key(handed, name))
        if result is None:
            raise CourseError(
                f"There is no result for {path} as it is now. Run `autograde grade {section} "
                f"--course {course.root}` first; it grades only what is new."
            )
        restored = restore_or_blank(handed, master)
        yield from _handed_in(path, handed)
        yield from _restored(restored, master)
        yield from _run(result)
        yield from _exercises(master, result, by_hand)
        yield from _other_cells(restored, master, result, by_hand)
        yield from _looks(result)
    yield from _in_the_gradebook(api, student, course)


def _folder(api, student, section):
    found = paths.handed_in(api.coursedir, section)
    if student not in found:
        some = ", ".join(map(printable, list(found)[:8])) or "nobody"
        raise CourseError(
            f"{student} handed in nothing for {section}. There are submissions by: {some}."
        )
    return Path(found[student])


def _handed_in(path, handed):
    yield ""
    yield "Handed in"
    if handed.data is None:
        yield f"{INDENT}Nothing that can be graded: {handed.fault}"
        return
    changed = time.strftime("%Y-%m-%d %H:%M", time.localtime(path.stat().st_mtime))
    yield f"{INDENT}{path}, {len(handed.data):,} bytes, last changed {changed}."


def _restored(restored, master):
    yield ""
    yield "Restored from the released notebook"
    repaired = [*restored.notes, *restored.put_back]
    for note in repaired or ["Nothing had to be repaired."]:
        yield f"{INDENT}{note}"
    added = sum(origin == ADDED for origin in restored.origins)
    yield f"{INDENT}{len(master.cells)} released cells, {added} added by the learner."
    for name, places in restored.candidates.items():
        said = ", ".join(f"cell {place + 1}" for place in sorted(places)) or "no answer"
        yield f"{INDENT}{name}: {said}."


def _run(result):
    yield ""
    yield "Run"
    yield f"{INDENT}Cells and calls took {result.seconds:.2f} s."
    for number, shown in enumerate(result.outputs, 1):
        for output in shown or ():
            if output.get("output_type") == "error":
                said = str(output.get("evalue", "")).splitlines()[:1]
                yield f"{INDENT}Cell {number} raised {output.get('ename')}: {' '.join(said)}"
    for fault in result.faults:
        yield f"{INDENT}{fault}"


def _exercises(master, result, by_hand):
    if not result.marks:
        return
    yield ""
    yield f"Exercises, judged outside the sandbox on cases drawn with seed {result.seed}"
    for mark in result.marks:
        yield f"{INDENT}{mark.name}: {mark.points:g} of {mark.max_points:g}, {mark.status}."
        given = by_hand.get((master.name, f"check_{mark.name}"))
        if given:
            yield f"{INDENT * 2}{_given(*given, mark.max_points)}"
        if len(mark.parts) > 1:
            parts = ", ".join(f"{n} {'right' if ok else 'wrong'}" for n, ok in mark.parts.items())
            yield f"{INDENT * 2}Each result earns its share of the points: {parts}."
        if mark.mistake:
            yield f"{INDENT * 2}Known as: {mark.mistake}."
        for line in mark.message.splitlines():
            yield f"{INDENT * 2}| {line}"


def _by_hand(api, student, section):
    """Return {(notebook, grade_id): (points, whether a person should look again)}."""
    with api.gradebook as gradebook:
        try:
            notebooks = gradebook.find_submission(section, student).notebooks
        except MissingEntry:
            return {}
        return {
            (notebook.name, grade.name): (grade.manual_score, grade.needs_manual_grade)
            for notebook in notebooks
            for grade in notebook.grades
            if grade.manual_score is not None
        }


def _given(points, waits, most):
    again = "; a person should look again, because the work has changed" if waits else ""
    return f"{points:g} of {most:g}, given by hand{again}."


def _other_cells(restored, master, result, by_hand):
    rows = []
    for cell in restored.cells:
        grade_id = about(cell).get("grade_id")
        if not about(cell).get("grade") or grade_id in master.checks:
            continue
        score, most = result.scores[grade_id], about(cell)["points"]
        given = by_hand.get((master.name, grade_id))
        if given:
            rows.append(f"{grade_id}: {_given(*given, most)}")
        elif score is None:
            rows.append(f"{grade_id}: to be graded by a person, up to {most:g}.")
        elif is_tested(cell):
            rows.append(f"{grade_id}: {score:g} of {most:g}, from the cell's output.")
        else:
            rows.append(f"{grade_id}: {score:g} of {most:g}, because there is no answer.")
    if rows:
        yield ""
        yield "Other graded cells"
        yield from (INDENT + row for row in rows)


def _looks(result):
    if result.looks:
        yield ""
        yield "A person should look at this"
        yield from (INDENT + look for look in result.looks)


def _in_the_gradebook(api, student, course):
    yield ""
    with api.gradebook as gradebook:
        try:
            found = gradebook.find_submission(course.assignment, student)
        except MissingEntry:
            yield "Not in the gradebook yet."
            return
        late = f", {found.late_submission_penalty:g} of them lost for lateness"
        yield (
            f"In the gradebook: {found.score:g} of {found.max_score:g} points"
            f"{late if found.late_submission_penalty else ''}."
        )
        if found.extension:
            yield f"An extension of {found.extension / DAY:g} days: due {found.duedate} UTC."
        if course.allowance is not None and course.allowance.budget:
            days = used(gradebook, course.allowance, student)
            yield f"Late days used in the course: {days} of {course.allowance.budget}."
