"""The notebooks: built from one text, the same each time, and running from top to bottom."""

import ast
import inspect
import re
import subprocess
import symtable
import sys

import nbformat
import numpy as np
import pytest
import sklearn.datasets
from nbclient import NotebookClient
from project import ROOT, WRITTEN, build_notebooks

from feedforward.exercises import SECTIONS


def assigned_by(source):
    """The names that a cell gives a value at its top level."""
    symbols = symtable.symtable(source, "cell", "exec").get_symbols()
    return {s.get_name() for s in symbols if s.is_assigned() or s.is_imported()}


def used_by(source):
    """All names that a cell reads, in its functions too."""
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}


def leave_out_what_the_chapter_has_run(notebook, section):
    """Keep the exercises, the cells that depend on an answer, and the cells that these need.

    Every other cell does the same as in the chapter, which is run whole.
    """
    code = [c for c in notebook.cells if c.cell_type == "code"]
    influenced, kept = {e.name for e in SECTIONS[section].EXERCISES}, []
    for cell in code:
        if "nbgrader" in cell.metadata:
            kept.append(cell)
        elif used_by(cell.source) & influenced:
            kept.append(cell)
            influenced |= assigned_by(cell.source)
        else:
            influenced -= assigned_by(cell.source)
    needed = set()
    for cell in reversed(code):
        if cell in kept or assigned_by(cell.source) & needed:
            kept.append(cell)
            needed = needed - assigned_by(cell.source) | used_by(cell.source)
    notebook.cells = [cell for cell in code if cell in kept]


def execute(notebook, folder, monkeypatch):
    """Run a notebook with every warning an error, in a folder of its own."""
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, kernel_name="python3", timeout=120, resources=resources).execute()


def outputs(notebook):
    return [o for cell in notebook.cells if cell.cell_type == "code" for o in cell.outputs]


def verdicts(notebook):
    cells = [c for c in notebook.cells if c.get("id", "").startswith("check-")]
    return [c.outputs[0].data["text/plain"].split("\n")[0] for c in cells]


@pytest.mark.parametrize("section", WRITTEN)
def test_a_chapter_runs_with_every_blank_empty(section, executed_chapter):
    notebook = executed_chapter(section)
    assert not [o for o in outputs(notebook) if o.get("name") == "stderr"]
    assert all(": not attempted (" in line for line in verdicts(notebook))


@pytest.mark.parametrize("section", WRITTEN)
def test_a_solution_runs_and_passes_every_check(section, tmp_path, monkeypatch):
    notebook = nbformat.read(ROOT / "solutions" / f"{section}.ipynb", as_version=4)
    leave_out_what_the_chapter_has_run(notebook, section)
    execute(notebook, tmp_path, monkeypatch)
    assert not [o for o in outputs(notebook) if o.get("name") == "stderr"]
    assert len(verdicts(notebook)) == len(SECTIONS[section].EXERCISES)
    assert all(": passed (" in line for line in verdicts(notebook))


def test_what_is_committed_is_what_the_book_gives():
    """The build runs in its own process, so this also shows that builds are reproducible."""
    command = [sys.executable, ROOT / "tools" / "build_notebooks.py", "--check"]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_stale_notebook_is_named(book):
    build_notebooks("--root", book)
    assert build_notebooks("--root", book, "--check") == (0, "", "")
    text = book / "book" / "6.1_xor.py"
    text.write_text(text.read_text().replace("Four points", "Five points"))
    status, printed, _ = build_notebooks("--root", book, "--check")
    assert status == 1 and "chapters/6.1_xor.ipynb" in printed and "6.2" not in printed


def test_what_a_learner_wrote_is_kept_when_the_chapters_are_built_again(book):
    build_notebooks("--root", book)
    path = book / "chapters" / "6.1_xor.ipynb"
    notebook = nbformat.read(path, as_version=4)
    answer = next(c for c in notebook.cells if c.get("id") == "answer-relu")
    answer.source = "def relu(z):\n    return z * (z > 0)"
    nbformat.write(notebook, path)
    _, printed, _ = build_notebooks("--root", book)
    assert "kept as 6.1_xor.kept-1.ipynb" in printed
    assert "z * (z > 0)" in (path.parent / "6.1_xor.kept-1.ipynb").read_text()
    assert "z * (z > 0)" not in path.read_text()


