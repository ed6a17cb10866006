"""Load nbgrader without what grading a class has no use for, which takes as long as all the rest.

Its package loads Jupyter's server, a client for the web, setuptools and more on the way. What is
left out here is loaded when it is called first.
"""

import contextlib
import gc
import importlib
import sys
from types import ModuleType

SERVER = "nbgrader.server_extensions"
# Functions and classes that nbgrader, and what it needs, take from modules, and call later.
LATER = {
    f"{SERVER}.assignment_list.handlers": ("load_jupyter_server_extension",),
    f"{SERVER}.course_list.handlers": ("load_jupyter_server_extension",),
    f"{SERVER}.validate_assignment.handlers": ("load_jupyter_server_extension",),
    f"{SERVER}.formgrader.formgrader": ("load_jupyter_server_extension",),
    "setuptools.archive_util": ("unpack_archive", "unpack_tarfile", "unpack_zipfile"),
    "setuptools": (),
    "requests": ("request",),
    "bleach.linkifier": ("Linker",),
    "bs4": ("BeautifulSoup",),
    "nbconvert.filters.markdown_mistune": (
        "markdown2html_mistune",
        "IPythonRenderer",
        "MarkdownWithMath",
    ),
    "nbconvert.postprocessors.serve": ("ServePostProcessor",),
}
CONSTANTS = {"bleach.linkifier": {"DEFAULT_CALLBACKS": []}}
# jsonschema can do without them: they read forms of text that no notebook has a field for. Its
# grammar of web addresses is the dearest of all.
WITHOUT = (
    "rfc3987_syntax", "rfc3986_validator", "uri_template", "isoduration", "fqdn", "webcolors",
    "jsonpointer",
)  # fmt: skip


@contextlib.contextmanager
def imports():
    """While the block runs, what is imported gets by with stand-ins for what is needed later."""
    stand_ins = {name: _stand_in(name) for name in LATER} | dict.fromkeys(WITHOUT)
    stand_ins = {name: module for name, module in stand_ins.items() if name not in sys.modules}
    sys.modules.update(stand_ins)
    collecting = gc.isenabled()
    gc.disable()  # modules stay: to look through them for garbage again and again is lost time
    try:
        yield
    finally:
        gc.freeze()
        if collecting:
            gc.enable()
        for name, module in stand_ins.items():
            if sys.modules.get(name, module) is module:
                sys.modules.pop(name, None)


def _stand_in(name):
    module = ModuleType(name)
    for part in LATER[name]:
        setattr(module, part, _later(name, part))
    vars(module).update(CONSTANTS.get(name, {}))
    return module


def _later(module, name):
    """A function that loads what it stands for when it is called."""

    def call(*arguments, **options):
        return getattr(importlib.import_module(module), name)(*arguments, **options)

    return call
