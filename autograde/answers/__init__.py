"""Answers that a person marks, grouped so that one mark reaches all who wrote the same."""

from contextlib import contextmanager

from ..course.open_course import open_course
from ..errors import in_use


def write_answers(folder, section):
    """Write the page of a section's answers in the course of that folder; return sentences.

    Raises CourseError.
    """
    with _opened(folder, section) as (course, gradebook):
        from . import read_answers, write_page

        questions, ungraded = read_answers.read_answers(course, gradebook)
        return write_page.write(course, questions, ungraded)


def record_marks(folder, section, path):
    """Record a file of marks in the gradebook; return sentences. Raises CourseError."""
    with _opened(folder, section) as (course, gradebook):
        from . import apply_marks, read_answers

        questions, _ = read_answers.read_answers(course, gradebook)
        return apply_marks.apply_marks(course, gradebook, questions, path)


@contextmanager
def _opened(folder, section):
    """A section's coursework.Course and its gradebook.Shared, for the time of a block."""
    api = open_course(folder)
    from ..record.coursework import open_assignment  # loads nbgrader, which takes seconds
    from ..record.gradebook import Shared

    course = open_assignment(api, section)
    gradebook = Shared(api.coursedir.db_url, api.coursedir.course_id)
    try:
        with in_use(api.coursedir.db_url):
            yield course, gradebook
    finally:
        gradebook.end()
