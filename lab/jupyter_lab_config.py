"""JupyterLab as a learner sees it: `jupyter lab --config=lab/jupyter_lab_config.py`.

`make learn` starts the same, and `make learn-notebook` starts Notebook 7 with this file. Nothing
here reaches any other Jupyter of this machine. page_config.json beside this file switches off what
only instructors need and what calls out; overrides.json holds settings that the learner may change
again in the Settings menu. Notebook 7 reads overrides.json too: without the layout there, it would
put a rendered page into a side panel and leave the window blank.
"""

import json
import logging
import os
import sys
from pathlib import Path

import zmq
from tornado.websocket import WebSocketClosedError

LAB = Path(__file__).resolve().parent
BOOK = LAB.parent

c = get_config()  # noqa: F821 -- given by Jupyter

c.ServerApp.root_dir = str(BOOK / "chapters")
c.LabApp.default_url = "/lab/tree/START_HERE.md"
c.LabApp.app_settings_dir = str(LAB)

# What the book adds to the page; see extensions/feedforward-book/static/extension.js.
c.LabApp.extra_labextensions_path = [str(LAB / "extensions")]

# Its own memory of open tabs: another JupyterLab's would name files that are not in the book.
c.LabApp.workspaces_dir = str(BOOK / ".lab" / "workspaces")

# Notebook 7 reads some of this under another name, and page_config.json not at all.
c.JupyterNotebookApp.default_url = "/edit/START_HERE.md"
c.JupyterNotebookApp.extra_labextensions_path = c.LabApp.extra_labextensions_path
PAGE = json.loads((LAB / "page_config.json").read_text(encoding="utf-8"))


def for_learners(_handler, page_config):
    """Switch off in the page what only instructors need."""
    disabled = list(page_config.get("disabledExtensions", ()))
    page_config["disabledExtensions"] = list(
        dict.fromkeys([*disabled, *PAGE["disabledExtensions"]])
    )
    return page_config


def says_more_than_a_closed_page(record):
    """Return False for the traceback of a page that was closed while the server wrote to it."""
    error = record.exc_info[1] if record.exc_info else None
    text = record.getMessage()
    return not (isinstance(error, WebSocketClosedError) or "WebSocketClosedError()" in text)


for logger in ("asyncio", "tornado.application", "tornado.general"):
    logging.getLogger(logger).addFilter(says_more_than_a_closed_page)

c.ServerApp.tornado_settings = {"page_config_hook": for_learners}

# Server halves of the extensions that page_config.json switches off, and the first page.
c.LabApp.extension_manager = "readonly"
c.ServerApp.jpserver_extensions = {
    "jupyterlab_jupytext": False,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
    "nbgrader.server_extensions.formgrader": False,
    "nbgrader.server_extensions.validate_assignment": False,
    "notebook": False,
    "feedforward.checking.start_page": True,  # writes and may pass over the first page
}

# The only user of a container is often root, and it has no display to open a browser on: there the
# address that is printed is what one opens. (Without this, a text browser would take the terminal.)
c.ServerApp.allow_root = True
HAS_DISPLAY = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
c.LabApp.open_browser = HAS_DISPLAY or sys.platform in ("darwin", "win32")
c.JupyterNotebookApp.open_browser = c.LabApp.open_browser
c.Application.log_level = "ERROR"  # leaves the address on the screen

# A kernel runs this file when it starts, as Python does in a terminal.
os.environ.setdefault("PYTHONSTARTUP", str(LAB / "kernel_startup.py"))

# A kernel warns in the terminal when others on this machine could listen in; so let them not.
if zmq.has("curve"):
    c.KernelManager.transport_encryption = "auto"
