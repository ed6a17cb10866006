"""Show a graded notebook as HTML, in feedback and in formgrader, within limits.

A few lines that are written to slow down Pygments, mistune or bleach can take them minutes. So a
page is made in a process with limits on time and memory, and again without its long texts if the
process exceeds them.
"""

import copy
import re
import sys
from html import escape

from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import Preprocessor
from nbformat.v4 import new_output

from ..grade.settings import read_settings
from ..sandbox.wire.limits import MEGABYTE
from . import isolate

LONG = 10_000  # characters of a cell's source, or of one of its outputs
NOT_SHOWN = "{:,} characters are not shown here: the page would take too long to make."
NO_PAGE = (
    "This notebook is not shown here: making its page took more than {:g} s of processor time or "
    "{} MB of memory. Instructors can find it in the course's folder autograded/."
)
FEEDBACK = "feedback"  # the name of nbgrader's template
# A link within the page. JupyterLab shows the page in a frame, where following the link would load
# it again, which a JupyterHub refuses. With target="_top", the link works in a tab of the browser,
# and does nothing in such a frame.
WITHIN = re.compile(r'(<a (?:class="[^"]*" )?href="#[^"]*")')
PAGE = '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>{0}</title><p>{1}</p></html>'


class LimitExporter(Preprocessor):
    """A preprocessor that puts limits on its exporter, and leaves notebooks unchanged.

    Formgrader's settings cannot choose an exporter, but they can name its preprocessors.
    """

    def __init__(self, **options):
        super().__init__(**options)
        if type(self.parent) is HTMLExporter and sys.platform == "linux":
            self.parent.__class__ = LimitedExporter

    def preprocess(self, nb, resources):
        """Return the notebook unchanged."""
        return nb, resources


class LimitedExporter(HTMLExporter):
    """nbconvert's exporter, except that it makes each page in a process with limits."""

    def from_notebook_node(self, nb, resources=None, **options):
        """Return the page, and the resources as they were at the start."""
        limits = read_settings(self.config).limits
        resources = self._init_resources(resources)
        for notebook in (nb, _shortened(nb)):
            try:
                page = isolate.call_forked(
                    self._page, notebook, resources, options,
                    seconds=limits.outside_seconds, memory=limits.outside_memory,
                )  # fmt: skip
                return page, resources
            except (isolate.Killed, MemoryError, RecursionError):
                continue
        said = NO_PAGE.format(limits.outside_seconds, limits.outside_memory // MEGABYTE)
        name = str(resources["metadata"].get("name", ""))
        return PAGE.format(escape(name), escape(said)), resources

    def _page(self, notebook, resources, options):
        page = super().from_notebook_node(notebook, resources, **options)[0]
        return WITHIN.sub(r'\1 target="_top"', page) if self.template_name == FEEDBACK else page


def _shortened(notebook):
    """Return a copy of a notebook, with a sentence in place of each text longer than LONG."""
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        if len(cell.source) > LONG:
            said = NOT_SHOWN.format(len(cell.source))
            cell.source = f"# {said}" if cell.cell_type == "code" else said
        for place, output in enumerate(cell.get("outputs", ())):
            size = _characters(output)
            if size > LONG:
                cell.outputs[place] = new_output("stream", text=NOT_SHOWN.format(size))
    return notebook


def _characters(output):
    """Count the characters of an output, without pictures, because nothing has to parse them."""
    texts = [text for kind, text in output.get("data", {}).items() if "image/" not in kind]
    texts += [output.get("text", ""), output.get("evalue", ""), *output.get("traceback", ())]
    return sum(len("".join(text)) for text in texts)
