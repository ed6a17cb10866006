"""A verdict must not depend on the seed, because every submission is asked cases of its own."""

import numpy as np
import pytest
from answers import activations, backprop, capacity, descent, forward, losses, structure, xor

from feedforward.checking.faults import expected_of, find_faults
from feedforward.checking.judge import draw_cases
from feedforward.checking.observe import observe_answer
from feedforward.exercises import EXERCISES

ANSWERS = (xor, structure, capacity, activations, losses, descent, forward, backprop)
SEEDS, SEEDS_OF_TRAINING = 20, 3
# Their right answers take long: with each seed one of them is tried.
SLOW = {"train", "init_params", "dropout_forward", "graph_gradients", "minibatches"}


def right_answers(name):
    return [function for module in ANSWERS for function in module.RIGHT.get(name, ())]


def wrong_answers(name):
    known = {m.id: [m.function] for m in EXERCISES[name].mistakes if m.function}
    written = {key[1]: list(fs) for m in ANSWERS for key, fs in m.WRONG.items() if key[0] == name}
    return [(id, f) for found in (known, written) for id, fs in found.items() for f in fs]


def is_right(exercise, function, cases, expected):
    """Judge a function as far as its first case that is wrong."""
    for case, right in zip(cases, expected, strict=True):
        seen = observe_answer(exercise, function, case)
        with np.errstate(all="ignore"):
            if any(find_faults(exercise, case, seen, right).values()):
                return False
    return True


@pytest.mark.parametrize("name", EXERCISES)
def test_whether_an_answer_is_right_does_not_depend_on_the_seed(name):
    exercise = EXERCISES[name]
    for seed in range(100, 100 + (SEEDS_OF_TRAINING if name == "train" else SEEDS)):
        cases = draw_cases(exercise, seed)
        expected = [None if exercise.law else expected_of(exercise, case) for case in cases]
        right = right_answers(name)
        for function in [right[seed % len(right)]] if name in SLOW else right:
            assert is_right(exercise, function, cases, expected), (seed, function)
        for mistake, function in wrong_answers(name):
            assert not is_right(exercise, function, cases, expected), (seed, mistake)


def call_text(case):
    """Write the arguments of a case, a generator as its state."""
    drawn = np.random.Generator
    return repr([a.bit_generator.state if isinstance(a, drawn) else a for a in case.args])


@pytest.mark.parametrize("name", sorted(set(EXERCISES) - {"xnor_parameters"}))
def test_some_case_is_not_met_with_another_seed(name):
    exercise = EXERCISES[name]
    met = {call_text(case) for seed in range(20) for case in draw_cases(exercise, seed)}
    assert any(call_text(case) not in met for case in draw_cases(exercise, 99))


@pytest.mark.parametrize("name", ["forward_flops", "shape_trace"])
def test_what_was_right_for_other_widths_is_no_answer(name):
    """The number of samples only scales a count, so knowing it for some widths must not suffice."""
    exercise = EXERCISES[name]
    met = {tuple(case.args[1]) for seed in range(20) for case in draw_cases(exercise, seed)}
    assert any(tuple(case.args[1]) not in met for case in draw_cases(exercise, 99))
