"""Learning platforms: collect what they hand over, and give back what they take."""

from ..course.open_course import full_name, open_course
from ..errors import in_use


def record_roster(folder, path):
    """Give the course of that folder a platform's students; return a sentence.

    Raises CourseError.
    """
    api = open_course(folder)
    from . import roster  # whoever has opened a course has loaded nbgrader

    people = roster.read_roster(path)
    with in_use(api.coursedir.db_url), api.gradebook as gradebook:
        new = roster.record(gradebook, people)
    ids = f"under ids such as {people[0].id}"
    return f"{len(people)} students are in the gradebook, {new} of them new, {ids}."


def pack_feedback(folder, section):
    """Pack a section's feedback for a platform; return sentences. Raises CourseError."""
    api = open_course(folder)
    from . import feedback_zip

    return feedback_zip.pack_feedback(api, full_name(api, section))
