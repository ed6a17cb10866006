"""The text in place of an answer: in chapters/, and in what nbgrader releases."""

CODE = "raise NotImplementedError"
TEXT = "*Double-click here and write your answer in three to six sentences.*"

# What nbgrader puts there where a course does not say otherwise.
NBGRADER_CODE = "# YOUR CODE HERE\nraise NotImplementedError()"
NBGRADER_TEXT = "YOUR ANSWER HERE"


def as_ours(source):
    """The text of a cell with our blanks where it has nbgrader's."""
    head, *rest = NBGRADER_CODE.split("\n")
    lines = [line for line in source.split("\n") if line.strip() != head]
    ours = "\n".join(lines).replace(rest[0], CODE).strip()
    return TEXT if ours == NBGRADER_TEXT else ours
