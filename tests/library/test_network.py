"""The pure functions of a network: parameters, passes, predictions, and what they refuse."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from network_strategies import ACTIVATIONS, problems

import feedforward as ff


@pytest.fixture
def case():
    rng = np.random.default_rng(6)
    params = [(W, rng.normal(size=b.shape)) for W, b in ff.init_params([3, 5, 4, 2], rng)]
    return rng.normal(size=(7, 3)), rng.integers(0, 2, 7), params


@pytest.mark.parametrize(
    "scheme, spread",
    [("he", np.sqrt(2 / 300)), ("glorot", np.sqrt(2 / 500)), ("normal", 1.0), ("zeros", 0.0)],
)
def test_initial_weights_have_the_spread_of_their_scheme_and_biases_are_zero(scheme, spread):
    (W, b), (V, c) = ff.init_params([300, 200, 10], np.random.default_rng(0), scheme=scheme)
    assert (W.shape, b.shape, V.shape, c.shape) == ((300, 200), (200,), (200, 10), (10,))
    assert not b.any() and not c.any()
    # 60000 draws: the standard error of the spread is 0.3 %, of the mean 0.4 % of the spread
    assert W.std() == pytest.approx(spread, rel=0.02)
    assert abs(W.mean()) <= 0.02 * spread


def test_equal_generators_give_equal_weights_in_either_precision():
    wide = ff.init_params([3, 5, 2], np.random.default_rng(1))
    narrow = ff.init_params([3, 5, 2], np.random.default_rng(1), dtype=np.float32)
    for (W, b), (V, c) in zip(wide, narrow, strict=True):
        assert V.dtype == c.dtype == np.float32 and b.dtype == np.float64
        assert np.array_equal(W.astype(np.float32), V)


@given(st.lists(st.integers(1, 9), min_size=2, max_size=6))
def test_parameters_are_counted_as_they_are_made(sizes):
    params = ff.init_params(sizes, np.random.default_rng(0))
    assert ff.count_parameters(sizes) == sum(W.size + b.size for W, b in params)


def test_a_network_worked_by_hand_gives_xor():
    X, labels = ff.xor_points()
    params = [
        (np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([0.0, -1.0])),
        (np.array([[1.0], [-2.0]]), np.array([0.0])),
    ]
    out, cache = ff.forward(X, params, ff.relu)
    assert np.array_equal(out[:, 0], labels)
    ((h, Z),) = cache
    assert np.array_equal(h, [[0, -1], [1, 0], [1, 0], [2, 1]])
    assert np.array_equal(Z, [[0, 0], [1, 0], [1, 0], [2, 1]])
    assert np.array_equal(ff.predict(X, params), out)


def test_affine_backward_worked_by_hand():
    Z = np.array([[1.0, 2.0, 3.0], [0.0, 1.0, 0.0]])
    W = np.array([[1.0, 0.0], [0.0, 1.0], [2.0, -1.0]])
    dZ, dW, db = ff.affine_backward(np.array([[10.0, 1.0], [3.0, 5.0]]), Z, W)
    assert np.array_equal(dZ, [[10, 1, 19], [3, 5, 1]])
    assert np.array_equal(dW, [[10, 1], [23, 7], [30, 3]])
    assert np.array_equal(db, [13, 6])


def test_prediction_is_the_class_or_where_there_are_none_the_value(case):
    X, _, params = case
    out, _ = ff.forward(X, params, np.tanh)
    labels = ff.predict(X, params, "tanh")
    assert labels.shape == (7,)
    assert np.array_equal(labels, (out[:, 1] > out[:, 0]).astype(int))
    assert np.array_equal(ff.predict(X, params, "tanh", loss="mse"), out)


def test_prediction_takes_the_first_of_equal_bests():
    params = [(np.zeros((2, 3)), np.array([1.0, 5.0, 5.0]))]
    assert np.array_equal(ff.predict(np.ones((4, 2)), params), [1, 1, 1, 1])


@settings(max_examples=40, deadline=None)
@given(problems(np.float32), ACTIVATIONS)
def test_float32_stays_float32(problem, activation):
    J, grads = ff.loss_and_grads(
        problem.X,
        problem.y,
        problem.params,
        activation,
        problem.loss,
        l2=np.float64(0.1),
        dropout_masks=problem.masks(0.4),
    )
    assert {part.dtype for pair in grads for part in pair} == {np.dtype(np.float32)}
    assert J.dtype == np.float32


def test_the_parameters_decide_the_precision(case):
    X, y, params = case
    narrow = [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]
    J, grads = ff.loss_and_grads(X, y, narrow)
    assert J.dtype == grads[0][0].dtype == np.float32
    J, _ = ff.loss_and_grads(X.round().astype(int), y, narrow)
    assert J.dtype == np.float32


def test_names_and_the_pairs_that_they_stand_for_give_the_same(case):
    X, y, params = case
    J, grads = ff.loss_and_grads(X, y, params, "sigmoid", "cross_entropy", 0.1)
    pairs = ff.ACTIVATIONS["sigmoid"], ff.LOSSES["cross_entropy"]
    K, theirs = ff.loss_and_grads(X, y, params, *pairs, 0.1)
    assert J == K and all(np.array_equal(a[0], b[0]) for a, b in zip(grads, theirs, strict=True))


def test_nothing_that_is_given_is_changed(case):
    X, y, params = case
    arrays = [X, y] + [part for pair in params for part in pair]
    before = [array.tobytes() for array in arrays]
    ff.loss_and_grads(X, y, params, l2=0.1)
    ff.predict(X, params)
    assert [array.tobytes() for array in arrays] == before


def with_nan(array, index):
    array = array.astype(float)
    array[index] = np.nan
    return array


REFUSED = {
    "widths that do not chain": (
        lambda X, y, p: (X, y, [p[0], (p[1][0][:4], p[1][1]), p[2]]),
        r"W of layer 2 has shape \(4, 4\); layer 1 puts out 5 values, so \(5, 4\) was expected",
    ),
    "a bias of another width": (
        lambda X, y, p: (X, y, [p[0], (p[1][0], p[1][1][:3]), p[2]]),
        r"b of layer 2 has shape \(3,\); W has \(5, 4\), so \(4,\) was expected",
    ),
    "a bias that is a row": (
        lambda X, y, p: (X, y, [(p[0][0], p[0][1][None]), *p[1:]]),
        r"b of layer 1 has shape \(1, 5\); expected 1 axes",
    ),
    "no layers": (lambda X, y, p: (X, y, []), "params is empty"),
    "a layer without bias": (
        lambda X, y, p: (X, y, [(p[0][0],), *p[1:]]),
        "Layer 1 of params has length 1",
    ),
    "mixed precision": (
        lambda X, y, p: (X, y, [p[0], (p[1][0], p[1][1].astype(np.float32)), p[2]]),
        "b of layer 2 is float32; W of layer 1 is float64",
    ),
    "integer weights": (
        lambda X, y, p: (X, y, [(p[0][0].astype(int), p[0][1]), *p[1:]]),
        "W of layer 1 is int64; expected an array of float32 or float64",
    ),
    "NaN in a weight": (
        lambda X, y, p: (X, y, [p[0], (with_nan(p[1][0], (2, 3)), p[1][1]), p[2]]),
        r"W of layer 2 holds nan at index \(2, 3\)",
    ),
    "another number of columns": (
        lambda X, y, p: (X[:, :2], y, p),
        r"X has shape \(7, 2\); expected \(N, 3\)",
    ),
    "a single row without its axis": (
        lambda X, y, p: (X[0], y[:1], p),
        r"X has shape \(3,\); expected \(N, 3\)",
    ),
    "no rows": (lambda X, y, p: (X[:0], y[:0], p), r"X has shape \(0, 3\)"),
    "NaN in the data": (
        lambda X, y, p: (with_nan(X, (4, 1)), y, p),
        r"X holds nan at index \(4, 1\) \(not finite: 1 of 21 entries\)",
    ),
    "text in the data": (
        lambda X, y, p: (X.astype(str), y, p),
        "X is an array of <U.*; expected real numbers",
    ),
    "a label too large": (
        lambda X, y, p: (X, np.where(np.arange(7) == 3, 2, y), p),
        "y holds the label 2 at index 3; expected 0 to 1",
    ),
    "a negative label": (
        lambda X, y, p: (X, np.where(np.arange(7) == 5, -1, y), p),
        "y holds the label -1 at index 5",
    ),
    "labels as floats": (
        lambda X, y, p: (X, y.astype(float), p),
        r"y is an array of float64 with shape \(7,\); expected integer labels",
    ),
    "too few labels": (
        lambda X, y, p: (X, y[:6], p),
        r"shape \(6,\); expected integer labels with shape \(7,\)",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_error_says_which_what_came_and_what_was_expected(case, what):
    spoil, message = REFUSED[what]
    X, y, params = spoil(*case)
    with pytest.raises(ValueError, match=message):
        ff.loss_and_grads(X, y, params)
    with pytest.raises(ValueError, match=message):
        ff.train(X, y, params, epochs=1, lr=0.1, rng=np.random.default_rng(0), progress=False)


def test_prediction_refuses_what_training_refuses(case):
    X, _, params = case
    with pytest.raises(ValueError, match=r"X has shape \(7, 2\)"):
        ff.predict(X[:, :2], params)


@pytest.mark.parametrize(
    "y, message",
    [
        (np.zeros(7), r"y has shape \(7,\); the network puts out \(7, 2\)"),
        (np.zeros((7, 3)), r"y has shape \(7, 3\); the network puts out \(7, 2\)"),
        (np.full((7, 2), np.inf), r"y holds inf at index \(0, 0\)"),
    ],
)
def test_a_regression_refuses_targets_that_do_not_fit(case, y, message):
    X, _, params = case
    with pytest.raises(ValueError, match=message):
        ff.loss_and_grads(X, y, params, loss="mse")


@pytest.mark.parametrize("shapes", [[(7, 5)], [(7, 4), (7, 5)], [(7, 5), (6, 4)]])
def test_dropout_masks_that_do_not_fit_are_refused(case, shapes):
    masks = [np.ones(shape) for shape in shapes]
    with pytest.raises(ValueError, match=r"expected one .* hidden layer, \[\(7, 5\), \(7, 4\)\]"):
        ff.loss_and_grads(*case, dropout_masks=masks)


def test_what_is_too_large_for_float32_is_refused(case):
    X, y, params = case
    narrow = [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]
    with pytest.raises(ValueError, match=r"X holds inf at index \(0, 0\)"):
        ff.predict(np.full((7, 3), 1e60), narrow)


def test_a_flat_target_for_one_output_is_told_how_to_stand_up(case):
    X, _, params = case
    params = params[:2] + [(params[2][0][:, :1], params[2][1][:1])]
    with pytest.raises(ValueError, match=r"Did you mean y\[:, None\]\?"):
        ff.loss_and_grads(X, np.zeros(7), params, loss="mse")


@pytest.mark.parametrize("sizes", [[3], [], [3, 0, 2], [3, 2.5], [3, -1]])
def test_sizes_that_make_no_network_are_refused(sizes):
    with pytest.raises(ValueError, match="expected two or more positive integers"):
        ff.init_params(sizes, np.random.default_rng(0))


def test_an_unknown_scheme_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="'xavier'.*'he', 'glorot', 'normal', 'zeros'"):
        ff.init_params([3, 2], np.random.default_rng(0), scheme="xavier")
