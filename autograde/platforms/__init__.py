"""Exchange files with learning platforms: rosters and submissions in, feedback out."""

from ..course.open_course import full_name, open_course
from ..errors import in_use
from . import feedback_zip, roster


def record_roster(folder, path):
    """Record the students in a platform's file in a course's gradebook; return a sentence.

    Raises CourseError.
    """
    api = open_course(folder)
    people = roster.read_roster(path)
    with in_use(api.coursedir.db_url), api.gradebook as gradebook:
        new = roster.record(gradebook, people)
    ids = f"under ids such as {people[0].id}"
    return f"{len(people)} students are in the gradebook, {new} of them new, {ids}."


def pack_feedback(folder, section):
    """Pack a section's feedback for a platform; return sentences. Raises CourseError."""
    api = open_course(folder)
    return feedback_zip.pack_feedback(api, full_name(api, section))
