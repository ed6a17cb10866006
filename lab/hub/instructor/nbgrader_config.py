"""Tell formgrader and nbgrader where an instructor's course is; for ~/.jupyter, on a JupyterHub."""

from pathlib import Path

c = get_config()  # noqa: F821 -- given by nbgrader
c.CourseDirectory.root = str(Path.home() / "my_course")
