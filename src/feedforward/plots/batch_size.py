"""The batch-size trade-off: losses of several batch sizes, the time of an epoch, and the noise."""

from dataclasses import dataclass

import numpy as np
from matplotlib.ticker import LogLocator, NullFormatter, NullLocator

from feedforward.losses import cross_entropy_backward
from feedforward.network import forward

from .labels import spread
from .style import FONT_SIZE, INK, MUTED, NETWORK, SERIES, SMALL_SIZE, dress, number_by_powers

AXES = ("epochs", "updates", "samples seen", "seconds")
HIGHEST, LOWEST = 3.0, 0.045  # of J: the names fit in below the lowest target, 0.1
NAMES_BELOW = 0.6  # times the target: where the names of the curves stand
NO_NOISE = 1e-9  # below it there is only rounding, as in the gradient of the full batch


@dataclass(frozen=True)
class Trial:
    """The records of training with one batch size so far; the first is the start."""

    batch_size: int
    N: int
    updates: np.ndarray
    samples: np.ndarray
    seconds: np.ndarray
    losses: np.ndarray

    def along(self, axis):
        """Return the position of each record on one of AXES."""
        counted = {"updates": self.updates, "samples seen": self.samples, "seconds": self.seconds}
        return counted.get(axis, self.samples / self.N)

    def reaches(self, target, axis):
        """Return where on the axis the loss first falls below target, or None."""
        below = np.flatnonzero(self.losses < target)
        return float(self.along(axis)[below[0]]) if len(below) else None

    @property
    def seconds_per_epoch(self):
        """Return the measured time per epoch."""
        return self.seconds[-1] / (self.samples[-1] / self.N)


@dataclass(frozen=True)
class BatchSizeArrays:
    """The trials that the explorer compares, and the noise of their gradients."""

    trials: tuple
    axis: str  # one of AXES
    target: float
    noise: np.ndarray  # a number a trial: rms of (batch gradient - gradient), in |gradient|s
    law: np.ndarray  # the same by the formula for batches drawn with replacement
    note: str = ""


def per_sample_gradients(X, labels, params):
    """Return each sample's own gradient in a ReLU network with one hidden layer.

    X (N, M), labels (N,) -> (N, P), a row a sample, a column a parameter
    """
    out, [(h, Z)] = forward(X, params, lambda h: np.maximum(0, h))
    dout = cross_entropy_backward(out, labels) * len(X)
    dh = dout @ params[1][0].T * (h > 0)
    parts = [X[:, :, None] * dh[:, None], dh, Z[:, :, None] * dout[:, None], dout]
    return np.concatenate([part.reshape(len(X), -1) for part in parts], axis=1)


def batch_noise(per_sample, batch_size, rng, draws=100):
    """Return the distance of a batch's gradient from the full one, relative to the latter.

    Root mean square over `draws` batches, each without replacement. per_sample (N, P) -> a float
    """
    N = len(per_sample)
    order = rng.permuted(np.tile(np.arange(N), (draws, 1)), axis=1)[:, :batch_size]
    chosen = np.zeros((draws, N))
    np.put_along_axis(chosen, order, 1 / batch_size, axis=1)
    mean = per_sample.mean(axis=0)
    off = chosen @ per_sample - mean
    return float(np.sqrt((off**2).sum(axis=1).mean()) / np.linalg.norm(mean))


def draw_losses(ax, arrays, artists=None):
    """Draw the loss of each batch size over the chosen axis, and the target.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    artists = artists or _loss_artists(ax, arrays)
    for trial in arrays.trials:
        # a log axis cannot show the start, 0
        artists[trial.batch_size].set_data(trial.along(arrays.axis)[1:], trial.losses[1:])
    artists["target"].set_ydata([arrays.target] * 2)
    artists["target name"].set_y(arrays.target * 0.94)
    _set_axis(ax, arrays)
    _name_curves(ax, arrays, artists)
    return artists


def _name_curves(ax, arrays, artists):
    """Write the batch sizes in a row below the target, each at a line from its curve's end."""
    low, high = np.log10(ax.get_xlim())
    ends = [np.log10([*trial.along(arrays.axis), 10.0**low][-1 if len(trial.losses) < 2 else -2])
            for trial in arrays.trials]  # fmt: skip
    gap = 0.115 * (high - low)
    places = spread(ends, gap, low + gap, high - gap / 3)
    for trial, end, place in zip(arrays.trials, ends, places, strict=True):
        name = artists[f"name {trial.batch_size}"]
        name.set_visible(len(trial.losses) > 1)
        name.set_position((10**place, arrays.target * NAMES_BELOW))
        last = trial.losses[-1]
        artists[f"leader {trial.batch_size}"].set_data(
            *([], []) if len(trial.losses) < 2 else
            ([10**end, 10**place], [min(last, arrays.target), arrays.target * NAMES_BELOW])
        )  # fmt: skip
    artists["names"].set_position((10 ** (min(places) - 0.45 * gap), arrays.target * NAMES_BELOW))
    artists["names"].set_visible(any(len(trial.losses) > 1 for trial in arrays.trials))


