"""Scores of several settings over several seeds: one dot per seed, with mean and range."""

from dataclasses import dataclass

import numpy as np
from matplotlib.ticker import MaxNLocator

from .style import FONT_SIZE, INK, MUTED, NETWORK, SMALL_SIZE, VALIDATION, dress

MEAN_ABOVE = 0.27  # rows between the middle of a setting and its mean, which covers no dot


@dataclass(frozen=True)
class ScoreArrays:
    """The scores of several settings, with the same seeds for each."""

    data: str
    names: tuple
    scores: np.ndarray  # (settings, seeds)
    baseline: int  # the setting that the others are compared with

    @property
    def mean(self):
        """(settings,)"""
        return self.scores.mean(axis=1)

    @property
    def spread(self):
        """The standard deviation over seeds, (settings,)."""
        return self.scores.std(axis=1, ddof=1)

    @property
    def wins(self):
        """Count the seeds in which each setting beats the baseline, or loses: (settings, 2)."""
        gain = self.scores - self.scores[self.baseline]
        return np.column_stack([(gain > 0).sum(axis=1), (gain < 0).sum(axis=1)])


def check_results(results):
    """Raise ValueError unless all data have the same settings and equally many seeds."""
    if len({tuple(settings) for settings in results.values()}) != 1:
        raise ValueError(
            f"The data have the settings {[list(of) for of in results.values()]}; expected the "
            "same for all, in one order."
        )
    for data, settings in results.items():
        lengths = {name: len(scores) for name, scores in settings.items()}
        if len(set(lengths.values())) != 1 or min(lengths.values()) < 2:
            raise ValueError(
                f"{data} has scores of so many seeds: {lengths}; expected two or more, as many "
                "for each setting."
            )


def score_arrays(results, data, baseline):
    """results: data -> setting -> scores (seeds,); baseline names a setting -> ScoreArrays."""
    names = tuple(results[data])
    scores = np.array([results[data][name] for name in names], float)
    return ScoreArrays(data, names, scores, names.index(baseline))


def _score_artists(ax, arrays):
    # Between the title and the axes is room for a name.
    dress(ax, "A dot per seed, with mean and range", "held-out accuracy", "")
    ax.set_title(ax.get_title("left"), pad=26)
    ax.set(ylim=(len(arrays.names) - 0.5, -0.6))
    ax.xaxis.set_major_locator(MaxNLocator(5))
    ax.set_yticks(range(len(arrays.names)), arrays.names, fontsize=FONT_SIZE, color=INK)
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x")
    ax.spines["left"].set_visible(False)
    seed = {"color": NETWORK.fill, "alpha": 0.6, "markersize": 6, "mew": 0, "zorder": 3}
    artists = {
        "baseline": ax.axvline(0, linestyle=(0, (2, 2)), color=MUTED, linewidth=1.1, zorder=2),
        "seeds": ax.plot([], [], "o", **seed)[0],
        "range": ax.plot([], [], "-", color=VALIDATION.ink, linewidth=1.6, zorder=4)[0],
        "mean": ax.plot([], [], "D", color=VALIDATION.ink, markersize=7, zorder=5)[0],
        "baseline name": ax.text(
            0, 1.005, "", transform=ax.get_xaxis_transform(), va="bottom",
            fontsize=SMALL_SIZE, color=MUTED,
        ),
    }  # fmt: skip
    return artists


def draw_scores(ax, arrays, artists=None):
    """Draw scores by setting; returns the artists by name, and moves them when given back."""
    artists = artists or _score_artists(ax, arrays)
    rows = np.arange(len(arrays.names))
    ends = arrays.scores.min(axis=1), arrays.scores.max(axis=1)
    low, high = ends[0].min(), ends[1].max()
    air = max(0.01, 0.06 * (high - low))
    if ax.get_xlim() != (low - air, high + air):  # only then, since it draws the axes anew
        ax.set_xlim(low - air, high + air)
    count = arrays.scores.shape[1]
    offsets = np.linspace(-0.05, 0.27, count)
    above = rows - MEAN_ABOVE
    artists["seeds"].set_data(arrays.scores.ravel(), (rows[:, None] + offsets).ravel())
    artists["mean"].set_data(arrays.mean, above)
    lines = np.column_stack([*ends, rows * np.nan])
    artists["range"].set_data(lines.ravel(), np.repeat(above, 3))
    mean = arrays.mean[arrays.baseline]
    artists["baseline"].set_xdata([mean] * 2)
    on_the_right = mean > low + 0.6 * (high - low)  # where the axes have no room for the name
    artists["baseline name"].set(
        x=mean, ha="right" if on_the_right else "left",
        text=f" mean of {arrays.names[arrays.baseline]} ",
    )  # fmt: skip
    return artists
