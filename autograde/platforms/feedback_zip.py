"""Pack the pages of feedback into a zip file that Canvas and Moodle take back."""

import io
import json
import zipfile
from pathlib import Path

from ..course import paths, write_files
from ..course.open_course import why
from ..errors import CourseError


def pack_feedback(api, section):
    """Write feedback/<section>.zip in a course, from fresh pages of feedback; return sentences.

    A page is called as the file that it is about was called when it was collected, so that the
    platform finds the student. Raises CourseError.
    """
    done = api.generate_feedback(section, force=True)
    if not done["success"]:
        raise CourseError(f"nbgrader could not write the feedback for {section}: {why(done)}")
    root = Path(api.coursedir.root)
    pattern = api.coursedir.format_path(api.coursedir.feedback_directory, "*", section)
    pages = sorted(root.glob(f"{Path(pattern).relative_to(root)}/*.html"))
    if not pages:
        raise CourseError(f"No feedback for {section}: run `autograde grade {section}` first.")
    prefixes = _prefixes(root, section)
    data, own = io.BytesIO(), set()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for page in pages:
            student = page.parent.parent.name
            prefix = prefixes.get(student)
            own |= set() if prefix else {student}
            archive.write(page, f"{prefix}_{page.name}" if prefix else f"{student}/{page.name}")
    path = Path(root, "feedback", f"{section}.zip")
    write_files.write_whole(path, data.getvalue())
    sentences = [f"{path}: {len(pages)} page{'' if len(pages) == 1 else 's'} of feedback."]
    if own:
        sentences.append(
            f"{len(own)} of them, as of {min(own)}, came from no learning platform: they lie in a "
            "folder of the student's name, which a platform does not take."
        )
    return sentences


def _prefixes(root, section):
    """{student: how the platform's names for their files begin}"""
    try:
        return json.loads(paths.collected(root, section).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
