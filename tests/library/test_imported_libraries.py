"""Optional libraries: a cell that needs one runs where it is, and says a sentence where not."""

import sys

import pytest

import feedforward as ff
from feedforward import audience

CELL = """
if torch := ff.optional("torch"):
    print(torch.tensor([1.0, 2.0]))
"""


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A folder to put a library of one's own into, which is found before any other."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    yield tmp_path
    sys.modules.pop("torch", None)


def test_a_cell_runs_where_the_library_is(elsewhere, capsys):
    text = "import warnings\nwarnings.warn('old', DeprecationWarning)\ntensor = list\n"
    (elsewhere / "torch.py").write_text(text)
    exec(CELL, {"ff": ff})
    assert capsys.readouterr().out == "[1.0, 2.0]\n"


def test_where_it_is_missing_a_sentence_says_how_to_get_it(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "torch", None)  # which makes it as good as missing
    exec(CELL, {"ff": ff})
    said = capsys.readouterr().out
    assert said.startswith("PyTorch is not installed") and said.count("\n") == 1
    assert "pip install torch" in said


def test_the_website_says_nothing_of_a_missing_library(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.setattr(audience, "at_a_notebook", False)
    exec(CELL, {"ff": ff})
    assert capsys.readouterr().out == ""


def test_a_broken_library_is_not_the_readers_error(elsewhere, capsys):
    (elsewhere / "torch.py").write_text("raise OSError('libc10.so')\n")
    assert ff.optional("torch") is None
    assert "cannot be loaded: OSError: libc10.so" in capsys.readouterr().out


def test_a_class_is_graded_without_it(elsewhere, monkeypatch, capsys):
    (elsewhere / "torch.py").write_text("raise OSError('not even tried')\n")
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert ff.optional("torch") is None
    assert capsys.readouterr().out == ""
