"""Write tables as CSV files in which a spreadsheet finds text and numbers, but no formulas."""

import csv
import io

from ..course.write_files import write_whole

# A spreadsheet takes a text that begins with one of these signs for a formula.
STARTS = tuple("=+-@\t\r\n＝＋－＠")
FOR_SPREADSHEETS = "utf-8-sig"  # without the BOM, some spreadsheets garble non-ASCII names


def inert(value):
    """Return a cell that no spreadsheet runs: text that looks like a formula gets an apostrophe."""
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
    """Return rows as the text of a CSV file; None becomes an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([inert(value) for value in row] for row in rows)
    return text.getvalue()


def write_csv(path, rows, encoding="utf-8"):
    """Write rows as a CSV file, all of it or none."""
    write_whole(path, as_csv(rows).encode(encoding, "replace"))
