"""Every exercise of the book, right answers and wrong ones, through `examine`."""

import importlib
import inspect
import types

import numpy as np
import pytest
from answers import ANY, activations, backprop, capacity, descent, forward, losses, structure, xor

import feedforward as ff
from feedforward.checking import examination, examine
from feedforward.checking.compare import NOTHING_RETURNED, NUMBER_OF_RESULTS, WRONG_TYPE
from feedforward.checking.judge import compare_all, draw_cases, score
from feedforward.checking.observe import observe_answer
from feedforward.exercises import EXERCISES, SECTIONS, earlier_than

ANSWERS = (xor, structure, capacity, activations, losses, descent, forward, backprop)
# What is said of an answer without any knowledge of its exercise: its line, and its form.
WHATEVER_THE_EXERCISE = {"located", NOTHING_RETURNED, NUMBER_OF_RESULTS, WRONG_TYPE}
RIGHT = {name: answers for module in ANSWERS for name, answers in module.RIGHT.items()}
WRONG = {key: answers for module in ANSWERS for key, answers in module.WRONG.items()}


def pytest_generate_tests(metafunc):
    """Give a test marked `seeded` its parameters, each with every seed that it is tried with."""
    marker = metafunc.definition.get_closest_marker("seeded")
    if marker:
        names, values = marker.args
        rows = [value if isinstance(value, tuple) else (value,) for value in values]
        seeds = metafunc.config.getoption("seeds")
        metafunc.parametrize(
            f"{names}, seed",
            [(*row, seed) for row in rows for seed in range(seeds_for(row, seeds))],
        )


