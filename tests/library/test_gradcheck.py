"""The measuring sticks themselves, and a report that has to find a planted fault."""

import numpy as np
import pytest

import feedforward as ff


def test_numerical_gradient_of_a_known_function():
    x = np.array([[0.3, -1.2, 2.0], [0.0, 0.7, -0.4]])
    before = x.tobytes()
    gradient = ff.numerical_gradient(lambda x: np.sum(np.sin(x) * [1.0, 2.0, 3.0]), x)
    np.testing.assert_allclose(gradient, np.cos(x) * [1.0, 2.0, 3.0], rtol=1e-9)
    assert x.tobytes() == before


def test_complex_step_is_right_to_the_last_digits():
    x = np.array([0.3, -1.2, 2.0])
    gradient = ff.complex_step_gradient(lambda x: np.sum(np.exp(x) * np.sin(x)), x)
    np.testing.assert_allclose(gradient, np.exp(x) * (np.sin(x) + np.cos(x)), rtol=1e-15)


def test_relative_error_takes_the_worst_entry():
    assert ff.relative_error(np.array([1.0, 2.0]), np.array([1.0, 1.0])) == 0.5
    assert ff.relative_error(np.array([1e-9, 5.0]), np.array([-1e-9, 5.0])) == 2


def test_relative_error_is_zero_where_both_are_zero_and_nan_where_one_is_nan():
    assert ff.relative_error(np.zeros((2, 3)), np.zeros((2, 3))) == 0
    assert ff.relative_error(np.array([0.0, 1.0]), np.array([0.0, 1.0])) == 0
    assert np.isnan(ff.relative_error(np.array([1.0, np.nan]), np.array([1.0, 1.0])))


@pytest.fixture
def case():
    rng = np.random.default_rng(2)
    params = [(W, rng.normal(size=b.shape)) for W, b in ff.init_params([3, 5, 4, 2], rng)]
    X, y = rng.normal(size=(7, 3)), rng.integers(0, 2, 7)

    def J(params):
        return ff.loss_and_grads(X, y, params, "tanh")[0]

    return J, params, ff.loss_and_grads(X, y, params, "tanh")[1]


@pytest.mark.parametrize("stick", [ff.numerical_gradient, ff.complex_step_gradient])
@pytest.mark.parametrize("fault", [-1.0, 0.0, np.nan])
def test_the_report_names_the_parameter_that_is_off(case, stick, fault):
    J, params, grads = case
    right = grads[1][0][2, 3]
    grads[1][0][2, 3] *= fault
    worst = ff.gradient_report(J, params, grads, stick)
    assert (worst.layer, worst.name, worst.index) == (2, "W", (2, 3))
    assert worst.expected == pytest.approx(right)
    assert not worst.error <= 1e-3
    assert "largest error is in dW of layer 2, at [2, 3]" in str(worst)


def test_the_report_names_a_bias_and_is_calm_about_right_gradients(case):
    J, params, grads = case
    assert ff.gradient_report(J, params, grads).error <= 1e-8
    grads[2][1][0] *= 2
    worst = ff.gradient_report(J, params, grads)
    assert (worst.layer, worst.name, worst.index) == (3, "b", (0,))


def test_the_report_refuses_a_gradient_of_another_shape(case):
    J, params, grads = case
    grads[0] = (grads[0][0].T, grads[0][1])
    with pytest.raises(ValueError, match=r"dW of layer 1 has shape \(5, 3\); W has \(3, 5\)"):
        ff.gradient_report(J, params, grads)
