"""The floor of noise: J - J* of a line learned at a constant rate, and where it stops falling."""

from dataclasses import dataclass

import numpy as np

from feedforward.data import noisy_line

from .bowl import FAR, Bowl
from .style import BLACK, FONT_SIZE, GREY, LINES, dress, legend_below

N, UPDATES, BLOCK, START = 64, 3000, 50, (-1.0, 1.5)
LOWEST, HIGHEST = 1e-12, 1e2  # what the curves show of J - J*
RATIOS, FLOORS = (1e-4, 1.0), (1e-6, 10.0)  # what the floors' picture shows
DRAWS = ("with replacement", "each once an epoch")
YOURS, DOUBLED, HALVED, FULL = "yours", "rate and B doubled", "half the rate", "full batch"
NAMES = (YOURS, DOUBLED, HALVED, FULL)
LOOKS = dict(zip(NAMES, (LINES[4], LINES[0], LINES[1], LINES[2]), strict=True))
MARKERS = dict(zip(NAMES, "Ds^o", strict=True))
SIZES = dict(zip(NAMES, (13, 7, 7, 7), strict=True))  # equal floors lie on one point


@dataclass(frozen=True)
class Run:
    """Descent at one rate and one batch size."""

    rate: float
    batch_size: int
    excess: np.ndarray  # J - J* at the start, then its mean over each BLOCK of updates
    floor: float | None  # its mean over the second half; None where it still falls, or left

    @property
    def left(self):
        """Whether it diverged: then not all blocks are there."""
        return len(self.excess) < UPDATES // BLOCK + 1


@dataclass(frozen=True)
class FloorArrays:
    """Four runs on one set of points, and what theory says of their floors."""

    runs: dict  # a Run for each of NAMES
    noise: float  # standard deviation of the labels around the line
    law: float  # floor / (rate / B) in the limit of small rates


def centred_line(noise):
    """64 points around a line, their inputs moved to mean 0 so that w and b do not mix.

    -> Bowl; the same points for every noise, but for the size of their distances from the line
    """
    X, y = noisy_line(np.random.default_rng(2), N, noise)
    return Bowl(X - X.mean(), y)


