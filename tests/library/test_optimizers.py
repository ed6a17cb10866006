"""One update by the pure functions, and the same update by the rules that `train` runs."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import feedforward as ff

RATE = 0.07
SCALES = np.array([1.0, 4.0, 25.0])  # J = 1/2 sum of SCALES theta^2


def walk(rule, gradients, **settings):
    """Return theta after each of the gradients (T, P), by a rule of `train`: (T, P)."""
    theta, gradient = np.zeros(gradients.shape[1]), np.empty(gradients.shape[1])
    step, visited = rule(theta, gradient, **settings), []
    for g in gradients:
        gradient[:] = g
        step(RATE)
        visited.append(theta.copy())
    return np.array(visited)


@given(st.integers(0, 2**32 - 1), st.floats(0, 0.99))
def test_momentum_step_by_step_is_what_train_does(seed, beta):
    gradients = np.random.default_rng(seed).normal(size=(6, 5))
    w, velocity, visited = np.zeros(5), np.zeros(5), []
    for g in gradients:
        w, velocity = ff.momentum_step(w, g, velocity, RATE, beta)
        visited.append(w)
    assert np.allclose(visited, walk(ff.momentum, gradients, decay=beta), rtol=1e-12, atol=1e-12)


@given(st.integers(0, 2**32 - 1), st.floats(0, 0.99), st.floats(0.5, 0.9999))
def test_adam_step_by_step_is_what_train_does(seed, beta1, beta2):
    gradients = np.random.default_rng(seed).normal(size=(6, 5))
    w, m, v, visited = *np.zeros((3, 5)), []
    for t, g in enumerate(gradients, start=1):
        w, m, v = ff.adam_step(w, g, m, v, t, RATE, beta1, beta2)
        visited.append(w)
    theirs = walk(ff.adam, gradients, beta1=beta1, beta2=beta2)
    assert np.allclose(visited, theirs, rtol=1e-9, atol=1e-12)


@given(st.integers(0, 2**32 - 1), st.floats(1e-3, 1e3))
def test_the_first_step_of_adam_is_the_learning_rate_whatever_the_gradients_size(seed, size):
    g = size * np.random.default_rng(seed).uniform(1, 2, size=4)
    w, *_ = ff.adam_step(np.zeros(4), g, np.zeros(4), np.zeros(4), 1, RATE)
    assert np.allclose(w, -RATE, rtol=1e-4)


def test_the_steps_leave_their_arguments_alone():
    arrays = np.arange(12.0).reshape(4, 3)
    before = arrays.copy()
    ff.momentum_step(*arrays[:3], 0.1, 0.9)
    ff.adam_step(*arrays, 1, 0.1)
    assert np.array_equal(arrays, before)


def test_nesterov_is_momentum_whose_gradient_is_taken_at_the_look_ahead_point():
    """Sutskever et al. 2013, equations 3 and 4: v <- mu v - eps grad(theta + mu v)."""
    eps, mu = 0.02, 0.9
    theta, v = np.array([3.0, -2.0, 1.0]), np.zeros(3)
    ours, gradient = theta.copy(), np.empty(3)
    step = ff.nesterov(ours, gradient, decay=mu)
    for _ in range(40):
        np.testing.assert_allclose(ours, theta + mu * v, rtol=1e-9, atol=1e-12)
        v = mu * v - eps * SCALES * (theta + mu * v)
        theta = theta + v
        gradient[:] = SCALES * ours
        step(eps)


def test_without_decay_nesterov_and_momentum_are_plain_descent():
    start = np.array([1.0, 2.0, -3.0])
    for rule in (ff.nesterov, ff.momentum):
        theta, gradient = start.copy(), np.array([0.5, -1.0, 4.0])
        rule(theta, gradient, decay=0.0)(0.1)
        np.testing.assert_allclose(theta, start - 0.1 * np.array([0.5, -1.0, 4.0]))
