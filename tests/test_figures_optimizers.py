"""The optimisers of 6.6: the settings that the figure calls best are the best of a grid."""

import numpy as np
import pytest

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
