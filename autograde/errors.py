"""What the command says when it cannot go on."""


class CourseError(Exception):
    """Something that the instructor has to put right; the message says what, and how."""
