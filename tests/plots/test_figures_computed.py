"""Numbers in the still figures, compared with values known from elsewhere."""

from dataclasses import replace
from pathlib import Path

import nbformat
import numpy as np
import pytest

import feedforward as ff
from feedforward import figures
from feedforward.activations import sigmoid
from feedforward.exercises.activations.chain_gradient import chain_gradient
from feedforward.figures.activations import TYPICAL_DRAW, descend, mean_share_left
from feedforward.figures.experiments import (
    fits_from_zero_biases,
    one_period,
    smallest_fit,
    width_sweep,
)
from feedforward.figures.losses import CONFIDENT_START, DESCENT_STEPS, HUGE, SUBTRACTED
from feedforward.figures.slopes import circulating
from feedforward.figures.vanishing import chain_factors
from feedforward.plots.loss_surface import CLASSES, outputs, walk

ROOT = Path(__file__).resolve().parents[2]


def test_the_factors_of_a_chain_multiply_to_its_derivative():
    factors = chain_factors(1.7, 6, x=0.4)
    derivative = chain_gradient(0.4, [1.7] * 6, sigmoid, lambda h: sigmoid(h) * sigmoid(-h))
    np.testing.assert_allclose(np.prod(factors), derivative, rtol=1e-12)


def test_the_circulating_formula_is_tanh_of_half_the_input():
    h = np.linspace(-5, 5, 23)
    np.testing.assert_allclose(circulating(h), np.tanh(h / 2), rtol=1e-12)


def test_the_smallest_fit_agrees_with_least_squares_for_few_and_for_many_features():
    rng = np.random.default_rng(0)
    for features in (5, 30):
        Z, Y = rng.normal(size=(12, features)), rng.normal(size=(12, 3))
        expected = np.linalg.lstsq(Z, Y, rcond=None)[0]
        np.testing.assert_allclose(smallest_fit(Z, Y), expected, rtol=1e-7, atol=1e-9)


def test_the_error_on_new_samples_peaks_where_every_sample_can_just_be_fitted():
    widths, training, new = width_sweep(N=100)
    assert 80 <= widths[new.argmax()] <= 130
    assert new[-1] < new[: new.argmax()].min() and (training[widths > 200] < 1e-12).all()


def after_25_steps(loss, backward, start, rate):
    problem = replace(CLASSES, rate=rate, limit=np.inf)
    path, _ = walk(problem, backward, start, DESCENT_STEPS)
    return loss(outputs(problem, *path[-1]), problem.y)


def test_the_farther_out_on_the_plateau_the_larger_the_rate_has_to_be():
    squared = ff.mse_on_softmax, ff.mse_on_softmax_backward
    assert DESCENT_STEPS == 25 and CONFIDENT_START == (-5, 1)
    assert after_25_steps(*squared, CONFIDENT_START, 1) > 0.7
    assert after_25_steps(*squared, CONFIDENT_START, 8) == pytest.approx(0.15, abs=0.005)
    assert after_25_steps(*squared, (-8, 2), 64) > 0.7
    for start in (CONFIDENT_START, (-8, 2)):
        for rate in range(1, 9):
            height = after_25_steps(ff.cross_entropy, ff.cross_entropy_backward, start, rate)
            assert height == pytest.approx(0.43, abs=0.005)


def test_the_overflow_figure_does_not_tell_what_to_subtract():
    alt = figures.softmax_overflow().alt
    assert "largest" not in alt and "maximum" not in alt and SUBTRACTED not in HUGE


@pytest.mark.parametrize("centred", [False, True])
def test_the_figure_of_centred_inputs_draws_the_networks_that_its_cell_trains(centred):
    notebook = nbformat.read(ROOT / "chapters" / "6.3_capacity.ipynb", as_version=4)
    cell = next(c.source for c in notebook.cells if "def maximum_error" in c.source)
    names = {"np": np, "ff": ff, "smooth": one_period, "fine": np.linspace(0, 1, 10_001)}
    exec(cell, names)
    x, runs = fits_from_zero_biases(centred, seeds=1)
    error = np.abs(runs[0] - one_period(x)).max()
    assert abs(error - names["maximum_error"](0.5 if centred else 0, 0.02, 0)) < 1e-6


def test_positive_inputs_move_both_weights_the_same_way():
    path = descend(
        np.array([-1.0, 1.0]), np.array([1.0, -1.0]), np.exp, np.random.default_rng(2), lr=0.05
    )
    steps = np.diff(path, axis=0)
    assert (np.sign(steps[:, 0]) == np.sign(steps[:, 1])).all()


def test_the_zigzag_figure_draws_a_typical_path():
    start, target = np.array([-1.0, 1.0]), np.array([1.0, -1.0])
    for f, lr in [(sigmoid, 1.4), (lambda h: sigmoid(h) - 0.5, 5.6)]:
        path = descend(start, target, f, np.random.default_rng(TYPICAL_DRAW), lr)
        left = np.linalg.norm(path[-1] - target) / np.linalg.norm(start - target)
        assert abs(left - mean_share_left(start, target, f, lr)) < 0.03
