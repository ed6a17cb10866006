"""A part of the book that a test may change."""

import shutil

import pytest
from project import ROOT


@pytest.fixture
def book(tmp_path):
    """Return a root folder whose book/ holds the first two sections and the bibliography."""
    (tmp_path / "book").mkdir()
    for name in ("6.1_xor.py", "6.2_structure.py", "references.bib"):
        shutil.copy(ROOT / "book" / name, tmp_path / "book")
    return tmp_path
