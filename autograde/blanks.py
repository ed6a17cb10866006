"""What a learner finds in place of an answer: in chapters/ and in what nbgrader releases."""

CODE = "raise NotImplementedError"
TEXT = "*Double-click here and write, in three to six sentences.*"
