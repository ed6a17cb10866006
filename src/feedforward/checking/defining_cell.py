"""Find the cell of this notebook, as it was saved last, that defines a name."""

import json
import os
import symtable


def first_line(name, cell_id=None, variables=True):
    """Return the first line of the cell that defines a name, or None.

    The nearest cell above the one with that id comes first, then those below it. variables: False
    where only an import, a function or a class will do.
    """
    cells = _code_cells()
    here = next((i for i, cell in enumerate(cells) if cell.get("id") == cell_id), len(cells))
    order = [*reversed(cells[:here]), *cells[here + 1 :]]
    found = (_source(cell) for cell in order if defines(_source(cell), name, variables))
    return next(found, "").lstrip().partition("\n")[0].rstrip() or None


def is_python(source):
    """Return True for the text of a cell without magics and syntax errors."""
    try:
        symtable.symtable(source, "cell", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def _code_cells():
    """Return the code cells of the notebook that this kernel runs; none where it is not known."""
    try:
        with open(os.environ.get("JPY_SESSION_NAME", ""), encoding="utf-8") as file:
            cells = json.load(file)["cells"]
        return [cell for cell in cells if cell["cell_type"] == "code"]
    except (OSError, ValueError, KeyError, TypeError):  # a file that is no notebook, or half of one
        return []


def _source(cell):
    return "".join(cell["source"])


def defines(source, name, variables=True):
    """Return True if the text of a cell imports a name, defines it or assigns to it."""
    try:
        symbol = symtable.symtable(source, "cell", "exec").lookup(name)
    except (SyntaxError, ValueError, KeyError):  # no Python, or nothing about that name
        return False
    if symbol.is_imported() or symbol.is_namespace():
        return True
    return variables and symbol.is_assigned()
