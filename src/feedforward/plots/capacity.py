"""A network trained on noisy moons: where it is how sure, and what that costs on new samples."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from feedforward.activations import relu, sigmoid
from feedforward.data import moons
from feedforward.losses import cross_entropy
from feedforward.network import forward, init_params
from feedforward.training import train

EPOCHS, RECORD_EVERY, LR = 200, 4, 0.02
MOST_SAMPLES, HELD_OUT = 200, 300
X1, X2 = np.linspace(-2.0, 3.0, 101), np.linspace(-1.6, 2.1, 75)
PLANE = np.stack(np.meshgrid(X1, X2), axis=-1).reshape(-1, 2)
LEAST_NOISE = 0.03  # of the true probabilities: without any they would jump
LOSS_LIMITS = (3e-4, 12.0)
WIDTHS = (1, 2, 3, 5, 10, 20, 50)
STRENGTHS = (0.0, 0.0003, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5)


@dataclass(frozen=True)
class FitArrays:
    """Samples, what a network makes of the plane, and its losses on the way."""

    X: np.ndarray  # (N, 2), what it has learned from
    labels: np.ndarray  # (N,)
    wrong: np.ndarray  # (N,) of bool: training samples that are not fitted
    held_out: np.ndarray  # (300, 2), what it has not seen
    held_out_labels: np.ndarray  # (300,)
    held_out_wrong: np.ndarray  # (300,) of bool
    margin: np.ndarray  # (75, 101): out for class 1 minus out for class 0, over X1 and X2
    true_margin: np.ndarray  # (75, 101): the same of the probabilities that the samples follow
    updates: np.ndarray  # (R,)
    loss: np.ndarray  # (R,), on the training data
    val_loss: np.ndarray  # (R,), on what it has not seen
    accuracy: float
    val_accuracy: float
    true_loss: float  # of the true probabilities, on what it has not seen

    @property
    def probability(self):
        """Return the network's probability of class 1 over the plane, (75, 101)."""
        return sigmoid(self.margin)

    @property
    def best(self):
        """The index of the lowest validation loss."""
        return int(self.val_loss.argmin())


@dataclass(frozen=True)
class LossCurves:
    """Both losses along one axis: the updates of a network, or networks that differ in one way."""

    label: str
    x: np.ndarray  # (P,)
    names: tuple  # of the P places, empty where x is a number that needs none
    loss: np.ndarray  # (P,)
    val_loss: np.ndarray  # (P,)
    here: int  # the place of the network that is drawn

    @property
    def best(self):
        """The index of the lowest validation loss."""
        return int(self.val_loss.argmin())


@dataclass(frozen=True)
class CapacityArrays:
    """One network, and its losses along the chosen axis."""

    fit: FitArrays
    curves: LossCurves


def noisy_moons(N, noise, seed):
    """The first N training samples of a pool that depends on the seed alone, and those held out.

    The same seed gives the same samples; more noise moves each further along the same way.
    """
    pool = moons(
        np.random.default_rng(seed), MOST_SAMPLES + HELD_OUT, noise,
        held_out=HELD_OUT / (MOST_SAMPLES + HELD_OUT),
    )  # fmt: skip
    X, labels = pool.train
    return (X[:N], labels[:N]), pool.held_out


def true_margin(points, noise):
    """log p(x | class 1) - log p(x | class 0) of noisy moons, for points (P, 2) -> (P,).

    A sample is a point of its half circle, all equally likely, plus normal noise; both classes are
    equally likely, so this is the logit of the probability of class 1, too.
    """
    angle = np.pi * (np.arange(60) + 0.5) / 60
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    lower = np.stack([1 - np.cos(angle), 0.5 - np.sin(angle)], axis=1)
    logs = []
    for moon in (upper, lower):
        squares = (points**2).sum(axis=1)[:, None] - 2 * points @ moon.T + (moon**2).sum(axis=1)
        exponents = -squares / (2 * max(noise, LEAST_NOISE) ** 2)
        logs.append(np.logaddexp.reduce(exponents, axis=1))
    return logs[1] - logs[0]


@lru_cache(maxsize=16)
def _truth(noise, seed):
    """The true margin over the plane (75, 101), and its loss on the held-out samples."""
    _, (X, labels) = noisy_moons(1, noise, seed)
    margin = true_margin(np.concatenate([PLANE, X]), noise)
    out = np.stack([np.zeros(len(X)), margin[len(PLANE) :]], axis=1)
    return margin[: len(PLANE)].reshape(len(X2), len(X1)), float(cross_entropy(out, labels))


@lru_cache(maxsize=128)
def fit_arrays(width, depth, N, noise, l2, drop, seed=1):
    """Train a network with `depth` hidden layers of `width` units on N noisy samples.

    l2 is the weight of the penalty, drop the share that dropout removes -> FitArrays
    """
    (X, labels), held_out = noisy_moons(N, noise, seed)
    rng = np.random.default_rng(seed)
    params, history = train(
        X, labels, init_params([2, *[width] * depth, 2], rng), epochs=EPOCHS, lr=LR, rng=rng,
        optimizer="adam", l2=l2, dropout=drop, validation=held_out, progress=False,
        record_every=RECORD_EVERY,
    )  # fmt: skip
    out = forward(np.concatenate([X, held_out[0], PLANE]), params, relu)[0]
    margin = out[:, 1] - out[:, 0]
    seen, unseen, plane = np.split(margin, [N, N + HELD_OUT])
    plane_truth, true_loss = _truth(noise, seed)
    return FitArrays(
        X, labels, (seen > 0) != (labels == 1), *held_out, (unseen > 0) != (held_out[1] == 1),
        plane.reshape(len(X2), len(X1)), plane_truth,
        *(np.array(history[name]) for name in ("updates", "loss", "val_loss")),
        history["accuracy"][-1], history["val_accuracy"][-1], true_loss,
    )  # fmt: skip


def over_updates(fit):
    """Both losses over the updates -> LossCurves."""
    return LossCurves("updates", fit.updates, (), fit.loss, fit.val_loss, len(fit.updates) - 1)


def _sweep(settings, name, values, label, names):
    """Train a network for each value of one setting -> LossCurves of the losses at the end."""
    fits = [fit_arrays(**settings | {name: value}) for value in values]
    losses = (np.array([getattr(fit, kind)[-1] for fit in fits]) for kind in ("loss", "val_loss"))
    here = int(np.argmin(np.abs(np.array(values) - settings[name])))
    return LossCurves(label, np.arange(len(values)), names, *losses, here)


def over_strengths(settings):
    """Both losses at the end over the strength of the L2 penalty -> LossCurves."""
    names = ("off", *(f"{strength:g}" for strength in STRENGTHS[1:]))
    return _sweep(settings, "l2", STRENGTHS, r"strength $\lambda$ of the L2 penalty", names)


def over_widths(settings):
    """Both losses at the end over the width of the hidden layers -> LossCurves."""
    return _sweep(settings, "width", WIDTHS, "units in each hidden layer", tuple(map(str, WIDTHS)))
