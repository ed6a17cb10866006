"""IPython kernels that run a learner's cells."""

import contextlib

from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

START = "import numpy as np\nimport feedforward as ff"
# What the book remembers for as long as its kernel lives.
FORGET = """
ff.checking.cells._failed.clear()
ff.checking.cells._sources.clear()
ff.checking.hints._given.clear()
"""


@contextlib.contextmanager
def started(folder, allow_errors=False):
    """Start a kernel in a folder; gives a function (*sources) -> each cell's outputs.

    With `allow_errors`, a cell that fails does not keep the next ones from running.
    """
    client = NotebookClient(
        new_notebook(),
        kernel_name="python3",
        allow_errors=allow_errors,
        resources={"metadata": {"path": str(folder)}},
    )

    def run(*sources):
        client.nb = new_notebook(cells=[new_code_cell(source) for source in sources])
        for index, cell in enumerate(client.nb.cells):
            client.execute_cell(cell, index)
        return [cell.outputs for cell in client.nb.cells]

    with client.setup_kernel():
        yield run


def run_afresh(run, *sources):
    """Run cells below START as if the kernel were new, and return each one's outputs.

    A new kernel would take over a second of processor time, and %reset, which also collects
    garbage, a seventh of one.
    """
    return run("%reset_selective -f .\n%precision", START + FORGET, *sources)[2:]


def texts(outputs):
    """Return the text form of everything that a cell has shown."""
    return [o.data["text/plain"] for o in outputs if "data" in o]
