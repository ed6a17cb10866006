"""The book's gradients beside PyTorch's, in float64. Skipped where PyTorch is not installed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import feedforward as ff

torch = pytest.importorskip("torch", reason="PyTorch is not installed (pip install torch).")
F = torch.nn.functional
ACTIVATIONS = {
    "relu": torch.relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "gelu": F.gelu,
    "leaky_relu": F.leaky_relu,
}


def gradients_of_pytorch(X, y, params, activation, loss):
    leaves = [tuple(torch.tensor(a, requires_grad=True) for a in pair) for pair in params]
    Z = torch.tensor(X)
    for W, b in leaves[:-1]:
        Z = ACTIVATIONS[activation](Z @ W + b)
    out = Z @ leaves[-1][0] + leaves[-1][1]
    if loss == "cross_entropy":
        J = F.cross_entropy(out, torch.tensor(y))
    else:
        J = ((out - torch.tensor(y)) ** 2).sum() / (2 * len(X))
    J.backward()
    return J.item(), [tuple(leaf.grad.numpy() for leaf in pair) for pair in leaves]


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    widths=st.lists(st.integers(1, 6), max_size=4),
    activation=st.sampled_from(sorted(ACTIVATIONS)),
    loss=st.sampled_from(["cross_entropy", "mse"]),
)
def test_gradients_agree_with_pytorch(seed, widths, activation, loss):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(7, 3))
    y = rng.integers(0, 2, 7) if loss == "cross_entropy" else rng.normal(size=(7, 2))
    params = [(W, rng.normal(size=b.shape)) for W, b in ff.init_params([3, *widths, 2], rng)]
    J, grads = ff.loss_and_grads(X, y, params, activation=activation, loss=loss)
    theirs, their_grads = gradients_of_pytorch(X, y, params, activation, loss)
    assert J == pytest.approx(theirs, abs=1e-9)
    for ours, beside in zip(grads, their_grads, strict=True):
        for one, other in zip(ours, beside, strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-9)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), beta=st.floats(0, 0.99))
def test_momentum_and_adam_take_the_steps_of_pytorch(seed, beta):
    start, *gradients = np.random.default_rng(seed).normal(size=(6, 4))
    w, leaf = start, torch.tensor(start, requires_grad=True)
    sgd, velocity = torch.optim.SGD([leaf], lr=0.1, momentum=beta), np.zeros(4)
    v_w, v_leaf = start, torch.tensor(start, requires_grad=True)
    adam, m, v = torch.optim.Adam([v_leaf], lr=0.1), np.zeros(4), np.zeros(4)
    for t, g in enumerate(gradients, start=1):
        leaf.grad, v_leaf.grad = torch.tensor(g), torch.tensor(g)
        sgd.step()
        adam.step()
        w, velocity = ff.momentum_step(w, g, velocity, 0.1, beta)
        v_w, m, v = ff.adam_step(v_w, g, m, v, t, 0.1)
    np.testing.assert_allclose(w, leaf.detach().numpy(), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(v_w, v_leaf.detach().numpy(), rtol=1e-9, atol=1e-9)
