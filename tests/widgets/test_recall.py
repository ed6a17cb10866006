"""Recall: what a learner got wrong comes back in later sections, with new numbers."""

import ast
import re

import numpy as np
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

import feedforward as ff
from feedforward import exercises
from feedforward.checking import examine, progress
from feedforward.exercises import SECTIONS
from feedforward.questions import RECALL
from feedforward.review import TEMPLATES
from feedforward.review.draw_question import draw_question

LATER = [key[:3] for key in list(SECTIONS)[1:]]


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The folder that a learner's progress lies in."""
    monkeypatch.setattr(progress, "HOME", tmp_path)
    return tmp_path


@pytest.fixture
def recall(home):
    """Call ff.recall, and close what it shows at the end."""
    pages = []

    def recall(section):
        pages.append(ff.recall(section))
        return pages[-1]

    yield recall
    for page in pages:
        page.close()


def make(name, mistake):
    """Hand in an answer to an exercise that makes one of its known mistakes."""
    functions = {m.id: m.function for m in exercises.find(name).mistakes}
    progress.remember(examine(name, functions[mistake]))


def asked(page):
    """The exercises that a page asks about."""
    return [question.exercise for question in page.asked if question.exercise]


def answer(question, right):
    option = next(o for o in question.question.options if o.right == right)
    question.buttons[option.text].click()
    return question.reply


def test_a_checks_mistake_is_asked_about_in_the_next_section(tmp_path):
    cells = [
        "import numpy as np\nimport feedforward as ff",
        "def relu(z):\n    return np.abs(z)\n\nff.check(relu)",
        'ff.recall("6.2")',
    ]
    notebook = new_notebook(cells=[new_code_cell(source) for source in cells])
    resources = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, kernel_name="python3", resources=resources).execute()
    [shown] = notebook.cells[-1].outputs
    assert shown.data["text/plain"].startswith("1. From 6.1, relu. What is relu(z) for z = [")
    assert "application/vnd.jupyter.widget-view+json" in shown.data


@pytest.mark.parametrize("section", LATER)
def test_without_mistakes_a_section_asks_what_it_needs(recall, section):
    page = recall(section)
    own = next(questions for key, questions in RECALL.items() if key.startswith(section))
    assert [question.question for question in page.asked] == list(own)


def test_the_numbers_are_new_and_the_wrong_option_is_what_the_mistake_gives(recall):
    make("relu", "absolute_value")
    questions = [recall("6.2").asked[0] for _ in range(5)]
    assert len({question.question.text for question in questions}) > 1
    for question in questions:
        z = np.array(ast.literal_eval(re.search(r"z = (\[.*?\])", question.question.text)[1]))
        options = {o.reply: ast.literal_eval(o.text) for o in question.question.options}
        [right] = [o.reply for o in question.question.options if o.right]
        [own] = [reply for reply in options if reply.startswith("Your `relu` once made")]
        assert np.array_equal(options[right], np.maximum(z, 0))
        assert np.array_equal(options[own], np.abs(z))


def test_a_right_answer_is_judged_and_doubles_the_distance(recall):
    make("relu", "absolute_value")
    assert answer(recall("6.2").asked[0], right=True).startswith("✔ Right: [")
    due = [asked(recall(section)) == ["relu"] for section in LATER]
    assert due == [False, False, True, True, True, True, True]
    answer(recall("6.4").asked[0], right=True)
    assert [asked(recall(section)) for section in ("6.7", "6.8")] == [[], ["relu"]]


def test_a_wrong_answer_names_the_mistake_and_the_next_section_asks_again(recall):
    make("relu", "absolute_value")
    reply = answer(recall("6.2").asked[0], right=False)
    assert reply.startswith("✘ Not this one.") and "The answer is: [" in reply
    assert asked(recall("6.2")) == [] and asked(recall("6.3")) == ["relu"]


def test_only_the_first_answer_counts(recall):
    make("relu", "absolute_value")
    question = recall("6.2").asked[0]
    answer(question, right=False), answer(question, right=True)
    assert asked(recall("6.3")) == ["relu"]


