"""Bias and variance: networks of many widths, each fitted to many training sets of one curve."""

import numpy as np

from feedforward.network import init_params, predict
from feedforward.training import train

from .experiment import Experiment

N, NOISE, EPOCHS = 20, 0.3, 3000
WIDTHS = (1, 2, 3, 4, 6, 8, 12, 20, 40, 100)
GRID = np.linspace(-2, 2, 41)


def wave_curve(x):
    """The curve under `feedforward.data.wave`, without its noise."""
    return np.sin(3 * x) + x / 2


def fit_resampled(seed, width):
    """Draw N noisy samples of the wave, fit one hidden layer of `width` units -> out on GRID (41,).

    The bends start spread over the interval: with zero biases they would all start at 0.
    """
    rng = np.random.default_rng(seed)
    X = rng.uniform(-2, 2, (N, 1))
    y = wave_curve(X) + rng.normal(0, NOISE, (N, 1))
    (W, _), out = init_params([1, width, 1], rng)
    params = [(W, -W[0] * rng.uniform(-2, 2, width)), out]
    params, _ = train(
        X, y, params, loss="mse", epochs=EPOCHS, lr=0.02, lr_decay=0.999, optimizer="adam",
        rng=rng, record_every=EPOCHS, progress=False,
    )  # fmt: skip
    return {"fit": predict(GRID[:, None], params, loss="mse")[:, 0]}


def squared_bias_and_variance(fits):
    """Squared bias and variance, averaged over GRID. fits (..., seeds, 41) -> two of (...,)"""
    bias = fits.mean(axis=-2) - wave_curve(GRID)
    return (bias**2).mean(axis=-1), fits.var(axis=-2, ddof=1).mean(axis=-1)


BIAS_AND_VARIANCE = Experiment(
    name="bias_and_variance",
    about=f"Networks with one hidden layer, each fitted to {N} noisy samples of sin(3x) + x/2: "
    "what they compute at 41 places from -2 to 2.",
    run=fit_resampled,
    settings=tuple({"width": width} for width in WIDTHS),
    seeds=40,
    tolerance={"fit": 0.05},
    digits=3,
)
