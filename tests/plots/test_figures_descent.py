"""The figures of 6.6: what they draw is what the mathematics says."""

import numpy as np
import pytest

from feedforward.figures.descent import CHORDS, RATES
from feedforward.gradcheck import numerical_gradient
from feedforward.plots.batch_noise import batch_gradients
from feedforward.plots.saddle import saddle_gradient, saddle_loss, walk
from feedforward.plots.valleys import LOWEST_VALLEY, STARTS, SineModel, arc, walk_ends
from feedforward.plots.valleys_and_chords import chord, descend


@pytest.mark.parametrize("title", CHORDS)
def test_a_chord_is_crossed_exactly_where_the_loss_is_not_convex(title):
    J, _, ends, _ = CHORDS[title]
    _, curve, straight = chord(J, *ends)
    assert bool(np.any(curve > straight + 1e-9)) == ("not convex" in title)


@pytest.mark.parametrize("title", CHORDS)
def test_a_loss_has_as_many_valleys_as_its_title_says(title):
    J = CHORDS[title][0]
    heights = J(np.linspace(-3, 3, 5001))
    valleys = np.sum((heights[1:-1] < heights[:-2]) & (heights[1:-1] <= heights[2:]))
    assert valleys == (2 if "Two" in title else 1)


def test_descent_multiplies_the_distance_by_one_minus_rate_times_curvature():
    for rate in RATES.values():
        places = descend(lambda w: w, -1.6, rate, 12)
        assert places == pytest.approx(-1.6 * (1 - rate) ** np.arange(13))


def test_only_the_rate_beyond_two_over_c_moves_away():
    ends = {name: abs(descend(lambda w: w, -1.6, rate, 12)[-1]) for name, rate in RATES.items()}
    assert [name for name, end in ends.items() if end > 1.6] == ["Too large"]


def test_the_saddles_gradient_agrees_with_central_differences():
    w = np.array([0.7, -0.4])
    assert saddle_gradient(w) == pytest.approx(numerical_gradient(saddle_loss, w), abs=1e-8)


def test_the_gradient_is_zero_at_the_saddle_and_at_both_minima():
    for place in ([0.0, 0.0], [0.0, 1.0], [0.0, -1.0]):
        assert np.abs(saddle_gradient(np.array(place))).max() == 0


def test_a_walk_stays_on_the_ridge_and_leaves_it_from_beside():
    assert walk((1.25, 0.0), 0.1, 200)[-1] == pytest.approx([0, 0], abs=1e-6)
    assert walk((1.25, 0.002), 0.1, 200)[-1] == pytest.approx([0, 1], abs=1e-6)


def test_a_batch_of_all_samples_has_no_noise_when_each_is_drawn_once():
    per_sample = np.random.default_rng(0).normal(size=(7, 3))
    drawn = batch_gradients(per_sample, 7, 5, np.random.default_rng(1), replace=False)
    assert drawn == pytest.approx(np.tile(per_sample.mean(axis=0), (5, 1)))


@pytest.fixture
def waves():
    x = np.random.default_rng(2).uniform(0, 2, 12)
    return SineModel(x, np.sin(4 * x))


def test_the_slope_of_the_waves_agrees_with_central_differences(waves):
    every = np.arange(12)
    for w in (-2.3, 0.4, 5.1):
        numerical = numerical_gradient(lambda w: waves.J(w)[0], np.array([w]))
        assert waves.slope(np.array([w]), every[np.newaxis]) == pytest.approx(numerical, rel=1e-6)


def test_batch_descent_ends_at_the_bottom_of_the_valley_it_began_in(waves):
    ends = walk_ends(waves, STARTS, 12, 0.2, 3000, np.random.default_rng(0))
    assert waves.slope(ends, np.tile(np.arange(12), (16, 1))) == pytest.approx(0, abs=1e-6)
    for start, end in zip(STARTS, ends, strict=True):
        on_the_way = waves.J(np.linspace(start, end, 300))
        assert (np.diff(on_the_way) < 1e-9).all()
    assert (waves.J(ends) < LOWEST_VALLEY).any() and ends[7] == pytest.approx(4)


def test_a_stochastic_walk_takes_every_sample_once_an_epoch(waves):
    w, order = 1.5, np.random.default_rng(5).permuted(np.arange(12)[np.newaxis], axis=1)[0]
    for i in order:
        w -= 0.3 * (np.sin(w * waves.x[i]) - waves.y[i]) * np.cos(w * waves.x[i]) * waves.x[i]
    ends = walk_ends(waves, [1.5], 1, 0.3, 12, np.random.default_rng(5))
    assert ends == pytest.approx(w)


def test_an_arc_joins_start_and_end_and_rises_above_both():
    x, y = arc(1.0, -3.0, 0.4, 0.2)
    assert (x[0], y[0], x[-1], y[-1]) == pytest.approx((1, 0.4, -3, 0.2))
    assert y.max() > 0.4
