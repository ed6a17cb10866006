"""The loop that reuses its buffers does what the pure functions say, update for update."""

import numpy as np
import pytest
import threadpoolctl
from hypothesis import example, given, settings
from hypothesis import strategies as st
from network_strategies import ACTIVATIONS, Problem, problems

import feedforward as ff


def trained_by_pure_functions(problem, activation, epochs, lr, batch_size, rng, l2, dropout):
    """Plain SGD built from the functions that the book shows, to compare `train` with."""
    params = problem.params
    for _ in range(epochs):
        if batch_size is None:
            deal = [(problem.X, problem.y)]
        else:
            deal = ff.minibatches(problem.X, problem.y, batch_size, rng)
        for X, y in deal:
            masks = None
            if dropout:
                ones = [np.ones((len(X), m), X.dtype) for m in problem.sizes[1:-1]]
                masks = [ff.dropout_forward(Z, dropout, rng)[1] for Z in ones]
            _, grads = ff.loss_and_grads(
                X, y, params, activation, problem.loss, l2, dropout_masks=masks
            )
            params = ff.sgd_step(params, grads, lr)
    return params


def own_pairs(problem, activation):
    """The same functions under no name that the fast path knows."""
    f, df = ff.activation_pair(activation)
    loss, backward = ff.loss_pair(problem.loss)
    return {
        "activation": (lambda h: f(h), df),
        "loss": (lambda out, y: loss(out, y), backward),
    }


@settings(max_examples=100, deadline=None)
@given(
    problem=problems(),
    activation=ACTIVATIONS,
    batch_size=st.sampled_from([None, 1, 2, 3, 100]),
    l2=st.sampled_from([0.0, 0.3]),
    dropout=st.sampled_from([0.0, 0.4]),
    named=st.booleans(),
    seed=st.integers(0, 1000),
)
@example(Problem(4, 4, "mse", np.float64), "identity", None, 0.0, 0.4, False, 4)  # diverged at 1e-3
def test_training_in_place_equals_the_pure_functions(
    problem, activation, batch_size, l2, dropout, named, seed
):
    walk = {"epochs": 3, "lr": 1e-6, "batch_size": batch_size, "l2": l2, "dropout": dropout}
    functions = {"activation": activation, "loss": problem.loss}
    if not named:
        functions = own_pairs(problem, activation)
    fast, _ = ff.train(
        problem.X,
        problem.y,
        problem.params,
        rng=np.random.default_rng(seed),
        progress=False,
        **functions,
        **walk,
    )
    pure = trained_by_pure_functions(problem, activation, rng=np.random.default_rng(seed), **walk)
    for ours, theirs in zip(fast, pure, strict=True):
        for part, expected in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(part, expected, rtol=1e-11, atol=1e-11)


@settings(max_examples=40, deadline=None)
@given(problems(np.float32), ACTIVATIONS, st.sampled_from(sorted(ff.OPTIMIZERS)))
@example(Problem(0, 3, "mse", np.float32), "identity", "momentum")  # diverged at a rate of 0.01
def test_training_keeps_float32(problem, activation, optimizer):
    params, _ = ff.train(
        problem.X,
        problem.y,
        problem.params,
        activation=activation,
        loss=problem.loss,
        epochs=2,
        lr=np.float64(1e-6),  # so small that no network of the strategy can diverge
        batch_size=3,
        rng=np.random.default_rng(0),
        optimizer=optimizer,
        l2=np.float64(0.1),
        dropout=np.float64(0.2),
        progress=False,
    )
    assert {part.dtype for pair in params for part in pair} == {np.dtype(np.float32)}


@pytest.mark.parametrize("batch_size", [None, 3])
def test_training_changes_nothing_that_it_is_given(batch_size):
    rng = np.random.default_rng(1)
    X, y = rng.normal(size=(7, 3)), rng.integers(0, 2, 7)
    params = ff.init_params([3, 5, 4, 2], rng)
    before = [part.copy() for pair in params for part in pair] + [X.copy(), y.copy()]
    ff.train(X, y, params, epochs=2, lr=0.1, batch_size=batch_size, rng=rng, progress=False)
    after = [part for pair in params for part in pair] + [X, y]
    assert all(np.array_equal(a, b) for a, b in zip(after, before, strict=True))


def test_an_own_derivative_beside_our_relu_is_the_one_that_is_used():
    rng = np.random.default_rng(2)
    X, y = rng.normal(size=(7, 3)), rng.integers(0, 2, 7)
    params = ff.init_params([3, 5, 4, 2], rng)
    mistaken = (ff.relu, lambda h, Z: np.ones_like(h))
    trained, _ = ff.train(
        X, y, params, activation=mistaken, epochs=1, lr=0.1, rng=rng, progress=False
    )
    _, grads = ff.loss_and_grads(X, y, params, mistaken)
    for (W, b), (V, c) in zip(trained, ff.sgd_step(params, grads, 0.1), strict=True):
        np.testing.assert_allclose(W, V, rtol=1e-12)
        np.testing.assert_allclose(b, c, rtol=1e-12)


def blas_threads_while_training(sizes, N):
    """The activation's view of its surroundings."""
    seen = set()

    def f(h):
        info = threadpoolctl.threadpool_info()
        seen.update(pool["num_threads"] for pool in info if pool["user_api"] == "blas")
        return ff.relu(h)

    rng = np.random.default_rng(0)
    X, y, params = rng.normal(size=(N, sizes[0])), np.zeros(N, int), ff.init_params(sizes, rng)
    pair = (f, lambda h, Z: ff.relu_backward(np.ones_like(h), h))
    ff.train(X, y, params, activation=pair, epochs=1, lr=0.1, rng=rng, progress=False)
    return seen


def test_small_products_keep_to_one_thread_and_large_ones_share():
    with threadpoolctl.threadpool_limits(2, user_api="blas"):
        if {pool["num_threads"] for pool in threadpoolctl.threadpool_info()} == {1}:
            pytest.skip("this machine has one core")
        assert blas_threads_while_training([3, 5, 2], 7) == {1}
        assert blas_threads_while_training([300, 200, 2], 100) == {2}
        pools = threadpoolctl.threadpool_info()
        assert {pool["num_threads"] for pool in pools if pool["user_api"] == "blas"} == {2}
