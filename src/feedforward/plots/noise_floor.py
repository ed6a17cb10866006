"""The noise floor: J - J* of a line learned at a constant rate, and where it stops falling."""

from dataclasses import dataclass

import numpy as np

from feedforward.data import noisy_line

from .bowl import FAR, Bowl
from .labels import spread
from .style import FONT_SIZE, INK, MUTED, SERIES, SMALL_SIZE, dress, number_by_powers

N, UPDATES, BLOCK, START = 64, 3000, 50, (-1.0, 1.5)
LOWEST = 1e-12  # a run that falls below it has no floor
SHOWN = (1e-6, 1e2)  # what the curves show of J - J*
RATIOS, FLOORS = (1e-4, 8.0), (1e-6, 10.0)  # what the floors' picture shows
DRAWS = ("with replacement", "each once per epoch")
YOURS, DOUBLED, HALVED, FULL = "yours", "rate and B doubled", "half the rate", "full batch"
NAMES = (YOURS, DOUBLED, HALVED, FULL)
ROLES = dict(zip(NAMES, (SERIES[5], SERIES[1], SERIES[2], SERIES[0]), strict=True))


@dataclass(frozen=True)
class Run:
    """Descent at one rate and one batch size."""

    rate: float
    batch_size: int
    excess: np.ndarray  # J - J* at the start, then its mean over each BLOCK of updates
    floor: float | None  # its mean over the second half; None where it still falls, or left

    @property
    def left(self):
        """Return True if the run diverged; it then has fewer blocks."""
        return len(self.excess) < UPDATES // BLOCK + 1


@dataclass(frozen=True)
class FloorArrays:
    """Four runs on one set of points, and what theory predicts for their floors."""

    runs: dict  # a Run for each of NAMES
    noise: float  # standard deviation of the labels around the line
    law: float  # floor / (rate / B) in the limit of small rates


def centred_line(noise):
    """Return 64 points around a line, their inputs centred so that w and b do not interact.

    -> Bowl; the same points for every noise, but for the size of their distances from the line
    """
    X, y = noisy_line(np.random.default_rng(2), N, noise)
    return Bowl(X - X.mean(), y)


