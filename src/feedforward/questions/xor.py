"""The questions of 6.1."""

QUESTIONS = ()
