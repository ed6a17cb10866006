"""The search for a learning rate in 6.8: each rate is where its name says."""

import numpy as np
import pytest

from feedforward.data import digits
from feedforward.figures.training import (
    EPOCHS,
    RATE_USED,
    RATES,
    SAMPLES,
    SEEDS,
    SIZES,
    XOR_STARTS,
    count_xor_starts,
    learned_xor,
)
from feedforward.plots.rate_search import search_rates
from feedforward.questions import QUESTIONS


@pytest.fixture(scope="module")
def search():
    X, labels = (part[:SAMPLES] for part in digits(np.random.default_rng(0)).train)
    return search_rates(X, labels, SIZES, RATES, EPOCHS, SEEDS)


def test_the_best_rate_lies_inside_the_range(search):
    assert 0 < np.argmin(search.ends) < len(RATES) - 1


def test_the_smallest_rate_is_still_close_to_an_untrained_classifier(search):
    assert search.ends[0] == pytest.approx(search.untrained, abs=0.15)


def test_the_largest_rate_has_learned_nothing(search):
    assert search.ends[-1] > 0.9 * search.untrained


def test_a_training_loss_is_there_for_every_rate_start_and_epoch(search):
    assert search.losses.shape == (len(RATES), SEEDS, EPOCHS)
    assert np.isfinite(search.losses).all()


def test_learned_xor_tells_what_these_params_do():
    W1, b1 = np.ones((2, 2)), np.array([0.0, -1.0])
    known = [(W1, b1), (np.array([[-1.0, 1.0], [2.0, -2.0]]), np.array([0.5, -0.5]))]
    alt = learned_xor(known).alt
    assert "4 of the 4 points" in alt
    assert "(0.00, 0.00), (1.00, 0.00), (1.00, 0.00), (2.00, 1.00)" in alt


def test_learned_xor_has_learned_it_without_params():
    assert "4 of the 4 points" in learned_xor().alt


def test_few_starts_with_two_units_learn_xor_and_nearly_all_with_eight():
    solved, solved_with_dead, dead, other = count_xor_starts(2)
    assert solved + solved_with_dead + dead + other == XOR_STARTS
    solved += solved_with_dead
    assert solved / XOR_STARTS == pytest.approx(QUESTIONS["xor_with_two_units"].answer, abs=0.03)
    assert dead > other
    assert sum(count_xor_starts(8)[:2]) > 0.9 * XOR_STARTS


def test_a_dead_unit_rules_out_success_with_two_units_but_not_with_eight():
    assert count_xor_starts(2)[1] == 0
    without, with_dead, *_ = count_xor_starts(8)
    assert (with_dead, without + with_dead) == (36, 39)  # quoted in the text


def test_the_good_rate_is_the_one_used_and_not_the_last_before_the_cliff(search):
    used, best = np.argmin(abs(RATES - RATE_USED)), np.argmin(search.ends)
    assert RATES[used] == RATE_USED and used < best
    assert search.ends[used] < 0.1 * search.untrained
    assert search.ends[best + 1] > 0.9 * search.untrained
