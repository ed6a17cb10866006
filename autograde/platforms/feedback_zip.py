"""Pack the pages of feedback into a zip file that Canvas and Moodle accept."""

import io
import json
import zipfile
from pathlib import Path

from feedforward.checking.describe_values import counted

from ..course import paths, write_files
from ..course.open_course import full_name, why
from ..errors import CourseError


def pack_feedback(api, section):
    """Generate a section's feedback and pack it as feedback/<section>.zip; return sentences.

    The name of a page begins as the collected file's name did, so that the platform finds the
    student. Raises CourseError.
    """
    section = full_name(api, section)
    done = api.generate_feedback(section, force=True)
    if not done["success"]:
        raise CourseError(f"nbgrader could not write the feedback for {section}: {why(done)}")
    root = Path(api.coursedir.root)
    pattern = api.coursedir.format_path(api.coursedir.feedback_directory, "*", section)
    pages = sorted(root.glob(f"{Path(pattern).relative_to(root)}/*.html"))
    if not pages:
        raise CourseError(f"No feedback for {section}: run `autograde grade {section}` first.")
    prefixes = _prefixes(root, section)
    data, unknown = io.BytesIO(), set()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for page in pages:
            student = page.parent.parent.name
            prefix = prefixes.get(student)
            if prefix:
                archive.write(page, f"{prefix}_{page.name}")
            else:
                unknown.add(student)
                archive.write(page, f"{student}/{page.name}")
    path = Path(root, "feedback", f"{section}.zip")
    write_files.write_whole(path, data.getvalue())
    sentences = [f"{path}: {counted(len(pages), 'page')} of feedback."]
    if unknown:
        students = counted(len(unknown), "student", "students")
        sentences.append(
            f"The work of {students}, such as {min(unknown)}, did not come from a learning "
            "platform. Their pages are in folders with their names, which a platform does not take."
        )
    return sentences


def _prefixes(root, section):
    """Return {student: the beginning of the platform's names for the student's files}."""
    try:
        return json.loads(paths.collected(root, section).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
