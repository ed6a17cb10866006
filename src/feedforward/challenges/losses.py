"""6.5: probabilities that may be believed."""

import numpy as np

from feedforward.data import wine
from feedforward.losses import softmax
from feedforward.network import init_params, predict
from feedforward.training import train

from .challenge import Challenge, NotScored, called


def play(attempt):
    data = wine(np.random.default_rng(65), held_out=0.6)
    X_new, y_new = data.held_out
    S = called(attempt, *data.train, X_new.copy(), np.random.default_rng(0))
    try:
        S = np.asarray(S, dtype=float)
    except (TypeError, ValueError):
        raise NotScored("Your function did not return an array of numbers.") from None
    if S.shape != (len(X_new), 3):
        raise NotScored(f"Your probabilities have shape {S.shape}; expected {(len(X_new), 3)}.")
    if not (S >= 0).all() or not np.allclose(S.sum(axis=1), 1):
        raise NotScored("Every row has to be a distribution: no entry below 0, and the sum 1.")
    with np.errstate(divide="ignore"):
        loss = -np.mean(np.log(S[np.arange(len(y_new)), y_new]))
    if np.isinf(loss):
        raise NotScored(
            "You gave the right class of a wine the probability 0: the loss is infinite."
        )
    return round(float(loss), 4)


def book(X, y, X_new, rng):
    """A linear softmax classifier with an L2 penalty."""
    params, _ = train(
        X, y, init_params([13, 3], rng), epochs=300, lr=0.1, l2=0.02, rng=rng,
        record_every=300, progress=False,
    )  # fmt: skip
    return softmax(predict(X_new, params, loss="mse"))


CALIBRATED_WINE = Challenge(
    name="calibrated_wine",
    section="6.5_losses",
    task="You are given measurements of 71 wines of three grape varieties. For 107 other wines, "
    "predict the probability of each variety. The score is the mean cross-entropy, so confident "
    "errors are expensive.",
    call="`solve(X, y, X_new, rng)` returns probabilities, an array (107, 3)",
    play=play,
    unit="nats of cross-entropy",
    better="lower",
    book=book,
    score=0.0905,
    within=0.005,
)
