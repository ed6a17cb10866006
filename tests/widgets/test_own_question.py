"""The question about a learner's code below a verdict: folded at first, and answered by buttons."""

import json

import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from feedforward.own_code import show
from feedforward.questions import Option, Question
from feedforward.widgets import page
from feedforward.widgets.own_question import OwnQuestion

QUESTION = Question(
    "shape:3:dW",
    "Line 3 of your code is `dW = Z.T @ dout`. What is the shape of `dW`?",
    (
        Option("(3, 2)", "`Z.T` has shape (3, 4).", right=True),
        Option("(4, 2)", "That is the shape of `dout`."),
        Option("(3, 4)", "That is the shape of `Z.T` in line 3."),
    ),
)


def test_it_is_folded_and_the_button_unfolds_and_folds_it():
    page = OwnQuestion(QUESTION)
    folded = page.widget.children[1]
    assert folded.layout.display == "none" and not folded.children
    page.button.click()
    assert folded.layout.display is None and list(page.asked.buttons) == [
        "(3, 2)",
        "(4, 2)",
        "(3, 4)",
    ]
    page.asked.buttons["(4, 2)"].click()
    assert page.asked.reply.startswith("✘ Not this one. That is the shape of `dout`.")
    assert "The answer is: (3, 2)." in page.asked.reply
    page.button.click()
    assert folded.layout.display == "none" and page.asked.reply


def test_without_buttons_the_question_is_there_to_unfold_and_as_text_without_the_answer():
    html = show.folded_html(QUESTION)
    assert html.startswith("<details") and html.count("<details class='choice'>") == 3
    assert html.count("✔ Right.") == 1
    text = show.plain_text(QUESTION)
    assert "dW = Z.T @ dout" in text and "  - (4, 2)" in text and "Right" not in text
    assert show.answer_text(QUESTION) == "(3, 2): Z.T has shape (3, 4)."


SOFTMAX = """import numpy as np
import feedforward as ff
def softmax(out):
    shifted = out - out.max(axis=1, keepdims=True)
    e = np.exp(shifted)
    return e / e.sum(axis=1, keepdims=True)
before = set(globals())"""


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """What a kernel shows for a right and a wrong answer, and for what the first one returns."""
    cells = [SOFTMAX, "v = ff.check(softmax)", "v.answer", "set(globals()) - before - {'v'}",
             "softmax = np.exp\nff.check(softmax)"]  # fmt: skip
    notebook = new_notebook(cells=[new_code_cell(source) for source in cells])
    folder = {"metadata": {"path": str(tmp_path_factory.mktemp("own_question"))}}
    NotebookClient(notebook, kernel_name="python3", resources=folder).execute()
    return [[o for o in cell.outputs if o.output_type != "stream"] for cell in notebook.cells[1:]]


def test_a_right_answer_is_followed_by_a_question_and_a_wrong_one_is_not(outputs):
    [verdict, shown], [answer], [names], [wrong] = outputs
    assert "passed" in verdict.data["text/html"] and show.LEAD not in verdict.data["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in shown.data
    assert show.LEAD in shown.data["text/html"] and "Line " in shown.data["text/html"]
    assert ": " in answer.data["text/plain"] and "ff.check(softmax).answer" in repr(shown.data)
    assert "_feedforward" not in json.dumps(names.data)
    assert show.LEAD not in wrong.data["text/html"]


def test_without_a_kernel_it_names_the_cell_with_the_function():
    rule = page.CSS.split(
        ".feedforward-question.feedforward-own-code.jupyter-widgets-disconnected"
    )[1]
    assert "the cell with your function and this one" in rule.partition("}")[0]
