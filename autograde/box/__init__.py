"""The sandbox in which learners' code runs. It knows no right answer, and nothing of nbgrader."""
