"""A name that does not exist yet: the learner is told which cell of the notebook defines it."""

import kernels
import nbformat
import pytest
from kernels import START, texts
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from project import ROOT

from feedforward.checking.defining_cell import first_line

POINTS = "X, y = ff.xor_points()"
HELPER = "def layer(X, W, c):\n    return X @ W + c"
AGAIN = "first, then run this one again."


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A notebook file as a learner may have saved it, half-written cells included."""
    sources = {
        "start": START,
        "points": POINTS,
        "broken": "X = (1,",
        "magic": "%pip list",
        "wide": "X = np.hstack([X, X])\nh = X @ X.T",
        "helper": HELPER,
        "loop": "for k in range(3):\n    total = [row for row in X]",
    }
    cells = [new_code_cell(source, id=name) for name, source in sources.items()]
    cells.insert(1, new_markdown_cell("only = 1"))
    path = tmp_path_factory.mktemp("missing") / "6.1_xor.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    return path


@pytest.fixture(scope="module")
def play(saved):
    """A function that runs cells in a kernel of that notebook, started as JupyterLab starts one.

    None of the tests defines a name that another one misses, so they share the kernel.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JPY_SESSION_NAME", str(saved))
        patch.setenv("PYTHONSTARTUP", str(ROOT / "lab" / "kernel_startup.py"))
        with kernels.started(saved.parent, allow_errors=True) as run:
            yield run


def told(outputs):
    """Return the sentence below the error, or ""."""
    assert outputs[0].ename == "NameError"
    return "".join(texts(outputs))


def test_before_the_first_import_the_cell_that_imports_is_named(play):
    checked, computed, names = play("ff.check(relu)", "np.ones(2)", "sorted(dir())")
    run_first = f"Run the cell that begins with import numpy as np {AGAIN}"
    assert told(checked) == f"ff does not exist yet. {run_first}"
    assert told(computed) == f"np does not exist yet. {run_first}"
    assert "<code>import numpy as np</code>" in checked[-1].data["text/html"]
    shown = texts(names)[0]
    assert not [n for n in ("feedforward", "import_module", "suppress") if n in shown]


def test_a_variable_and_a_function_of_another_cell_are_found(play):
    variable, function, unknown = play("X + 1", "layer(1, 2, 3)", "only + 1")
    assert "Run the cell that begins with X = np.hstack([X, X])" in told(variable)
    assert f"Run the cell that begins with def layer(X, W, c): {AGAIN}" in told(function)
    assert told(unknown) == ""


def test_an_answer_that_reads_a_variable_is_not_sent_to_the_cell_that_assigns_it(play):
    answer = "def relu(z):\n    return {} * z"
    _, variable, _, function = play(
        *(answer.format("h"), "relu(1)", answer.format("layer(z, z, z)"), "relu(1)")
    )
    assert told(variable) == ""
    assert "Run the cell that begins with def layer(X, W, c):" in told(function)


@pytest.mark.parametrize(
    ("name", "cell", "line"),
    [
        ("X", "wide", POINTS),  # not the cell itself, and above it rather than below
        ("X", "helper", "X = np.hstack([X, X])"),
        ("X", "start", POINTS),
        ("k", None, "for k in range(3):"),
        ("row", None, None),  # exists only inside a comprehension
    ],
)
def test_the_nearest_cell_above_comes_first(saved, monkeypatch, name, cell, line):
    monkeypatch.setenv("JPY_SESSION_NAME", str(saved))
    assert first_line(name, cell) == line


@pytest.mark.parametrize("text", [None, "", "{", "[]", '{"cells": 3}', '{"cells": [{}]}'])
def test_without_a_notebook_file_nothing_is_found(tmp_path, monkeypatch, text):
    path = tmp_path / "6.1_xor.ipynb"
    if text is not None:
        path.write_text(text)
    monkeypatch.setenv("JPY_SESSION_NAME", str(path))
    assert first_line("X") is None
    monkeypatch.delenv("JPY_SESSION_NAME")
    assert first_line("X") is None
