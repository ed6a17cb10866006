"""Render a page from a template. The page loads nothing and runs only its own script."""

import base64
import hashlib
import os
import re
import time
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

CODE = re.compile(r"`([^`\n]+)`")
TEMPLATES = Path(__file__).parent.parent / "templates"


def render(folder, **values):
    """Render index.html.j2 in a folder of templates, with its script.js.j2 and style.css.j2."""
    loader = FileSystemLoader(TEMPLATES / folder)
    # Autoescape, because the values contain text that learners wrote.
    jinja = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    jinja.filters["with_code"] = with_code
    script, style = (loader.get_source(jinja, f"{n}.j2")[0] for n in ("script.js", "style.css"))
    return jinja.get_template("index.html.j2").render(
        script=script,
        style=style,
        allowed={"script": _hash(script), "style": _hash(style)},
        **values,
    )


def now():
    """Return the date and time as pages show them, such as "1 December 2026, 09:30"."""
    return time.strftime("%-d %B %Y, %H:%M") if os.name == "posix" else time.ctime()


def with_code(text):
    """Return text as HTML, with the parts between backticks as code."""
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(text))))


def _hash(text):
    """Return the hash with which the page's security policy allows a script or style."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
