"""The data sets: shapes, ranges, splits that lose nothing, and chance from `rng` alone."""

import numpy as np
import pytest

import feedforward as ff

# name -> inputs, classes (None for a regression), samples
SETS = {
    "xor": (2, 2, 400),
    "moons": (2, 2, 400),
    "circles": (2, 2, 400),
    "spirals": (2, 3, 900),
    "wave": (1, None, 40),
    "digits": (64, 10, 1797),
    "wine": (13, 3, 178),
}
ALL = pytest.mark.parametrize("name", SETS)


@ALL
def test_a_set_fits_a_network_and_holds_some_samples_out(name):
    M, classes, N = SETS[name]
    data = getattr(ff, name)(np.random.default_rng(0), held_out=0.3)
    parts = [data.train, data.held_out]
    assert sum(len(X) for X, _ in parts) == N
    assert len(data.held_out[0]) == round(0.3 * N)
    for X, y in parts:
        assert X.shape == (len(y), M) and X.dtype == np.float64 and np.isfinite(X).all()
        if classes is None:
            assert y.shape == (len(X), 1) and y.dtype == np.float64
        else:
            assert y.shape == (len(X),) and set(y) == set(range(classes))
    assert len(data.source) > 10


@ALL
def test_equal_generators_give_equal_data_and_others_other_data(name):
    draws = [getattr(ff, name)(np.random.default_rng(seed)).train[0] for seed in (1, 1, 2)]
    assert np.array_equal(draws[0], draws[1])
    assert not np.array_equal(draws[0], draws[2])


@ALL
def test_the_world_outside_of_rng_is_left_alone(name):
    before = np.random.get_state()[1].tobytes()
    getattr(ff, name)(np.random.default_rng(0))
    assert np.random.get_state()[1].tobytes() == before


def test_a_split_keeps_pairs_together_and_every_row_once():
    X = np.arange(10.0)[:, None]
    data = ff.split(X, np.arange(10), np.random.default_rng(0), held_out=0.3)
    for part, y in (data.train, data.held_out):
        assert np.array_equal(part[:, 0], y)
    assert sorted([*data.train[1], *data.held_out[1]]) == list(range(10))


@pytest.mark.parametrize("share", [-0.1, 1.0, np.nan, 0.99])
def test_a_split_that_leaves_nothing_to_learn_from_is_refused(share):
    with pytest.raises(ValueError, match="held_out is"):
        ff.split(np.zeros((10, 2)), np.zeros(10), np.random.default_rng(0), held_out=share)


def test_the_points_of_xor_are_labelled_by_xor():
    X, y = ff.xor_points()
    assert np.array_equal(y, X[:, 0] != X[:, 1])


def test_without_noise_samples_lie_on_their_curves():
    rng = np.random.default_rng(0)
    X, y = ff.wave(rng, noise=0).train
    np.testing.assert_allclose(y, np.sin(3 * X) + X / 2, rtol=1e-15)
    X, y = ff.circles(rng, noise=0).train
    np.testing.assert_allclose(np.hypot(*X.T), np.where(y == 0, 1, 0.5), rtol=1e-12)
    X, y = ff.spirals(rng, arms=4, turns=0.5, noise=0).train
    radius, angle = np.hypot(*X.T), np.arctan2(*X.T[::-1])
    turned = (angle / (2 * np.pi) - y / 4 - radius / 2) % 1
    np.testing.assert_allclose(np.minimum(turned, 1 - turned), 0, atol=1e-12)


def test_digits_are_images_with_grey_values_from_0_to_1():
    X, _ = ff.digits(np.random.default_rng(0)).train
    assert X.min() == 0 and X.max() == 1
    images = X.reshape(-1, 8, 8)
    assert images[:, :, 0].mean() < 0.05 < images[:, :, 3].mean()  # the left margin is paper


def test_wine_is_scaled_by_what_the_training_part_knows():
    data = ff.wine(np.random.default_rng(0))
    np.testing.assert_allclose(data.train[0].mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(data.train[0].std(axis=0), 1, rtol=1e-12)
    assert np.abs(data.held_out[0].mean(axis=0)).max() > 1e-3
