"""The optimisers of 6.6: the settings that the figure calls best are the best of a grid."""

import numpy as np
import pytest

from feedforward.plots.condition import (
    BETAS,
    CONDITION_NUMBERS,
    MOMENTUM,
    PLAIN,
    RATES,
    fewest_updates,
)
from feedforward.plots.condition import CLOSE as CLOSE_TO_LOWEST
from feedforward.plots.noise_floor import centred_line
from feedforward.plots.optimizer_paths import (
    CLOSE,
    SETTINGS,
    arrival,
    decreasing,
    mean_excess,
    narrow_bowl,
    path,
)

DECAYS = (0.5, 0.6, 0.7, 0.8, 0.9)
GRIDS = {
    "batch": ((1.5, 1.7, 1.8, 1.9, 1.95, 1.97, 1.98), (0.0,)),
    "momentum": (np.arange(0.2, 3.7, 0.2).round(1), DECAYS),
    "Nesterov": (np.arange(0.2, 2, 0.2).round(1), DECAYS),
    "Adam": ((0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0), (0.9,)),
    "stochastic": ((0.05, 0.07, 0.1, 0.15), (0.0,)),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_an_optimiser_walks_with_its_best_rate_and_momentum_together(name):
    bowl, seeds = narrow_bowl(), range(3 if name == "stochastic" else 1)
    rates, decays = GRIDS[name]
    needed = {
        (rate, decay): np.mean([arrival(path(bowl, name, rate, decay, seed)) for seed in seeds])
        for rate in rates
        for decay in decays
    }
    assert needed[SETTINGS[name]] == min(needed.values())


def test_the_bowl_has_a_condition_number_of_about_100():
    flat, steep = np.linalg.eigvalsh(narrow_bowl().curvature)
    assert steep / flat == pytest.approx(100, rel=0.05)


def test_scaling_w_and_b_separately_only_reduces_the_condition_number_from_97_to_54():
    curvature = narrow_bowl().curvature
    scales = np.geomspace(0.1, 10, 2001)  # of w, beside a b that keeps its scale
    scaled = curvature * np.array([[scales**2, scales], [scales, np.ones_like(scales)]]).T
    assert np.linalg.cond(curvature) == pytest.approx(97, abs=0.5)
    assert np.linalg.cond(scaled).min() == pytest.approx(54, abs=0.5)


@pytest.mark.parametrize("condition", [10, 100])
def test_tuned_descent_and_momentum_need_about_what_theory_says(condition):
    """With the best settings, the slower factor is known; Polyak (1964) for momentum."""
    root = condition**0.5
    factors = {PLAIN: (condition - 1) / (condition + 1), MOMENTUM: (root - 1) / (root + 1)}
    for method, factor in factors.items():
        updates, _, _ = fewest_updates(condition, method)
        in_theory = np.log(CLOSE_TO_LOWEST) / (2 * np.log(factor))
        assert 0.8 * in_theory < updates < 1.5 * in_theory


def test_the_best_settings_lie_inside_the_grid_and_beta_grows_with_the_condition_number():
    found = {c: fewest_updates(c, MOMENTUM) for c in CONDITION_NUMBERS}
    assert all(RATES[0] < rate < RATES[-1] for _, rate, _ in found.values())
    betas = [beta for _, _, beta in found.values()]
    assert betas == sorted(betas) and BETAS[0] < betas[0] < betas[-1] < BETAS[-1]


def test_a_walk_has_arrived_where_it_stays_close():
    walk = path(narrow_bowl(), "momentum", *SETTINGS["momentum"])
    after = arrival(walk)
    assert (walk.excess[after:] <= CLOSE * walk.excess[0]).all()
    assert walk.excess[after - 1] > CLOSE * walk.excess[0]


def test_a_walk_that_leaves_never_arrives():
    assert arrival(path(narrow_bowl(), "batch", 2.1)) == np.inf


def test_batch_descent_multiplies_the_excess_by_one_factor_in_the_end():
    bowl = centred_line(0.5)
    excess = mean_excess(bowl, (-1.0, 1.5), 1.0, len(bowl.X), 20, seeds=1)
    flat = np.linalg.eigvalsh(bowl.curvature)[0]
    assert excess[11:] / excess[10:-1] == pytest.approx((1 - flat) ** 2, rel=1e-3)


def test_a_decreasing_rate_takes_the_steps_of_its_schedule():
    theta, gradient = np.zeros(1), np.ones(1)
    step = decreasing(theta, gradient, half_after=2)
    for _ in range(3):
        step(0.6)
    assert theta[0] == pytest.approx(-0.6 * (1 + 1 / 1.5 + 1 / 2))
