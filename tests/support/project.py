"""The project's folders, and the command that builds its notebooks."""

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import build_notebooks as build

from feedforward.exercises import SECTIONS

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = [section for section in SECTIONS if (ROOT / "book" / f"{section}.py").exists()]


def build_notebooks(*options):
    """Call the main function of tools/build_notebooks.py -> (exit status, output, errors)."""
    with redirect_stdout(io.StringIO()) as printed, redirect_stderr(io.StringIO()) as errors:
        status = build.main(list(map(str, options)))
    return status, printed.getvalue(), errors.getvalue()
