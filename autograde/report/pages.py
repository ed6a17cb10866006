"""Render a page from a template: it loads nothing, and runs no script but its own."""

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).parent.parent / "templates"


def render(folder, **values):
    """The page index.html.j2 of a folder of templates, with script.js.j2 and style.css.j2 in it."""
    loader = FileSystemLoader(TEMPLATES / folder)
    # Whatever a learner wrote is text on this page: all of it is escaped.
    jinja = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    script, style = (loader.get_source(jinja, f"{n}.j2")[0] for n in ("script.js", "style.css"))
    return jinja.get_template("index.html.j2").render(
        script=script,
        style=style,
        allowed={"script": _hash(script), "style": _hash(style)},
        **values,
    )


def _hash(text):
    """The hash that allows this script or style on the page; no other one runs."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
