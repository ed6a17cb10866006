"""Read a notebook, whichever program wrote it: any encoding, nbformat 1 to 4, any type of cell."""

import json
import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice

from ..sandbox.wire.limits import DEFAULTS

PYTHON = "python"
MOST_NAMED = 8  # of the cells whose text is left out
MOST_NAME = 80  # characters
BEFORE_A_VALUE = "[{,"
# A string, up to its end or the end of the text, or a sign that comes before a value.
PARTS = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[{,]', re.DOTALL)
HEADING = "heading"  # a type of cell before nbformat 4
KINDS = {"code": "code", "markdown": "markdown", "raw": "raw", HEADING: "markdown"}
PICTURES = {"image/png", "image/jpeg", "image/gif"}
WORD = re.compile(r"\w+|[^\w\s]")
FILLING = "\0 \t\r\n"  # after a power cut, a file may end in zeros


class Unreadable(Exception):
    """The file cannot be graded; the message completes the sentence "<file> …"."""


@dataclass(frozen=True)
class Cell:
    """A cell that was handed in, reduced to what grading needs.

    kind: "code", "markdown" or "raw". id, grade_id: None if it has none.
    pictures: the pictures in a text cell, as nbformat's attachments.
    """

    kind: str
    source: str
    id: str | None = None
    grade_id: str | None = None
    pictures: dict = field(default_factory=dict)


def read_cells(data, any_kernel=True, limits=DEFAULTS):
    """Return the Cells of a notebook from its file's bytes, and sentences about text left out.

    any_kernel: accept a notebook that says it is not written in Python. Raises Unreadable.
    """
    notebook = _parsed(_text(data), limits.values)
    kernel = None if any_kernel else other_than_python(notebook.get("metadata"))
    if kernel:
        raise Unreadable(f"is written for the kernel {kernel!r}, not in Python.")
    found = _cell_list(notebook)
    if len(found) > limits.cells:
        raise Unreadable(f"has {len(found)} cells; at most {limits.cells} are read.")
    cells = [_cell(cell) for cell in found if isinstance(cell, dict)]
    notes = _leave_out_the_largest(cells, limits.characters)
    if _words(cells, limits.words) > limits.words:
        raise Unreadable(f"contains more than {limits.words} names, numbers and signs.")
    return cells, notes


def other_than_python(metadata):
    """Return the name of the kernel in a notebook's metadata if it is not Python's, else None.

    A notebook that names no language is taken to be in Python. metadata: may have any form.
    """
    parts = _dict(metadata)
    spec, language = _dict(parts.get("kernelspec")), _dict(parts.get("language_info"))
    named = spec.get("language") or language.get("name") or PYTHON
    if str(named).lower() == PYTHON:
        return None
    return str(spec.get("name") or named)[:100]


def _leave_out_the_largest(cells, most):
    """Empty the largest cells until at most `most` characters are left; return sentences."""
    total, left_out = sum(len(cell.source) for cell in cells), []
    for place in sorted(range(len(cells)), key=lambda place: -len(cells[place].source)):
        if total <= most:
            break
        total -= len(cells[place].source)
        left_out.append(place)
        cells[place] = replace(cells[place], source="")
    if not left_out:
        return []
    named = ", ".join(_named(cells[place], place) for place in sorted(left_out)[:MOST_NAMED])
    others = f" and {len(left_out) - MOST_NAMED} others" if len(left_out) > MOST_NAMED else ""
    return [
        f"The text of these cells is left out, because a notebook may hold at most {most} "
        f"characters of text and code: {named}{others}."
    ]


def _named(cell, place):
    name = cell.grade_id
    return f"cell {place + 1} ({name[:MOST_NAME]})" if name else f"cell {place + 1}"


def _words(cells, most):
    """Count names, numbers and signs, and stop counting at `most` + 1."""
    if sum(len(cell.source) for cell in cells) <= most:
        return 0
    words = (word for cell in cells for word in WORD.finditer(cell.source))
    return sum(1 for _ in islice(words, most + 1))


def _text(data):
    if not data.strip(FILLING.encode()):
        raise Unreadable("is empty.")
    for encoding in (json.detect_encoding(data), "cp1252", "latin-1"):
        with suppress(UnicodeDecodeError):  # latin-1 decodes all
            return data.decode(encoding).rstrip(FILLING)


def _parsed(text, most_values):
    if _has_more_values(text, most_values):
        raise Unreadable(
            f"contains more than {most_values} values, perhaps in its outputs: clear them, and "
            "hand it in again."
        )
    try:
        notebook = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        what = getattr(error, "msg", None) or type(error).__name__
        line = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise Unreadable(f"cannot be read as a notebook ({what}{line}).") from None
    if not isinstance(notebook, dict):
        raise Unreadable("cannot be read as a notebook: it contains something else.")
    return notebook


def _has_more_values(text, most):
    """Return True if a text has so many JSON values that parsing it would take too much memory.

    A value can take far more memory than its text: `{},` takes 72 bytes.
    """
    if sum(map(text.count, BEFORE_A_VALUE)) <= most:
        return False  # true of all but the largest notebooks, and quick to find out
    found = (part for part in PARTS.finditer(text) if part[0] in BEFORE_A_VALUE)
    return next(islice(found, most, None), None) is not None


def _cell_list(notebook):
    """Return the list of cells; before nbformat 4 they were in worksheets."""
    found = notebook.get("cells")
    if not isinstance(found, list):
        sheets = notebook.get("worksheets")
        sheets = [s for s in sheets if isinstance(s, dict)] if isinstance(sheets, list) else []
        lists = [s["cells"] for s in sheets if isinstance(s.get("cells"), list)]
        if not lists:
            raise Unreadable("cannot be read as a notebook: it has no list of cells.")
        found = [cell for cells in lists for cell in cells]
    return found


def _cell(cell):
    given = cell.get("cell_type")
    kind = KINDS.get(given, "raw") if isinstance(given, str) else "raw"
    source = joined(cell.get("source", cell.get("input", "")))
    if given == HEADING:
        level = cell.get("level")
        source = f"{'#' * (level if level in range(1, 7) else 1)} {source}"
    metadata = _dict(cell.get("metadata"))
    grade_id = _dict(metadata.get("nbgrader")).get("grade_id")
    return Cell(kind, source, _name(cell.get("id")), _name(grade_id), _pictures(cell))


def joined(source):
    """Return the text of a cell, with \\n at the end of its lines."""
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str):
        return ""
    return _sound(source.replace("\r\n", "\n").replace("\r", "\n"))


def _sound(text):
    """Return text that UTF-8 can encode: half a surrogate pair is replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _pictures(cell):
    found = {}
    for name, forms in _dict(cell.get("attachments")).items():
        kept = {kind: joined(data) for kind, data in _dict(forms).items() if kind in PICTURES}
        if kept:
            found[_sound(name)] = kept
    return found


def _dict(value):
    return value if isinstance(value, dict) else {}


def _name(value):
    return _sound(value) if isinstance(value, str) and value else None
