"""With equal start, batches and rates, scikit-learn takes the same 60 steps."""

from functools import partial

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier, MLPRegressor

import feedforward as ff

# scikit-learn adds Adam's epsilon before the correction for the first steps, we after it, as the
# paper does; one as small as this vanishes in either place
RULES = {
    "sgd": ("sgd", {"solver": "sgd", "momentum": 0.0}, 0.3),
    "momentum": ("momentum", {"solver": "sgd", "nesterovs_momentum": False}, 0.05),
    "nesterov": ("nesterov", {"solver": "sgd", "nesterovs_momentum": True}, 0.05),
    "adam": (partial(ff.adam, eps=1e-30), {"solver": "adam", "epsilon": 1e-30}, 0.01),
}


def a_start(sizes, rng):
    return [(W, rng.normal(0, 0.3, b.shape)) for W, b in ff.init_params(sizes, rng)]


def put_at(params, net):
    """Let a network of theirs, built by a first step, start over from our params."""
    net.coefs_ = [W.copy() for W, _ in params]
    net.intercepts_ = [b.copy() for _, b in params]
    del net._optimizer


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("activation", ["relu", "tanh"])
@pytest.mark.parametrize("batch_size, l2", [(None, 0.0), (None, 0.02), (13, 0.0)])
def test_60_steps_give_the_losses_of_their_classifier(rule, activation, batch_size, l2):
    optimizer, options, lr = RULES[rule]
    rng = np.random.default_rng(3)
    X, y = rng.normal(size=(47, 4)), rng.integers(0, 3, 47)
    params = a_start([4, 7, 5, 3], rng)
    updates_per_epoch = 1 if batch_size is None else 4
    epochs = 60 // updates_per_epoch

    _, history = ff.train(
        X,
        y,
        params,
        activation=activation,
        epochs=epochs,
        lr=lr,
        batch_size=batch_size,
        rng=np.random.default_rng(8),
        optimizer=optimizer,
        l2=l2,
        progress=False,
    )

    # their penalty is divided by the number of rows, ours is not
    net = MLPClassifier(
        (7, 5), activation, alpha=l2 * len(X), learning_rate_init=lr, shuffle=False, **options
    )
    net.partial_fit(X, y, classes=[0, 1, 2])
    put_at(params, net)
    their_rng, losses = np.random.default_rng(8), []
    for _ in range(epochs):
        deal = [(X, y)] if batch_size is None else ff.minibatches(X, y, batch_size, their_rng)
        for X_batch, y_batch in deal:
            net.partial_fit(X_batch, y_batch)
        losses.append(-np.mean(np.log(net.predict_proba(X)[np.arange(47), y])))

    assert history["updates"][-1] == 60
    np.testing.assert_allclose(history["loss"], losses, rtol=1e-9)


@pytest.mark.parametrize("rule", RULES)
def test_60_steps_give_the_losses_of_their_regressor(rule):
    optimizer, options, lr = RULES[rule]
    rng = np.random.default_rng(4)
    X, y = rng.normal(size=(31, 3)), rng.normal(size=(31, 1))
    params = a_start([3, 6, 1], rng)
    _, history = ff.train(
        X,
        y,
        params,
        activation="tanh",
        loss="mse",
        epochs=60,
        lr=lr / 10,
        rng=rng,
        optimizer=optimizer,
        progress=False,
    )

    net = MLPRegressor(
        hidden_layer_sizes=(6,),
        activation="tanh",
        alpha=0,
        learning_rate_init=lr / 10,
        shuffle=False,
        **options,
    )
    net.partial_fit(X, y[:, 0])
    put_at(params, net)
    losses = []
    for _ in range(60):
        net.partial_fit(X, y[:, 0])
        losses.append(np.mean((net.predict(X) - y[:, 0]) ** 2) / 2)
    np.testing.assert_allclose(history["loss"], losses, rtol=1e-9)
