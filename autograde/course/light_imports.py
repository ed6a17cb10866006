"""Load nbgrader without the modules that grading does not need, which halves the time.

nbgrader also loads Jupyter's server, a web client, setuptools and more. Whatever is left out here
is loaded when it is first called.
"""

import contextlib
import gc
import importlib
import sys
from types import ModuleType

SERVER = "nbgrader.server_extensions"
# {module: functions and classes that nbgrader or its dependencies import from it, but call later}
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
# jsonschema works without these modules. They check formats of text that no field of a notebook
# has, and the grammar of web addresses takes longest of all to load.
WITHOUT = (
    "rfc3987_syntax", "rfc3986_validator", "uri_template", "isoduration", "fqdn", "webcolors",
    "jsonpointer",
)  # fmt: skip


@contextlib.contextmanager
def imports():
    """While the block runs, let imports find stand-ins for modules that are needed only later."""
    stand_ins = {name: _stand_in(name) for name in LATER} | dict.fromkeys(WITHOUT)
    stand_ins = {name: module for name, module in stand_ins.items() if name not in sys.modules}
    sys.modules.update(stand_ins)
    collecting = gc.isenabled()
    gc.disable()  # modules are never garbage, so searching them repeatedly would waste time
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
    """Return a function that loads the one that it stands for when it is called."""

    def call(*arguments, **options):
        return getattr(importlib.import_module(module), name)(*arguments, **options)

    return call