def _set_axis(ax, arrays):
    """Stretch the axis over all trials."""
    ends = np.concatenate([trial.along(arrays.axis)[1:] for trial in arrays.trials])
    limits = (ends.min() / 1.5, ends.max() * 1.5) if len(ends) else (0.1, 1.0)
    # Whole powers, so that a picture that grows keeps its frame for a while.
    low, high = 10.0 ** np.floor(np.log10(limits[0])), 10.0 ** np.ceil(np.log10(limits[1]))
    if ax.get_xlim() != (low, high):
        ax.set_xlim(low, high)
    if ax.get_xlabel() != arrays.axis:
        ax.set_xlabel(arrays.axis)


def draw_costs(axes, arrays, artists=None):
    """Draw the time of an epoch, and the noise of a batch's gradient, over the batch size.

    axes: two, one above the other. Returns the artists by name; given them back, it moves them.
    """
    artists = artists or _cost_artists(axes, arrays)
    trained = [trial for trial in arrays.trials if len(trial.losses) > 1]
    sizes = [trial.batch_size for trial in trained]
    times = np.array([1000 * trial.seconds_per_epoch for trial in trained])
    artists["time"].set_data(sizes, times)
    _set_time_limits(axes[0], times)
    sizes = [trial.batch_size for trial in arrays.trials]
    shown = arrays.noise > NO_NOISE  # a logarithmic axis cannot show 0
    artists["noise"].set_data(np.array(sizes)[shown], arrays.noise[shown])
    artists["law"].set_data(sizes, arrays.law)
    return artists


def _set_time_limits(ax, times):
    if len(times):
        low, high = 10.0 ** np.floor(np.log10(times.min() / 1.2)), times.max() * 1.2
        high = 10.0 ** np.ceil(np.log10(high))
        if ax.get_ylim() != (low, high):
            ax.set_ylim(low, high)


def _loss_artists(ax, arrays):
    dress(ax, "The loss, by batch size $B$", AXES[-2], "$J$")
    ax.set(xscale="log", yscale="log", ylim=(LOWEST, HIGHEST))
    ax.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    ax.yaxis.set_major_formatter("{x:g}")
    ax.yaxis.set_minor_formatter(NullFormatter())
    ax.xaxis.set_minor_locator(NullLocator())
    ax.yaxis.set_minor_locator(NullLocator())
    number_by_powers(ax.xaxis)
    ax.grid(axis="y")
    artists = {}
    for trial, role in zip(arrays.trials, SERIES, strict=False):
        artists[trial.batch_size] = ax.plot(
            [], [], linestyle=role.linestyle, color=role.ink, marker=role.marker, markersize=6,
            markeredgewidth=0, markevery=0.12, linewidth=1.8, zorder=3,
        )[0]  # fmt: skip
        artists[f"leader {trial.batch_size}"] = ax.plot([], [], "-", color=role.ink, lw=0.8)[0]
        artists[f"name {trial.batch_size}"] = ax.text(
            1, 1, f"{trial.batch_size:,}", color=role.ink, fontsize=FONT_SIZE, ha="center", va="top"
        )
    artists["names"] = ax.text(1, 1, "$B =$", fontsize=FONT_SIZE, ha="right", va="top", color=MUTED)
    artists["target"] = ax.axhline(arrays.target, color=MUTED, linewidth=1, linestyle=(0, (2, 2)))
    artists["target name"] = ax.text(
        0.02, arrays.target, "target", transform=ax.get_yaxis_transform(), va="top", color=MUTED,
        fontsize=SMALL_SIZE,
    )  # fmt: skip
    return artists


def _cost_artists(axes, arrays):
    dress(axes[0], "Time of an epoch, measured", "batch size $B$", "ms")
    dress(axes[1], "Noise of the gradient", "batch size $B$", "noise / |gradient|")
    sizes = [trial.batch_size for trial in arrays.trials]
    for ax in axes:
        ax.set(xscale="log", yscale="log", xlim=(sizes[0] / 1.6, sizes[-1] * 1.6))
        ax.xaxis.set_minor_locator(NullLocator())
        ax.yaxis.set_minor_locator(NullLocator())
        ax.set_xticks(sizes, [f"{size:,}" for size in sizes])
        ax.yaxis.set_major_locator(LogLocator(numticks=8))
        number_by_powers(ax.yaxis)
        ax.grid(axis="y")
    axes[1].set_ylim(0.05, 10)
    point = {"color": INK, "markersize": 7, "linestyle": "", "marker": "o", "zorder": 4}
    artists = {"time": axes[0].plot([], [], **point | {"linestyle": "-"})[0]}
    measured = f"measured (0 for $B$ = {sizes[-1]:,})"  # that batch holds all samples
    artists["noise"] = axes[1].plot([], [], label=measured, **point)[0]
    artists["law"] = axes[1].plot([], [], "-", color=NETWORK.ink, label="computed")[0]
    axes[1].legend(loc="upper right", fontsize=FONT_SIZE, labelcolor=[INK, NETWORK.ink],
                   borderaxespad=0, labelspacing=0.2)  # fmt: skip
    return artists
