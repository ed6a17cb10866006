"""Questions before a picture: each answer has its own reply."""

import pytest

import feedforward as ff

REPLIES = {"it doubles": "Watch the `slope`.", "it stays": "Watch $J$ <at> the end."}


@pytest.fixture
def choices():
    asked = ff.ask("What does $J$ do?", REPLIES)
    yield asked
    asked.close()


def guess(**changes):
    options = {"too_low": "Far more.", "close": "Yes.", "too_high": "Far less.", "within": 0.05}
    return ff.ask_number("How many?", 0, 2, 0.25, **(options | changes))


def test_each_choice_has_its_own_reply(choices):
    assert choices.reply == ""
    for said, reply in REPLIES.items():
        choices.buttons[said].click()
        assert choices.reply == f"You say: {said}. {reply}"
        assert [text for text, b in choices.buttons.items() if b.icon == "check"] == [said]


def test_code_becomes_code_and_nothing_else_becomes_markup(choices):
    choices.buttons["it doubles"].click()
    assert "<code>slope</code>" in choices._shown.value
    choices.buttons["it stays"].click()
    assert "&lt;at&gt;" in choices._shown.value


def test_a_page_without_a_kernel_has_every_reply_to_unfold(choices):
    bundle = choices._repr_mimebundle_()
    assert bundle["text/html"].count("<details class='choice'>") == 2
    assert "<code>slope</code>" in bundle["text/html"] and "&lt;at&gt;" in bundle["text/html"]
    assert bundle["text/plain"] == "Predict. What does $J$ do?"


@pytest.mark.parametrize(
    ("value", "reply"), [(0.1, "Far more."), (0.22, "Yes."), (0.3, "Yes."), (1.9, "Far less.")]
)
def test_a_number_is_answered_by_where_it_lies(value, reply):
    asked = guess()
    asked.axis.value = value
    asked.button.click()
    assert asked.reply == f"You say {value:g}. It is 0.25. {reply}"


def test_a_question_that_cannot_be_asked_is_refused():
    with pytest.raises(ValueError, match="two answers at least"):
        ff.ask("Why?", {"because": "No."})
    with pytest.raises(ValueError, match="outside the axis"):
        ff.ask_number("?", 0, 1, 3, too_low="", close="", too_high="", within=1)
