"""What a learner finds in place of an answer: in chapters/ and in what nbgrader releases."""

CODE = "raise NotImplementedError"
TEXT = "*Your answer, in three to six sentences.*"
