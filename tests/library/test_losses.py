"""Losses: worked by hand, safe at ±1000, derivatives against central differences."""

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import log_softmax, rel_entr
from scipy.special import softmax as their_softmax

import feedforward as ff

DTYPES = pytest.mark.parametrize("dtype", [np.float32, np.float64])
LOGITS = arrays(float, (5, 3), elements=st.floats(-1000, 1000))
WEIGHTS = arrays(float, (2, 4), elements=st.sampled_from([0.0, 1.0, 2.0, 5.0]))


def test_mse_worked_by_hand():
    out, y = np.array([[1.0, 2.0, 0.0], [0.0, -1.0, 3.0]]), np.zeros((2, 3))
    assert ff.mse(out, y) == 15 / 4
    assert ff.mse(out[0], y[0]) == 5 / 6
    assert np.array_equal(ff.mse_backward(out, y), out / 2)


def test_cross_entropy_worked_by_hand():
    out = np.log([[1.0, 2.0, 1.0], [3.0, 3.0, 4.0]])
    labels = np.array([1, 0])
    assert ff.cross_entropy(out, labels) == pytest.approx((np.log(2) + np.log(10 / 3)) / 2)
    expected = np.array([[1 / 4, -1 / 2, 1 / 4], [-7 / 10, 3 / 10, 4 / 10]]) / 2
    np.testing.assert_allclose(ff.cross_entropy_backward(out, labels), expected, rtol=1e-14)


@given(LOGITS)
def test_softmax_and_cross_entropy_agree_with_scipy_up_to_1000(out):
    labels = np.array([0, 1, 2, 1, 0])
    np.testing.assert_allclose(ff.softmax(out), their_softmax(out, axis=1), rtol=1e-12)
    theirs = -log_softmax(out, axis=1)[np.arange(5), labels].mean()
    np.testing.assert_allclose(ff.cross_entropy(out, labels), theirs, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", sorted(ff.LOSSES))
def test_derivatives_agree_with_central_differences(name):
    rng = np.random.default_rng(5)
    out = rng.normal(size=(7, 3))
    y = rng.integers(0, 3, 7) if name == "cross_entropy" else rng.normal(size=(7, 3))
    loss, backward = ff.loss_pair(name)
    numerical = ff.numerical_gradient(lambda out: loss(out, y), out)
    np.testing.assert_allclose(backward(out, y), numerical, rtol=1e-6, atol=1e-9)


def test_the_derivative_of_a_squared_error_on_the_softmax_agrees_with_central_differences():
    rng = np.random.default_rng(6)
    out, labels = rng.normal(size=(7, 3)), rng.integers(0, 3, 7)
    numerical = ff.numerical_gradient(lambda out: ff.mse_on_softmax(out, labels), out)
    result = ff.mse_on_softmax_backward(out, labels)
    np.testing.assert_allclose(result, numerical, rtol=1e-6, atol=1e-9)


def test_what_goes_back_through_a_softmax_is_weighted_by_its_whole_jacobian():
    rng = np.random.default_rng(7)
    out, dS = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    numerical = ff.numerical_gradient(lambda out: np.sum(dS * their_softmax(out, axis=1)), out)
    result = ff.softmax_backward(dS, ff.softmax(out))
    np.testing.assert_allclose(result, numerical, rtol=1e-6, atol=1e-9)


def test_a_confident_error_leaves_the_squared_error_without_a_slope():
    out, label = np.array([[0.0, -10.0]]), np.array([1])
    S = 1 / (1 + np.exp(10.0))
    assert ff.mse_on_softmax(out, label) == pytest.approx((1 - S) ** 2)
    slopes = ff.mse_on_softmax_backward(out, label)[0]
    np.testing.assert_allclose(slopes, [2 * S * (1 - S) ** 2, -2 * S * (1 - S) ** 2])
    assert slopes[1] == pytest.approx(-9.08e-5, rel=1e-3)
    assert ff.cross_entropy_backward(out, label)[0, 1] == pytest.approx(S - 1)


@DTYPES
def test_entries_of_1000_are_safe(dtype):
    out, labels = np.array([[-1000, 1000], [1000, -1000]], dtype), np.array([0, 0])
    assert ff.cross_entropy(out, labels) == 1000
    assert np.array_equal(ff.softmax(out), [[0, 1], [1, 0]])
    assert np.array_equal(ff.cross_entropy_backward(out, labels), [[-0.5, 0.5], [0, 0]])


@DTYPES
def test_losses_keep_their_dtype(dtype):
    out, y, labels = np.ones((3, 2), dtype), np.zeros((3, 2), dtype), np.array([0, 1, 0])
    results = [
        ff.mse(out, y),
        ff.mse_backward(out, y),
        ff.softmax(out),
        ff.cross_entropy(out, labels),
        ff.cross_entropy_backward(out, labels),
        ff.mse_on_softmax(out, labels),
        ff.mse_on_softmax_backward(out, labels),
        ff.entropy(ff.softmax(out)),
        ff.kl_divergence(ff.softmax(out), ff.softmax(y)),
    ]
    assert {np.asarray(result).dtype for result in results} == {np.dtype(dtype)}


@given(WEIGHTS, WEIGHTS)
def test_kl_divergence_agrees_with_scipy_zeros_included(p, q):
    expected = rel_entr(p, q) + 0.0
    np.testing.assert_allclose(
        ff.kl_divergence(p, q), expected.sum(axis=-1), rtol=1e-12, atol=1e-12
    )


def test_kl_divergence_of_one_pair_is_a_float_and_infinite_where_q_rules_out_what_p_allows():
    p, q = np.array([0.5, 0.5]), np.array([1.0, 0.0])
    assert ff.kl_divergence(q, p) == pytest.approx(np.log(2))
    assert ff.kl_divergence(p, q) == np.inf
    assert np.ndim(ff.kl_divergence(p, q)) == 0


def test_entropy_worked_by_hand():
    p = np.array([[0.25, 0.25, 0.25, 0.25], [0.0, 1.0, 0.0, 0.0], [0.5, 0.0, 0.5, 0.0]])
    np.testing.assert_allclose(ff.entropy(p), [np.log(4), 0, np.log(2)], rtol=1e-15)


def test_cross_entropy_is_entropy_plus_divergence():
    p, logits = np.array([0.2, 0.5, 0.3]), np.array([[0.3, -1.0, 2.0]])
    mean = sum(p[k] * ff.cross_entropy(logits, np.array([k])) for k in range(3))
    assert mean == pytest.approx(ff.entropy(p) + ff.kl_divergence(p, ff.softmax(logits)[0]))


def test_an_unknown_loss_is_refused_with_the_known_names():
    with pytest.raises(ValueError, match="'hinge'.*cross_entropy, mse"):
        ff.loss_pair("hinge")


@given(st.integers(0, 2**32 - 1), st.floats(0.05, 20))
def test_gaussian_nll_is_the_density_of_scipy_and_an_affine_function_of_the_mse(seed, sigma):
    out, y = np.random.default_rng(seed).normal(size=(2, 7))
    J = ff.gaussian_nll(out, y, sigma)
    assert J == pytest.approx(-scipy.stats.norm.logpdf(y, out, sigma).mean(), rel=1e-9)
    rest = np.log(sigma) + np.log(2 * np.pi) / 2
    assert J == pytest.approx(ff.mse(out, y) / sigma**2 + rest, rel=1e-9)


def test_gaussian_nll_is_finite_a_thousand_sigma_away():
    assert ff.gaussian_nll(np.zeros(2), np.array([1000.0, -1000.0]), 1.0) == pytest.approx(500000.9)
