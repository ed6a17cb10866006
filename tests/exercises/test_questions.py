"""The questions to readers: each can be answered, and no cell of a chapter gives a reply away."""

import ast
import re

import nbformat
import pytest
from project import ROOT

from feedforward.exercises import SECTIONS
from feedforward.questions import (
    MODULES,
    QUESTIONS,
    RECALL,
    NumberQuestion,
    Option,
    Question,
    find,
)

ASKED = re.compile(r"^ff\.ask(_number)?\((.*)\)$", re.MULTILINE)
EVERY = [*QUESTIONS.values(), *(question for asked in RECALL.values() for question in asked)]
CHOICES = [q for q in EVERY if isinstance(q, Question)]
NUMBERS = [q for q in EVERY if isinstance(q, NumberQuestion)]


def sources(section, folder="chapters"):
    notebook = nbformat.read(ROOT / folder / f"{section}.ipynb", as_version=4)
    return [cell.source for cell in notebook.cells]


def replies(question):
    if isinstance(question, NumberQuestion):
        return [question.reply, question.too_low, question.too_high]
    return [*(option.reply for option in question.options), question.several]


def sentences(text):
    return {s for s in re.split(r"(?<=[.?!:])\s", text) if len(s.split()) > 3}


@pytest.mark.parametrize("question", EVERY, ids=lambda question: question.name)
def test_what_is_shown_together_says_nothing_twice(question):
    if isinstance(question, NumberQuestion):
        pairs = [(text, question.reply) for text in (question.too_low, question.too_high)]
    else:
        wrong = [option for option in question.options if not option.right]
        pairs = [(w.reply, r.reply) for w in wrong for r in question.right]
    for first, second in pairs:
        assert not sentences(first) & sentences(second)
    if question.name == "xor_with_two_units":
        assert not any("seven" in first for first, _ in pairs)


def test_no_two_questions_have_one_name():
    assert len(QUESTIONS) == sum(len(module.QUESTIONS) for module in MODULES)
    assert len({question.name for question in EVERY}) == len(EVERY)


@pytest.mark.parametrize(("section", "module"), [*zip(SECTIONS, MODULES, strict=True)])
def test_a_section_asks_its_questions_once_and_in_order(section, module):
    found = [match for source in sources(section) for match in ASKED.findall(source)]
    kinds = {"": Question, "_number": NumberQuestion}
    asked = [(ast.literal_eval(name), kinds[kind]) for kind, name in found]
    assert asked == [(question.name, type(question)) for question in module.QUESTIONS]


@pytest.mark.parametrize("section", list(SECTIONS)[1:])
def test_a_section_begins_with_three_questions_on_what_it_needs(section):
    assert f'ff.recall("{section[:3]}")' in sources(section)
    assert len(RECALL[section]) == 3


@pytest.mark.parametrize("section", SECTIONS)
def test_no_cell_of_a_chapter_gives_a_reply_away(section):
    text = " ".join(" ".join(sources(section)).split())
    told = [reply for q in EVERY for reply in replies(q) if reply and reply in text]
    assert told == []


@pytest.mark.parametrize("question", CHOICES, ids=lambda q: q.name)
def test_one_option_is_right_or_the_question_says_why_several_are(question):
    assert len(question.right) == 1 or question.several
    assert all(option.reply for option in question.options)


@pytest.mark.parametrize("question", NUMBERS, ids=lambda q: q.name)
def test_a_number_lies_on_its_axis_and_can_be_missed_on_both_sides(question):
    assert question.compare(question.value) == 0
    assert question.compare(question.low) == -1 and question.compare(question.high) == 1


def option(text, right=False):
    return Option(text, "Because.", right)


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ([option("yes", True)], "needs two options"),
        ([option("yes"), option("no")], "right=True"),
        ([option("yes", True), option("no", True)], "say why in several"),
        ([option("yes", True), option("yes")], "same text"),
        ([option("$W_1$", True), option("no")], "plain text"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(options, complaint):
    with pytest.raises(ValueError, match=complaint):
        Question("name", "Is it?", tuple(options))


def test_an_answer_off_its_axis_is_refused():
    with pytest.raises(ValueError, match="its axis goes from 0 to 1"):
        NumberQuestion("name", "?", lambda: 3, "Because.", 0, 1, within=0.1).value  # noqa: B018


def test_a_name_that_no_question_has_is_answered_with_those_that_there_are():
    with pytest.raises(ValueError, match="No Question is called 'nowhere'.*doubled_widths"):
        find("nowhere", Question)
    with pytest.raises(ValueError, match="No NumberQuestion is called 'doubled_widths'"):
        find("doubled_widths", NumberQuestion)
