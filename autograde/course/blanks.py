"""Define the text that marks a missing answer, in chapters/ and in released notebooks."""

CODE = "raise NotImplementedError"
TEXT = "*Click here, press Enter, and write your answer in three to six sentences.*"

# nbgrader's own text, used if a course does not set another.
NBGRADER_CODE = "# YOUR CODE HERE\nraise NotImplementedError()"
NBGRADER_TEXT = "YOUR ANSWER HERE"


def as_ours(source):
    """Return the text of a cell with our blanks in place of nbgrader's."""
    head, *rest = NBGRADER_CODE.split("\n")
    lines = [line for line in source.split("\n") if line.strip() != head]
    ours = "\n".join(lines).replace(rest[0], CODE).strip()
    return TEXT if ours == NBGRADER_TEXT else ours
