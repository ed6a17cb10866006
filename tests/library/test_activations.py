"""Activations: right against central differences, safe at ±1000, true to their dtype."""

from math import erfc, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import feedforward as ff

NAMES = sorted(ff.ACTIVATIONS)
BY_HAND = {
    "identity": {-2.0: (-2.0, 1.0), 3.0: (3.0, 1.0)},
    "sigmoid": {0.0: (0.5, 0.25), np.log(3): (0.75, 0.1875)},
    "tanh": {0.0: (0.0, 1.0), np.log(2): (0.6, 0.64)},
    "relu": {-2.0: (0.0, 0.0), 0.0: (0.0, 0.0), 3.0: (3.0, 1.0)},
    "leaky_relu": {-2.0: (-0.02, 0.01), 3.0: (3.0, 1.0)},
    "softplus": {0.0: (np.log(2), 0.5), np.log(3): (np.log(4), 0.75)},
    # Phi(1) and the normal density at 1, from a table of the normal distribution
    "gelu": {0.0: (0.0, 0.5), 1.0: (0.8413447460685429, 1.0833154705876864)},
}
AT_1000 = {  # f(-1000), f(1000), f'(-1000), f'(1000)
    "identity": (-1000, 1000, 1, 1),
    "sigmoid": (0, 1, 0, 0),
    "tanh": (-1, 1, 0, 0),
    "relu": (0, 1000, 0, 1),
    "leaky_relu": (-10, 1000, 0.01, 1),
    "softplus": (0, 1000, 0, 1),
    "gelu": (0, 1000, 0, 1),
}


@pytest.mark.parametrize("name", NAMES)
def test_values_and_derivatives_worked_by_hand(name):
    f, df = ff.activation_pair(name)
    for h, expected in BY_HAND[name].items():
        h = np.array([h])
        np.testing.assert_allclose([f(h)[0], df(h, f(h))[0]], expected, rtol=1e-14, atol=1e-16)


@pytest.mark.parametrize("name", NAMES)
def test_derivatives_agree_with_central_differences(name):
    f, df = ff.activation_pair(name)
    h = np.array([[-3.1, -0.7, -0.01], [0.02, 0.9, 4.2]])
    slopes = (f(h + 1e-6) - f(h - 1e-6)) / 2e-6
    np.testing.assert_allclose(df(h, f(h)), slopes, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", NAMES)
def test_entries_of_1000_are_safe_and_keep_their_dtype(name, dtype):
    f, df = ff.activation_pair(name)
    h = np.array([-1000, 1000], dtype)
    Z = f(h)
    slopes = df(h, Z)  # pytest turns a warning of NumPy's into an error
    assert Z.dtype == slopes.dtype == dtype
    np.testing.assert_allclose([*Z, *slopes], AT_1000[name], rtol=1e-6)


@given(st.floats(-700, 700))
def test_sigmoid_is_accurate_in_both_tails(h):
    h = np.array([h])
    np.testing.assert_allclose(ff.sigmoid(h), np.exp(-np.logaddexp(0, -h)), rtol=1e-12)


@given(st.floats(-700, 700))
def test_softplus_is_accurate_in_both_tails(h):
    h = np.array([h])
    np.testing.assert_allclose(ff.softplus(h), np.logaddexp(0, h), rtol=1e-12)


@given(st.floats(-30, 30))
def test_gelu_is_accurate_in_both_tails(h):
    exact = h * erfc(-h / sqrt(2)) / 2
    np.testing.assert_allclose(ff.gelu(np.array([h])), [exact], rtol=1e-12)


BACKWARDS = {
    "sigmoid": (ff.sigmoid_backward, "Z"),
    "tanh": (ff.tanh_backward, "Z"),
    "identity": (ff.identity_backward, "h"),
    "relu": (ff.relu_backward, "h"),
    "leaky_relu": (ff.leaky_relu_backward, "h"),
    "softplus": (ff.softplus_backward, "h"),
    "gelu": (ff.gelu_backward, "h"),
}


@pytest.mark.parametrize("name", NAMES)
def test_backward_multiplies_what_comes_by_the_derivative(name):
    backward, kept = BACKWARDS[name]
    f, df = ff.activation_pair(name)
    h, dZ = np.array([-1.5, 0.4, 2.0]), np.array([0.3, -2.0, 5.0])
    from_what = f(h) if kept == "Z" else h
    np.testing.assert_allclose(backward(dZ, from_what), dZ * df(h, f(h)), rtol=1e-15)


def test_a_pair_of_functions_stands_for_itself():
    pair = (np.sin, lambda h, Z: np.cos(h))
    assert ff.activation_pair(pair) == pair


@pytest.mark.parametrize("unknown", ["swish", None, np.tanh, ["relu"]])
def test_an_unknown_activation_is_refused_with_the_known_names(unknown):
    with pytest.raises(
        ValueError, match="identity, sigmoid, tanh, relu, leaky_relu, softplus, gelu"
    ):
        ff.activation_pair(unknown)
