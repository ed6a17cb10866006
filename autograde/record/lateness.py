"""Set the extension of a submission in nbgrader's gradebook."""

import math
from datetime import timedelta

DAY = timedelta(days=1)


def extend(gradebook, allowance, section, student):
    """Set a submission's extension: the one that was granted, plus late days if enough are left.

    Only whole late days are used, and only if they make the submission count as on time.
    allowance: a course.extensions.Allowance.
    """
    submission = gradebook.find_submission(section, student)
    granted = allowance.extensions.get((student, section), timedelta())
    submission.extension = None
    if submission.assignment.duedate is not None:
        submission.extension = granted or None
        days = math.ceil(submission.total_seconds_late / DAY.total_seconds())
        if 0 < days <= allowance.budget - used(gradebook, allowance, student, but=section):
            submission.extension = granted + days * DAY
    gradebook.db.commit()


def used(gradebook, allowance, student, but=None):
    """Count the late days that a student has used, in all sections except `but`."""
    return sum(
        allowance.late_days(student, s.name, s.extension)
        for s in gradebook.student_submissions(student)
        if s.name != but
    )
