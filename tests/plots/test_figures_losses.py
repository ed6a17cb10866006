"""The figures of 6.5: what they draw is what the mathematics says."""

import numpy as np
import pytest

from feedforward.figures.losses import WEATHER
from feedforward.plots.code_words import code
from feedforward.plots.likelihood import gaussian_density, likelihood_of_slopes

P = np.array([0.5, 0.3, 0.2])
Q = np.array([0.1, 0.3, 0.6])


def test_a_density_has_area_one_and_its_negative_logarithm_is_a_parabola():
    t, sigma = np.linspace(-9, 9, 20_001), 0.7
    density = gaussian_density(t, sigma)
    assert np.trapezoid(density, t) == pytest.approx(1)
    third_differences = np.diff(-np.log(density), 3)
    assert np.abs(third_differences).max() < 1e-9


def test_a_code_is_as_long_as_its_area():
    drawn = code(P, Q)
    assert drawn.length == pytest.approx(P @ drawn.lengths)
    assert drawn.entropy == pytest.approx(P @ drawn.shortest)


def test_only_the_right_code_costs_nothing_extra():
    assert code(P, P).extra == 0
    assert code(P, Q).extra > 0


def test_the_code_words_of_the_weather_have_the_lengths_of_the_text():
    assert code(WEATHER, WEATHER).lengths.tolist() == [1, 2, 3, 3]
    assert code(WEATHER, WEATHER).length == 1.75


def test_the_likelihood_is_largest_at_the_least_squares_slope():
    rng = np.random.default_rng(3)
    x = rng.normal(size=40)
    y = 0.8 * x + rng.normal(0, 0.3, 40)
    slopes, nll, squares = likelihood_of_slopes(x, y, 0.3)
    by_formula = np.polyfit(x, y, 1)[0]
    step = slopes[1] - slopes[0]
    assert abs(slopes[np.argmin(nll)] - by_formula) <= step
    assert nll - squares == pytest.approx(np.full(len(nll), np.log(0.3) + np.log(2 * np.pi) / 2))
