"""Questions to the reader: what is said to each answer, and how it is marked."""

import pytest

from feedforward.questions import NumberQuestion, Option, Question
from feedforward.widgets.ask import ChoicePage, NumberPage, ask, ask_number
from feedforward.widgets.own_question import OwnQuestionPage

WATCH = Question(
    name="watch",
    text="What does $J$ do?",
    options=(
        Option("it doubles", "Watch the `slope`."),
        Option("it stays", "Watch $J$ <at> the end.", right=True),
        Option("it halves?", "No."),
    ),
)
NUMBER = {
    "name": "how_many",
    "text": "How many?",
    "answer": lambda: 0.25,
    "reply": "A quarter.",
    "low": 0,
    "high": 2,
    "within": 0.05,
    "too_low": "Look up.",
    "too_high": "Look down.",
}


@pytest.fixture
def choices():
    page = ChoicePage(WATCH)
    yield page
    page.close()


def test_a_right_choice_is_marked_as_right_in_sign_and_words(choices):
    button = choices.buttons["it stays"]
    button.click()
    assert choices.reply == "✔ Right: it stays. Watch $J$ <at> the end."
    assert button.icon == "check" and button.description == "it stays · right"


def test_a_wrong_choice_learns_which_one_holds_and_gets_no_check_mark(choices):
    button = choices.buttons["it doubles"]
    button.click()
    assert choices.reply == (
        "✘ Not this one. Watch the `slope`. The answer is: it stays. Watch $J$ <at> the end."
    )
    assert button.icon == "times" and button.description == "it doubles · not this one"
    assert [b.icon for b in choices.buttons.values()].count("check") == 0


def test_minus_signs_are_true_ones_in_words_and_stay_as_typed_in_a_question_about_code():
    options = (Option("1 - z", "Yes.", right=True), Option("-1", "No: it is -0.5 there."))
    question = Question("slope", "What is it at z = -2?", options)
    for kind, shown in ((ChoicePage, ["1 − z", "−1"]), (OwnQuestionPage, ["1 - z", "-1"])):
        page = kind(question)
        assert [button.description for button in page.buttons.values()] == shown
        assert ("z = −2?" in page._asked()) == (kind is ChoicePage)
        page.close()


def test_the_reader_may_choose_again_and_only_the_last_choice_is_marked(choices):
    for text in ("it doubles", "it halves?", "it stays"):
        choices.buttons[text].click()
        assert [t for t, b in choices.buttons.items() if b.icon] == [text]
        assert [t for t, b in choices.buttons.items() if b.description != t] == [text]


def test_a_question_says_why_several_options_are_right():
    both = (Option("one", "First.", right=True), Option("two", "Second.", right=True))
    page = ChoicePage(Question("both", "?", both, several="Each of them does it."))
    page.buttons["one"].click()
    assert page.reply == "✔ Right: one. First. Each of them does it."
    page.close()


def test_nothing_is_told_before_an_answer_is_given(choices):
    shown = str([choices._shown.value, *(b.get_state() for b in choices.buttons.values())])
    assert "Watch" not in shown and choices.reply == ""


def test_code_becomes_code_and_nothing_else_becomes_markup(choices):
    choices.buttons["it doubles"].click()
    assert "<code>slope</code>" in choices._shown.value
    assert "&lt;at&gt;" in choices._shown.value


def test_a_page_without_a_kernel_has_every_reply_to_unfold(choices):
    bundle = choices._repr_mimebundle_()
    assert bundle["text/html"].count("<details class='choice'>") == 3
    assert "<code>slope</code>" in bundle["text/html"] and "&lt;at&gt;" in bundle["text/html"]
    assert bundle["text/html"].count("✔ Right") == 1
    assert bundle["text/plain"] == "Predict. What does $J$ do?"


@pytest.mark.parametrize(
    ("guess", "reply"),
    [
        (0.1, "✘ Your guess of 0.1 is too low. Look up. It is 0.25. A quarter."),
        (0.22, "✔ Your guess of 0.22 is right, or near enough. It is 0.25. A quarter."),
        (1.9, "✘ Your guess of 1.9 is too high. Look down. It is 0.25. A quarter."),
    ],
)
def test_a_number_is_answered_by_where_it_lies(guess, reply):
    page = NumberPage(NumberQuestion(**NUMBER))
    page.axis.value = guess
    page.button.click()
    assert page.reply == reply
    page.close()


def test_an_answered_axis_stays_at_the_guess():
    page = NumberPage(NumberQuestion(**NUMBER))
    assert not page.axis.disabled and not page.button.disabled
    page.axis.value = 0.5
    page.button.click()
    assert page.axis.disabled and page.button.disabled and "Your guess of 0.5" in page.reply
    page.close()


def test_on_a_logarithmic_axis_a_guess_may_be_off_by_a_factor():
    powers = {"low": 1e-6, "high": 1, "answer": 1e-4, "within": 3, "log": True}
    page = NumberPage(NumberQuestion(**NUMBER | powers))
    for guess, said in ((2e-5, "too low"), (4e-5, "right"), (2.9e-4, "right"), (1e-3, "too high")):
        page.axis.value = guess
        page.button.click()
        assert said in page.reply
    page.close()


def test_the_book_asks_by_name():
    asked = ask("doubled_widths"), ask_number("steepest_sigmoid")
    assert [page.question.name for page in asked] == ["doubled_widths", "steepest_sigmoid"]
    for page in asked:
        page.close()
    with pytest.raises(ValueError, match="No Question is called"):
        ask("nowhere")