def drawn_batches(batch_size, with_replacement, rng):
    """Return the samples in the order drawn, and where each of UPDATES batches begins."""
    if with_replacement:
        return rng.integers(0, N, UPDATES * batch_size), np.arange(UPDATES) * batch_size
    first = np.arange(0, N, batch_size)
    epochs = -(-UPDATES // len(first))
    rows = rng.permuted(np.tile(np.arange(N), (epochs, 1)), axis=1).ravel()
    starts = np.add.outer(np.arange(epochs) * N, first).ravel()
    return (rows[: starts[UPDATES]] if len(starts) > UPDATES else rows), starts[:UPDATES]


def batch_bowls(bowl, rows, starts):
    """Return curvature and gradient at the minimum, for the J of each batch.

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
    """Return J - J* after half of the updates of full-batch descent."""
    shrink = np.linalg.matrix_power(np.eye(2) - rate * bowl.curvature, UPDATES // 2)
    return bowl.excess(bowl.best + shrink @ (START - bowl.best))


def floor_of(excess, left_of_start):
    """Return the mean of the second half if J has stopped falling there, else None.

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
    """Run descent at a rate and batch size, and three more times to compare -> FloorArrays."""
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
    """Return J*, the smallest loss."""
    return np.mean((bowl.X[:, 0] * bowl.best[0] + bowl.best[1] - bowl.y) ** 2) / 2


def draw_runs(ax, arrays, artists=None):
    """Draw J - J* of each run over the updates, on a log axis, its name at its end.

    The name of a run that is the only one to fall below the axis stands where it does so.

    Returns the artists by name; given them back, it moves them instead of drawing new ones.
    """
    artists = artists or _run_artists(ax)
    ends = []
    for name, run in arrays.runs.items():
        updates = np.arange(len(run.excess)) * BLOCK
        artists[name].set_data(updates, run.excess)
        ends.append(np.log10(np.clip(run.excess[-1], *SHOWN)))
    low, high = np.log10(SHOWN)
    places = spread(ends, 0.72, low + 0.4, high - 0.4)
    alone = np.equal(ends, low).sum() == 1
    for (name, run), end, place in zip(arrays.runs.items(), ends, places, strict=True):
        last = np.argmax(run.excess < SHOWN[0]) * BLOCK if alone and end == low else UPDATES
        artists[f"{name}, name"].set_position((last + 0.03 * UPDATES, 10**place))
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
        word = artists[f"{name}, name"]
        word.set_visible(run.floor is not None)
        word.xy = (run.rate / run.batch_size, run.floor or 1.0)
    artists["law"].set_data(RATIOS, np.multiply(RATIOS, arrays.law) if arrays.noise else RATIOS)
    artists["law, name"].xy = (1e-4, 1e-4 * (arrays.law or 1.0))
    for key in ("law", "law, name"):
        artists[key].set_visible(arrays.noise > 0)
    artists["none"].set_visible(all(arrays.runs[name].floor is None for name in NAMES[:3]))
    return artists


def _run_artists(ax):
    dress(ax, "How far above the lowest loss", "updates", f"$J - J^*$, mean of {BLOCK} updates")
    ax.set(yscale="log", xlim=(-BLOCK, 1.6 * UPDATES), ylim=SHOWN,
           xticks=[0, 1000, 2000, 3000], yticks=10.0 ** np.arange(-6, 3, 2))  # fmt: skip
    ax.minorticks_off()
    ax.xaxis.set_major_formatter("{x:,.0f}")
    number_by_powers(ax.yaxis)
    ax.grid(axis="y")
    artists = {}
    for name, role in ROLES.items():
        artists[name] = ax.plot(
            [], [], linestyle=role.linestyle, color=role.ink, marker=role.marker, markersize=5.5,
            markeredgewidth=0, markevery=(3 + 3 * len(artists) // 2, 14), linewidth=1.7,
        )[0]  # fmt: skip
        artists[f"{name}, name"] = ax.text(
            1.03 * UPDATES, 1, name, color=role.ink, fontsize=SMALL_SIZE + 0.5, va="center"
        )
    return artists


# Equal floors lie on one point: a plus within a hollow square.
POINTS = {
    YOURS: {"markersize": 10, "markeredgewidth": 0},
    DOUBLED: {"markersize": 15, "markerfacecolor": "none", "markeredgewidth": 1.8,
              "markeredgecolor": ROLES[DOUBLED].ink},
}  # fmt: skip
# Where the name of a floor stands beside it, so that equal floors keep their names apart.
BESIDE = {
    YOURS: {"xytext": (0, 17), "ha": "center"},
    DOUBLED: {"xytext": (12, -2), "ha": "left", "va": "top", "linespacing": 1.0},
    HALVED: {"xytext": (-11, 4), "ha": "right"},
}


def _floor_artists(ax):
    dress(ax, "Where it stops falling", "rate / $B$", "floor of $J - J^*$")
    ax.set(xscale="log", yscale="log", xlim=RATIOS, ylim=FLOORS,
           xticks=10.0 ** np.arange(-4, 1), yticks=10.0 ** np.arange(-6, 2))  # fmt: skip
    ax.minorticks_off()
    number_by_powers(ax.xaxis, ax.yaxis)
    ax.grid()
    artists = {
        "law": ax.plot([], [], "-", color=MUTED, linewidth=1.2)[0],
        "law, name": ax.annotate(
            "law for small rates", (1, 1), (8, -13), textcoords="offset points", color=MUTED,
            fontsize=SMALL_SIZE + 0.5, rotation=33, rotation_mode="anchor",
        ),
    }  # fmt: skip
    for name in NAMES[:3]:
        role = ROLES[name]
        artists[name] = ax.plot(
            [], [], role.marker, color=role.ink, zorder=3, **POINTS.get(name, {"markersize": 8})
        )[0]
        artists[f"{name}, name"] = ax.annotate(
            name.replace(" doubled", "\ndoubled"), (1, 1), textcoords="offset points",
            color=role.ink, fontsize=SMALL_SIZE + 0.5, zorder=4, **{"va": "center"} | BESIDE[name],
        )  # fmt: skip
    artists["none"] = ax.text(
        0.5, 0.5, "no floor", transform=ax.transAxes, ha="center", color=INK, fontsize=FONT_SIZE
    )
    return artists
