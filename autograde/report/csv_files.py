"""Tables as CSV files that a spreadsheet opens as what they are: text and numbers."""

import csv
import io

from ..course.write_files import write_whole

# What makes a spreadsheet take a text for a formula, in the forms that it takes for the same.
STARTS = tuple("=+-@\t\r\n＝＋－＠")
FOR_SPREADSHEETS = "utf-8-sig"  # without the BOM, some spreadsheets garble non-ASCII names


def inert(value):
    """A cell that no spreadsheet runs: a text that looks like a formula gets an apostrophe."""
    if not isinstance(value, str):
        return value
    text = value.replace("\0", "")
    return f"'{text}" if _looks_like_formula(text) else text


def undo_inert(text):
    """Return a cell's text without the apostrophe that `inert` put before it."""
    return text[1:] if text.startswith("'") and _looks_like_formula(text[1:]) else text


def _looks_like_formula(text):
    return text.startswith(STARTS) or text.lstrip().startswith(STARTS)


def as_csv(rows):
    """Rows as the text of a CSV file; None is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([inert(value) for value in row] for row in rows)
    return text.getvalue()


def write_csv(path, rows, encoding="utf-8"):
    """Write rows as a CSV file, which is there as a whole or not at all."""
    write_whole(path, as_csv(rows).encode(encoding, "replace"))
