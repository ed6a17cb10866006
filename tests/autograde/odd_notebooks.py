"""Honest but odd notebooks: those of odd_notebooks.txt, and files that some program changed."""

import json
import re
from pathlib import Path

from autograding import SECTION, solution

TEXT = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
OWN = {"first": "6-1_xor-002", "middle": "check-collapse", "last": "check-xnor_parameters"}
SHOWN = ("ff.figures", "ff.explore", "ff.ask", "ff.challenge", "ff.progress")


def without_shows(cells):
    """Leave out the cells that only show something, because they take seconds."""
    return [cell for cell in cells if not "".join(cell["source"]).startswith(SHOWN)]


def as_lists_of_lines(cells):
    for cell in cells:
        cell["source"] = cell["source"].splitlines(keepends=True)


def with_line_ends_of_windows(cells):
    for cell in cells:
        cell["source"] = cell["source"].replace("\n", "\r\n")


def without_names(cells):
    """Remove all ids and metadata, as a converter does."""
    for cell in cells:
        cell["metadata"] = {}
        del cell["id"]


def with_an_open_question_elsewhere(cells):
    _find(cells, "explain_6_1_xor").update(id="mine", metadata={})


def with_all_answers_in_one_cell(cells):
    answers = _answers(cells)
    answers[0]["source"] = "\n\n".join(cell["source"] for cell in answers)
    cells[:] = [cell for cell in cells if cell not in answers[1:]]


def with_an_answer_that_is_copied_and_its_cell_blank(cells):
    answer = _find(cells, "answer-relu")
    cells.insert(cells.index(answer), answer | {"id": "copy"})
    answer["source"] = re.sub("return.*", "raise NotImplementedError", answer["source"])


def with_an_answer_that_is_split(cells):
    answer = _find(cells, "answer-relu")
    head, _, body = answer["source"].rpartition("\n")
    at = cells.index(answer)
    cells[at : at + 1] = [answer | {"source": head}, answer | {"id": "rest", "source": body}]


def with_answers_as_text(cells):
    for cell in _answers(cells):
        cell["cell_type"] = "raw"


def with_only_the_answers(cells):
    imports = own_cell("import numpy as np\nimport feedforward as ff")
    cells[:] = [imports, *_answers(cells), _find(cells, "explain_6_1_xor")]


def backwards(cells):
    cells.reverse()


def with_a_comment_of_5_mb(cells):
    cells.insert(3, own_cell("# " + "x" * 5_000_000))


CHANGES = {
    change.__name__.replace("_", " "): change
    for change in (
        *(as_lists_of_lines, with_line_ends_of_windows, without_names, backwards),
        *(with_an_open_question_elsewhere, with_all_answers_in_one_cell, with_answers_as_text),
        *(with_an_answer_that_is_copied_and_its_cell_blank, with_an_answer_that_is_split),
        *(with_only_the_answers, with_a_comment_of_5_mb),
    )
}


def _answers(cells):
    return [cell for cell in cells if cell["id"].startswith("answer-")]


def _find(cells, id):
    return next(cell for cell in cells if cell["id"] == id)


def own_cell(source):
    """Return a code cell that the learner added."""
    return {"cell_type": "code", "id": f"own-{len(source)}", "metadata": {}, "source": source}


def _read():
    """Return {name: {heading of a change: its text}} from odd_notebooks.txt."""
    found = {}
    for part in re.split(r"^=== ", TEXT, flags=re.MULTILINE)[1:]:
        part = re.sub(r"^--- .*", "", part, flags=re.MULTILINE)
        name, *changes = re.split(r"^% ", part, flags=re.MULTILINE)
        texts = (change.partition("\n") for change in changes)
        found[name.strip()] = {heading: text.strip() for heading, _, text in texts}
    return found


WRITTEN = _read()
NAMES = [*WRITTEN, *CHANGES]


def notebook_of(changes):
    """Return the answered notebook, as parsed JSON, with these changes: {heading: text}."""
    notebook = solution()
    cells = notebook["cells"] = without_shows(notebook["cells"])
    for cell in cells:
        cell["source"] = "".join(cell["source"])
    for heading, text in changes.items():
        kind, _, name = heading.rpartition(" ")
        if name in OWN:
            at = cells.index(_find(cells, OWN[name])) + 1
            cells.insert(at, own_cell(text))
        elif kind != "file":
            cell = _find(cells, f"answer-{name}")
            cell["source"] = f"{text}\n\n{cell['source']}" if kind == "above" else text
    return notebook


def hand_in(folder, name):
    """Write the odd notebook with this name, and its files, into a submission's folder."""
    folder.mkdir(parents=True)
    changes = WRITTEN.get(name, {})
    notebook = notebook_of(changes)
    if name in CHANGES:
        CHANGES[name](notebook["cells"])
    (folder / f"{SECTION}.ipynb").write_text(json.dumps(notebook))
    for heading, text in changes.items():
        if heading.startswith("file "):
            (folder / heading.removeprefix("file ")).write_text(text)
