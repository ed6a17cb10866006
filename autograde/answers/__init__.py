"""Group the answers that a person marks, so that one mark covers all that say the same thing."""

from contextlib import contextmanager

from ..course.open_course import open_course
from ..errors import in_use


def write_answers(folder, section):
    """Write the page for marking a section's answers in a course; return sentences about it.

    folder: the course's folder. Raises CourseError.
    """
    with _opened(folder, section) as (course, gradebook):
        from . import read_answers, write_page

        questions, ungraded = read_answers.read_answers(course, gradebook)
        return write_page.write(course, questions, ungraded)


def record_marks(folder, section, path):
    """Record a file of marks in the gradebook; return sentences about it. Raises CourseError."""
    with _opened(folder, section) as (course, gradebook):
        from . import apply_marks, read_answers

        questions, _ = read_answers.read_answers(course, gradebook)
        return apply_marks.apply_marks(course, gradebook, questions, path)


@contextmanager
def _opened(folder, section):
    """Open a section's coursework.Course and gradebook.Shared for a `with` block."""
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