def drawn_batches(batch_size, with_replacement, rng):
    """Which samples are drawn, in their order, and where in it each of UPDATES batches begins."""
    if with_replacement:
        return rng.integers(0, N, UPDATES * batch_size), np.arange(UPDATES) * batch_size
    first = np.arange(0, N, batch_size)
    epochs = -(-UPDATES // len(first))
    rows = rng.permuted(np.tile(np.arange(N), (epochs, 1)), axis=1).ravel()
    starts = np.add.outer(np.arange(epochs) * N, first).ravel()
    return (rows[: starts[UPDATES]] if len(starts) > UPDATES else rows), starts[:UPDATES]


def batch_bowls(bowl, rows, starts):
    """Curvature and gradient at the lowest place, for the J of each batch.

    rows (samples drawn,), starts (updates,) -> (updates, 5): J_ww, J_wb, J_bb, dJ/dw, dJ/db
    """
    x = bowl.X[:, 0]
    error = x * bowl.best[0] + bowl.best[1] - bowl.y
    each = np.column_stack([x * x, x, np.ones(N), error * x, error])[rows]
    sizes = np.diff(np.append(starts, len(rows)))
    return np.add.reduceat(each, starts) / sizes[:, None]


def run_down(bowl, rate, batch_size, with_replacement, rng):
    """Take UPDATES steps at a constant rate -> Run.

    What is walked with is u = (w, b) - best. A batch's J is a bowl as well, so that its gradient
    is (gradient at best) + curvature u: two plain numbers move many times faster than arrays.
    """
    batches = batch_bowls(bowl, *drawn_batches(batch_size, with_replacement, rng))
    u, v = map(float, np.array(START) - bowl.best)
    path = [(u, v)]
    for ww, wb, bb, dw, db in batches.tolist():
        u, v = u - rate * (ww * u + wb * v + dw), v - rate * (wb * u + bb * v + db)
        path.append((u, v))
        if abs(u) + abs(v) > FAR:
            break
    excess = bowl.excess(np.array(path) + bowl.best)
    blocks = excess[1 : 1 + (len(path) - 1) // BLOCK * BLOCK].reshape(-1, BLOCK).mean(axis=1)
    means = np.append(excess[0], blocks)
    return Run(rate, batch_size, means, floor_of(means, _left_of_start(bowl, rate)))


def _left_of_start(bowl, rate):
    """J - J* after half of the updates, had every batch been the full one."""
    shrink = np.linalg.matrix_power(np.eye(2) - rate * bowl.curvature, UPDATES // 2)
    return bowl.excess(bowl.best + shrink @ (START - bowl.best))


def floor_of(excess, left_of_start):
    """The mean of the second half, if it has stopped falling there; else None.

    It has not where the start is still felt, or where the quarter before was much higher.
    """
    half, quarter = UPDATES // BLOCK // 2, UPDATES // BLOCK // 4
    if len(excess) < UPDATES // BLOCK + 1:
        return None
    floor, before = excess[-half:].mean(), excess[-half - quarter : -half].mean()
    if floor < LOWEST or left_of_start > 0.1 * floor or before > 2 * floor:
        return None
    return float(floor)


def floor_arrays(rate, batch_size, noise, with_replacement, seed):
    """Four runs that share their points: rate and batch_size, and what is compared with them."""
    bowl = centred_line(noise)
    settings = {
        YOURS: (rate, batch_size),
        DOUBLED: (2 * rate, 2 * batch_size),
        HALVED: (rate / 2, batch_size),
    }
    runs = {
        name: run_down(bowl, *setting, with_replacement, np.random.default_rng(seed))
        for name, setting in settings.items()
    }
    runs[FULL] = run_down(bowl, rate, N, False, np.random.default_rng(seed))
    variance = 2 * (bowl.excess(bowl.best) + _lowest(bowl))
    return FloorArrays(runs, noise, variance * np.trace(bowl.curvature) / 4)


def _lowest(bowl):
    """J*, the loss at the lowest place."""
    return np.mean((bowl.X[:, 0] * bowl.best[0] + bowl.best[1] - bowl.y) ** 2) / 2


def draw_runs(ax, arrays, artists=None):
    """Draw J - J* of each run over the updates, on a log axis.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    artists = artists or _run_artists(ax)
    for name, run in arrays.runs.items():
        artists[name].set_data(np.arange(len(run.excess)) * BLOCK, run.excess)
    return artists


def draw_floors(ax, arrays, artists=None):
    """Draw each run's floor over rate / B, and the law for small rates.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    artists = artists or _floor_artists(ax)
    for name in NAMES[:3]:
        run = arrays.runs[name]
        shown = ([], []) if run.floor is None else ([run.rate / run.batch_size], [run.floor])
        artists[name].set_data(*shown)
    artists["law"].set_data(RATIOS, np.multiply(RATIOS, arrays.law) if arrays.noise else RATIOS)
    artists["law"].set_visible(arrays.noise > 0)
    artists["none"].set_visible(all(arrays.runs[name].floor is None for name in NAMES[:3]))
    return artists


def _run_artists(ax):
    dress(ax, "How far above the lowest J", "updates", f"J - J*, mean of {BLOCK} updates")
    ax.set(yscale="log", xlim=(-BLOCK, UPDATES + BLOCK), ylim=(LOWEST, HIGHEST))
    artists = {}
    for name, look in LOOKS.items():
        artists[name] = ax.plot(
            [], [], linestyle=look.linestyle, color=look.color, marker=MARKERS[name],
            markersize=4, markevery=(3 + 3 * len(artists), 14), linewidth=1.6, label=name,
        )[0]  # fmt: skip
    legend_below(ax, None, columns=2)
    return artists


def _floor_artists(ax):
    dress(ax, "Where it stops falling", "rate / B", "floor of J - J*")
    ax.set(xscale="log", yscale="log", xlim=RATIOS, ylim=FLOORS)
    artists = {"law": ax.plot([], [], "-", color=GREY, linewidth=1, label="law for small rates")[0]}
    for name in NAMES[:3]:
        artists[name] = ax.plot(
            [],
            [],
            MARKERS[name],
            color=LOOKS[name].color,
            markersize=SIZES[name],
            mec="white",
            label=name,
        )[0]
    artists["none"] = ax.text(
        0.5, 0.5, "no floor", transform=ax.transAxes, ha="center", color=BLACK, fontsize=FONT_SIZE
    )
    legend_below(ax, None, columns=2)
    return artists
