"""Configure nbgrader for a course of this book.

A course's own nbgrader_config.py calls `apply`, so a change here also takes effect in courses that
were set up earlier.
"""

from pathlib import Path

from nbgrader.server_extensions import formgrader

from .course import blanks
from .sandbox.wire.limits import Limits

COURSE_ID = "feedforward"
OUR_TEMPLATES = Path(__file__).parent / "templates"
NBGRADER_TEMPLATES = Path(formgrader.__file__).parent / "templates"

# Strings instead of classes, because formgrader shows a course's configuration as JSON.
AUTOGRADE = [
    "nbgrader.preprocessors.IgnorePattern",
    "nbgrader.preprocessors.LimitOutput",
    "autograde.record.preprocessors.SaveScores",
    "nbgrader.preprocessors.AssignLatePenalties",
]


def apply(c):
    """Apply the settings of a course of this book to nbgrader's configuration object c.

    The gradebook is not set: nbgrader keeps it as gradebook.db in the course's folder.
    """
    c.CourseDirectory.course_id = COURSE_ID
    # Released notebooks have the blanks that chapters/ has, so that either can be handed in.
    c.ClearSolutions.code_stub = {"python": blanks.CODE}
    c.ClearSolutions.text_stub = blanks.TEXT
    c.ZipCollectApp.extractor_plugin = "autograde.platforms.collector.Extractor"
    c.ZipCollectApp.collector_plugin = "autograde.platforms.collector.Collector"
    c.Execute.timeout = int(Limits.seconds)
    c.Autograde.exporter_class = "autograde.run.nbgrader_exporter.SubmittedExporter"
    c.Autograde.sanitize_preprocessors = []  # the exporter starts with the graded notebook
    c.Autograde.autograde_preprocessors = AUTOGRADE
    # Learners may write HTML, which is shown to other people: see record/clean_html.py.
    c.HTMLExporter.sanitize_html = True
    c.HTMLExporter.preprocessors = ["autograde.run.html_page.LimitExporter"]
    inert = ("clean_html", "strip_files_prefix")
    c.HTMLExporter.filters = {name: f"autograde.record.clean_html.{name}" for name in inert}
    # Ours come first: they keep feedback and formgrader from loading MathJax from outside.
    c.HTMLExporter.extra_template_basedirs = [str(OUR_TEMPLATES), str(NBGRADER_TEMPLATES)]
