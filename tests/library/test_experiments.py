"""The stored results of long experiments are what the code gives: a sample is computed again."""

import numpy as np
import pytest

import feedforward as ff
from feedforward.experiments import EXPERIMENTS, depth
from feedforward.experiments.batch_size import SIZES
from feedforward.experiments.optimisers import NETWORKS, RATES
from feedforward.figures.digits import best_rows
from feedforward.figures.regularisers import best_settings


@pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=EXPERIMENTS)
def test_what_is_stored_belongs_to_the_experiment(experiment):
    results = ff.experiment(experiment.name)
    assert (results.name, results.about) == (experiment.name, experiment.about)
    assert results.settings == experiment.settings
    assert set(results.measured) == set(experiment.tolerance)
    for numbers in results.measured.values():
        assert numbers.shape[:2] == (len(experiment.settings), experiment.seeds)
        assert np.isfinite(numbers).all()


@pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=EXPERIMENTS)
def test_a_sample_computed_again_gives_what_is_stored(experiment, pytestconfig):
    """One seed of one setting; more of them with --seeds."""
    results = ff.experiment(experiment.name)
    for i in range(pytestconfig.getoption("seeds") // 2):
        setting, seed = 7 * i % len(experiment.settings), i % experiment.seeds
        again = experiment.run(seed, **experiment.settings[setting])
        for name, tolerance in experiment.tolerance.items():
            stored = results[name][setting, seed]
            assert np.max(np.abs(again[name] - stored)) <= tolerance, (
                name,
                experiment.settings[setting],
            )


def test_settings_and_measurements_are_read_by_name():
    results = ff.experiment("depth_against_width")
    assert results["depth"].shape == results["lr"].shape == (len(results.settings),)
    assert "python tools/experiments.py depth_against_width" in repr(results)
    best = results.best("depth", by="validation")
    assert results["depth"][best].tolist() == [1, 2, 3, 4, 5, 6]
    for row in best:
        same = results["depth"] == results["depth"][row]
        assert results["validation"][row].mean() == results["validation"][same].mean(axis=1).max()
    with pytest.raises(KeyError, match="has no 'width'; it has"):
        results["width"]


def test_two_layers_beat_one_at_tuned_rates_and_three_or_four_hardly_help():
    results = ff.experiment("depth_on_a_budget")
    best = results.best("depth", by="validation")
    assert results["depth"][best].tolist() == [1, 2, 3, 4, 8]
    rates = np.unique(results["lr"])
    assert np.isin(results["lr"][best], rates[1:-1]).all()  # no best rate at an end of the grid
    one, two, three, four, eight = results["held_out"][best]
    assert (two > one).all()
    assert max(three.mean(), four.mean()) < two.mean() + two.std()
    assert eight.mean() < one.mean() - 0.1


def test_depth_pays_up_to_three_layers_on_hard_spirals():
    results = ff.experiment("depth_against_width")
    best = results.best("depth", by="validation")
    one, two, three, *deeper, _ = results["held_out"][best].mean(axis=1)
    assert two > one + 0.1 and three > two + 0.02
    assert max(deeper) < three + 0.005 < 0.97  # nobody reaches the ceiling


def test_the_stored_boundaries_are_those_of_the_best_rates_and_as_good_as_stored():
    results, tuned = ff.experiment("spiral_boundaries"), ff.experiment("depth_against_width")
    best = tuned.best("depth", by="validation")[: len(results.settings)]
    assert results.settings == tuple(tuned.settings[row] for row in best)
    X, y = depth.SPIRALS.draw(np.random.default_rng(0)).held_out
    for row, (expected,) in enumerate(results["held_out"]):
        params = depth.stored_boundary(results, row)
        assert np.mean(ff.predict(X, params) == y) == pytest.approx(expected, abs=0.002)


def test_an_experiment_that_nobody_ran_is_answered_with_those_that_there_are():
    with pytest.raises(ValueError, match="There are: depth_on_a_budget"):
        ff.experiment("nowhere")


def test_a_penalty_beats_the_best_width_and_stopping_changes_the_order():
    results = ff.experiment("brakes")
    loss = {
        (change, when): results[f"{when}_held_out_loss"][best_settings(results, change, when)]
        for change in ("none", "width", "l2", "dropout", "samples")
        for when in ("end", "stopped")
    }
    assert (loss["l2", "end"] < loss["width", "end"]).sum() >= 18
    assert (loss["l2", "end"] < loss["samples", "end"]).sum() >= 18
    assert loss["samples", "stopped"].mean() < loss["l2", "stopped"].mean()
    assert loss["l2", "stopped"].mean() < loss["width", "stopped"].mean() - 0.02
    assert abs(loss["dropout", "stopped"].mean() - loss["none", "stopped"].mean()) < 0.01


def test_on_vanishing_gradients_adam_leaves_the_plateau_long_before_plain_descent():
    results = ff.experiment("optimisers_on_digits")
    loss = {
        (network, name): results["train"][row]
        for network in NETWORKS
        for name, row in best_rows(results, network).items()
    }
    assert np.median(loss["sigmoid", "adam"][:, 0]) < 1  # after 3 epochs
    assert np.median(loss["sigmoid", "sgd"][:, 3]) > 2.2  # after 12
    others = [np.median(loss["relu", name][:, -1]) for name in ("momentum", "nesterov", "adam")]
    assert max(others) < 2 * min(others) and max(others) < np.median(loss["relu", "sgd"][:, -1])


@pytest.mark.parametrize("network", NETWORKS)
def test_no_optimiser_is_at_its_best_at_the_end_of_its_rates(network):
    results = ff.experiment("optimisers_on_digits")
    for name, row in best_rows(results, network).items():
        assert RATES[name][0] < results["lr"][row] < RATES[name][-1]


def test_large_batches_stop_saving_updates_and_their_best_rate_stops_growing():
    results = ff.experiment("batch_sizes_on_digits")
    means = results["updates"].mean(axis=1)
    best = {B: min(np.flatnonzero(results["B"] == B), key=means.__getitem__) for B in SIZES}
    updates = {B: means[row] for B, row in best.items()}
    rates = {B: results["lr"][row] for B, row in best.items()}
    assert updates[16] < updates[4] / 2 and updates[512] > 0.9 * updates[128]
    assert rates[4] < rates[64] == rates[512]
