"""Grade one notebook as the settings say: in the sandbox, or without it."""

from ..grade.grade_notebook import grade_notebook


def grade(handed, master, secret, settings):
    """Return the Result of a notebook, and the Restored notebook that its outputs belong to."""
    if settings.safe:
        return grade_notebook(handed, master, secret, settings)
    from . import without_sandbox  # loads nbgrader, which takes seconds

    return without_sandbox.grade(handed, master, secret, settings)