def seeds_for(row, seeds):
    """Training takes seconds, so it is tried with half the seeds."""
    return max(1, seeds // 2) if row[0] == "train" else seeds


def as_a_learner_wrote_it(name):
    """The reference, made anew from its source as it stands in solutions/."""
    namespace = {"np": np, "ff": ff, **earlier_than(name)}
    exec(inspect.getsource(EXERCISES[name].reference), namespace)
    return namespace[name]


def with_body(name, body):
    """The exercise's own signature with another body."""
    signature = inspect.signature(EXERCISES[name].reference)
    namespace = {"np": np}
    exec(f"def {name}{signature}:\n    {body}\n", namespace)
    return namespace[name]


@pytest.mark.parametrize("section", SECTIONS)
def test_every_exercise_is_data_of_its_section_in_a_module_of_its_name(section):
    package = SECTIONS[section]
    for exercise in package.EXERCISES:
        module = importlib.import_module(f"{package.__name__}.{exercise.name}")
        assert exercise.section == section
        assert getattr(module, exercise.name.upper()) is exercise


@pytest.mark.seeded("name", EXERCISES)
def test_the_reference_passes(name, seed):
    verdict = examine(name, as_a_learner_wrote_it(name), seed)
    assert verdict.passed and verdict.score == 1, verdict


@pytest.mark.seeded(
    "name, number", [(n, i) for n, answers in RIGHT.items() for i in range(len(answers))]
)
def test_a_right_answer_written_differently_passes(name, number, seed):
    verdict = examine(name, RIGHT[name][number], seed)
    assert verdict.passed, verdict


@pytest.mark.parametrize("remark", backprop.REMARKED)
def test_training_that_passes_in_another_way_than_the_task_says_is_told_so(remark, monkeypatch):
    monkeypatch.setattr(examination, "SECONDS", 10 * examination.SECONDS)  # on a busy machine
    verdict = examine("train", backprop.REMARKED[remark], 0)
    assert verdict.passed and verdict.score == 1, verdict
    mistake = next(m for m in EXERCISES["train"].mistakes if m.id == remark)
    assert mistake.what in verdict.message and mistake.ask in verdict.message, verdict


def test_training_as_the_task_says_earns_praise_alone():
    for answer in (
        backprop.training(),
        backprop.train_with_momentum,
        as_a_learner_wrote_it("train"),
    ):
        assert examine("train", answer, 0).message == "Right in both cases."


@pytest.mark.parametrize("name", EXERCISES)
def test_every_exercise_has_three_other_right_answers_six_mistakes_and_two_hints(name):
    assert len(RIGHT[name]) >= 3
    assert len(EXERCISES[name].mistakes) >= 6
    assert len(EXERCISES[name].hints) >= 2
    assert len({m.id for m in EXERCISES[name].mistakes}) == len(EXERCISES[name].mistakes)


@pytest.mark.parametrize("name", EXERCISES)
def test_a_blank_is_not_attempted_and_earns_nothing(name):
    verdict = examine(name, with_body(name, "raise NotImplementedError"))
    assert (verdict.status, verdict.score) == ("not attempted", 0)
    assert "ff.hint" in verdict.message


@pytest.mark.parametrize(
    "body", ["return 0", "return np.zeros(3)", "return None", "return float('nan')", "return {}"]
)
@pytest.mark.parametrize("name", EXERCISES)
def test_an_empty_answer_earns_nothing(name, body):
    verdict = examine(name, with_body(name, body))
    assert not verdict.passed and verdict.score == 0, verdict


@pytest.mark.seeded(
    "name, mistake",
    [(name, m.id) for name, e in EXERCISES.items() for m in e.mistakes if m.function],
)
def test_a_known_mistake_is_named(name, mistake, seed):
    function = next(m.function for m in EXERCISES[name].mistakes if m.id == mistake)
    verdict = examine(name, function, seed)
    assert not verdict.passed
    assert verdict.mistake == mistake, verdict
    assert len(verdict.message.split("\nInputs:\n")[0].split("\n")) <= 8


@pytest.mark.seeded("name, mistake", WRONG)
def test_a_wrong_answer_earns_the_advice_that_fits(name, mistake, seed):
    for answer in WRONG[name, mistake]:
        verdict = examine(name, answer, seed)
        assert not verdict.passed
        found = None if verdict.mistake in WHATEVER_THE_EXERCISE else verdict.mistake
        assert mistake in (found, ANY), verdict


@pytest.mark.parametrize("seed", range(4))
def test_a_single_row_is_not_taken_for_equal_rows(seed):
    off_where_m_in_is_1 = structure.from_normal(lambda m_in, m_out: (2 / (m_in + 1)) ** 0.5)
    verdict = examine("init_params", off_where_m_in_is_1, seed)
    assert not verdict.passed and verdict.mistake in (None, "edge_case"), verdict


def test_every_rule_has_an_answer_that_shows_it():
    rules = {(e.name, m.id) for e in EXERCISES.values() for m in e.mistakes if m.rule}
    assert rules <= {*WRONG, *(("train", remark) for remark in backprop.REMARKED)}


@pytest.mark.parametrize("name", EXERCISES)
def test_the_librarys_own_answer_is_told_so_and_earns_nothing(name):
    reference = EXERCISES[name].reference
    for answer in (reference, lambda *args: reference(*args)):
        verdict = examine(name, answer)
        assert (verdict.mistake, verdict.score) == ("library_call", 0)


@pytest.mark.parametrize("name", EXERCISES)
def test_a_reference_is_one_function_with_a_docstring(name):
    reference = EXERCISES[name].reference
    assert isinstance(reference, types.FunctionType)
    assert reference.__name__ == name and reference.__doc__


def score_of(exercise, function, seed):
    """The score alone, without the search for the cause of a mistake, which takes longer."""
    cases = draw_cases(exercise, seed)
    return score(
        compare_all(exercise, cases, [observe_answer(exercise, function, c) for c in cases])
    )


@pytest.mark.parametrize("name", EXERCISES)
def test_the_score_is_the_same_for_every_seed(name):
    exercise = EXERCISES[name]
    for mistake in exercise.mistakes:
        if mistake.function:
            scores = {score_of(exercise, mistake.function, seed) for seed in range(4)}
            assert len(scores) == 1
