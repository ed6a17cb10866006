"""The figures of 6.7 and 6.8: what they draw is what the mathematics says."""

import numpy as np
import pytest

from feedforward import figures
from feedforward.figures.backprop import INPUT, NETWORKS, REVERSE_COST, TARGET, WEIGHTS
from feedforward.figures.forward import OUT
from feedforward.gradcheck import numerical_gradient
from feedforward.losses import mse
from feedforward.network import affine_backward
from feedforward.plots.matrices import one_marked
from feedforward.plots.ways_back import chain


def J(w, x=INPUT, y=TARGET):
    return (w[2] * np.tanh(w[1] * np.tanh(w[0] * x)) - y) ** 2 / 2


def test_the_chains_weight_gradients_agree_with_central_differences():
    assert chain(INPUT, TARGET, WEIGHTS).weights == pytest.approx(numerical_gradient(J, WEIGHTS))


def test_the_chains_first_gradient_is_that_of_its_input():
    measured = (J(WEIGHTS, INPUT + 1e-5) - J(WEIGHTS, INPUT - 1e-5)) / 2e-5
    assert chain(INPUT, TARGET, WEIGHTS).gradients[0] == pytest.approx(measured)


@pytest.mark.parametrize("of", ["W", "Z"])
def test_the_marked_entries_of_out_are_those_that_the_entry_moves(of):
    rng = np.random.default_rng(0)
    Z, W = rng.normal(size=(4, 3)), rng.normal(size=(3, 2))
    moved_Z, moved_W = Z.copy(), W.copy()
    if of == "W":
        moved_W[1, 0] += 1
        marked = one_marked((4, 2), columns=0)
    else:
        moved_Z[2, 1] += 1
        marked = one_marked((4, 2), rows=2)
    assert np.array_equal(moved_Z @ moved_W != Z @ W, marked)


def test_the_formulas_beside_the_products_are_right():
    rng = np.random.default_rng(1)
    Z, W, dout = rng.normal(size=(4, 3)), rng.normal(size=(3, 2)), rng.normal(size=(4, 2))
    dZ, dW, _ = affine_backward(dout, Z, W)
    assert dW[1, 0] == pytest.approx(sum(Z[n, 1] * dout[n, 0] for n in range(4)))
    assert dZ[2, 1] == pytest.approx(sum(dout[2, k] * W[1, k] for k in range(2)))


def test_one_factor_of_a_product_can_be_shown_alone():
    alone = figures.matrix_product_gradient("W")
    assert "dW_21" in alone.alt and "dZ" not in alone.alt


def test_the_broadcast_gives_a_loss_to_perfect_predictions():
    assert mse(OUT, OUT) == 0 and mse(OUT, OUT[:, None]) > 1
    assert f"{mse(OUT, OUT[:, None]):g}" in figures.broken_broadcast().alt


def test_reverse_mode_costs_at_most_three_forward_passes():
    for sizes in NETWORKS.values():
        layers = list(zip(sizes[:-1], sizes[1:], strict=True))
        ahead = sum(m_in * m_out for m_in, m_out in layers)
        back = sum(m_in * m_out for m_in, m_out in layers) + sum(
            m_in * m_out
            for m_in, m_out in layers[1:]  # the input needs no gradient
        )
        assert (ahead + back) / ahead <= REVERSE_COST
