"""A copy of the book that a test may change."""

import shutil

import pytest
from project import ROOT


@pytest.fixture
def book(tmp_path):
    """Return a root folder that holds a copy of book/."""
    shutil.copytree(ROOT / "book", tmp_path / "book")
    return tmp_path
