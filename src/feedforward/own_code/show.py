"""Show a question about a learner's code without buttons: as HTML to unfold, or as text."""

from feedforward.checking.verdict import html_text

LEAD = "One question about your code"


def folded_html(question):
    """Return the question as HTML to unfold, in which each option unfolds its reply."""
    options = "".join(
        f"<details class='choice'><summary>{html_text(option.text)}</summary>"
        f"<p>{html_text(reply_to(option))}</p></details>"
        for option in question.options
    )
    return (
        f"<details style='margin:10px 0 0 21px'><summary style='cursor:pointer'>{LEAD}</summary>"
        f"<p>{html_text(question.text)}</p>{options}</details>"
    )


def plain_text(question):
    """Return the question with its options, one on a line, without the answer."""
    options = "".join(f"\n  - {option.text}" for option in question.options)
    return f"{LEAD}: {question.text}{options}".replace("`", "")


def answer_text(question):
    """Return the right option and the reason why it is right."""
    [right] = question.right
    return f"{right.text}: {right.reply}".replace("`", "")


def reply_to(option):
    """Return the reply to the choice of an option, with a sign."""
    return f"{'✔ Right.' if option.right else '✘ Not this one.'} {option.reply}"
