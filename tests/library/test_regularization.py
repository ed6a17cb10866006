"""L2, dropout, early stopping."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import feedforward as ff


def test_l2_penalty_worked_by_hand_leaves_biases_out():
    params = [
        (np.array([[1.0, -2.0, 0.0]]), np.array([7.0, 7.0, 7.0])),
        (np.array([[3.0], [0.0], [1.0]]), np.array([9.0])),
    ]
    penalty, grads = ff.l2_penalty(params, 0.5)
    assert penalty == 15 / 4
    for (W, b), (dW, db) in zip(params, grads, strict=True):
        assert np.array_equal(dW, W / 2) and np.array_equal(db, np.zeros_like(b))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dropout_keeps_the_share_it_says_and_scales_what_is_kept(dtype):
    Z = np.random.default_rng(0).normal(size=(300, 200)).astype(dtype)
    out, mask = ff.dropout_forward(Z, 0.25, np.random.default_rng(1))
    assert out.dtype == mask.dtype == dtype
    assert set(np.unique(mask)) == {dtype(0), dtype(1) / dtype(0.75)}
    assert np.array_equal(out, Z * mask)
    # 60000 draws: five standard errors
    assert (mask > 0).mean() == pytest.approx(0.75, abs=0.009)


def test_no_dropout_keeps_all_and_equal_generators_drop_the_same():
    Z = np.ones((5, 4))
    assert np.array_equal(ff.dropout_forward(Z, 0.0, np.random.default_rng(0))[0], Z)
    masks = [ff.dropout_forward(Z, 0.5, np.random.default_rng(7))[1] for _ in range(2)]
    assert np.array_equal(*masks)


@pytest.mark.parametrize(
    "losses, patience, best",
    [
        ([3.0, 2.0, 1.0], 1, 2),
        ([3.0, 2.0, 2.5, 1.0], 1, 1),
        ([3.0, 2.0, 2.5, 1.0], 2, 3),
        ([3.0, 2.0, 2.0, 2.0, 1.0], 2, 1),
        ([3.0, 2.0, 2.0, 2.0, 1.0], 3, 4),
        ([2.0, 2.0, 2.0], 5, 0),
        ([1.0], 1, 0),
    ],
)
def test_early_stopping_worked_by_hand(losses, patience, best):
    assert ff.early_stopping_epoch(losses, patience) == best


@given(st.lists(st.integers(0, 6), min_size=1, max_size=12), st.integers(1, 5))
def test_what_comes_after_the_stop_changes_nothing(losses, patience):
    best = ff.early_stopping_epoch(losses, patience)
    seen = losses[: best + patience + 1]
    assert losses[best] == min(seen) and seen.index(min(seen)) == best
