"""The small experiments behind the figures of 6.3, each of them run once per process."""

from functools import lru_cache

import numpy as np
from threadpoolctl import threadpool_limits

from feedforward.activations import relu
from feedforward.data import digits, moons
from feedforward.network import init_params, predict
from feedforward.training import train

# Small products gain little from a second thread, and lose much where the cores are busy.
in_one_thread = threadpool_limits.wrap(limits=1, user_api="blas")


@lru_cache
def noisy_moons(N=100, seed=3, noise=0.3, new=1000):
    """Two noisy half moons: N samples to train on and `new` to judge by -> Dataset."""
    return moons(np.random.default_rng(seed), N + new, noise, held_out=new / (N + new))


@lru_cache
@in_one_thread
def trained_on_moons(hidden, l2=0.0, epochs=1000):
    """Train a network with these hidden widths, a tuple, on `noisy_moons`.

    -> params, accuracy on the training samples, accuracy on new ones
    """
    (X, y), (X_new, y_new), _ = noisy_moons()
    rng = np.random.default_rng(0)
    params, _ = train(
        X, y, init_params([2, *hidden, 2], rng), epochs=epochs, lr=0.02, optimizer="adam", l2=l2,
        rng=rng, record_every=epochs, progress=False,
    )  # fmt: skip
    return params, np.mean(predict(X, params) == y), np.mean(predict(X_new, params) == y_new)


@lru_cache
@in_one_thread
def trained_from(start):
    """Train 2-8-8-2 on two half moons from weights that are all 0, all 0.5, or random.

    start: "zero", "equal" or "random" -> the data, params, accuracy on new samples
    """
    data = moons(np.random.default_rng(0))
    scheme = "he" if start == "random" else "zeros"
    params = init_params([2, 8, 8, 2], np.random.default_rng(0), scheme=scheme)
    if start == "equal":
        params = [(W + 0.5, b) for W, b in params]
    rng = np.random.default_rng(1)
    params, _ = train(
        *data.train, params, epochs=300, lr=0.3, rng=rng, record_every=300, progress=False
    )
    X_new, y_new = data.held_out
    return data, params, np.mean(predict(X_new, params) == y_new)


@lru_cache
def overfitted_history(epochs=200):
    """Train 2-50-50-2 on 60 noisy samples and watch 300 others -> history of `train`."""
    rng = np.random.default_rng(1)
    (X, y), validation, _ = moons(rng, N=360, noise=0.3, held_out=300 / 360)
    params = init_params([2, 50, 50, 2], rng)
    _, history = train(
        X, y, params, epochs=epochs, lr=0.02, optimizer="adam", validation=validation, rng=rng,
        progress=False,
    )  # fmt: skip
    return history


def one_period(x):
    """One period of a sine between 0 and 1, for x in [0, 1]."""
    return (1 + np.sin(2 * np.pi * x)) / 2


@lru_cache
@in_one_thread
def fits_from_zero_biases(centred, seeds=5, units=20):
    """Fit one period of a sine from zero biases, with inputs in [0, 1] or minus their mean, ½.

    -> x (201,), and the outputs of every run (seeds, 201)
    """
    x = np.linspace(0, 1, 201)
    X, y = (x[:, None] - 0.5 if centred else x[:, None]), one_period(x)[:, None]
    runs = []
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        params, _ = train(
            X, y, init_params([1, units, 1], rng), loss="mse", epochs=1000, lr=0.02,
            optimizer="adam", rng=rng, record_every=1000, progress=False,
        )  # fmt: skip
        runs.append(predict(X, params, loss="mse")[:, 0])
    return x, np.array(runs)


# Widths in units of N near N itself, where the error changes fastest.
SHARES_AT_PEAK = (0.7, 0.8, 0.85, 0.9, 0.94, 0.97, 1, 1.03, 1.06, 1.1, 1.15, 1.2)


@lru_cache
@in_one_thread
def width_sweep(N=100, seeds=3):
    """Fit the output layer of random ReLU features of many widths to N digits.

    The hidden weights stay as they were drawn; the output weights are the least-squares fit, and
    the smallest one where there are several (as in Belkin et al. 2019). Units that are off for all
    N samples contribute nothing and are not counted; with them, more than N would be needed.
    -> widths (k,), error on the N samples and on new ones, mean squared, each (k,)
    """
    shares = [*np.geomspace(0.01, 10, 25), *SHARES_AT_PEAK]
    widths = np.unique(np.round(N * np.array(shares)).astype(int))
    drawn = 2 * widths[-1]
    (X, y), (X_new, y_new), _ = digits(np.random.default_rng(0))
    X_new, Y_new = X_new[:300], np.eye(10)[y_new[:300]]
    errors = np.zeros((seeds, len(widths), 2))
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        rows = rng.permutation(len(X))[:N]
        (W, _), _ = init_params([64, drawn, 1], rng)
        b = rng.normal(0, 0.5, drawn)
        Z, Z_new, Y = relu(X[rows] @ W + b), relu(X_new @ W + b), np.eye(10)[y[rows]]
        on = (Z > 0).any(axis=0)
        Z, Z_new = Z[:, on], Z_new[:, on]
        for k, m in enumerate(widths):
            weights = smallest_fit(Z[:, :m], Y)
            errors[seed, k, 0] = np.mean((Z[:, :m] @ weights - Y) ** 2)
            errors[seed, k, 1] = np.mean((Z_new[:, :m] @ weights - Y_new) ** 2)
    return widths, *np.median(errors, axis=0).T


def smallest_fit(Z, Y):
    """The smallest of the least-squares solutions of Z A = Y. Z (N, m), Y (N, n) -> A (m, n)"""
    if Z.shape[1] <= len(Z):
        return np.linalg.pinv(Z.T @ Z, rcond=1e-12, hermitian=True) @ (Z.T @ Y)
    return Z.T @ (np.linalg.pinv(Z @ Z.T, rcond=1e-12, hermitian=True) @ Y)
