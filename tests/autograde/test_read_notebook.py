"""Submissions are read, no matter which program wrote them; unreadable ones are named."""

import json
import os

import pytest
from autograding import SECTION, master_of, solution

from autograde.intake import read_files
from autograde.intake.read_notebook import Unreadable, read_cells
from autograde.intake.read_submission import Handed, restore_submission
from autograde.sandbox.wire.limits import Limits

TEXT = json.dumps(solution(), ensure_ascii=False)
CELLS, _ = read_cells(TEXT.encode())


def old_form():
    """The same notebook as nbformat 3 had it."""
    cells = []
    for cell in solution()["cells"]:
        code = cell["cell_type"] == "code"
        kept = {"cell_type": cell["cell_type"], "metadata": cell["metadata"]}
        cells.append(kept | {"input" if code else "source": cell["source"]})
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-32"),
        TEXT.replace("\\n", "\\r\\n").encode(),
        TEXT.encode() + b"\0" * 512,
    ],
    ids=["BOM", "UTF-16", "UTF-16 without a BOM", "UTF-32", "CRLF", "zeros at the end"],
)
def test_a_notebook_is_read_in_any_encoding(data):
    assert read_cells(data) == (CELLS, [])


def test_a_notebook_in_latin_1_is_read():
    latin = '{"cells": [{"cell_type": "markdown", "source": "Übermaß", "metadata": {}}]}'
    assert read_cells(latin.encode("latin-1"))[0][0].source == "Übermaß"


def test_a_notebook_of_nbformat_3_is_read():
    found, _ = read_cells(json.dumps(old_form()).encode())
    assert [(c.kind, c.source, c.grade_id) for c in found] == [
        (c.kind, c.source, c.grade_id) for c in CELLS
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty."),
        (b"\0\0\0", "is empty."),
        (b"{", "cannot be read as a notebook (Expecting property name"),
        (b"[1]", "it contains something else."),
        (b'{"cells": 3}', "it has no list of cells."),
        (b"[" * 100_000, "cannot be read as a notebook"),
        (b'{"cells": [%s]}' % b",".join([b"{}"] * 6000), "has 6000 cells"),
    ],
)
def test_what_is_no_notebook_is_named(data, sentence):
    with pytest.raises(Unreadable) as caught:
        read_cells(data)
    assert sentence in str(caught.value)


@pytest.mark.parametrize("before, again", [('{"cells": [', "{},"), ('{"a": "\\"", "b": [', "1,")])
def test_what_would_fill_the_memory_is_not_read(before, again):
    with pytest.raises(Unreadable) as caught:
        read_cells(f"{before}{again * (Limits.values + 1)}".encode())
    assert "contains more than 2000000 values, perhaps in its outputs" in str(caught.value)


def test_text_may_hold_as_many_commas_and_brackets_as_it_likes():
    long = '"[1, 2], {' * Limits.values
    cells = [{"cell_type": "code", "source": "x", "outputs": [{"text": long}]}]
    data = json.dumps({"cells": cells}).encode()
    assert len(read_cells(data)[0]) == 1
    with pytest.raises(Unreadable) as caught:
        read_cells(data[:-9])
    assert "Unterminated string" in str(caught.value)


def test_an_over_large_cell_is_left_out_and_named_and_the_rest_is_read():
    notebook = solution()
    at = [cell["id"] for cell in notebook["cells"]].index("answer-relu")
    notebook["cells"][at]["source"] = f"# {'x' * 5_000_000}"
    cells, (note,) = read_cells(json.dumps(notebook).encode())
    assert cells[at].source == "" and note.endswith(f": cell {at + 1} (relu).")
    assert [*cells[:at], *cells[at + 1 :]] == [*CELLS[:at], *CELLS[at + 1 :]]


def test_cells_of_odd_types_break_nothing():
    odd = [3, {}, {"cell_type": ["code"]}, {"cell_type": "sql", "source": {"a": 1}, "id": 4}]
    odd += [{"cell_type": "code", "source": ["a\ud800", 3], "metadata": {"nbgrader": [1]}}]
    found, _ = read_cells(json.dumps({"cells": odd}).encode())
    assert [c.kind for c in found] == ["raw", "raw", "raw", "code"]
    assert found[-1].source == "a?"


def test_only_what_is_a_file_of_its_own_gets_in(tmp_path):
    (tmp_path / "secret").write_text("grades")
    folder = tmp_path / "handed in"
    (folder / "numpy").mkdir(parents=True)
    (folder / "data").mkdir()
    (folder / "data" / "x.csv").write_text("1,2")
    (folder / "helper.py").write_text("a = 1")
    for module in ("numpy/__init__.py", "random.py", "sitecustomize.py"):
        (folder / module).write_text("1/0")
    (folder / "link.csv").symlink_to(tmp_path / "secret")
    (folder / "others").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe")
    with (folder / "large").open("wb") as file:
        file.truncate(Limits.beside + 1)
    taken, refused = read_files.admitted(folder)
    assert taken == {"data/x.csv": b"1,2", "helper.py": b"a = 1"}
    assert [said.split()[0] for said in refused] == [
        "large", "link.csv", "numpy/__init__.py", "others", "pipe", "random.py",
        "sitecustomize.py",
    ]  # fmt: skip


def test_a_notebook_that_is_a_link_or_a_pipe_is_not_read(tmp_path):
    (tmp_path / "a").write_text("{}")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").symlink_to(tmp_path)
    for name in ("link", "pipe", "folder/a"):
        with pytest.raises(read_files.NotTaken):
            read_files.read(tmp_path / name)


def test_a_course_can_set_how_much_is_read():
    handed = Handed(TEXT.encode(), limits=Limits(cells=3))
    (note,) = restore_submission(handed, master_of(SECTION)).notes
    assert note == f"{SECTION}.ipynb has {len(CELLS)} cells; at most 3 are read."
