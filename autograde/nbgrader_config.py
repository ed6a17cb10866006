"""Configure nbgrader for a course of this book.

A course's own nbgrader_config.py calls `apply`. So these settings hold in every course, also in
those that were laid out before a change.
"""

from pathlib import Path

from nbgrader.server_extensions import formgrader

from .course import blanks
from .sandbox.wire.limits import Limits

COURSE_ID = "feedforward"
OUR_TEMPLATES = Path(__file__).parent / "templates"
NBGRADER_TEMPLATES = Path(formgrader.__file__).parent / "templates"

# Named by strings, since formgrader shows a course's configuration as JSON.
SANITIZE = ["autograde.record.preprocessors.Rebuild"]
AUTOGRADE = [
    "autograde.record.preprocessors.Grade",
    "nbgrader.preprocessors.IgnorePattern",
    "nbgrader.preprocessors.LimitOutput",
    "autograde.record.preprocessors.SaveScores",
    "nbgrader.preprocessors.AssignLatePenalties",
]


def apply(c):
    """Set nbgrader's configuration object c as a course of this book needs it.

    The gradebook is not named: nbgrader keeps it as gradebook.db in the course, wherever that lies.
    """
    c.CourseDirectory.course_id = COURSE_ID
    # Released notebooks have the blanks that chapters/ has, so that either can be handed in.
    c.ClearSolutions.code_stub = {"python": blanks.CODE}
    c.ClearSolutions.text_stub = blanks.TEXT
    c.ZipCollectApp.extractor_plugin = "autograde.platforms.collector.Extractor"
    c.ZipCollectApp.collector_plugin = "autograde.platforms.collector.Collector"
    c.Execute.timeout = int(Limits.seconds)
    c.Autograde.exporter_class = "autograde.run.nbgrader_exporter.SubmittedExporter"
    c.Autograde.sanitize_preprocessors = SANITIZE
    c.Autograde.autograde_preprocessors = AUTOGRADE
    # What learners write may be HTML, and is shown to others: see record/clean_html.py.
    c.HTMLExporter.sanitize_html = True
    c.HTMLExporter.preprocessors = ["autograde.run.html_page.LimitExporter"]
    inert = ("clean_html", "strip_files_prefix")
    c.HTMLExporter.filters = {name: f"autograde.record.clean_html.{name}" for name in inert}
    # Ours come first: they keep feedback and formgrader from loading MathJax from outside.
    c.HTMLExporter.extra_template_basedirs = [str(OUR_TEMPLATES), str(NBGRADER_TEMPLATES)]