def test_a_notebook_that_was_only_run_is_built_again_in_place(book):
    build_notebooks("--root", book)
    path = book / "chapters" / "6.1_xor.ipynb"
    notebook = nbformat.read(path, as_version=4)
    next(c for c in notebook.cells if c.cell_type == "code").execution_count = 7
    nbformat.write(notebook, path)
    build_notebooks("--root", book)
    assert not list(path.parent.glob("*kept*"))


@pytest.mark.parametrize(
    ("cell", "complaint"),
    [
        ('# %% exercise="fit_linear"\nx = 1', "empty it"),
        ('# %% include="feedforward.exercises.xor.collapse.collapse"', "which is asked later"),
        ('# %% include="feedforward.nowhere.f"', "no function of the package"),
        ('# %% check="collapse"', "before its exercise"),
        ('# %% exercise="loss_and_grads"', "No exercise is called"),
        ('# %% [markdown] explain="6.1_xor"', "needs a model answer"),
        ('# %% [markdown] problem="****"\n# Why?\n#\n# ---\n#\n# So.', "one star, two or three"),
        ('# %% [markdown] problem="*"\n# Why?', "a line with --- alone"),
        ("# %%\n\n# %%\nx = 1", "has no directive"),
        ('# %% exercise="fit_linear"', "in order"),
    ],
)
def test_a_directive_that_cannot_be_filled_is_refused(book, cell, complaint):
    text = book / "book" / "6.1_xor.py"
    head = text.read_text().split("# %% exercise=")[0]
    text.write_text(f"{head}{cell}\n")
    status, _, errors = build_notebooks("--root", book)
    assert status == 1 and complaint in errors and "6.1_xor.py" in errors
    assert not (book / "chapters").exists()


def test_a_chapter_holds_no_answer_and_a_source_marks_each(tmp_path):
    build_notebooks("--nbgrader", tmp_path)
    for section in WRITTEN:
        chapter = nbformat.read(ROOT / "chapters" / f"{section}.ipynb", as_version=4)
        source = nbformat.read(tmp_path / section / f"{section}.ipynb", as_version=4)
        for exercise in SECTIONS[section].EXERCISES:
            key = f"answer-{exercise.name}"
            blank, marked = (next(c for c in nb.cells if c.id == key) for nb in (chapter, source))
            assert blank.source.endswith('"""\n    raise NotImplementedError')
            assert "### BEGIN SOLUTION" in marked.source
            assert blank.metadata.nbgrader.grade_id == exercise.name


def test_a_problem_is_numbered_and_keeps_its_solution_for_the_solutions(book):
    text = book / "book" / "6.1_xor.py"
    problems = "".join(
        f'\n# %% [markdown] problem="{stars}"\n# What is {stars}?\n#\n# ---\n#\n# It is $x_1$.\n'
        for stars in ("*", "***")
    )
    text.write_text(text.read_text() + problems)
    assert build_notebooks("--root", book)[0] == 0
    for folder, told in (("chapters", False), ("solutions", True)):
        notebook = nbformat.read(book / folder / "6.1_xor.ipynb", as_version=4)
        problems = [c for c in notebook.cells if c.id.startswith("problem-")]
        assert [c.id for c in problems] == [f"problem-6-1-{i + 1}" for i in range(len(problems))]
        first, second = (c.source for c in problems[-2:])
        assert first.startswith(f"**Problem 6.1.{len(problems) - 1}** ★☆☆\n\nWhat is *?")
        assert second.startswith(f"**Problem 6.1.{len(problems)}** ★★★\n\nWhat is ***?")
        assert ("It is $x_1$." in first) == ("<details" in second) == told


@pytest.mark.parametrize("section", WRITTEN)
def test_the_heading_of_the_problems_says_where_the_solutions_are(section):
    number = section.partition("_")[0]
    said = {
        "chapters": f"copy `solutions/{section}.ipynb` to `chapters/{number}_solution.ipynb`",
        "solutions": "Each solution is folded below its problem.",
    }
    for folder, where in said.items():
        cells = nbformat.read(ROOT / folder / f"{section}.ipynb", as_version=4).cells
        [heading] = [c for c in cells if c.source.startswith("## Problems to think about")]
        assert heading.id == f"problems-{number.replace('.', '-')}" and where in heading.source


