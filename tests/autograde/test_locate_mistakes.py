"""Feedback locates a mistake that the exercise does not know, as the notebook's check does."""

import linecache

import numpy as np
import pytest
from autograding import result_of, with_answers

from autograde.grade import locate_mistakes
from autograde.report import advice
from feedforward.checking import examine
from feedforward.exercises import earlier_than

pytestmark = pytest.mark.usefixtures("sandbox")
SECTION = "6.5_losses"
# Answers with mistakes that the exercises do not know. Edits repair some of them, even in a helper
# or a lambda, another call reveals one, a relation describes one, and nothing explains one.
ANSWERS = {
    "kl_divergence": "def ratio(p, q):\n    return np.log(q / p)\n"
    "def kl_divergence(p, q):\n    return np.sum(p * ratio(p, q)) + 0 * p[0]",
    "softmax": "def softmax(out):\n    m = np.max(out, axis=1, keepdims=True)\n"
    "    e = np.exp(out - m)\n    return e / e.sum(axis=0, keepdims=True)",
    "mse_backward": "mse_backward = lambda out, y: (out - y) ** 3 / len(out)",
    "mse": "def mse(out, y):\n    d = out - y\n    return (d ** 3).sum() / (2 * len(out)) + 9",
    "cross_entropy": "def cross_entropy(P, y):\n    return 0.25",
}


@pytest.fixture(scope="module")
def notebook():
    """The notebook of SECTION with these answers."""
    found = with_answers(SECTION)
    for cell in found["cells"]:
        cell["source"] = ANSWERS.get(cell["id"].removeprefix("answer-"), cell["source"])
    return found


@pytest.fixture(scope="module")
def result(notebook, sandbox):
    return result_of(notebook, SECTION)


def in_a_notebook(name, seed):
    """Return the Verdict of a notebook's own check on an answer, for the same cases."""
    source, file = ANSWERS[name], f"<answer {name}>"
    linecache.cache[file] = len(source), None, source.splitlines(keepends=True), file
    namespace = {"np": np, **earlier_than(name)}
    exec(compile(source, file, "exec"), namespace)
    return examine(name, namespace[name], seed)


@pytest.mark.parametrize("name", ANSWERS)
def test_feedback_says_what_the_notebook_says(result, name):
    mark = next(m for m in result.marks if m.name == name)
    verdict = in_a_notebook(name, result.seed)
    assert (mark.mistake, mark.line, mark.message) == (
        verdict.mistake,
        verdict.line,
        verdict.message,
    )
    shown = next(o for o in result.outputs if o and f"{name}:" in str(o[0].get("data")))
    assert mark.findings.question.split("`")[0] in shown[0]["data"]["text/html"]


def test_the_report_has_words_for_what_was_located(result):
    words = {m.name: advice.words(m) for m in result.marks if m.name in ANSWERS}
    assert words["softmax"] == advice.LINE
    assert "stayed the same when" in words["cross_entropy"]


def test_points_are_the_same_without_the_search(result, notebook, monkeypatch):
    monkeypatch.setattr(locate_mistakes, "locate", lambda *_: {})
    without = result_of(notebook, SECTION)
    assert without.scores == result.scores
    assert [m.status for m in without.marks] == [m.status for m in result.marks]
    assert (
        sum(m.line is not None for m in result.marks)
        > 0
        == sum(m.line is not None for m in without.marks)
    )


MINUS = "    W_eff = W @ w\n    b_eff = c @ w - b\n    return W_eff, b_eff"
COUNTS = """    out = np.array(z, dtype=float)
    k = 0
    while k < out.size:
        if out.flat[k] < 0.25:
            out.flat[k] = 0
        k = k + 1
    return out"""


def mark_of(name, body):
    return next(m for m in result_of(with_answers(**{name: body})).marks if m.name == name)


def test_the_line_that_one_edit_repairs_is_told_and_not_the_repair():
    mark = mark_of("collapse", MINUS)
    assert (mark.mistake, mark.line, mark.repaired) == ("located", 7, "b_eff = c @ w + b")
    said = "A small change to the operator `-` on line 7 makes every test case pass."
    assert said in mark.message
    assert mark.repaired not in mark.message
    assert mark.score == 0.5


def test_an_edit_that_never_ends_costs_only_itself():
    mark = mark_of("relu", COUNTS)
    assert (mark.line, mark.status) == (6, "wrong")
    assert mark.mistake in ("located", "edge_case")  # by the numbers that are drawn for this course
