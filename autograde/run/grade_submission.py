"""Grade one notebook in the way that the course has chosen: in the sandbox, or without it."""

from ..grade.grade_notebook import grade_notebook


def grade(handed, master, secret, settings):
    """The Result of a notebook, and the Restored notebook that its outputs belong to."""
    if settings.safe:
        return grade_notebook(handed, master, secret, settings)
    from . import without_sandbox  # loads nbgrader, which takes seconds

    return without_sandbox.grade(handed, master, secret, settings)