def test_the_open_question_can_be_left_out(tmp_path):
    build_notebooks("--nbgrader", tmp_path, "--auto-only")
    assert "explain_" not in (tmp_path / "6.1_xor" / "6.1_xor.ipynb").read_text()


TABLE_HEAD = re.compile(r"^(\|.*\|)\n\|[\s:|-]+\|$", re.MULTILINE)


@pytest.mark.parametrize("section", WRITTEN)
def test_every_column_of_a_table_has_a_heading_with_a_word(section):
    """A screen reader says nothing of an empty heading, or of a formula in JupyterLab."""
    notebook = nbformat.read(ROOT / "chapters" / f"{section}.ipynb", as_version=4)
    text = "\n\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")
    heads = [
        re.sub(r"\$[^$]*\$", "", row).strip("|").split("|") for row in TABLE_HEAD.findall(text)
    ]
    assert heads and [head for head in heads if not all(map(str.strip, head))] == []


@pytest.mark.parametrize("section", WRITTEN)
def test_cells_are_short(section):
    notebook = nbformat.read(ROOT / "solutions" / f"{section}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            words = [w for w in cell.source.split() if any(c.isalpha() for c in w)]
            if cell.id.startswith("references-"):
                continue
            most = 360 if cell.id.startswith("problem-") else 180
            assert len(words) <= most or "|" in cell.source, cell.source
        elif not cell.id.startswith(("answer", "check")):
            lines = [line for line in cell.source.split("\n") if line.strip()]
            assert len(lines) <= 12, cell.source


def test_the_optional_download_of_6_8_fits_scikit_learn_without_pandas(monkeypatch):
    """Nothing is downloaded: the stand-in takes the real arguments and returns the same form."""
    text = (ROOT / "chapters" / "6.8_backprop.ipynb").read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    cell = next(c.source for c in notebook.cells if "fetch_openml" in c.source)
    code = cell.split("```python\n")[1].split("```")[0]
    signature = inspect.signature(sklearn.datasets.fetch_openml)

    def fetch(*args, **kwargs):
        asked = signature.bind(*args, **kwargs).arguments
        assert asked["parser"] == "liac-arff"  # the other one needs pandas, which is not required
        assert asked["return_X_y"] and asked["as_frame"] is False
        return np.array([[0, 255], [51, 102]]), np.array(["9", "0"], dtype=object)

    monkeypatch.setattr(sklearn.datasets, "fetch_openml", fetch)
    found = {}
    exec(code, found)
    np.testing.assert_allclose(found["X"], [[0, 1], [0.2, 0.4]])
    assert found["y"].tolist() == [9, 0]


def only_exercises(notebook):
    """Leave only the first code cell, which imports, and the cells of exercises."""
    first = next(c for c in notebook.cells if c.cell_type == "code")
    notebook.cells = [c for c in notebook.cells if c is first or "nbgrader" in c.metadata]
    return notebook


def validate(folder, sections, to):
    """Let stock nbgrader validate notebooks of which only the exercises are left.

    All other cells are run by the tests above; here they would only cost time.
    """
    for section in sections:
        notebook = nbformat.read(ROOT / folder / f"{section}.ipynb", as_version=4)
        nbformat.write(only_exercises(notebook), to / f"{section}.ipynb")
    command = [sys.executable, "-m", "nbgrader", "validate", *to.glob("*.ipynb")]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, cwd=to)
    return done.stdout, done.stderr


def test_stock_nbgrader_validates_solutions(tmp_path):
    """That the solutions of all sections pass is tested above."""
    printed, errors = validate("solutions", [WRITTEN[0], WRITTEN[-1]], tmp_path)
    assert printed.count("Success!") == 2, printed + errors


def test_stock_nbgrader_refuses_a_blank_chapter(tmp_path):
    printed, errors = validate("chapters", ["6.1_xor"], tmp_path)
    assert "not attempted" in printed and "Success!" not in printed, printed + errors


@pytest.mark.parametrize(("section", "following"), list(zip(WRITTEN, WRITTEN[1:], strict=False)))
def test_a_section_ends_with_a_link_to_the_next_one(section, following):
    notebook = nbformat.read(ROOT / "chapters" / f"{section}.ipynb", as_version=4)
    last = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"][-1]
    assert f"]({following}.ipynb)" in last
