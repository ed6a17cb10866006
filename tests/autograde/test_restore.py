"""A notebook is restored from the master; the learner's source goes where it belongs."""

import copy
import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from autograding import ROOT, SECTION, solution

from autograde.intake.read_notebook import read_cells
from autograde.intake.restore import ADDED, ANSWER, MASTER, restore
from autograde.report import explain

RIGHT = "def relu(z):\n    return np.maximum(0, z)"


def chapter():
    path = ROOT / "chapters" / f"{SECTION}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell | {"source": "".join(cell["source"])} for cell in cells]


BLANK = chapter()
HANDED, _ = read_cells(json.dumps(solution()).encode())


def place(cells, id):
    return next(i for i, cell in enumerate(cells) if cell.id == id)


def built(*cells):
    return restore(copy.deepcopy(BLANK), list(cells))


def of(restored, id):
    return next(i for i, cell in enumerate(restored.cells) if cell["id"] == id)


def with_relu(*cells):
    """Return a submission with these cells in place of relu's answer cell."""
    at = place(HANDED, "answer-relu")
    return built(*HANDED[:at], *cells, *HANDED[at + 1 :])


RELU = HANDED[place(HANDED, "answer-relu")]


def test_an_untouched_notebook_is_the_master():
    restored = built(*read_cells(json.dumps({"cells": BLANK}).encode())[0])
    assert restored.cells == BLANK
    assert not any(restored.candidates.values())
    assert restored.notes == restored.put_back == ()


def test_order_text_tags_and_metadata_come_from_the_master():
    spoilt = json.loads(json.dumps(solution()))
    for cell in spoilt["cells"]:
        cell["metadata"] |= {"tags": ["skip-execution"]}
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"] |= {"points": 100, "grade": True, "solution": True}
    restored = built(*read_cells(json.dumps(spoilt).encode())[0][::-1])
    assert [c["metadata"] for c in restored.cells] == [c["metadata"] for c in BLANK]
    assert [c["id"] for c in restored.cells] == [c["id"] for c in BLANK]
    assert set(restored.origins) == {MASTER, ANSWER}


def test_a_changed_check_is_the_masters_again_and_the_change_stands_beside():
    at = place(HANDED, "check-relu")
    cells = [*HANDED]
    cells[at] = replace(cells[at], source="print('full points')")
    restored = built(*cells)
    check = of(restored, "check-relu")
    assert restored.cells[check]["source"] == "ff.check(relu)"
    assert restored.origins[check + 1] == ADDED
    assert restored.cells[check + 1]["source"] == "print('full points')"
    said = "was changed; the book's text is there again, and the change follows it."
    assert (restored.put_back, restored.notes) == ((f"check_relu {said}",), ())


def test_cells_without_points_that_were_deleted_or_emptied_are_counted():
    extra = [i for i, cell in enumerate(HANDED) if not cell.grade_id and cell.source.strip()][:3]
    cells = [*HANDED]
    cells[extra[0]] = replace(cells[extra[0]], source=" ")
    del cells[extra[2]], cells[extra[1]]
    assert built(*cells).put_back == (
        "3 cells without points: deleted or emptied; the book's text is there again.",
    )


def test_a_deleted_cell_is_there_again_and_an_answer_is_missed():
    restored = built(*[c for c in HANDED if "relu" not in (c.id or "")])
    assert [c["id"] for c in restored.cells] == [c["id"] for c in BLANK]
    assert restored.candidates["relu"] == []
    assert restored.notes == ("The answer cell relu is missing.",)


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_a_retyped_answer_has_the_masters_type(kind):
    restored = with_relu(replace(RELU, kind=kind))
    cell = restored.cells[of(restored, "answer-relu")]
    assert (cell["cell_type"], cell["source"]) == ("code", RELU.source)


def test_a_split_answer_is_one_again():
    head, _, body = RELU.source.rpartition("\n")
    for id in (RELU.id, "new"):
        restored = with_relu(replace(RELU, source=head), replace(RELU, source=body, id=id))
        assert restored.cells[of(restored, "answer-relu")]["source"] == RELU.source
        assert "its 2 pieces are one cell again" in restored.notes[0]


def test_a_helper_split_off_an_answer_stays_a_cell_of_its_own():
    helper = replace(RELU, source="def larger(a, b):\n    return np.maximum(a, b)", id="new")
    restored = with_relu(helper, replace(RELU, source=RIGHT))
    at = of(restored, "answer-relu")
    assert restored.cells[at]["source"] == RIGHT
    assert restored.cells[at + 1]["source"] == helper.source


