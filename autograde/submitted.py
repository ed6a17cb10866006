"""Read what a learner handed in; where that cannot be read, say so in a notebook that can."""

from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat.v4 import new_markdown_cell

CELL_PARTS = {"cell_type", "source", "metadata"}


class SubmittedExporter(NotebookExporter):
    """nbconvert's exporter, which never fails to read a submission.

    The released notebook stands in for one that cannot be read: it earns nothing, and its first
    cell says why. What was handed in stays as it is.
    """

    fault = None

    def from_filename(self, filename, resources=None, **kw):
        """Convert the notebook of that name, or the released one in its place."""
        self.fault = fault_of(filename)
        if self.fault is None:
            return super().from_filename(filename, resources, **kw)
        names = resources["nbgrader"]
        coursedir = self.parent.coursedir
        folder = coursedir.format_path(coursedir.release_directory, ".", names["assignment"])
        notebook = nbformat.read(f"{folder}/{names['notebook']}.ipynb", as_version=4)
        notebook.cells.insert(0, new_markdown_cell(f"**{self.fault}** Nothing could be graded."))
        return self.from_notebook_node(notebook, resources, **kw)


def fault_of(filename):
    """A sentence that says why a notebook cannot be read, or None where it can."""
    path = Path(filename)
    try:
        notebook = nbformat.read(path, as_version=4)
        whole = all(cell.keys() >= CELL_PARTS for cell in notebook.cells)
    except FileNotFoundError:
        others = ", ".join(sorted(other.name for other in path.parent.glob("*.ipynb")))
        return f"{path.name} was not handed in" + (f"; there is {others}." if others else ".")
    except Exception as error:  # a file can be broken in any way
        return f"{path.name} cannot be read as a notebook ({type(error).__name__})."
    return None if whole else f"{path.name} cannot be read: cells lack their type or text."
