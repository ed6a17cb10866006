"""The README's figures about the checks are the measured ones."""

import json
import math
from pathlib import Path

import learners_answers
import measure_checker
import mutants
import pytest

from feedforward.exercises import EXERCISES

ROOT = Path(__file__).parent.parent.parent


def test_the_readme_says_what_was_measured_last():
    text = (ROOT / "README.md").read_text("utf-8")
    measured = json.loads(mutants.MEASURED.read_text("utf-8"))
    assert mutants.with_paragraph(text, measured) == text


def test_every_reading_is_of_an_answer_that_is_there():
    known = {(answer.exercise, answer.title) for answer in learners_answers.answers()}
    for exercise in EXERCISES.values():
        known |= {(exercise.name, text) for text, _ in mutants.mutants(exercise.reference)}
    assert {key[:2] for key in measure_checker.readings()} <= known


def test_an_answer_is_refused_and_its_line_is_found():
    source = "def mse(out, y):\n    d = out - y\n    return (d ** 3).sum() / (2 * len(out))"
    answer = learners_answers.Answer("mse", "cubed", source, False, (3,), True)
    found = measure_checker.outcome(answer)
    assert not found.verdict.passed and found.located
    counts = measure_checker.numbers([found])
    assert (counts["wrong"], counts["located"], counts["wrongly named"]) == (1, 1, 0)


@pytest.mark.parametrize(
    "count, total, low, high",
    [(0, 10, 0, 0.2775), (5, 10, 0.2366, 0.7634), (92, 100, 0.85, 0.9589)],
)
def test_intervals_are_those_of_wilson(count, total, low, high):
    found = measure_checker.wilson(count, total)
    assert all(math.isclose(a, b, abs_tol=2e-4) for a, b in zip(found, (low, high), strict=True))