def test_every_copy_of_an_answer_is_a_candidate_and_a_blank_one_is_not():
    blank = next(c["source"] for c in BLANK if c["id"] == "answer-relu")
    restored = with_relu(
        replace(RELU, source=blank), replace(RELU, id="b", source=RIGHT), replace(RELU, id="c")
    )
    found = [restored.cells[p]["source"] for p in restored.candidates["relu"]]
    assert found == [RIGHT, RELU.source]


@pytest.mark.parametrize(
    "cell",
    [
        replace(RELU, grade_id=None),
        replace(RELU, id=None),
        replace(RELU, id=None, grade_id=None),
        replace(RELU, id="other", grade_id="an_exercise_of_another_course"),
    ],
    ids=["by its id", "by its grade_id", "by its function", "foreign names"],
)
def test_an_answer_is_found(cell):
    restored = with_relu(cell)
    assert restored.cells[of(restored, "answer-relu")]["source"] == RELU.source
    assert ADDED not in restored.origins


def test_an_answer_in_a_cell_of_their_own_is_a_candidate_beside_the_blank():
    at = place(HANDED, "answer-xor_forward")
    blank = next(c["source"] for c in BLANK if c["id"] == "answer-relu")
    cells = [replace(c, source=blank) if c is RELU else c for c in HANDED]
    cells.insert(at, replace(RELU, id="mine", grade_id=None))
    restored = built(*cells)
    assert of(restored, "answer-relu") in restored.blank
    assert [restored.cells[p]["source"] for p in restored.candidates["relu"]] == [RELU.source]


QUESTION = next(c for c in HANDED if (c.id or "").startswith("explain_"))
GIVEN = next(c["source"] for c in BLANK if c["id"] == QUESTION.id)


@pytest.mark.parametrize(
    "cells",
    [
        [replace(QUESTION, id=None, grade_id=None)],
        [replace(QUESTION, id="other", grade_id=None, kind="raw")],
        [replace(QUESTION, source=GIVEN), replace(QUESTION, id="mine", grade_id=None)],
    ],
    ids=["without names", "retyped", "below its own cell"],
)
def test_the_answer_to_an_open_question_is_found_by_its_place(cells):
    at = HANDED.index(QUESTION)
    restored = built(*HANDED[:at], *cells, *HANDED[at + 1 :])
    found = of(restored, QUESTION.id)
    assert restored.cells[found]["source"] == QUESTION.source
    assert found not in restored.blank and ADDED not in restored.origins[found:]
    assert f"The answer to {QUESTION.id} is not in its own cell" in restored.notes[0]


def test_notes_of_a_learners_own_are_no_answer_to_a_question_that_is_blank():
    note = replace(QUESTION, id="note", grade_id=None, source="To do: read 6.2.")
    given = [replace(c, source=GIVEN) if c is QUESTION else c for c in HANDED]
    restored = built(*given[:5], note, *given[5:])
    assert of(restored, QUESTION.id) in restored.blank


def test_two_answers_in_one_cell_are_found_both():
    at = place(HANDED, "answer-xor_forward")
    both = replace(RELU, source=f"{RELU.source}\n\n{HANDED[at].source}")
    restored = built(*[both if c is RELU else c for c in HANDED if c is not HANDED[at]])
    relu = of(restored, "answer-relu")
    assert restored.candidates["relu"] == restored.candidates["xor_forward"] == [relu]


def test_a_cell_of_their_own_follows_the_cell_that_it_followed():
    at = place(HANDED, "check-relu")
    mine = replace(RELU, id="mine", grade_id=None, source="import math")
    restored = built(*HANDED[: at + 1], mine, *HANDED[at + 1 :])
    after = of(restored, "check-relu") + 1
    assert (restored.cells[after]["source"], restored.origins[after]) == ("import math", ADDED)
    assert restored.cells[after]["metadata"] == {}


def test_a_blank_as_nbgrader_writes_it_is_a_blank():
    blank = next(c["source"] for c in BLANK if c["id"] == "answer-relu")
    stock = blank.replace(
        "raise NotImplementedError", "# YOUR CODE HERE\n    raise NotImplementedError()"
    )
    assert with_relu(replace(RELU, source=stock)).candidates["relu"] == []


def test_explain_names_a_cell_that_answers_two_exercises_for_both():
    at = place(HANDED, "answer-collapse")
    both = replace(HANDED[at], source=f"{HANDED[at].source}\n\n{RIGHT}")
    restored = built(*HANDED[:at], both, *(c for c in HANDED[at + 1 :] if c is not RELU))
    said = list(explain._restored(restored, SimpleNamespace(cells=BLANK)))
    number = of(restored, "answer-collapse") + 1
    for name in ("collapse", "relu"):
        assert f"    {name}: cell {number}." in said