def test_what_is_skipped_is_asked_in_the_next_section(recall):
    make("relu", "absolute_value")
    page = recall("6.2")
    page.skip.click()
    shown = [*(question.widget for question in page.asked), page.skip]
    assert {widget.layout.display for widget in shown} == {"none"}
    assert "are skipped" in page._said.value
    assert asked(recall("6.3")) == ["relu"]


def test_skipping_leaves_the_reply_to_an_answer(recall):
    page = recall("6.2")
    answer(page.asked[0], right=False)
    page.skip.click()
    assert [question.widget.layout.display for question in page.asked] == [None, "none", "none"]
    assert "Not this one." in page.asked[0]._shown.value


def test_when_all_is_answered_nothing_is_left_to_skip(recall):
    page = recall("6.3")
    for question in page.asked:
        assert page.skip.layout.display is None
        answer(question, right=True)
    assert page.skip.layout.display == "none"


def test_a_mistake_that_is_made_again_starts_afresh(recall):
    make("relu", "absolute_value")
    answer(recall("6.2").asked[0], right=True)
    make("relu", "step")
    page = recall("6.2")
    assert asked(page) == ["relu"]
    replies = [option.reply for option in page.asked[0].question.options]
    assert sum(reply.startswith("Your `relu` once made") for reply in replies) == 2


def test_neither_a_pass_nor_a_slip_comes_back_nor_a_mistake_in_its_own_section(recall):
    progress.remember(examine("relu", lambda z: np.maximum(z, 0)))
    progress.remember(examine("collapse", lambda W, c, w, b: nothing))  # noqa: F821
    make("count_parameters", "no_biases")
    assert asked(recall("6.2")) == []
    assert asked(recall("6.3")) == ["count_parameters"]


def test_at_most_three_questions_are_asked_those_due_longest_first(recall):
    for name, mistake in {
        "count_parameters": "no_biases",
        "relu": "absolute_value",
        "collapse": "b_forgotten",
        "xor_forward": "no_relu",
        "slope": "forward",
    }.items():
        make(name, mistake)
    assert asked(recall("6.3")) == ["collapse", "relu", "xor_forward"]


def test_an_answer_that_cannot_be_noted_is_judged_all_the_same(recall, home):
    make("relu", "absolute_value")
    question = recall("6.2").asked[0]
    for file in (home / ".progress").iterdir():
        file.unlink()
    (home / ".progress").rmdir()
    (home / ".progress").write_text("a file where the folder should be")
    assert "could not be noted" in answer(question, right=True)


def test_a_page_without_a_kernel_has_the_questions_to_unfold_and_text_tells_no_answer(recall):
    page = recall("6.4")
    bundle = page._repr_mimebundle_()
    assert bundle["text/html"].count("<details><summary>") == 3
    assert "The answer: f&#x27;(g(x)) g&#x27;(x)." in bundle["text/html"]
    assert "inner value" in bundle["text/html"] and "inner value" not in bundle["text/plain"]


def test_the_section_is_that_of_the_notebook_and_the_first_has_nothing_to_recall(
    recall, monkeypatch
):
    monkeypatch.setenv("JPY_SESSION_NAME", "/book/6.2_structure.ipynb")
    assert [q.question for q in recall(None).asked] == list(RECALL["6.2_structure"])
    assert "nothing to recall yet" in repr(recall("6.1"))
    with pytest.raises(ValueError, match=r"No section is called '7'. There are: 6.1"):
        ff.recall("7")


@pytest.mark.parametrize("name", TEMPLATES)
def test_each_exercise_can_be_asked_about_with_three_options_or_more(name):
    rng = np.random.default_rng(7)
    for _ in range(3):
        question = draw_question(name, [], rng)
        assert len(question.options) >= 3 and len(question.right) == 1
        assert len(question.text) < 250
        assert not [o for o in question.options if o.reply.startswith("Your `")]
