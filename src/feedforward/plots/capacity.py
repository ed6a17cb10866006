"""A network trained on noisy moons: where it draws the line, and how its losses went."""

from dataclasses import dataclass

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path

from feedforward.activations import relu
from feedforward.data import moons
from feedforward.network import forward, init_params
from feedforward.training import train

from .geometry import region_path
from .style import BLACK, BLUE, CLASSES, VERMILION, dress, legend_below

EPOCHS, RECORD_EVERY, LR = 200, 4, 0.02
MOST_SAMPLES, HELD_OUT = 200, 300
X1, X2 = np.linspace(-2.0, 3.0, 51), np.linspace(-1.6, 2.1, 41)
LOSS_LIMITS = (3e-4, 12.0)


@dataclass(frozen=True)
class FitArrays:
    """Training data, what a network makes of the plane, and its losses on the way."""

    X: np.ndarray  # (N, 2)
    labels: np.ndarray  # (N,)
    wrong: np.ndarray  # (N,) of bool: training samples that are not fitted
    margin: np.ndarray  # (41, 51): out for class 1 minus out for class 0, over X1 and X2
    updates: np.ndarray  # (R,)
    loss: np.ndarray  # (R,), on the training data
    val_loss: np.ndarray  # (R,), on samples that it has not seen
    accuracy: float
    val_accuracy: float

    @property
    def best(self):
        """The index of the lowest validation loss."""
        return int(self.val_loss.argmin())


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
    plane = np.stack(np.meshgrid(X1, X2), axis=-1).reshape(-1, 2)
    out = forward(np.concatenate([X, plane]), params, relu)[0]
    margin = out[:, 1] - out[:, 0]
    return FitArrays(
        X, labels, (margin[:N] > 0) != (labels == 1), margin[N:].reshape(len(X2), len(X1)),
        *(np.array(history[name]) for name in ("updates", "loss", "val_loss")),
        history["accuracy"][-1], history["val_accuracy"][-1],
    )  # fmt: skip


def _boundary_artists(ax):
    dress(ax, "Training samples and decision", "x1", "x2")
    ax.set(xlim=(X1[0], X1[-1]), ylim=(X2[0], X2[-1]), facecolor=CLASSES[0].tint)
    artists = {
        "region": PathPatch(
            Path(np.empty((0, 2))), facecolor=CLASSES[1].tint, edgecolor="#B98B45",
            hatch="//", linewidth=0, zorder=1,
        )
    }  # fmt: skip
    ax.add_patch(artists["region"])
    keys = []
    for label, look in enumerate(CLASSES):
        looks = dict(marker=look.marker, color=look.color, mec="white", ms=6.5)
        artists[f"class {label}"] = ax.plot([], [], linestyle="", zorder=4, **looks)[0]
        keys.append(Line2D([], [], linestyle="", label=f"class {label}", **looks))
    artists["wrong"] = ax.plot([], [], "x", color=BLACK, ms=11, mew=1.5, zorder=5)[0]
    keys.append(Line2D([], [], ls="", marker="x", color=BLACK, mew=1.5, label="not fitted"))
    keys.append(Patch(fc=CLASSES[1].tint, ec="#B98B45", hatch="///", lw=0, label="says class 1"))
    legend_below(ax, keys, columns=2)
    return artists


def draw_boundary(ax, arrays, artists=None):
    """Draw the samples and where the network says class 1.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    artists = artists or _boundary_artists(ax)
    artists["region"].set_path(region_path(X1, X2, arrays.margin, 0.0))
    for label in (0, 1):
        artists[f"class {label}"].set_data(*arrays.X[arrays.labels == label].T)
    artists["wrong"].set_data(*arrays.X[arrays.wrong].T)
    return artists


def _loss_artists(ax):
    dress(ax, "Losses on the way", "updates", "cross-entropy")
    ax.set(xlim=(0, EPOCHS), ylim=LOSS_LIMITS, yscale="log")
    ax.grid(axis="y", color="#E2E2E2", lw=0.8)
    artists = {
        "training": ax.plot([], [], "--", color=BLUE, lw=2, zorder=3)[0],
        "validation": ax.plot([], [], "-", color=VERMILION, lw=2, zorder=4)[0],
        "best": ax.plot([], [], "D", color=VERMILION, mec=BLACK, ms=8, zorder=5)[0],
    }
    legend_below(ax, [
        Line2D([], [], color=BLUE, ls="--", lw=2, label="training"),
        Line2D([], [], color=VERMILION, lw=2, label="validation"),
        Line2D([], [], ls="", marker="D", color=VERMILION, mec=BLACK, label="lowest validation"),
    ], columns=2)  # fmt: skip
    return artists


def draw_losses(ax, arrays, artists=None):
    """Draw both losses over the updates, on a log axis; what leaves it stays at its edge."""
    artists = artists or _loss_artists(ax)
    clipped = {"training": arrays.loss, "validation": arrays.val_loss}
    for name, losses in clipped.items():
        artists[name].set_data(arrays.updates, np.clip(losses, *LOSS_LIMITS))
    best = arrays.best
    artists["best"].set_data([arrays.updates[best]], np.clip([arrays.val_loss[best]], *LOSS_LIMITS))
    return artists
