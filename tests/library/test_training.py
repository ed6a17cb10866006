"""Training as a user meets it: what it learns, what it reports, how it stops, what it refuses."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import feedforward as ff


@pytest.fixture
def rng():
    return np.random.default_rng(11)


@pytest.fixture
def case(rng):
    data = ff.moons(rng, N=120, noise=0.3)
    return data, ff.init_params([2, 8, 5, 2], rng)


def run(case, **options):
    data, params = case
    settings = {"epochs": 6, "lr": 0.1, "rng": np.random.default_rng(0), "progress": False}
    return ff.train(*data.train, params, **settings | options)


def equal(params, others):
    pairs = zip(params, others, strict=True)
    return all(np.array_equal(W, V) and np.array_equal(b, c) for (W, b), (V, c) in pairs)


# what it learns


def test_digits_are_read_at_97_percent(rng):
    data = ff.digits(rng)
    _, history = ff.train(
        *data.train,
        ff.init_params([64, 256, 128, 10], rng),
        epochs=40,
        lr=0.002,
        batch_size=32,
        rng=rng,
        optimizer="adam",
        dropout=0.3,
        lr_decay=0.95,
        validation=data.held_out,
        progress=False,
    )
    assert history["val_accuracy"][-1] >= 0.97


def test_spirals_are_told_apart_at_99_percent(rng):
    data = ff.spirals(rng)
    _, history = ff.train(
        *data.train,
        ff.init_params([2, 64, 64, 3], rng),
        epochs=80,
        lr=0.005,
        batch_size=32,
        rng=rng,
        optimizer="adam",
        lr_decay=0.97,
        validation=data.held_out,
        progress=False,
    )
    assert history["val_accuracy"][-1] >= 0.99


def test_a_wave_is_fitted_down_to_its_noise(rng):
    data = ff.wave(rng, N=200, noise=0.1)
    params, history = ff.train(
        *data.train,
        ff.init_params([1, 20, 20, 1], rng, scheme="glorot"),
        activation="tanh",
        loss="mse",
        epochs=600,
        lr=0.01,
        rng=rng,
        optimizer="adam",
        validation=data.held_out,
        progress=False,
    )
    # J is half the mean square, and the noise's variance is 0.01
    assert history["val_loss"][-1] <= 0.01
    assert "accuracy" not in history
    X, y = data.held_out
    values = ff.predict(X, params, "tanh", loss="mse")
    assert history["val_loss"][-1] == ff.mse(values, y)


# what it reports


def test_the_history_holds_the_loss_and_accuracy_of_every_epoch(case):
    data, params = case
    _, history = run(case, batch_size=32, l2=0.1, dropout=0.2, validation=data.held_out)
    shorter, _ = run(case, batch_size=32, l2=0.1, dropout=0.2, epochs=4)
    for prefix, (X, y) in (("", data.train), ("val_", data.held_out)):
        loss, _ = ff.loss_and_grads(X, y, shorter)
        assert history[prefix + "loss"][3] == pytest.approx(loss, rel=1e-12)
        assert history[prefix + "accuracy"][3] == np.mean(ff.predict(X, shorter) == y)
    assert history["epoch"] == [1, 2, 3, 4, 5, 6]
    assert history["updates"] == [3, 6, 9, 12, 15, 18]  # 90 samples: 32, 32 and 26
    assert history["samples"] == [90, 180, 270, 360, 450, 540]
    assert history["seconds"] == sorted(history["seconds"]) and history["seconds"][0] > 0
    assert history["stopped_by"] == "epochs"


@pytest.mark.parametrize("batch_size, updates", [(None, 1), (1, 90), (90, 1), (89, 2), (500, 1)])
def test_updates_are_counted_for_every_batch_size(case, batch_size, updates):
    _, history = run(case, batch_size=batch_size, epochs=1)
    assert history["updates"] == [updates]


def test_records_can_be_rarer_than_epochs_and_training_is_the_same(case):
    params, history = run(case, epochs=7, batch_size=32)
    same, rare = run(case, epochs=7, batch_size=32, record_every=3)
    assert rare["epoch"] == [3, 6, 7]
    assert rare["loss"] == [history["loss"][i] for i in (2, 5, 6)]
    assert equal(params, same)


def test_the_learning_rate_decays_from_epoch_to_epoch(case):
    decayed, _ = run(case, epochs=3, lr=0.4, lr_decay=0.5)
    by_hand = case[1]
    for lr in (0.4, 0.2, 0.1):
        _, grads = ff.loss_and_grads(*case[0].train, by_hand)
        by_hand = ff.sgd_step(by_hand, grads, lr)
    for (W, b), (V, c) in zip(decayed, by_hand, strict=True):
        np.testing.assert_allclose(W, V, rtol=1e-12)
        np.testing.assert_allclose(b, c, rtol=1e-12, atol=1e-15)


def test_equal_generators_train_equally(case):
    options = {"batch_size": 16, "dropout": 0.3}
    assert equal(run(case, **options)[0], run(case, **options)[0])


def slow(seconds):
    """A relu that lets time pass."""

    def f(h):
        time.sleep(seconds)
        return ff.relu(h)

    return f, lambda h, Z: ff.relu_backward(1.0, h)


def test_a_long_run_shows_a_bar_and_a_short_one_does_not(case, capsys):
    run(case, progress=True)
    assert capsys.readouterr().err == ""
    run(case, progress=True, activation=slow(0.06))
    assert "epoch" in capsys.readouterr().err
    run(case, progress=False, activation=slow(0.06))
    assert capsys.readouterr().err == ""


# how it stops


def interrupted(after):
    """A relu during whose `after`-th call somebody presses Ctrl-C."""
    calls = 0

    def f(h):
        nonlocal calls
        calls += 1
        if calls == after:
            raise KeyboardInterrupt
        return ff.relu(h)

    return f, lambda h, Z: ff.relu_backward(np.ones_like(h), h)


def test_ctrl_c_keeps_what_was_learned(case):
    # two hidden layers: an epoch of one update calls twice for the update, twice for the record
    params, history = run(case, epochs=1000, activation=interrupted(after=4 * 5 + 2))
    five, expected = run(case, epochs=5)
    assert history["stopped_by"] == "interrupt"
    assert history["epoch"] == [1, 2, 3, 4, 5]
    np.testing.assert_allclose(history["loss"], expected["loss"], rtol=1e-12)
    for (W, b), (V, c) in zip(params, five, strict=True):
        np.testing.assert_allclose(W, V, rtol=1e-10)
        np.testing.assert_allclose(b, c, rtol=1e-10)


def test_ctrl_c_in_the_first_epoch_gives_back_the_start(case):
    params, history = run(case, activation=interrupted(after=1))
    assert equal(params, case[1])
    assert history["loss"] == [] and history["stopped_by"] == "interrupt"


def test_patience_stops_and_gives_back_the_best(case):
    data, params = case
    options = {"lr": 1.0, "batch_size": 8, "validation": data.held_out}
    best, history = run(case, epochs=300, patience=4, **options)
    assert history["stopped_by"] == "patience"
    at = ff.early_stopping_epoch(history["val_loss"], 4)
    assert len(history["val_loss"]) == at + 1 + 4
    assert equal(best, run(case, epochs=at + 1, **options)[0])


def test_a_rate_too_large_is_named_as_the_cause(case):
    data, _ = case
    X, y = data.train
    params = ff.init_params([2, 8, 1], np.random.default_rng(0))
    with pytest.raises(
        FloatingPointError, match="loss became (nan|inf) in epoch .*rate, 30, is too"
    ):
        ff.train(X, y[:, None], params, loss="mse", epochs=500, lr=30, rng=0, progress=False)


def test_a_penalty_too_large_is_named_as_the_cause(case):
    with pytest.raises(FloatingPointError, match=r"lr \* l2 = 5, more than 2, the L2 penalty"):
        run(case, epochs=3000, lr=0.5, l2=10, activation="tanh")


def test_an_activation_that_gives_nan_is_named_as_the_cause(case):
    pair = (lambda h: np.where(h > 0, h, np.nan), lambda h, Z: np.ones_like(h))
    with pytest.raises(FloatingPointError, match="in epoch 1.*look at the activation"):
        run(case, activation=pair)


# what it refuses

OPTIONS = {
    "no epochs": ({"epochs": 0}, "epochs is 0; expected a whole number, 1 or more"),
    "half an epoch": ({"epochs": 1.5}, "epochs is 1.5"),
    "an empty batch": ({"batch_size": 0}, "batch_size is 0"),
    "uphill": ({"lr": -0.1}, "lr is -0.1; expected a number from 0"),
    "a rate of NaN": ({"lr": np.nan}, "lr is nan"),
    "a negative penalty": ({"l2": -1.0}, "l2 is -1.0"),
    "all dropped": ({"dropout": 1.0}, "dropout is 1.0; expected a number from 0 to below 1"),
    "an unknown rule": ({"optimizer": "rmsprop"}, "'rmsprop'; expected one of 'sgd', 'momentum'"),
    "an unknown loss": ({"loss": "hinge"}, "'hinge'"),
    "an unknown activation": ({"activation": "swish"}, "'swish'"),
    "patience for nothing": ({"patience": 3}, "patience waits for a better validation loss"),
    "no record": ({"record_every": 0}, "record_every is 0"),
    "validation of another width": (
        {"validation": (np.zeros((4, 3)), np.zeros(4, int))},
        r"X of validation has shape \(4, 3\)",
    ),
    "validation labels out of range": (
        {"validation": (np.zeros((4, 2)), np.full(4, 2))},
        "y of validation holds the label 2",
    ),
}


@pytest.mark.parametrize("what", OPTIONS)
def test_options_that_make_no_sense_are_refused(case, what):
    options, message = OPTIONS[what]
    with pytest.raises(ValueError, match=message):
        run(case, **options)


# the parts that the book shows


@given(st.integers(1, 30), st.integers(1, 40), st.integers(0, 99))
def test_minibatches_deal_every_pair_once(N, batch_size, seed):
    X = np.arange(N, dtype=float)[:, None]
    deal = list(ff.minibatches(X, 10 * np.arange(N), batch_size, np.random.default_rng(seed)))
    assert [len(y) for _, y in deal[:-1]] == [batch_size] * (len(deal) - 1)
    assert 1 <= len(deal[-1][1]) <= batch_size
    assert all(np.array_equal(10 * X[:, 0], y) for X, y in deal)
    assert sorted(np.concatenate([y for _, y in deal])) == (10 * np.arange(N)).tolist()


def test_minibatches_come_in_another_order_every_time():
    X, rng = np.arange(50.0)[:, None], np.random.default_rng(0)
    orders = [np.concatenate([y for _, y in ff.minibatches(X, X, 7, rng)]) for _ in range(2)]
    assert not np.array_equal(orders[0], orders[1]) and not np.array_equal(orders[0], X)


def test_a_step_of_gradient_descent_makes_new_parameters():
    params = [(np.array([[1.0, 2.0]]), np.array([3.0, 4.0]))]
    grads = [(np.array([[10.0, -10.0]]), np.array([0.0, 20.0]))]
    ((W, b),) = ff.sgd_step(params, grads, 0.1)
    assert np.array_equal(W, [[0, 3]]) and np.array_equal(b, [3, 2])
    assert np.array_equal(params[0][0], [[1, 2]]) and np.array_equal(params[0][1], [3, 4])
