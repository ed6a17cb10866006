"""A question about a learner's code where no buttons can be: to unfold on a page, or as text."""

from feedforward.checking.verdict import html_text

LEAD = "One question about your code"


def folded_html(question):
    """The question to unfold, and each option to unfold with what is said of it."""
    options = "".join(
        f"<details class='choice'><summary>{html_text(option.text)}</summary>"
        f"<p>{html_text(said_of(option))}</p></details>"
        for option in question.options
    )
    return (
        f"<details style='margin:10px 0 0 21px'><summary style='cursor:pointer'>{LEAD}</summary>"
        f"<p>{html_text(question.text)}</p>{options}</details>"
    )


def plain_text(question):
    """The question with its options, one on a line, without the answer."""
    options = "".join(f"\n  - {option.text}" for option in question.options)
    return f"{LEAD}: {question.text}{options}".replace("`", "")


def answer_text(question):
    """The right option, and why it is right."""
    [right] = question.right
    return f"{right.text}: {right.reply}".replace("`", "")


def said_of(option):
    """The reply to a choice, with a sign."""
    return f"{'✔ Right.' if option.right else '✘ Not this one.'} {option.reply}"
